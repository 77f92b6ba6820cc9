// Confidential reports from outside: the citizen asks for it in the talk, keeps getting messages, and
// no unit, supervisor or export learns who it was or what was said; the unit complained of never gets it.
'use strict';
const { execFileSync, spawnSync } = require('child_process');
const path = require('path');
const { Citizen, Gateway, filedIn, until } = require('./gateway');
const { officers } = require('./desk');
const { Platform } = require('./platform');

const WORDS = '举报城管局执法人员收摊贩的钱，请保密，我电话 19900003456，我在松影苑门口卖煎饼';
const SECRET = /煎饼|19900003456|\b3456\b|收摊贩/;

async function file(gateway, checks) {
  const citizen = new Citizen(gateway, 'confidential');
  let reply = await citizen.say(WORDS);
  for (let i = 0; i < 5 && !filedIn(reply); i++) reply = await citizen.send(citizen.next('松影苑'));
  checks.ok('confidential: filed, to a person first', filedIn(reply), reply);
  return { citizen, number: filedIn(reply).number };
}

async function hidden(people, id, checks) {
  for (const who of ['duban', 'gongan']) {
    const sheet = await people[who].get(`cases/${id}`);
    const all = JSON.stringify(sheet.json);
    checks.ok(`confidential: ${who} reads the summary and nothing else`, sheet.status === 200 && sheet.json.summary.includes('执法人员有违规收费')
      && !SECRET.test(all) && !sheet.json.talk.length && !sheet.json.contact, all.slice(0, 600));
    const list = JSON.stringify((await people[who].get('cases?state=all')).json);
    checks.ok(`confidential: nor in ${who}’s list`, !SECRET.test(list));
    checks.ok(`confidential: nor asked for by ${who}`, (await people[who].get(`cases/${id}?reveal=1`)).status === 403);
  }
}

async function dispatching(people, id, checks) {
  const { dispatch, chengguan } = people;
  const sheet = (await dispatch.get(`cases/${id}`)).json;
  checks.ok('confidential: it waits at the dispatch desk, marked', sheet.state.code === 'received' && sheet.confidential
    && sheet.text.includes('煎饼'), JSON.stringify(sheet.state));
  checks.ok('confidential: with the unit it names', sheet.complained.includes('城管局'), JSON.stringify(sheet.complained));
  let answer = await dispatch.act(id, 'assign', { unit: '公安分局', text: '请核查' });
  checks.ok('confidential: no unit gets it without a summary', answer.status === 422 && answer.json.error.code === 'needs_summary', JSON.stringify(answer.json));
  checks.ok('confidential: only the dispatcher writes that', (await people.duban.post(`cases/${id}/summary`, { text: '督办员写的摘要', complained: [] })).status === 403);
  answer = await dispatch.post(`cases/${id}/summary`, { text: '群众反映执法人员有违规收费。', complained: sheet.complained });
  checks.ok('confidential: the summary is written', answer.status === 200, JSON.stringify(answer.json));
  answer = await dispatch.act(id, 'assign', { unit: '城管局', text: '请核查' });
  checks.ok('confidential: never to the unit it is about', answer.status === 422 && answer.json.error.code === 'complained', JSON.stringify(answer.json));
  answer = await dispatch.act(id, 'assign', { unit: '公安分局', text: '请核查' });
  checks.ok('confidential: another unit gets it', answer.status === 200 && answer.json.state.code === 'dispatched', JSON.stringify(answer.json).slice(0, 300));
  checks.ok('confidential: for the other it does not exist', (await chengguan.get(`cases/${id}`)).status === 404);
}

async function answered(gateway, platform, people, citizen, id, checks) {
  await people.gongan.act(id, 'sign');
  await people.gongan.act(id, 'answer', { text: '已核查，相关人员停职。' });
  checks.ok('confidential: the citizen still hears of it', await until(() => platform.reached(citizen.name).find((one) => one.text.includes('停职'))));
}

function outside(gateway, id, checks) {
  const ran = spawnSync(gateway.binary, ['tickets', '--data', gateway.data], { encoding: 'utf8' });
  checks.ok('confidential: no export for learning holds it', !SECRET.test(ran.stdout), ran.stdout.slice(0, 300));
  const bytes = execFileSync('sqlite3', ['-cmd', '.timeout 60000', path.join(gateway.data, 'zhida.db'), '.dump confidential']).toString();
  checks.ok('confidential: the summary is sealed at rest', !bytes.includes('违规收费') && bytes.includes('城管局'), bytes);
}

async function run(binary, checks) {
  const platform = new Platform();
  const upstream = `http://127.0.0.1:${await platform.listen()}`;
  const gateway = await new Gateway(binary, { upstream }).start();
  try {
    const people = await officers(gateway);
    for (const who of ['dispatch', 'duban', 'gongan', 'chengguan']) await people[who].signIn();
    const { citizen, number } = await file(gateway, checks);
    const { id } = await people.dispatch.find(number);
    await dispatching(people, id, checks);
    await hidden(people, id, checks);
    await answered(gateway, platform, people, citizen, id, checks);
    outside(gateway, id, checks);
  } finally {
    await gateway.stop();
    await platform.close();
  }
}

module.exports = { run };
