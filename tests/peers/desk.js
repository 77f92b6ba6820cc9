// An officer at the desk, as the desk's page talks: cookie, token, origin.
'use strict';
const { request } = require('./gateway');

class Officer {
  constructor(gateway, login, password) {
    Object.assign(this, { gateway, login, password, cookie: '', csrf: '' });
  }

  async call(method, where, body, headers = {}) {
    const answer = await request(this.gateway.admin, method, where, body ? JSON.stringify(body) : '', {
      host: `127.0.0.1:${this.gateway.admin}`,
      ...(this.cookie ? { cookie: this.cookie } : {}),
      ...(method === 'POST' ? { origin: `http://127.0.0.1:${this.gateway.admin}`,
        'content-type': 'application/json', 'x-csrf-token': this.csrf } : {}),
      ...headers });
    let json = null;
    try { json = JSON.parse(answer.body); } catch { /* 304, or no JSON */ }
    return { status: answer.status, headers: answer.headers, json };
  }

  get(where, headers) { return this.call('GET', `/desk/api/${where}`, null, headers); }
  post(where, body = {}, headers) { return this.call('POST', `/desk/api/${where}`, body, headers); }

  async signIn(password = this.password) {
    this.cookie = this.csrf = '';
    const answer = await this.post('login', { login: this.login, password });
    if (answer.status !== 200) return answer;
    this.cookie = String(answer.headers['set-cookie']).split(';')[0];
    this.csrf = answer.json.csrf;
    return answer;
  }

  // The case with this number, or undefined: it is not in the list.
  async find(number, state = 'all') {
    const answer = await this.get(`cases?state=${state}`);
    return (answer.json.cases || []).find((one) => one.number === number);
  }

  act(id, act, body = {}) { return this.post(`cases/${id}/${act}`, body); }
}

// The officers that the start of a sandbox printed, by login.
async function officers(gateway) {
  const found = {};
  for (const [login, password] of Object.entries(gateway.logins()))
    found[login] = new Officer(gateway, login, password);
  return found;
}

module.exports = { Officer, officers };
