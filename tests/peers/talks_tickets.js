// What the desk decides comes back as training material: a talk that a person takes over, an officer
// who picks the unit, a unit that sends it back, and the table that holds the last word; nothing of
// who stays anonymous or was forgotten, no name, no number, and a line in the record.
'use strict';
const { execFileSync, spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const { Citizen, Gateway, filedIn } = require('./gateway');
const { officers } = require('./desk');

const LOST = ['那个东西今天又变成那样子了真的是', '就是门口那个事情嘛，我叫王小明，电话19900001234，李阿姨也知道'];

const sql = (gateway, text) => execFileSync('sqlite3', ['-cmd', '.timeout 60000',
  path.join(gateway.data, 'zhida.db'), text]).toString().trim();

function tickets(gateway, ...more) {
  const ran = spawnSync(gateway.binary, ['tickets', '--data', gateway.data, ...more], { encoding: 'utf8' });
  const [header, ...lines] = ran.stdout.trim().split('\n');
  const names = (header || '').split('\t');
  return { code: ran.status, told: ran.stderr, header, text: ran.stdout,
    rows: lines.map((line) => Object.fromEntries(line.split('\t').map((value, i) => [names[i], value]))) };
}

// Two sentences that nobody understands: at the second a person has it.
async function handedOver(gateway, checks) {
  const citizen = new Citizen(gateway, 'ticket-lost');
  await citizen.say('你好');
  await citizen.say(LOST[0]);
  const reply = await citizen.say(LOST[1]);
  checks.ok('tickets: handed over, told at once', /请工作人员来看/.test(reply) && /调度员最迟.*看/.test(reply), reply);
  const more = await citizen.say('我住在松影苑三幢那边');
  checks.ok('tickets: what comes after is put to it', /已补充到/.test(more), more);
  return filedIn(reply);
}

async function decidedByDesk(gateway, people, filed, checks) {
  const one = await people.dispatch.find(filed.number);
  let sheet = (await people.dispatch.get(`cases/${one.id}`)).json;
  checks.ok('tickets: the desk reads why', sheet.decision.why.code === 'misunderstood' && /两次/.test(sheet.decision.why.zh),
    JSON.stringify(sheet.decision));
  checks.ok('tickets: the talk goes along', JSON.stringify(sheet.talk).includes(LOST[0]));
  checks.ok('tickets: and what was added', sheet.text.includes('松影苑三幢')
    && sheet.events.some((event) => event.move && event.move.code === 'added'), sheet.text);
  checks.ok('tickets: not settled, not a ticket', tickets(gateway).rows.length === 0);
  await people.dispatch.act(one.id, 'assign', { unit: '城管局', text: '' });
  checks.ok('tickets: the first choice is there', tickets(gateway).rows[0].unit === '城管局');
  await people.chengguan.act(one.id, 'return', { text: '不属于我局职责，请改派。' });
  checks.ok('tickets: sent back it teaches nothing', tickets(gateway).rows.length === 0);
  await people.dispatch.act(one.id, 'assign', { unit: '公安分局', duty: '0602', text: '' });
  sheet = (await people.dispatch.get(`cases/${one.id}`)).json;
  checks.ok('tickets: the duty goes with the unit', sheet.duty.code === '0602' && sheet.category.code === '噪声' && sheet.due > sheet.now,
    JSON.stringify([sheet.duty, sheet.category]));
}

async function theTable(gateway, checks) {
  const table = tickets(gateway);
  const row = table.rows.find((one) => one.text.includes('那个东西'));
  checks.ok('tickets: the header', table.header === 'text\tunit\tduty\tarea\ttime\tsource', table.header);
  checks.ok('tickets: the last choice', row && row.unit === '公安分局' && row.duty === '0602' && row.source === 'desk', table.text);
  checks.ok('tickets: when', row && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(row.time), row && row.time);
  checks.ok('tickets: no name, no number', !/王小明|李阿姨|1990000|\b1234\b/.test(table.text) && /我叫某/.test(row.text), row.text);
  checks.ok('tickets: nothing of who stays anonymous', !table.text.includes('夜里装修'), table.text);
  checks.ok('tickets: recorded, without a word of it', /tickets\.export\|command line; rows \d+; since the beginning/.test(
    sql(gateway, 'SELECT action, detail FROM audit ORDER BY id DESC LIMIT 1')));
  checks.ok('tickets: since tomorrow there is none', tickets(gateway, '--since', '2199-01-01').code === 1);
  checks.ok('tickets: a wrong day is told', /2026-01-01/.test(tickets(gateway, '--since', '1.1.26').told));
  const file = path.join(gateway.folder, 'tickets.tsv');
  checks.ok('tickets: into a file of one\'s own', tickets(gateway, '-o', file).code === 0
    && fs.readFileSync(file, 'utf8') === table.text && (fs.statSync(file).mode & 0o777) === 0o600);
}

// The text alone, closed without a return; and one where the citizen was asked.
async function byTheRules(gateway, people, checks) {
  const night = await new Citizen(gateway, 'ticket-night').file('松影苑隔壁工地半夜还在打桩,吵得睡不着', '松影苑');
  checks.ok('tickets: what the rules did alone waits for its end', !tickets(gateway).rows.some((one) => one.text.includes('打桩')));
  const one = await people.dispatch.find(night.number);
  await people.chengguan.act(one.id, 'sign');
  await people.chengguan.act(one.id, 'answer', { text: '已查处，今晚起停工整改。' });
  await people.dispatch.act(one.id, 'close');
  const closed = tickets(gateway).rows.find((row) => row.text.includes('打桩'));
  checks.ok('tickets: closed it is one', closed && closed.source === 'engine' && closed.unit === '城管局', JSON.stringify(closed));
  const asked = new Citizen(gateway, 'ticket-asked');
  await asked.say('松影苑这里太吵了，不得安生');
  await asked.pick(/装修/);
  const filed = await asked.file('晚上十一点', '松影苑');
  const row = tickets(gateway).rows.find((each) => each.text.includes('不得安生'));
  checks.ok('tickets: where the citizen was asked the answers count', row && row.source === 'answers', `${filed.number} ${JSON.stringify(row)}`);
}

async function nameless(gateway, checks) {
  const shy = new Citizen(gateway, 'ticket-shy');
  await shy.say('松影苑夜里装修，电钻吵死了，晚上十一点，我要匿名');
  await shy.file('对', '松影苑');
  const gone = await new Citizen(gateway, 'ticket-gone').file('松影苑隔壁工地半夜还在打桩,吵得睡不着', '松影苑');
  spawnSync(gateway.binary, ['erase', gone.number, '--data', gateway.data, '--yes']);
  const ran = tickets(gateway);
  checks.ok('tickets: how many were left out is told', /匿名或已删除的 [2-9] 件/.test(ran.told), ran.told);
}

// The table is what `zhida learn` reads, to its last row.
function learned(gateway, checks) {
  const table = tickets(gateway);
  const file = path.join(gateway.folder, 'all.tsv');
  fs.writeFileSync(file, table.text);
  const ran = spawnSync(gateway.binary, ['learn', '--rules', gateway.rules, '--tickets', file, '--dry-run'], { encoding: 'utf8' });
  checks.ok('tickets: learned from', ran.status === 0 && ran.stdout.includes(`${table.rows.length} 件工单`), ran.stdout.slice(0, 300) + ran.stderr);
}

// Past tickets back into the gateway: what happens most is the first choice.
async function askedByFrequency(binary, folder, checks) {
  const table = path.join(folder, 'past.tsv');
  fs.writeFileSync(table, 'text\tunit\tduty\n' + '狗又叫\t公安分局\t0616\n'.repeat(300));
  const gateway = await new Gateway(binary, { extra: ['--tickets', table] }).start();
  const citizen = new Citizen(gateway, 'ticket-dogs');
  const reply = await citizen.say('松影苑这里太吵了');
  checks.ok('tickets: the likeliest answer stands first', citizen.menu.length > 3 && citizen.menu[0].label === '狗叫',
    `${reply} ${citizen.menu.map((one) => one.label)}`);
  await gateway.stop();
  const missing = spawnSync(binary, ['serve', '--rules', gateway.rules, '--data', gateway.data, '--tickets', `${table}.gone`], { encoding: 'utf8' });
  checks.ok('tickets: a table that is not there is told', missing.status !== 0 && /past\.tsv\.gone/.test(missing.stdout + missing.stderr),
    missing.stdout + missing.stderr);
}

module.exports = { run: async (binary, checks) => {
  const gateway = await new Gateway(binary).start();
  const people = await officers(gateway);
  for (const officer of Object.values(people)) await officer.signIn();
  const filed = await handedOver(gateway, checks);
  await decidedByDesk(gateway, people, filed, checks);
  await nameless(gateway, checks);
  await theTable(gateway, checks);
  await byTheRules(gateway, people, checks);
  learned(gateway, checks);
  await askedByFrequency(binary, gateway.folder, checks);
  await gateway.stop();
  checks.ok('tickets: the gateway ends cleanly', gateway.code === 0, gateway.output.slice(-300));
} };
