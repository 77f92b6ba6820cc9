// The chat page on a telephone, as citizens use it: the story of a night without sleep from the first
// sentence to the case number, what people do on the way, and what happens when the net goes away.
'use strict';
const path = require('path');
const { Gateway, PATIENCE, until } = require('../peers/gateway');
const { SCREENS } = require('./browser');
const { NIGHT, Person } = require('./person');

const SMALL = { width: 320, height: 568 };

async function theStory(gateway, browser, checks) {
  const person = await Person.come(gateway, browser);
  const { page } = person;
  await page.picture('chat-1-welcome');
  checks.ok('chat: the page is titled by the district', /云溪/.test(await page.title()), await page.title());
  checks.ok('chat: what people often say can be tapped', (await person.choices()).length >= 3);
  await person.say(NIGHT, /在哪里/);
  checks.ok('chat: quick replies come with the question', (await person.choices()).length > 0);
  await page.picture('chat-2-place');
  const back = await person.say('松影苑', /核对/);
  checks.ok('chat: read back with what, where and who', /夜间施工噪声.*松影苑.*区城市管理局/s.test(back), back);
  checks.ok('chat: yes, no, anonymous, cancel', (await person.choices()).join() === '对,不对,匿名,取消', (await person.choices()).join());
  await page.picture('chat-3-read-back');
  const filed = await person.tap('对', /编号/);
  const [number] = /[A-Z]{2,}\d{8}-\d{6}/.exec(filed) || [''];
  checks.ok('chat: filed with number and query code', number && /查询码/.test(filed), filed);
  checks.ok('chat: both stand out', (await page.locator('.bubble.theirs:last-of-type strong.case').count()) >= 2
    || (await page.locator('strong.case').count()) >= 2);
  checks.ok('chat: and can be copied', await page.getByRole('button', { name: '复制编号和查询码' }).isVisible());
  const track = page.getByRole('link', { name: '看办理进度' });
  checks.ok('chat: its progress page is a link, not an address', (await track.count()) === 1
    && (await track.getAttribute('href')).includes(number));
  await page.picture('chat-4-filed');
  const progress = await person.say('查进度', /已派单/);
  checks.ok('chat: progress is told', progress.includes(number), progress);
  const answer = await person.say('居住证怎么办，要带什么材料', /居住证/);
  checks.ok('chat: a question is answered from a document', /《.*》/.test(answer), answer);
  await page.picture('chat-5-answer');
  await openSource(page, checks);
  checks.ok('chat: nothing is wider than the screen', !(await page.overflows()));
  person.fine(checks, 'the story');
  await person.reload(/居住证/);
  checks.ok('chat: after a reload the talk is still there', (await page.locator('.bubble.mine').count()) === 5);
  await person.leave();
  return number;
}

async function openSource(page, checks) {
  const source = page.getByRole('link', { name: '查看原文' }).last();
  const [document] = await Promise.all([page.context().waitForEvent('page'), source.click()]);
  await document.waitForLoadState();
  checks.ok('chat: the source opens', /居住证/.test(await document.locator('h1').first().innerText()));
  await document.screenshot({ path: path.join(SCREENS, 'chat-6-document.png') });
  await document.close();
}

async function changesOfMind(gateway, browser, checks) {
  const person = await Person.come(gateway, browser);
  await person.say(NIGHT, /在哪里/);
  await person.say('松影苑', /核对/);
  await person.tap('不对', /改哪/);
  await person.page.picture('chat-change');
  await person.tap('地点', /在哪里/);
  const again = await person.say('荷叶家园', /核对/);
  checks.ok('chat: a corrected place is read back', again.includes('荷叶家园') && !again.includes('松影苑'), again);
  await person.tap('取消', /没有提交/);
  checks.ok('chat: cancelled', true);
  await person.say(NIGHT, /在哪里/);
  await person.say('松影苑', /核对/);
  const anonymous = await person.tap('匿名', /编号/);
  checks.ok('chat: anonymous gets number and code', /查询码/.test(anonymous), anonymous);
  const words = '<img src=x onerror=alert(1)> <b>很吵</b>';
  await person.say(words, /./);
  checks.ok('chat: markup stays text', (await person.page.locator('.bubble.mine').last().innerText()).includes('<img')
    && (await person.page.locator('.bubble img').count()) === 0);
  person.fine(checks, 'changes of mind');
  await person.leave();
}

async function picture(gateway, browser, checks) {
  const person = await Person.come(gateway, browser);
  await person.say(NIGHT, /在哪里/);
  const bytes = await person.page.screenshot();
  await person.after(() => person.page.setInputFiles('#photo', { name: '工地.png', mimeType: 'image/png', buffer: bytes }), /照片/);
  checks.ok('chat: a picture is taken and shown', (await person.page.locator('.bubble.mine img').count()) === 1);
  await person.page.picture('chat-picture');
  await person.page.setInputFiles('#photo', { name: 'x.png', mimeType: 'image/png', buffer: Buffer.from('<svg/>'.repeat(20)) });
  const said = await until(async () => /没有传上去/.test(await person.page.locator('#status').innerText()));
  checks.ok('chat: what is no picture is refused in words', Boolean(said));
  checks.ok('chat: complaints are the refusal alone', person.page.complaints.length === 0, person.page.complaints.join('; '));
  await person.leave();
}

// A place from the telephone instead of its name.
async function location(gateway, browser, checks) {
  const more = { geolocation: { latitude: 32.0402, longitude: 118.7801 }, permissions: ['geolocation'] };
  const person = await Person.come(gateway, browser, { more });
  await person.say(NIGHT, /在哪里/);
  const said = await person.after(() => person.page.click('#place'), /位置|核对|街道|在哪/);
  checks.ok('chat: the telephone\'s place is taken', (await person.page.locator('.bubble.mine').last().innerText()).includes('我的位置'), said);
  person.fine(checks, 'location');
  await person.leave();
}

// The gateway goes away and comes back; what was typed meanwhile arrives, once.
async function away(gateway, browser, checks) {
  const person = await Person.come(gateway, browser);
  const { page } = person;
  await person.say(NIGHT, /在哪里/);
  await gateway.stop();
  await page.fill('#text', '松影苑');
  await page.click('#send');
  checks.ok('chat: without a connection it says so', await until(() => page.locator('#status').isVisible()));
  checks.ok('chat: and what is on its way is marked', await until(async () =>
    (await page.locator('.bubble.mine').last().innerText()).includes('发送中')));
  await page.picture('chat-offline');
  await gateway.start();
  await person.heard(/核对/, 2 * PATIENCE); // between its tries the page waits longer and longer
  checks.ok('chat: back again the talk goes on', true);
  checks.ok('chat: the notice is gone', await until(async () => !(await page.locator('#status').isVisible())));
  await page.context().setOffline(true);
  checks.ok('chat: the telephone\'s own word for it is heard', await until(() => page.locator('#status').isVisible()));
  await page.context().setOffline(false);
  await until(async () => !(await page.locator('#status').isVisible()));
  await person.tap('对', /编号/);
  checks.ok('chat: and after it the case is filed', true);
  checks.ok('chat: nothing twice', (await page.locator('.bubble.mine').count()) === 3
    && (await person.bubbles().count()) === 4, await page.locator('#log').innerText());
  page.complaints = page.complaints.filter((one) => !/WebSocket connection|ERR_/.test(one));
  person.fine(checks, 'away and back');
  await person.leave();
}

async function twoPlaces(gateway, browser, checks) {
  const person = await Person.come(gateway, browser);
  await person.say(NIGHT, /在哪里/);
  const other = await person.page.context().newPage();
  await other.goto(`http://127.0.0.1:${gateway.port}/chat`);
  checks.ok('chat: a second tab has the talk', await until(async () => (await other.locator('.bubble.theirs').count()) === 2));
  checks.ok('chat: the first says so', await until(() => person.page.getByRole('button', { name: '在这里继续' }).isVisible()));
  await person.page.picture('chat-replaced');
  await person.page.getByRole('button', { name: '在这里继续' }).click();
  await person.say('松影苑', /核对/);
  checks.ok('chat: and goes on when asked', true);
  person.page.once('dialog', () => {});
  await person.leave();
}

// ---- what everybody needs, seen or not ----

// Runs in the page: elements without a name, and text that is too faint.
function faults() {
  const names = [...document.querySelectorAll('button, a, input, textarea')].filter((one) =>
    one.offsetParent && !(one.getAttribute('aria-label') || one.innerText || (one.labels && one.labels[0])));
  const small = [...document.querySelectorAll('button, .tool')].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.width && (box.width < 40 || box.height < 36);
  });
  const parse = (color) => (color.match(/[\d.]+/g) || []).map(Number);
  const light = (rgb) => {
    const [r, g, b] = rgb.slice(0, 3).map((v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const color = parse(getComputedStyle(at).backgroundColor);
      if (color.length === 3 || color[3] > 0.5) return color;
    }
    return [255, 255, 255];
  };
  const faint = [];
  for (const one of document.querySelectorAll('body *')) {
    const own = [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || !one.getClientRects().length || one.closest('.hidden')) continue;
    const [a, b] = [light(parse(getComputedStyle(one).color)), light(ground(one))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) faint.push(`${one.className || one.tagName} ${ratio.toFixed(2)}`);
  }
  return { names: names.map((one) => one.outerHTML.slice(0, 80)), small: small.map((one) => one.outerHTML.slice(0, 80)), faint };
}

async function forEverybody(gateway, browser, checks) {
  for (const [name, how] of Object.entries({ light: { more: { colorScheme: 'light' } }, dark: { more: { colorScheme: 'dark' } },
    small: { viewport: SMALL }, english: { locale: 'en-GB' } })) {
    const person = await Person.come(gateway, browser, how);
    await person.say(name === 'english' ? 'The building site next door works at midnight, I cannot sleep' : NIGHT, /./);
    await person.page.picture(`chat-${name}`);
    const found = await person.page.evaluate(faults);
    checks.ok(`chat: ${name}: everything has a name`, found.names.length === 0, found.names.join());
    checks.ok(`chat: ${name}: nothing is too small to hit`, found.small.length === 0, found.small.join());
    checks.ok(`chat: ${name}: nothing is too faint to read`, found.faint.length === 0, found.faint.join());
    checks.ok(`chat: ${name}: nothing is wider than the screen`, !(await person.page.overflows()));
    person.fine(checks, name);
    await person.leave();
  }
}

async function byKeyboard(gateway, browser, checks) {
  const person = await Person.come(gateway, browser, { viewport: { width: 1000, height: 700 }, more: { isMobile: false } });
  const { page } = person;
  const focus = () => page.evaluate(() => document.activeElement.id || document.activeElement.textContent);
  const order = [];
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press('Tab');
    order.push(await focus());
  }
  checks.ok('chat: everything is reached by Tab', ['language', 'log', 'photo', 'place', 'text', 'send'].every((id) => order.includes(id)), order.join());
  const outline = await page.evaluate(() => {
    document.getElementById('send').focus();
    return getComputedStyle(document.getElementById('send')).outlineStyle;
  });
  checks.ok('chat: and one sees where one is', outline !== 'none', outline);
  await page.focus('#text');
  await page.keyboard.type(NIGHT);
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('已经一个星期了');
  await person.after(() => page.keyboard.press('Enter'), /在哪里/);
  checks.ok('chat: Enter sends, Shift+Enter does not', (await page.locator('.bubble.mine').last().innerText()).includes('\n'));
  await page.focus('#choices button');
  await page.keyboard.press('Enter');
  checks.ok('chat: a quick reply by keyboard', await until(async () => (await page.locator('.bubble.mine').count()) === 2));
  await page.picture('chat-wide');
  await person.leave();
}

module.exports = async (shared, browser, checks) => {
  const gateway = await new Gateway(shared.binary).start();
  try {
    for (const part of [theStory, changesOfMind, picture, location, twoPlaces, forEverybody, byKeyboard, away])
      await checks.step(`chat: ${part.name}`, () => part(gateway, browser, checks));
  } finally {
    await gateway.stop();
  }
};
