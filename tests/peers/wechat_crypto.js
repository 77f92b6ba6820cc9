// WeChat by other people's hands: two published libraries (npm wechat-crypto, @wecom/crypto) seal
// messages, post them to a gateway's sandbox account, check the signature of what comes back and
// open it. So both ends agree because both follow the protocol, not because one author wrote both.
//
//   ZHIDA_URL=http://127.0.0.1:8080 node tests/peers/wechat_crypto.js
'use strict';
const crypto = require('crypto');
const http = require('http');
const WXBizMsgCrypt = require('wechat-crypto');
const wecom = require('@wecom/crypto');
const { Checks, PATIENCE } = require('./gateway');

const ACCOUNT = {
  token: 'sandbox-token',
  appid: 'wx0000000000000000',
  aesKey: 'c2FuZGJveC1hZXMta2V5LW9mLXpoaWRhLTAwMDAwMDE',
};

// The two libraries behind one face.
const libraries = {
  'wechat-crypto': () => {
    const box = new WXBizMsgCrypt(ACCOUNT.token, ACCOUNT.aesKey, ACCOUNT.appid);
    return {
      seal: (text) => box.encrypt(text),
      sign: (time, nonce, cipher) => box.getSignature(time, nonce, cipher),
      open: (cipher) => box.decrypt(cipher),
    };
  },
  '@wecom/crypto': () => ({
    seal: (text, id = ACCOUNT.appid) => wecom.encrypt(ACCOUNT.aesKey, text, id),
    sign: (time, nonce, cipher) => wecom.getSignature(ACCOUNT.token, time, nonce, cipher),
    open: (cipher) => wecom.decrypt(ACCOUNT.aesKey, cipher),
  }),
};

const now = () => String(Math.floor(Date.now() / 1000));
const nonceOf = () => crypto.randomBytes(6).toString('hex');
let messages = 0;

function xml(fields) {
  const inner = Object.entries(fields).map(([name, value]) =>
    `<${name}><![CDATA[${String(value).split(']]>').join(']]]]><![CDATA[>')}]]></${name}>`);
  return `<xml>${inner.join('\n')}</xml>`;
}

// The text of one element, CDATA pieces joined.
function field(text, name) {
  const found = new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(text);
  if (!found) return undefined;
  return found[1].replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, '$1');
}

function message(fields, sender = `peer-${process.pid}-${nonceOf()}`) {
  messages += 1;
  return { ToUserName: 'gh_peer', FromUserName: sender, CreateTime: now(), ...fields,
    MsgId: `${Date.now()}${messages}` };
}

function send(base, method, query, body = '', type = 'text/xml') {
  const url = new URL(`/wechat/demo?${new URLSearchParams(query)}`, base);
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method, timeout: PATIENCE,
      headers: { 'content-type': type, 'content-length': Buffer.byteLength(body) } }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => resolve({ status: answer.statusCode,
        type: answer.headers['content-type'] || '', text: Buffer.concat(parts).toString() }));
    });
    request.on('timeout', () => request.destroy(new Error('no answer')));
    request.on('error', reject);
    request.end(body);
  });
}

// A sealed request, ready to be sent as often as one likes.
function letter(box, text, { json = false, time = now(), nonce = nonceOf() } = {}) {
  const cipher = box.seal(text);
  return {
    query: { signature: 'unused', timestamp: time, nonce, encrypt_type: 'aes',
      msg_signature: box.sign(time, nonce, cipher) },
    body: json ? JSON.stringify({ ToUserName: 'gh_peer', Encrypt: cipher })
      : xml({ ToUserName: 'gh_peer', Encrypt: cipher }),
    type: json ? 'application/json' : 'text/xml',
  };
}

const post = (base, one) => send(base, 'POST', one.query, one.body, one.type);

// Opens a passive reply and checks all that a platform would: signature, nonce, time, receive id.
function openReply(box, one, answer, json) {
  const get = (name) => (json ? String(JSON.parse(answer.text)[name]) : field(answer.text, name));
  const [cipher, time, nonce] = [get('Encrypt'), get('TimeStamp'), get('Nonce')];
  if (!cipher) throw new Error(`no envelope: ${answer.status} ${answer.text.slice(0, 200)}`);
  if (get('MsgSignature') !== box.sign(time, nonce, cipher)) throw new Error('wrong signature');
  if (nonce !== one.query.nonce) throw new Error('another nonce');
  if (Math.abs(Number(time) - Number(now())) > 60) throw new Error('wrong time');
  const opened = box.open(cipher);
  if (opened.id !== ACCOUNT.appid) throw new Error(`receive id ${opened.id}`);
  return json ? JSON.parse(opened.message) : Object.fromEntries(
    ['ToUserName', 'FromUserName', 'CreateTime', 'MsgType', 'Content']
      .map((name) => [name, field(opened.message, name)]));
}

async function talks(base, checks, name) {
  const box = libraries[name]();
  const other = libraries[name === '@wecom/crypto' ? 'wechat-crypto' : '@wecom/crypto']();
  for (const json of [false, true]) {
    const said = message({ MsgType: 'text', Content: '你好 👷🏽 ]]> <b>&amp;</b>' });
    const one = letter(box, json ? JSON.stringify(said) : xml(said), { json });
    const answer = await post(base, one);
    const where = `${name} ${json ? 'JSON' : 'XML'}`;
    await checks.step(`${where}: a sealed message gets a sealed reply`, () => {
      const reply = openReply(other, one, answer, json);
      checks.ok(`${where}: the reply goes to the sender`, reply.ToUserName === said.FromUserName);
      checks.ok(`${where}: it comes from the account`, reply.FromUserName === 'gh_peer');
      checks.ok(`${where}: it is a text`, reply.MsgType === 'text' && reply.Content.length > 0);
    });
    const again = letter(box, json ? JSON.stringify(said) : xml(said), { json });
    await checks.step(`${where}: a repeat gets the same reply`, async () => {
      const first = openReply(box, one, answer, json).Content;
      const second = openReply(box, again, await post(base, again), json).Content;
      checks.ok(`${where}: a repeat gets the same reply`, first === second, second);
    });
  }
}

async function address(base, checks) {
  const box = libraries['wechat-crypto']();
  const [time, nonce] = [now(), nonceOf()];
  const plain = crypto.createHash('sha1')
    .update([ACCOUNT.token, time, nonce].sort().join('')).digest('hex');
  let answer = await send(base, 'GET', { signature: plain, timestamp: time, nonce, echostr: '4375+1 2' });
  checks.ok('address check: the echo comes back as it is',
    answer.status === 200 && answer.text === '4375+1 2', answer.text);
  const echo = box.seal('1616140317555161061');
  answer = await send(base, 'GET', { msg_signature: box.sign(time, nonce, echo), timestamp: time,
    nonce, echostr: echo });
  checks.ok('address check: a sealed echo comes back open',
    answer.status === 200 && answer.text === '1616140317555161061', answer.text);
  answer = await send(base, 'GET', { signature: plain.replace(/.$/, 'x'), timestamp: time, nonce,
    echostr: 'x' });
  checks.ok('address check: a wrong signature is refused', answer.status === 403);
}

async function refusals(base, checks) {
  const box = libraries['@wecom/crypto']();
  const text = xml(message({ MsgType: 'text', Content: '不该收到' }));
  const cases = {
    'a wrong signature': () => {
      const one = letter(box, text);
      one.query.msg_signature = '0'.repeat(40);
      return one;
    },
    'a signature of another cipher text': () => {
      const one = letter(box, text);
      one.body = letter(box, text).body;
      return one;
    },
    'a message of ten minutes ago': () => letter(box, text, { time: String(now() - 600) }),
    'a message from the future': () => letter(box, text, { time: String(Number(now()) + 600) }),
    'another receive id': () => letter({ ...box, seal: (t) => box.seal(t, 'wx9999999999999999') }, text),
    'a cipher text of no whole block': () => letter({ ...box, seal: (t) => box.seal(t).slice(8) }, text),
    'a broken document in the envelope': () => letter(box, '<xml><MsgType>text</MsgType>'),
    'a document type': () => letter(box,
      `<!DOCTYPE xml [<!ENTITY e "x">]>${text.replace('不该收到', '&e;')}`),
  };
  for (const [what, make] of Object.entries(cases)) {
    const answer = await post(base, make());
    checks.ok(`refused: ${what}`, answer.status === 403 || answer.status === 400,
      `status ${answer.status}`);
  }
}

async function run(base, checks) {
  await checks.step('address', () => address(base, checks));
  for (const name of Object.keys(libraries))
    await checks.step(name, () => talks(base, checks, name));
  await checks.step('refusals', () => refusals(base, checks));
  const event = letter(libraries['wechat-crypto'](),
    xml(message({ MsgType: 'event', Event: 'subscribe', EventKey: 'qrscene_1' })));
  checks.ok('an event is taken', (await post(base, event)).status === 200);
}

module.exports = { run };

if (require.main === module) {
  const base = process.env.ZHIDA_URL;
  if (!base) {
    console.error('set ZHIDA_URL to the address of a gateway that runs with --sandbox');
    process.exit(2);
  }
  const checks = new Checks();
  checks.step('run', () => run(base, checks)).then(() => checks.close());
}
