// One matter from beginning to end, on both sides of the wall: a citizen complains on the chat page, an
// officer signs and answers at the desk, the citizen hears of it in the open page, rates it, and the
// desk sees the marks.
'use strict';
const { Gateway } = require('../peers/gateway');
const { close, comes, openDesk, text } = require('./browser');
const { NIGHT, Person } = require('./person');

const ANSWER = '执法队员已到现场责令停工，本周每晚巡查，感谢您的反映。';

async function signAndAnswer(desk, number, checks) {
  await desk.locator('.item').first().click();
  await desk.locator('.head', { hasText: number }).first().waitFor();
  await desk.click('[data-act=sign]');
  await desk.click('.acts form .primary');
  await desk.click('[data-act=answer]');
  await desk.fill('#act-text', ANSWER);
  await desk.click('.acts form .primary');
  await desk.locator('.given').waitFor();
  checks.ok('story: the desk has answered', (await desk.locator('.given').innerText()) === ANSWER);
}

async function rate(citizen, checks) {
  for (const next of [/结果/, /过程/, /清不清楚/, /谢谢/])
    await citizen.after(() => citizen.page.locator('#choices button').nth(3).click(), next);
  checks.ok('story: four dimensions, and thanks', true);
}

module.exports = async (shared, browser, checks) => {
  const gateway = await new Gateway(shared.binary).start();
  try {
    const citizen = await Person.come(gateway, browser);
    await citizen.say(NIGHT, /在哪里/);
    await citizen.say('松影苑', /核对/);
    const filed = await citizen.tap('对', /编号/);
    const [number] = /[A-Z]{2,}\d{8}-\d{6}/.exec(filed);
    const desk = await openDesk(browser, gateway, 'chengguan', { ready: '.item' });
    await signAndAnswer(desk, number, checks);
    await citizen.heard(/快不快/);
    const talk = await citizen.page.locator('#log').innerText();
    checks.ok('story: the citizen hears of both steps in the open page', talk.includes(ANSWER) && /接手/.test(talk), talk);
    checks.ok('story: five marks to tap', (await citizen.choices()).length === 5, (await citizen.choices()).join());
    await citizen.page.picture('story-1-answered');
    await rate(citizen, checks);
    await citizen.page.picture('story-2-rated');
    await desk.reload();
    await comes(desk, '.sheet .head', /已办结/);
    const sheet = await text(desk, '.sheet');
    checks.ok('story: the desk sees it closed and the marks', /已办结/.test(sheet) && /4 \/ 4 \/ 4 \/ 4/.test(sheet), sheet);
    await desk.picture('story-3-desk');
    citizen.fine(checks, 'the story');
    checks.ok('story: the desk page complains of nothing', !desk.complaints.length, desk.complaints.join('; '));
    await citizen.leave();
    await close(desk);
  } finally {
    await gateway.stop();
  }
};
