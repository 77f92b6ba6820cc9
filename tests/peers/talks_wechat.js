// WeChat from the outside: what the platform sends, what it expects within five seconds, and what
// happens when it does not get it. The sealed form is held by other people's libraries in
// wechat_crypto.js; here it is the plain one and the customer-service messages.
'use strict';
const crypto = require('crypto');
const net = require('net');
const { Citizen, Gateway, PATIENCE, filedIn, plainQuery, request, sleep, until, xml } = require('./gateway');
const { Platform } = require('./platform');
const sealed = require('./wechat_crypto');

const NIGHT = '隔壁工地半夜还在打桩,吵得睡不着';
let people = 0;

function somebody(gateway) {
  people += 1;
  return new Citizen(gateway, `openid_${process.pid}_${people}`);
}

async function wholeTalk(gateway, checks) {
  const citizen = somebody(gateway);
  let reply = await citizen.send(citizen.message({ MsgType: 'event', Event: 'subscribe', EventKey: '' }));
  checks.ok('who follows is welcomed', /直达/.test(reply), reply);
  const started = Date.now();
  reply = await citizen.say(NIGHT);
  checks.ok('the answer comes within five seconds', Date.now() - started < 5000);
  checks.ok('the place is asked for', /在哪里/.test(reply), reply);
  reply = await citizen.say('松影苑');
  checks.ok('everything is read back', /核对/.test(reply) && /城市管理局/.test(reply), reply);
  checks.ok('with yes and no to tap', citizen.menu.some((m) => m.label === '对')
    && citizen.menu.some((m) => m.label === '不对'), JSON.stringify(citizen.menu));
  reply = await citizen.pick(/^对$/);
  checks.ok('a case number and a query code come back', filedIn(reply), reply);
  const { number, code } = filedIn(reply) || {};
  reply = await citizen.say('进度');
  checks.ok('progress names the case', reply.includes(number), reply);
  reply = await somebody(gateway).say(`${number} ${code}`);
  checks.ok('number and code open it for others', reply.includes(number) && /已派单/.test(reply), reply);
  reply = await somebody(gateway).say(`${number} 22222222`);
  checks.ok('a wrong code does not', !/已派单/.test(reply) && /对不上/.test(reply), reply);
}

async function correcting(gateway, checks) {
  const citizen = somebody(gateway);
  await citizen.say(NIGHT);
  await citizen.say('松影苑');
  let reply = await citizen.pick(/^不对$/);
  checks.ok('no: it asks what to change', /改哪/.test(reply), reply);
  reply = await citizen.pick(/地点/);
  checks.ok('the place is asked for again', /在哪里/.test(reply), reply);
  reply = await citizen.say('荷叶家园');
  checks.ok('the new place is read back', reply.includes('荷叶家园') && !reply.includes('松影苑'), reply);
  reply = await citizen.say('取消');
  checks.ok('cancelled is not filed', /没有提交/.test(reply), reply);
  reply = await citizen.say('进度');
  checks.ok('so there is no case', !filedIn(reply), reply);
}

async function anonymously(gateway, checks) {
  const citizen = somebody(gateway);
  await citizen.say(NIGHT);
  await citizen.say('松影苑');
  const reply = await citizen.pick(/匿名/);
  checks.ok('anonymous gets number and code too', filedIn(reply), reply);
}

async function otherKinds(gateway, platform, port, checks) {
  const citizen = somebody(gateway);
  await citizen.say(NIGHT);
  let reply = await citizen.send(citizen.message({ MsgType: 'image', MediaId: 'picture-1',
    PicUrl: `http://127.0.0.1:${port}/picture.png` }));
  checks.ok('a picture in the middle is taken', /照片/.test(reply), reply);
  checks.ok('and the question comes again', /在哪里/.test(reply), reply);
  reply = await citizen.send(citizen.message({ MsgType: 'location', Location_X: '32.0400',
    Location_Y: '118.7800', Scale: 16, Label: '松影苑3栋' }));
  checks.ok('a place on the map is an answer', /核对|位置|街道/.test(reply), reply);

  const speaker = somebody(gateway);
  reply = await speaker.send(speaker.message({ MsgType: 'voice', MediaId: 'v1', Format: 'amr',
    Recognition: NIGHT }));
  checks.ok('recognised voice is as good as text', /在哪里/.test(reply), reply);
  reply = await speaker.send(speaker.message({ MsgType: 'voice', MediaId: 'v2', Format: 'speex' }));
  checks.ok('unrecognised voice is asked to be typed', /语音/.test(reply), reply);
  reply = await speaker.send(speaker.message({ MsgType: 'video', MediaId: 'w1', ThumbMediaId: 't1' }));
  checks.ok('a video is taken', reply.length > 0, reply);
  reply = await speaker.send(speaker.message({ MsgType: 'event', Event: 'unsubscribe' }));
  checks.ok('who leaves gets no answer', reply === '', reply);
  reply = await speaker.send(speaker.message({ MsgType: 'event', Event: 'LOCATION',
    Latitude: '32.0', Longitude: '118.7', Precision: '60' }));
  checks.ok('a report of where one is gets none either', reply === '', reply);
  const fetched = await until(() => platform.media.length >= 2);
  checks.ok('picture and video were fetched by their ids', Boolean(fetched), platform.media.join());
  checks.ok('a private address was not', platform.pictures === 0);
  checks.ok('and are kept', await until(async () => await gateway.metric('zhida_media_taken_total') >= 1));
}

async function repeats(gateway, checks) {
  const citizen = somebody(gateway);
  await citizen.say(NIGHT);
  await citizen.say('松影苑');
  const confirm = citizen.message({ MsgType: 'text', Content: '对' });
  const before = await gateway.metric('zhida_cases_filed_total');
  const replies = await Promise.all(Array.from({ length: 20 }, () => citizen.send(confirm)));
  replies.push(await citizen.send(confirm));
  const numbers = new Set(replies.map((reply) => (filedIn(reply) || {}).number));
  checks.ok('twenty copies at once and one later: one number', numbers.size === 1
    && [...numbers][0] !== undefined, [...numbers].join());
  checks.ok('and the same reply', new Set(replies).size === 1, [...new Set(replies)].join('\n'));
  checks.ok('one case', await gateway.metric('zhida_cases_filed_total') === before + 1);
  const other = somebody(gateway);
  const twin = { ...other.message({ MsgType: 'text', Content: NIGHT }), MsgId: confirm.MsgId };
  checks.ok('somebody else with the same message id is somebody else',
    /在哪里/.test(await other.send(twin)));
}

const post = (gateway, query, body) =>
  request(gateway.port, 'POST', `/wechat/demo${query}`, body, { 'content-type': 'text/xml' });

async function forged(gateway, checks) {
  const citizen = somebody(gateway);
  const body = () => xml(citizen.message({ MsgType: 'text', Content: '不该收到' }));
  const ago = (seconds) => Math.floor(Date.now() / 1000) - seconds;
  const nonce = () => crypto.randomBytes(6).toString('hex');
  let answer = await post(gateway, plainQuery(nonce()).replace(/signature=./, 'signature=z'), body());
  checks.ok('a wrong signature is refused', answer.status === 403, answer.status);
  answer = await post(gateway, plainQuery(nonce(), ago(301)), body());
  checks.ok('a stamp of 301 seconds ago is refused', answer.status === 403, answer.status);
  answer = await post(gateway, plainQuery(nonce(), ago(240)), body());
  checks.ok('one of 240 seconds ago is not', answer.status === 200, answer.status);
  answer = await post(gateway, '', body());
  checks.ok('no signature at all is refused', answer.status === 403, answer.status);
  const query = plainQuery(nonce());
  const first = body();
  const replies = [await post(gateway, query, first), await post(gateway, query, first)];
  const [said, again] = replies.map((one) => one.body.toString().replace(/<CreateTime>\d+/, ''));
  checks.ok('the same request again is answered the same',
    replies.every((one) => one.status === 200) && said === again, `${said} ${again}`);
  answer = await post(gateway, query, body());
  checks.ok('the same signature over another body is refused', answer.status === 403, answer.status);
  answer = await request(gateway.port, 'POST', `/wechat/nobody${plainQuery(nonce())}`, body());
  checks.ok('an account that is not there is not found', answer.status === 404, answer.status);
}

// Sends a message and goes away before the answer can come: the end follows the last byte at once.
function hangUp(gateway, fields) {
  return new Promise((resolve) => {
    const body = Buffer.from(xml(fields));
    const query = plainQuery(crypto.randomBytes(6).toString('hex'));
    const head = `POST /wechat/demo${query} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: ${body.length}\r\n\r\n`;
    const socket = net.connect(gateway.port, '127.0.0.1');
    socket.on('error', () => {});
    socket.on('close', resolve);
    socket.on('connect', () => socket.write(Buffer.concat([Buffer.from(head), body]), () => socket.destroy()));
  });
}

// How many replies were written to their request so far, and how many went another way.
async function outcomes(gateway) {
  return { written: await gateway.metric('zhida_passive_total'), handed: await gateway.metric('zhida_handed_over_total') };
}

// Hangs up, and waits until it is known what became of the replies: how many went another way.
async function hangUpAll(gateway, letters) {
  const before = await outcomes(gateway);
  for (const { fields } of letters) await hangUp(gateway, fields);
  const after = await until(async () => {
    const now = await outcomes(gateway);
    return now.written + now.handed >= before.written + before.handed + letters.length && now;
  });
  if (!after) throw new Error('nobody knows what became of a reply');
  return after.handed - before.handed;
}

// People who hang up, until `count` replies have gone another way. Now and then the gateway is faster
// than the end of the connection; then it has written its answer.
async function hangUps(gateway, count) {
  const letters = [];
  for (let handed = 0; handed < count && letters.length < count * 4;) {
    const more = Array.from({ length: count - handed }, () => {
      const citizen = somebody(gateway);
      return { citizen, fields: citizen.message({ MsgType: 'text', Content: NIGHT }) };
    });
    letters.push(...more);
    handed += await hangUpAll(gateway, more);
  }
  return letters;
}

// Each gets the reply, over the platform or, where it was written to a closing socket, by the repeat
// that the platform makes after five seconds. count: how many must come over the platform.
async function collect(platform, letters, count) {
  const reached = () => letters.filter(({ citizen }) => platform.reached(citizen.name).length > 0).length;
  await until(() => reached() >= count);
  const missing = [];
  for (const { citizen, fields } of letters)
    if (!platform.reached(citizen.name).length && !/在哪里/.test(await citizen.send(fields))) missing.push(citizen.name);
  return missing;
}

async function customerService(gateway, platform, checks) {
  platform.tokenDelay = 300; // so that all of them want it at the same time
  const letters = await hangUps(gateway, 50);
  const missing = await collect(platform, letters, 50);
  checks.ok('who hangs up gets the reply another way', missing.length === 0, missing.join());
  const sent = platform.sends.filter((one) => one.errcode === 0);
  checks.ok('fifty by customer-service message', sent.length >= 50, `${sent.length} of ${letters.length}`);
  checks.ok('nobody twice', new Set(sent.map((one) => one.to)).size === sent.length);
  checks.ok('with its choices as a menu', sent.every((one) => one.menu.length > 0
    && one.menu.every((item) => item.id && item.content)));
  checks.ok('fifty messages, one token', platform.tokenCalls.length === 1,
    `${platform.tokenCalls.length} calls`);

  platform.takeTokenBack();
  const before = platform.tokenCalls.length;
  const later = await hangUps(gateway, 20);
  const lost = await collect(platform, later, 20);
  checks.ok('a token taken back loses nothing', lost.length === 0, lost.join());
  checks.ok('and is fetched anew once', platform.tokenCalls.length - before === 1,
    `${platform.tokenCalls.length - before} calls`);
}

// Codes that mean never, and codes that mean later.
async function errorCodes(gateway, platform, checks) {
  const codes = [40003, 43004, 45015, 45047, 48001, -1, 45011];
  const letters = codes.map((code) => {
    const citizen = somebody(gateway);
    platform.codes.set(citizen.name, [code]);
    return { code, citizen, fields: citizen.message({ MsgType: 'text', Content: NIGHT }) };
  });
  const tries = (one) => platform.sends.filter((send) => send.to === one.citizen.name);
  for (const one of letters)
    while (!await hangUpAll(gateway, [one])) one.fields = one.citizen.message({ MsgType: 'text', Content: NIGHT });
  for (const one of letters) await until(() => tries(one).length);
  const busy = letters.find((one) => one.code === -1);
  const again = await until(() => tries(busy).length >= 2);
  checks.ok('busy: sent again after some seconds', Boolean(again)
    && tries(busy)[1].at - tries(busy)[0].at >= 2000 && tries(busy)[1].errcode === 0);
  for (const one of letters.filter((letter) => letter.code > 0))
    checks.ok(`code ${one.code}: not sent again at once`, tries(one).length === 1, `${tries(one).length} tries`);
  checks.ok('the rejected ones are counted', await gateway.metric('zhida_undelivered_total') >= 5);
}

async function hangingTokens(binary, checks) {
  const platform = new Platform();
  platform.hangTokens = true;
  const port = await platform.listen();
  const gateway = await new Gateway(binary, { upstream: `http://127.0.0.1:${port}` }).start();
  try {
    const letters = await hangUps(gateway, 30);
    await until(() => platform.tokenCalls.length > 0);
    await sleep(2500);
    const calls = platform.tokenCalls.length;
    checks.ok('a platform that hangs is not stormed', calls <= 2, `${calls} calls`);
    checks.ok('and others are answered meanwhile', /在哪里/.test(await somebody(gateway).say(NIGHT)));
    checks.ok('while it is waited for', platform.sends.length === 0);
    platform.hangTokens = false;
    const done = await until(() => platform.sends.filter((one) => one.errcode === 0).length >= 30, 2 * PATIENCE);
    checks.ok('when it recovers the messages go out', Boolean(done),
      `${platform.sends.length} sent, ${platform.tokenCalls.length} token calls`);
    const sent = platform.sends.map((one) => one.to);
    checks.ok('each once', new Set(sent).size === sent.length);
    checks.ok('nobody waits for ever', (await collect(platform, letters, 30)).length === 0);
  } finally {
    await gateway.stop();
    await platform.close();
  }
}

async function run(binary, checks) {
  const platform = new Platform();
  const port = await platform.listen();
  const gateway = await new Gateway(binary, { upstream: `http://127.0.0.1:${port}` }).start();
  try {
    await checks.step('a whole talk', () => wholeTalk(gateway, checks));
    await checks.step('sealed', () => sealed.run(`http://127.0.0.1:${gateway.port}`, checks));
    await checks.step('correcting', () => correcting(gateway, checks));
    await checks.step('anonymously', () => anonymously(gateway, checks));
    await checks.step('repeats', () => repeats(gateway, checks));
    await checks.step('forged', () => forged(gateway, checks));
    await checks.step('customer service', () => customerService(gateway, platform, checks));
    await checks.step('error codes', () => errorCodes(gateway, platform, checks));
    await checks.step('other kinds', () => otherKinds(gateway, platform, port, checks));
    checks.ok('the gateway ends when asked to', await ends(gateway));
  } finally {
    await gateway.kill();
    await platform.close();
  }
  await checks.step('hanging tokens', () => hangingTokens(binary, checks));
}

async function ends(gateway) {
  await gateway.stop();
  return gateway.exited && gateway.code === 0;
}

module.exports = { run, hangUp, somebody, NIGHT };
