// A person in time, seen from both sides: the citizen reads at once that somebody looks and by when;
// the dispatcher reads why, and sends it on with one click on a candidate.
'use strict';
const { Citizen, until } = require('../peers/gateway');
const { close, comes, openDesk, text } = require('./browser');
const { Person } = require('./person');

async function citizen(gateway, browser, checks) {
  const person = await Person.come(gateway, browser);
  await person.say('松影苑门口工地打桩太吵了', /时候|照片|核对|[?？]/);
  const said = await person.say('能不能找个人跟我说', /已转工作人员/);
  checks.ok('hand: who asks for a person gets one', true);
  checks.ok('hand: with number and by when somebody looks', /编号[A-Z]+\d{8}-\d{6}/.test(said) && /调度员最迟\d+月\d+日/.test(said), said);
  await person.say('我住在三楼，白天都在家', /已补充到[A-Z]/);
  checks.ok('hand: what follows is put to it', true);
  await person.page.picture('hand-citizen');
  person.fine(checks, 'a person in time');
  await person.leave();
  return /[A-Z]+\d{8}-\d{6}/.exec(said)[0];
}

// Danger, and words that nobody understands: the desk has them without a read-back, with why.
async function others(gateway, checks) {
  const reply = await new Citizen(gateway, 'hand-fire').say('着火了！柳荫苑三楼');
  checks.ok('hand: danger is told to call first, and filed', /119/.test(reply) && /编号/.test(reply) && !/核对/.test(reply), reply);
  const lost = new Citizen(gateway, 'hand-lost');
  await lost.say('你好');
  await lost.say('那个东西今天又变成那样子了真的是');
  const handed = await lost.say('就是上回跟你们讲过的那个事情嘛');
  checks.ok('hand: not understood twice, a person has it', /已转工作人员/.test(handed), handed);
}

async function seen(page, words, why, checks) {
  await page.locator('.item', { hasText: words }).first().click();
  checks.ok(`hand: the desk reads: ${why}`, await comes(page, '.why', new RegExp(why)), await text(page, '.sheet'));
}

async function dispatcher(gateway, browser, checks, number) {
  const page = await openDesk(browser, gateway, 'dispatch', { ready: '.item' });
  await seen(page, '柳荫苑', '可能有危险', checks);
  checks.ok('hand: danger stands at its head', /涉及人身安全/.test(await text(page, '.head')), await text(page, '.head'));
  await seen(page, '那个东西', '两次没听懂', checks);
  await page.locator('.item', { hasText: '打桩' }).first().click();
  await comes(page, '.why', /市民要找人/);
  const why = await text(page, '.why');
  checks.ok('hand: the case is open at the desk', (await text(page, '.head')).includes(number), await text(page, '.head'));
  checks.ok('hand: the desk reads why', /市民要找人/.test(why), why);
  checks.ok('hand: each candidate with its words', /因为“.*打桩”|因为“打桩/.test(why), why);
  checks.ok('hand: what was added stands in the text', (await text(page, '.sheet')).includes('白天都在家'));
  await page.picture('hand-desk');
  const first = page.locator('.why .bars li').first();
  const unit = await first.locator('.cut').innerText();
  await first.locator('.choose').click();
  checks.ok('hand: one click sends it on', await comes(page, '.head', /已派单/) && (await text(page, '.facts-line')).includes(unit),
    await text(page, '.head'));
  checks.ok('hand: then there is nothing to choose', await until(async () => (await page.locator('.events .assign').count()) === 1));
  checks.ok('hand: the desk complains of nothing', !page.complaints.length, page.complaints.join('; '));
  await close(page);
}

module.exports = async function hand(gateway, browser, checks) {
  await others(gateway, checks);
  const number = await citizen(gateway, browser, checks);
  await dispatcher(gateway, browser, checks, number);
};
