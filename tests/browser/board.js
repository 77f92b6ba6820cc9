// The message board from a closed case to a page that anybody finds: a masked draft gone over by an
// editor, approved by a second person, searched for on a telephone, counted, taken down.
'use strict';
const { Citizen, Gateway, dayHolds, request, until } = require('../peers/gateway');
const { officers } = require('../peers/desk');
const { accessible, close, open, openDesk, submit } = require('./browser');

const WORDS = '隔壁工地半夜还在打桩，我叫王小明，住松影苑3栋2单元501室，电话19900001234';
const ANSWER = '已到现场责令停工，联系人李建国科长，电话19900005678。<img src=x onerror=alert(1)>';
const SMALL = { width: 360, height: 740 };
const idOf = (number) => { const [, day, counter] = /(\d{8})-(\d{6})$/.exec(number); return Number(day) * 10000000 + Number(counter); };
const form = (fields) => new URLSearchParams(fields).toString();
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

async function closedCase(gateway, people, name) {
  const filed = await new Citizen(gateway, name).file(WORDS, '松影苑');
  const id = idOf(filed.number);
  await people.chengguan.act(id, 'sign');
  await people.chengguan.act(id, 'answer', { text: ANSWER });
  await request(gateway.port, 'POST', '/progress', form({ n: filed.number, c: filed.code, act: 'rate', speed: 4, result: 4, experience: 4, feedback: 4 }), FORM);
  await request(gateway.port, 'POST', '/progress', form({ n: filed.number, c: filed.code, act: 'consent' }), FORM);
  return filed;
}

async function edit(gateway, browser, filed, checks) {
  const page = await openDesk(browser, gateway, 'bianji', { ready: '.board' });
  await page.getByRole('button', { name: filed.number }).click();
  const card = page.locator('.board-entry').first();
  await card.waitFor();
  const question = await card.locator('textarea[name=question]').inputValue();
  checks.ok('board: the draft hides number, name and house', !/19900001234|王小明|501/.test(question) && question.includes('打桩'), question);
  const answer = await card.locator('textarea[name=answer]').inputValue();
  checks.ok('board: in the answer too', !/19900005678|李建国/.test(answer), answer);
  await card.locator('input[name=title]').fill('工地半夜打桩');
  await card.locator('textarea[name=answer]').fill('打电话 19900005678');
  await card.locator('[data-act=ask]').click();
  checks.ok('board: a number left in it stops it', await until(async () => /号码/.test(await page.locator('#notice').innerText())));
  await card.locator('textarea[name=answer]').fill('已到现场责令停工，每晚巡查。<img src=x onerror=alert(1)>');
  await card.locator('[data-act=ask]').click();
  await page.locator('.board-entry .chip.open').waitFor();
  checks.ok('board: it waits for a second person', true);
  const faults = await accessible(page);
  checks.ok('board: the editor’s page: nothing serious for axe', !faults.length, JSON.stringify(faults));
  await page.picture('board-1-editor');
  checks.ok('board: the editor’s page complains of nothing', !page.complaints.length, page.complaints.join('; '));
  await close(page);
}

async function approve(people, checks) {
  const mine = (await people.bianji.get('approvals?open=1')).json.approvals[0];
  checks.ok('board: the editor cannot grant it', (await people.bianji.post(`approvals/${mine.id}`, { decision: 'grant' })).status !== 200);
  const granted = await people.duban.post(`approvals/${mine.id}`, { decision: 'grant' });
  checks.ok('board: another one can', granted.status === 200 && granted.json.board > 0, JSON.stringify(granted.json));
  return granted.json.board;
}

async function read(gateway, browser, id, checks) {
  const base = `http://127.0.0.1:${gateway.port}`;
  const page = await open(browser, SMALL, 'zh-CN', { isMobile: true, hasTouch: true, deviceScaleFactor: 2 });
  await page.goto(`${base}/board`);
  checks.ok('board: it stands in the list', (await page.locator('.entries').innerText()).includes('工地半夜打桩'));
  let faults = await accessible(page);
  checks.ok('board: the list: nothing serious for axe', !faults.length, JSON.stringify(faults));
  checks.ok('board: nothing wider than 360 points', !(await page.overflows()));
  await page.picture('board-2-list');
  for (const [words, found] of [['半夜打桩', 1], ['責令停工', 1], ['幼儿园', 0], ["' UNION SELECT 1 --", 0], ['%%', 0]]) {
    await page.goto(`${base}/board?q=${encodeURIComponent(words)}`);
    checks.ok(`board: ${words}: ${found}`, (await page.locator('.entries li').count()) === found);
  }
  await page.goto(`${base}/board?month=1999-99&area=nowhere&category=%3Cscript%3E&before=-1`);
  checks.ok('board: an odd filter is no error', (await page.locator('main').isVisible()));
  await page.goto(`${base}/board/${id}`);
  checks.ok('board: the entry has question and answer, as text', (await page.locator('main').innerText()).includes('<img src=x onerror=alert(1)>'));
  await submit(page, 'text=我也遇到了');
  checks.ok('board: counted', /已记下/.test(await page.locator('.notice').innerText()) && (await page.locator('.do strong').innerText()) === '1');
  await page.goto(`${base}/board/${id}`);
  await submit(page, 'text=我也遇到了');
  checks.ok('board: once a day', /已经记过/.test(await page.locator('.notice').innerText()));
  faults = await accessible(page);
  checks.ok('board: the entry: nothing serious for axe', !faults.length, JSON.stringify(faults));
  await page.picture('board-3-entry');
  checks.ok('board: the page complains of nothing', !page.complaints.length, page.complaints.join('; '));
  await close(page);
}

async function goes(gateway, people, filed, id, checks) {
  await request(gateway.port, 'POST', '/progress', form({ n: filed.number, c: filed.code, act: 'no-consent' }), FORM);
  const gone = await gateway.get(`/board/${id}`);
  const none = await gateway.get('/board/999');
  checks.ok('board: who takes the consent back is off the board at once', gone.status === 404 && gone.body.toString().replace(`/board/${id}`, '') === none.body.toString().replace('/board/999', ''));
  checks.ok('board: and is found no more', !(await gateway.get('/board?q=%E5%8D%8A%E5%A4%9C')).body.toString().includes('工地半夜打桩'));
  const trace = (await people.bianji.get('board?state=ended')).json.entries;
  checks.ok('board: the trace stays', trace.length === 1 && trace[0].state === 'taken_down' && trace[0].reason === 'citizen');
  checks.ok('board: nor may it be drafted again', (await people.bianji.post('board', { number: filed.number })).status === 409);
}

module.exports = async (shared, browser, checks) => {
  await dayHolds();
  const gateway = await new Gateway(shared.binary).start();
  try {
    const people = await officers(gateway);
    for (const who of ['chengguan', 'bianji', 'duban']) await people[who].signIn();
    const filed = await closedCase(gateway, people, 'board_one');
    await edit(gateway, browser, filed, checks);
    const draft = (await people.bianji.get('board')).json.entries[0];
    checks.ok('board: what is not approved is not there', (await gateway.get(`/board/${draft.id}`)).status === 404);
    checks.ok('board: nor can it be edited while it is asked for', (await people.bianji.post(`board/${draft.id}/save`, { title: 'x', question: 'y', answer: 'z' })).status === 409);
    const id = await approve(people, checks);
    await read(gateway, browser, id, checks);
    await goes(gateway, people, filed, id, checks);
    await gateway.stop();
  } finally {
    await gateway.kill();
  }
};
