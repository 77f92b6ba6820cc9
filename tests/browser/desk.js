// The desk as an officer uses it: login, list, a case with its reasons, sign, answer, return, assign,
// the record; by keyboard and on a phone. Cases come in by WeChat, as they do in life.
'use strict';
const { Citizen, request, until } = require('../peers/gateway');
const { accessible, close, comes, hold, open, signIn, text, PHONE, WIDE } = require('./browser');

const DUST = '洒水车多久没来了，门口马路扬尘像沙漠 <img src=x onerror=alert(1)>，我电话19900001234';
const SITE = '工地土堆不盖网，一刮风满屋子灰尘';
const ANSWER = '今晚起这条路每晚冲洗一次，洒水车已经恢复，谢谢您的提醒。';

const address = (gateway, hash = '') => `http://127.0.0.1:${gateway.admin}/desk${hash}`;

const isFocused = (page, where) => page.evaluate((w) => document.activeElement?.matches(w), where);

async function wrongPassword(gateway, browser, checks) {
  const page = await open(browser);
  const answer = await page.goto(address(gateway));
  const policy = answer.headers()['content-security-policy'] || '';
  checks.ok('desk: the page has a strict policy', /default-src 'none'/.test(policy) && !/unsafe|https?:/.test(policy), policy);
  await page.waitForSelector('#login');
  checks.ok('desk: the cursor stands in the login', await isFocused(page, '#login'));
  await page.picture('desk-login');
  await page.fill('#login', 'chengguan');
  await page.fill('#password', 'not-the-password');
  await page.keyboard.press('Enter');
  checks.ok('desk: a wrong password is told', await comes(page, '.alert', /账号或密码不对/));
  checks.ok('desk: the page complains of nothing', !page.complaints.length, page.complaints.join('; '));
  await close(page);
}

// The unit's officer, by keyboard: opens, reads why, signs, sees the number, answers.
async function officer(gateway, browser, checks, dust) {
  const page = await open(browser);
  await signIn(page, gateway, 'chengguan');
  await page.waitForSelector('.item');
  const list = await page.locator('.list .rows').innerText();
  checks.ok('desk: the case is in the list', /洒水车|扬尘/.test(list), list);
  checks.ok('desk: the other unit’s is not', (await page.locator('.item').count()) === 1, list);
  await page.picture('desk-list');
  await page.keyboard.press('j');
  checks.ok('desk: j goes to the case', await isFocused(page, '.item'));
  await page.keyboard.press('Enter');
  await page.waitForSelector('.head h1');
  checks.ok('desk: Enter opens it', (await text(page, '.head')).includes(dust.number));
  checks.ok('desk: and reads its title', await isFocused(page, '.head h1'));
  await reasons(page, checks);
  await page.picture('desk-case');
  await page.click('[data-act=sign]');
  await page.click('.acts form .primary');
  await page.waitForSelector('[data-act=answer]');
  checks.ok('desk: signed', /已签收/.test(await text(page, '.head')));
  await page.click('text=显示号码');
  checks.ok('desk: the number is shown on demand', await comes(page, '.sheet', /19900001234/));
  await answerIt(page, checks);
  checks.ok('desk: the page complains of nothing', !page.complaints.length, page.complaints.join('; '));
  await close(page);
}

async function reasons(page, checks) {
  const why = await text(page, '.why');
  checks.ok('desk: the reasons name duty, code and version', /道路扬尘/.test(why) && /0702/.test(why) && /[0-9a-f]{16}/.test(why), why);
  checks.ok('desk: a fact with its source', /污染源/.test(why) && /原话|回答/.test(why), why);
  checks.ok('desk: candidates with shares', (await page.locator('.why .bars li').count()) > 0 && /%/.test(why));
  const marks = await page.locator('blockquote mark').allInnerTexts();
  checks.ok('desk: the words are marked in the text', marks.length > 0, marks.join());
  const sheet = await text(page, '.sheet');
  checks.ok('desk: markup stays text', sheet.includes('<img src=x onerror=alert(1)>') && !(await page.locator('img[src=x]').count()));
  checks.ok('desk: the number is masked', !sheet.includes('19900001234') && sheet.includes('199******34'));
  checks.ok('desk: the talk is there', (await page.locator('.bubble.theirs').count()) > 0 && (await page.locator('.bubble.ours').count()) > 0);
  checks.ok('desk: and what happened', /市民提交/.test(await text(page, '.events')));
}

async function answerIt(page, checks) {
  await page.click('[data-act=answer]');
  await page.fill('#act-text', '好');
  await page.click('.acts form .primary');
  checks.ok('desk: an answer of one character is not sent', /五个字/.test(await text(page, '.acts .alert')));
  await page.keyboard.press('Escape');
  await page.click('[data-act=answer]');
  checks.ok('desk: what was written is kept', (await page.inputValue('#act-text')) === '好');
  await page.fill('#act-text', ANSWER);
  await page.picture('desk-answer');
  await page.click('.acts form .primary');
  await page.waitForSelector('.given');
  checks.ok('desk: answered', (await text(page, '.given')) === ANSWER && /已答复/.test(await text(page, '.head')));
  await page.picture('desk-answered');
}

// Another unit's case does not exist, whatever address is typed.
async function outside(gateway, browser, checks, ids) {
  const page = await open(browser);
  await signIn(page, gateway, 'chengguan', { hash: `#/case/${ids.site}` });
  await page.waitForSelector('.sheet [role=alert]');
  checks.ok('desk: another unit’s case is not found', /没有找到/.test(await text(page, '.sheet')));
  await close(page);
}

// The unit returns, the dispatcher assigns with the candidates in order.
async function handOver(gateway, browser, checks, ids) {
  const unit = await open(browser, PHONE);
  await signIn(unit, gateway, 'zhujian');
  await unit.waitForSelector('.item');
  checks.ok('desk: the phone shows the list alone', !(await unit.overflows()) && !(await unit.locator('.sheet').isVisible()));
  await unit.picture('desk-phone-list');
  await unit.click('.item');
  await unit.waitForSelector('.head h1');
  checks.ok('desk: then the case alone', !(await unit.overflows()) && !(await unit.locator('.list').isVisible()));
  await unit.picture('desk-phone-case');
  await unit.click('[data-act=return]');
  await unit.fill('#act-text', '现场核实为园区道路，请改派园区管委会。');
  await unit.click('.acts form .primary');
  checks.ok('desk: returned with a reason', await comes(unit, '.head', /退回/));
  await unit.click('.back');
  checks.ok('desk: back goes to the list', await until(() => unit.locator('.list').isVisible()));
  await close(unit);

  const page = await open(browser);
  await signIn(page, gateway, 'dispatch', { hash: `#/case/${ids.site}` });
  await page.click('[data-act=assign]');
  await page.waitForSelector('.candidate');
  checks.ok('desk: candidates are offered', (await page.locator('.candidate').count()) > 0);
  await page.picture('desk-assign');
  await page.selectOption('#act-unit', '园区管委会');
  await page.click('.acts form .primary');
  checks.ok('desk: assigned by hand', await comes(page, '.facts-line', /高新园/) && /已派单/.test(await text(page, '.head')));
  await page.click('text=English');
  await comes(page, 'body', /What happened/);
  checks.ok('desk: English', /Sign out/.test(await text(page, 'header.top')) && /return/i.test(await text(page, '.events')));
  await page.picture('desk-english');
  await close(page);
}

// Whatever happens to a case elsewhere appears by itself.
async function news(gateway, browser, checks) {
  const page = await open(browser);
  await signIn(page, gateway, 'chengguan');
  await Promise.all([page.waitForResponse(/cases\?state=open/), page.click('.tabs >> text=未办结')]);
  const filed = await new Citizen(gateway, 'desk-citizen-3').file('洒水车好几天没来了，马路上全是灰尘', '松风路18号');
  const came = await until(async () => (await page.locator(`.item[data-id="${idOf(filed)}"]`).count()) === 1);
  checks.ok('desk: a new case appears without a reload', came, filed.number);
  await close(page);
}

async function record(gateway, browser, checks, dust) {
  const page = await open(browser, WIDE);
  await signIn(page, gateway, 'admin');
  await page.waitForSelector('td');
  const rows = await page.locator('tbody').innerText();
  for (const act of ['查看工单', '查看号码', '签收', '答复', '退回', '派单', '越权查看，已拒绝', '密码不对'])
    checks.ok(`desk: recorded: ${act}`, rows.includes(act));
  checks.ok('desk: the record names the case and the officer', rows.includes(dust.number) && rows.includes('chengguan'));
  checks.ok('desk: and not what was said', !rows.includes('洒水车') && !rows.includes('19900001234'));
  await page.picture('desk-audit');
  await page.click('text=退出');
  await page.waitForSelector('#login');
  await page.goto(address(gateway));
  checks.ok('desk: signed out stays signed out', await page.waitForSelector('#login').then(() => true));
  await close(page);
}

// Every section of an officer's menu while nothing has been answered yet.
async function waiting(gateway, browser, checks) {
  const page = await open(browser);
  await signIn(page, gateway, 'dispatch', { ready: 'nav.sections a' });
  const release = await hold(page, /\/desk\/api\//);
  const sections = await page.locator('nav.sections a').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  for (const hash of sections) {
    await page.click(`nav.sections a[href="${hash}"]`);
    await page.waitForSelector(`nav.sections a[href="${hash}"][aria-current=page]`);
    const wrong = await accessible(page);
    checks.ok(`desk: ${hash} can be read while it waits`, !wrong.length, JSON.stringify(wrong));
  }
  release();
  checks.ok('desk: the page complains of nothing while it waits', !page.complaints.length, page.complaints.join('; '));
  await close(page);
}

const idOf = ({ number }) => {
  const [, day, counter] = /(\d{8})-(\d{6})$/.exec(number);
  return Number(day) * 10000000 + Number(counter);
};

module.exports = async function desk(gateway, browser, checks) {
  const outer = await request(gateway.port, 'GET', '/desk', '');
  checks.ok('desk: not on the public side', outer.status !== 200 && outer.headers.location !== '/desk', String(outer.status));
  const dust = await new Citizen(gateway, 'desk-citizen-1').file(DUST, '松风路18号');
  const site = await new Citizen(gateway, 'desk-citizen-2').file(SITE, '松风路20号');
  const ids = { dust: idOf(dust), site: idOf(site) };
  const steps = { wrongPassword, officer, outside, handOver, news, waiting, record };
  for (const [name, step] of Object.entries(steps))
    await checks.step(`desk: ${name}`, () => step(gateway, browser, checks, step === officer || step === record ? dust : ids));
};
