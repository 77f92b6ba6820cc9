// The first page of the public side and the figures for everyone, on a telephone.
'use strict';
const { Citizen, Gateway, dayHolds, until } = require('../peers/gateway');
const { accessible, close, open } = require('./browser');

const SMALL = { width: 360, height: 740 };

module.exports = async (shared, browser, checks) => {
  await dayHolds();
  const gateway = await new Gateway(shared.binary).start();
  try {
    const base = `http://127.0.0.1:${gateway.port}`;
    const places = ['松影苑', '荷叶家园', '松影苑', '荷叶家园', '松影苑', '荷叶家园'];
    for (let i = 0; i < places.length; i++) await new Citizen(gateway, `figures_${i}`).file('隔壁工地半夜还在打桩，吵得睡不着', places[i]);
    const page = await open(browser, SMALL, 'zh-CN', { isMobile: true, hasTouch: true, deviceScaleFactor: 2 });
    for (const where of ['/public', '/figures', '/figures?lang=en']) {
      await page.goto(base + where);
      const faults = await accessible(page);
      checks.ok(`figures: ${where}: nothing serious for axe`, !faults.length, JSON.stringify(faults));
      checks.ok(`figures: ${where}: nothing wider than 360 points`, !(await page.overflows()));
    }
    const told = await until(async () => {
      await page.goto(`${base}/figures`);
      return /受理量[^]*?\b6\b/.test(await page.locator('main').innerText());
    });
    const text = await page.locator('main').innerText();
    checks.ok('figures: six cases are told, and what was heard most this week', told && /本周大家说得最多的/.test(text), text.slice(0, 600));
    checks.ok('figures: what is too few is not told', text.includes('太少，不列'));
    await page.picture('figures-1');
    await page.goto(`${base}/public`);
    for (const name of ['说事、问事', '查进度', '留言板', '公开数据'])
      checks.ok(`figures: the first page leads to ${name}`, await page.locator('main').getByRole('link', { name }).isVisible());
    await page.picture('figures-2-home');
    const links = await page.locator('main a, nav a').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    for (const link of new Set(links)) checks.ok(`figures: ${link} is there`, (await gateway.get(link)).status === 200);
    checks.ok('figures: the page complains of nothing', !page.complaints.length, page.complaints.join('; '));
    await close(page);
    await gateway.stop();
  } finally {
    await gateway.kill();
  }
};
