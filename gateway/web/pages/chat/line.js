// The line to the gateway: the app's protocol (adapters/APP_PROTOCOL.md) and nothing else. A token
// names the conversation; messages are numbered by the gateway and acknowledged; what is not accepted
// is sent again under its own id after a break. The page hears of it by the handlers:
//   message(frame), accepted(id, failure), state('ready' | 'broken' | 'replaced'), trouble(text)
import { keep, recall } from './keep.js';

const PING_MS = 25000;
const DEAF_MS = 60000;

export class Line {
  constructor(handlers) {
    this.handlers = handlers;
    this.token = recall('token', '');
    this.seen = recall('seen', 0);
    this.outgoing = recall('outgoing', []);
    this.language = 'zh';
    this.ready = false;
    this.tries = 0;
    this.heard = 0;
    setInterval(() => this.beat(), PING_MS);
    addEventListener('online', () => this.again());
    addEventListener('offline', () => { if (!navigator.onLine) this.handlers.state('broken'); });
    document.addEventListener('visibilitychange', () => { if (!document.hidden && !this.ready) this.again(); });
  }

  connect() {
    clearTimeout(this.timer);
    this.ready = false;
    this.replaced = false;
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const socket = new WebSocket(`${scheme}://${location.host}/app/ws`);
    this.socket = socket;
    socket.addEventListener('open', () => this.hello());
    socket.addEventListener('message', (event) => {
      this.heard = Date.now();
      let frame;
      try { frame = JSON.parse(event.data); } catch { return; }
      if (socket === this.socket) this.take(frame);
    });
    socket.addEventListener('close', () => { if (socket === this.socket) this.broken(); });
  }

  // Drops whatever there is and connects at once: the network has changed.
  again() {
    if (this.replaced) return;
    const old = this.socket;
    this.socket = null;
    if (old) old.close();
    this.connect();
  }

  broken() {
    this.ready = false;
    if (this.replaced) return;
    this.tries += 1;
    if (this.tries > 1 || !navigator.onLine) this.handlers.state('broken');
    const seconds = Math.min(60, 2 ** Math.min(this.tries - 1, 6));
    this.timer = setTimeout(() => this.connect(), seconds * 1000 * (0.5 + Math.random() / 2));
  }

  // A socket whose other end is gone looks open for minutes: what stays silent is not.
  beat() {
    if (!this.ready) return;
    if (Date.now() - this.heard > DEAF_MS) this.again();
    else this.write({ type: 'ping' });
  }

  write(frame) { this.socket.send(JSON.stringify(frame)); }

  hello() {
    this.write({ type: 'hello', lang: this.language, ...(this.token ? { token: this.token, ack: this.seen } : {}) });
  }

  setSeen(sequence) {
    this.seen = sequence;
    keep('seen', sequence);
  }

  setOutgoing(frames) {
    this.outgoing = frames;
    keep('outgoing', frames);
  }

  // Takes a message of the person and sends it as soon as it can; returns its id.
  say(frame) {
    const bytes = crypto.getRandomValues(new Uint8Array(8));
    const id = Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
    this.setOutgoing([...this.outgoing, { ...frame, id }]);
    if (this.ready) this.write({ ...frame, id });
    return id;
  }

  sendAll() { for (const frame of this.outgoing) this.write(frame); }

  accepted(id, failure = '') {
    this.setOutgoing(this.outgoing.filter((frame) => frame.id !== id));
    this.handlers.accepted(id, failure);
  }

  take(frame) {
    switch (frame.type) {
      case 'welcome':
        this.welcome(frame);
        break;
      case 'accepted':
        this.accepted(frame.id);
        break;
      case 'message':
        if (frame.sequence > this.seen) this.handlers.message(frame);
        this.setSeen(Math.max(this.seen, frame.sequence));
        this.write({ type: 'ack', sequence: this.seen });
        break;
      case 'error':
        this.trouble(frame);
        break;
      case 'ping':
        this.write({ type: 'pong' });
        break;
      default: // a newer gateway says more than this page knows
    }
  }

  welcome(frame) {
    this.token = frame.token;
    keep('token', frame.token);
    if (frame.sequence < this.seen) this.setSeen(frame.sequence);
    this.ready = true;
    this.tries = 0;
    this.handlers.state('ready');
    this.sendAll();
  }

  trouble(frame) {
    if (frame.code === 'replaced') {
      this.replaced = true;
      this.handlers.state('replaced');
    } else if (frame.code === 'bad_token') {
      this.token = '';
      keep('token', '');
      this.setSeen(0);
      this.hello();
    } else if (frame.code === 'busy' || frame.code === 'too_fast') {
      setTimeout(() => { if (this.ready) this.sendAll(); }, 3000);
    } else if (frame.id) {
      this.accepted(frame.id, frame.message);
    } else if (frame.code !== 'closing') {
      this.handlers.trouble(frame.message);
    }
  }
}
