// Sign-in services for tests: `Real` is the npm package oidc-provider, an independent implementation of OpenID Connect; `Forger`
// speaks just enough of it to lie in every way a service or somebody between could.
'use strict';
const crypto = require('crypto');
const http = require('http');

const SECRET = 'invented secret +/&=%';

function listen(handler) {
  return new Promise((resolve) => {
    const server = http.createServer(handler);
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

const close = (server) => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); });

// Whoever `next` names is signed in at once: {sub, preferred_username, groups, ...}.
class Real {
  constructor(algorithm = 'RS256') { Object.assign(this, { algorithm, next: null, people: new Map() }); }

  async start(desk) {
    const { Provider } = await import('oidc-provider');
    const jose = await import('jose');
    const pair = await jose.generateKeyPair(this.algorithm, { extractable: true });
    const key = { ...await jose.exportJWK(pair.privateKey), alg: this.algorithm, use: 'sig', kid: `key-${this.algorithm}` };
    this.server = await listen((req, res) => this.handle(req, res));
    this.issuer = `http://127.0.0.1:${this.server.address().port}`;
    const warn = console.warn, info = console.info;
    console.warn = console.info = () => {}; // it warns about plain http and its own defaults
    this.provider = new Provider(this.issuer, {
      jwks: { keys: [key] },
      clients: [{ client_id: 'desk', client_secret: SECRET, redirect_uris: [`${desk}/desk/sso/callback`],
        post_logout_redirect_uris: [`${desk}/desk`], id_token_signed_response_alg: this.algorithm }],
      claims: { openid: ['sub'], profile: ['preferred_username', 'name', 'groups'], email: ['email', 'email_verified'] },
      pkce: { required: () => true },
      features: { devInteractions: { enabled: false },
        rpInitiatedLogout: { logoutSource: (ctx, form) => { ctx.body = `<!DOCTYPE html><title>out</title>${form}`; } } },
      interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
      cookies: { keys: ['invented'] },
      findAccount: (ctx, sub) => ({ accountId: sub, claims: async () => this.people.get(sub) }),
      loadExistingGrant: async (ctx) => {
        const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
        grant.addOIDCScope('openid profile email');
        await grant.save();
        return grant;
      },
    });
    Object.assign(console, { warn, info });
    return this;
  }

  async handle(req, res) {
    if (!req.url.startsWith('/interaction/')) return this.provider.callback()(req, res);
    if (!this.next) return this.provider.interactionFinished(req, res, { error: 'access_denied' });
    this.people.set(this.next.sub, this.next);
    return this.provider.interactionFinished(req, res, { login: { accountId: this.next.sub } });
  }

  stop() { return close(this.server); }
}

// What the next token says is `lie(claims, header)`, how it is signed `sign`; `held` holds the token back until it is kept, `down` refuses all.
class Forger {
  constructor() { Object.assign(this, { codes: new Map(), tokens: 0, keyReads: 0, documentReads: 0, answered: 0, held: null, down: false, kid: 'one', extra: {}, who: 'chengguan' }); }

  async start() {
    this.jose = await import('jose');
    await this.rotate('one');
    this.server = await listen((req, res) => this.handle(req, res));
    this.issuer = `http://127.0.0.1:${this.server.address().port}`;
    return this;
  }

  async rotate(kid, algorithm = 'RS256') {
    this.kid = kid;
    this.algorithm = algorithm;
    this.pair = await this.jose.generateKeyPair(algorithm, { extractable: true });
    this.jwk = { ...await this.jose.exportJWK(this.pair.publicKey), kid, use: 'sig', alg: algorithm };
  }

  // The browser is at the service: the address it is sent back to.
  authorize(url, more = {}) {
    const asked = new URL(url).searchParams, code = crypto.randomBytes(12).toString('hex');
    this.codes.set(code, { nonce: asked.get('nonce'), challenge: asked.get('code_challenge'), redirect: asked.get('redirect_uri') });
    const back = new URL(asked.get('redirect_uri'));
    for (const [name, value] of Object.entries({ code, state: asked.get('state'), ...more })) if (value !== null) back.searchParams.set(name, value);
    return back.pathname + back.search;
  }

  async token(nonce) {
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: this.issuer, aud: 'desk', sub: `id-${this.who}`, preferred_username: this.who, nonce, iat: now, exp: now + 300, ...this.extra };
    for (const name of Object.keys(claims)) if (claims[name] === undefined) delete claims[name];
    if (this.sign) return this.sign(claims);
    return new this.jose.SignJWT(claims).setProtectedHeader({ alg: this.algorithm, kid: this.kid, typ: 'JWT' }).sign(this.pair.privateKey);
  }

  async exchange(body) {
    const form = new URLSearchParams(body), held = this.codes.get(form.get('code'));
    this.tokens += 1;
    this.codes.delete(form.get('code'));
    const challenge = crypto.createHash('sha256').update(form.get('code_verifier') || '').digest('base64url');
    if (!held || held.challenge !== challenge || held.redirect !== form.get('redirect_uri')) return [400, { error: 'invalid_grant' }];
    await this.held;
    this.answered += 1;
    return [200, { access_token: 'a', token_type: 'Bearer', id_token: await this.token(held.nonce) }];
  }

  async answer(req, body) {
    const at = (where) => this.issuer + where;
    if (this.down) return [503, {}];
    if (req.url === '/.well-known/openid-configuration') {
      this.documentReads += 1;
      return [200, { issuer: this.issuer, authorization_endpoint: at('/auth'), token_endpoint: at('/token'), jwks_uri: at('/jwks'), ...this.document }];
    }
    if (req.url === '/jwks') { this.keyReads += 1; return [200, { keys: [{ kty: 'oct', k: 'AAAA', kid: this.kid }, this.jwk] }]; }
    return req.url === '/token' ? this.exchange(body) : [404, {}];
  }

  handle(req, res) {
    const parts = [];
    req.on('data', (part) => parts.push(part));
    req.on('end', async () => {
      const [status, value] = await this.answer(req, Buffer.concat(parts).toString());
      res.writeHead(status, { 'content-type': 'application/json' });
      res.end(JSON.stringify(value));
    });
  }

  stop() { return close(this.server); }
}

module.exports = { Real, Forger, SECRET };
