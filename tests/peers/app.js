// The app of one citizen, as its protocol's page says (adapters/APP_PROTOCOL.md), over the ws library:
// keeps its token and the highest sequence, sends again what was not accepted, can lose its
// connection and come back.
'use strict';
const crypto = require('crypto');
const WebSocket = require('ws');
const { PATIENCE, request, until } = require('./gateway');

class App {
  constructor(gateway, { lang = 'zh', headers = {} } = {}) {
    this.gateway = gateway;
    this.headers = headers;
    this.lang = lang;
    this.token = '';
    this.seen = 0;        // the highest sequence that is kept
    this.acking = true;
    this.frames = [];     // everything that came, in order, over all connections
    this.messages = [];   // of these, the messages, as they came
    this.accepted = new Set();
    this.closed = true;
  }

  connect(hello = {}) {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(`ws://127.0.0.1:${this.gateway.port}/app/ws`, { headers: this.headers });
      this.socket = socket;
      this.closed = false;
      socket.on('error', reject);
      socket.on('close', (code) => { if (socket === this.socket) { this.closed = true; this.code = code; } });
      socket.on('open', () => {
        if (hello !== null)
          this.send({ type: 'hello', lang: this.lang, ...(this.token ? { token: this.token, ack: this.seen } : {}),
            ...hello });
        else resolve(this);
      });
      socket.on('message', (data) => {
        const frame = JSON.parse(data);
        this.take(frame);
        if (frame.type === 'welcome') { this.token = frame.token; this.sequence = frame.sequence; }
        if (frame.type === 'welcome' || frame.type === 'error') resolve(this);
      });
    });
  }

  take(frame) {
    this.frames.push(frame);
    if (frame.type === 'accepted') this.accepted.add(frame.id);
    if (frame.type !== 'message') return;
    this.messages.push(frame);
    if (frame.sequence <= this.seen) return;
    this.seen = frame.sequence;
    if (this.acking) this.send({ type: 'ack', sequence: frame.sequence });
  }

  send(frame) { this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame)); }

  // Leaves as a telephone in a tunnel does.
  drop() {
    const socket = this.socket;
    this.socket = null;
    this.closed = true;
    socket.terminate();
  }

  close() { this.socket?.close(); }

  last() { return this.messages[this.messages.length - 1]; }
  errors() { return this.frames.filter((one) => one.type === 'error').map((one) => one.code); }

  // Waits for a message that the pattern fits and that came after `from`.
  async hear(pattern, wait = PATIENCE, from = 0) {
    return until(() => this.messages.slice(from).find((one) => pattern.test(one.text)), wait);
  }

  // Sends a frame of the citizen and waits for the next message.
  async ask(frame, wait = PATIENCE) {
    const before = this.messages.length;
    const id = frame.id || crypto.randomBytes(8).toString('hex');
    this.send({ ...frame, id });
    const came = await until(() => this.messages.length > before, wait);
    if (!came) throw new Error(`no answer to ${JSON.stringify(frame)}: ${JSON.stringify(this.frames.slice(-3))}`);
    return this.last();
  }

  // Waits until the gateway has taken all that was sent before, and said what it had to say to it at once.
  async settle() {
    const pongs = () => this.frames.filter((one) => one.type === 'pong').length, before = pongs();
    this.send({ type: 'ping' });
    if (!await until(() => pongs() > before)) throw new Error('no pong');
  }

  say(text) { return this.ask({ type: 'text', text }); }

  choose(pattern) {
    const choice = (this.last().choices || []).find((one) => pattern.test(one.label));
    if (!choice) throw new Error(`no choice ${pattern} in ${JSON.stringify(this.last())}`);
    return this.ask({ type: 'choice', key: choice.key, label: choice.label });
  }

  upload(bytes, type, token = this.token) {
    return request(this.gateway.port, 'POST', '/app/upload', bytes,
      { 'content-type': type, ...(token ? { authorization: `Bearer ${token}` } : {}) });
  }
}

module.exports = { App };
