// The page of statistics as an analyst, a leader and a unit use it: numbers with their tables, charts
// drawn, the map, the cases behind a number, what changes by a filter; on a phone; on paper.
'use strict';
const { execFileSync, spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const { Citizen, until } = require('../peers/gateway');
const { make } = require('../figures/cases');
const { accessible, close, hold, open, settled, signIn, PHONE, WIDE } = require('./browser');

const TALL = { width: 1280, height: 3300 };

const UNITS = ['城管局', '生态环境局', '住建局', '公安分局', '水务局', '交通局', '市场监管局', '园林局'];
const AREAS = ['松影苑', '鹤鸣家园', '柳荫苑', '柳浪广场', '松风街道', '更鼓里小区', '柳浪小学'];
const PASSWORD = 'invented-password-1';

function duties(gateway) {
  const all = fs.readdirSync(path.join(gateway.rules, 'duties')).flatMap((file) => {
    const text = fs.readFileSync(path.join(gateway.rules, 'duties', file), 'utf8');
    const category = (/^类别 (\S+)/m.exec(text) || [])[1];
    return [...text.matchAll(/事项 "(\d+)"/g)].slice(0, 3).map((found) => ({ code: found[1], category }));
  });
  return all.filter((one) => one.category).slice(0, 24);
}

function fill(gateway) {
  const now = Math.floor(Date.now() / 1000);
  const text = make({ cases: 3000, perDay: 60, until: now, units: UNITS, duties: duties(gateway), areas: AREAS, first: 200000 });
  execFileSync('sqlite3', [path.join(gateway.data, 'zhida.db')], { input: `.timeout 60000\n${text}` });
  return spawnSync(gateway.binary, ['figures', gateway.data], { encoding: 'utf8' });
}

function addUser(gateway, login, role) {
  return spawnSync(gateway.binary, ['user', 'add', login, '--role', role, '--name', login, '--data', gateway.data], { input: `${PASSWORD}\n`, encoding: 'utf8' });
}

/** A chart has ink in it: not one colour alone. */
const drawn = (page, name) => until(() => page.evaluate((id) => {
  const canvas = document.querySelector(`section[aria-labelledby=fig-${id}] canvas`);
  if (!canvas || !canvas.width) return false;
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const seen = new Set();
  for (let i = 0; i < data.length && seen.size < 6; i += 4) if (data[i + 3] > 40) seen.add(`${data[i] >> 4},${data[i + 1] >> 4},${data[i + 2] >> 4}`);
  return seen.size >= 4;
}, name));

async function analyst(gateway, browser, checks) {
  const page = await open(browser);
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await signIn(page, gateway, 'figures-analyst', { hash: '#/figures', password: PASSWORD, ready: '.fig-tile' });
  checks.ok('statistics: tiles say how it stands', /办结率/.test(await page.innerText('.fig-tiles')) && /个百分点|持平|升|降/.test(await page.innerText('.fig-tiles')), await page.innerText('.fig-tiles'));
  for (const name of ['trend', 'units', 'classes', 'map', 'times', 'quality', 'channels', 'funnel'])
    checks.ok(`statistics: the chart of ${name} is drawn`, await drawn(page, name));
  checks.ok('statistics: every part has its table', await page.evaluate(() => [...document.querySelectorAll('.fig-part .chart')].every((box) => box.parentNode.querySelector('table'))));
  checks.ok('statistics: nothing comes from elsewhere', asked.every((url) => url.startsWith(`http://127.0.0.1:${gateway.admin}/`) || url.startsWith('blob:')), asked.filter((url) => !url.includes(String(gateway.admin))).join());
  await page.setViewportSize(TALL);
  await page.picture('statistics');
  await page.setViewportSize(WIDE);
  const number = page.locator('section[aria-labelledby=fig-units] tbody tr').first().locator('button.number').first();
  const text = await number.innerText();
  await number.click();
  await page.waitForSelector('.fig-dialog li');
  checks.ok('statistics: a number opens its cases, without a link for who may not open them', (await page.locator('.fig-dialog a').count()) === 0, text);
  await page.keyboard.press('Escape');
  await otherHalf(page, number, checks);
  await page.selectOption('.fig-fields select >> nth=0', '城管局');
  checks.ok('statistics: a filter narrows all of it down', await until(async () => (await page.locator('section[aria-labelledby=fig-units] tbody tr').count()) === 1));
  await page.selectOption('.fig-fields select >> nth=0', '');
  await page.click('text=English');
  await page.waitForSelector('.fig-tile');
  checks.ok('statistics: English', /closed share/.test(await page.innerText('.fig-tiles')), await page.innerText('.fig-tiles'));
  await drawn(page, 'map');
  await page.picture('statistics-english');
  await page.setViewportSize(PHONE);
  checks.ok('statistics: a phone shows all of it', !(await page.overflows()) && (await page.locator('.fig-tile').first().boundingBox()).x < 40);
  checks.ok('statistics: nothing serious for who cannot see them', !(await accessible(page)).length, JSON.stringify(await accessible(page)));
  await page.picture('statistics-phone');
  checks.ok('statistics: the page complains of nothing', !page.complaints.length, page.complaints.join('; '));
  await close(page);
}

// Of the cases behind a share those that reached it are asked for while the others are on their way still.
async function otherHalf(page, number, checks) {
  const late = page.waitForResponse(/part=miss/), release = await hold(page, /part=miss/);
  await number.click();
  await page.click('.fig-dialog button:has-text("达到的"):not(:has-text("没有"))');
  await page.waitForSelector('.fig-dialog li');
  const shown = await page.innerText('.fig-cases');
  release();
  await late;
  await settled(page);
  checks.ok('statistics: what was asked for first and comes last does not take the place of it', await page.innerText('.fig-cases') === shown);
  await page.unroute(/part=miss/);
  await page.keyboard.press('Escape');
}

async function leader(gateway, browser, checks) {
  const page = await open(browser);
  await signIn(page, gateway, 'figures-leader', { hash: '#/figures', password: PASSWORD, ready: '.fig-tile' });
  checks.ok('statistics: a leader begins with them', /#\/figures|#\/$/.test(page.url()) && (await page.locator('.sections a[aria-current=page]').innerText()) === '统计');
  await page.click('button:has-text("今年")');
  const lines = () => page.locator('section[aria-labelledby=fig-trend] tbody tr').count();
  checks.ok('statistics: a year by months', await until(async () => (await lines()) > 0 && (await lines()) <= 12), await lines());
  await page.emulateMedia({ media: 'print' });
  await page.picture('statistics-print');
  const pdf = await page.pdf({ format: 'A4' }).catch(() => null);
  checks.ok('statistics: prints', pdf && pdf.length > 10000);
  await page.emulateMedia({ media: 'screen' });
  await page.goto(`http://127.0.0.1:${gateway.admin}/desk#/hard`);
  await page.waitForSelector('.hard article, .hard .empty');
  checks.ok('hard matters: the rule is said in words', /分/.test(await page.innerText('.hard-rule')), await page.innerText('.hard'));
  await page.picture('hard');
  checks.ok('statistics: a leader\'s pages complain of nothing', !page.complaints.length, page.complaints.join('; '));
  await close(page);
}

module.exports = async function statistics(gateway, browser, checks) {
  const counted = fill(gateway);
  checks.ok('statistics: cases of fifty days', counted.status === 0, counted.stdout + counted.stderr);
  await new Citizen(gateway, 'figures-talk').file('隔壁工地半夜还在打桩,吵得睡不着', '松影苑');
  for (const [login, role] of [['figures-analyst', 'analyst'], ['figures-leader', 'leader']]) {
    const added = addUser(gateway, login, role);
    checks.ok(`statistics: a ${role} may be added`, added.status === 0, added.stderr);
  }
  await analyst(gateway, browser, checks);
  await leader(gateway, browser, checks);
};
