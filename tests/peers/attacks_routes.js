// Attacks over every route there is: the table of the desk is read from its own source, so that a route somebody adds is attacked
// without a word here. Strangers, other sites, other roles, other units; stolen and ended sessions; script in every text field of
// pages and exports; formulas in spreadsheets; guesses at cancel codes; inputs and exports that are too large.
'use strict';
const fs = require('fs');
const path = require('path');
const { Citizen, ROOT, request } = require('./gateway');
const { Officer } = require('./desk');

const EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>\'';
const FORMULAS = ['=1+1', '+1+1', '-1+1', '@SUM(1)', '\t=1+1', '=HYPERLINK("http://evil.example")', '＝1+1', '＠SUM(1)', '|calc'];

// [{method, path, open}] of gateway/web/desk_routes.c; open: it asks for no session.
function routes() {
  const source = fs.readFileSync(path.join(ROOT, 'gateway', 'web', 'desk_routes.c'), 'utf8').replace(/\s+/g, ' ');
  const found = [];
  for (const [, method, where, roles] of source.matchAll(/\{(NULL|"GET"|"POST"), "(\/desk\/[^"]+)", ([^,]+), [^,]+, \w+\}/g))
    for (const one of method === 'NULL' ? ['GET', 'POST'] : [method.replace(/"/g, '')])
      found.push({ method: one, path: where.endsWith('/') ? `${where}1` : where, open: roles === '0', roles });
  return found;
}

const api = (one) => one.path.startsWith('/desk/api/');

async function everyDoor({ gateway, checks, people }) {
  const all = routes(), host = `127.0.0.1:${gateway.admin}`, own = `http://${host}`, { chengguan } = people;
  checks.ok('the table of routes was read', all.length >= 55 && all.some((one) => one.open) && all.some((one) => one.method === 'POST'), all.length);
  const send = (one, headers, cookie = chengguan.cookie) => request(gateway.admin, one.method, one.path, one.method === 'POST' ? '{}' : '', { host, ...(cookie ? { cookie } : {}),
    ...(one.method === 'POST' ? { 'content-type': 'application/json' } : {}), ...headers });
  const bad = { stranger: [], foreign: [], nowhere: [], null: [], tokenless: [] };
  for (const one of all) {
    if (!one.open && (await send(one, { origin: own }, '')).status !== 401) bad.stranger.push(one.path);
    if (one.method !== 'POST') continue;
    const token = { 'x-csrf-token': chengguan.csrf };
    if ((await send(one, { origin: 'http://evil.example', ...token })).status !== 403) bad.foreign.push(one.path);
    if ((await send(one, { ...token })).status !== 403) bad.nowhere.push(one.path);
    if ((await send(one, { origin: 'null', ...token })).status !== 403) bad.null.push(one.path);
    if (!one.open && (await send(one, { origin: own })).status !== 403) bad.tokenless.push(one.path);
  }
  for (const [how, list] of Object.entries(bad)) checks.ok(`no route lets in: ${how}`, !list.length, list.join());
  for (const where of ['/progress', '/board/1/same', '/activities/1/join', '/activities/1/leave']) {
    const form = { 'content-type': 'application/x-www-form-urlencoded', host: `127.0.0.1:${gateway.port}` };
    for (const more of [{ origin: 'http://evil.example' }, { 'sec-fetch-site': 'cross-site' }, { origin: 'null' }]) {
      const answer = await request(gateway.port, 'POST', where, 'n=1&c=2&act=withdraw&sure=yes&agree=yes&name=x&phone=19900001234&code=AAAAAA', { ...form, ...more });
      checks.ok(`${where}: no form of another site ${JSON.stringify(more)}`, [403, 404].includes(answer.status), answer.status);
    }
  }
}

// A role gets what its table line says and nothing else; what the line says is asked of the source's own names.
async function everyRole({ gateway, checks, people }) {
  const has = new Map();
  for (const login of ['dispatch', 'chengguan', 'duban', 'fenxi', 'admin', 'huawu', 'bianji'])
    has.set(login, (await people[login].get('me')).json.roles.map(({ code }) => `ROLE_${code.toUpperCase()}`));
  const source = ['gateway/web/desk_routes.c', 'gateway/web/desk_call.h', 'gateway/web/ideas_api.h', 'gateway/web/figures_api.h', 'gateway/web/talks_api.h', 'gateway/web/desk_work.h'].map((file) => fs.readFileSync(path.join(ROOT, file), 'utf8')).join('\n');
  const expand = (text, depth = 0) => text.replace(/\b[A-Z_]+_ROLES\b/g, (name) => {
    const found = new RegExp(`\\b${name} =([^,}]+)`).exec(source);
    return depth < 4 && found ? `(${expand(found[1], depth + 1)})` : name;
  });
  const wrong = [];
  for (const one of routes().filter((each) => api(each) && !each.open && !/ANY_ROLE/.test(each.roles) && each.method === 'GET')) {
    const roles = expand(one.roles);
    checks.ok(`${one.path} says who may`, !/_ROLES\b/.test(roles), roles);
    for (const [login, bits] of has) {
      if (bits.some((bit) => roles.includes(bit))) continue;
      const answer = await people[login].get(one.path.replace('/desk/api/', ''));
      if (answer.status !== 403) wrong.push(`${login} ${one.path} ${answer.status}`);
    }
  }
  checks.ok('nobody gets what the role has not', !wrong.length, wrong.join('; '));
}

// Another unit's things, by every kind of number there is.
async function otherUnits({ checks, people, ids }) {
  const { shuiwu: other } = people;
  const found = [], text = '这是从别的单位来的一段话';
  const acts = ['sign', 'return', 'answer', 'dispute', 'invite', 'help', 'release', 'extend_ask', 'extend_grant', 'pause', 'resume', 'assign', 'arbitrate', 'merge', 'urge', 'close', 'reopen',
    'rate_good', 'note', 'summary', 'take', 'give', 'say', 'resolve', 'withdraw'];
  for (const act of acts) {
    const answer = await other.post(`cases/${ids.ours}/${act}`, { text, unit: '水务局', helper: '水务局', other: ids.ours, rating: [5, 5, 5, 5] });
    if (answer.status === 200) found.push(`POST ${act}`);
  }
  for (const where of ['', '/talk', '/events', '/explain', '/deadline', '/similar', '/media', '/alike', '/candidates', '/mentions']) {
    const answer = await other.get(`cases/${ids.ours}${where}`);
    if (answer.status === 200) found.push(`GET ${where}`);
  }
  for (const where of [`media/${'0'.repeat(32)}?case=${ids.ours}`, `callback?case=${ids.ours}`, `ideas/${ids.ours}`, 'members', 'points', 'checks', 'board/1', 'activities/1', 'activities/1/people.csv', 'approvals/1', 'users', 'contacts', 'audit', 'sessions?all=1', 'offers'])
    if ((await other.get(where)).status === 200) found.push(`GET ${where}`);
  for (const where of ['bulk', 'entry', 'entry/look', 'callback/1', 'members', 'members/1', 'checks/1', 'points/1', 'board', 'activities', 'users', 'users/1', 'contacts', 'offers/sg2026'])
    if ((await other.post(where, { ids: [ids.ours], cases: [ids.ours], act: 'sign', text })).json?.done && where !== 'bulk') found.push(`POST ${where}`);
  const bulk = await other.post('bulk', { act: 'sign', ids: [ids.ours], cases: [ids.ours] });
  if (JSON.stringify(bulk.json || {}).includes('"made":true') || (bulk.json && bulk.json.made > 0)) found.push('bulk');
  checks.ok('another unit reaches nothing of a case', !found.length, found.join('; '));
  const sheet = JSON.stringify((await people.dispatch.get(`cases/${ids.ours}`)).json);
  checks.ok('and left no trace in it', !sheet.includes(text), '');
  const listed = JSON.stringify((await other.get('cases?state=all')).json) + JSON.stringify((await other.get(`cases?q=${ids.ours}`)).json);
  checks.ok('nor is it in its lists', !listed.includes(`"id":${ids.ours}`));
}

async function stolenSessions({ gateway, checks, people }) {
  const made = async (login) => {
    await people.admin.post('users', { login, name: login, roles: ['unit'], unit: '城管局', areas: [] });
    const list = (await people.admin.get('users')).json.users, { id } = list.find((one) => one.login === login);
    const { password } = (await people.admin.post(`users/${id}`, { act: 'password' })).json;
    const officer = new Officer(gateway, login, password);
    await officer.signIn();
    return { officer, id, cookie: officer.cookie };
  };
  const one = await made('stolen'), { officer, id } = one;
  const thief = Object.assign(new Officer(gateway, 'stolen', ''), { cookie: officer.cookie, csrf: officer.csrf });
  const dead = async (what) => checks.ok(`a stolen session is over after ${what}`, (await thief.get('me')).status === 401);
  const again = async () => { await officer.signIn(); thief.cookie = officer.cookie; thief.csrf = officer.csrf; };
  checks.ok('a stolen session works while it lasts', (await thief.get('me')).status === 200);
  await officer.post('logout');
  await dead('signing out');
  await again();
  const second = new Officer(gateway, 'stolen', officer.password);
  await second.signIn();
  await second.post('sessions/end', { others: true });
  await dead('“end all others”');
  await again();
  checks.ok('the password is changed', (await second.post('password', { old: officer.password, new: 'another-invented-one' })).status === 200);
  officer.password = 'another-invented-one';
  await dead('a change of the password');
  await again();
  await people.admin.post(`users/${id}`, { act: 'sessions' });
  await dead('the administrator’s end');
  await again();
  await people.admin.post(`users/${id}`, { act: 'disable' });
  await dead('being switched off');
  checks.ok('nor is there a new one then', (await officer.signIn()).status === 401);
}

// An event with seats, made by one editor and granted by another, whose name and people are an attack.
async function activity({ checks, people }, title) {
  const now = Math.floor(Date.now() / 1000);
  const made = await people.bianji.post('activities', { title, text: `${title} 活动说明活动说明`, place: title, starts: now + 86400, ends: now + 90000, closes: now + 80000, seats: 50, keep: 7 });
  if (made.status !== 200) return 0;
  const id = made.json.id || (await people.bianji.get('activities')).json.activities[0].id;
  await people.bianji.post(`activities/${id}/ask`, {});
  const editor = (await people.admin.post('users', { login: 'bianji2', name: '编辑二', roles: ['editor'], unit: '', areas: [] })).json;
  const second = new Officer(people.bianji.gateway, 'bianji2', editor.password);
  await second.signIn();
  const open = (await second.get('approvals')).json.approvals || [];
  let granted = 0;
  for (const one of open) granted += (await second.post(`approvals/${one.id}`, { decision: 'grant' })).status === 200;
  checks.ok('an event with an evil name is approved', granted > 0, JSON.stringify(open).slice(0, 200));
  return id;
}

const form = (fields) => new URLSearchParams(fields).toString();

async function exportsAndPages(world) {
  const { gateway, checks, people } = world, id = await activity(world, EVIL);
  checks.ok('an event with an evil name is made', id > 0);
  const join = (name, phone, from) => request(gateway.port, 'POST', `/activities/${id}/join`, form({ name, phone, agree: 'yes' }), { 'content-type': 'application/x-www-form-urlencoded',
    host: `127.0.0.1:${gateway.port}`, origin: `http://127.0.0.1:${gateway.port}`, 'x-forwarded-for': from });
  for (const more of [{ origin: 'http://evil.example' }, { origin: 'null' }, { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }]) {
    const answer = await request(gateway.port, 'POST', `/activities/${id}/join`, form({ name: '外来', phone: '19900002999', agree: 'yes' }), { 'content-type': 'application/x-www-form-urlencoded',
      host: `127.0.0.1:${gateway.port}`, 'x-forwarded-for': '203.0.113.99', ...more });
    checks.ok(`nobody is signed up by a form of another site ${JSON.stringify(more)}`, answer.status === 404, answer.status);
  }
  let n = 0;
  for (const name of [...FORMULAS, EVIL]) {
    const answer = await join(name, `1990000${String(2000 + n)}`, `203.0.113.${100 + n}`);
    n += 1;
    checks.ok(`a name like ${JSON.stringify(name).slice(0, 12)} is text on the page`, !/<script>alert|<img src=x/.test(answer.body.toString()), answer.status);
  }
  const csv = await request(gateway.admin, 'GET', `/desk/api/activities/${id}/people.csv`, '', { host: `127.0.0.1:${gateway.admin}`, cookie: people.bianji.cookie });
  const cells = csv.body.toString().split(/\r\n/).flatMap((line) => line.match(/"(?:[^"]|"")*"/g) || []);
  checks.ok('the list of people leaves, as a file', csv.status === 200 && cells.length > 10 && /attachment/.test(csv.headers['content-disposition']), `${csv.status} ${csv.body}`.slice(0, 200));
  checks.ok('no cell of it is a formula', cells.every((cell) => !/^"[=+\-@\t\r|%＝＋－＠]/.test(cell)) && !csv.body.toString().includes('外来'), cells.join(' ').slice(0, 300));
  for (const where of ['/activities', `/activities/${id}`, '/public', '/suggestions', '/wishes', '/board', '/figures'])
    checks.ok(`no script on ${where}`, !/<script>alert|<img src=x/.test((await gateway.get(where)).body.toString()));
  for (const format of ['csv', 'xlsx']) {
    const answer = await request(gateway.admin, 'GET', `/desk/api/figures?by=${encodeURIComponent(EVIL)}&format=${format}`, '', { host: `127.0.0.1:${gateway.admin}`, cookie: people.fenxi.cookie });
    checks.ok(`an export (${format}) says nothing of the question`, !/<script>alert/.test(answer.body.toString()) && !/alert/.test(String(answer.headers['content-disposition'])), answer.status);
  }
  await cancelCodes(world, id);
}

async function cancelCodes({ gateway, checks }, id) {
  const leave = (guess, from) => request(gateway.port, 'POST', `/activities/${id}/leave`, form({ code: guess }), { 'content-type': 'application/x-www-form-urlencoded',
    host: `127.0.0.1:${gateway.port}`, origin: `http://127.0.0.1:${gateway.port}`, 'x-forwarded-for': from });
  let stopped = 0;
  for (let i = 0; i < 60; i++) stopped += /点得太多|Too many just now/.test((await leave(`AB${String(222222 + i * 7)}`, '203.0.113.201')).body.toString());
  checks.ok('cancel codes are not guessed from one address', stopped > 0, String(stopped));
}

// A talk that an officer has: others' sessions, units, words that would be script, words that are too many, numbers that are none.
async function takenTalk({ gateway, checks, people }) {
  const citizen = new Citizen(gateway, 'attack_talk'), { dispatch, huawu, chengguan, shuiwu } = people;
  await citizen.say(`${EVIL}隔壁工地半夜还在打桩`);
  const { talks } = (await dispatch.get('talks')).json, talk = talks.find((one) => one.said.includes('打桩'));
  checks.ok('a talk with evil words is listed, as text', talk && talk.said.includes('<script>'), JSON.stringify(talks).slice(0, 300));
  checks.ok('and leaves as JSON that no browser runs', /application\/json/.test((await dispatch.get(`talks/${talk.id}`)).headers['content-type']));
  await dispatch.post(`talks/${talk.id}/take`);
  const wrong = [];
  for (const act of ['take', 'say', 'keep', 'give', 'end', 'file']) {
    const body = { text: '这是从别处来的一段话', place: '松影苑' };
    for (const [who, officer, statuses] of [['a unit', chengguan, [403]], ['another unit', shuiwu, [403]], ['a colleague', huawu, [409]]]) {
      const answer = await officer.post(`talks/${talk.id}/${act}`, body);
      if (!statuses.includes(answer.status)) wrong.push(`${who} ${act} ${answer.status}`);
    }
    const stolen = await dispatch.post(`talks/${talk.id}/${act}`, body, { 'x-csrf-token': huawu.csrf });
    if (stolen.status !== 403) wrong.push(`with a foreign token ${act} ${stolen.status}`);
    const mixed = await dispatch.post(`talks/${talk.id}/${act}`, body, { cookie: 'zhida_desk=' + 'a'.repeat(64) });
    if (mixed.status !== 401) wrong.push(`with a made-up session ${act} ${mixed.status}`);
  }
  for (const where of ['0', '-1', '999999999', '9223372036854775807', '99999999999999999999', 'x', '%00', '../cases/1', `${talk.id}/unknown`])
    for (const answer of [await dispatch.get(`talks/${where}`), await dispatch.post(`talks/${where}/take`)])
      if (![400, 404, 405].includes(answer.status)) wrong.push(`${where} ${answer.status}`);
  checks.ok('nobody but its officer does anything with a talk', !wrong.length, wrong.join('; '));
  const long = await dispatch.post(`talks/${talk.id}/say`, { text: '长'.repeat(651) });
  checks.ok('more words than the channel carries are refused, not cut', long.status === 422 && /650/.test(long.json.error.message), JSON.stringify(long.json));
  checks.ok('none too', (await dispatch.post(`talks/${talk.id}/say`, { text: '  ' })).status === 422);
  const one = (await dispatch.get(`talks/${talk.id}`)).json;
  checks.ok('and none of it was said', !JSON.stringify(one.turns).includes('从别处来') && one.holder.mine, JSON.stringify(one.turns).slice(0, 300));
  await dispatch.post(`talks/${talk.id}/end`);
}

// What is too much ends in a short no, and the desk goes on.
async function tooMuch({ gateway, checks, people, ids }) {
  const { dispatch, admin } = people, big = 'x'.repeat(3 << 20);
  for (const where of ['cases/1/note', 'bulk', 'users', 'login', 'board', 'entry', 'sso/finish', 'contacts']) {
    const answer = await request(gateway.admin, 'POST', `/desk/api/${where}`, JSON.stringify({ text: big }), { host: `127.0.0.1:${gateway.admin}`, cookie: dispatch.cookie, origin: `http://127.0.0.1:${gateway.admin}`,
      'content-type': 'application/json', 'x-csrf-token': dispatch.csrf }).catch(() => ({ status: 413 }));
    checks.ok(`three megabytes at ${where}`, [413, 403].includes(answer.status), answer.status);
  }
  const deep = '['.repeat(20000) + ']'.repeat(20000);
  const nested = await request(gateway.admin, 'POST', `/desk/api/cases/${ids.ours}/note`, `{"text":${deep}}`, { host: `127.0.0.1:${gateway.admin}`, cookie: dispatch.cookie, origin: `http://127.0.0.1:${gateway.admin}`,
    'content-type': 'application/json', 'x-csrf-token': dispatch.csrf });
  checks.ok('JSON in JSON in JSON', nested.status === 400, nested.status);
  const bulk = await dispatch.post('bulk', { act: 'assign', unit: '城管局', text: '请办理一下', ids: Array.from({ length: 5000 }, (_, i) => 202611220000001 + i), cases: Array.from({ length: 3000 }, (_, i) => 202611220000001 + i) });
  checks.ok('a move of thousands at once', [400, 413, 422].includes(bulk.status), bulk.status);
  for (const where of ['cases?state=all&count=100000000', `cases?q=${encodeURIComponent('长'.repeat(600))}`, 'figures?from=1&to=99999999&by=day', 'figures/cases?count=99999999', 'hot?days=99999', 'audit?below=9223372036854775807', 'audit?below=-1', 'cases?before=99999999999999999999']) {
    const answer = await (where.startsWith('audit') ? admin : where.startsWith('figures') ? people.fenxi : dispatch).get(where).catch(() => ({ status: 0, json: {} }));
    checks.ok(`asked for too much: ${where.slice(0, 40)}`, answer.status && answer.status < 500 && JSON.stringify(answer.json || {}).length < 2 << 20, answer.status);
  }
  checks.ok('and the desk goes on', (await dispatch.get('me')).status === 200);
}

async function everyRoute(world) {
  const { gateway, checks, people } = world;
  for (const who of ['shuiwu', 'fenxi', 'huawu', 'bianji']) if (people[who]) await people[who].signIn();
  if (!people.shuiwu) {
    const made = (await people.admin.post('users', { login: 'shuiwu', name: '水务', roles: ['unit'], unit: '水务局', areas: [] })).json;
    people.shuiwu = new Officer(gateway, 'shuiwu', made.password);
    await people.shuiwu.signIn();
  }
  for (const part of [everyDoor, everyRole, otherUnits, stolenSessions, takenTalk, exportsAndPages, tooMuch]) await checks.step(part.name, () => part(world));
}

module.exports = { everyRoute };
