// Single sign-on from outside: signed in by an independent provider (npm oidc-provider), and by one that lies: replayed codes,
// other nonces, unsigned tokens, mixed issuers, expired proofs, redirects to elsewhere, and being late or gone.
'use strict';
const { Gateway, request, sleep, until, freePort } = require('./gateway');
const { spawnSync } = require('child_process');
const { officers } = require('./desk');
const { Real, Forger, SECRET } = require('./sign_in_service');

// A browser as far as this needs one: cookies of the desk, and of the service.
class Browser {
  constructor(gateway) { Object.assign(this, { gateway, desk: {}, service: {} }); }

  keep(jar, answer) {
    for (const line of answer.headers['set-cookie'] || []) {
      const [pair] = line.split(';'), at = pair.indexOf('=');
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(line)) delete jar[pair.slice(0, at)];
      else jar[pair.slice(0, at)] = pair.slice(at + 1);
    }
    return answer;
  }

  static header(jar) { return Object.entries(jar).map(([name, value]) => `${name}=${value}`).join('; '); }

  async get(where) {
    return this.keep(this.desk, await request(this.gateway.admin, 'GET', where, '', { host: `127.0.0.1:${this.gateway.admin}`, cookie: Browser.header(this.desk) }));
  }

  async post(where, body = {}, more = {}) {
    const answer = this.keep(this.desk, await request(this.gateway.admin, 'POST', `/desk/api/${where}`, JSON.stringify(body), { host: `127.0.0.1:${this.gateway.admin}`,
      origin: `http://127.0.0.1:${this.gateway.admin}`, 'content-type': 'application/json', 'x-csrf-token': this.csrf || '', cookie: Browser.header(this.desk), ...more }));
    try { answer.json = JSON.parse(answer.body); } catch { answer.json = {}; }
    return answer;
  }

  async start() { return (await this.get('/desk/sso/start')).headers.location; }

  // At the real service, from page to page until it sends back to the desk.
  async through(url) {
    for (let i = 0; i < 12; i++) {
      const at = new URL(url);
      if (at.pathname.startsWith('/desk')) return at.pathname + at.search;
      const answer = this.keep(this.service, await request(at.port, 'GET', at.pathname + at.search, '', { host: at.host, cookie: Browser.header(this.service) }));
      if (!answer.headers.location) throw new Error(`the service says ${answer.status}: ${answer.body}`);
      url = new URL(answer.headers.location, at).href;
    }
    throw new Error('the service goes round in circles');
  }

  // Where the page is told to go on from, then what it is told when it asks.
  async back(where) { return (await this.get(where)).headers.location; }

  async finish(body = {}) {
    const answer = await until(async () => { const one = await this.post('sso/finish', body); return one.json.wait ? null : one; });
    if (answer && answer.json.csrf) this.csrf = answer.json.csrf;
    return answer;
  }
}

const errorOf = (answer) => answer.json.error ? answer.json.error.code : `signed in as ${answer.json.login}`;
const user = (gateway, ...args) => spawnSync(gateway.binary, ['user', ...args, '--data', gateway.data], { encoding: 'utf8' });

function options(service, more = []) {
  return ['--sso', service.issuer, '--sso-client', 'desk', '--sso-secret', 'env:ZHIDA_TEST_SSO', ...more];
}

async function withDesk(binary, make, more, work) {
  const admin = await freePort(), service = await make(`http://127.0.0.1:${admin}`);
  const gateway = new Gateway(binary, { extra: options(service, more), env: { ZHIDA_TEST_SSO: SECRET } });
  Object.assign(gateway, { port: await freePort(), admin });
  try {
    await gateway.start();
    await work(gateway, service);
  } finally {
    await gateway.stop();
    await service.stop();
  }
}

const ready = (browser) => until(async () => JSON.parse((await browser.get('/desk/api/sso')).body).ready);

async function realOne(gateway, service, checks, name) {
  const browser = new Browser(gateway);
  checks.ok(`sso: ${name}: the service is found`, await ready(browser), gateway.output.slice(-500));
  service.next = { sub: 'p-17', preferred_username: 'chengguan', name: '城管' };
  const url = await browser.start(), asked = new URL(url).searchParams;
  checks.ok(`sso: ${name}: asks with PKCE, state and nonce`, asked.get('code_challenge_method') === 'S256' && asked.get('state').length === 32 && asked.get('nonce').length === 32
    && asked.get('state') !== asked.get('nonce'), url);
  const back = await browser.through(url);
  checks.ok(`sso: ${name}: the code is taken`, await browser.back(back) === '/desk#sso=wait', back);
  const done = await browser.finish();
  checks.ok(`sso: ${name}: and the user is signed in`, done.status === 200 && done.json.login === 'chengguan', JSON.stringify(done.json));
  checks.ok(`sso: ${name}: with a session of the desk`, (await browser.get('/desk/api/me')).status === 200);
  checks.ok(`sso: ${name}: the same answer again lets nobody in`, (await browser.back(back)) === '/desk#sso=sso_state');
  return browser;
}

async function real(binary, checks) {
  await withDesk(binary, (desk) => new Real().start(desk), ['--sso-group', '12345-lead=leader', '--sso-group', 'shuiwu=unit,analyst@水务局'], async (gateway, service) => {
    const browser = await realOne(gateway, service, checks, 'RS256');
    const left = await browser.post('logout');
    checks.ok('sso: signing out ends it there too', left.status === 200 && left.json.end.startsWith(`${service.issuer}/session/end?client_id=desk`), left.json.end);
    checks.ok('sso: and here', (await browser.get('/desk/api/me')).status === 401);

    const thief = new Browser(gateway);
    service.next = { sub: 'p-18', preferred_username: 'chengguan' };
    await thief.back(await thief.through(await thief.start()));
    checks.ok('sso: a login that was given to somebody else opens nothing', errorOf(await thief.finish()) === 'sso_taken');
    checks.ok('sso: until an administrator unties it', user(gateway, 'identity', 'chengguan').status === 0);
    const heir = new Browser(gateway);
    await heir.back(await heir.through(await heir.start()));
    checks.ok('sso: then it does', errorOf(await heir.finish()) === 'signed in as chengguan');

    for (const [who, expected] of [[{ sub: 'p-20', preferred_username: 'nobody.here' }, 'sso_unknown'], [{ sub: 'p-21', preferred_username: 'Bad Login', groups: ['shuiwu'] }, 'sso_unknown'],
      [{ sub: 'p-22', preferred_username: 'li.si', name: '李四', groups: ['other', 'shuiwu'] }, 'signed in as li.si'], [{ sub: 'p-22', preferred_username: 'li.si', groups: ['12345-lead'] }, 'signed in as li.si'],
      [{ sub: 'p-22', preferred_username: 'li.si', groups: ['other'] }, 'sso_unknown'], [{ sub: 'p-23' }, 'sso_unknown']]) {
      const one = new Browser(gateway);
      service.next = who;
      await one.back(await one.through(await one.start()));
      checks.ok(`sso: ${JSON.stringify(who)}: ${expected}`, errorOf(await one.finish()) === expected);
      if (who.groups && who.groups.length === 2) checks.ok('sso: groups say what one may do', /li\.si +active +unit analyst 水务局/.test(user(gateway, 'list').stdout), user(gateway, 'list').stdout);
    }
    checks.ok('sso: and may change it', /li\.si +active +leader/.test(user(gateway, 'list').stdout));
    const refused = new Browser(gateway);
    service.next = null;
    checks.ok('sso: the service said no', await refused.back(await refused.through(await refused.start())) === '/desk#sso=sso_denied');

    const people = await officers(gateway);
    checks.ok('sso: a password still works', (await people.admin.signIn()).status === 200);
    const rows = (await people.admin.get('audit')).json.rows.map((row) => `${row.action} ${row.object} ${row.detail}`);
    for (const wanted of ['login chengguan sso 127.0.0.1', 'user.tied chengguan sso', 'login.failed  sso_state 127.0.0.1', 'login.failed chengguan sso_taken 127.0.0.1', 'user.add li.si sso', 'user.change li.si sso',
      'user.untied chengguan command line', 'login.failed  sso_denied 127.0.0.1'])
      checks.ok(`sso: in the record: ${wanted}`, rows.includes(wanted), rows.join('\n'));
    checks.ok('sso: whose chain is sound', spawnSync(gateway.binary, ['audit', 'verify', gateway.data]).status === 0);
  });
  await withDesk(binary, (desk) => new Real('ES256').start(desk), [], (gateway, service) => realOne(gateway, service, checks, 'ES256').then(() => {}));
}

// One lie: what the page is told.
async function lie(gateway, service, prepare, more) {
  const browser = new Browser(gateway);
  Object.assign(service, { extra: {}, sign: null });
  prepare();
  const where = await browser.back(service.authorize(await browser.start(), more));
  return where === '/desk#sso=wait' ? errorOf(await browser.finish()) : where.replace('/desk#sso=', '');
}

async function lies(gateway, service, checks) {
  const { jose } = service, now = () => Math.floor(Date.now() / 1000);
  const unsigned = (alg) => (claims) => `${Buffer.from(JSON.stringify({ alg })).toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`;
  const keyed = (secret) => (claims) => new jose.SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: service.kid }).sign(secret);
  const pem = await jose.exportSPKI(service.pair.publicKey), other = await jose.generateKeyPair('RS256');
  const own = async (claims) => new jose.SignJWT(claims).setProtectedHeader({ alg: 'RS256', jwk: await jose.exportJWK(other.publicKey) }).sign(other.privateKey);
  const header = (more) => (claims) => new jose.SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: service.kid, ...more }).sign(service.pair.privateKey);
  const bent = async (claims) => { const token = await header({})(claims); const [head, , mark] = token.split('.');
    return `${head}.${Buffer.from(JSON.stringify({ ...claims, preferred_username: 'admin', sub: 'id-admin' })).toString('base64url')}.${mark}`; };
  const table = [
    ['everything right', {}, 'signed in as chengguan'],
    ['no algorithm', { sign: unsigned('none') }, 'sso_token'], ['no algorithm, in capitals', { sign: unsigned('NONE') }, 'sso_token'], ['no algorithm, signature left out', { sign: unsigned('RS256') }, 'sso_token'],
    ['the public key as a secret', { sign: keyed(new TextEncoder().encode(pem)) }, 'sso_token'], ['the client’s secret as a key', { sign: keyed(new TextEncoder().encode(SECRET)) }, 'sso_token'],
    ['a key it brings itself', { sign: own }, 'sso_token'], ['other claims under the signature', { sign: bent }, 'sso_token'], ['a logout token', { sign: header({ typ: 'logout+jwt' }) }, 'sso_token'],
    ['a header nobody understands', { sign: async (claims) => (await header({})(claims)).replace(/^[^.]+/, Buffer.from(JSON.stringify({ alg: 'RS256', crit: ['x'], x: 1 })).toString('base64url')) }, 'sso_token'],
    ['not a token', { sign: () => 'hello' }, 'sso_token'], ['an empty one', { sign: () => '' }, 'sso_token'], ['a giant', { sign: () => `${'a'.repeat(200000)}.b.c` }, 'sso_token'],
    ['another nonce', { extra: { nonce: 'a'.repeat(32) } }, 'sso_nonce'], ['no nonce', { extra: { nonce: undefined } }, 'sso_nonce'],
    ['another issuer', { extra: { iss: 'https://evil.example' } }, 'sso_issuer'], ['the issuer with a slash', { extra: { iss: `${service.issuer}/` } }, 'sso_issuer'],
    ['for another client', { extra: { aud: 'other' } }, 'sso_audience'], ['for many, for us by azp', { extra: { aud: ['other', 'desk'], azp: 'desk' } }, 'signed in as chengguan'],
    ['for many, without azp', { extra: { aud: ['other', 'desk'] } }, 'sso_audience'], ['made for another (azp)', { extra: { azp: 'other' } }, 'sso_audience'],
    ['over', () => ({ extra: { exp: now() - 180 } }), 'sso_expired'], ['over within the skew', () => ({ extra: { exp: now() - 60 } }), 'signed in as chengguan'], ['from the future', () => ({ extra: { iat: now() + 300 } }), 'sso_expired'],
    ['not valid yet', () => ({ extra: { nbf: now() + 300 } }), 'sso_expired'], ['without an end', { extra: { exp: undefined } }, 'sso_expired'], ['without a person', { extra: { sub: undefined } }, 'sso_token'],
    ['with another’s login', { extra: { sub: 'id-thief' } }, 'sso_taken'],
  ];
  for (const [what, how, expected] of table) {
    const got = await lie(gateway, service, () => Object.assign(service, typeof how === 'function' ? how() : how)); // times count from now
    checks.ok(`sso: ${what}: ${expected}`, got === expected, got);
    if (expected !== 'signed in as chengguan') await unlock(gateway, service);
  }
}

// A right sign-in takes no failure of others back, so the counts of this address are waited for by another door: the test's clock is real.
async function unlock(gateway) {
  spawnSync('sqlite3', [`${gateway.data}/zhida.db`, 'PRAGMA busy_timeout=60000; DELETE FROM tries'], { encoding: 'utf8' });
}

async function ways(gateway, service, checks) {
  const check = (what, got, expected) => checks.ok(`sso: ${what}: ${expected}`, got === expected, got);
  check('an answer that names another issuer', await lie(gateway, service, () => {}, { iss: 'https://evil.example' }), 'sso_issuer');
  check('an answer that names ours', await lie(gateway, service, () => {}, { iss: service.issuer }), 'signed in as chengguan');
  check('another state', await lie(gateway, service, () => {}, { state: 'b'.repeat(32) }), 'sso_state');
  check('no state', await lie(gateway, service, () => {}, { state: null }), 'sso_state');
  check('no code', await lie(gateway, service, () => {}, { code: null }), 'sso_code');
  check('a code nobody gave', await lie(gateway, service, () => {}, { code: 'guess' }), 'sso_code');
  await unlock(gateway);

  const victim = new Browser(gateway), thief = new Browser(gateway);
  const back = service.authorize(await victim.start());
  await thief.start();
  check('an answer in another browser', await thief.back(back), '/desk#sso=sso_state');
  check('where it belongs', await victim.back(back), '/desk#sso=wait');
  const [first, second] = await Promise.all([victim.finish(), victim.finish()]);
  checks.ok('sso: one sign-in, one session', [first, second].filter((one) => one.status === 200).length === 1, `${first.status} ${second.status}`);
  check('the code again in a new sign-in', await (async () => {
    const again = new Browser(gateway), where = service.authorize(await again.start()), code = new URL(`http://x${where}`).searchParams.get('code');
    await again.back(where);
    await again.finish();
    const third = new Browser(gateway), at = service.authorize(await third.start(), { code });
    await third.back(at);
    return errorOf(await third.finish());
  })(), 'sso_code');

  const other = new Browser(gateway);
  for (const more of ['?next=https://evil.example', '?redirect_uri=https://evil.example', '?url=//evil.example', '/..//evil.example']) {
    const answer = await other.get(`/desk/sso/start${more}`), to = answer.headers.location || '';
    checks.ok(`sso: no redirect by ${more}`, answer.status === 404 || (to.startsWith(`${service.issuer}/auth?`) && new URL(to).searchParams.get('redirect_uri') === `http://127.0.0.1:${gateway.admin}/desk/sso/callback`), to);
  }
  checks.ok('sso: nor by an answer', (await other.back('/desk/sso/callback?error=x&state=y&error_uri=https://evil.example')) === '/desk#sso=sso_state');
  const foreign = await other.post('sso/finish', {}, { origin: 'http://evil.example' });
  checks.ok('sso: only our own page finishes', foreign.status === 403);
  await unlock(gateway);

  let locked = 0;
  for (let i = 0; i < 24; i++) locked += (await other.back('/desk/sso/callback?code=a&state=b')) === '/desk#sso=locked';
  checks.ok('sso: who fails too often waits', locked >= 3, String(locked));
  await unlock(gateway);
}

async function factors(gateway, service, checks) {
  const { admin } = await officers(gateway);
  await admin.signIn();
  checks.ok('sso: units need a second factor', (await admin.post('users/rules', { factor_roles: ['unit'] })).status === 200);
  const browser = new Browser(gateway);
  Object.assign(service, { extra: {}, sign: null });
  await browser.back(service.authorize(await browser.start()));
  const done = await browser.finish();
  checks.ok('sso: who has none sets it up first', done.json.held === true && (await browser.get('/desk/api/cases')).status === 403);
  Object.assign(service, { extra: { amr: ['pwd', 'mfa'] } });
  const strong = new Browser(gateway);
  await strong.back(service.authorize(await strong.start()));
  checks.ok('sso: unless the service asked for one', (await strong.finish()).json.held === false);
  await admin.post('users/rules', { factor_roles: [] });
}

async function keys(gateway, service, checks) {
  const reads = service.keyReads;
  await sleep(10500); // keys are asked for again at most every ten seconds
  await service.rotate('two', 'ES256');
  checks.ok('sso: new keys are found when they are needed', await lie(gateway, service, () => {}) === 'signed in as chengguan', String(service.keyReads));
  const before = service.keyReads, started = Date.now();
  const stray = await service.jose.generateKeyPair('ES256');
  for (let i = 0; i < 5; i++)
    await lie(gateway, service, () => { service.sign = (claims) => new service.jose.SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: `no-${i}` }).sign(stray.privateKey); });
  const may = 1 + Math.floor((Date.now() - started) / 10000);
  checks.ok('sso: unknown keys do not make it ask again and again', service.keyReads - before <= may && before > reads, `${reads} ${before} ${service.keyReads} ${may}`);
  await unlock(gateway);
}

// A service that is late makes one person wait, and nobody else.
async function late(gateway, service, checks) {
  let release;
  Object.assign(service, { extra: {}, sign: null, held: new Promise((resolve) => { release = resolve; }) });
  const answered = service.answered;
  const waiting = [];
  for (let i = 0; i < 6; i++) {
    const browser = new Browser(gateway);
    await browser.back(service.authorize(await browser.start()));
    waiting.push(browser);
  }
  const people = await officers(gateway);
  await people.dispatch.signIn();
  for (let i = 0; i < 10; i++) await people.dispatch.get('cases');
  checks.ok('sso: while the service is late the desk is not', service.answered === answered, service.answered - answered);
  release();
  const done = await Promise.all(waiting.map((one) => one.finish()));
  checks.ok('sso: and all are signed in in the end', done.every((one) => one.status === 200), done.map((one) => one.status).join());
  service.held = null;
}

async function forged(binary, checks) {
  await withDesk(binary, () => new Forger().start(), [], async (gateway, service) => {
    await ready(new Browser(gateway));
    await lies(gateway, service, checks);
    await ways(gateway, service, checks);
    await factors(gateway, service, checks);
    await keys(gateway, service, checks);
    await late(gateway, service, checks);
  });
}

async function away(binary, checks) {
  await withDesk(binary, async () => Object.assign(await new Forger().start(), { down: true }), [], async (gateway, service) => {
    const browser = new Browser(gateway), people = await officers(gateway);
    checks.ok('sso: the gateway starts without the service', (await people.admin.signIn()).status === 200);
    checks.ok('sso: and says that it is away', await browser.start() === '/desk#sso=sso_down');
    const { faults } = JSON.parse((await browser.get('/desk/api/sso')).body);
    checks.ok('sso: in words, in both languages', Object.values(faults).every((one) => /\p{Script=Han}/u.test(one.zh) && /^[a-z ,;-]+$/i.test(one.en.replace(/[’'.]/g, ''))), JSON.stringify(faults));
    service.document = { token_endpoint: 'http://evil.example/token' };
    service.down = false;
    await until(() => service.documentReads >= 2); // what was read first is judged
    checks.ok('sso: addresses in the clear are not taken', !JSON.parse((await browser.get('/desk/api/sso')).body).ready);
    service.document = {};
    checks.ok('sso: it is found once it is back', await ready(browser));
    checks.ok('sso: and lets in', await lie(gateway, service, () => {}) === 'signed in as chengguan');
  });
  await withDesk(binary, () => new Forger().start(), ['--sso-only'], async (gateway) => {
    const people = await officers(gateway), answer = await people.admin.signIn();
    checks.ok('sso: passwords can be switched off', answer.status === 403 && answer.json.error.code === 'local_off', String(answer.status));
  });
}

async function run(binary, checks) {
  await Promise.all([checks.step('sso real', () => real(binary, checks)), checks.step('sso forged', () => forged(binary, checks)), checks.step('sso away', () => away(binary, checks))]);
}

module.exports = { run };
