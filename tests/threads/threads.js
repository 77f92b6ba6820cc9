// All threads at once: citizens on every channel, officers at the desk, files, rules that change, pages
// and figures, and in the midst of it the end. The gateway is built with ThreadSanitizer; every report
// is a failure. What was done is counted, since a gateway that stands still has no races.
//
//   node tests/threads/threads.js BINARY LOAD SECONDS [WRAPPER...]
'use strict';
const { spawn } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { Checks, Citizen, Gateway, ROOT, sleep, until } = require('../peers/gateway');
const { App } = require('../peers/app');
const { officers } = require('../peers/desk');
const { Phone } = require('../peers/talks_sms');
const { Platform, PIXEL } = require('../peers/platform');

const RULES = path.join(ROOT, 'rules', 'yunxi');
const NIGHT = '隔壁工地半夜还在打桩,吵得睡不着';
const QUESTIONS = ['高新技术企业奖励多少钱?', '小学什么时候报名', '我公司能享受什么政策', '进度', '建议在公园装路灯'];
const done = { app: 0, sms: 0, wechat: 0, desk: 0, upload: 0, reload: 0, refused: 0, page: 0 };

// One after the other until the time is over; what fails because the gateway ends is no fault here.
async function over(state, work) {
  for (let round = 0; !state.over; round++) {
    try {
      await work(round);
    } catch (e) {
      if (!state.over) state.faults.push(e.stack);
      await sleep(50);
    }
  }
}

async function talkApp(gateway, round) {
  const app = await new App(gateway, { lang: round % 2 ? 'en' : 'zh' }).connect();
  await app.say(NIGHT);
  const sent = await app.upload(PIXEL, 'image/png');
  if (sent.status === 200) {
    done.upload += 1;
    await app.ask({ type: 'media', media_id: JSON.parse(sent.body).media_id, kind: 'image' });
  }
  app.drop();
  await app.connect();
  await app.say('松影苑');
  await app.say(QUESTIONS[round % QUESTIONS.length]);
  done.app += 1;
  app.close();
}

async function talkSms(gateway, platform, round) {
  const phone = new Phone(gateway, platform);
  await phone.say(round % 3 ? NIGHT : QUESTIONS[round % QUESTIONS.length]);
  await phone.say('松影苑');
  done.sms += 1;
}

async function talkWechat(gateway, name, round) {
  const citizen = new Citizen(gateway, `${name}_${round}`);
  await citizen.say(NIGHT);
  await citizen.send(citizen.message({ MsgType: 'image', PicUrl: 'http://127.0.0.1:9/x.png',
    MediaId: `media_${name}_${round}` }));
  await citizen.file('松影苑', '松影苑').catch(() => {});
  await citizen.say(QUESTIONS[round % QUESTIONS.length]);
  done.wechat += 1;
}

async function workDesk(officer) {
  const { json } = await officer.get('cases?state=open');
  for (const one of ((json && json.cases) || []).slice(0, 3)) {
    await officer.get(`cases/${one.id}`);
    const signed = await officer.act(one.id, 'sign');
    await officer.act(one.id, 'answer', { text: '已到现场责令停工，夜间不再施工。' });
    if (signed.status === 200) done.desk += 1;
  }
  await officer.get('cases?state=all');
}

const WATCHED = ['/healthz', '/readyz', '/chat', '/documents/', '/nothing'];
async function readPages(gateway, round) {
  await gateway.get(WATCHED[round % WATCHED.length]);
  await gateway.get(round % 2 ? '/metrics' : '/desk', gateway.admin);
  done.page += 1;
  await sleep(20);
}

// Now sound rules, now broken ones.
async function reload(gateway, folder, round) {
  const file = path.join(folder, 'phrases.zd');
  const text = fs.readFileSync(path.join(RULES, 'phrases.zd'), 'utf8');
  const sound = round % 2 === 0;
  fs.writeFileSync(file, sound ? text.replace('核对一下：', `核对一下（${round}）：`) : `${text}\n用语 坏了 {`);
  const metric = sound ? 'zhida_rules_reloads_total' : 'zhida_rules_reloads_refused_total';
  const before = await gateway.metric(metric);
  gateway.child.kill('SIGHUP');
  if (await until(async () => (await gateway.metric(metric)) > before, 60000)) done[sound ? 'reload' : 'refused'] += 1;
  await sleep(300);
}

function hurry(load, gateway, seconds, first) {
  const child = spawn(load, ['127.0.0.1', String(gateway.port), '--connections', '24', '--warm', '0',
    '--seconds', String(seconds), '--first', String(first)], { stdio: ['ignore', 'pipe', 'ignore'] });
  let out = '';
  child.stdout.on('data', (text) => { out += text; });
  return { child, ended: new Promise((resolve) => child.on('exit', () => resolve(out))) };
}

async function drive(gateway, platform, folder, load, seconds, checks) {
  const state = { over: false, faults: [] };
  const people = await officers(gateway);
  for (const one of Object.values(people)) await one.signIn();
  const crowd = hurry(load, gateway, seconds, gateway.generation * 1000000);
  for (const work of [
    ...[1, 2, 3, 4].map(() => (round) => talkApp(gateway, round)),
    ...[1, 2].map(() => (round) => talkSms(gateway, platform, round)),
    ...['a', 'b'].map((name) => (round) => talkWechat(gateway, `${name}${gateway.generation}`, round)),
    ...[people.chengguan, people.dispatch].map((one) => () => workDesk(one)),
    (round) => reload(gateway, folder, round),
    (round) => readPages(gateway, round),
  ]) over(state, work); // each ends by itself once the time is over
  await sleep(seconds * 1000 - 500);
  await until(async () => Object.values(done).every((count) => count > 0), 120000); // on a slow machine
  checks.ok('threads: nobody was left without an answer', state.faults.length === 0, state.faults.slice(0, 3).join('\n'));
  state.over = true;
  await gateway.stop(); // under load
  const killed = setTimeout(() => crowd.child.kill('SIGKILL'), 5000);
  const out = await crowd.ended;
  clearTimeout(killed);
  checks.ok('threads: asked to end under load, it ends in peace', gateway.code === 0,
    `${gateway.code} ${gateway.signal}`);
  return out ? JSON.parse(out) : { turns: 0, cases: 0 };
}

async function main() {
  const [binary, load, seconds, ...wrapper] = process.argv.slice(2);
  const checks = new Checks();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zhida-threads-'));
  const rules = path.join(folder, 'rules');
  const platform = new Platform();
  const port = await platform.listen();
  checks.ok('threads: the binary is one that watches', fs.readFileSync(binary).includes('__tsan_init'));
  const gateway = new Gateway(path.resolve(binary), { wrapper, rules, upstream: `http://127.0.0.1:${port}` });
  let turns = 0;
  // Twice on the same data: the second start finds what the first one left.
  for (gateway.generation = 1; gateway.generation <= 2; gateway.generation++)
    await checks.step('threads: a life', async () => {
      fs.cpSync(RULES, rules, { recursive: true });
      await gateway.start();
      platform.receipts = `http://127.0.0.1:${gateway.port}/sms/demo/receipt`;
      const figures = await drive(gateway, platform, rules, load, Number(seconds) / 2, checks);
      turns += figures.turns;
      console.log(JSON.stringify({ ...done, turns }));
    });
  for (const [what, count] of Object.entries({ ...done, turns }))
    checks.ok(`threads: there was work: ${what}`, count > (what === 'turns' ? 100 : 0), `${count}`);
  await platform.close();
  gateway.clear();
  fs.rmSync(folder, { recursive: true, force: true });
  checks.close();
  process.exit(process.exitCode);
}

main();
