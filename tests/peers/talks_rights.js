// People and rights from outside: the administrator's users, everybody's own account, the second
// factor with codes made by the peer's own cryptography, and who tries to get round all of it.
'use strict';
const crypto = require('crypto');
const { spawnSync } = require('child_process');
const { Gateway, request } = require('./gateway');
const { Officer, officers } = require('./desk');

function base32(text) {
  let bits = '';
  for (const letter of text) bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0');
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

function code(secret, step = Math.floor(Date.now() / 30000)) {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(step));
  const mac = crypto.createHmac('sha1', base32(secret)).update(message).digest();
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1000000).padStart(6, '0');
}

// Codes that work are handed out once each, of this moment and of the next: none is taken twice, none is
// over before it arrives.
class Authenticator {
  constructor(secret) { Object.assign(this, { secret, last: 0 }); }
  next() { this.last = Math.max(this.last + 1, Math.floor(Date.now() / 30000)); return code(this.secret, this.last); }
}

const user = (gateway, ...args) => spawnSync(gateway.binary, ['user', ...args, '--data', gateway.data], { encoding: 'utf8' });

async function users(gateway, admin, checks) {
  const of = { login: 'ceshi', name: '测试经办', roles: ['unit'], unit: '城管局', areas: [] };
  for (const [what, wrong, status] of [['a login with blanks', { login: 'a b' }, 422], ['a login of markup', { login: '<b>' }, 422], ['no role', { roles: [] }, 422],
    ['a role nobody has', { roles: ['root'] }, 422], ['a unit without its unit', { unit: '' }, 422], ['a unit that is not there', { unit: '没有' }, 422],
    ['an area that is not there', { areas: ['没有'] }, 400], ['a login that is taken', { login: 'dispatch' }, 409]])
    checks.ok(`rights: not with ${what}`, (await admin.post('users', { ...of, ...wrong })).status === status);
  const made = await admin.post('users', of);
  checks.ok('rights: a user is added with a drawn password', made.status === 200 && made.json.password.length === 16, JSON.stringify(made.json));
  const officer = new Officer(gateway, 'ceshi', made.json.password);
  checks.ok('rights: and may sign in', (await officer.signIn()).status === 200);
  checks.ok('rights: to what the role may', (await officer.get('cases')).status === 200 && (await officer.get('users')).status === 403);
  const change = await admin.post(`users/${made.json.id}`, { act: 'change', ...of, roles: ['analyst'], unit: '' });
  checks.ok('rights: a change of roles works at once, without a new login', change.status === 200
    && (await officer.get('cases')).status === 403 && (await officer.get('hot')).status === 200);
  const record = (await admin.get('audit')).json.rows.find((row) => row.action === 'user.change');
  checks.ok('rights: which roles became which is in the record', record && record.object === 'ceshi' && /unit 城管局 -> analyst/.test(record.detail), JSON.stringify(record));
  checks.ok('rights: sessions ended at will', (await admin.post(`users/${made.json.id}`, { act: 'sessions' })).status === 200
    && (await officer.get('me')).status === 401);
  await officer.signIn();
  checks.ok('rights: a user who is switched off is out', (await admin.post(`users/${made.json.id}`, { act: 'disable' })).status === 200
    && (await officer.get('me')).status === 401 && (await officer.signIn()).status === 401);
  const me = (await admin.get('users')).json.users.find((one) => one.self);
  checks.ok('rights: the last administrator stays one', (await admin.post(`users/${me.id}`, { act: 'disable' })).status === 409
    && (await admin.post(`users/${me.id}`, { act: 'change', name: '', unit: '', areas: [], roles: ['analyst'] })).status === 409);
  checks.ok('rights: nobody else sees or makes users', (await officer.post('users', of)).status === 401);
  return made.json.id;
}

async function account(gateway, people, checks) {
  const { zhujian } = people, stolen = new Officer(gateway, 'zhujian', zhujian.password);
  await zhujian.signIn();
  await stolen.signIn();
  let answer = await zhujian.post('password', { old: 'wrong-password', new: 'a-new-password' });
  checks.ok('rights: not without the old password', answer.status === 401, answer.status);
  checks.ok('rights: nor a short one', (await zhujian.post('password', { old: zhujian.password, new: 'short' })).status === 422);
  answer = await zhujian.post('password', { old: zhujian.password, new: 'a-new-password' });
  checks.ok('rights: one’s own password is changed', answer.status === 200 && (await zhujian.get('me')).status === 200);
  checks.ok('rights: and whoever had stolen a session is out', (await stolen.get('me')).status === 401);
  checks.ok('rights: the old password is none any more', (await stolen.signIn()).status === 401);
  stolen.password = 'a-new-password';
  await stolen.signIn();
  const list = (await zhujian.get('sessions')).json.sessions;
  checks.ok('rights: one sees where one is signed in, and only oneself', list.length === 2 && list.every((one) => one.login === 'zhujian'));
  checks.ok('rights: all sessions are the administrator’s to see', (await zhujian.get('sessions?all=1')).status === 403);
  const [other] = (await people.admin.get('sessions?all=1')).json.sessions.filter((one) => one.login === 'admin');
  await zhujian.post('sessions/end', { mark: other.mark });
  checks.ok('rights: nobody ends another’s session by its mark', (await people.admin.get('me')).status === 200);
  await zhujian.post('sessions/end', { mark: list.find((one) => !one.here).mark });
  checks.ok('rights: one’s own, one does', (await stolen.get('me')).status === 401 && (await zhujian.get('me')).status === 200);
}

async function secondFactor(gateway, people, checks) {
  const { admin, gongan } = people;
  await gongan.signIn();
  checks.ok('rights: demanded for a role, its sessions end', (await admin.post('users/rules', { factor_roles: ['unit'] })).status === 200
    && (await gongan.get('me')).status === 401 && (await admin.get('me')).status === 200);
  let answer = await gongan.signIn();
  checks.ok('rights: signed in, but held', answer.status === 200 && answer.json.held === true);
  answer = await gongan.get('cases');
  checks.ok('rights: nothing goes before it is set up', answer.status === 403 && answer.json.error.code === 'needs_factor', answer.status);
  checks.ok('rights: not by the back door either', (await gongan.get('sessions')).status === 403 && (await gongan.post('cases/1/sign')).status === 403);
  const made = (await gongan.post('factor', { act: 'begin' })).json, app = new Authenticator(made.secret);
  checks.ok('rights: the address is one of authenticators', made.uri === `otpauth://totp/zhida%3Agongan?secret=${made.secret}&issuer=zhida&algorithm=SHA1&digits=6&period=30`);
  checks.ok('rights: a wrong code does not confirm it', (await gongan.post('factor', { act: 'confirm', code: '000000' })).status === 401);
  const used = app.next();
  answer = await gongan.post('factor', { act: 'confirm', code: used });
  checks.ok('rights: the code confirms, ten recovery codes are shown', answer.status === 200 && answer.json.recovery.length === 10, JSON.stringify(answer.json));
  const [recovery] = answer.json.recovery;
  const now = (await gongan.get('factor')).json;
  checks.ok('rights: the page says so', now.since > 0 && now.recovery_left === 10 && now.demanded, JSON.stringify(now));
  checks.ok('rights: and the session may work now', (await gongan.get('cases')).status === 200);
  checks.ok('rights: what a role demands is not dropped', (await gongan.post('factor', { act: 'drop', password: gongan.password })).status === 403);
  const login = (more) => new Officer(gateway, 'gongan').post('login', { login: 'gongan', password: gongan.password, ...more });
  answer = await login({});
  checks.ok('rights: the password alone is not enough', answer.status === 401 && answer.json.error.code === 'needs_code' && !answer.headers['set-cookie']);
  answer = await login({ code: used });
  checks.ok('rights: a code is not taken twice', answer.status === 401 && answer.json.error.code === 'wrong_code', answer.json.error && answer.json.error.code);
  const fresh = app.next();
  const both = await Promise.all([login({ code: fresh }), login({ code: fresh })]);
  checks.ok('rights: nor by two at the same moment', both.filter((one) => one.status === 200).length === 1, both.map((one) => one.status).join());
  answer = await login({ code: recovery });
  checks.ok('rights: a recovery code opens once', answer.status === 200 && (await login({ code: recovery })).status === 401);
  return login;
}

// Three codes of a million are right at any time: five guesses, and the door is closed.
async function guessing(gateway, people, login, checks) {
  let locked = 0, opened = 0;
  for (let i = 0; i < 12; i++) {
    await login({}); // asking for the code again and again must not take the count back
    const answer = await login({ code: String(100000 + i * 7) });
    locked += answer.status === 429;
    opened += answer.status === 200;
  }
  checks.ok('rights: guessing codes closes the door', locked >= 7 && !opened, `${locked} locked, ${opened} opened`);
  const rows = (await people.admin.get('audit')).json.rows;
  checks.ok('rights: and is in the record', rows.some((row) => row.action === 'login.locked' && row.object === 'gongan'));
}

// What one's browser could be made to send by another page, and what a guess of addresses finds.
async function otherPages(gateway, people, checks) {
  const { admin, chengguan } = people, where = ['users', 'users/1', 'users/rules', 'sessions/end', 'password', 'factor', 'approvals/1'];
  for (const one of where) {
    const body = JSON.stringify({ act: 'disable', others: true });
    const foreign = await request(gateway.admin, 'POST', `/desk/api/${one}`, body, { host: `127.0.0.1:${gateway.admin}`, cookie: admin.cookie,
      origin: 'http://evil.example', 'content-type': 'application/json', 'x-csrf-token': admin.csrf });
    const bare = await request(gateway.admin, 'POST', `/desk/api/${one}`, body, { host: `127.0.0.1:${gateway.admin}`, cookie: admin.cookie,
      origin: `http://127.0.0.1:${gateway.admin}`, 'content-type': 'text/plain' });
    checks.ok(`rights: ${one} only from our own page`, foreign.status === 403 && bare.status === 403, `${foreign.status} ${bare.status}`);
  }
  for (const one of ['users', 'sessions?all=1', 'audit'])
    checks.ok(`rights: ${one} is not for a unit`, (await chengguan.get(one)).status === 403);
  for (const one of ['users/1', 'users/rules'])
    checks.ok(`rights: nor is changing ${one}`, (await chengguan.post(one, { act: 'enable', factor_roles: [] })).status === 403);
}

function commandLine(gateway, checks) {
  const list = () => user(gateway, 'list').stdout;
  checks.ok('rights: the command changes roles', user(gateway, 'change', 'ceshi', '--role', 'clerk', '--role', 'editor').status === 0
    && /ceshi .*clerk editor/.test(list()), list());
  checks.ok('rights: and takes a lost factor away', user(gateway, 'factor', 'gongan').status === 0);
  checks.ok('rights: the chain is sound after all of it', spawnSync(gateway.binary, ['audit', 'verify', gateway.data]).status === 0);
}

async function run(binary, checks) {
  const gateway = await new Gateway(binary).start();
  try {
    const people = await officers(gateway);
    await people.admin.signIn();
    await people.chengguan.signIn();
    await users(gateway, people.admin, checks);
    await account(gateway, people, checks);
    await otherPages(gateway, people, checks);
    const login = await secondFactor(gateway, people, checks);
    await guessing(gateway, people, login, checks);
    commandLine(gateway, checks);
  } finally {
    await gateway.stop();
  }
}

module.exports = { run };
