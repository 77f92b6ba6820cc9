// An officer takes a talk from the bot and gives it back: over WeChat, short messages and the app. Who may, who has it, what is said
// both ways and what becomes of it; danger while it is taken; silence, a session that ends, a process that dies.
'use strict';
const crypto = require('crypto');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { Citizen, Gateway, PATIENCE, ROOT, filedIn, until } = require('./gateway');
const { Platform, PIXEL } = require('./platform');
const { Officer, officers } = require('./desk');
const { Phone } = require('./talks_sms');
const { App } = require('./app');

const NIGHT = '隔壁工地半夜还在打桩,吵得睡不着';

// The talk in which the citizen said this, in the officer's list.
const talkOf = (officer, words) => until(async () => ((await officer.get('talks?quiet=1')).json.talks || []).find((one) => one.said.includes(words)));
const take = (officer, talk) => officer.post(`talks/${talk.id}/take`);
const act = (officer, talk, what, body) => officer.post(`talks/${talk.id}/${what}`, body);
const reached = (platform, name, pattern) => until(() => platform.reached(name).find((one) => pattern.test(one.text)));
const sheet = async (officer, talk) => (await officer.get(`talks/${talk.id}`)).json;
const bubbles = (one) => JSON.stringify(one.turns);

// Somebody's first question is open; an officer takes over, both talk, the bot goes on with that question.
async function byWechat({ gateway, platform, people, checks }) {
  const citizen = new Citizen(gateway, 'taken_wechat'), { dispatch, huawu } = people;
  await citizen.say(NIGHT);
  const talk = await talkOf(dispatch, '打桩');
  checks.ok('taken: a talk with life is in the list, with what the bot asked', talk && /在哪里/.test(talk.bot), JSON.stringify(talk));
  checks.ok('taken: its name is masked', talk.name.includes('*') && !talk.name.includes('taken_wechat'), talk.name);
  checks.ok('taken: by WeChat', talk.channel.code === 'wechat' && !talk.holder, JSON.stringify(talk.channel));
  let answer = await act(dispatch, talk, 'say', { text: '您好' });
  checks.ok('taken: nobody speaks in a talk that was not taken', answer.status === 409, answer.status);
  answer = await take(dispatch, talk);
  checks.ok('taken: taken', answer.status === 200 && answer.json.holder.mine && answer.json.until > answer.json.since, JSON.stringify(answer.json));
  checks.ok('taken: the citizen is told that a person writes', await reached(platform, citizen.name, /真人/));
  checks.ok('taken: it may be pressed twice', (await take(dispatch, talk)).status === 200);
  answer = await take(huawu, talk);
  checks.ok('taken: a second officer hears who has it', answer.status === 409 && answer.json.error.code === 'taken' && answer.json.error.message.includes((await dispatch.get('me')).json.name), JSON.stringify(answer.json));
  checks.ok('taken: nor are numbers shown to who has neither the talk nor the dispatch', (await huawu.get(`talks/${talk.id}?reveal=1`)).status === 403);
  for (const what of ['say', 'keep', 'give', 'end'])
    checks.ok(`taken: nor may the second one ${what}`, (await act(huawu, talk, what, { text: '我来' })).status === 409);
  checks.ok('taken: the bot is silent', await citizen.say('松影苑') === '' && await citizen.say('喂？') === '');
  answer = await act(dispatch, talk, 'say', { text: '您好，我是值班员，工地在几号楼旁边？' });
  checks.ok('taken: what the officer says is on its way', answer.status === 200, JSON.stringify(answer.json));
  checks.ok('taken: and comes', await reached(platform, citizen.name, /值班员/));
  checks.ok('taken: the citizen was told once', platform.reached(citizen.name).filter((one) => /真人/.test(one.text)).length === 1);
  await citizen.say('在三号楼旁边，电话 19900004321');
  let one = await sheet(dispatch, talk);
  checks.ok('taken: the page says who said what', /"by":"[^"]+"/.test(bubbles(one)) && one.turns.filter((turn) => turn.spoken).length === 4, bubbles(one));
  checks.ok('taken: numbers are masked', !bubbles(one).includes('19900004321') && /199\*+/.test(bubbles(one)));
  checks.ok('taken: unless they are asked for', bubbles((await dispatch.get(`talks/${talk.id}?reveal=1`)).json).includes('19900004321'));
  one = await until(async () => { const now = await sheet(dispatch, talk); return now.turns.some((turn) => turn.delivery && turn.delivery.state === 'sent') && now; });
  checks.ok('taken: it was delivered, and shows it', one);
  await danger({ platform, checks, dispatch }, citizen, talk);
  answer = await act(dispatch, talk, 'give');
  checks.ok('taken: given back', answer.status === 200 && !answer.json.holder, JSON.stringify(answer.json));
  const back = await reached(platform, citizen.name, /我接着来/);
  checks.ok('taken: the bot asks its open question again', back && /在哪里/.test(back.text), JSON.stringify(back));
  let reply = await citizen.say('松影苑');
  checks.ok('taken: and goes on where it stood', /核对/.test(reply), reply);
  reply = await citizen.pick(/^对$/);
  const filed = filedIn(reply);
  checks.ok('taken: to the end', filed, reply);
  await inTheCase(people, filed.number, checks);
}

async function danger({ platform, checks, dispatch }, citizen, talk) {
  const reply = await citizen.say('不好了，工地着火了，有人被困');
  checks.ok('taken: danger to life is answered at once, with whom to call', /119/.test(reply), reply);
  checks.ok('taken: with nothing else', !/核对|在哪里|编号/.test(reply), reply);
  const one = (await dispatch.get('talks?quiet=1')).json.talks.find((other) => other.id === talk.id);
  checks.ok('taken: and marked at the desk', one && one.why === 'danger' && one.holder.mine, JSON.stringify(one));
}

// What officers said stands in the case afterwards, and what the citizen said meanwhile in its words.
async function inTheCase(people, number, checks) {
  const { id } = await people.dispatch.find(number);
  const one = (await people.dispatch.get(`cases/${id}`)).json;
  checks.ok('taken: the case has the officer\'s words with the name', one.talk.some((turn) => turn.by && turn.replies[0].text.includes('值班员')), JSON.stringify(one.talk));
  checks.ok('taken: and in its text what was said meanwhile', one.text.includes('三号楼旁边') && one.text.includes('打桩'), one.text);
}

// Asked for a person: a case lies at the dispatch desk, the talk stands on top, and what is said goes to that case.
async function bySms({ gateway, platform, people, checks }) {
  const phone = new Phone(gateway, platform), { dispatch } = people;
  await phone.say(NIGHT);
  const filed = filedIn(await phone.say('转人工'));
  checks.ok('taken sms: handed to a person', filed);
  const list = (await dispatch.get('talks?quiet=1')).json.talks;
  const talk = list.find((one) => one.case && one.case.number === filed.number);
  checks.ok('taken sms: who asked for a person is marked, with the case', talk && talk.why === 'asked' && talk.asked > 0, JSON.stringify(list));
  const firsts = list.filter((one) => !one.holder).map((one) => one.why);
  checks.ok('taken sms: and stands before those who did not', !firsts.includes('') || firsts.indexOf('') > firsts.indexOf('asked'), firsts.join());
  await take(dispatch, talk);
  checks.ok('taken sms: told by short message', /真人/.test(await phone.next()));
  await act(dispatch, talk, 'say', { text: '请问是哪个工地？' });
  checks.ok('taken sms: the officer\'s words come by short message', /哪个工地/.test(await phone.next()));
  await phone.post(phone.callback('松影苑东门外那个工地'));
  const { id } = await dispatch.find(filed.number);
  const full = await until(async () => { const one = (await dispatch.get(`cases/${id}`)).json; return one.text.includes('东门外') && one; });
  checks.ok('taken sms: what is said goes to the case', full && full.events.some((event) => event.move?.code === 'added'), JSON.stringify(full));
  checks.ok('taken sms: the case\'s talk has both', full.talk.some((turn) => turn.by) && full.talk.some((turn) => turn.spoken && turn.text.includes('东门外')), JSON.stringify(full.talk));
  const ended = await act(dispatch, talk, 'end');
  const next = await phone.next();
  checks.ok('taken sms: ended, and the bot has said nothing before', ended.status === 200 && /先聊到这里/.test(next), next);
}

// Over the app: a picture while it is taken, a case filed from the talk by the officer.
async function byApp({ gateway, people, checks }) {
  const app = await new App(gateway).connect(), { huawu } = people;
  await app.hear(/直达/);
  await app.say('我家门口那条路');
  const talk = await talkOf(huawu, '我家门口');
  checks.ok('taken app: a clerk sees it too', talk && talk.channel.code === 'app', JSON.stringify(talk));
  await take(huawu, talk);
  checks.ok('taken app: told at once', await app.hear(/真人/));
  await act(huawu, talk, 'say', { text: '您好，请讲。' });
  checks.ok('taken app: the officer\'s words come', await app.hear(/您好，请讲/));
  const seen = app.messages.length;
  const { media_id: media } = JSON.parse((await app.upload(PIXEL, 'image/png')).body);
  const ids = [crypto.randomBytes(8).toString('hex'), crypto.randomBytes(8).toString('hex')];
  app.send({ type: 'media', media_id: media, kind: 'image', id: ids[0] });
  app.send({ type: 'text', text: '松风路66号门口路灯坏了一个星期了，我是19900007788', id: ids[1] });
  checks.ok('taken app: words and pictures are taken', await until(() => ids.every((id) => app.accepted.has(id))));
  const one = await until(async () => { const now = await sheet(huawu, talk); return bubbles(now).includes('路灯坏了') && now; });
  checks.ok('taken app: and shown', one && one.turns.some((turn) => turn.media === media), bubbles(one || {}));
  checks.ok('taken app: the picture too', (await huawu.get(`media/${media}?talk=${talk.id}`)).status === 200);
  checks.ok('taken app: to nobody without the right', (await people.chengguan.get(`media/${media}?talk=${talk.id}`)).status === 404);
  let answer = await act(huawu, talk, 'file', { text: '坏了' });
  checks.ok('taken app: a case needs words', answer.status === 422, answer.status);
  answer = await act(huawu, talk, 'file', { text: '路灯坏了一个星期，来电199******88', place: '松风路66号' });
  checks.ok('taken app: filed from here', answer.status === 200 && answer.json.number, JSON.stringify(answer.json));
  const told = await app.hear(new RegExp(answer.json.number));
  checks.ok('taken app: the citizen has number and code', told && told.text.includes(answer.json.code), JSON.stringify(told));
  checks.ok('taken app: and before it the bot was silent', app.messages.indexOf(told) === seen, JSON.stringify(app.messages.slice(seen)));
  const full = (await huawu.get(`cases/${answer.json.id}`)).json;
  checks.ok('taken app: the case has the talk, with the clerk\'s name', full.talk.some((turn) => turn.by && /您好，请讲/.test(turn.replies[0].text)), JSON.stringify(full.talk));
  const whole = (await people.dispatch.get(`cases/${answer.json.id}?reveal=1`)).json;
  checks.ok('taken app: the number that the form showed masked is whole in the case', whole.text.includes('19900007788') && /199\*{6}88/.test(full.text), whole.text);
  checks.ok('taken app: it came by the app', full.channel.code === 'app', JSON.stringify(full.channel));
  await app.ask({ type: 'text', text: '进度' });
  checks.ok('taken app: and the bot answers again, about that case', app.last().text.includes(answer.json.number), app.last().text);
  app.close();
}

// What WeChat refuses is shown with its reason.
async function refused({ gateway, platform, people, checks }) {
  const citizen = new Citizen(gateway, 'taken_refused'), { dispatch } = people;
  await citizen.say('垃圾桶旁边那个洒水车');
  const talk = await talkOf(dispatch, '洒水车');
  await take(dispatch, talk);
  await reached(platform, citizen.name, /真人/);
  platform.codes.set(citizen.name, [45015]);
  await act(dispatch, talk, 'say', { text: '这句话发不出去' });
  const failed = await until(async () => (await sheet(dispatch, talk)).turns.find((turn) => turn.delivery && turn.delivery.state === 'failed'));
  checks.ok('taken: what cannot be delivered says why', failed && /48/.test(failed.delivery.reason), JSON.stringify(failed));
  await act(dispatch, talk, 'end');
}

// Sessions end, rights are lost: the bot has the talk again and says so.
async function gone({ gateway, platform, people, checks }) {
  const made = (await people.admin.post('users', { login: 'zhiban', name: '值班员乙', roles: ['dispatcher'], unit: '', areas: [] })).json;
  const officer = new Officer(gateway, 'zhiban', made.password);
  const ends = { 'a logout': () => officer.post('logout'),
    'a session ended by the administrator': () => people.admin.post(`users/${made.id}`, { act: 'sessions' }),
    'a right that is lost': () => people.admin.post(`users/${made.id}`, { act: 'change', roles: ['analyst'], unit: '', areas: [], name: '值班员乙' }) };
  let n = 0;
  for (const [what, end] of Object.entries(ends)) {
    const citizen = new Citizen(gateway, `taken_gone_${n += 1}`);
    await officer.signIn();
    await citizen.say(`${NIGHT}${n}`);
    const talk = await talkOf(officer, `睡不着${n}`);
    checks.ok(`taken: before ${what}`, (await take(officer, talk)).status === 200);
    await reached(platform, citizen.name, /真人/);
    const answer = await end();
    checks.ok(`taken: ${what} is done`, answer.status === 200, JSON.stringify(answer.json));
    const back = await reached(platform, citizen.name, /暂时走开/);
    checks.ok(`taken: behind ${what} the bot goes on`, back && /在哪里/.test(back.text), JSON.stringify(back));
  }
}

// Others neither see nor take it; a confidential report is for dispatchers alone.
async function rights({ gateway, people, checks }) {
  const citizen = new Citizen(gateway, 'taken_rights');
  await citizen.say('举报某单位领导收红包，请保密');
  const talk = await talkOf(people.dispatch, '收红包');
  checks.ok('taken: a dispatcher sees who asks for confidence', talk, '');
  for (const who of ['chengguan', 'fenxi', 'bianji', 'admin', 'duban']) {
    const found = [await people[who].get('talks'), await people[who].get(`talks/${talk.id}`), await take(people[who], talk)].map((one) => one.status);
    checks.ok(`taken: ${who} neither lists nor opens nor takes`, found.every((status) => status === 403), found.join());
  }
  const clerk = async () => [(await people.huawu.get('talks')).json.talks.some((one) => one.id === talk.id), (await people.huawu.get(`talks/${talk.id}`)).status, (await take(people.huawu, talk)).status].join();
  checks.ok('taken: confidential, it is for dispatchers alone', await clerk() === 'false,404,404', await clerk());
  let reply = '';
  for (let i = 0; i < 6 && !filedIn(reply); i++) reply = await citizen.send(citizen.next('松影苑'));
  checks.ok('taken: and so it is when it is filed', filedIn(reply) && await clerk() === 'false,404,404', reply);
  checks.ok('taken: dispatchers see it', (await people.dispatch.get(`talks/${talk.id}`)).status === 200);
  checks.ok('taken: a talk that is not there', (await people.dispatch.get('talks/99999999')).status === 404);
}

// Killed in the middle: still taken, nothing lost. Then silence over the limit of a minute.
async function survives(world, silent) {
  const { gateway, platform, checks } = world, dispatch = world.night;
  const citizen = new Citizen(gateway, 'taken_killed');
  await citizen.say('断电那天隔壁工地半夜还在打桩');
  const talk = await talkOf(dispatch, '断电那天');
  await take(dispatch, talk);
  await citizen.say('断电前说的话');
  await act(dispatch, talk, 'say', { text: '断电前的回答' });
  await gateway.kill();
  await gateway.start();
  const one = await sheet(dispatch, talk);
  checks.ok('taken: after a crash it is still taken', one.holder && one.holder.mine, JSON.stringify(one));
  checks.ok('taken: with every word', bubbles(one).includes('断电前说的话') && bubbles(one).includes('断电前的回答'), bubbles(one));
  checks.ok('taken: and the bot is silent', await citizen.say('还在吗') === '');
  checks.ok('taken: what was said is sent', await reached(platform, citizen.name, /断电前的回答/));
  checks.ok('taken: and more can be', (await act(dispatch, talk, 'say', { text: '还在' })).status === 200 && await reached(platform, citizen.name, /还在/));
  await act(dispatch, talk, 'give');
  const back = await until(() => platform.reached(silent.citizen.name).find((each) => /暂时走开/.test(each.text)), 3 * PATIENCE);
  checks.ok('taken: behind a minute of silence the bot has it again, and says so', back && /在哪里/.test(back.text), JSON.stringify(back));
  checks.ok('taken: not before', back && back.at - silent.at >= 59000, back && back.at - silent.at);
  checks.ok('taken: the officer is told', (await act(dispatch, silent.talk, 'say', { text: '来了' })).json.error.code === 'talk_back');
}

// Whoever is on duty at night: a sandbox's own users get new passwords at every start, and their sessions end.
async function nightWatch({ gateway, people }) {
  const made = (await people.admin.post('users', { login: 'yeban', name: '夜班调度员', roles: ['dispatcher'], unit: '', areas: [] })).json;
  const officer = new Officer(gateway, 'yeban', made.password);
  await officer.signIn();
  return officer;
}

async function beginSilence({ gateway, night }) {
  const citizen = new Citizen(gateway, 'taken_silent');
  await citizen.say('楼下半夜打桩，睡不着觉');
  const talk = await talkOf(night, '楼下半夜'), at = Date.now();
  await take(night, talk);
  return { citizen, talk, at };
}

async function audit({ gateway, checks }) {
  const people = await officers(gateway);
  for (const one of Object.values(people)) await one.signIn();
  const rows = (await people.admin.get('audit')).json.rows, actions = new Set(rows.map((row) => row.action));
  for (const action of ['talk.view', 'talk.reveal', 'talk.take', 'talk.say', 'talk.give', 'talk.end', 'talk.file', 'talk.back', 'talk.refused'])
    checks.ok(`taken: the record has ${action}`, actions.has(action), [...actions].join());
  checks.ok('taken: and nobody\'s words', !/打桩|值班员|路灯/.test(JSON.stringify(rows.filter((row) => /^talk/.test(row.action)))));
  const { dispatch } = people, [talk] = (await dispatch.get('talks')).json.talks;
  const views = async () => (await people.admin.get('audit')).json.rows.filter((row) => row.action === 'talk.view' && row.object === `#/talks/${talk.id}`).length;
  await looks(people, `talks/${talk.id}`, { action: 'talk.view', object: `#/talks/${talk.id}` }, checks);
  await looks(people, 'talks', { action: 'talk.list' }, checks);
  await looks(people, 'cases?state=all', { action: 'case.list' }, checks);
}

// Every look is recorded once, however often the page asks again; saying that it is the page that asks is not enough.
async function looks({ admin, dispatch, huawu }, where, { action, object }, checks) {
  const seen = async () => (await admin.get('audit')).json.rows.filter((row) => row.action === action && (!object || row.object === object)).length;
  const before = await seen(), again = `${where}${where.includes('?') ? '&' : '?'}quiet=1&look=`;
  const { headers } = await dispatch.get(where), look = headers['x-look'];
  const more = await dispatch.get(`${again}${look}`);
  checks.ok(`looks: asking again for ${where} with the mark is the same look`, more.headers['x-look'] === look && await seen() === before + 1, `${before} ${await seen()}`);
  await dispatch.get(`${again.replace('&look=', '')}`);
  await dispatch.get(`${again}${look}&state=open`);
  await dispatch.get(`${again}${look.replace(/^./, (c) => (c === '0' ? '1' : '0'))}`);
  await huawu.get(`${again}${look}`);
  checks.ok(`looks: without it, with more behind it, with a wrong one, from another session each is one of its own (${where})`, await seen() === before + 5, `${before} ${await seen()}`);
}

function shortRules() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zhida-taken-'));
  fs.cpSync(path.join(ROOT, 'rules', 'yunxi'), folder, { recursive: true });
  const file = path.join(folder, 'district.zd'), text = fs.readFileSync(file, 'utf8');
  fs.writeFileSync(file, text.replace('交还期 5 分钟', '交还期 1 分钟'));
  return folder;
}

async function run(binary, checks) {
  const platform = new Platform(), port = await platform.listen(), rules = shortRules();
  const gateway = await new Gateway(binary, { rules, upstream: `http://127.0.0.1:${port}` }).start();
  try {
    const people = await officers(gateway);
    for (const one of Object.values(people)) await one.signIn();
    const world = { gateway, platform, people, checks };
    world.night = await nightWatch(world);
    const silent = await beginSilence(world);
    for (const part of [byWechat, bySms, byApp, refused, gone, rights]) await checks.step(`taken: ${part.name}`, () => part(world));
    await checks.step('taken: survives', () => survives(world, silent));
    await checks.step('taken: audit', () => audit(world));
  } finally {
    await gateway.stop();
    await platform.close();
    fs.rmSync(rules, { recursive: true, force: true });
  }
}

module.exports = { run };
