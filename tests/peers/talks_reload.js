// Rules change while people talk: a talk that has begun goes on under the new rules, and rules that
// are broken never take the place of ones that work.
'use strict';
const { spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { Citizen, Gateway, ROOT, filedIn, until } = require('./gateway');

const NIGHT = '隔壁工地半夜还在打桩,吵得睡不着';

function change(folder, file, from, to) {
  const where = path.join(folder, file);
  const text = fs.readFileSync(where, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
  fs.writeFileSync(where, text.replace(from, to));
}

const reload = async (gateway, metric) => {
  const before = await gateway.metric(metric);
  gateway.child.kill('SIGHUP');
  return until(async () => (await gateway.metric(metric)) > before);
};

async function goodRules(gateway, folder, checks) {
  const citizen = new Citizen(gateway, 'midtalk');
  await citizen.say(NIGHT);
  const reader = new Citizen(gateway, 'reader');
  await reader.say(NIGHT);
  await reader.say('松影苑');
  change(folder, 'phrases.zd', '核对一下：', '请您核对：');
  change(folder, 'duties/noise.zd', '交 城管局   协办 街道   急   期限 4 小时', '交 公安分局   协办 街道   急   期限 2 小时');
  change(folder, 'tests/noise.zd', '应得 事项 "0602" 单位 城管局', '应得 事项 "0602"');
  checks.ok('reload: new rules are put in force', await reload(gateway, 'zhida_rules_reloads_total'),
    gateway.output.slice(-1500));
  let reply = await citizen.say('松影苑');
  checks.ok('reload: the talk goes on in the new words', /请您核对/.test(reply), reply);
  checks.ok('reload: and to the new unit', /公安/.test(reply), reply);
  reply = await citizen.pick(/^对$/);
  checks.ok('reload: and is filed', filedIn(reply), reply);
  reply = await reader.pick(/^对$/);
  checks.ok('reload: a menu of before is still understood', filedIn(reply) || /核对/.test(reply), reply);
  return reply;
}

async function brokenRules(gateway, folder, checks) {
  const citizen = new Citizen(gateway, 'unimpressed');
  await citizen.say(NIGHT);
  change(folder, 'duties/noise.zd', '交 公安分局   协办 街道   急   期限 2 小时', '交 公安分剧   协办 街道   急   期限 2 小时');
  change(folder, 'phrases.zd', '请您核对：', '坏规则：');
  checks.ok('reload: broken rules are refused', await reload(gateway, 'zhida_rules_reloads_refused_total'),
    gateway.output.slice(-1500));
  checks.ok('reload: the log says what is wrong',
    await until(async () => /E0306|公安分剧/.test(gateway.output)), gateway.output.slice(-1500));
  const reply = await citizen.say('松影苑');
  checks.ok('reload: the running rules go on', /请您核对/.test(reply), reply);
  checks.ok('reload: the gateway is well', (await gateway.get('/readyz')).status === 200);
  change(folder, 'duties/noise.zd', '公安分剧', '公安分局');
  checks.ok('reload: mended rules are taken again', await reload(gateway, 'zhida_rules_reloads_total'));
  checks.ok('reload: with what else was changed', /坏规则/.test(await citizen.say('再说一遍')));
}

// A reload under load: nobody's message is lost or refused.
async function underLoad(gateway, folder, checks) {
  const citizens = Array.from({ length: 30 }, (_, i) => new Citizen(gateway, `busy_${i}`));
  const talks = Promise.all(citizens.map((citizen) => citizen.file(NIGHT, '松影苑')));
  change(folder, 'phrases.zd', '核对一下：', '请核对：');
  await reload(gateway, 'zhida_rules_reloads_total');
  const filed = await talks;
  checks.ok('reload: under load everybody is served', filed.length === 30
    && new Set(filed.map((one) => one.number)).size === 30);
}

// From the shell: on trial, back by itself, confirmed, taken back; talks go on through all of it.
async function onTrial(gateway, folder, checks) {
  change(folder, 'phrases.zd', '坏规则：', '核对一下：');
  await reload(gateway, 'zhida_rules_reloads_total');
  const zhida = (...args) => spawnSync(gateway.binary, [...args, '--data', gateway.data], { encoding: 'utf8' });
  const inForce = () => JSON.parse(zhida('versions', '--json').stdout).find((one) => one.in_force);
  const said = async (citizen) => citizen.say('再说一遍');
  const citizen = new Citizen(gateway, 'on_trial');
  await citizen.say(NIGHT);
  checks.ok('trial: the talk is at the read-back', /核对一下/.test(await citizen.say('松影苑')));
  const before = inForce();
  const measured = async () => /^zhida_rules_info\{version="(\w+)"\} 1$/m
    .exec((await gateway.get('/metrics', gateway.admin)).body.toString())?.[1];
  checks.ok('metrics: the version in force is named', await measured() === before.version, await measured());
  change(folder, 'phrases.zd', '核对一下：', '试行核对：');
  const tried = zhida('reload', '--confirm', '20s');
  checks.ok('trial: zhida reload says what it did', tried.status === 0 && /试行 20 秒/.test(tried.stdout), tried.stdout + tried.stderr);
  checks.ok('trial: the talk goes on under them', /试行核对/.test(await said(citizen)));
  checks.ok('metrics: and the one on trial', ![undefined, before.version].includes(await measured()), await measured());
  checks.ok('trial: nobody confirms, so those of before come back',
    await until(async () => inForce().version === before.version), JSON.stringify(inForce()));
  checks.ok('metrics: then the one of before again', await measured() === before.version, await measured());
  checks.ok('trial: and the talk goes on', /核对一下/.test(await said(citizen)));
  zhida('reload', '--confirm', '10m');
  checks.ok('trial: confirmed', zhida('confirm').status === 0 && inForce().state === 'good');
  const filed = filedIn(await citizen.pick(/^对$/));
  checks.ok('trial: the case is filed', filed);
  checks.ok('versions: the case is counted for the version that decided it', inForce().cases === 1, JSON.stringify(inForce()));
  const undone = zhida('undo', '--lang', 'en');
  checks.ok('undo: back to before', undone.status === 0 && /taken back/.test(undone.stdout)
    && inForce().version === before.version, undone.stdout + undone.stderr);
  change(folder, 'phrases.zd', '试行核对：', '{没有');
  const broken = zhida('reload');
  checks.ok('reload: errors are shown where one stands', broken.status === 1 && /phrases\.zd:\d+/.test(broken.stdout)
    && inForce().version === before.version, broken.stdout);
  change(folder, 'phrases.zd', '{没有', '核对一下：');
}

async function run(binary, checks) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zhida-rules-'));
  fs.cpSync(path.join(ROOT, 'rules', 'yunxi'), folder, { recursive: true });
  const gateway = await new Gateway(binary, { rules: folder }).start();
  try {
    await checks.step('reload: good rules', () => goodRules(gateway, folder, checks));
    await checks.step('reload: broken rules', () => brokenRules(gateway, folder, checks));
    await checks.step('reload: on trial', () => onTrial(gateway, folder, checks));
    await checks.step('reload: under load', () => underLoad(gateway, folder, checks));
  } finally {
    await gateway.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

module.exports = { run };
