// A short message provider that looks like Tencent's, and beside it the few calls of the WeChat
// platform that a gateway makes, on one local port. Signatures are checked with node's own crypto,
// by the provider's published steps. What was sent is kept and can be asked for, and the provider
// can be made to lie as real ones do:
//
//   ok        every message is taken, its receipt comes a moment later
//   hang      the request is taken and recorded but never answered
//   twice     as ok, but each receipt comes twice at the same time
//   throttle  the first THROTTLE requests (3) are refused with a limit, then as ok
//
//   node tests/peers/sms_provider.js            checks itself
//   ZHIDA_URL=... PORT=... node ...             and a gateway whose upstream is that port
//   PORT=9001 MODE=twice RECEIPTS=URL node tests/peers/sms_provider.js --serve
'use strict';
const crypto = require('crypto');
const http = require('http');
const { Checks, PATIENCE, until } = require('./gateway');

const SECRETS = { 'sandbox-id': 'sandbox-key' };
const LATE_SECONDS = 300;

const sha256 = (data) => crypto.createHash('sha256').update(data).digest('hex');
const hmac = (key, data, form) => crypto.createHmac('sha256', key).update(data).digest(form);

// The signature that a request with these headers and this body must carry.
function tc3Signature(secret, service, signedHeaders, headers, body, time) {
  const lines = signedHeaders.split(';').map((name) => {
    const value = String(headers[name]).trim();
    return `${name}:${name === 'x-tc-action' ? value.toLowerCase() : value}\n`;
  });
  const canonical = ['POST', '/', '', lines.join(''), signedHeaders, sha256(body)].join('\n');
  const day = new Date(time * 1000).toISOString().slice(0, 10);
  const scope = `${day}/${service}/tc3_request`;
  const toSign = ['TC3-HMAC-SHA256', time, scope, sha256(canonical)].join('\n');
  const key = [day, service, 'tc3_request'].reduce((k, part) => hmac(k, part), `TC3${secret}`);
  return { signature: hmac(key, toSign, 'hex'), scope };
}

// Why the request is not authentic, or null.
function whyRefused(headers, body) {
  const form = /^TC3-HMAC-SHA256 Credential=([^/]+)\/(\S+), SignedHeaders=(\S+), Signature=([0-9a-f]{64})$/;
  const found = form.exec(headers.authorization || '');
  if (!found) return 'AuthFailure.InvalidAuthorization';
  const [, id, scope, names, signature] = found;
  if (!SECRETS[id]) return 'AuthFailure.SecretIdNotFound';
  const time = Number(headers['x-tc-timestamp']);
  if (!(Math.abs(Date.now() / 1000 - time) <= LATE_SECONDS)) return 'AuthFailure.SignatureExpire';
  if (!names.split(';').includes('host') || !names.split(';').includes('content-type'))
    return 'AuthFailure.SignatureFailure';
  const expected = tc3Signature(SECRETS[id], 'sms', names, headers, body, time);
  return expected.signature === signature && expected.scope === scope
    ? null : 'AuthFailure.SignatureFailure';
}

class SmsProvider {
  constructor({ mode = 'ok', receipts = null, throttle = 3 } = {}) {
    Object.assign(this, { mode, receipts, throttle });
    this.messages = [];   // {number, text, session, sid, answered}
    this.refused = [];    // codes of requests that were not authentic
    this.wechat = [];     // bodies of customer-service messages
    this.cards = [];      // messages of a WeCom application
    this.wecomTokens = 0; // how often its token was asked for
    this.wecomOver = 0;   // how many sends find their token over
    this.tokens = 0;      // how often an access token was asked for
    this.server = http.createServer((request, response) => this.take(request, response));
  }

  listen(port = 0) {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', () => resolve(this.server.address().port));
    });
  }

  close() {
    this.server.closeAllConnections?.();
    return new Promise((resolve) => this.server.close(resolve));
  }

  take(request, response) {
    const parts = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts);
      const path = request.url.split('?')[0];
      if (path.startsWith('/cgi-bin/')) this.platform(path, request.url, body, response);
      else if (path === '/messages') this.say(response, this.messages);
      else this.sms(request.headers, body, response);
    });
  }

  say(response, value) {
    const text = JSON.stringify(value);
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
    response.end(text);
  }

  fail(response, Code) {
    this.say(response, { Response: { Error: { Code, Message: Code }, RequestId: crypto.randomUUID() } });
  }

  sms(headers, body, response) {
    const why = whyRefused(headers, body);
    if (why) {
      this.refused.push(why);
      this.fail(response, why);
      return;
    }
    if (headers['x-tc-action'] !== 'SendSms' || headers['x-tc-version'] !== '2021-01-11') {
      this.fail(response, 'InvalidAction');
      return;
    }
    if (this.mode === 'throttle' && this.throttle > 0) {
      this.throttle -= 1;
      this.fail(response, 'RequestLimitExceeded');
      return;
    }
    this.deliver(JSON.parse(body), response);
  }

  deliver(request, response) {
    const units = `【${request.SignName}】${request.TemplateParamSet.join('')}`.length;
    const sent = request.PhoneNumberSet.map((number) => ({ number, units,
      text: request.TemplateParamSet[0], session: request.SessionContext,
      sid: crypto.randomUUID(), answered: this.mode !== 'hang' }));
    const wrong = (one) => !/^\+861\d{10}$/.test(one.number) || units > 500;
    this.messages.push(...sent.filter((one) => !wrong(one)));
    if (this.mode === 'hang') return;
    this.say(response, { Response: { RequestId: crypto.randomUUID(),
      SendStatusSet: sent.map((one) => ({ SerialNo: wrong(one) ? '' : one.sid,
        PhoneNumber: one.number, Fee: units <= 70 ? 1 : Math.ceil(units / 67),
        SessionContext: one.session, IsoCode: 'CN',
        Code: wrong(one) ? 'InvalidParameterValue.IncorrectPhoneNumber' : 'Ok',
        Message: 'send success' })) } });
    for (const one of sent) if (!wrong(one)) this.report(one);
  }

  report(one) {
    if (!this.receipts) return;
    const body = JSON.stringify([{ user_receive_time: '2026-01-02 08:03:04', nationcode: '86',
      mobile: one.number.slice(3), report_status: 'SUCCESS', errmsg: 'DELIVRD',
      description: 'delivered', sid: one.sid }]);
    for (let i = 0; i < (this.mode === 'twice' ? 2 : 1); i += 1)
      setTimeout(() => postJson(this.receipts, body).catch(() => {}), 30);
  }

  // What the WeChat platform answers.
  platform(path, url, body, response) {
    if (path === '/cgi-bin/stable_token') {
      this.tokens += 1;
      this.say(response, { access_token: `token-${this.tokens}`, expires_in: 7200 });
    } else if (path === '/cgi-bin/message/custom/send') {
      const token = new URL(url, 'http://x').searchParams.get('access_token');
      const known = /^token-\d+$/.test(token || '');
      if (known) this.wechat.push(JSON.parse(body));
      this.say(response, known ? { errcode: 0, errmsg: 'ok' } : { errcode: 40001, errmsg: 'invalid credential' });
    } else if (!this.wecom(path, url, body, response)) this.say(response, { errcode: 40066, errmsg: 'invalid url' });
  }

  // And what WeCom answers: its own tokens, of which one may be said to be over, and messages of an application.
  wecom(path, url, body, response) {
    const query = new URL(url, 'http://x').searchParams;
    if (path === '/cgi-bin/gettoken') {
      this.wecomTokens += 1;
      const right = query.get('corpid') && query.get('corpsecret');
      this.say(response, right ? { errcode: 0, access_token: `wecom-${this.wecomTokens}`, expires_in: 7200 } : { errcode: 40001 });
      return true;
    }
    if (path !== '/cgi-bin/message/send') return false;
    if (query.get('access_token') !== `wecom-${this.wecomTokens}` || this.wecomOver > 0) {
      this.wecomOver -= 1;
      this.say(response, { errcode: 42001, errmsg: 'access_token expired' });
      return true;
    }
    this.cards.push(JSON.parse(body));
    this.say(response, { errcode: 0, errmsg: 'ok', msgid: crypto.randomUUID() });
    return true;
  }
}

function postJson(url, body, headers = {}) {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method: 'POST', timeout: PATIENCE,
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers } },
    (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => resolve({ status: answer.statusCode, text: Buffer.concat(parts).toString() }));
    });
    request.on('timeout', () => request.destroy(new Error('timeout')));
    request.on('error', reject);
    request.end(body);
  });
}

// ---- checks ----

// The signature the provider published for its own example.
function publishedExample(checks) {
  const body = '{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}';
  const headers = { 'content-type': 'application/json; charset=utf-8',
    host: 'cvm.tencentcloudapi.com', 'x-tc-action': 'DescribeInstances' };
  const made = tc3Signature('*'.repeat(32), 'cvm', 'content-type;host;x-tc-action', headers, body, 1551113065);
  checks.ok('the published example has the published signature', made.signature ===
    '10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f', made.signature);
}

function signedCall(port, { text = '你好', number = '+8619900001234', secret = 'sandbox-key', late = 0 } = {}) {
  const body = JSON.stringify({ PhoneNumberSet: [number], SmsSdkAppId: '1400000000', SignName: '直达',
    TemplateId: '1000000', TemplateParamSet: [text], SessionContext: 'k1' });
  const time = Math.floor(Date.now() / 1000) - late;
  const headers = { 'content-type': 'application/json', host: `127.0.0.1:${port}`,
    'x-tc-action': 'SendSms', 'x-tc-version': '2021-01-11', 'x-tc-timestamp': String(time) };
  const made = tc3Signature(secret, 'sms', 'content-type;host', headers, body, time);
  headers.authorization = `TC3-HMAC-SHA256 Credential=sandbox-id/${made.scope}, `
    + `SignedHeaders=content-type;host, Signature=${made.signature}`;
  return postJson(`http://127.0.0.1:${port}/`, body, headers).then((answer) => JSON.parse(answer.text).Response);
}

async function checksItself(checks) {
  publishedExample(checks);
  const provider = new SmsProvider({ mode: 'throttle', throttle: 1 });
  const port = await provider.listen();
  const code = (answer) => (answer.Error || answer.SendStatusSet[0]).Code;
  checks.ok('throttled at first', code(await signedCall(port)) === 'RequestLimitExceeded');
  checks.ok('then taken', code(await signedCall(port)) === 'Ok');
  checks.ok('kept', provider.messages.length === 1 && provider.messages[0].text === '你好');
  checks.ok('a wrong secret is refused', code(await signedCall(port, { secret: 'x' })) === 'AuthFailure.SignatureFailure');
  checks.ok('a late request is refused', code(await signedCall(port, { late: 301 })) === 'AuthFailure.SignatureExpire');
  checks.ok('a wrong number is refused', code(await signedCall(port, { number: '+86123' })).startsWith('InvalidParameterValue'));
  await provider.close();
}

// A citizen writes to the gateway by short message; its reply must come here, signed.
async function checksGateway(base, provider, checks) {
  provider.receipts = `${base}/sms/demo/receipt`;
  const mobile = `1990000${String(3000 + (process.pid % 2000))}`;
  const said = { extend: '', mobile, nationcode: '86', sign: '直达', text: '你好',
    time: Math.floor(Date.now() / 1000) };
  const answer = await postJson(`${base}/sms/demo/inbound`, JSON.stringify(said));
  checks.ok('the callback is answered as asked', answer.status === 200
    && JSON.parse(answer.text).result === 0 && JSON.parse(answer.text).errmsg === 'OK', answer.text);
  const mine = () => provider.messages.filter((one) => one.number === `+86${mobile}`);
  const reply = await until(() => mine()[0]);
  checks.ok('the reply comes by short message', Boolean(reply), JSON.stringify(provider.refused));
  checks.ok('every request was signed rightly', provider.refused.length === 0, provider.refused.join());
  if (!reply) return;
  checks.ok('the reply says something', reply.text.length > 0 && reply.units <= 500);
  checks.ok('it carries our key', /^[0-9a-f]{1,32}$/.test(reply.session || ''), reply.session);
  const count = mine().length;
  await postJson(`${base}/sms/demo/inbound`, JSON.stringify(said));
  await postJson(`${base}/sms/demo/inbound`, JSON.stringify({ ...said, time: said.time + 1 }));
  await until(() => mine().length > count);
  checks.ok('the same message again changes nothing, another one does', mine().length === count + 1, `${mine().length}`);
}

async function main() {
  const { PORT, MODE, RECEIPTS, THROTTLE, ZHIDA_URL } = process.env;
  const provider = new SmsProvider({ mode: MODE || 'ok', receipts: RECEIPTS, throttle: Number(THROTTLE || 3) });
  if (process.argv.includes('--serve')) {
    console.log(`listening on 127.0.0.1:${await provider.listen(Number(PORT || 0))}`);
    return;
  }
  const checks = new Checks();
  await checks.step('the provider itself', () => checksItself(checks));
  if (ZHIDA_URL) {
    await provider.listen(Number(PORT));
    await checks.step('gateway', () => checksGateway(ZHIDA_URL, provider, checks));
    await provider.close();
  }
  checks.close();
}

module.exports = { SmsProvider, checksGateway, checksItself, tc3Signature };

if (require.main === module) main();
