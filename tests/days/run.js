// The long matrix: every role's day from login to logout, Chinese and English, desktop and phone;
// each page held against axe and looked at for what does not fit. Pictures and prints lie in
// build/screens/days-*. `run.js BINARY [ROLE...]` runs only those.
'use strict';
const fs = require('fs');
const path = require('path');
const { Checks, Gateway } = require('../peers/gateway');
const { launch } = require('../browser/browser');
const { day, roles } = require('./roles');
const { citizen, member } = require('./public');
const { Scene } = require('./scene');

const SCREENS = [['desktop', 'zh'], ['phone', 'zh'], ['desktop', 'en'], ['phone', 'en']];

async function main() {
  const wanted = process.argv.slice(3), checks = new Checks(), browser = await launch();
  const is = (role) => !wanted.length || wanted.includes(role);
  for (const [size, language] of SCREENS) {
    const gateway = await new Gateway(path.resolve(process.argv[2])).start(), how = { size, language };
    const scene = await Scene.set(gateway);
    if (is('citizen')) await checks.step(`citizen ${size} ${language}`, () => citizen(browser, checks, scene, how));
    if (is('member')) await checks.step(`member ${size} ${language}`, () => member(browser, checks, scene, how));
    for (const role of roles.filter(is)) await checks.step(`${role} ${size} ${language}`, () => day(browser, checks, scene, role, how));
    await gateway.stop();
    fs.rmSync(gateway.folder, { recursive: true, force: true });
  }
  await browser.close();
  checks.close();
}

main().catch((error) => { console.error(error); console.log('0 passed, 1 failed'); process.exit(1); });
