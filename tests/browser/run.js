// Every page in a real browser, against one gateway with a sandbox. A file of this folder that
// exports a function (gateway, browser, checks) is a test.
//
//   node tests/browser/run.js BINARY [FILE...]
//   SLOW=1 node tests/browser/run.js BINARY [FILE...]    every page slow, to find checks that look too early
'use strict';
const fs = require('fs');
const path = require('path');
const { Checks, Gateway, openDistrict } = require('../peers/gateway');
const { launch } = require('./browser');

const own = new Set(['run.js', 'browser.js', 'person.js']);

async function main() {
  const wanted = process.argv.slice(3);
  const checks = new Checks();
  const gateway = new Gateway(path.resolve(process.argv[2]));
  gateway.rules = openDistrict(gateway.folder);
  await gateway.start();
  const browser = await launch();
  for (const file of fs.readdirSync(__dirname).filter((name) => name.endsWith('.js') && !own.has(name)).sort()) {
    if (!wanted.length || wanted.includes(file))
      await checks.step(file, () => require(`./${file}`)(gateway, browser, checks));
  }
  await browser.close();
  await gateway.stop();
  checks.ok('the gateway ends cleanly', gateway.code === 0, gateway.output.slice(-500));
  fs.rmSync(gateway.folder, { recursive: true, force: true });
  checks.close();
}

main().catch((e) => { console.error(e); console.log('0 passed, 1 failed'); process.exit(1); });
