// A case's whole life over the desk's interface: returned, disputed, arbitrated; helped by another
// unit; given more time; paused until the citizen adds something; opened again; merged. What each
// role may do next is what the sheet says, and what it does not say is refused.
'use strict';
const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const { Citizen, Gateway } = require('./gateway');
const { officers } = require('./desk');

const MATTER = '松影苑隔壁工地半夜还在打桩,吵得睡不着';
const REASON = '现场核实后，情况说明如下。';

const names = (sheet) => sheet.actions.map((one) => (typeof one === 'string' ? one : one.code));

async function file(gateway, people, who) {
  const filed = await new Citizen(gateway, who).file(MATTER, '松影苑');
  return (await people.dispatch.find(filed.number));
}

async function arbitrated(gateway, people, checks) {
  const one = await file(gateway, people, 'life-disputed');
  const { chengguan, zhujian, dispatch, duban } = people;
  checks.ok('life: returned', (await chengguan.act(one.id, 'return', { text: REASON })).status === 200);
  await dispatch.act(one.id, 'assign', { unit: '住建局', text: '' });
  const sheet = (await zhujian.get(`cases/${one.id}`)).json;
  checks.ok('life: a second unit disputes and cannot return', names(sheet).includes('dispute') && !names(sheet).includes('return'),
    String(names(sheet)));
  checks.ok('life: a return is refused then', (await zhujian.act(one.id, 'return', { text: REASON })).status === 409);
  checks.ok('life: disputed', [200].includes((await zhujian.act(one.id, 'dispute', { text: REASON })).status));
  checks.ok('life: the dispatcher does not arbitrate', (await dispatch.act(one.id, 'arbitrate', { unit: '住建局', text: REASON })).status === 409);
  checks.ok('life: arbitration needs its reason', (await duban.act(one.id, 'arbitrate', { unit: '住建局', text: '' })).status === 422);
  checks.ok('life: arbitrated', (await duban.act(one.id, 'arbitrate', { unit: '住建局', text: '工地夜间施工由审批单位负责到底。' })).status === 200);
  const after = (await dispatch.get(`cases/${one.id}`)).json;
  checks.ok('life: nobody assigns it away again', after.unit.code === '住建局' && !names(after).includes('assign'), String(names(after)));
  const ran = spawnSync(gateway.binary, ['tickets', '--data', gateway.data, '--arbitrated'], { encoding: 'utf8' });
  checks.ok('life: a proposal for the rules', /仲裁.*-> 住建局/.test(ran.stdout) && /应得 单位 住建局/.test(ran.stdout), ran.stdout + ran.stderr);
  const folder = path.join(gateway.folder, 'proposed');
  fs.cpSync(gateway.rules, folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'arbitrated.zd'), ran.stdout);
  const tested = spawnSync(gateway.binary, ['test', folder], { encoding: 'utf8' });
  checks.ok('life: which the rules do not meet yet, and say so', tested.status === 1 && /仲裁 /.test(tested.stdout)
    && /1 个没通过/.test(tested.stdout), tested.stdout.slice(-400) + tested.stderr);
}

async function helped(gateway, people, checks) {
  const one = await file(gateway, people, 'life-helped');
  const { chengguan, zhujian } = people;
  checks.ok('life: not theirs yet', (await zhujian.get(`cases/${one.id}`)).status === 404);
  await chengguan.act(one.id, 'sign');
  checks.ok('life: an unknown helper', (await chengguan.act(one.id, 'invite', { helper: '天上' })).status === 422);
  await chengguan.act(one.id, 'invite', { helper: '住建局' });
  const sheet = (await zhujian.get(`cases/${one.id}`)).json;
  checks.ok('life: the helper sees it and helps, no more', sheet && names(sheet).includes('help') && !names(sheet).includes('answer'),
    JSON.stringify(sheet && sheet.actions));
  checks.ok('life: its part', (await zhujian.act(one.id, 'help', { text: '已核对施工许可，夜间未获批准。' })).status === 200);
  checks.ok('life: a part is given once', (await zhujian.act(one.id, 'help', { text: REASON })).status === 409);
  const asked = await chengguan.act(one.id, 'extend_ask', { text: '需等检测报告出来。' });
  const refused = await chengguan.act(one.id, 'extend_grant');
  checks.ok('life: who asks for time does not grant it', asked.status === 200 && refused.status === 409);
  const before = asked.json.due, granted = await people.duban.act(one.id, 'extend_grant');
  checks.ok('life: a deadline says how it is counted', asked.json.deadline.days.some((day) => day.counted) && asked.json.deadline.count > 0,
    JSON.stringify(asked.json.deadline));
  checks.ok('life: more time', granted.status === 200 && granted.json.due > before, `${before} ${granted.json && granted.json.due}`);
  checks.ok('life: only once', (await chengguan.act(one.id, 'extend_ask', { text: '还要再等等。' })).status === 409);
  return one;
}

async function pausedAndOpened(gateway, people, checks) {
  const citizen = new Citizen(gateway, 'life-paused');
  const filed = await citizen.file(MATTER, '松影苑');
  const one = await people.dispatch.find(filed.number);
  const { chengguan, dispatch } = people;
  await chengguan.act(one.id, 'sign');
  checks.ok('life: paused', (await chengguan.act(one.id, 'pause', { text: '请补充施工单位的名称或照片。' })).status === 200);
  const sheet = (await chengguan.get(`cases/${one.id}`)).json;
  checks.ok('life: a paused case is not answered', sheet.state.code === 'paused' && !names(sheet).includes('answer'));
  await chengguan.act(one.id, 'resume');
  await chengguan.act(one.id, 'answer', { text: '已责令停工整改，今晚起不再施工。' });
  await dispatch.act(one.id, 'close');
  const closed = (await dispatch.get(`cases/${one.id}`)).json;
  checks.ok('life: closed', closed.state.code === 'closed' && names(closed).includes('reopen'), String(names(closed)));
  await dispatch.act(one.id, 'reopen', { text: '回访时市民说又开始了。' });
  const again = (await dispatch.get(`cases/${one.id}`)).json;
  checks.ok('life: opened again, in half the time', again.state.code === 'redo' && again.poor === 1 && again.due > again.now);
  return one;
}

async function merged(gateway, people, into, checks) {
  const one = await file(gateway, people, 'life-merged');
  const { dispatch } = people;
  checks.ok('life: into itself it does not go', (await dispatch.act(one.id, 'merge', { other: one.number })).status === 422);
  checks.ok('life: nor into one that is not there', (await dispatch.act(one.id, 'merge', { other: 'YX20010101-000001' })).status === 422);
  checks.ok('life: merged', (await dispatch.act(one.id, 'merge', { other: into.number })).status === 200);
  const sheet = (await dispatch.get(`cases/${into.id}`)).json;
  checks.ok('life: the other one says so', sheet.events.some((event) => event.move && event.move.code === 'absorbed' && event.text.includes(one.number))
    && sheet.followers === 1, JSON.stringify(sheet.events.slice(-2)));
}

module.exports = { run: async (binary, checks) => {
  const gateway = await new Gateway(binary).start();
  const people = await officers(gateway);
  for (const officer of Object.values(people)) await officer.signIn();
  await arbitrated(gateway, people, checks);
  await helped(gateway, people, checks);
  const open = await pausedAndOpened(gateway, people, checks);
  await merged(gateway, people, open, checks);
  await gateway.stop();
  checks.ok('life: the gateway ends cleanly', gateway.code === 0, gateway.output.slice(-300));
} };
