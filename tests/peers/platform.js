// WeChat's side of the wire: access tokens, customer-service messages and media, on a local port that
// also answers short messages as the provider does. The platform can be told to behave badly, since the
// real one does: to take a token back, to hang, to answer a person's message with an error code.
'use strict';
const { SmsProvider } = require('./sms_provider');

// The smallest picture there is: one pixel.
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');

class Platform extends SmsProvider {
  constructor(options = {}) {
    super(options);
    this.generation = 1;
    this.tokenCalls = [];  // {force, at}
    this.sends = [];       // {to, text, menu, errcode, at}: every attempt
    this.codes = new Map(); // openid -> error codes to give, one attempt each
    this.hangTokens = false;
    this.tokenDelay = 0;
    this.hangSends = false;
    this.media = [];       // ids that were asked for
    this.pictures = 0;     // how often the plain address was
  }

  get token() { return `token-${this.generation}`; }

  // The token that everybody holds stops being valid, as after somebody else's refresh.
  takeTokenBack() { this.generation += 1; }

  // Messages that really reached a person.
  reached(openid) { return this.sends.filter((one) => one.to === openid && one.errcode === 0); }

  take(request, response) {
    if (request.url === '/picture.png') {
      this.pictures += 1;
      response.writeHead(200, { 'content-type': 'image/png', 'content-length': PIXEL.length });
      response.end(PIXEL);
    } else super.take(request, response);
  }

  platform(path, url, body, response) {
    const query = new URL(url, 'http://x').searchParams;
    if (path === '/cgi-bin/stable_token') this.giveToken(JSON.parse(body), response);
    else if (path === '/cgi-bin/message/custom/send') this.send(query, JSON.parse(body), response);
    else if (path === '/cgi-bin/media/get') this.giveMedia(query, response);
    else this.say(response, { errcode: 40066, errmsg: 'invalid url' });
  }

  giveToken(asked, response) {
    this.tokenCalls.push({ force: Boolean(asked.force_refresh), at: Date.now() });
    if (this.hangTokens) return;
    const right = asked.grant_type === 'client_credential' && asked.appid && asked.secret;
    const answer = right ? { access_token: this.token, expires_in: 7200 }
      : { errcode: 40125, errmsg: 'invalid appsecret' };
    setTimeout(() => this.say(response, answer), this.tokenDelay);
  }

  send(query, message, response) {
    const menu = message.msgtype === 'msgmenu' ? message.msgmenu : null;
    const one = { to: message.touser, at: Date.now(), menu: menu ? menu.list : [],
      text: menu ? menu.head_content : message.text.content };
    const asked = this.codes.get(message.touser) || [];
    one.errcode = query.get('access_token') === this.token ? asked.shift() || 0 : 40001;
    if (this.hangSends) one.errcode = 'hang';
    this.sends.push(one);
    if (this.hangSends) return;
    this.say(response, { errcode: one.errcode, errmsg: one.errcode ? 'no' : 'ok' });
  }

  giveMedia(query, response) {
    this.media.push(query.get('media_id'));
    if (query.get('access_token') !== this.token) {
      this.say(response, { errcode: 40001, errmsg: 'invalid credential' });
      return;
    }
    response.writeHead(200, { 'content-type': 'image/png', 'content-length': PIXEL.length });
    response.end(PIXEL);
  }
}

module.exports = { Platform, PIXEL };
