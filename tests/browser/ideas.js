// Suggestions, wishes, members and points at the desk, as an editor, a unit and the second person see
// them, and what everybody reads of it.
'use strict';
const { Citizen } = require('../peers/gateway');
const { accessible, close, open, openDesk, PHONE } = require('./browser');

const IDEA = '建议在临溪公园多装几个饮水机，孩子跑步没水喝';

async function openIdea(page, text) {
  await page.click(`.idea-row:has-text("${text}")`);
  await page.waitForSelector('article[data-idea]');
}

async function move(page, code, fields = {}) {
  await page.click(`.moves-row button[data-move=${code}]`);
  const form = page.locator(`form[data-move=${code}]`);
  for (const [name, value] of Object.entries(fields)) {
    const input = form.locator(`[name=${name}]`);
    if (await input.evaluate((node) => node.tagName) === 'SELECT') await input.selectOption(value);
    else await input.fill(value);
  }
  await form.locator('button[type=submit]').click();
  await page.waitForSelector(`form[data-move=${code}]`, { state: 'detached' });
}

async function editor(gateway, browser, checks) {
  const page = await openDesk(browser, gateway, 'bianji', { hash: '#/suggestions' });
  await page.waitForSelector('.idea-row');
  await page.click('summary:has-text("新的征集")');
  await page.fill('[name=topic]', '公园里还缺什么');
  await page.fill('[name=body]', '欢迎出主意');
  await page.fill('[name=starts]', '2026-01-01');
  await page.fill('[name=ends]', '2036-01-01');
  await page.click('details:has([name=topic]) button[type=submit]');
  await page.waitForSelector('[data-campaign]');
  checks.ok('ideas: a campaign runs', /进行中/.test(await page.innerText('[data-campaign]')));
  const serious = await accessible(page);
  checks.ok('ideas: the list is accessible', !serious.length, JSON.stringify(serious));
  await page.picture('ideas-list');
  await openIdea(page, '饮水机');
  await move(page, 'accept', { unit: '城管局' });
  checks.ok('ideas: accepted', /待单位回应/.test(await page.innerText('article[data-idea]')));
  checks.ok('ideas: the page complains of nothing', !page.complaints.length, page.complaints.join('; '));
  return page;
}

async function unit(gateway, browser, checks) {
  const page = await openDesk(browser, gateway, 'chengguan', { hash: '#/suggestions', size: PHONE });
  await page.waitForSelector('.idea-row');
  await openIdea(page, '饮水机');
  checks.ok('ideas: a unit can only reply', (await page.locator('.moves-row button').count()) === 1);
  await move(page, 'comment', { verdict: 'adopted', text: '年内加装六台' });
  checks.ok('ideas: a phone shows all of it', !(await page.overflows()));
  await page.picture('ideas-unit-phone');
  await close(page);
}

async function publish(gateway, browser, page, checks) {
  await page.reload();
  await page.waitForSelector('.idea-row');
  await openIdea(page, '饮水机');
  await move(page, 'propose', { title: '公园多装饮水机', shown: '建议在临溪公园多装几个饮水机', reply: '年内加装六台' });
  checks.ok('ideas: who proposed sees no button to approve', !(await page.locator('button[data-move=publish]').count()));
  const second = await openDesk(browser, gateway, 'duban', { hash: '#/suggestions' });
  await second.waitForSelector('.idea-row');
  await openIdea(second, '饮水机');
  await move(second, 'publish');
  checks.ok('ideas: a second person publishes', /已采用并公开/.test(await second.innerText('article[data-idea]')));
  await second.picture('ideas-published');
  const serious = await accessible(second);
  checks.ok('ideas: the sheet is accessible', !serious.length, JSON.stringify(serious));
  await close(second);
}

async function everybody(gateway, browser, checks) {
  const page = await open(browser, PHONE);
  await page.goto(`http://127.0.0.1:${gateway.port}/suggestions`);
  const text = await page.innerText('body');
  checks.ok('ideas: everybody reads it', /公园多装饮水机/.test(text) && /年内加装六台/.test(text) && /公园里还缺什么/.test(text), text);
  checks.ok('ideas: on a phone', !(await page.overflows()));
  const serious = await accessible(page);
  checks.ok('ideas: the public page is accessible', !serious.length, JSON.stringify(serious));
  await page.picture('ideas-public');
  await page.goto(`http://127.0.0.1:${gateway.port}/wishes`);
  checks.ok('wishes: a page', /微心愿/.test(await page.innerText('body')));
  await close(page);
}

async function members(page, checks) {
  await page.click('nav.sections a:has-text("街面成员")');
  await page.fill('form [name=name]', '小林');
  await page.click('button:has-text("登记一位")');
  await page.waitForSelector('p.code:not(:empty)');
  checks.ok('members: a code is shown once', /[0-9A-Z]{8}$/.test(await page.innerText('p.code')));
  await page.picture('members');
  await page.click('nav.sections a:has-text("积分")');
  await page.waitForSelector('[data-row]');
  checks.ok('points: the suggestion gave ten', /建议采纳/.test(await page.innerText('[data-row]')) && /10/.test(await page.innerText('[data-row]')));
  const serious = await accessible(page);
  checks.ok('points: accessible', !serious.length, JSON.stringify(serious));
  await page.picture('points');
  await page.click('nav.sections a:has-text("微心愿")');
  await page.waitForSelector('h1:has-text("微心愿")');
  checks.ok('ideas: nothing is complained of', !page.complaints.length, page.complaints.join('; '));
  await close(page);
}

module.exports = async function ideas(gateway, browser, checks) {
  const citizen = new Citizen(gateway, 'oIdeasBrowser');
  await citizen.say(IDEA);
  await citizen.pick(/^对$/);
  const page = await editor(gateway, browser, checks);
  await unit(gateway, browser, checks);
  await publish(gateway, browser, page, checks);
  await everybody(gateway, browser, checks);
  await members(page, checks);
};
