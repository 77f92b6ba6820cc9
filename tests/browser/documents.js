// Documents of every format as pages: what stands in them can be read, nothing in them runs, an
// answer's link leads to its section, and a document that comes while the gateway serves is there
// soon after.
'use strict';
const fs = require('fs');
const path = require('path');
const { Gateway, ROOT, until } = require('../peers/gateway');
const { close, open, PHONE, SCREENS } = require('./browser');
const { Person } = require('./person');

const NOTICE = `云溪区人民政府办公室
关于印发《云溪区阳台绿化奖励办法》的通知
云政办发〔2026〕2号

各街道办事处：
　　现将《云溪区阳台绿化奖励办法》印发给你们。
一、奖励标准
阳台绿化每平方米奖励30元，每户最高600元。
二、怎样申请
带身份证到社区登记。
<script>document.title = 'run'</script>
本办法自2026年3月1日起施行，有效期五年。《云溪区屋顶绿化奖励办法》同时废止。
云溪区人民政府办公室
2026年2月10日
`;
const OLD = `云溪区屋顶绿化奖励办法
一、标准
屋顶绿化每平方米奖励80元。
云溪区人民政府办公室
2019年2月10日
`;
const PAGE = `<html><head><title>助餐点开放时间_云溪区</title><meta charset="utf-8">
<script>document.title = 'run'; window.ran = true</script></head>
<body onload="window.ran = true"><div class="nav">首页 导航</div><div class="TRS_Editor">
<h2>开放时间</h2><p onclick="window.ran = true">助餐点每天十一点开门。<img src=x onerror="window.ran = true"></p>
<table><tr><td>街道</td><td>电话</td></tr><tr><td>石桥</td><td>19900002001</td></tr></table>
<h2>价格</h2><p>一荤两素 12 元。</p></div></body></html>`;

function rulesWith(folder, files) {
  const rules = path.join(folder, 'rules');
  fs.cpSync(path.join(ROOT, 'rules', 'yunxi'), rules, { recursive: true });
  for (const [name, bytes] of Object.entries(files)) fs.writeFileSync(path.join(rules, 'documents', name), bytes);
  return rules;
}

async function pdfOf(browser) {
  const page = await open(browser);
  await page.setContent('<h1 style="text-align:center">云溪区公园开放须知</h1>' +
    '<p>一、开放时间</p><p>云溪区的公园每天六点开门，晚上十点关门。</p>');
  const bytes = await page.pdf({ format: 'A4' });
  await close(page);
  return bytes;
}

async function readable(gateway, page, name, checks) {
  await page.goto(`http://127.0.0.1:${gateway.port}/documents/${name}`);
  const text = await page.locator('main').innerText();
  checks.ok(`documents: ${name}: no script of it runs`, (await page.evaluate(() => window.ran)) === undefined
    && (await page.title()) !== 'run' && (await page.locator('script').count()) === 0);
  checks.ok(`documents: ${name}: nothing is wider than the screen`, !(await page.overflows()));
  await page.picture(`document-${name.replace(/\W/g, '-')}`);
  return text;
}

async function everyFormat(gateway, browser, checks) {
  const page = await open(browser, PHONE);
  const notice = await readable(gateway, page, 'notice.txt', checks);
  checks.ok('documents: plain text has its headings', (await page.locator('h2').allInnerTexts()).includes('一、奖励标准'), notice);
  checks.ok('documents: markup in plain text is text', notice.includes('<script>'), notice);
  const web = await readable(gateway, page, 'meals.html', checks);
  checks.ok('documents: a web page without its navigation', web.includes('十一点开门') && !web.includes('导航'), web);
  checks.ok('documents: its table is a table', (await page.locator('td').allInnerTexts()).includes('19900002001'));
  const park = await readable(gateway, page, 'park.pdf', checks);
  checks.ok('documents: a PDF', /公园每天六点开门/.test(park), park);
  await page.goto(`http://127.0.0.1:${gateway.port}/policies/ht2024.md`);
  checks.ok('documents: one that has ended says so', /已废止/.test(await page.locator('.past').innerText()));
  await page.goto(`http://127.0.0.1:${gateway.port}/documents/old.txt`);
  checks.ok('documents: and leads to what took its place',
    /阳台绿化/.test(await page.locator('.past a[href="/documents/notice.txt"]').innerText()));
  checks.ok('documents: the pages complain of nothing', !page.complaints.length, page.complaints.join('; '));
  await close(page);
}

async function answers(gateway, browser, checks) {
  const person = await Person.come(gateway, browser);
  const answer = await person.say('阳台绿化奖励多少钱', /30元/);
  checks.ok('documents: plain text answers with title, office and date',
    /《.*阳台绿化奖励办法》/.test(answer) && /云溪区人民政府办公室/.test(answer) && /2026-02-10/.test(answer), answer);
  const [document] = await Promise.all([person.page.context().waitForEvent('page'),
    person.page.getByRole('link', { name: '查看原文' }).last().click()]);
  await document.waitForLoadState();
  checks.ok('documents: the link leads to the section',
    (await document.locator(':target').innerText()) === '一、奖励标准', document.url());
  await document.screenshot({ path: path.join(SCREENS, 'document-section.png') });
  await document.close();
  await person.say('那怎么申请', /带身份证到社区登记/);
  const gone = await person.say('屋顶绿化每平方米奖励多少钱', /废止/);
  checks.ok('documents: one that is abolished is not quoted, its successor is named',
    !gone.includes('80元') && gone.includes('阳台绿化奖励办法'), gone);
  await person.page.picture('document-answers');
  person.fine(checks, 'documents');
  await person.leave();
}

async function comesLater(gateway, browser, rules, checks) {
  fs.writeFileSync(path.join(rules, 'documents', 'later.md'),
    '# 垂钓证办理须知\n\n## 费用\n\n办一张垂钓证收费 7 元。\n');
  const person = await Person.come(gateway, browser);
  const there = await until(async () => /7 元/.test(await person.say('垂钓证多少钱', /./)));
  checks.ok('documents: a new one is found without a restart', there);
  await person.leave();
}

module.exports = async (shared, browser, checks) => {
  const folder = fs.mkdtempSync(path.join(require('os').tmpdir(), 'zhida-documents-'));
  const rules = rulesWith(folder, { 'notice.txt': NOTICE, 'old.txt': OLD, 'meals.html': PAGE,
    'park.pdf': await pdfOf(browser), 'broken.docx': 'no archive' });
  const gateway = await new Gateway(shared.binary, { rules }).start();
  try {
    checks.ok('documents: the broken one is named', await until(() => /document_skipped.*broken\.docx/.test(gateway.output)), gateway.output.slice(-800));
    await everyFormat(gateway, browser, checks);
    await answers(gateway, browser, checks);
    await comesLater(gateway, browser, rules, checks);
  } finally {
    await gateway.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
};
