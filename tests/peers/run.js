// The gateway as the world sees it: real libraries and fake providers on one side, a gateway started
// with an empty folder on the other. Some parts run beside each other (AT_ONCE), each with gateways of
// its own, since most of their time they wait.
//
//   node tests/peers/run.js BINARY [PART...]
'use strict';
const path = require('path');
const { Checks, sleep } = require('./gateway');

// Those that wait longest come first.
const PARTS = {
  taken: require('./talks_taken'),
  wechat: require('./talks_wechat'),
  sms: require('./talks_sms'),
  units: require('./talks_units'),
  sso: require('./talks_sso'),
  model: require('./talks_model'),
  reload: require('./talks_reload'),
  tickets: require('./talks_tickets'),
  forget: require('./talks_forget'),
  answers: require('./talks_answers'),
  app: require('./talks_app'),
  ideas: require('./talks_ideas'),
  desk: require('./talks_desk'),
  life: require('./case_life'),
  rights: require('./talks_rights'),
  record: require('./talks_record'),
  confidential: require('./talks_confidential'),
};
const LIMIT = 400000, AT_ONCE = 8;

async function main() {
  const [binary = 'build/zhida', ...wanted] = process.argv.slice(2);
  const checks = new Checks();
  const names = wanted.length ? wanted : Object.keys(PARTS);
  const waiting = [...names];
  const lane = async () => {
    for (let name; (name = waiting.shift());)
      await checks.step(name, () => PARTS[name].run(path.resolve(binary), checks));
  };
  const all = Promise.all(Array.from({ length: AT_ONCE }, lane));
  const over = sleep(LIMIT).then(() => 'over');
  if (await Promise.race([all, over]) === 'over') checks.ok('done within its time', false);
  checks.close();
  process.exit(process.exitCode);
}

main();
