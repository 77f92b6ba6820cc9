// The page of hot topics: what several people report is one matter, what rose is told apart from
// what came as usual, every number opens its cases, and who may not open a case gets no link to it.
'use strict';
const { execFileSync } = require('child_process');
const path = require('path');
const { Citizen, Gateway, dayHolds, until } = require('../peers/gateway');
const { officers } = require('../peers/desk');
const { close, open, signIn, PHONE, WIDE } = require('./browser');

const NOISE = '0602', PLACE = '松影苑';
const TEXTS = ['隔壁工地半夜还在打桩,吵得睡不着', '我家旁边工地半夜打桩太吵,老人睡不着', '工地半夜打桩吵得孩子睡不着,没人管吗',
  '半夜工地还在打桩,太吵了'];

const dayOf = (back) => new Date(Date.now() + 8 * 3600e3 - back * 86400e3).toISOString().slice(0, 10).replaceAll('-', '');

function sql(gateway, text) {
  return execFileSync('sqlite3', [path.join(gateway.data, 'zhida.db'), text]).toString().trim();
}

// Eight quiet weeks of the classes that today's cases have, and of one that stays quiet.
function quietWeeks(gateway, category) {
  const rows = [];
  for (let back = 1; back <= 60; back++)
    for (const [code, count] of [[category, back % 9 === 0 ? 1 : 0], ['quiet', 4 + back % 2]])
      if (count) rows.push(`(${dayOf(back)}, '${code}', '松风街道', ${count}, 0)`);
  rows.push(`(${dayOf(0)}, 'quiet', '松风街道', 5, 0)`);
  sql(gateway, `INSERT INTO tally(day, category, area, cases, follows) VALUES ${rows.join(', ')}`);
}

// Four people file the same, the fifth follows, one is in danger.
async function report(gateway, checks) {
  for (let i = 0; i < TEXTS.length; i++) await new Citizen(gateway, `hot-${i}`).file(TEXTS[i], PLACE);
  const fifth = new Citizen(gateway, 'hot-follower');
  await fifth.say(TEXTS[0]);
  const offered = await fifth.say(PLACE);
  checks.ok('hot: the fifth is told of the four', /已有4人反映/.test(offered), offered);
  const followed = await fifth.pick(/一起跟进/);
  checks.ok('hot: and follows with a tap', /已跟进/.test(followed), followed);
  await new Citizen(gateway, 'hot-danger').file('楼道里煤气味很浓,怕要爆炸', PLACE);
}

const part = (page, name) => page.locator(`section[aria-labelledby=hot-${name}]`);

async function dispatcher(gateway, browser, checks) {
  const page = await open(browser);
  await signIn(page, gateway, 'dispatch', { hash: '#/hot', ready: '.hot-part' });
  const rose = await part(page, 'rose').innerText();
  checks.ok('hot: what rose stands first, with its chance', /5 ?件|4 件，另有 1 人跟进/.test(rose) && /分之一/.test(rose), rose);
  checks.ok('hot: one street stands for its rise', (await part(page, 'rose').locator('.card').count()) === 1 && /松风街道/.test(rose), rose);
  checks.ok('hot: what came as usual did not rise', !/quiet/.test(rose), rose);
  checks.ok('hot: the list has both', (await part(page, 'today').locator('tbody tr:not(.under)').count()) >= 2);
  const same = await part(page, 'same').innerText();
  checks.ok('hot: one matter of five people', /5 人反映/.test(same) && /4 件/.test(same), same);
  checks.ok('hot: one grave case is shown', (await part(page, 'grave').locator('li').count()) >= 1, await part(page, 'grave').innerText());
  checks.ok('hot: no citizen\'s words on the page', !/睡不着|打桩/.test(await page.innerText('main')));
  checks.ok('hot: new words wait for a past', /太少/.test(await part(page, 'words').innerText()));
  await page.picture('hot');
  await numbers(page, checks);
  await page.click('text=English');
  await page.waitForSelector('.hot-part');
  checks.ok('hot: English', /once in/.test(await part(page, 'rose').innerText()) && /Reported by 5/.test(await part(page, 'same').innerText()),
    await part(page, 'rose').innerText());
  await page.picture('hot-english');
  await page.setViewportSize(PHONE);
  checks.ok('hot: a phone shows all of it', !(await page.overflows()));
  await page.picture('hot-phone');
  checks.ok('hot: the page complains of nothing', !page.complaints.length, page.complaints.join('; '));
  await close(page);
}

// By keyboard: a number opens its cases, a case opens, back is the page.
async function numbers(page, checks) {
  const button = part(page, 'same').locator('.opens').first();
  await button.focus();
  await page.keyboard.press('Enter');
  await part(page, 'same').locator('.hot-cases a').first().waitFor();
  checks.ok('hot: a number opens its cases', (await part(page, 'same').locator('.hot-cases li').count()) === TEXTS.length
    && (await button.getAttribute('aria-expanded')) === 'true');
  const today = part(page, 'today').locator('tr:not(.under)', { hasText: /4 件/ }).locator('.opens').first();
  await today.focus();
  await page.keyboard.press('Enter');
  await part(page, 'today').locator('.hot-cases li').first().waitFor();
  checks.ok('hot: so does one of the list', (await part(page, 'today').locator('.hot-cases li').count()) === TEXTS.length);
  await page.picture('hot-open');
  await button.focus();
  await page.keyboard.press('Enter');
  checks.ok('hot: and closes them again', await until(async () => !(await part(page, 'same').locator('.hot-cases').isVisible())));
  await page.keyboard.press('Enter');
  await part(page, 'same').locator('.hot-cases a').first().focus();
  await page.keyboard.press('Enter');
  const line = page.locator('.events');
  await line.waitFor();
  checks.ok('hot: a case opens from there', (await page.locator('.events li').count()) >= 1, await line.innerText());
  await page.goBack();
  await page.waitForSelector('.hot-part');
  const followed = part(page, 'same').locator('.opens').first();
  await followed.click();
  await part(page, 'same').locator('.hot-cases a').nth(TEXTS.length - 1).waitFor();
  await openFollowed(page, checks);
  await page.evaluate(() => { location.hash = '#/hot'; });
  await page.waitForSelector('.hot-part');
}

// One of the four has the follower: its sheet says so, and its line of events too.
async function openFollowed(page, checks) {
  const links = await part(page, 'same').locator('.hot-cases a').evaluateAll((all) => all.map((one) => [one.getAttribute('href'), one.textContent]));
  let seen = 0;
  for (const [link, number] of links) {
    await page.evaluate((hash) => { location.hash = hash; }, link);
    await page.locator('.sheet .head', { hasText: number }).waitFor();
    seen += /1 人跟进/.test(await page.locator('.sheet .head').innerText()) && /又有一人跟进/.test(await page.locator('.events').innerText());
  }
  checks.ok('hot: the case that is followed says so', seen === 1, seen);
}

async function analyst(gateway, browser, checks) {
  const page = await open(browser, WIDE);
  await signIn(page, gateway, 'fenxi', { hash: '#/hot', ready: '.hot-part' });
  await part(page, 'same').locator('.opens').first().click();
  await part(page, 'same').locator('.hot-cases li').first().waitFor();
  checks.ok('hot: an analyst sees numbers, and no way into a case', !(await page.locator('.hot-cases a').count()));
  checks.ok('hot: the analyst\'s page complains of nothing', !page.complaints.length, page.complaints.join('; '));
  await close(page);
}

async function byHand(gateway, checks) {
  const people = await officers(gateway);
  for (const who of ['dispatch', 'duban', 'fenxi', 'chengguan', 'admin']) await people[who].signIn();
  for (const who of ['dispatch', 'duban', 'fenxi'])
    checks.ok(`hot: ${who} may`, (await people[who].get('hot')).status === 200);
  for (const who of ['chengguan', 'admin'])
    checks.ok(`hot: ${who} may not`, (await people[who].get('hot')).status === 403 && (await people[who].get('hot/cases')).status === 403);
  const { json } = await people.dispatch.get('hot');
  const line = json.rose.find((one) => one.area) || {};
  checks.ok('hot: the interface says day, expectation and chance', json.day === Number(dayOf(0)) && line.known && line.expected < 1
    && line.chance < 0.01 && line.cases === 4 && line.follows === 1, JSON.stringify(line));
  checks.ok('hot: topics name their cases', json.topics.length === 1 && json.topics[0].people === 5 && json.topics[0].list.length === 4);
  const cases = async (query) => (await people.dispatch.get(`hot/cases?${query}`));
  const where = `category=${encodeURIComponent(line.category.code)}&area=`;
  checks.ok('hot: cases of a street', (await cases(`${where}${encodeURIComponent(line.area.code)}`)).json.cases.length === 4);
  checks.ok('hot: none of another', (await cases(`${where}${encodeURIComponent('高新园')}`)).json.cases.length === 0);
  checks.ok('hot: none of another day', (await cases(`day=${dayOf(1)}&${where}`)).json.cases.length === 0);
  checks.ok('hot: a day that is none is refused', (await cases('day=20260231')).status === 400 && (await cases('day=x')).status === 400);
}

module.exports = async function hot(given, browser, checks) {
  await dayHolds();
  const gateway = new Gateway(given.binary);
  try {
    await gateway.start();
    await checks.step('hot: reporting', () => report(gateway, checks));
    const category = sql(gateway, `SELECT category FROM cases WHERE duty = '${NOISE}' LIMIT 1`);
    await gateway.stop();
    quietWeeks(gateway, category);
    await gateway.start();
    await checks.step('hot: by hand', () => byHand(gateway, checks));
    await checks.step('hot: dispatcher', () => dispatcher(gateway, browser, checks));
    await checks.step('hot: analyst', () => analyst(gateway, browser, checks));
  } finally {
    await gateway.stop();
  }
};
