// The gateway as the world sees it: real libraries and fake providers on one side, a gateway started
// with an empty folder on the other. Some parts run beside each other (AT_ONCE), each in a process of
// its own, so that a provider of one never answers late because another waits for a command.
//
//   node tests/peers/run.js BINARY [PART...]
'use strict';
const { spawn } = require('child_process');
const path = require('path');
const { Checks, sleep } = require('./gateway');

// Those that wait longest come first.
const PARTS = {
  taken: './talks_taken',
  wechat: './talks_wechat',
  sms: './talks_sms',
  units: './talks_units',
  sso: './talks_sso',
  model: './talks_model',
  reload: './talks_reload',
  tickets: './talks_tickets',
  forget: './talks_forget',
  answers: './talks_answers',
  app: './talks_app',
  ideas: './talks_ideas',
  desk: './talks_desk',
  life: './case_life',
  rights: './talks_rights',
  record: './talks_record',
  confidential: './talks_confidential',
};
const LIMIT = 1500000, AT_ONCE = 8, ALONE = '--alone';

// One part in this process.
async function alone(binary, name) {
  const checks = new Checks();
  await checks.step(name, () => require(PARTS[name]).run(path.resolve(binary), checks));
  checks.close();
  process.exit(process.exitCode);
}

// One part in a process of its own: what it printed, and its sums.
function apart(binary, name, running) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [__filename, binary, ALONE, name], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    running.add(child);
    child.stdout.on('data', (text) => { output += text; });
    child.on('close', (code) => {
      running.delete(child);
      const sums = /(\d+) passed, (\d+) failed\n$/.exec(output);
      if (!sums) output += `FAIL ${name} ended (${code})\n`;
      process.stdout.write(sums ? output.slice(0, sums.index) : output);
      resolve(sums ? { passed: Number(sums[1]), failed: Number(sums[2]) } : { passed: 0, failed: 1 });
    });
  });
}

async function main() {
  const [binary = 'build/zhida', ...wanted] = process.argv.slice(2);
  if (wanted[0] === ALONE) return alone(binary, wanted[1]);
  const waiting = wanted.length ? wanted : Object.keys(PARTS), running = new Set(), sum = { passed: 0, failed: 0 };
  const lane = async () => {
    for (let name; (name = waiting.shift());) {
      const { passed, failed } = await apart(binary, name, running);
      sum.passed += passed;
      sum.failed += failed;
    }
  };
  const all = Promise.all(Array.from({ length: AT_ONCE }, lane));
  const over = sleep(LIMIT).then(() => 'over');
  if (await Promise.race([all, over]) === 'over') {
    waiting.length = 0;
    for (const child of running) child.kill('SIGTERM');
    console.log('FAIL done within its time');
    sum.failed += 1;
    await all;
  }
  console.log(`${sum.passed} passed, ${sum.failed} failed`);
  process.exit(sum.failed ? 1 : 0);
}

main();
