// The gateway and its desk as an attacker finds them: strangers from outside, officers who want more
// than their role, pages of other hosts, guessers, and people who send too much. Each attack is one
// that would be worth the while; what it must not reach is looked for in what comes back, and on the
// other side: in the record, in the list, in the process.
//
//   node tests/peers/attacks.js BINARY [PART...]
'use strict';
const crypto = require('crypto');
const fs = require('fs');
const net = require('net');
const os = require('os');
const path = require('path');
const WebSocket = require('ws');
const { Checks, Citizen, Gateway, PATIENCE, ROOT, plainQuery, raw, request, sleep, until } = require('./gateway');
const { App } = require('./app');
const { officers, Officer } = require('./desk');
const { PIXEL } = require('./platform');
const { everyRoute } = require('./attacks_routes');

const LIMIT = 1500000;
const DUST = '洒水车多久没来了，门口马路扬尘像沙漠', NIGHT = '隔壁工地半夜还在打桩，吵得睡不着';

const head = (method, where, more = '', host = '127.0.0.1') => Buffer.from(`${method} ${where} HTTP/1.1\r\nHost: ${host}\r\n${more}\r\n`, 'latin1');
const headersOf = (text) => text.split('\r\n\r\n')[0].toLowerCase();
const idOf = (number) => {
  const [, day, counter] = /(\d{8})-(\d{6})$/.exec(number);
  return Number(day) * 10000000 + Number(counter);
};

// What every answer of the desk to a browser must carry.
function guarded(headers) {
  return headers['x-content-type-options'] === 'nosniff' && headers['x-frame-options'] === 'DENY'
    && /default-src 'none'/.test(headers['content-security-policy'] || '') && !/unsafe/.test(headers['content-security-policy']);
}

// ---- who may not ----

const APIS = [['GET', 'me'], ['POST', 'logout'], ['GET', 'cases'], ['GET', 'cases/1'], ['POST', 'cases/1/sign'], ['POST', 'cases/1/note'],
  ['GET', 'units'], ['GET', 'media/x?case=1'], ['GET', 'offers'], ['POST', 'offers/sg2026'], ['GET', 'approvals'], ['POST', 'approvals/1'], ['GET', 'audit'],
  ['GET', 'users'], ['POST', 'users'], ['POST', 'users/1'], ['POST', 'users/rules'], ['GET', 'sessions'], ['POST', 'sessions/end'], ['POST', 'password'],
  ['GET', 'factor'], ['POST', 'factor']];

async function strangers({ gateway, checks }) {
  const nobody = new Officer(gateway, 'nobody', '');
  for (const [method, where] of APIS) {
    const answer = await nobody.call(method, `/desk/api/${where}`, method === 'POST' ? {} : null);
    checks.ok(`a stranger gets nothing of ${method} ${where}`, answer.status === 401 && answer.json.error.code === 'not_signed_in', answer.status);
    checks.ok(`${where}: refused with its guard`, guarded(answer.headers) && answer.headers['cache-control'] === 'no-store');
  }
  const doors = ['/desk', '/desk/', '/desk/api/me', '/desk/assets/desk.js', '/metrics', '/desk/api/login', '//desk', '/./desk', '/%64esk', '/chat/../desk', '/DESK'];
  for (const where of doors) {
    const answer = await raw(gateway.port, head('GET', where, 'Connection: close\r\n'), { wait: 4000, early: true });
    checks.ok(`from outside there is no ${where}`, answer.status === 404 || answer.status === 403 || answer.status === 0, `${answer.status} ${answer.text.slice(0, 200)}`);
  }
  for (const where of ['api/', 'api/cases/../audit', 'api/CASES', 'api/me/', 'api/%61udit', 'assets/../api/me', 'assets/', 'x'])
    checks.ok(`nor inside a /desk/${where}`, [401, 403, 404, 0].includes((await raw(gateway.admin, head('GET', `/desk/${where}`, 'Connection: close\r\n'),
      { wait: 4000, early: true })).status));
}

async function roles({ gateway, checks, people, ids }) {
  const may = {
    'GET cases': ['dispatch', 'chengguan', 'duban'], 'GET units': ['dispatch', 'chengguan', 'duban'],
    'GET hot': ['dispatch', 'duban'], 'GET hot/cases': ['dispatch', 'duban'], 'GET audit': ['admin'], 'GET offers': ['admin', 'dispatch'], 'POST offers/nothing': ['admin', 'dispatch'],
  };
  for (const [what, allowed] of Object.entries(may)) {
    const [method, where] = what.split(' ');
    for (const who of ['admin', 'dispatch', 'chengguan', 'duban']) {
      const answer = await people[who].call(method, `/desk/api/${where}`, method === 'POST' ? { messages: 1 } : null);
      checks.ok(`${what} by ${who}: ${allowed.includes(who) ? 'yes' : 'no'}`, allowed.includes(who) ? answer.status !== 403 : answer.status === 403, answer.status);
    }
  }
  for (const [method, act] of [['GET', ''], ['GET', '/candidates'], ['GET', '?reveal=1'], ['POST', '/sign'], ['POST', '/answer'], ['POST', '/note'], ['POST', '/assign']]) {
    const theirs = await people.chengguan.call(method, `/desk/api/cases/${ids.theirs}${act}`, method === 'POST' ? { text: '越权试一下看看', unit: '城管局' } : null);
    const none = await people.chengguan.call(method, `/desk/api/cases/999999${act}`, method === 'POST' ? { text: '越权试一下看看' } : null);
    checks.ok(`another unit’s case${act} is like none`, theirs.status === 404 && JSON.stringify(theirs.json) === JSON.stringify(none.json), `${theirs.status}`);
  }
  const state = await people.dispatch.get(`cases/${ids.theirs}`);
  checks.ok('and stays as it was', state.json.state.code === 'dispatched', state.json.state && state.json.state.code);
  const masked = await people.dispatch.get(`cases/${ids.theirs}`);
  checks.ok('numbers are masked until they are asked for', !JSON.stringify(masked.json).includes('19900001234'));
  const revealed = await people.duban.get(`cases/${ids.theirs}?reveal=1`);
  checks.ok('the supervisor cannot ask for them', revealed.status === 403, revealed.status);
  const rows = (await people.admin.get('audit')).json.rows;
  checks.ok('the tries are in the record', rows.filter((row) => row.action === 'case.refused').length >= 7
    && rows.some((row) => row.action === 'refused'));
  for (const move of ['rate', 'withdraw']) {
    const tried = await people.dispatch.act(ids.ours, move, { text: '越权试一下看看' });
    checks.ok(`nobody but who speaks for the citizen makes the citizen’s move ${move}`, [403, 404, 409].includes(tried.status), tried.status);
  }
}

// ---- sessions ----

async function sessions({ gateway, checks, people }) {
  const password = people.zhujian.password, login = 'zhujian';
  const enter = (cookie) => new Officer(gateway, login, password).call('POST', '/desk/api/login', { login, password }, cookie ? { cookie } : {});
  const planted = 'a'.repeat(64);
  const first = await enter(`zhida_desk=${planted}`);
  const given = /zhida_desk=([0-9a-f]{64})/.exec(String(first.headers['set-cookie']))[1];
  checks.ok('a planted session is not taken over', first.status === 200 && given !== planted);
  const me = (cookie, headers = {}) => request(gateway.admin, 'GET', '/desk/api/me', '', { cookie, ...headers });
  checks.ok('and does not open', (await me(`zhida_desk=${planted}`)).status === 401);
  const second = /zhida_desk=([0-9a-f]{64})/.exec(String((await enter()).headers['set-cookie']))[1];
  checks.ok('each login has its own', second !== given);
  const flags = String(first.headers['set-cookie']);
  checks.ok('the cookie is for this site, this path, no script', /HttpOnly/.test(flags) && /SameSite=Strict/.test(flags) && /Path=\/desk/.test(flags));
  for (const wrong of [given.slice(0, 63), `${given}0`, given.toUpperCase(), given.replace(/.$/, (c) => (c === '0' ? '1' : '0')), `${given.slice(0, 32)}%00${given.slice(35)}`, '', '*', "' OR 1=1 --"])
    checks.ok(`a session that is nearly one: ${wrong.slice(0, 8)}…`, (await me(`zhida_desk=${wrong}`)).status === 401);
  const other = JSON.parse((await me(`zhida_desk=${second}`)).body).csrf;
  const post = (cookie, csrf) => request(gateway.admin, 'POST', '/desk/api/logout', '{}', { cookie: `zhida_desk=${cookie}`,
    'x-csrf-token': csrf, 'content-type': 'application/json', origin: `http://127.0.0.1:${gateway.admin}`, host: `127.0.0.1:${gateway.admin}` });
  checks.ok('another session’s token does not fit', (await post(given, other)).status === 403);
  checks.ok('its own does', (await post(given, JSON.parse((await me(`zhida_desk=${given}`)).body).csrf)).status === 200);
  checks.ok('signed out is out on the server', (await me(`zhida_desk=${given}`)).status === 401);
  checks.ok('and only that one', (await me(`zhida_desk=${second}`)).status === 200);
  const body = first.json;
  checks.ok('the session’s secret is not in an answer', !JSON.stringify(body).includes(given) && !JSON.stringify(body).includes('argon2'));
}

// Pages of other hosts can make a browser send the cookie, a form, a text; not an origin, not a token.
async function otherSites({ gateway, checks, people, ids }) {
  const officer = people.chengguan, own = `127.0.0.1:${gateway.admin}`;
  const send = (headers, body = '{"text":"从别的网页发来的备注"}') => request(gateway.admin, 'POST', `/desk/api/cases/${ids.ours}/note`, body,
    { host: own, cookie: officer.cookie, 'content-type': 'application/json', 'x-csrf-token': officer.csrf, origin: `http://${own}`, ...headers });
  const without = async (name) => {
    const headers = { host: own, cookie: officer.cookie, 'content-type': 'application/json', 'x-csrf-token': officer.csrf, origin: `http://${own}` };
    delete headers[name];
    return request(gateway.admin, 'POST', `/desk/api/cases/${ids.ours}/note`, '{"text":"从别的网页发来的备注"}', headers);
  };
  const origins = ['null', 'http://evil.example', `http://${own}.evil.example`, `http://evil.example#${own}`, `http://evil@${own}`, `http://evil.example/${own}`,
    `http://${own}/`, own, 'http://', `file://${own}x`, `http://127.0.0.1:${gateway.port}`];
  for (const origin of origins) checks.ok(`a POST from ${origin}`, (await send({ origin })).status === 403);
  checks.ok('a POST from nowhere', (await without('origin')).status === 403);
  checks.ok('a POST without the token', (await without('x-csrf-token')).status === 403);
  for (const token of ['', 'x', '0'.repeat(32), officer.csrf.slice(0, 31), `${officer.csrf}0`, officer.csrf.toUpperCase() + ' '])
    checks.ok(`a POST with a wrong token ${token.slice(0, 6)}`, (await send({ 'x-csrf-token': token })).status === 403);
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
    checks.ok(`a form (${type})`, (await send({ 'content-type': type })).status === 400);
  checks.ok('a GET cannot do it', [404, 405].includes((await request(gateway.admin, 'GET', `/desk/api/cases/${ids.ours}/note?text=aaaaaaa`, '', { cookie: officer.cookie })).status));
  checks.ok('nor sign in from elsewhere', (await request(gateway.admin, 'POST', '/desk/api/login', JSON.stringify({ login: 'admin', password: people.admin.password }),
    { 'content-type': 'application/json', origin: 'http://evil.example' })).status === 403);
  const sheet = await officer.get(`cases/${ids.ours}`);
  checks.ok('none of it is in the case', !JSON.stringify(sheet.json).includes('从别的网页'));
  checks.ok('answers allow nobody else to read them', !('access-control-allow-origin' in sheet.headers)
    && sheet.headers['cross-origin-resource-policy'] === 'same-origin');
}

async function passwords({ gateway, checks, people }) {
  const guess = (login, headers = {}) => request(gateway.admin, 'POST', '/desk/api/login', JSON.stringify({ login, password: crypto.randomBytes(6).toString('hex') }),
    { 'content-type': 'application/json', origin: `http://127.0.0.1:${gateway.admin}`, host: `127.0.0.1:${gateway.admin}`, ...headers });
  const all = await Promise.all(Array.from({ length: 12 }, (_, i) => guess('gongan', { 'x-forwarded-for': `203.0.113.${i}` })));
  const counted = (status) => all.filter((one) => one.status === status).length;
  checks.ok('twelve guesses at once: five are heard', counted(401) === 5 && counted(429) === 7, all.map((one) => one.status).join());
  people.gongan.cookie = '';
  checks.ok('the right one does not open then', (await people.gongan.signIn()).status === 429);
  const known = await guess('fagai'), unknown = await guess('nobody-of-that-name');
  checks.ok('who exists is not told', known.status === 401 && known.body.equals(unknown.body));
  const secret = 'my-secret-typed-into-the-wrong-field';
  await guess(secret);
  checks.ok('what was typed as a name is written nowhere', !gateway.output.includes(secret)
    && !JSON.stringify((await people.admin.get('audit')).json).includes(secret) && !filesHold(gateway.data, secret));
  for (const body of ['', '{', '[]', '"x"', '{"login":1,"password":2}', '{"login":"admin"}', '{"login":"admin","login":"x","password":"y"}', `{"login":"${'a'.repeat(3000)}","password":"x"}`]) {
    const answer = await request(gateway.admin, 'POST', '/desk/api/login', body, { 'content-type': 'application/json',
      origin: `http://127.0.0.1:${gateway.admin}`, host: `127.0.0.1:${gateway.admin}` });
    checks.ok(`a login that is none: ${body.slice(0, 20)}`, [400, 401, 429].includes(answer.status), answer.status);
  }
}

function filesHold(folder, text) {
  return fs.readdirSync(folder, { withFileTypes: true }).some((one) => {
    const where = path.join(folder, one.name);
    return one.isDirectory() ? filesHold(where, text) : one.isFile() && fs.readFileSync(where).includes(text);
  });
}

// ---- what is put into addresses ----

async function injected({ gateway, checks, people }) {
  const line = '%0d%0aSet-Cookie:%20zhida_desk=evil%0d%0a%0d%0a<script>alert(1)</script>';
  const doors = [[gateway.port, `/documents/${line}`], [gateway.port, `/chat/${line}`], [gateway.port, `/${line}`], [gateway.port, `/chat?x=${line}`],
    [gateway.port, `/wechat/demo?echostr=${line}`], [gateway.port, `/media/${line}`], [gateway.port, `/app/upload?account=${line}`],
    [gateway.admin, `/desk/assets/${line}`], [gateway.admin, `/desk/api/media/${line}?case=1`], [gateway.admin, `/desk/api/cases?state=${line}`],
    [gateway.admin, `/desk/api/offers/${line}`]];
  for (const [port, where] of doors) {
    const answer = await raw(port, head('GET', where, `Cookie: ${people.dispatch.cookie}\r\nConnection: close\r\n`), { wait: 4000, early: true });
    checks.ok(`no header and no markup out of ${where.slice(0, 24)}`, !/^set-cookie/m.test(headersOf(answer.text)) && !answer.text.includes('<script>alert'), answer.text.slice(0, 300));
  }
  for (const bytes of ['X-A: b\r\n folded', 'X-A: b\rSet-Cookie: c', 'Host: a\r\nHost: b', 'Content-Length: 0\r\nContent-Length: 5']) {
    const answer = await raw(gateway.admin, Buffer.from(`GET /desk/api/me HTTP/1.1\r\nHost: x\r\n${bytes}\r\nConnection: close\r\n\r\n`, 'latin1'), { wait: 4000, early: true });
    checks.ok(`odd heads open nothing: ${JSON.stringify(bytes).slice(0, 24)}`, answer.status === 0 || answer.status >= 400, answer.status);
  }
  for (const [port, first] of [[gateway.port, '/healthz'], [gateway.admin, '/desk']]) {
    const smuggled = await raw(port, Buffer.concat([head('GET', first, 'Content-Length: 60\r\nTransfer-Encoding: chunked\r\n'),
      Buffer.from('0\r\n\r\nGET /metrics HTTP/1.1\r\nHost: a\r\nCookie: x\r\n\r\n')]), { wait: 2500 });
    checks.ok(`nothing is smuggled behind ${first}`, !/zhida_turns_total/.test(smuggled.text));
  }
  for (const method of ['TRACE', 'OPTIONS', 'DEBUG', 'PROPFIND']) {
    const answer = await raw(gateway.admin, head(method, '/desk', 'X-Secret: echo-me\r\nConnection: close\r\n'), { wait: 3000, early: true });
    checks.ok(`${method} says nothing back`, !answer.text.includes('echo-me') && (answer.status === 0 || answer.status >= 400));
  }
}

async function paths({ gateway, checks, people }) {
  const climbs = ['../desk.db', '..%2f..%2fzhida.db', '%2e%2e/%2e%2e/etc/passwd', '..%5c..%5cx', '....//x', '%252e%252e%252fpolicies%252fx', '/etc/passwd', 'desk.css%00.db', '%2fetc%2fpasswd'];
  const inside = ['/desk/', '/desk/assets/', '/desk/api/media/', '/desk/api/cases/', '/desk/api/offers/'];
  const outside = ['/documents/', '/policies/', '/media/', '/chat/'];
  const leaks = [];
  for (const [port, roots] of [[gateway.admin, inside], [gateway.port, outside]])
    for (const root of roots)
      for (const climb of climbs) {
        const answer = await raw(port, head('GET', root + climb, `Cookie: ${people.dispatch.cookie}\r\nConnection: close\r\n`), { wait: 3000, early: true });
        if (/root:|SQLite format|sqlite/.test(answer.text) || answer.status === 200) leaks.push(`${root}${climb}: ${answer.status}`);
      }
  checks.ok('no path climbs out, inside or outside', !leaks.length, leaks.join('\n'));
}

// ---- documents ----

const HOSTILE = `---
标题: <script>alert(1)</script>
文号: "><img src=x onerror=alert(2)>
有效期至: 2030-01-01
---

# <script>alert(3)</script> "quoted" 'single'

**<b onclick=alert(4)>** and [click](javascript:alert(5)) <javascript:alert(6)>

| <img src=x onerror=alert(7)> | </td></table><script>alert(8)</script> |
|---|---|

- <svg onload=alert(9)>
1. </li><iframe src=//evil.example>
&lt;script&gt; ** ** *** **unclosed <a href="javascript:alert(10)">
`;

async function documents({ binary, checks }) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zhida-evil-')), rules = path.join(folder, 'rules');
  fs.cpSync(path.join(ROOT, 'rules', 'yunxi'), rules, { recursive: true });
  fs.writeFileSync(path.join(rules, 'documents', 'evil.md'), HOSTILE);
  fs.writeFileSync(path.join(rules, 'documents', '.hidden.md'), 'hidden');
  fs.writeFileSync(path.join(rules, 'documents', 'notes.bin'), 'notes');
  const gateway = await new Gateway(binary, { rules, folder: path.join(folder) }).start();
  try {
    const answer = await gateway.get('/documents/evil.md');
    const page = answer.body.toString(), inner = page.slice(page.indexOf('<main>'));
    checks.ok('a hostile document is a page', answer.status === 200 && /text\/html; charset=utf-8/.test(answer.headers['content-type']) && guarded(answer.headers));
    const tags = new Set([...page.matchAll(/<\/?([a-z0-9]+)/gi)].map((one) => one[1].toLowerCase()));
    const known = new Set(['html', 'head', 'meta', 'link', 'title', 'body', 'main', 'dl', 'div', 'dt', 'dd', 'h1', 'h2', 'h3', 'h4', 'p', 'br', 'ul', 'ol', 'li', 'table', 'tr', 'td', 'strong']);
    checks.ok('with no tag that is not ours', [...tags].every((tag) => known.has(tag)), [...tags].filter((tag) => !known.has(tag)).join());
    checks.ok('no attribute and no address of its own', !/<[^>]*(on\w+=|javascript:|src=|href=)/i.test(inner), inner.slice(0, 600));
    checks.ok('and nothing left open', ['p', 'ul', 'ol', 'li', 'table', 'tr', 'td', 'strong'].every((tag) =>
      page.split(`<${tag}>`).length === page.split(`</${tag}>`).length));
    for (const where of ['.hidden.md', 'notes.bin', 'evil', 'evil.md/', 'evil.md%00', 'EVIL.MD'])
      checks.ok(`no document ${where}`, (await raw(gateway.port, head('GET', `/documents/${where}`, 'Connection: close\r\n'), { early: true })).status !== 200);
    await gateway.stop();
    checks.ok('that gateway ends in peace', gateway.code === 0 && !/Sanitizer|runtime error/.test(gateway.output), gateway.output.slice(-800));
  } finally {
    await gateway.kill();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

// ---- files ----

async function files({ gateway, checks, people }) {
  const mine = await new App(gateway).connect(), theirs = await new App(gateway).connect();
  await mine.hear(/直达/);
  const refused = { 'a page': '<!doctype html><script>alert(1)</script>'.padEnd(64), 'a drawing with a script': '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'.padEnd(64),
    'a program': `\x7fELF${'x'.repeat(60)}`, 'a script': '#!/bin/sh\nrm -rf /\n'.padEnd(64), 'an archive': `PK\x03\x04${'x'.repeat(60)}`, 'nothing': '' };
  for (const [what, bytes] of Object.entries(refused))
    checks.ok(`${what} that says it is a picture is refused`, (await mine.upload(Buffer.from(bytes, 'latin1'), 'image/png')).status === 415);
  const both = Buffer.concat([Buffer.from('GIF89a/*'), Buffer.from('*/=1;alert(1)//<script>alert(2)</script>'.padEnd(64))]);
  const { media_id: id } = JSON.parse((await mine.upload(both, 'text/html')).body);
  const give = (token, where = `/media/${id}`) => request(gateway.port, 'GET', where, '', token ? { authorization: `Bearer ${token}` } : {});
  const back = await give(mine.token);
  checks.ok('what is picture and script at once comes back as a picture to save', back.status === 200 && back.headers['content-type'] === 'image/gif'
    && /^attachment/.test(back.headers['content-disposition']) && back.headers['x-content-type-options'] === 'nosniff'
    && /sandbox/.test(back.headers['content-security-policy']) && /no-store/.test(back.headers['cache-control']));
  checks.ok('to nobody else', (await give(theirs.token)).status === 404 && (await give('')).status === 404 && (await give('f'.repeat(32))).status === 404);
  for (const token of ['', 'x', `${mine.token}0`, mine.token.slice(1), '../../x', 'f'.repeat(5000)])
    checks.ok(`nothing is taken with the token “${token.slice(0, 8)}”`, [400, 401, 413, 431, 0].includes((await mine.upload(PIXEL, 'image/png', token || ' ').catch(() => ({ status: 0 }))).status));
  theirs.send({ type: 'media', id: 'steal', media_id: id, kind: 'image' });
  checks.ok('and nobody else can name it', await until(() => theirs.errors().includes('unknown_media')));
  checks.ok('the desk has it only through a case', (await people.dispatch.get(`media/${id}?case=1`)).status === 404 && (await people.dispatch.get(`media/${id}`)).status === 404);
  const tooLarge = await raw(gateway.port, Buffer.concat([head('POST', '/app/upload', `Authorization: Bearer ${mine.token}\r\nContent-Length: ${11 << 20}\r\n`), PIXEL]), { wait: 2000 });
  checks.ok('eleven megabytes are too much', tooLarge.status === 413 || tooLarge.status === 0, tooLarge.status);
  mine.drop();
  theirs.drop();
}

// Half a gigabyte an hour from one address; another one still may.
async function tooManyFiles({ gateway, checks }) {
  const big = Buffer.concat([PIXEL, Buffer.alloc((10 << 20) - PIXEL.length - 1, 7)]);
  const { token } = await new App(gateway).connect();
  const send = (from) => request(gateway.port, 'POST', '/app/upload', big, { authorization: `Bearer ${token}`, 'x-forwarded-for': from });
  let taken = 0, last = 0;
  for (let i = 0; i < 60 && last !== 429; i++) {
    last = (await send('198.51.100.1, 203.0.113.9')).status;
    taken += last === 200;
  }
  checks.ok('an address that uploads without end is told to stop', last === 429 && taken >= 40 && taken < 60, `${taken} taken, then ${last}`);
  checks.ok('whatever it writes before its address', (await send('203.0.113.77, 203.0.113.9')).status === 429);
  checks.ok('others still may', (await send('203.0.113.10')).status === 200);
}

// ---- the app’s socket ----

async function sockets({ gateway, checks }) {
  const opens = (options, where = '/app/ws', port = gateway.port) => new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${where}`, options);
    socket.on('open', () => { socket.terminate(); resolve(true); });
    socket.on('error', () => resolve(false));
    setTimeout(() => resolve('silent'), PATIENCE).unref();
  });
  for (const origin of ['http://evil.example', 'null', `http://127.0.0.1:${gateway.port}.evil.example`, `http://evil.example#127.0.0.1:${gateway.port}`, `http://${'a'.repeat(220)}.example`])
    checks.ok(`a page of ${origin.slice(0, 40)} cannot speak for a visitor`, await opens({ origin }) === false);
  checks.ok('our own page can', await opens({ origin: `http://127.0.0.1:${gateway.port}` }) === true);
  checks.ok('not on the desk’s side', await opens({}, '/app/ws', gateway.admin) === false);
  checks.ok('nor at another address', await opens({}, '/app/ws/x') === false && await opens({}, '/chat') === false);

  const mine = await new App(gateway).connect();
  await mine.hear(/直达/);
  await mine.say(NIGHT);
  const before = mine.messages.length;
  const other = await new App(gateway).connect({ token: crypto.randomBytes(16).toString('hex'), ack: 0 });
  await other.settle();
  checks.ok('another token hears nothing of it', !other.messages.some((one) => one.text === mine.last().text));
  other.send({ type: 'ack', sequence: 2 ** 53 });
  other.send({ type: 'hello', token: mine.token, ack: 0 });
  await Promise.all([other.settle(), mine.settle()]);
  checks.ok('a second hello changes nobody', !other.messages.some((one) => one.text === mine.last().text) && !mine.closed && mine.messages.length === before);
  for (const token of ['', "' OR 1=1", '../../etc', 'F'.repeat(32), 'f'.repeat(31), 'f'.repeat(33), 7, null, {}]) {
    const odd = await new App(gateway).connect({ token }).catch(() => null);
    checks.ok(`a token that is none opens no talk of others: ${JSON.stringify(token)}`, !odd || odd.errors().length > 0 || (odd.token !== token && /^[0-9a-f]{32}$/.test(odd.token)));
    if (odd && odd.socket) odd.drop();
  }
  const early = new App(gateway);
  await early.connect(null);
  early.send({ type: 'text', id: 'e1', text: '没有打招呼' });
  checks.ok('no words before the hello', await until(() => early.errors().length > 0));
  for (const one of [mine, other, early]) one.drop();
}

// ---- codes ----

// Number and code open a case from anywhere; the number can be guessed.
async function codes({ gateway, checks }) {
  const owner = new Citizen(gateway, 'attack_owner');
  const { number, code } = await owner.file(NIGHT, '松影苑');
  const nothing = `${number.replace(/\d{6}$/, '009999')} 23456789`;
  const guesser = await new App(gateway).connect();
  await guesser.hear(/直达/);
  let text = (await guesser.say(`${number} ${code}`)).text;
  checks.ok('the right code opens it elsewhere', text.includes(number) && /城管|单位|派/.test(text), text);
  const wrong = (i) => code.replace(/.$/, (last) => 'ABCDEFGHJKMNPQRSTUVWXYZ'.replace(last, '')[i]);
  for (let i = 0; i < 10; i++) {
    text = (await guesser.say(`${number} ${wrong(i)}`)).text;
    if (i === 0) checks.ok('a wrong one does not', /对不上/.test(text) && !/噪声|施工/.test(text), text);
    await sleep(210);
  }
  text = (await guesser.say(`${number} ${code}`)).text;
  checks.ok('after ten wrong ones even the right one does not', /一小时/.test(text) && !/噪声|施工/.test(text), text);
  text = (await guesser.say(nothing)).text;
  checks.ok('a case that is not there is answered the same', /一小时/.test(text), text);
  guesser.drop();
  const fresh = async (words) => {
    const one = await new App(gateway).connect();
    await one.hear(/直达/);
    const answer = (await one.say(words)).text;
    one.drop();
    return answer;
  };
  checks.ok('somebody else still may', /对不上/.test(await fresh(`${number} ${wrong(1)}`)));
  for (let i = 0; i < 19; i++) await fresh(`${number} ${wrong(2)}`);
  text = await fresh(`${number} ${code}`);
  checks.ok('a machine with a new conversation each time is stopped too', /一小时/.test(text), text);
  checks.ok('who filed it sees it as before', (await owner.say('进度')).includes(number) && /施工|噪/.test(await owner.say(number)));
  const unknown = await fresh(nothing);
  checks.ok('what is not there says no more than what is', /对不上/.test(unknown), unknown);
}

// ---- too much of it ----

const memory = (gateway) => Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${gateway.child.pid}/status`, 'utf8'))[1]) / 1024;

function flood(gateway, count, bytes) {
  return Array.from({ length: count }, () => {
    const socket = net.connect(gateway.port, '127.0.0.1');
    socket.on('error', () => {});
    for (const one of bytes) socket.write(one);
    return socket;
  });
}

const AT_ONCE = 15000; // sooner than those who hold a connection are given up

async function quick(gateway) {
  const started = Date.now();
  const answer = await request(gateway.port, 'GET', '/healthz', '').catch(() => ({ status: 0 }));
  return answer.status === 200 ? Date.now() - started : Infinity;
}

async function floods({ binary, checks }) {
  const gateway = await new Gateway(binary, { env: { ASAN_OPTIONS: 'detect_leaks=1:quarantine_size_mb=8:thread_local_quarantine_size_kb=64' } }).start();
  try {
    const before = memory(gateway), body = Buffer.alloc(900000, 97);
    const bodies = flood(gateway, 500, [head('POST', `/wechat/demo${plainQuery('flood')}`, `Content-Length: ${body.length + 1}\r\n`), body]);
    await sleep(3000);
    const during = memory(gateway);
    checks.ok('five hundred megabytes of half bodies do not fill the machine', during - before < 420, `${before} -> ${during} MB`);
    checks.ok('nor hold others up', await quick(gateway) < AT_ONCE);
    bodies.forEach((socket) => socket.destroy());
    checks.ok('and are given back', await until(() => memory(gateway) - before < 200), `${before} -> ${memory(gateway)} MB`);
    const heads = flood(gateway, 5000, [Buffer.from('GET /hea')]);
    await sleep(2500);
    const took = await quick(gateway);
    checks.ok('five thousand half heads hold nobody up', took < AT_ONCE, `${took} ms`);
    heads.forEach((socket) => socket.destroy());
    checks.ok('afterwards a citizen is served', (await new Citizen(gateway, 'after_flood').file(NIGHT, '松影苑')).number);
    await gateway.stop();
    checks.ok('the flooded gateway ends in peace', gateway.code === 0 && !/Sanitizer|runtime error/.test(gateway.output), gateway.output.slice(-800));
  } finally {
    await gateway.kill();
  }
}

// ---- the public pages ----

const formed = (gateway, where, fields, from = '', more = {}) => request(gateway.port, 'POST', where, new URLSearchParams(fields).toString(),
  { 'content-type': 'application/x-www-form-urlencoded', ...(from ? { 'x-forwarded-for': from } : {}), ...more });
const said = (answer) => /class="notice[^>]*>([^<]*)/.exec(answer.body.toString())?.[1] || '';

// Guesses of a query code at the progress page, by one address and by many.
async function progressCodes({ gateway, checks }) {
  const filed = await new Citizen(gateway, 'attack_progress').file(NIGHT, '松影苑');
  const other = await new Citizen(gateway, 'attack_progress_2').file(DUST, '松风路18号');
  const wrong = (i) => `${'23456789ABCDEFGHJKMNPQRSTUVWXYZ'[i % 31]}BCDEFGH`;
  const ask = (number, code, from) => formed(gateway, '/progress', { n: number, c: code }, from);
  const page = (answer, number) => answer.body.toString().split(number).join('NUMBER');
  const nowhere = filed.number.replace(/\d{6}$/, '009998');
  const [code, number] = [await ask(filed.number, wrong(0), '203.0.113.1'), await ask(nowhere, wrong(0), '203.0.113.1')];
  checks.ok('progress: a wrong code and a number that is no case’s are one page', code.status === 403 && number.status === 403
    && page(code, filed.number) === page(number, nowhere));
  for (const bad of ['', ' ', filed.code.slice(1), `${filed.code}2`, `${filed.code}\n`, '%', "' OR 1=1 --", '\u0000', filed.code.replace(/./, '０')])
    if (bad.trim() !== filed.code) checks.ok(`progress: nearly the code: ${JSON.stringify(bad)}`, (await ask(other.number, bad, '203.0.113.2')).status !== 200);
  for (let i = 0; i < 45; i++) await ask(filed.number.replace(/\d{6}$/, String(900000 + i)), wrong(i), '203.0.113.3');
  checks.ok('progress: one address is stopped, whatever numbers it tries', (await ask(other.number, other.code, '203.0.113.3')).status === 429);
  checks.ok('progress: others are not', (await ask(other.number, other.code, '203.0.113.4')).status === 200);
  for (let i = 0; i < 40; i++) await ask(filed.number, wrong(i), `198.51.100.${i}`);
  const shut = await ask(filed.number, filed.code, '203.0.113.5');
  checks.ok('progress: many addresses are stopped at the case', shut.status === 429 && !shut.body.toString().includes('way'));
  for (let i = 0; i < 40; i++) await ask(nowhere, wrong(i), `198.51.100.${100 + i}`);
  const none = await ask(nowhere, filed.code, '203.0.113.5');
  checks.ok('progress: and a number that is no case’s looks the same then too', none.status === 429 && page(none, nowhere) === page(shut, filed.number));
  checks.ok('progress: acts need the code as looks do', (await formed(gateway, '/progress', { n: other.number, c: wrong(3), act: 'withdraw', sure: 'yes' }, '203.0.113.6')).status === 403);
  checks.ok('progress: a form of another site is refused', (await formed(gateway, '/progress', { n: other.number, c: other.code, act: 'withdraw', sure: 'yes' },
    '203.0.113.6', { 'sec-fetch-site': 'cross-site' })).status === 403);
  checks.ok('progress: and did nothing', !(await ask(other.number, other.code, '203.0.113.7')).body.toString().includes('您撤回了'));
  checks.ok('progress: the codes are in no log', !gateway.output.includes(filed.code) && !gateway.output.includes(other.code));
  return other;
}

// Script and odd bytes in every field and address of the public pages; what is not published.
async function publicFields({ gateway, checks, people }) {
  const filed = await new Citizen(gateway, 'attack_fields').file(DUST, '松风路18号');
  const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>\'';
  const clean = (answer) => !/<script>alert|<img src=x/.test(answer.body.toString()) && guarded(answer.headers);
  for (const where of ['/progress?n=', '/board?q=', '/board?category=', '/board?area=', '/board?month=', '/board?before=', '/board/', '/figures?lang=', '/public?x=', '/p/'])
    checks.ok(`no script out of ${where}`, clean(await gateway.get(where + encodeURIComponent(evil))));
  for (const field of ['n', 'c', 'act', 'text', 'speed', 'sure'])
    checks.ok(`nor out of the form’s ${field}`, clean(await formed(gateway, '/progress', { n: filed.number, c: filed.code, act: 'add', text: '补充一下情况', [field]: evil }, '203.0.113.9')));
  const shown = await formed(gateway, '/progress', { n: filed.number, c: filed.code, act: 'add', text: evil }, '203.0.113.9');
  checks.ok('a remark is text', shown.status === 200 && clean(shown) && shown.body.toString().includes('&lt;script&gt;'));
  const long = await formed(gateway, '/progress', { n: filed.number, c: filed.code, act: 'add', text: '长'.repeat(1001) }, '203.0.113.9');
  checks.ok('a remark has an end', /太长|一千字/.test(said(long)), said(long));
  checks.ok('so has a form', (await formed(gateway, '/progress', { n: filed.number, c: filed.code, act: 'add', text: 'x'.repeat(20000) }, '203.0.113.9')).status === 413);
  for (const marks of [{ speed: 0 }, { speed: 6 }, { speed: '4e0' }, { speed: '-1' }, {}])
    checks.ok(`a rating of ${JSON.stringify(marks)} is none`, (await formed(gateway, '/progress', { n: filed.number, c: filed.code, act: 'rate', result: 4, experience: 4, feedback: 4, ...marks },
      '203.0.113.9')).body.toString().includes('四项都要打分'));
  const early = await formed(gateway, '/progress', { n: filed.number, c: filed.code, act: 'rate', speed: 5, result: 5, experience: 5, feedback: 5 }, '203.0.113.9');
  checks.ok('nobody rates before the answer', /新进展/.test(said(early)), said(early));
  for (const where of ['/board/1', '/board/0', '/board/-1', '/board/1e0', '/board/1/', '/board/1/same', '/board/../desk', '/site/../desk/desk.js', '/site/desk.css'])
    checks.ok(`nothing at ${where}`, [403, 404, 405, 0].includes((await raw(gateway.port, head('GET', where, 'Connection: close\r\n'), { wait: 4000, early: true })).status));
  for (const who of ['dispatch', 'chengguan', 'duban', 'admin'])
    checks.ok(`${who} is no editor`, (await people[who].get('board')).status === 403 && (await people[who].post('board', { number: filed.number })).status === 403);
}

// ---- all of it ----

async function desk({ binary, checks }) {
  const gateway = await new Gateway(binary).start();
  try {
    const people = await officers(gateway);
    for (const who of ['admin', 'dispatch', 'chengguan', 'duban']) await people[who].signIn();
    const ours = await new Citizen(gateway, 'attack_ours').file(`${DUST}，电话19900001234`, '松风路18号');
    const theirs = await new Citizen(gateway, 'attack_theirs').file('新房墙体开裂漏水,房屋质量太差了，电话19900001234', '松影苑');
    const ids = { ours: idOf(ours.number), theirs: idOf(theirs.number) };
    for (const part of [strangers, roles, sessions, otherSites, injected, paths, files, sockets, codes, progressCodes, publicFields, everyRoute, tooManyFiles, passwords])
      await checks.step(part.name, () => part({ gateway, checks, people, ids }));
    await gateway.stop();
    checks.ok('the gateway ends in peace', gateway.code === 0 && !/Sanitizer|runtime error/.test(gateway.output),
      `${gateway.code} ${gateway.signal} ${gateway.output.slice(-1500)}`);
  } finally {
    await gateway.kill();
  }
}

const PARTS = { desk, documents, floods };

async function main() {
  const [binary = 'build/zhida', ...wanted] = process.argv.slice(2);
  const checks = new Checks();
  const names = wanted.length ? wanted : Object.keys(PARTS);
  const run = async () => {
    for (const name of names) await checks.step(name, () => PARTS[name]({ binary: path.resolve(binary), checks }));
  };
  if (await Promise.race([run(), sleep(LIMIT).then(() => 'over')]) === 'over') checks.ok('done within its time', false);
  checks.close();
  process.exit(process.exitCode);
}

main();
