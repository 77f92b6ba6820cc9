// The gateway as the world sees it: real libraries and fake providers on one side, a gateway started
// with an empty folder on the other. The parts run beside each other, each with gateways of its own,
// since most of their time they wait.
//
//   node tests/peers/run.js BINARY [PART...]
'use strict';
const path = require('path');
const { Checks, sleep } = require('./gateway');

const PARTS = {
  wechat: require('./talks_wechat'),
  sms: require('./talks_sms'),
  app: require('./talks_app'),
  desk: require('./talks_desk'),
  answers: require('./talks_answers'),
  reload: require('./talks_reload'),
  forget: require('./talks_forget'),
  tickets: require('./talks_tickets'),
  life: require('./case_life'),
  record: require('./talks_record'),
  rights: require('./talks_rights'),
  ideas: require('./talks_ideas'),
  confidential: require('./talks_confidential'),
  sso: require('./talks_sso'),
  model: require('./talks_model'),
  units: require('./talks_units'),
};
const LIMIT = 170000;

async function main() {
  const [binary = 'build/zhida', ...wanted] = process.argv.slice(2);
  const checks = new Checks();
  const names = wanted.length ? wanted : Object.keys(PARTS);
  const all = Promise.all(names.map((name) =>
    checks.step(name, () => PARTS[name].run(path.resolve(binary), checks))));
  const over = sleep(LIMIT).then(() => 'over');
  if (await Promise.race([all, over]) === 'over') checks.ok('done within its time', false);
  checks.close();
  process.exit(process.exitCode);
}

main();
