// A browser for the tests: Chromium without a window, pages of a size, pictures of what they show.
// What a page complains about (a script error, something its policy refused) is collected.
'use strict';
const fs = require('fs');
const path = require('path');
const { chromium } = require('playwright-core');
const { PATIENCE, ROOT, sleep, until } = require('../peers/gateway');

const SCREENS = path.join(ROOT, 'build', 'screens');
const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const ARGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

// SLOW=1: a page far away on a machine that does much else. Whatever comes over the line comes late and in its
// order, so that a check which looks before the thing has happened fails every time and not once in fifty runs.
const SLOW = process.env.SLOW === '1', LATE = 400, TIMES_SLOWER = 4;

function carryLate(from, to) {
  from.onMessage((frame) => setTimeout(() => to.send(frame), LATE));
  from.onClose((code, reason) => setTimeout(() => to.close({ code, reason }).catch(() => {}), LATE));
}

async function slowDown(context) {
  await context.route('**/*', async (route) => { await sleep(LATE); await route.continue().catch(() => {}); }); // the page may be gone
  await context.routeWebSocket(/./, (page) => {
    const server = page.connectToServer();
    carryLate(page, server);
    carryLate(server, page);
  });
  await context.addInitScript((late) => {
    const places = navigator.geolocation, ask = places.getCurrentPosition.bind(places);
    places.getCurrentPosition = (take, ...more) => ask((place) => setTimeout(() => take(place), late), ...more);
  }, LATE);
}

async function slowProcessor(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: TIMES_SLOWER });
}

function launch() {
  fs.mkdirSync(SCREENS, { recursive: true });
  return chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGS });
}

// A page of its own context: no cookie, no storage of another one. complaints fills as it runs;
// answers of the server that are errors on purpose (401 before a login, 404) are not among them. A
// request to anybody else is a complaint. more: what else the context has (a finger, a dark room).
async function open(browser, viewport = WIDE, locale = 'zh-CN', more = {}) {
  const context = await browser.newContext({ viewport, locale, ...more });
  context.setDefaultTimeout(PATIENCE);
  if (SLOW) await slowDown(context);
  const page = await context.newPage();
  if (SLOW) await slowProcessor(page);
  page.complaints = [];
  page.on('pageerror', (error) => page.complaints.push(error.message));
  page.on('dialog', (dialog) => { page.complaints.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
      page.complaints.push(message.text());
  });
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (/^(https?|wss?):$/.test(protocol) && hostname !== '127.0.0.1') page.complaints.push(`asks ${hostname}`);
  });
  page.picture = (name) => page.screenshot({ path: path.join(SCREENS, `${name}.png`),
    animations: 'disabled' });
  page.overflows = async () => !(await until(() => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth))); // charts follow the screen
  return page;
}

// What axe finds serious or worse on the page as it stands: rule and place. What is still fading in has
// no contrast yet.
async function accessible(page) {
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter((one) => one.effect.getComputedTiming().iterations !== Infinity);
    await Promise.allSettled(ending.map((one) => one.finished));
  });
  await page.evaluate(fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return found.violations.filter((one) => ['serious', 'critical'].includes(one.impact))
    .map((one) => ({ rule: one.id, at: one.nodes.slice(0, 3).map((node) => node.target.join(' ')) }));
}

// Milliseconds to the first paint of an address on a slow telephone: 1.6 Mbit/s, 150 ms away, a
// processor of a quarter of this one, nothing in the cache.
async function firstPaint(page, address) {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  await session.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 200000, uploadThroughput: 90000 });
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  let took = Infinity; // the best of three: what else runs on this machine is no part of it
  for (let i = 0; i < 3; i++) {
    await page.goto(address);
    const paint = await until(() => page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime));
    took = Math.min(took, paint || Infinity);
  }
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await session.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
  await session.detach();
  return took;
}

const close = (page) => page.context().close();

const text = (page, where) => page.locator(where).first().innerText();
// Waits until it says so. The page's policy refuses evaluated code, so waiting is done from here.
const comes = (page, where, pattern) => until(async () => (await page.locator(where).count()) && pattern.test(await text(page, where)));

// Sends a form whose answer is a page of its own, and waits for that page.
const submit = (page, button) => Promise.all([page.waitForNavigation(), page.click(button)]);

// What came to a page of the desk before now has been taken by it: something else came since.
const settled = (page) => page.evaluate(() => fetch('/desk/api/me').then((answer) => answer.text()));

// What the page asks for at such an address is held back until the function that this returns is called.
async function hold(page, address) {
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await page.route(address, async (route) => { await held; await route.continue().catch(() => {}); }); // the page may be gone
  return release;
}

// Signs an officer in at the desk. ready: what is there then.
async function signIn(page, gateway, login, { hash = '', password = gateway.logins()[login] || '', ready = 'header.top' } = {}) {
  await page.goto(`http://127.0.0.1:${gateway.admin}/desk${hash}`);
  await page.fill('#login', login);
  await page.fill('#password', password);
  await page.click('button[type=submit]');
  await page.locator(ready).first().waitFor();
}

async function openDesk(browser, gateway, login, { size, ...more } = {}) {
  const page = await open(browser, size);
  await signIn(page, gateway, login, more);
  return page;
}

async function leave(page, checks, who) {
  checks.ok(`${who}: the page complains of nothing`, !page.complaints.length, page.complaints.join('; '));
  await close(page);
}

module.exports = { accessible, close, comes, firstPaint, hold, launch, leave, open, openDesk, settled, signIn, submit, text, WIDE, PHONE, SCREENS };
