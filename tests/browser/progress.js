// A case followed like a parcel, on a telephone of 360 points: by the link of a message, by hand,
// without scripts, on paper; rated, urged, withdrawn; and what it says to who has no business there.
'use strict';
const { Citizen, Gateway, until } = require('../peers/gateway');
const { officers } = require('../peers/desk');
const { accessible, close, open, submit } = require('./browser');

const NIGHT = '隔壁工地半夜还在打桩，吵得睡不着，电话19900001234';
const SMALL = { width: 360, height: 740 };
const FINGER = { isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
const ANSWER = '执法队员已到现场责令停工，本周每晚巡查。<b>谢谢</b>';
const idOf = (number) => { const [, day, counter] = /(\d{8})-(\d{6})$/.exec(number); return Number(day) * 10000000 + Number(counter); };

const main = (page) => page.locator('main').innerText();

async function ask(page, base, number, code) {
  await page.goto(`${base}/progress`);
  await page.fill('#n', number);
  await page.fill('#c', code);
  await submit(page, '#look button');
}

async function look(page, checks, what) {
  const faults = await accessible(page);
  checks.ok(`progress: ${what}: nothing serious for axe`, !faults.length, JSON.stringify(faults));
  checks.ok(`progress: ${what}: nothing wider than 360 points`, !(await page.overflows()));
}

async function byHand(page, base, filed, checks) {
  await page.goto(`${base}/progress`);
  await look(page, checks, 'the door');
  await page.picture('progress-1-door');
  await ask(page, base, filed.number, 'ABCDEFGH');
  const wrong = await page.locator('.notice').innerText();
  await ask(page, base, filed.number.replace(/\d$/, '9'), filed.code);
  checks.ok('progress: wrong code and wrong number get the same words', wrong === await page.locator('.notice').innerText() && /对不上/.test(wrong), wrong);
  await ask(page, base, filed.number.toLowerCase(), ` ${filed.code.toLowerCase().slice(0, 4)} ${filed.code.slice(4)} `);
  const text = await main(page);
  checks.ok('progress: small letters and blanks do', text.includes(filed.number), text);
  checks.ok('progress: unit, state, time', /城市管理局/.test(text) && /已派单/.test(text) && /最迟答复/.test(text));
  await page.click('text=期限怎么算的');
  checks.ok('progress: the deadline explains itself', /从.*起.*(工作日|小时|自然日|分钟)/.test(await page.locator('dd details p').innerText()));
  await page.click('text=您说的内容');
  checks.ok('progress: numbers are masked', (await main(page)).includes('199') && !(await main(page)).includes('19900001234'));
  checks.ok('progress: the code is in no address', !page.url().includes(filed.code));
  await look(page, checks, 'a case');
  await page.picture('progress-2-case');
}

async function byLink(page, base, filed, checks) {
  await page.goto(`${base}/p/${filed.number}#${filed.code}`);
  await page.locator('.way').waitFor();
  checks.ok('progress: a link with the code behind # opens the case', (await main(page)).includes(filed.number));
  checks.ok('progress: and the address forgets it', !page.url().includes(filed.code), page.url());
  await page.goto(`${base}/progress?n=${filed.number}&lang=en`);
  checks.ok('progress: English by the address', /Query code/.test(await main(page)) && (await page.inputValue('#n')) === filed.number);
  await page.fill('#c', filed.code);
  await page.keyboard.press('Enter');
  await page.locator('.way').waitFor();
  checks.ok('progress: and it stays English', /What happened/.test(await main(page)));
  await look(page, checks, 'in English');
}

async function acts(page, base, filed, people, checks) {
  await ask(page, base, filed.number, filed.code);
  await page.click('summary:has-text("补充情况")');
  await page.fill('#add-text', '今晚又开工了 <script>alert(1)</script>');
  await submit(page, 'form:has(#add-text) button');
  checks.ok('progress: a remark is taken', /已补充/.test(await page.locator('.notice').innerText()));
  checks.ok('progress: and stands there as text', (await main(page)).includes('<script>alert(1)</script>'));
  const twice = async () => (await page.locator('.way li', { hasText: '您作了补充' }).count());
  await page.reload();
  checks.ok('progress: sent twice it is there once', (await twice()) === 1);
  await people.chengguan.act(idOf(filed.number), 'sign');
  await people.chengguan.act(idOf(filed.number), 'answer', { text: ANSWER });
  await ask(page, base, filed.number, filed.code);
  checks.ok('progress: the answer is there, as text', (await page.locator('.answer').innerText()).includes(ANSWER));
  await look(page, checks, 'answered');
  await page.picture('progress-3-answered');
  for (const field of ['speed', 'result', 'experience', 'feedback']) await page.locator(`input[name=${field}][value="4"]`).check({ force: true });
  await submit(page, 'text=提交评价');
  checks.ok('progress: rated', /评价已记下/.test(await page.locator('.notice').innerText()) && /已办结/.test(await main(page)), await main(page));
  checks.ok('progress: the marks stand in the list', /办得快不快 4/.test(await main(page)));
  await page.click('summary:has-text("公开这件事的问和答")');
  await submit(page, 'text=同意公开');
  checks.ok('progress: consent to publication', /已记下您的同意/.test(await page.locator('.notice').innerText()));
  await page.picture('progress-4-rated');
  await page.emulateMedia({ media: 'print' });
  checks.ok('progress: on paper there are no forms, and the folded words are open', !(await page.locator('.do').first().isVisible())
    && (await page.locator('.words p').isVisible()));
  await page.emulateMedia({ media: 'screen' });
}

async function withoutScripts(gateway, browser, base, checks) {
  const filed = await new Citizen(gateway, 'progress_plain').file(NIGHT, '松影苑');
  const page = await open(browser, SMALL, 'zh-CN', { ...FINGER, javaScriptEnabled: false });
  await ask(page, base, filed.number, filed.code);
  checks.ok('progress: without scripts it is all there', (await page.locator('.way').innerText()).includes('您提交了这件事'));
  await page.click('summary:has-text("不用办了")');
  await page.locator('input[name=sure]').check();
  await submit(page, 'form:has(input[name=sure]) button');
  checks.ok('progress: withdrawn without scripts', /已撤回/.test(await page.locator('.notice').innerText()));
  await close(page);
}

module.exports = async (shared, browser, checks) => {
  const gateway = await new Gateway(shared.binary).start();
  try {
    const base = `http://127.0.0.1:${gateway.port}`;
    const people = await officers(gateway);
    await people.chengguan.signIn();
    const filed = await new Citizen(gateway, 'progress_one').file(NIGHT, '松影苑');
    const page = await open(browser, SMALL, 'zh-CN', FINGER);
    await byHand(page, base, filed, checks);
    await byLink(page, base, filed, checks);
    await acts(page, base, filed, people, checks);
    checks.ok('progress: the page complains of nothing', !page.complaints.length, page.complaints.join('; '));
    await close(page);
    await withoutScripts(gateway, browser, base, checks);
    checks.ok('progress: the code is in no log', !gateway.output.includes(filed.code));
    await gateway.stop();
  } finally {
    await gateway.kill();
  }
};
