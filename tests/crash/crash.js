// Kills the gateway at random moments under load and counts what is left: every acknowledged message
// exactly once, no case twice, no reply lost. The citizens behave as WeChat does: what is not
// acknowledged comes again with the same id. At the end every message is sent once more: its reply
// must be the one that was acknowledged, and the database must hold one case a citizen.
'use strict';
const { execFileSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const { Gateway, Citizen, Checks, sleep } = require('../peers/gateway');

const [binary = 'build/zhida', rounds = '50'] = process.argv.slice(2);
const CITIZENS = 24;
const random = mulberry(Number(process.env.SEED || 20261121));

function mulberry(seed) {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const state = { running: true, acknowledged: [], filed: new Set(), people: 0, doubled: [] };

async function insist(citizen, fields) {
  for (;;) {
    try {
      const reply = await citizen.send(fields);
      state.acknowledged.push({ citizen, fields, reply });
      return reply;
    } catch (e) {
      await sleep(10 + random() * 30);
    }
  }
}

// One person after another, each files one matter to its end.
async function lane(gateway, index) {
  for (let n = 0; state.running; n++) {
    const citizen = new Citizen(gateway, `crash_${index}_${n}`);
    state.people += 1;
    let reply = await insist(citizen, citizen.message({ MsgType: 'text',
      Content: '隔壁工地半夜还在打桩,吵得睡不着' }));
    for (let turn = 0; turn < 8; turn++) {
      const number = /[A-Z]{2,}\d{8}-\d{6}/.exec(reply);
      if (number) {
        if (state.filed.has(number[0])) state.doubled.push(number[0]);
        state.filed.add(number[0]);
        break;
      }
      reply = await insist(citizen, citizen.next('松风街道'));
    }
  }
}

async function main() {
  const checks = new Checks();
  const gateway = new Gateway(path.resolve(binary));
  await gateway.start();
  const lanes = Array.from({ length: CITIZENS }, (_, index) => lane(gateway, index));
  for (let round = 0; round < Number(rounds); round++) {
    await sleep(random() * 160);
    await gateway.kill();
    await gateway.start();
  }
  state.running = false;
  await Promise.all(lanes);

  const count = state.acknowledged.length;
  checks.ok(`${rounds} kills, ${count} messages acknowledged, ${state.filed.size} cases`,
    count > Number(rounds) && state.filed.size > 0);
  checks.ok('no case number was given twice', state.doubled.length === 0, state.doubled.join(' '));
  checks.ok('every citizen has a case', state.filed.size === state.people,
    `${state.filed.size} of ${state.people}`);
  let lost = 0;
  for (const { citizen, fields, reply } of state.acknowledged)
    if (await citizen.send(fields) !== reply) lost += 1;
  checks.ok('every repeat gets the acknowledged reply', lost === 0, `${lost} differ`);
  await gateway.stop();
  checks.ok('ends cleanly on SIGTERM', gateway.code === 0, `${gateway.code} ${gateway.signal}`);
  const file = fs.readdirSync(gateway.data).find((name) => name.endsWith('.db') &&
    !name.startsWith('documents') && !name.startsWith('enterprises'));
  const sql = (text) => execFileSync('sqlite3', [path.join(gateway.data, file), text]).toString().trim();
  checks.ok('the database holds exactly these cases',
    Number(sql('SELECT count(*) FROM cases')) === state.filed.size, sql('SELECT count(*) FROM cases'));
  checks.ok('the database is sound', sql('PRAGMA integrity_check') === 'ok');
  fs.rmSync(gateway.folder, { recursive: true, force: true });
  checks.close();
}

main().catch((e) => { console.error(e); console.log('0 passed, 1 failed'); process.exit(1); });
