// A few roles' days, which nothing else here has, on a phone and in English; `make days` has them all,
// with every section of their menus.
'use strict';
const { Gateway } = require('../peers/gateway');
const { day } = require('../days/roles');
const { Scene } = require('../days/scene');

const DAYS = [['dispatcher', 'phone', 'en'], ['helper', 'phone', 'zh'], ['supervisor', 'desktop', 'en'], ['unit', 'desktop', 'zh']];

module.exports = async (shared, browser, checks) => {
  const gateway = await new Gateway(shared.binary).start();
  try {
    const scene = await Scene.set(gateway);
    for (const [role, size, language] of DAYS)
      await checks.step(`day of ${role}`, () => day(browser, checks, scene, role, { size, language, walk: false }));
    await gateway.stop();
  } finally {
    await gateway.kill();
  }
};
