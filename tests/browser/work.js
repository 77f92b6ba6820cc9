// A day at the desk: a clerk takes a call down, the unit finds it by what it remembers, answers it
// with a kept answer, the clerk calls back and records the marks; the dispatcher moves several at
// once. By keyboard where one would, on a phone of 360 pixels, and held against axe.
'use strict';
const { Citizen, sleep, until } = require('../peers/gateway');
const { accessible, close, comes, leave, openDesk, settled, text } = require('./browser');

const SMALL = { width: 360, height: 740 };

async function signOut(page, checks, who) {
  await page.click('text=退出');
  await page.waitForSelector('#login');
  await leave(page, checks, `work: ${who}`);
}

async function fair(page, checks, what) {
  const wrong = await accessible(page);
  checks.ok(`work: ${what}: axe finds nothing serious`, !wrong.length, JSON.stringify(wrong));
}

async function clerk(gateway, browser, checks) {
  const page = await openDesk(browser, gateway, 'huawu', { hash: '#/entry' });
  await page.waitForSelector('#entry-text');
  await page.fill('#entry-text', '小区门口的洒水车三天没来，马路全是扬尘');
  checks.ok('work: while the clerk types candidates appear', await comes(page, '.beside', /%/), await text(page, '.beside'));
  checks.ok('work: with what is still to be asked', /还要问/.test(await text(page, '.beside')));
  await page.picture('work-entry');
  await fair(page, checks, 'entry');
  await page.fill('#entry-place', '松风路66号');
  await page.fill('#entry-contact', '123');
  await page.click('.entry button[type=submit]');
  checks.ok('work: a wrong number is told', /电话号码/.test(await text(page, '.entry .alert')));
  await page.fill('#entry-contact', '199 0000 7766');
  await page.fill('#entry-outside', 'QH12345-000789');
  await page.selectOption('#entry-unit', '城管局');
  await page.click('.entry button[type=submit]');
  await page.waitForSelector('.filed');
  const told = await text(page, '.filed');
  checks.ok('work: number and query code are read out', /\d{8}-\d{6}/.test(told) && /([A-Z2-9] ){7}[A-Z2-9]/.test(told), told);
  await page.picture('work-filed');
  await signOut(page, checks, 'clerk');
  return /[A-Z]+\d{8}-\d{6}/.exec(told)[0];
}

async function find(page, words) {
  await page.keyboard.press('Escape');
  await page.locator('body').press('/');
  await page.fill('#find', words);
  await page.keyboard.press('Enter');
}

// The list is empty before, so that what stands in it was found by these words.
async function found(page, words, number, checks, what) {
  await find(page, '大熊猫跑出来了');
  checks.ok(`work: what is not there is not found, before ${what}`, await comes(page, '.foot', /没有工单/));
  await find(page, words);
  const id = Number(number.slice(-15, -7)) * 10000000 + Number(number.slice(-6));
  const there = await until(async () => (await page.locator(`.item[data-id="${id}"]`).count()) === 1);
  checks.ok(`work: found by ${what}`, there, await text(page, '.list'));
}

async function unit(gateway, browser, checks, number) {
  const page = await openDesk(browser, gateway, 'chengguan');
  await page.route('**/desk/api/canned', async (route) => { await sleep(1000); await route.continue(); });
  const late = page.waitForResponse('**/desk/api/canned');
  await page.evaluate(() => { location.hash = '#/canned'; });
  await page.click('text=新增一条');
  await page.fill('#canned-title', '已恢复冲洗');
  await late;
  await settled(page);
  checks.ok('work: a list that comes late leaves the form there', (await page.inputValue('#canned-title')) === '已恢复冲洗');
  await page.unroute('**/desk/api/canned');
  await page.fill('#canned-body', '{编号}：洒水车已经恢复，今晚起每晚冲洗，谢谢{市民}的提醒。');
  await page.click('.canned-page form .primary');
  checks.ok('work: an answer is kept', await comes(page, '.canned-page .card', /已恢复冲洗/));
  await fair(page, checks, 'kept answers');
  await page.click('a.home');
  await page.waitForSelector('.item');
  checks.ok('work: it is among what waits', await comes(page, '.rows', /洒水车/));
  await page.picture('work-mine');
  await fair(page, checks, 'list');
  await found(page, '扬尘', number, checks, 'a word');
  await found(page, '19900007766', number, checks, 'the phone');
  await found(page, '7766 洒水车', number, checks, 'the end of the phone and a word');
  await found(page, number.slice(-6), number, checks, 'the tail of the number');
  await found(page, '松风路66号', number, checks, 'the place');
  await found(page, number, number, checks, 'the number');
  await page.locator('.item').first().click();
  await page.waitForSelector('[data-act=sign]');
  await fair(page, checks, 'case');
  await page.click('[data-act=sign]');
  await page.click('.acts form .primary');
  await page.waitForSelector('[data-act=answer]');
  await page.click('[data-act=answer]');
  await page.click('.canned summary');
  await page.click('.canned-list button');
  const answer = await page.inputValue('#act-text');
  checks.ok('work: the kept answer stands there with the number', answer.startsWith(number) && answer.includes('谢谢您的提醒'), answer);
  await page.picture('work-answer');
  await page.click('.acts form .primary');
  await page.waitForSelector('.given');
  await page.locator('body').press('?');
  checks.ok('work: ? shows the keys', await comes(page, 'dialog.keys', /快捷键/));
  await page.keyboard.press('Escape');
  await signOut(page, checks, 'unit');
}

async function callback(gateway, browser, checks, number) {
  const page = await openDesk(browser, gateway, 'huawu', { hash: '#/callback', size: SMALL });
  const card = page.locator('.callback .card', { hasText: number });
  await card.waitFor();
  checks.ok('work: who was answered is to be called, with the number', (await card.innerText()).includes('19900007766'));
  checks.ok('work: on a small phone nothing is cut off', !(await page.overflows()));
  await page.picture('work-callback');
  await fair(page, checks, 'call back');
  for (const name of ['速度', '结果', '体验', '反馈']) await card.locator('fieldset', { hasText: name }).locator('label', { hasText: '5' }).click();
  await card.locator('button[type=submit]').click();
  checks.ok('work: the marks are recorded and it is gone', await until(async () => !(await page.locator('.callback .card', { hasText: number }).count())));
  await signOut(page, checks, 'call back');
}

async function dispatcher(gateway, browser, checks) {
  for (let i = 0; i < 2; i++) {
    const citizen = new Citizen(gateway, `work-lost-${i}`);
    await citizen.say('你好');
    await citizen.say('那个东西今天又变成那样子了真的是');
    await citizen.say('就是上回跟你们讲过的那个事情嘛');
  }
  const page = await openDesk(browser, gateway, 'dispatch');
  await page.click('.tabs >> text=待派单');
  const lost = page.locator('.rows li', { hasText: '那个东西今天又变成' });
  await until(async () => (await lost.count()) >= 2);
  const before = await lost.count(); // others may have said it, too
  await page.click('text=多选');
  await lost.nth(before - 2).locator('input').check();
  await lost.nth(before - 1).locator('input').check();
  await page.picture('work-bulk');
  await page.click('[data-bulk=assign]');
  await page.waitForSelector('#bulk-unit');
  const late = new Citizen(gateway, 'work-lost-late');
  await late.say('你好');
  await late.say('那个东西今天又变成那样子了真的是');
  await late.say('就是上回跟你们讲过的那个事情嘛');
  checks.ok('work: news come while the unit is picked', await until(async () => (await lost.count()) === before + 1));
  checks.ok('work: and leave the question there', (await page.locator('#bulk-unit').count()) === 1);
  await page.selectOption('#bulk-unit', '城管局');
  await page.click('.bulk .primary');
  checks.ok('work: two are assigned at once', await until(async () => (await lost.count()) === before - 1), await page.locator('.list').innerText());
  await fair(page, checks, 'bulk');
  await page.setViewportSize(SMALL);
  checks.ok('work: the list fits a small phone', !(await page.overflows()));
  await page.picture('work-small');
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.click('text=English');
  checks.ok('work: English', await comes(page, '.tabs', /My work/));
  await page.click('text=Sign out');
  checks.ok('work: dispatcher: the page complains of nothing', !page.complaints.length, page.complaints.join('; '));
  await close(page);
}

module.exports = async function work(gateway, browser, checks) {
  let number = '';
  await checks.step('work: clerk', async () => { number = await clerk(gateway, browser, checks); });
  await checks.step('work: unit', () => unit(gateway, browser, checks, number));
  await checks.step('work: call back', () => callback(gateway, browser, checks, number));
  await checks.step('work: dispatcher', () => dispatcher(gateway, browser, checks));
};
