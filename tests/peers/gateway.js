// A gateway under test, and a citizen who talks to it by WeChat's plain protocol. Everything on
// 127.0.0.1; only processes started here are ended, by their own id.
'use strict';
const { spawn } = require('child_process');
const crypto = require('crypto');
const dgram = require('dgram');
const fs = require('fs');
const http = require('http');
const net = require('net');
const os = require('os');
const path = require('path');

const TOKEN = 'sandbox-token';
const ROOT = path.join(__dirname, '..', '..');

// How long is waited for what must come. A test fails when it never comes, not when the machine is slow.
const PATIENCE = 60000;

// For a program that is to be told its port: from below the range that the system hands out by itself, or
// some connection has taken it again before the program is there. The datagram port of the same number is
// held as long as this process lives: no other one draws it, also while the program is not there for a moment.
const PORTS_FROM = 10000, PORTS = 22000;
async function freePort() {
  for (;;) {
    const port = PORTS_FROM + Math.floor(Math.random() * PORTS);
    if (await holdsDatagrams(port) && await isFree(port)) return port;
  }
}

function holdsDatagrams(port) {
  return new Promise((resolve) => {
    const claim = dgram.createSocket('udp4').unref();
    claim.once('error', () => resolve(false));
    claim.bind({ port, address: '127.0.0.1', exclusive: true }, () => resolve(true));
  });
}

function isFree(port) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

// What is still there when the tests end, however they end; and what sanitizers said on the way.
const ours = new Set();
const faults = [];
process.on('exit', () => {
  for (const gateway of ours) gateway.clear();
});
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(1));

class Gateway {
  constructor(binary, options = {}) {
    this.binary = binary;
    this.rules = options.rules || path.join(ROOT, 'rules', 'yunxi');
    this.temporary = !options.folder;
    this.folder = options.folder || fs.mkdtempSync(path.join(os.tmpdir(), 'zhida-test-'));
    this.data = path.join(this.folder, 'data');
    this.wrapper = options.wrapper || []; // a command that starts the gateway under some limit
    this.extra = [...(options.extra || []), ...(options.upstream ? ['--upstream', options.upstream] : [])];
    this.env = options.env || {};
    this.output = '';
    this.child = null;
    ours.add(this);
  }

  clear() {
    if (this.child && !this.exited) this.child.kill('SIGKILL');
    if (this.temporary) fs.rmSync(this.folder, { recursive: true, force: true });
  }

  async start() {
    if (!this.port) {
      this.port = await freePort();
      this.admin = await freePort();
    }
    this.exited = false;
    this.output = '';
    const [command, ...before] = [...this.wrapper, this.binary];
    this.child = spawn(command, [...before, 'serve', '--rules', this.rules, '--data', this.data,
      '--listen', `127.0.0.1:${this.port}`, '--admin-listen', `127.0.0.1:${this.admin}`,
      '--sandbox', ...this.extra], { stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...this.env } });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream.on('data', (text) => { this.output += text; });
    this.child.on('exit', (code, signal) => Object.assign(this, { exited: true, code, signal }));
    this.child.on('close', () => {
      const fault = /[^\n]*(Sanitizer|runtime error)[\s\S]{0,3000}/.exec(this.output);
      if (fault) faults.push(fault[0]);
    });
    for (const end = Date.now() + PATIENCE; Date.now() < end; await sleep(25)) {
      if (this.exited) throw new Error(`gateway ended (${this.code}): ${this.output.slice(-2000)}`);
      try {
        if (/zhida is ready[\s\S]*durability/.test(this.output) && (await this.get('/healthz')).status === 200) return this;
      } catch (e) { /* not yet */ }
    }
    throw new Error(`gateway does not answer: ${this.output.slice(-2000)}`);
  }

  end(signal) {
    return new Promise((resolve) => {
      if (this.exited || !this.child) return resolve();
      this.child.once('exit', resolve);
      this.child.kill(signal);
    });
  }

  kill() { return this.end('SIGKILL'); }
  stop() { return this.end('SIGTERM'); }

  get(where, port = this.port, headers = {}) { return request(port, 'GET', where, '', headers); }
  post(where, body, headers = {}, port = this.port) {
    return request(port, 'POST', where, body, headers);
  }

  // A figure of /metrics; 0 where it does not stand.
  async metric(name) {
    const text = (await this.get('/metrics', this.admin)).body.toString();
    const found = new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'm').exec(text);
    return found ? Number(found[1]) : 0;
  }

  // The address and the login that the start printed.
  logins() {
    const found = {};
    const pattern = /login:?\s+(\S+)\s+password:?\s+(\S+)/g;
    for (let m; (m = pattern.exec(this.output));) found[m[1]] = m[2];
    return found;
  }
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

function request(port, method, where, body, headers = {}, timeout = PATIENCE) {
  return new Promise((resolve, reject) => {
    const data = Buffer.isBuffer(body) ? body : Buffer.from(body || '');
    const req = http.request({ host: '127.0.0.1', port, method, path: where, agent, timeout,
      headers: { 'content-length': data.length, ...headers } }, (res) => {
      const parts = [];
      res.on('data', (part) => parts.push(part));
      res.on('end', () => resolve({ status: res.statusCode, headers: res.headers,
        body: Buffer.concat(parts) }));
      res.on('error', reject);
    });
    req.on('timeout', () => req.destroy(new Error('timeout')));
    req.on('error', reject);
    req.end(data);
  });
}

// The sample district in a folder: whatever day it is, its policies and documents are in force, and the
// calendar of this year and of the next is there.
function openDistrict(folder) {
  const rules = path.join(folder, 'rules');
  fs.cpSync(path.join(ROOT, 'rules', 'yunxi'), rules, { recursive: true });
  for (const name of fs.readdirSync(rules, { recursive: true }).filter((one) => /\.(zd|md)$/.test(one))) {
    const file = path.join(rules, name), text = fs.readFileSync(file, 'utf8');
    const open = text.replace(/^(\s*(?:受理期 \S+\.\.|有效期至: ))\d{4}/gm, (all, before) => `${before}9996`);
    if (open !== text) fs.writeFileSync(file, open);
  }
  const calendar = path.join(rules, 'calendar.zd'), known = fs.readFileSync(calendar, 'utf8'), year = new Date(Date.now() + 8 * 3600e3).getUTCFullYear();
  for (const one of [year, year + 1])
    if (!known.includes(`日历 ${one} {`)) fs.appendFileSync(calendar, `\n日历 ${one} {\n    工作时间 09:00..17:30\n    节假日 "元旦" ${one}-01-01..${one}-01-03\n}\n`);
  return rules;
}

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// Asks again and again until there is an answer; null when the time is over.
async function until(what, milliseconds = PATIENCE) {
  for (const end = Date.now() + milliseconds; ; await sleep(30)) {
    const value = await what();
    if (value) return value;
    if (Date.now() > end) return null;
  }
}

// Goes on when the district's day will last for the minutes that a test of a day needs, so that its
// beginning and its end are the same one.
async function dayHolds(minutes = 5) {
  const left = 86400e3 - (Date.now() + 8 * 3600e3) % 86400e3;
  if (left < minutes * 60e3) await sleep(left + 1000);
}

// Bytes as they are to a socket; what came back until it closed or the time was over. before: how
// long to stay when the other side says nothing. slow: one chunk after another with this pause.
function raw(port, chunks, { wait = 3000, slow = 0, half = false, early = false } = {}) {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    const parts = [];
    const started = Date.now();
    let closed = false;
    const finish = () => {
      if (closed) return;
      closed = true;
      clearTimeout(timer);
      socket.destroy();
      resolve({ text: Buffer.concat(parts).toString('latin1'), took: Date.now() - started,
        status: Number((/^HTTP\/1\.[01] (\d{3})/.exec(Buffer.concat(parts)) || [])[1] || 0) });
    };
    const timer = setTimeout(finish, wait);
    socket.on('data', (part) => { parts.push(part); if (early) finish(); });
    socket.on('close', finish);
    socket.on('error', finish);
    socket.on('connect', async () => {
      for (const chunk of [].concat(chunks)) {
        if (closed) return;
        socket.write(chunk);
        if (slow) await sleep(slow);
      }
      if (half) socket.end();
    });
  });
}

function signature(...parts) {
  return crypto.createHash('sha1').update(parts.sort().join('')).digest('hex');
}

function plainQuery(nonce, timestamp = Math.floor(Date.now() / 1000)) {
  const signed = signature(TOKEN, String(timestamp), nonce);
  return `?signature=${signed}&timestamp=${timestamp}&nonce=${nonce}`;
}

function xml(fields) {
  const inner = Object.entries(fields).map(([key, value]) =>
    typeof value === 'number' ? `<${key}>${value}</${key}>`
      : `<${key}><![CDATA[${value}]]></${key}>`).join('');
  return `<xml>${inner}</xml>`;
}

function field(text, name) {
  const m = new RegExp(`<${name}>(?:<!\\[CDATA\\[([\\s\\S]*?)\\]\\]>|([^<]*))</${name}>`).exec(text);
  return m ? (m[1] !== undefined ? m[1] : m[2]) : '';
}

// Number and query code of a case that a reply speaks of.
function filedIn(reply) {
  const number = /[A-Z]{2,}\d{8}-\d{6}/.exec(reply);
  const code = /(?:查询码|query code) ?([2-9A-Z]{8})/.exec(reply);
  return number && code ? { number: number[0], code: code[1] } : null;
}

let counter = 0;
const LATE = 4000; // a bit before the gateway gives a request up, by an answer without words

// A citizen with an openid: says things, remembers the reply and the menu in it.
class Citizen {
  constructor(gateway, name) {
    this.gateway = gateway;
    this.name = name;
    this.menu = [];
  }

  message(fields) {
    counter += 1;
    return { ToUserName: 'gh_demo', FromUserName: this.name,
      CreateTime: Math.floor(Date.now() / 1000),
      ...fields, MsgId: `${Date.now()}${String(counter).padStart(6, '0')}` };
  }

  // Sends fields as they are; gives the answer's text ('' for "success"). An answer that the gateway had no
  // more time for on this request is collected as the platform does it, by the same message again.
  async send(fields) {
    const started = Date.now(), reply = await this.once(fields);
    return reply || Date.now() - started < LATE ? reply : this.once(fields);
  }

  async once(fields) {
    const nonce = crypto.randomBytes(6).toString('hex');
    const answer = await this.gateway.post(`/wechat/demo${plainQuery(nonce)}`, xml(fields),
      { 'content-type': 'text/xml' });
    if (answer.status !== 200) throw new Error(`status ${answer.status}: ${answer.body}`);
    const text = answer.body.toString();
    const reply = text === 'success' ? '' : field(text, 'Content');
    this.menu = [];
    const link = /<a href="weixin:\/\/bizmsgmenu\?msgmenucontent=([^&"]*)&(?:amp;)?msgmenuid=([^"]*)">([^<]*)<\/a>/g;
    for (let m; (m = link.exec(reply));) this.menu.push({ key: m[2], label: m[3] });
    return reply;
  }

  say(text) { return this.send(this.message({ MsgType: 'text', Content: text })); }

  pick(pattern) {
    const item = this.menu.find((one) => pattern.test(one.label));
    if (!item) throw new Error(`no choice ${pattern} in ${this.menu.map((m) => m.label).join(' | ')}`);
    return this.send(this.message({ MsgType: 'text', Content: item.label, bizmsgmenuid: item.key }));
  }

  // Files a matter to its end: every question gets its most willing answer.
  async file(text, place, turns = 10) {
    let reply = await this.say(text);
    for (let turn = 0; turn < turns; turn++) {
      const filed = filedIn(reply);
      if (filed) return { ...filed, reply };
      reply = await this.send(this.next(place));
    }
    throw new Error(`not filed; the last reply: ${reply}`);
  }

  // The next message of somebody who wants to file a matter at a place and be done.
  next(place) {
    const labels = this.menu.map((one) => one.label);
    const choice = (pattern) => this.menu[labels.findIndex((label) => pattern.test(label))];
    const item = choice(/^(对|是|确认)/) || choice(/跳过/);
    if (!item && labels.length === 1 && labels[0] === '匿名')
      return this.message({ MsgType: 'text', Content: '19900001234' });
    if (item)
      return this.message({ MsgType: 'text', Content: item.label, bizmsgmenuid: item.key });
    return this.message({ MsgType: 'text', Content: place });
  }
}

// Collects checks and closes with the line the runner reads.
class Checks {
  constructor() { this.passed = 0; this.failed = 0; }
  ok(what, value, detail = '') {
    if (value) { this.passed += 1; console.log(`ok   ${what}`); } else {
      this.failed += 1;
      console.log(`FAIL ${what} ${detail}`);
    }
    return Boolean(value);
  }
  async step(what, run) {
    try {
      await run();
    } catch (e) {
      this.ok(what, false, e.stack);
    }
  }
  close() {
    this.ok('no gateway was found faulty by a sanitizer', !faults.length, faults.join('\n'));
    console.log(`${this.passed} passed, ${this.failed} failed`);
    process.exitCode = this.failed ? 1 : 0;
  }
}

module.exports = { Gateway, Citizen, Checks, request, sleep, until, dayHolds, raw, filedIn, signature, plainQuery,
  xml, field, freePort, openDistrict, PATIENCE, TOKEN, ROOT };
