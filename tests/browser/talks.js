// A citizen in the web chat, and behind it first the bot, then a dispatcher, then the bot again; a clerk on a telephone, in English,
// who sees who has the talk, takes it over afterwards and files it. Every state is looked at by axe.
'use strict';
const { until } = require('../peers/gateway');
const { accessible, comes, leave, openDesk, text } = require('./browser');
const { NIGHT, Person } = require('./person');

const SMALL = { width: 360, height: 740 };

async function fair(page, checks, what) {
  const wrong = await accessible(page);
  checks.ok(`talks: ${what}: axe finds nothing serious`, !wrong.length, JSON.stringify(wrong));
  checks.ok(`talks: ${what}: nothing is cut off`, !(await page.overflows()));
  await page.picture(`talks-${what.replace(/\W+/g, '-')}`);
}

const shows = (page, pattern) => comes(page, '.talk-log', pattern);
const press = (page, act) => page.click(`[data-talk=${act}]`);

async function taking(desk, person, checks) {
  await comes(desk, '.talks-list', /睡不着/);
  checks.ok('talks: the talk is in the list with what the bot asked', /机器人：.*在哪里/s.test(await text(desk, '.talks-list')), await text(desk, '.talks-list'));
  await fair(desk, checks, 'list');
  await desk.click('.talks-list .item:has-text("睡不着")');
  checks.ok('talks: opened, it shows both', await shows(desk, /睡不着[\s\S]*在哪里/));
  await fair(desk, checks, 'opened');
  await press(desk, 'take');
  await desk.waitForSelector('#talk-text');
  checks.ok('talks: the citizen is told that a person writes', /真人/.test(await person.heard(/真人/)));
  await desk.click('.canned summary');
  await desk.click('.canned-list button');
  const kept = await desk.inputValue('#talk-text');
  checks.ok('talks: a kept answer stands there', /我是值班员/.test(kept), kept);
  await desk.fill('#talk-text', `${kept}工地在几号楼旁边？`);
  await person.write('喂？有人吗');
  checks.ok('talks: what the citizen says comes by itself', await shows(desk, /有人吗/));
  checks.ok('talks: and what was being written is still there', /几号楼/.test(await desk.inputValue('#talk-text')));
  await desk.press('#talk-text', 'Control+Enter');
  await person.heard(/几号楼/);
  checks.ok('talks: the officer sees that it arrived', await shows(desk, /已送达/), await text(desk, '.talk-log'));
  await person.write('在三号楼旁边');
  await shows(desk, /三号楼/);
  checks.ok('talks: with the name of who said it', /工作人员 \S+/.test(await text(desk, '.talk-log')), await text(desk, '.talk-log'));
  await fair(desk, checks, 'taken');
  await person.page.picture('talks-citizen');
}

async function danger(desk, person, checks) {
  checks.ok('talks: in danger the citizen is told whom to call', await person.say('不好了，工地着火了', /119/));
  checks.ok('talks: and the officer sees it at once', await comes(desk, '.talk-alarm', /危险/));
  await fair(desk, checks, 'danger');
}

async function dispatcher(gateway, browser, checks, person) {
  const desk = await openDesk(browser, gateway, 'dispatch', { hash: '#/canned' });
  await desk.click('text=新增一条');
  await desk.fill('#canned-title', '问候');
  await desk.fill('#canned-body', '您好，我是值班员。');
  await desk.click('.canned-page form .primary');
  await comes(desk, '.canned-page .card', /值班员/);
  await desk.click('.sections >> text=实时对话');
  await taking(desk, person, checks);
  await danger(desk, person, checks);
  return desk;
}

// Behind the dispatcher's back: a clerk, on a telephone and in English.
async function second(gateway, browser, checks) {
  const desk = await openDesk(browser, gateway, 'huawu', { hash: '#/talks', size: SMALL });
  await desk.click('header.top >> text=English');
  checks.ok('talks: in English too', await comes(desk, '.talks-list', /Live talks/));
  await fair(desk, checks, 'phone list');
  await desk.click('.talks-list .item:has-text("不好了，工地着火了")');
  checks.ok('talks: a second officer sees who has it', await comes(desk, '.talk-box', /has it/), await text(desk, '.talk-box'));
  await fair(desk, checks, 'phone held');
  return desk;
}

async function filing(desk, person, checks) {
  await comes(desk, '[data-talk=take]', /Take over/);
  await press(desk, 'take');
  await person.heard(/真人/);
  await desk.waitForSelector('#talk-text');
  await fair(desk, checks, 'phone taken');
  await press(desk, 'file');
  await desk.waitForSelector('dialog.file-talk #entry-text');
  checks.ok('talks: the form has what was said', /睡不着[\s\S]*三号楼/.test(await desk.inputValue('#entry-text')));
  checks.ok('talks: and what the rules make of it', await comes(desk, 'dialog .beside', /%/), await text(desk, 'dialog .beside'));
  await desk.fill('#entry-place', '松影苑三号楼');
  await fair(desk, checks, 'phone file');
  await desk.click('dialog.file-talk button[type=submit]');
  const told = await person.heard(/编号/);
  checks.ok('talks: the citizen has number and code', /[A-Z]+\d{8}-\d{6}/.test(told) && /查询码/.test(told), told);
  checks.ok('talks: and the officer sees it', await shows(desk, /查询码/));
}

module.exports = async function talks(gateway, browser, checks) {
  await checks.step('talks: a day', async () => {
    const person = await Person.come(gateway, browser);
    await person.say(NIGHT, /在哪里/);
    const desk = await dispatcher(gateway, browser, checks, person);
    const clerk = await second(gateway, browser, checks);
    await press(desk, 'give');
    checks.ok('talks: given back, the bot asks its question again', /我接着来[\s\S]*在哪里/.test(await person.heard(/我接着来/)));
    await person.page.picture('talks-citizen-back');
    await comes(desk, '[data-talk=take]', /接管/);
    await fair(desk, checks, 'given back');
    await leave(desk, checks, 'talks: dispatcher');
    await filing(clerk, person, checks);
    await clerk.click('.talk-pane .back');
    checks.ok('talks: back to the list', await until(() => clerk.locator('.talks-list').isVisible()));
    await leave(clerk, checks, 'talks: clerk');
    await leave(person.page, checks, 'talks: citizen');
  });
};
