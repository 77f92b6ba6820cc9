// What each role does from login to logout, with clicks and keys: its own work first, then every
// section of its menu. A role is (walker, scene): a walker that has signed in, and what lies there.
'use strict';
const fs = require('fs');
const path = require('path');
const { until } = require('../peers/gateway');
const { comes, SCREENS } = require('../browser/browser');

const state = (page, code) => page.locator(`.head .state.${code}`).waitFor();

async function openCase(walker, id) {
  await walker.page.goto(walker.page.url().replace(/#.*/, '') + `#/case/${id}`);
  await walker.page.waitForSelector('.head h1');
  await walker.quiet();
}

// Opens the form of a move, fills what it asks for, sends it.
async function move(walker, act, fill = async () => {}) {
  const { page } = walker;
  await page.click(`[data-act=${act}]`);
  await fill(page);
  await page.click('.acts form .primary');
  await page.locator('.acts form').waitFor({ state: 'detached' });
  await walker.quiet();
}

const write = (text) => (page) => page.fill('#act-text', text);

async function paper(walker, what) {
  if (walker.size === 'phone') return; // paper is the same from everywhere
  const file = path.join(SCREENS, `days-${what}-${walker.language}.pdf`);
  await walker.page.pdf({ path: file, format: 'A4', printBackground: false });
  walker.ok(`${what} prints`, fs.statSync(file).size > 8000, fs.statSync(file).size);
  await walker.page.emulateMedia({ media: 'print' });
  const shown = await walker.page.evaluate(() => [...document.querySelectorAll('.top, .sections, .acts, nav, form')].filter((one) => one.getBoundingClientRect().height).map((one) => one.className || one.tagName));
  walker.ok(`${what} on paper has no menus and no forms`, !shown.length, shown.join(' '));
  await walker.page.emulateMedia({ media: 'screen' });
}

const roles = {
  clerk: { login: 'huawu', async day(walker, scene) {
    const { page } = walker;
    await walker.go('#/entry');
    await page.locator('#entry-text').waitFor();
    await page.keyboard.type('小区门口的路灯坏了好几天，晚上看不见路'); // the cursor stands there
    await page.keyboard.press('Tab');
    await page.keyboard.type('松影苑');
    await page.keyboard.press('Tab');
    await page.keyboard.type('19900007766');
    walker.ok('while the clerk types candidates appear', await comes(walker.page, '.beside', /%/));
    await walker.look('entry');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.filed');
    walker.ok('the number is there to be read out', /\d{8}-\d{6}/.test(await walker.text('.filed')));
    await walker.look('filed');
    await walker.go('#/callback');
    const card = page.locator('.callback .card').first();
    await card.waitFor();
    for (const scale of await card.locator('fieldset.scale, .scales fieldset').all()) await scale.locator('label').last().click();
    await walker.look('callback');
    const before = await page.locator('.callback .card').count();
    await card.locator('button[type=submit]').click();
    walker.ok('who was called is off the list', await until(async () => (await page.locator('.callback .card').count()) < before));
    void scene;
  } },

  dispatcher: { login: 'dispatch', async day(walker) {
    const { page } = walker;
    await page.locator('.tabs button').nth(2).click();
    await page.waitForSelector('.item');
    if (walker.size === 'desktop') {
      await page.locator('body').press('j');
      await page.keyboard.press('Enter');
    } else await page.locator('.item').first().click();
    await page.waitForSelector('.head h1');
    await page.waitForSelector('details.folded[open]');
    await walker.quiet();
    await walker.look('case');
    await move(walker, 'assign', async () => {
      await page.locator('#act-unit').waitFor();
      await walker.look('assign');
      await page.selectOption('#act-unit', '城管局');
    });
    await state(page, 'dispatched');
    if (walker.size === 'phone') await page.click('.back');
    await page.locator('.narrow summary').click();
    await page.locator('#narrow-unit option').nth(3).waitFor({ state: 'attached' });
    await walker.look('narrow');
    await page.selectOption('#narrow-unit', '城管局');
    await walker.quiet();
    await page.fill('#find', '大熊猫跑出来了');
    await page.locator('.foot .empty').waitFor();
    await page.fill('#find', '扬尘');
    await page.keyboard.press('Enter');
    walker.ok('a word finds a case', await until(async () => (await page.locator('.item').count()) > 0));
  } },

  unit: { login: 'chengguan', async day(walker, scene) {
    const { page } = walker;
    await page.waitForSelector('.item');
    await walker.look('list');
    await openCase(walker, scene.fresh);
    await walker.look('case');
    await paper(walker, 'case');
    await page.locator('details.folded summary').click();
    walker.ok('a past case like it is there, with its answer', await comes(walker.page, '.similar', /每晚冲洗/));
    await move(walker, 'sign');
    await state(page, 'signed');
    await move(walker, 'answer', async () => {
      await page.fill('#act-text', '洒水车已经恢复，今晚起每晚冲洗一次。');
      await walker.look('answer');
    });
    await state(page, 'answered');
  } },

  helper: { login: 'songfeng', async day(walker, scene) {
    const { page } = walker;
    await page.locator('.tabs button').filter({ hasText: walker.english ? 'Helping' : '协办' }).click();
    walker.ok('what one is asked to help with is there', await until(async () => (await page.locator(`.item[data-id="${scene.helped}"]`).count()) === 1));
    await page.locator(`.item[data-id="${scene.helped}"]`).click();
    await page.waitForSelector('[data-act=help]');
    await walker.look('case');
    await move(walker, 'help', write('街道已到场，沙石料由店主清走。'));
    walker.ok('the part stands in the case', await comes(walker.page, '.events', /沙石料/));
  } },

  supervisor: { login: 'duban', async day(walker, scene) {
    const { page } = walker;
    await openCase(walker, scene.disputed);
    await walker.look('disputed');
    await move(walker, 'arbitrate', async () => {
      await page.locator('#act-unit').waitFor();
      await page.selectOption('#act-unit', '城管局');
      await page.fill('#act-text', '这一段由城管局负责冲洗，今后同类都归城管局。');
      await walker.look('arbitrate');
    });
    await state(page, 'dispatched');
  } },

  analyst: { login: 'fenxi', async day(walker) {
    const { page } = walker;
    await walker.go('#/figures');
    await page.waitForSelector('.fig-tile');
    await page.waitForSelector('.chart canvas, .chart svg');
    await walker.look('figures');
    await paper(walker, 'statistics');
    const number = page.locator('.fig-tile button.number').first();
    if (await number.count()) {
      await number.click();
      await page.waitForSelector('dialog[open]');
      await walker.quiet();
      await walker.look('drill');
      await page.keyboard.press('Escape');
    }
  } },

  leader: { login: 'leader', async day(walker) {
    await walker.go('#/hard');
    await walker.quiet();
    await walker.look('hard');
    await paper(walker, 'hard');
  } },

  editor: { login: 'bianji', async day(walker) {
    const { page } = walker;
    await walker.go('#/suggestions');
    await page.waitForSelector('.idea-row');
    await page.locator('.idea-row').first().click();
    await page.waitForSelector('article[data-idea]');
    await walker.look('idea');
  } },

  admin: { login: 'admin', async day(walker) {
    const { page } = walker;
    await walker.go('#/users');
    await page.waitForSelector('table.users');
    await page.locator('.users-page button').first().click();
    await page.waitForSelector('dialog[open]');
    await walker.look('new user');
    await page.keyboard.press('Escape');
  } },
};

/** One day of one role. how: {size, language, walk}; walk false: only its own work. */
async function day(browser, checks, scene, role, how) {
  const { Walker } = require('./look');
  const walker = await Walker.come(browser, checks, role, how);
  const login = roles[role].login === 'leader' ? scene.lead.login : roles[role].login;
  await walker.signIn(scene.gateway, login, scene.password(login));
  await roles[role].day(walker, scene);
  if (how.walk !== false) await walker.walk();
  await walker.signOut();
}

module.exports = { day, paper, roles: Object.keys(roles) };
