// A server of the OpenAI-compatible interface for chat completions, that also misbehaves: late, busy,
// broken, cut off, or saying what nobody asked for. It keeps what it was asked.
'use strict';
const http = require('http');

class ChatServer {
  constructor(key) {
    this.key = key;
    this.asked = [];          // bodies, in order
    this.answer = () => '无'; // of the request: text, or { text, finish, usage } or { raw, status, held (until a promise is kept), drop }
  }

  async start() {
    this.server = http.createServer((req, res) => this.take(req, res));
    await new Promise((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.port = this.server.address().port;
    return this;
  }

  get address() { return `http://127.0.0.1:${this.port}/v1`; }

  take(req, res) {
    const parts = [];
    req.on('data', (part) => parts.push(part));
    req.on('end', async () => {
      const body = JSON.parse(Buffer.concat(parts));
      this.asked.push(body);
      if (req.method !== 'POST' || req.url !== '/v1/chat/completions') return this.reply(res, 404, '{}');
      if (req.headers.authorization !== `Bearer ${this.key}`) return this.reply(res, 401, '{"error":{"message":"bad key"}}');
      const said = this.answer(body);
      const answer = typeof said === 'string' ? { text: said } : said;
      await answer.held;
      if (answer.drop) return res.destroy();
      const whole = JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion', model: body.model,
        choices: [{ index: 0, message: { role: 'assistant', content: answer.text ?? '' },
          finish_reason: answer.finish || 'stop', logprobs: null }],
        usage: answer.usage === undefined ? { prompt_tokens: 210, completion_tokens: 40, total_tokens: 250 } : answer.usage });
      return this.reply(res, answer.status || 200, answer.raw ?? whole);
    });
  }

  reply(res, status, text) {
    res.writeHead(status, { 'content-type': 'application/json' });
    res.end(text);
  }

  stop() { this.server.close(); this.server.closeAllConnections?.(); }
}

module.exports = { ChatServer };
