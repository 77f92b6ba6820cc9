// Activities: made by an editor, approved by another, signed up for on a telephone, waited for,
// cancelled; names as a table that no spreadsheet takes for formulas.
'use strict';
const { Gateway, request } = require('../peers/gateway');
const { officers } = require('../peers/desk');
const { accessible, close, open, submit } = require('./browser');

const SMALL = { width: 360, height: 740 };

async function join(page, base, id, name, phone) {
  await page.goto(`${base}/activities/${id}`);
  await page.fill('#name', name);
  await page.fill('#phone', phone);
  await page.locator('input[name=agree]').check();
  await submit(page, 'form.card button');
  return page.locator('.notice').first().innerText();
}

module.exports = async (shared, browser, checks) => {
  const gateway = await new Gateway(shared.binary).start();
  try {
    const base = `http://127.0.0.1:${gateway.port}`, people = await officers(gateway), now = Math.floor(Date.now() / 1000);
    for (const who of ['bianji', 'duban']) await people[who].signIn();
    const draft = { id: 0, title: '开放日 <b>x</b>', text: '来看看', place: '服务大厅', starts: now + 86400, ends: now + 90000, closes: now + 80000, seats: 1, keep: 30 };
    checks.ok('activities: one without seats is none', (await people.bianji.post('activities', { ...draft, seats: 0 })).status === 400);
    const { json: { id } } = await people.bianji.post('activities', draft);
    checks.ok('activities: a draft is not there', (await gateway.get(`/activities/${id}`)).status === 404);
    checks.ok('activities: asked for', (await people.bianji.post(`activities/${id}/ask`)).status === 200);
    const asked = (await people.duban.get('approvals?open=1')).json.approvals[0];
    checks.ok('activities: approved by another', (await people.duban.post(`approvals/${asked.id}`, { decision: 'grant' })).status === 200);
    const page = await open(browser, SMALL, 'zh-CN', { isMobile: true, hasTouch: true });
    await page.goto(`${base}/activities`);
    checks.ok('activities: in the list, as text', (await page.locator('.entries').innerText()).includes('<b>x</b>'));
    const first = await join(page, base, id, '=1+1', '19900001234');
    const code = await page.locator('p.card strong').innerText();
    checks.ok('activities: signed up, with a code', /报名成功/.test(first) && /^[2-9A-HJ-NP-Z]{8}$/.test(code), `${first} ${code}`);
    const faults = await accessible(page);
    checks.ok('activities: nothing serious for axe', !faults.length, JSON.stringify(faults));
    checks.ok('activities: nothing wider than 360 points', !(await page.overflows()));
    await page.picture('activities-1');
    checks.ok('activities: a number has one place', /已经报过名/.test(await join(page, base, id, '又一次', '19900001234')));
    checks.ok('activities: no number, no place', /手机号不对/.test(await join(page, base, id, '某某', '12345')));
    checks.ok('activities: the next one waits', /候补/.test(await join(page, base, id, '候补的人', '19900005678')));
    const csv = async () => (await request(gateway.admin, 'GET', `/desk/api/activities/${id}/people.csv`, '', { cookie: people.bianji.cookie, host: `127.0.0.1:${gateway.admin}` })).body.toString();
    checks.ok('activities: the table has no formula', (await csv()).includes('"\'=1+1","19900001234","报名"'), await csv());
    checks.ok('activities: others do not get it', (await people.duban.get(`activities/${id}/people.csv`)).status === 403);
    const leave = async (with_) => { await page.goto(`${base}/activities/${id}`); await page.click('summary'); await page.fill('#code', with_); await submit(page, 'details button'); return page.locator('.notice').first().innerText(); };
    checks.ok('activities: a wrong code cancels nothing', /取消码不对/.test(await leave('ABCDEFGH')));
    checks.ok('activities: the right one does', /已取消/.test(await leave(code.toLowerCase())));
    const after = await csv();
    checks.ok('activities: the name is gone and who waited has the seat', !after.includes('19900001234') && after.includes('"候补的人","19900005678","报名"'), after);
    checks.ok('activities: the page complains of nothing', !page.complaints.length, page.complaints.join('; '));
    checks.ok('activities: no name and no number in the log', !/19900005678|候补的人/.test(gateway.output));
    await close(page);
    await people.bianji.post(`activities/${id}/end`, { reason: '下雨' });
    checks.ok('activities: called off it is there no more', (await gateway.get(`/activities/${id}`)).status === 404);
    await gateway.stop();
  } finally {
    await gateway.kill();
  }
};
