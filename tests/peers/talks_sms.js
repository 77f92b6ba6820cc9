// Short messages from the outside: no buttons, so choices are numbers; no answer on the request, so
// every reply is a call to the provider, which checks its signature by itself (sms_provider.js).
'use strict';
const { Gateway, PATIENCE, filedIn, request, until } = require('./gateway');
const provider = require('./sms_provider');
const { Platform } = require('./platform');

let numbers = 0;

// Somebody with a telephone: writes, and reads what the provider was given for the number.
class Phone {
  constructor(gateway, platform) {
    numbers += 1;
    this.gateway = gateway;
    this.platform = platform;
    this.mobile = `1990000${5000 + numbers % 5000}`; // in no register, and nobody else's
    this.read = 0;
    this.clock = Math.floor(Date.now() / 1000);
  }

  get inbox() { return this.platform.messages.filter((one) => one.number === `+86${this.mobile}`); }

  // The same text a second later is another message; now and then phones do write that fast.
  callback(text, more = {}) {
    this.clock += 1;
    return { extend: '01', mobile: this.mobile, nationcode: '86', sign: '直达', text, time: this.clock,
      ...more };
  }

  async post(body) {
    const answer = await request(this.gateway.port, 'POST', '/sms/demo/inbound', JSON.stringify(body),
      { 'content-type': 'application/json' });
    if (answer.status !== 200) throw new Error(`status ${answer.status}: ${answer.body}`);
    return JSON.parse(answer.body);
  }

  // Writes and waits for the next short message.
  async say(text, wait = PATIENCE) {
    await this.post(this.callback(text));
    return this.next(wait);
  }

  async next(wait = PATIENCE) {
    const message = await until(() => this.inbox[this.read], wait);
    if (!message) throw new Error(`no short message for ${this.mobile}`);
    this.read += 1;
    return message.text;
  }
}

async function wholeTalk(gateway, platform, checks) {
  const phone = new Phone(gateway, platform);
  let text = await phone.say('隔壁工地半夜还在打桩,吵得睡不着');
  checks.ok('sms: the place is asked for', /在哪里/.test(text), text);
  checks.ok('sms: choices are numbers', /1\S* ?\S*不清楚|1.*不清楚/.test(text), text);
  text = await phone.say('松影苑');
  checks.ok('sms: read back, with numbers', /核对/.test(text) && /1.*对.*2.*不对/s.test(text), text);
  checks.ok('sms: no link nobody can tap', !/<a |weixin:/.test(text), text);
  text = await phone.say('1');
  checks.ok('sms: 1 is the first choice', filedIn(text), text);
  const { number, code } = filedIn(text) || {};
  text = await new Phone(gateway, platform).say(`${number} ${code}`);
  checks.ok('sms: number and code open it', text.includes(number) && /已派单/.test(text), text);
  checks.ok('sms: every text fits', phone.inbox.every((one) => one.units <= 500));
  checks.ok('sms: no request was refused', platform.refused.length === 0, platform.refused.join());
  return { phone, number };
}

async function repeatsAndReceipts(gateway, platform, checks) {
  const phone = new Phone(gateway, platform);
  const body = phone.callback('隔壁工地半夜还在打桩,吵得睡不着');
  await Promise.all(Array.from({ length: 10 }, () => phone.post(body)));
  await phone.next();
  const sid = phone.inbox[0].sid;
  const receipt = [{ user_receive_time: '2026-01-02 08:03:04', nationcode: '86', mobile: phone.mobile,
    report_status: 'FAIL', errmsg: 'UNDELIV', description: 'no such number', sid: 'unknown-to-anybody' },
  { user_receive_time: '2026-01-02 08:03:04', nationcode: '86', mobile: phone.mobile,
    report_status: 'SUCCESS', errmsg: 'DELIVRD', description: 'ok', sid }];
  const answers = await Promise.all([1, 2, 3].map(() => request(gateway.port, 'POST', '/sms/demo/receipt',
    JSON.stringify(receipt), { 'content-type': 'application/json' })));
  checks.ok('sms: receipts may come again, and before anybody knows them',
    answers.every((one) => one.status === 200 && JSON.parse(one.body).result === 0));
  const three = ['松影苑', '再说一遍', '取消'].map((text) => phone.callback(text));
  const answer = await phone.post(three);
  checks.ok('sms: several messages in one callback', answer.result === 0);
  for (let i = 0; i < 3; i++) await phone.next();
  checks.ok('sms: are answered in their order', /没有提交/.test(phone.inbox[3].text),
    phone.inbox.map((one) => one.text).join('\n'));
  checks.ok('sms: ten copies, one reply', phone.inbox.length === 4, `${phone.inbox.length}`);
}

async function optOut(gateway, platform, checks) {
  const phone = new Phone(gateway, platform);
  let text = await phone.say('T');
  checks.ok('sms: one letter stops offers', /退订/.test(text), text);
  text = await phone.say('订阅');
  checks.ok('sms: and a word starts them again', /恢复订阅|已恢复/.test(text), text);
  text = await phone.say('退订');
  checks.ok('sms: the word stops them too', /已退订/.test(text), text);
  text = await phone.say('隔壁工地半夜还在打桩,吵得睡不着');
  checks.ok('sms: their own matters are still answered', /在哪里/.test(text), text);
}

async function badCallbacks(gateway, checks) {
  const post = (where, body) => request(gateway.port, 'POST', where, body);
  const good = { mobile: '19900009999', nationcode: '86', text: '你好', time: 1, extend: '', sign: '' };
  for (const [what, body] of Object.entries({ 'not JSON': '{', 'a list in a list': '[[]]', 'a number': '7',
    'no telephone': JSON.stringify({ ...good, mobile: 'abc' }), 'nothing': '' }))
    checks.ok(`sms: ${what} is refused`, (await post('/sms/demo/inbound', body)).status === 400);
  checks.ok('sms: another path is not found', (await post('/sms/demo/other', '{}')).status === 404);
  const mixed = await post('/sms/demo/inbound', JSON.stringify([{ no: 'sense' }, good]));
  checks.ok('sms: one good message among bad ones is taken', mixed.status === 200);
}

async function badProviders(binary, checks) {
  const platform = new Platform({ mode: 'throttle', throttle: 3 });
  const port = await platform.listen();
  const gateway = await new Gateway(binary, { upstream: `http://127.0.0.1:${port}` }).start();
  try {
    platform.receipts = `http://127.0.0.1:${gateway.port}/sms/demo/receipt`;
    const throttled = new Phone(gateway, platform);
    const text = await throttled.say('隔壁工地半夜还在打桩,吵得睡不着', 2 * PATIENCE);
    checks.ok('sms: throttled by the provider, sent later', /在哪里/.test(text) && platform.throttle === 0);

    platform.mode = 'twice';
    const doubled = new Phone(gateway, platform);
    await doubled.say('隔壁工地半夜还在打桩,吵得睡不着');
    await doubled.say('松影苑');

    platform.mode = 'hang';
    const hung = new Phone(gateway, platform);
    await hung.post(hung.callback('隔壁工地半夜还在打桩,吵得睡不着'));
    await until(() => hung.inbox.length > 0);
    const answer = await gateway.get('/healthz');
    checks.ok('sms: a provider that hangs holds nobody up', answer.status === 200 && hung.inbox.length === 1); // it is waited for still
    await hung.post(hung.callback('松影苑'));
    platform.mode = 'ok';
    const came = await until(() => hung.inbox.some((one) => one.answered && /核对/.test(one.text)), 2 * PATIENCE);
    checks.ok('sms: when it answers again the talk goes on', Boolean(came), JSON.stringify(hung.inbox));
    checks.ok('sms: an unknown outcome is said again at most a few times',
      hung.inbox.filter((one) => /在哪里/.test(one.text)).length <= 4, `${hung.inbox.length}`);
    checks.ok('sms: receipts that come twice change nothing', doubled.inbox.length === 2);
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
    await checks.step('sms: the fake provider', () => provider.checksItself(checks));
    await checks.step('sms: the gateway against it', () =>
      provider.checksGateway(`http://127.0.0.1:${gateway.port}`, platform, checks));
    await checks.step('sms: a whole talk', () => wholeTalk(gateway, platform, checks));
    await checks.step('sms: repeats', () => repeatsAndReceipts(gateway, platform, checks));
    await checks.step('sms: opt out', () => optOut(gateway, platform, checks));
    await checks.step('sms: bad callbacks', () => badCallbacks(gateway, checks));
  } finally {
    await gateway.stop();
    await platform.close();
  }
  await checks.step('sms: bad providers', () => badProviders(binary, checks));
}

module.exports = { run, Phone };
