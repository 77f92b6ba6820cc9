// From a citizen's matter to the desk and back: the right unit sees it and nobody else, every step has
// its right moment, the citizen hears of it, rates it in four dimensions, and a poor rating has
// consequences.
'use strict';
const { Citizen, Gateway, filedIn, until } = require('./gateway');
const { Platform } = require('./platform');
const { Officer, officers } = require('./desk');
const { App } = require('./app');

const NIGHT = '隔壁工地半夜还在打桩,吵得睡不着';

async function signingIn(gateway, people, checks) {
  checks.ok('desk: the start printed logins', Object.keys(people).length >= 4, gateway.output.slice(-1500));
  const chengguan = people.chengguan;
  let answer = await new Officer(gateway, 'x', 'y').get('cases');
  checks.ok('desk: a stranger sees nothing', answer.status === 401);
  answer = await chengguan.signIn('wrong');
  checks.ok('desk: a wrong password is refused', answer.status === 401);
  const nobody = await new Officer(gateway, 'nobody', 'wrong').signIn();
  checks.ok('desk: an unknown name the same', nobody.status === 401
    && JSON.stringify(nobody.json) === JSON.stringify(answer.json));
  answer = await chengguan.signIn();
  checks.ok('desk: the printed one is right', answer.status === 200 && answer.json.cases, JSON.stringify(answer.json));
  const cookie = String(answer.headers['set-cookie']);
  checks.ok('desk: the cookie is for this site and no script', /HttpOnly/.test(cookie) && /SameSite=Strict/.test(cookie));
  answer = await chengguan.post('logout', {}, { 'x-csrf-token': 'f'.repeat(32) });
  checks.ok('desk: a POST without the token is refused', answer.status === 403);
  answer = await chengguan.post('logout', {}, { origin: 'http://evil.example' });
  checks.ok('desk: nor from another site', answer.status === 403);
  answer = await gateway.get('/desk/api/me');
  checks.ok('desk: the public address has no desk', answer.status === 404, answer.status);
  answer = await gateway.get('/desk');
  checks.ok('desk: nor its page', answer.status === 404, answer.status);
  for (const officer of Object.values(people)) await officer.signIn();
}

async function rightUnitOnly(gateway, people, number, checks) {
  const mine = await people.chengguan.find(number);
  checks.ok('desk: the responsible unit has the case', mine && mine.state.code === 'dispatched', JSON.stringify(mine));
  checks.ok('desk: another unit has not', !await people.gongan.find(number));
  checks.ok('desk: the dispatcher sees it', Boolean(await people.dispatch.find(number)));
  const other = await people.gongan.get(`cases/${mine.id}`);
  checks.ok('desk: nor by its id', other.status === 404, other.status);
  const move = await people.gongan.act(mine.id, 'sign');
  checks.ok('desk: nor can it move it', move.status === 404, move.status);
  const admin = await people.admin.get('cases');
  checks.ok('desk: the administrator sees no cases', admin.status === 403, admin.status);
  return mine.id;
}

async function handle(officer, id, answer, checks) {
  let reply = await officer.act(id, 'answer', { text: answer });
  checks.ok('desk: no answer before it is signed', reply.status === 409, reply.status);
  reply = await officer.act(id, 'sign');
  checks.ok('desk: signed', reply.status === 200 && reply.json.state.code === 'signed', JSON.stringify(reply.json));
  reply = await officer.act(id, 'sign');
  checks.ok('desk: not twice', reply.status === 409, reply.status);
  reply = await officer.act(id, 'answer', { text: '好' });
  checks.ok('desk: an answer of one word is none', reply.status === 422, reply.status);
  reply = await officer.act(id, 'answer', { text: answer });
  checks.ok('desk: answered', reply.status === 200 && reply.json.state.code === 'answered', JSON.stringify(reply.json));
  return reply.json;
}

// The message that told a WeChat citizen of an answer, over the fake platform.
const told = (platform, citizen, text) => until(() => platform.reached(citizen.name)
  .find((one) => one.text.includes(text)));

async function rate(citizen, marks) {
  let reply = '';
  for (const mark of marks) reply = await citizen.say(String(mark));
  return reply;
}

async function goodCase(gateway, platform, people, checks) {
  const citizen = new Citizen(gateway, 'desk_good');
  const { number } = await citizen.file(NIGHT, '松影苑');
  const id = await rightUnitOnly(gateway, people, number, checks);
  const sheet = (await people.chengguan.get(`cases/${id}`)).json;
  checks.ok('desk: the sheet has words, place and reasons', sheet.text.includes('打桩')
    && /松影苑/.test(sheet.place + sheet.area.zh) && JSON.stringify(sheet.decision).includes('打桩'));
  checks.ok('desk: and the talk', sheet.talk.length >= 3 && sheet.talk.some((turn) => turn.text === NIGHT));
  checks.ok('desk: and a deadline', sheet.due > sheet.filed);
  const note = await people.chengguan.act(id, 'note', { text: '已联系施工方负责人' });
  checks.ok('desk: a remark stays inside', note.status === 200);
  await handle(people.chengguan, id, '已到现场责令停工,夜间不再施工。', checks);
  const message = await told(platform, citizen, '责令停工');
  checks.ok('desk: the citizen gets the answer', Boolean(message), JSON.stringify(platform.reached(citizen.name)));
  checks.ok('desk: with five marks to tap', message && message.menu.map((m) => m.content.length).join('') === '12345');
  let reply = '';
  for (const dimension of ['快不快', '结果', '过程', '清不清楚']) {
    reply = reply || (await told(platform, citizen, dimension) || { text: '' }).text;
    checks.ok(`desk: rated: ${dimension}`, reply.includes(dimension), reply);
    reply = await citizen.say('5');
  }
  checks.ok('desk: thanks', /谢谢/.test(reply), reply);
  const after = await people.chengguan.find(number);
  checks.ok('desk: closed', after.state.code === 'closed', after.state.code);
  const events = (await people.chengguan.get(`cases/${id}`)).json.events;
  checks.ok('desk: the events tell it all', events.length >= 5 && JSON.stringify(events).includes('[5,5,5,5]'),
    events.map((one) => one.move && one.move.code).join());
  reply = await citizen.say('进度');
  checks.ok('desk: remarks are not shown to the citizen', !reply.includes('施工方负责人') && /已办结/.test(reply), reply);
}

// Ten working days, so that half of them are no less than the least there is. What is halved is their
// number: weekends and holidays lie unevenly.
async function poorCase(gateway, platform, people, checks) {
  const officer = people.zhujian;
  const citizen = new Citizen(gateway, 'desk_poor');
  const { number } = await citizen.file('新房墙体开裂漏水,房屋质量太差了', '松影苑');
  const { id } = await officer.find(number);
  const given = async () => (await officer.get(`cases/${id}`)).json.deadline, first = await given();
  await handle(officer, id, '第一次答复:已通知开发商。', checks);
  await told(platform, citizen, '第一次答复');
  let reply = await rate(citizen, [1, 2, 1, 2]);
  checks.ok('desk: a poor rating goes back', /重办/.test(reply), reply);
  let now = await officer.find(number);
  checks.ok('desk: to be handled again', now.state.code === 'redo', now.state.code);
  const second = await given();
  checks.ok('desk: with half the time', second.measure === 'workdays' && first.measure === 'workdays' && second.count * 2 === first.count
    && second.from >= first.from && now.due > now.filed, JSON.stringify([first, second]));
  await handle(officer, id, '第二次答复:已立案处罚。', checks);
  await told(platform, citizen, '第二次答复');
  reply = await rate(citizen, ['1 1 1 1']);
  checks.ok('desk: poor again: supervised', /督办/.test(reply), reply);
  now = await people.duban.find(number);
  checks.ok('desk: the supervisor has it', now && now.state.code === 'supervised', JSON.stringify(now && now.state));
}

async function dispatching(gateway, platform, people, checks) {
  const citizen = new Citizen(gateway, 'desk_person');
  let reply = await citizen.say('人工');
  if (!filedIn(reply)) reply = await citizen.say('孩子上学的材料总是被退回来,想找人当面说清楚');
  if (!filedIn(reply)) reply = await citizen.say('人工');
  const filed = filedIn(reply);
  checks.ok('desk: who asks for a person gets a number', filed, reply);
  const waiting = filed && await people.dispatch.find(filed.number);
  checks.ok('desk: it waits for the dispatcher', waiting && waiting.state.code === 'received');
  checks.ok('desk: and for nobody else', !await people.songfeng.find(filed.number));
  let answer = await people.dispatch.act(waiting.id, 'assign', { unit: '没有这个单位', text: '请办理这一件' });
  checks.ok('desk: not to a unit that is not there', answer.status === 422, answer.status);
  answer = await people.dispatch.act(waiting.id, 'assign', { unit: '松风街道办', text: '请办理这一件' });
  checks.ok('desk: assigned', answer.status === 200, JSON.stringify(answer.json));
  checks.ok('desk: the unit has it now', (await people.songfeng.find(filed.number)).state.code === 'dispatched');
  checks.ok('desk: the citizen hears who it is', await told(platform, citizen, '松风街道'));
  answer = await people.songfeng.act(waiting.id, 'return', { text: '不属于本街道职责范围' });
  checks.ok('desk: returned with a reason', answer.status === 200, JSON.stringify(answer.json));
  checks.ok('desk: back at the dispatcher', (await people.dispatch.find(filed.number)).state.code === 'returned');
}

async function byApp(gateway, people, checks) {
  const app = await new App(gateway).connect();
  await app.hear(/直达/);
  await app.say(NIGHT);
  await app.say('松影苑');
  const { number } = filedIn((await app.choose(/^对$/)).text) || {};
  app.drop();
  const { id } = await people.chengguan.find(number);
  await handle(people.chengguan, id, '已处理完毕,请放心休息。', checks);
  await app.connect();
  checks.ok('desk: the app gets the answer when it comes back', await app.hear(/请放心休息/));
  for (let i = 0; i < 4; i++) await app.choose(/^★{4}$/);
  checks.ok('desk: and rates by tapping', /谢谢/.test(app.last().text), app.last().text);
  app.close();
}

async function guessedFiles(people, checks) {
  const statuses = [];
  for (const id of ['..%2f..%2fdata.key', '../../../etc/passwd', '%2e%2e%2fzhida.db', 'x', '%00', 'a'.repeat(500)])
    statuses.push((await people.chengguan.get(`media/${id}`)).status);
  checks.ok('desk: no file is had by a guessed or climbing name', statuses.every((status) => status === 404 || status === 400),
    statuses.join());
}

async function audit(people, checks) {
  const rows = (await people.admin.get('audit')).json.rows;
  const actions = new Set(rows.map((row) => row.action));
  for (const action of ['login', 'login.failed', 'case.view', 'case.sign', 'case.answer', 'case.refused', 'case.list'])
    checks.ok(`desk: the audit has ${action}`, actions.has(action), [...actions].join());
  checks.ok('desk: and no citizen\'s words', !JSON.stringify(rows).includes('打桩'));
  checks.ok('desk: others cannot read it', (await people.chengguan.get('audit')).status === 403);
}

async function lockout(gateway, people, checks) {
  const officer = new Officer(gateway, 'zhujian', 'wrong');
  let status = 0;
  for (let i = 0; i < 12 && status !== 429; i++) status = (await officer.signIn()).status;
  checks.ok('desk: who guesses is locked out', status === 429, status);
  officer.password = people.zhujian.password;
  checks.ok('desk: even with the right password', (await officer.signIn()).status === 429);
}

async function run(binary, checks) {
  const platform = new Platform();
  const port = await platform.listen();
  const gateway = await new Gateway(binary, { upstream: `http://127.0.0.1:${port}` }).start();
  try {
    const people = await officers(gateway);
    await checks.step('desk: signing in', () => signingIn(gateway, people, checks));
    await checks.step('desk: a good case', () => goodCase(gateway, platform, people, checks));
    await checks.step('desk: a poor case', () => poorCase(gateway, platform, people, checks));
    await checks.step('desk: dispatching', () => dispatching(gateway, platform, people, checks));
    await checks.step('desk: by app', () => byApp(gateway, people, checks));
    await checks.step('desk: guessed files', () => guessedFiles(people, checks));
    await checks.step('desk: lockout', () => lockout(gateway, people, checks));
    await checks.step('desk: audit', () => audit(people, checks));
  } finally {
    await gateway.stop();
    await platform.close();
  }
}

module.exports = { run };
