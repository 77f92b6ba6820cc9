// The app's protocol from the outside: nothing twice, nothing left out, whatever the connection does.
'use strict';
const crypto = require('crypto');
const { Gateway, filedIn, until } = require('./gateway');
const { App } = require('./app');
const { PIXEL } = require('./platform');

const NIGHT = '隔壁工地半夜还在打桩,吵得睡不着';

async function greeting(gateway, checks) {
  const app = await new App(gateway).connect();
  checks.ok('app: hello is answered by welcome', app.frames[0].type === 'welcome');
  checks.ok('app: with a token of 128 bits', /^[0-9a-f]{32}$/.test(app.token), app.token);
  checks.ok('app: somebody new is greeted', await app.hear(/直达/));
  app.send({ type: 'ping' });
  checks.ok('app: ping is answered', await until(() => app.frames.some((one) => one.type === 'pong')));
  app.close();
  const english = await new App(gateway, { lang: 'en' }).connect();
  checks.ok('app: in the language it asked for', await english.hear(/Hello/), JSON.stringify(english.last()));
  english.close();
}

async function wholeTalk(gateway, checks) {
  const app = await new App(gateway).connect();
  await app.hear(/直达/);
  const id = crypto.randomBytes(8).toString('hex');
  const first = await app.ask({ type: 'text', text: NIGHT, id });
  checks.ok('app: a text is accepted under its own id', await until(() => app.accepted.has(id)));
  checks.ok('app: and answered', /在哪里/.test(first.text) && first.choices.length > 0);
  app.send({ type: 'text', text: NIGHT, id });
  checks.ok('app: sent again it is accepted again', await until(() => app.frames.filter((one) => one.type === 'accepted' && one.id === id).length === 2));
  await app.ask({ type: 'location', latitude: 32.04, longitude: 118.78, label: '松影苑' });
  let message = app.last();
  while (!/核对/.test(message.text)) message = await app.say('松影苑');
  message = await app.choose(/^对$/);
  checks.ok('app: filed', filedIn(message.text), message.text);
  checks.ok('app: and not answered again', app.messages.filter((one) => one.text === first.text).length === 1, JSON.stringify(app.messages));
  checks.ok('app: numbered without gaps', app.messages.every((one, i) => one.sequence === i + 1),
    app.messages.map((one) => one.sequence).join());
  checks.ok('app: with the time', app.messages.every((one) => Math.abs(one.at - Date.now() / 1000) < 60));
  app.close();
}

// Three answers come while nobody listens; they come later, once, in order.
async function gap(gateway, checks) {
  const app = await new App(gateway).connect();
  await app.hear(/直达/);
  await app.say(NIGHT);
  app.acking = false;
  const kept = app.seen;
  await app.say('再说一遍');
  await app.say('进度');
  const had = app.messages.map((one) => one.sequence);
  app.drop();
  app.seen = kept;
  const from = app.messages.length;
  await app.connect();
  await until(() => app.messages.length >= from + 2);
  await app.settle();
  const again = app.messages.slice(from).map((one) => one.sequence);
  checks.ok('app: back again, exactly the gap is told',
    again.join() === had.filter((n) => n > kept).join(), `${had} / ${kept} / ${again}`);
  app.acking = true;
  app.send({ type: 'ack', sequence: app.seen });
  await app.say('松影苑');
  await app.settle();
  app.drop();
  const count = app.messages.length;
  await app.connect();
  await app.settle();
  checks.ok('app: what was acknowledged is not told twice', app.messages.length === count,
    JSON.stringify(app.messages.slice(count)));
  app.drop();
  await app.connect({ ack: 999999 });
  checks.ok('app: an ack from the future is forgiven', !app.errors().length && app.sequence < 999999, app.errors().join());
  app.close();
}

// Twenty texts are written into a connection that breaks at once; after a new hello they are sent
// again under their ids: each counts once.
async function torn(gateway, checks) {
  const app = await new App(gateway).connect();
  await app.hear(/直达/);
  const before = await gateway.metric('zhida_messages_total');
  const letters = Array.from({ length: 20 }, (_, i) => ({ type: 'text', id: `torn-${process.pid}-${i}`,
    text: i ? '再说一遍' : NIGHT }));
  for (const one of letters) app.send(one);
  app.drop();
  await app.connect();
  for (const one of letters) app.send(one);
  const all = await until(() => letters.every((one) => app.accepted.has(one.id)));
  checks.ok('app: all are accepted in the end', Boolean(all), [...app.accepted].length);
  await until(() => app.seen >= 21);
  await until(async () => (await gateway.metric('zhida_messages_total')) >= before + 20);
  checks.ok('app: each counted once', await gateway.metric('zhida_messages_total') === before + 20,
    `${await gateway.metric('zhida_messages_total') - before}`);
  const sequences = app.messages.map((one) => one.sequence);
  const missing = Array.from({ length: app.seen }, (_, i) => i + 1).filter((n) => !sequences.includes(n));
  checks.ok('app: no answer is missing', missing.length === 0 && app.seen === 21, `${app.seen}: ${missing}`);
  app.close();
}

async function replaced(gateway, checks) {
  const first = await new App(gateway).connect();
  await first.hear(/直达/);
  const second = new App(gateway);
  second.token = first.token;
  second.seen = first.seen;
  await second.connect();
  await until(() => first.closed);
  checks.ok('app: a second connection replaces the first', first.closed && first.errors().includes('replaced'));
  checks.ok('app: and goes on talking', /在哪里/.test((await second.say(NIGHT)).text));
  second.close();
}

async function faults(gateway, checks) {
  const app = await new App(gateway).connect(null);
  const expect = async (what, frame, code) => {
    const before = app.errors().length;
    app.send(frame);
    await until(() => app.errors().length > before);
    checks.ok(`app: ${what}: ${code}`, app.errors()[before] === code, app.errors()[before]);
  };
  await expect('a message before hello', { type: 'text', id: '1', text: 'x' }, 'no_hello');
  await expect('a token that is none', { type: 'hello', token: 'zzz' }, 'bad_token');
  app.send({ type: 'hello' });
  await until(() => app.frames.some((one) => one.type === 'welcome'));
  await expect('no JSON', '{"type":', 'bad_frame');
  await expect('a list', '[]', 'bad_frame');
  await expect('an unknown type', { type: 'sing' }, 'unknown_type');
  await expect('no id', { type: 'text', text: 'x' }, 'bad_field');
  await expect('an id with a blank', { type: 'text', id: 'a b', text: 'x' }, 'bad_field');
  await expect('no text', { type: 'text', id: 'f1', text: '' }, 'bad_field');
  await expect('a place off the earth', { type: 'location', id: 'f2', latitude: 91, longitude: 0 }, 'bad_field');
  await expect('a file that is not there', { type: 'media', id: 'f3', media_id: 'nothing', kind: 'image' },
    'unknown_media');
  app.send({ type: 'text', id: 'f4', text: NIGHT });
  checks.ok('app: after all that the connection is good', await app.hear(/在哪里/));
  app.close();
}

async function uploads(gateway, checks) {
  const app = await new App(gateway).connect();
  await app.hear(/直达/);
  let answer = await app.upload(PIXEL, 'image/png', '');
  checks.ok('upload: not without a token', answer.status === 401, answer.status);
  answer = await app.upload(PIXEL, 'image/png', 'f'.repeat(31));
  checks.ok('upload: not with a wrong one', answer.status === 401, answer.status);
  answer = await app.upload(PIXEL, 'image/png');
  checks.ok('upload: a picture is taken', answer.status === 200, `${answer.status} ${answer.body}`);
  const id = JSON.parse(answer.body).media_id;
  await app.say(NIGHT);
  const message = await app.ask({ type: 'media', media_id: id, kind: 'image' });
  checks.ok('upload: and used', /照片/.test(message.text), message.text);
  for (const [what, bytes, type] of [
    ['a page that says it is a picture', Buffer.from('<!doctype html><script>alert(1)</script>'.repeat(9)), 'image/png'],
    ['a drawing with scripts', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'.repeat(9)), 'image/svg+xml'],
    ['a program', Buffer.concat([Buffer.from('MZ'), crypto.randomBytes(500)]), 'image/jpeg'],
    ['nothing', Buffer.alloc(0), 'image/png'],
  ]) {
    answer = await app.upload(bytes, type);
    checks.ok(`upload: ${what} is refused`, answer.status >= 400 && answer.status < 500, answer.status);
  }
  answer = await app.upload(Buffer.concat([PIXEL, Buffer.alloc(11 << 20)]), 'image/png').catch(() => null);
  checks.ok('upload: more than 10 MB is refused', !answer || answer.status === 413, answer && answer.status);
  const other = await new App(gateway).connect();
  await other.hear(/直达/);
  other.send({ type: 'media', id: 'm9', media_id: id, kind: 'image' });
  checks.ok('upload: nobody else can use it', await until(() => other.errors().includes('unknown_media')));
  other.close();
  app.close();
}

async function run(binary, checks) {
  const gateway = await new Gateway(binary).start();
  try {
    for (const [name, part] of Object.entries({ greeting, wholeTalk, gap, torn, replaced, faults, uploads }))
      await checks.step(`app: ${name}`, () => part(gateway, checks));
    const app = await new App(gateway).connect();
    await app.hear(/直达/);
    await gateway.stop();
    checks.ok('app: an ending gateway says so', await until(() => app.errors().includes('closing') || app.closed));
    checks.ok('app: and ends', gateway.code === 0, `${gateway.code} ${gateway.signal}`);
  } finally {
    await gateway.kill();
  }
}

module.exports = { run };
