// Everything a gateway on the open net gets to see besides citizens: garbage, bombs, lies, floods,
// people who never finish a sentence, and a disk that is full. It may refuse, it may hang up; it may
// not fall, hang, leak or forget what it has acknowledged. After each part a citizen is served.
//
//   node tests/peers/bad_input.js BINARY [PART...]
'use strict';
const { execFileSync } = require('child_process');
const crypto = require('crypto');
const fs = require('fs');
const net = require('net');
const os = require('os');
const path = require('path');
const { Checks, Citizen, Gateway, PATIENCE, filedIn, plainQuery, raw, request, sleep, until } = require('./gateway');
const { App } = require('./app');
const { PIXEL } = require('./platform');

const NIGHT = '隔壁工地半夜还在打桩,吵得睡不着';
const LIMIT = 1500000;
let people = 0;

// A whole talk that must work whatever came before.
async function served(gateway, checks, after) {
  people += 1;
  const filed = await new Citizen(gateway, `after_${people}`).file(NIGHT, '松影苑').catch((e) => e);
  checks.ok(`after ${after} a citizen is served`, filed.number, filed.message);
}

const line = (text) => Buffer.from(text, 'latin1');
const head = (method, where, more = '') =>
  line(`${method} ${where} HTTP/1.1\r\nHost: 127.0.0.1\r\n${more}\r\n`);

// Refused with a 4xx or 5xx, or hung up on; never a 200, never silence for ever.
function refused(checks, what, answer, wait) {
  checks.ok(`${what}: refused`, (answer.status >= 400 || answer.status === 0)
    && answer.took < wait, `status ${answer.status} after ${answer.took} ms: ${answer.text.slice(0, 120)}`);
}

// ---- HTTP ----

async function brokenHttp(gateway, checks) {
  const wait = PATIENCE;
  const cases = {
    'random bytes': crypto.randomBytes(4096),
    'TLS to a plain port': Buffer.from('16030100a1010000', 'hex'),
    'a line without end': line(`GET /${'a'.repeat(300000)}`),
    'a huge header': head('GET', '/healthz', `X-A: ${'b'.repeat(200000)}\r\n`),
    'ten thousand headers': head('GET', '/healthz', 'X-A: b\r\n'.repeat(10000)),
    'an unknown method': head('FROBNICATE', '/healthz'),
    'CONNECT': head('CONNECT', 'example.org:443'),
    'a negative length': head('POST', '/wechat/demo', 'Content-Length: -5\r\n'),
    'a length that is no number': head('POST', '/wechat/demo', 'Content-Length: zwölf\r\n'),
    'a length beyond all numbers': head('POST', '/wechat/demo', `Content-Length: ${'9'.repeat(40)}\r\n`),
    'a body of ten gigabytes announced': head('POST', '/wechat/demo', 'Content-Length: 10737418240\r\n'),
    'a NUL in the path': Buffer.concat([line('GET /health'), Buffer.from([0]), line('z HTTP/1.1\r\nHost: a\r\n\r\n')]),
    'no request at all': line('\r\n\r\n\r\n\r\n'),
  };
  const answers = await Promise.all(Object.values(cases).map((bytes) => raw(gateway.port, bytes, { wait, half: true })));
  Object.keys(cases).forEach((what, i) => refused(checks, what, answers[i], wait));
}

// A good request, and behind it in the same packet something that is none.
async function pipelined(gateway, checks) {
  const good = head('GET', '/healthz');
  const two = await raw(gateway.port, Buffer.concat([good, good]), { wait: PATIENCE, early: true });
  checks.ok('two requests in one packet: two answers, or the second one later',
    two.status === 200, two.text.slice(0, 100));
  const mixed = await raw(gateway.port, Buffer.concat([good, crypto.randomBytes(2000)]), { wait: PATIENCE, early: true });
  checks.ok('garbage behind a request does not spoil it', mixed.status === 200 || mixed.status === 0,
    `${mixed.status}`);
  const smuggled = await raw(gateway.port, Buffer.concat([
    head('POST', '/sms/demo/inbound', 'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n'),
    line('0\r\n\r\nGET /metrics HTTP/1.1\r\nHost: a\r\n\r\n')]), { wait: 2500 });
  checks.ok('a smuggled request does not reach the inner side', !/zhida_turns_total/.test(smuggled.text));
}

async function wrongMethods(gateway, checks) {
  for (const [method, where, allowed] of [['PUT', '/wechat/demo'], ['DELETE', '/chat', 'GET, HEAD'],
    ['POST', '/documents/juzhuzheng.md', 'GET, HEAD'], ['PATCH', '/sms/demo/inbound'], ['GET', '/app/upload', 'POST'],
    ['POST', '/healthz', 'GET, HEAD'], ['DELETE', '/readyz', 'GET, HEAD']]) {
    const answer = await request(gateway.port, method, where, '').catch(() => ({ status: 0 }));
    checks.ok(`${method} ${where} is refused`, answer.status === 0 || (answer.status >= 400 && answer.status < 500),
      answer.status);
    if (allowed)
      checks.ok(`${method} ${where} is told what it may`, answer.status === 405 && answer.headers.allow === allowed,
        `${answer.status} ${answer.headers && answer.headers.allow}`);
  }
}

async function traversal(gateway, checks) {
  const climbs = ['../district.zd', '..%2fdistrict.zd', '%2e%2e/district.zd', '..%5cdistrict.zd', '....//district.zd',
    '%252e%252e%252fdistrict.zd', '../../../../../../etc/passwd', '%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2fetc/passwd',
    'documents/../../district.zd', '/etc/passwd', '%00', 'juzhuzheng.md%00.html', '..%c0%afdistrict.zd', 'a'.repeat(9000)];
  const roots = ['/documents/', '/documents/documents/', '/documents/policies/', '/chat/', '/media/', '/app/'];
  const leaks = [];
  for (const root of roots)
    for (const climb of climbs) {
      const answer = await raw(gateway.port, head('GET', root + climb, 'Connection: close\r\n'), { wait: 3000, early: true });
      const page = /id="say"/.test(answer.text); // the chat page itself, where the path ended early
      if (/root:|ZHIDA_WECHAT|\xe9\x80\x9a\xe9\x81\x93/.test(answer.text)
        || (answer.status >= 200 && answer.status < 300 && !page))
        leaks.push(`${root}${climb.slice(0, 60)}: ${answer.status}`);
    }
  checks.ok('no path climbs out of the public folders', leaks.length === 0, leaks.join('\n'));
}

// ---- bodies ----

const deep = (open, close, n) => open.repeat(n) + close.repeat(n);

function wechatBodies() {
  const fields = (content) => `<xml><ToUserName>g</ToUserName><FromUserName>bad</FromUserName><CreateTime>1</CreateTime>`
    + `<MsgType>text</MsgType><Content>${content}</Content><MsgId>1</MsgId></xml>`;
  return {
    'nothing': '',
    'no XML': 'hello',
    'half a document': fields('x').slice(0, 60),
    'two roots': '<xml></xml><xml></xml>',
    'a document type': `<!DOCTYPE xml SYSTEM "file:///etc/passwd">${fields('x')}`,
    'an entity bomb': `<!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 20 }, (_, i) =>
      `<!ENTITY a${i} "${`&a${i ? i - 1 : ''};`.repeat(10)}">`).join('')}]>${fields('&a19;')}`,
    'an outside entity': `<!DOCTYPE xml [<!ENTITY x SYSTEM "file:///etc/passwd">]>${fields('&x;')}`,
    'a hundred thousand levels': deep('<a>', '</a>', 100000),
    'a hundred thousand attributes': `<xml ${Array.from({ length: 100000 }, (_, i) => `a${i}="1"`).join(' ')}></xml>`,
    'wrong UTF-8': Buffer.concat([line('<xml><Content>'), Buffer.from([0xc3, 0x28, 0xff, 0xfe]), line('</Content></xml>')]),
    'UTF-16': Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(fields('x'), 'utf16le')]),
    'a NUL': Buffer.from(fields('a\0b')),
    'an endless CDATA': `<xml><Content><![CDATA[${'x'.repeat(50000)}`,
    'ten megabytes': fields('长'.repeat(3500000)),
    'JSON of a hundred thousand lists': deep('[', ']', 100000),
    'JSON of a hundred thousand objects': '{"a":'.repeat(100000),
    'JSON with a lone surrogate': '{"MsgType":"text","Content":"\\ud800"}',
    'a number as document': '1e999',
  };
}

async function bodies(gateway, checks) {
  for (const [what, body] of Object.entries(wechatBodies())) {
    const nonce = crypto.randomBytes(6).toString('hex');
    const started = Date.now();
    const answer = await request(gateway.port, 'POST', `/wechat/demo${plainQuery(nonce)}`, body).catch(() => ({ status: 0 }));
    checks.ok(`wechat: ${what}: refused`, (answer.status === 0 || (answer.status >= 400 && answer.status < 500))
      && Date.now() - started < PATIENCE, answer.status);
  }
  for (const [what, body] of Object.entries({ 'a hundred thousand lists': deep('[', ']', 100000),
    'a thousand objects that mean nothing': JSON.stringify(Array(1000).fill({ a: 1 })),
    'a broken text': '{"mobile":"19900001111","nationcode":"86","time":1,"text":"\\uZZZZ"}',
    'ten megabytes': JSON.stringify({ text: 'x'.repeat(10 << 20) }), 'bytes': crypto.randomBytes(3000) })) {
    const answer = await request(gateway.port, 'POST', '/sms/demo/inbound', body).catch(() => ({ status: 0 }));
    checks.ok(`sms: ${what}: refused`, answer.status === 0 || (answer.status >= 400 && answer.status < 500), answer.status);
  }
  const sane = await Promise.all(['é'.repeat(600), '\u202e反\u200b\u200d', '👩‍👩‍👧‍👦'.repeat(200), '{case}{unit}', '<a href="weixin://x">点</a>',
    '%s%n%x', "'; DROP TABLE cases; --", '\\', '0.0', '-1'].map((text, i) => new Citizen(gateway, `odd_${i}`).say(text)));
  checks.ok('odd words are answered like others', sane.every((reply) => reply.length > 0));
  checks.ok('and never come back as markup', sane.every((reply) => !/<a href="weixin:\/\/x"/.test(reply)));
}

// ---- sockets that wait ----

// They begin at once and are looked at again at the end: by then they must have been closed.
const LONG = 3 * PATIENCE;

function slowOnes(gateway) {
  const wait = LONG;
  const drip = (bytes, pause) => raw(gateway.port, Array.from(bytes).map((b) => Buffer.from([b])), { wait, slow: pause });
  const post = head('POST', '/wechat/demo', 'Content-Length: 100000\r\n');
  return {
    'says nothing': raw(gateway.port, [], { wait }),
    'half a request line': raw(gateway.port, line('GET /hea'), { wait }),
    'a header a second': drip(head('GET', '/healthz', 'X-Slow: 1\r\n'.repeat(300)), 1000),
    'a body a byte a second': drip(Buffer.concat([post, Buffer.alloc(500, 120)]), 800),
    'a body that stops': raw(gateway.port, Buffer.concat([post, Buffer.alloc(500, 120)]), { wait }),
    'a websocket without hello': raw(gateway.port, head('GET', '/app/ws', 'Connection: Upgrade\r\nUpgrade: websocket\r\n'
      + 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n'), { wait }),
  };
}

async function manyIdle(gateway, checks) {
  const idle = Array.from({ length: 300 }, () => net.connect(gateway.port, '127.0.0.1').on('error', () => {}));
  for (const socket of idle) socket.write('G');
  await until(() => idle.every((socket) => !socket.connecting));
  const answer = await gateway.get('/healthz');
  checks.ok('three hundred open sockets hold nobody up', answer.status === 200 && idle.every((socket) => !socket.readableEnded));
  for (const socket of idle) socket.destroy();
}

// ---- websockets ----

// A frame by hand: payload masked unless told otherwise, length as claimed.
function frame(opcode, payload, { fin = true, mask = true, claim = payload.length } = {}) {
  const first = Buffer.from([(fin ? 0x80 : 0) | opcode]);
  const big = Buffer.alloc(9);
  big[0] = (mask ? 0x80 : 0) | 127;
  big.writeBigUInt64BE(BigInt(claim), 1);
  const key = crypto.randomBytes(4);
  const body = mask ? payload.map((byte, i) => byte ^ key[i % 4]) : payload;
  return Buffer.concat([first, big, mask ? key : Buffer.alloc(0), body]);
}

const upgrade = head('GET', '/app/ws', 'Connection: Upgrade\r\nUpgrade: websocket\r\n'
  + 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n');

const FRAME_WAIT = 15000;

async function brokenFrames(gateway, checks) {
  const hello = frame(1, Buffer.from('{"type":"hello"}'));
  const cases = {
    'a frame of a megabyte': frame(1, Buffer.alloc(1 << 20, 97)),
    'a reserved opcode': frame(11, Buffer.from('x')),
    'a binary frame': frame(2, crypto.randomBytes(64)),
    'wrong UTF-8 in a text frame': frame(1, Buffer.from([0xff, 0xfe, 0x80])),
    'a long ping': frame(9, Buffer.alloc(200, 1)),
    'a continuation of nothing': frame(0, Buffer.from('x')),
    'a message in ten thousand pieces': Buffer.concat([frame(1, Buffer.from('{'), { fin: false }),
      ...Array(10000).fill(0).map(() => frame(0, Buffer.from('"aaaaaaaa'), { fin: false })), frame(0, Buffer.from('}'))]),
    'deep JSON': frame(1, Buffer.from(deep('[', ']', 30000))),
  };
  const answers = await Promise.all(Object.values(cases).map((bytes) =>
    raw(gateway.port, [upgrade, hello, bytes], { wait: FRAME_WAIT, slow: 50 })));
  Object.keys(cases).forEach((what, i) => {
    const text = answers[i].text;
    const said = text.includes('"error"') || /\x88[\s\S]\x03[\xe8-\xf7]/.test(text) || answers[i].took < FRAME_WAIT;
    checks.ok(`websocket: ${what}: refused or hung up on`, answers[i].status === 101 && said,
      `${answers[i].status} ${answers[i].took} ms ${text.slice(-200)}`);
  });
  // What claims to be endless, or is not masked, may be listened to; it may not be kept.
  const before = memory(gateway);
  const endless = [frame(1, Buffer.alloc(8 << 20, 97), { claim: 2 ** 40 }),
    frame(1, Buffer.from('{"type":"ping"}'), { mask: false })];
  await Promise.all(endless.map((bytes) => raw(gateway.port, [upgrade, hello, bytes], { wait: 2000, slow: 50 })));
  checks.ok('websocket: a frame of a terabyte is not kept', memory(gateway) < before + 50);
}

async function floods(gateway, checks) {
  const app = await new App(gateway).connect();
  await app.hear(/直达/);
  for (let i = 0; i < 5000 && !app.closed; i++)
    app.send({ type: 'text', id: `flood-${i}`, text: '再说一遍' });
  await until(() => app.closed || app.errors().some((code) => code === 'too_fast' || code === 'busy')
    || app.accepted.size >= 5000);
  checks.ok('a flood of texts is slowed down, cut off, or taken', app.closed || app.errors().length > 0
    || app.accepted.size >= 5000);
  checks.ok('what was accepted was accepted once', app.accepted.size <= 5000);
  if (!app.closed) app.drop();
  const many = await Promise.all(Array.from({ length: 200 }, () =>
    new App(gateway).connect().catch(() => null)));
  checks.ok('two hundred apps at once', many.filter((one) => one && one.token).length === 200,
    many.filter((one) => one && one.token).length);
  for (const one of many) if (one && !one.closed) one.drop();
  const gone = await until(async () => (await gateway.metric('zhida_app_connections')) < 20);
  checks.ok('dropped apps are let go of', Boolean(gone), await gateway.metric('zhida_app_connections'));
}

// Reads nothing of what it asked for.
async function deafApp(gateway, checks) {
  const app = await new App(gateway).connect();
  await app.hear(/直达/);
  app.acking = false;
  app.socket._socket.pause();
  for (let i = 0; i < 3000; i++) {
    if (app.closed || app.socket.bufferedAmount > 1 << 20) break;
    app.send({ type: 'text', id: `deaf-${i}`, text: '进度' });
  }
  await served(gateway, checks, 'an app that does not listen');
  app.drop();
}

// ---- the disk ----

const disks = new Set(); // that are still mounted
process.on('exit', () => { for (const disk of disks) disk.clear(); });

// A folder that fills up: a small tmpfs where one may mount, or a limit on file sizes.
function smallDisk() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zhida-full-'));
  const disk = { folder, wrapper: [], free() {}, clear() { fs.rmSync(folder, { recursive: true, force: true }); } };
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', folder], { stdio: 'pipe' });
    const filler = path.join(folder, 'filler');
    disk.kind = 'a small disk';
    disk.fill = () => {
      const left = Number(execFileSync('stat', ['-f', '-c', '%a', folder], { encoding: 'utf8' })) * 4096;
      fs.writeFileSync(filler, Buffer.alloc(Math.max(0, left - (256 << 10))));
    };
    disk.free = () => fs.rmSync(filler, { force: true });
    disk.clear = () => {
      if (disks.delete(disk)) execFileSync('umount', ['-l', folder]);
      fs.rmSync(folder, { recursive: true, force: true });
    };
    disks.add(disk);
    return disk;
  } catch { /* not allowed here */ }
  try {
    execFileSync('prlimit', ['--fsize=1000000', 'true'], { stdio: 'pipe' });
    return { ...disk, kind: 'a limit on file sizes', wrapper: ['prlimit', '--fsize=3000000:unlimited'], limit: true };
  } catch { return null; }
}

const FILLING = 4000;

// Talks until the store says no; returns what was acknowledged and the first refusal.
async function fillUp(gateway) {
  const kept = [];
  let no = null;
  const lane = async (which) => {
    for (let i = 0; i < FILLING && !no; i++) {
      const citizen = new Citizen(gateway, `full_${which}_${i}`);
      const fields = citizen.message({ MsgType: 'text', Content: `${NIGHT} ${crypto.randomBytes(600).toString('hex')}` });
      try {
        kept.push({ citizen, fields, reply: await citizen.send(fields) });
      } catch (e) {
        no = no || e.message;
      }
    }
  };
  await Promise.all(Array.from({ length: 16 }, (_, which) => lane(which)));
  return { kept, no };
}

async function samePromises(gateway, kept) {
  const wrong = [];
  for (const one of kept.slice(-200).concat(kept.slice(0, 50)))
    if (await one.citizen.send(one.fields).catch((e) => e.message) !== one.reply) wrong.push(one.citizen.name);
  return wrong;
}

async function stillThere(gateway, checks, kept) {
  const wrong = await samePromises(gateway, kept);
  checks.ok('what was acknowledged is still there', kept.length > 0 && wrong.length === 0, wrong.slice(0, 5).join());
  await served(gateway, checks, 'a full disk');
}

async function fullDisk(binary, checks) {
  const disk = smallDisk();
  if (!disk) {
    console.log('skip a full disk: neither a tmpfs nor a limit on file sizes can be had here');
    return;
  }
  const gateway = new Gateway(binary, { folder: disk.folder, wrapper: disk.wrapper });
  try {
    await gateway.start();
    await served(gateway, checks, 'the start');
    if (disk.fill) disk.fill();
    const { kept, no } = await fillUp(gateway);
    checks.ok(`${disk.kind}: says no in the end`, no !== null, `${kept.length} were taken`);
    checks.ok(`${disk.kind}: with an answer that makes the channel come again, or by ending`,
      /status 50[03]/.test(no || '') || await until(() => gateway.exited), no);
    const before = gateway.output.length;
    await sleep(2000);
    checks.ok(`${disk.kind}: without talking itself to death`, gateway.output.length - before < 20000,
      `${gateway.output.length - before} bytes of log in two seconds`);
    checks.ok(`${disk.kind}: and says why`, /full|space|ENOSPC|磁盘|No space|disk/i.test(gateway.output),
      gateway.output.slice(-600));
    await gateway.stop();
    disk.free();
    gateway.wrapper = [];
    await gateway.start();
    await stillThere(gateway, checks, kept);
  } finally {
    await gateway.kill();
    disk.clear();
  }
}

// With room again it goes on by itself, without a restart.
async function roomAgain(binary, checks) {
  const disk = smallDisk();
  if (!disk || disk.limit) return disk && disk.clear();
  const gateway = new Gateway(binary, { folder: disk.folder });
  try {
    await gateway.start();
    disk.fill();
    const { kept, no } = await fillUp(gateway);
    disk.free();
    checks.ok('the disk was full', no !== null);
    if (gateway.exited) await gateway.start();
    await stillThere(gateway, checks, kept);
  } finally {
    await gateway.kill();
    disk.clear();
  }
}

// ---- all of it ----

const memory = (gateway) => {
  const text = fs.readFileSync(`/proc/${gateway.child.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(text)[1]) / 1024;
};
const descriptors = (gateway) => fs.readdirSync(`/proc/${gateway.child.pid}/fd`).length;

async function onTheNet(binary, checks) {
  const gateway = await new Gateway(binary).start();
  try {
    await served(gateway, checks, 'the start');
    const [files, megabytes] = [descriptors(gateway), memory(gateway)];
    const slow = slowOnes(gateway);
    for (const [name, part] of Object.entries({ brokenHttp, pipelined, wrongMethods, traversal, bodies, manyIdle,
      brokenFrames, floods, deafApp })) {
      await checks.step(name, () => part(gateway, checks));
      await served(gateway, checks, name);
    }
    for (const [what, promise] of Object.entries(slow)) {
      const one = await promise;
      checks.ok(`who ${what} is hung up on`, one.took < LONG, `${one.took} ms`);
    }
    checks.ok('no socket is left behind', await until(() => descriptors(gateway) <= files + 20), `${files} -> ${descriptors(gateway)}`);
    checks.ok('nor much memory', memory(gateway) < megabytes + 200, `${megabytes} -> ${memory(gateway)} MB`);
    await gateway.stop();
    checks.ok('it ends in peace', gateway.code === 0 && !/Sanitizer|runtime error/.test(gateway.output),
      `${gateway.code} ${gateway.signal} ${gateway.output.slice(-2000)}`);
  } finally {
    await gateway.kill();
  }
}

// ---- one address among many ----

const persons = (gateway) => Number(execFileSync('sqlite3', [path.join(gateway.data, 'zhida.db'),
  'SELECT count(*) FROM person']).toString());

// Opens so many connections from an address of this machine that is not its first one, and asks something
// on each: every one is served, or it was hung up on.
function open(gateway, count, localAddress) {
  const all = Array.from({ length: count }, () => new Promise((resolve) => {
    const socket = net.connect({ host: '127.0.0.1', port: gateway.port, localAddress });
    const told = (served) => resolve(Object.assign(socket, { served }));
    socket.on('data', () => told(true)).on('error', () => told(false)).on('close', () => told(false));
    socket.write(head('GET', '/healthz'));
  }));
  return Promise.all(all);
}

const servedOf = (sockets) => sockets.filter((one) => one.served).length;
const leave = (sockets) => { for (const one of sockets) one.destroy(); };

// So many connections, all of them served; null once one is not.
async function room(gateway, count, localAddress) {
  const all = await open(gateway, count, localAddress);
  leave(all);
  return servedOf(all) === count;
}

async function oneAddress(gateway, checks) {
  const crowd = await open(gateway, 30, '127.0.0.2');
  checks.ok('of one address so many connections are served and no more', servedOf(crowd) === 20, servedOf(crowd));
  checks.ok('another address is served beside it', await room(gateway, 1, '127.0.0.3'));
  leave(crowd);
  checks.ok('whoever has gone leaves room', await until(() => room(gateway, 15, '127.0.0.2')));
  for (let round = 0; round < 3; round++) await room(gateway, 15, '127.0.0.2');
  checks.ok('and again', await until(() => room(gateway, 15, '127.0.0.2')));
}

const behindProxy = (gateway, address, token, hello) => {
  const app = new App(gateway, { headers: { 'x-forwarded-for': `10.1.2.3, ${address}` } });
  if (token) app.token = token;
  return app.connect(hello).catch(() => null);
};

async function oneAppAddress(gateway, checks) {
  const many = [];
  for (let i = 0; i < 7; i++) many.push(await behindProxy(gateway, '203.0.113.9', '', null));
  const opened = many.filter(Boolean);
  checks.ok('behind a proxy the address it names counts', opened.length === 5, opened.length);
  checks.ok('another one has its own room', Boolean(await behindProxy(gateway, '203.0.113.10')));
  for (const one of opened) one.drop();
  checks.ok('dropped ones leave room', await until(() => behindProxy(gateway, '203.0.113.9')));
}

async function newcomers(gateway, checks) {
  const before = persons(gateway);
  const known = await behindProxy(gateway, '[2001:db8::1]:5555');
  for (let i = 0; i < 2; i++) (await behindProxy(gateway, `2001:db8::${i + 2}`)).drop();
  const late = await behindProxy(gateway, '2001:db8::9');
  checks.ok('too many new conversations of one address: told so', late && late.errors().includes('too_many'),
    late && late.errors());
  checks.ok('and hung up on', await until(() => late.closed));
  const made = await behindProxy(gateway, '2001:db8::a', 'f'.repeat(32));
  checks.ok('also with a token they made up', made && made.errors().includes('too_many'));
  known.drop();
  const back = await behindProxy(gateway, '2001:db8::b', known.token);
  checks.ok('who is known goes on', back && !back.errors().length && back.token === known.token);
  checks.ok('nobody else has a row', persons(gateway) === before + 3, persons(gateway) - before);
  const sent = await back.upload(PIXEL, 'image/png', 'e'.repeat(32));
  checks.ok('an upload under a token that never said hello makes none', sent.status === 401
    && persons(gateway) === before + 3, sent.status);
  back.drop();
}

async function crowds(binary, checks) {
  const limits = ['connections=20', 'apps=5', 'newcomers=3'].flatMap((one) => ['--limit', one]);
  const gateway = await new Gateway(binary, { extra: limits }).start();
  try {
    for (const part of [oneAddress, newcomers, oneAppAddress]) await checks.step(part.name, () => part(gateway, checks));
    checks.ok('what was refused is counted and said', await gateway.metric('zhida_address_limits_total') >= 12
      && /address_limit limit=newcomers most=3/.test(gateway.output), gateway.output.slice(-500));
    checks.ok('and no address in the log', !/203\.0\.113|2001:db8|127\.0\.0\.2/.test(gateway.output));
    await served(gateway, checks, 'crowds');
  } finally {
    await gateway.stop();
  }
}

const PARTS = { crowds, onTheNet, fullDisk, roomAgain };

async function main() {
  const [binary = 'build/zhida', ...wanted] = process.argv.slice(2);
  const checks = new Checks();
  const names = wanted.length ? wanted : Object.keys(PARTS);
  const all = Promise.all(names.map((name) => checks.step(name, () => PARTS[name](path.resolve(binary), checks))));
  if (await Promise.race([all, sleep(LIMIT).then(() => 'over')]) === 'over')
    checks.ok('done within its time', false);
  checks.close();
  process.exit(process.exitCode);
}

main();
