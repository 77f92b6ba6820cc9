// What the gateway answers by itself: questions out of the district's documents, with a source that
// opens; an enterprise's policies; and suggestions, which it takes.
'use strict';
const { execFileSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const { Citizen, Gateway, ROOT, filedIn, openDistrict, until } = require('./gateway');
const { officers } = require('./desk');

async function questions(gateway, checks) {
  const citizen = new Citizen(gateway, 'asks');
  const reply = await citizen.say('居住证怎么办?要带什么材料?');
  checks.ok('answers: a question is answered with a quotation', /“[\s\S]+”——/.test(reply) && /居住证/.test(reply), reply);
  checks.ok('answers: that says who published it and when', /公安/.test(reply) && /2026/.test(reply), reply);
  const link = (/(https?:\/\/[^\s，。）)]+|\/documents\/[^\s，。）)]+)/.exec(reply) || [])[0] || '';
  checks.ok('answers: and where it stands', link, reply);
  const where = link.replace(/^https?:\/\/[^/]+/, '').replace(/#.*/, ''); // a browser keeps the anchor to itself
  const page = await gateway.get(encodeURI(decodeURI(where)));
  checks.ok('answers: the link opens', page.status === 200 && /居住证/.test(page.body.toString()), `${where} ${page.status}`);
  checks.ok('answers: as a page with a policy of its own', /default-src 'none'/.test(page.headers['content-security-policy'] || ''));
  const none = await citizen.say('火星上能种土豆吗?');
  checks.ok('answers: what no document says is not made up', !/“[\s\S]+”——/.test(none), none);
}

async function inTheMiddle(gateway, checks) {
  const citizen = new Citizen(gateway, 'interrupts');
  await citizen.say('隔壁工地半夜还在打桩,吵得睡不着');
  const reply = await citizen.say('居住证怎么办理?');
  checks.ok('answers: in the middle of a matter', /居住证/.test(reply), reply);
  checks.ok('answers: and back to the pending question, once', (reply.match(/事情在哪里/g) || []).length === 1, reply);
}

async function enterprises(gateway, checks) {
  const boss = new Citizen(gateway, 'boss');
  let reply = await boss.say('我的政策');
  checks.ok('answers: which enterprise?', /哪家企业/.test(reply), reply);
  reply = await boss.say('云溪听雨声学科技有限公司');
  checks.ok('answers: its policies', /听雨声学/.test(reply) && /可享|没有完全符合/.test(reply), reply);
  checks.ok('answers: and what it nearly gets', /差一点/.test(reply), reply);
  checks.ok('answers: without figures for somebody who only knows the name', !/现为/.test(reply), reply);
  const owner = new Citizen(gateway, 'owner');
  await owner.say('我的政策');
  reply = await owner.say('91990000MA0100112P');
  checks.ok('answers: by credit code with figures', /芯云/.test(reply) && /现为/.test(reply), reply);
  const nobody = new Citizen(gateway, 'nobody');
  await nobody.say('我的政策');
  reply = await nobody.say('根本不存在的公司');
  checks.ok('answers: an enterprise that is not there', /没找到/.test(reply), reply);
}

// Who writes T from the registered telephone is left out of every offer, whatever the register says.
async function offers(gateway, checks) {
  const people = await officers(gateway);
  const { admin, chengguan } = people;
  await admin.signIn();
  await chengguan.signIn();
  const counts = async () => (await admin.get('offers')).json.offers || [];
  const sum = (list, name) => list.reduce((all, one) => all + one.count[name], 0);
  const before = await counts();
  checks.ok('answers: offers are counted before anything is sent', before.length > 0 && sum(before, 'consented') > 0
    && before.every((one) => one.count.consented <= one.count.qualify), JSON.stringify(before).slice(0, 300));
  const pine = { extend: '', mobile: '19900002001', nationcode: '86', sign: '直达', text: 'T',
    time: Math.floor(Date.now() / 1000) };
  await gateway.post('/sms/demo/inbound', JSON.stringify(pine), { 'content-type': 'application/json' });
  const after = await until(async () => {
    const now = await counts();
    return sum(now, 'opted_out') > sum(before, 'opted_out') && now;
  });
  checks.ok('answers: T takes the enterprise out of them', after
    && sum(before, 'consented') - sum(after, 'consented') === sum(after, 'opted_out') - sum(before, 'opted_out'));
  const [offer] = (after || before).filter((one) => one.count.consented > 0);
  const code = offer.policy.code;
  checks.ok('answers: a unit may not ask for it', (await chengguan.post(`offers/${code}`, { messages: 99 })).status === 403);
  let answer = await admin.post(`offers/${code}`, { messages: offer.count.consented - 1 });
  checks.ok('answers: nor may more be sent than were shown', answer.status === 409, answer.status);
  await twoPeople(people, code, offer.count.consented, checks);
}

// One asks, another grants; nobody grants what they asked for themselves, and nothing goes twice.
async function twoPeople({ admin, dispatch, chengguan }, code, number, checks) {
  await dispatch.signIn();
  let answer = await admin.post(`offers/${code}`, { messages: number });
  const own = answer.json.asked;
  checks.ok('answers: an administrator asks', answer.status === 200 && own > 0, JSON.stringify(answer.json));
  answer = await admin.post(`approvals/${own}`, { decision: 'grant' });
  checks.ok('answers: and cannot grant it alone', answer.status === 409 && answer.json.error.code === 'two_people', answer.status);
  answer = await dispatch.post(`approvals/${own}`, { decision: 'grant' });
  checks.ok('answers: nor can the dispatcher, who may only ask', answer.status === 409, answer.status);
  checks.ok('answers: a unit does not see it', (await chengguan.post(`approvals/${own}`, { decision: 'grant' })).status === 404);
  checks.ok('answers: taken back by who asked', (await admin.post(`approvals/${own}`, { decision: 'withdraw' })).status === 200);
  answer = await dispatch.post(`offers/${code}`, { messages: number });
  const id = answer.json.asked;
  checks.ok('answers: the dispatcher asks', answer.status === 200 && id > own, JSON.stringify(answer.json));
  checks.ok('answers: once', (await admin.post(`offers/${code}`, { messages: number })).json.error.code === 'asked');
  const [shown] = (await admin.get('approvals?open=1')).json.approvals;
  checks.ok('answers: the administrator reads what it says', shown.id === id && shown.may_decide && shown.amount === number
    && shown.shown.includes('〔企业名称〕'), JSON.stringify(shown));
  answer = await admin.post(`approvals/${id}`, { decision: 'refuse' });
  checks.ok('answers: a refusal says why', answer.status === 422, answer.status);
  answer = await admin.post(`approvals/${id}`, { decision: 'grant' });
  checks.ok('answers: granted, it goes to exactly these', answer.status === 200 && answer.json.sent === number, JSON.stringify(answer.json));
  answer = await admin.post(`approvals/${id}`, { decision: 'grant' });
  checks.ok('answers: and only once', answer.status === 409, `${answer.status} ${JSON.stringify(answer.json)}`);
  answer = await dispatch.post(`offers/${code}`, { messages: number });
  checks.ok('answers: nor can it be asked for again', answer.status === 409 && answer.json.error.code === 'already', answer.status);
}

async function suggestions(gateway, checks) {
  const citizen = new Citizen(gateway, 'idea');
  let reply = await citizen.say('我建议在松风街道多装几个旧衣回收箱,方便大家');
  for (let i = 0; i < 3 && !filedIn(reply); i++) reply = await citizen.send(citizen.next('松影苑'));
  checks.ok('answers: a suggestion is taken', filedIn(reply) && /建议/.test(reply), reply);
  reply = await new Citizen(gateway, 'thanks').say('救命,着火了!');
  checks.ok('answers: an emergency is told whom to call at once', /119/.test(reply) && /120/.test(reply), reply);
  const english = new Citizen(gateway, 'english');
  reply = await english.say('The construction site next door is noisy at midnight');
  checks.ok('answers: English is answered in English', /^(Where|What|Which|Is it|When)/.test(reply), reply);
}

// A new register is loaded by its own command while the gateway runs, and is the one that counts.
async function newRegister(gateway, checks) {
  const table = fs.readFileSync(path.join(ROOT, 'rules/yunxi/samples/enterprises.csv'), 'utf8').trimEnd().split('\n');
  const another = table[1].replace(/^[^,]+,[^,]+,[^,]+/, '91990000MA0199999K,云溪新来者软件有限公司,19900002999');
  const file = path.join(gateway.folder, 'register.csv');
  fs.writeFileSync(file, [...table, another].join('\n'));
  const said = execFileSync(gateway.binary, ['enterprises', file, '--rules', gateway.rules, '--data', gateway.data],
    { encoding: 'utf8', stdio: 'pipe' });
  checks.ok('answers: a register is loaded while serving', /41 enterprises loaded, 0 rows refused/.test(said), said);
  const boss = new Citizen(gateway, 'newcomer');
  await boss.say('我的政策');
  const reply = await boss.say('云溪新来者软件有限公司');
  checks.ok('answers: and counts at once', /新来者/.test(reply), reply);
}

async function run(binary, checks) {
  const gateway = new Gateway(binary);
  gateway.rules = openDistrict(gateway.folder);
  await gateway.start();
  try {
    for (const [name, part] of Object.entries({ questions, inTheMiddle, enterprises, offers, newRegister, suggestions }))
      await checks.step(`answers: ${name}`, () => part(gateway, checks));
  } finally {
    await gateway.stop();
  }
}

module.exports = { run };
