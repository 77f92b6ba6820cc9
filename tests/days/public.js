// A citizen's day: says what is wrong on the chat page, follows it like a parcel, rates it, reads the
// board, the figures, what others thought of, signs up for an activity; and a member from the street.
'use strict';
const { close, submit } = require('../browser/browser');
const { NIGHT, Person } = require('../browser/person');
const { Walker } = require('./look');
const { paper } = require('./roles');
const { idOf } = require('./scene');

const PAGES = ['/public', '/board', '/figures', '/suggestions', '/wishes', '/activities', '/progress'];

async function chat(walker, gateway) {
  const { page } = walker, person = new Person(page);
  await person.arrive(gateway);
  if (walker.english && /EN/.test(await page.locator('#language').innerText())) await page.click('#language');
  await walker.look('chat');
  await person.say(NIGHT, /在哪里|Where|where/);
  await person.say('松影苑', /核对|check|Check|right/);
  await walker.look('read back');
  const told = await person.after(() => page.locator('#choices button').first().click(), /[A-Z]{2,}\d{8}-\d{6}/);
  await walker.look('filed');
  return { number: /[A-Z]{2,}\d{8}-\d{6}/.exec(told)[0], code: /(?:查询码|query code)[:： ]*([2-9A-Z]{8})/i.exec(told)?.[1] || '' };
}

async function follow(walker, scene, filed) {
  const { page } = walker, base = `http://127.0.0.1:${scene.gateway.port}`, tail = walker.english ? '?lang=en' : '';
  const look = async () => {
    await page.goto(`${base}/progress${tail}`);
    await page.fill('#n', filed.number);
    await page.fill('#c', filed.code);
    await page.keyboard.press('Enter');
    await page.locator('.way').waitFor();
  };
  await look();
  await walker.look('progress');
  await paper(walker, 'progress');
  await scene.act('chengguan', idOf(filed.number), 'sign');
  await scene.act('chengguan', idOf(filed.number), 'answer', { text: '执法队员已到现场责令停工，本周每晚巡查。' });
  await look();
  for (const field of ['speed', 'result', 'experience', 'feedback']) await page.locator(`input[name=${field}][value="5"]`).check({ force: true });
  await walker.look('rating');
  await submit(page, 'form:has(input[name=speed]) button');
  walker.ok('rated', await page.locator('.notice').first().isVisible());
}

async function signUp(walker, scene) {
  const { page } = walker;
  await page.goto(`http://127.0.0.1:${scene.gateway.port}/activities/${scene.activity}${walker.english ? '?lang=en' : ''}`);
  await walker.look('activity');
  await page.fill('#name', '听雨');
  await page.fill('#phone', walker.english ? '19900002201' : '19900002202');
  await page.locator('input[name=agree]').check();
  await submit(page, 'form.card button');
  walker.ok('a code to sign off with', /[2-9A-HJ-NP-Z]{8}/.test(await page.locator('main').innerText()));
}

async function citizen(browser, checks, scene, how) {
  const walker = await Walker.come(browser, checks, 'citizen', how);
  const filed = await chat(walker, scene.gateway);
  await follow(walker, scene, filed);
  for (const where of PAGES) {
    await walker.page.goto(`http://127.0.0.1:${scene.gateway.port}${where}${walker.english ? '?lang=en' : ''}`);
    await walker.look(where);
  }
  await signUp(walker, scene);
  walker.ok('the pages complain of nothing', !walker.page.complaints.length, walker.page.complaints.join('; '));
  await close(walker.page);
}

// Somebody from the street: the code an editor gave, a matter with its picture, and it is filed at once.
async function member(browser, checks, scene, how) {
  const walker = await Walker.come(browser, checks, 'member', how), { page } = walker;
  const made = scene.must(await scene.people.bianji.post('members', { name: '小林', kind: 'grid', area: '松影苑' }), 'member');
  const person = new Person(page);
  await person.arrive(scene.gateway);
  const picture = await page.screenshot();
  await person.say(`成员码 ${made.code}`, /已登记为街面成员|registered/);
  await person.after(() => page.setInputFiles('#photo', { name: '现场.png', mimeType: 'image/png', buffer: picture }), /./);
  await person.say('松影苑楼下垃圾袋堆了三天没人管', /编号|number/i);
  await walker.look('member');
  walker.ok('the pages complain of nothing', !page.complaints.length, page.complaints.join('; '));
  await close(page);
}

module.exports = { citizen, member };
