// Offers as administrator and dispatcher see them: counted before anything is sent, confirmed with
// the number, sent once, to nobody who said no, and not at night. The gateways here live on a day of
// their own, since policies have dates and the night has hours.
'use strict';
const { execFileSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { Gateway, request, until } = require('../peers/gateway');
const { SmsProvider } = require('../peers/sms_provider');
const { officers } = require('../peers/desk');
const { close, open, signIn, PHONE, WIDE } = require('./browser');

const PUBLIC = 'https://direct.example';
const FORENOON = '2026-11-21T10:00:00+08:00', NIGHT = '2026-11-21T22:10:00+08:00', MORNING = '2026-11-22T08:01:00+08:00';
const ONCE = 'sg2026', GRADUATES = 'yjs2026', STAFF = 'wg2026';
const OUT = '19900002001'; // consented in the register, opts out by short message
const WITNESS = '19900009001'; // in no register

// Takes whatever is said; the hour its signature names is the gateway's own.
class Provider extends SmsProvider {
  sms(headers, body, response) { this.deliver(JSON.parse(body), response); }
  reached(mobile) { return this.messages.filter((one) => one.number === `+86${mobile}`); }
  get offered() { return this.messages.filter((one) => one.number !== `+86${WITNESS}`); }
}

const writes = (gateway, mobile, text, time) => request(gateway.port, 'POST', '/sms/demo/inbound', JSON.stringify({ extend: '01', mobile,
  nationcode: '86', sign: '直达', text, time }), { 'content-type': 'application/json' });

// Somebody asks and is answered, twice: what was to be sent when the second question came has been sent.
async function sendingGoesOn(gateway, provider) {
  for (let i = 0; i < 2; i++) {
    const before = provider.reached(WITNESS).length;
    await writes(gateway, WITNESS, '你好', before + 1);
    await until(() => provider.reached(WITNESS).length > before);
  }
}

// In a folder of its own: LD_PRELOAD takes no path with a blank, and the project may lie at one.
function movedClock() {
  const library = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'zhida-clock-')), 'moved_clock.so');
  execFileSync('gcc', ['-shared', '-fPIC', '-O1', '-o', library, path.join(__dirname, 'moved_clock.c')]);
  return library;
}

const at = (library, moment) => ({ LD_PRELOAD: library,
  ZHIDA_TEST_MOVE: String(Math.round((Date.parse(moment) - Date.now()) / 1000)) });


const card = (page, policy) => page.locator(`[data-policy=${policy}]`);
const figure = async (page, policy, name) => {
  const text = await card(page, policy).locator('.figures > div').filter({ hasText: name }).first().innerText();
  return Number(/\d+/.exec(text)[0]);
};

async function dispatcher(gateway, browser, checks) {
  const page = await open(browser, PHONE);
  await signIn(page, gateway, 'dispatch');
  await page.click('.menu-button');
  await page.picture('menu-phone');
  await page.click('dialog.menu a:has-text("政策推送")');
  await page.waitForSelector('.offer');
  checks.ok('offers: the menu is gone when it has led somewhere', !(await page.locator('dialog.menu').count()));
  checks.ok('offers: the dispatcher sees what would be sent', (await page.locator('.offer').count()) === 4);
  checks.ok('offers: and may ask for it', /申请推送/.test(await card(page, ONCE).innerText()));
  checks.ok('offers: a phone shows all of it', !(await page.overflows()));
  await page.picture('offers-phone');
  await page.click('.menu-button');
  await page.click('dialog.menu a:has-text("工单")');
  checks.ok('offers: back at the cases', await page.waitForSelector('.list').then(() => true));
  checks.ok('offers: the page complains of nothing', !page.complaints.length, page.complaints.join('; '));
  await close(page);
}

async function optOut(gateway, provider, checks) {
  const answer = await writes(gateway, OUT, 'T', 1);
  const told = await until(() => provider.reached(OUT).find((one) => /退订/.test(one.text)));
  checks.ok('offers: one letter opts out', answer.status === 200 && told, answer.body);
}

async function preview(gateway, page, checks) {
  await signIn(page, gateway, 'admin', { hash: '#/offers' });
  await page.waitForSelector('.offer');
  const text = await card(page, ONCE).innerText();
  checks.ok('offers: the text stands there as it is sent', text.includes(`${PUBLIC}/policies/`) && /退订回T/.test(text)
    && text.includes('〔企业名称〕') && !/[{}]/.test(text), text);
  checks.ok('offers: counted', (await figure(page, ONCE, '名录企业')) === 40 && (await figure(page, ONCE, '符合条件')) === 3);
  checks.ok('offers: whoever opted out is told apart', (await figure(page, STAFF, '已退订')) === 1, await card(page, STAFF).innerText());
  await page.picture('offers');
}

// Looks at the dialog, goes away once, comes back, asks; all by keyboard.
async function askFor(gateway, page, provider, checks) {
  const reach = await figure(page, STAFF, '将收到短信');
  const before = provider.offered.length;
  await card(page, STAFF).locator('button').focus();
  await page.keyboard.press('Enter');
  const ask = await page.locator('dialog.ask').innerText();
  checks.ok('offers: the question states the number', new RegExp(`${reach} 条短信`).test(ask) && /立即/.test(ask), ask);
  await page.picture('offers-ask');
  await page.keyboard.press('Escape');
  checks.ok('offers: Escape asks for nothing', await until(async () => !(await page.locator('dialog').count()))
    && /申请推送/.test(await card(page, STAFF).innerText()));
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog.ask');
  await page.keyboard.press('Enter');
  await page.waitForSelector(`[data-policy=${STAFF}] .open:has-text("待审批")`);
  await sendingGoesOn(gateway, provider);
  checks.ok('offers: asked for, nothing is sent yet', provider.offered.length === before);
  return { reach, before };
}

// The second person: what stands there is what is granted.
async function grant(page, checks) {
  await page.click('nav.sections a:has-text("审批")');
  await page.waitForSelector('.approval');
  const text = await page.locator('.approval').first().innerText();
  checks.ok('offers: the approval shows text, number and who asked', /政策推送/.test(text) && /退订回T/.test(text) && /申请于/.test(text), text);
  await page.picture('approvals');
  await page.click('.approval button.primary');
  await page.waitForSelector('.approvals .empty');
  await page.click('nav.sections a:has-text("政策推送")');
  await page.waitForSelector(`[data-policy=${STAFF}] .done`);
  checks.ok('offers: approved, with its day', /已批准.*11.21/s.test(await card(page, STAFF).innerText()));
  checks.ok('offers: nothing more is offered', !(await card(page, STAFF).locator('button').count()));
  await page.picture('offers-approved');
}

async function arrived(provider, { reach, before }, checks) {
  const all = await until(() => provider.offered.length >= before + reach);
  const sent = provider.offered.slice(before);
  checks.ok('offers: as many short messages as were agreed to', all && sent.length === reach, `${sent.length} of ${reach}`);
  checks.ok('offers: each to another number', new Set(sent.map((one) => one.number)).size === reach);
  checks.ok('offers: each with its name, an absolute link and the way out', sent.every((one) =>
    /^[^{}\s]{3,}符合/.test(one.text) && one.text.includes(`${PUBLIC}/policies/`) && /退订回T/.test(one.text) && !/[{}]/.test(one.text)),
    sent.map((one) => one.text).join('\n'));
  checks.ok('offers: nothing to the one that opted out', !sent.some((one) => one.number === `+86${OUT}`));
}

async function administrator(gateway, browser, provider, checks) {
  const page = await open(browser), other = await open(browser);
  await preview(gateway, page, checks);
  await signIn(other, gateway, 'dispatch', { hash: '#/offers' });
  await card(other, STAFF).locator('button').click();
  await other.keyboard.press('Escape');
  const agreed = await askFor(gateway, other, provider, checks);
  await other.click('nav.sections a:has-text("审批")');
  await other.waitForSelector('.approval');
  checks.ok('offers: who asked cannot grant', !(await other.locator('.approval button.primary').count())
    && /另一位/.test(await other.locator('.approval').first().innerText()));
  await other.click('nav.sections a:has-text("政策推送")');
  await grant(page, checks);
  await arrived(provider, agreed, checks);
  await other.reload();
  await other.waitForSelector(`[data-policy=${STAFF}] .done`);
  await sendingGoesOn(gateway, provider);
  checks.ok('offers: and nothing is sent twice', provider.offered.length === agreed.before + agreed.reach);
  await other.click('text=English');
  await other.waitForSelector(`[data-policy=${STAFF}] .done`);
  checks.ok('offers: English', /Would receive it/.test(await card(other, ONCE).innerText()) && /Offers/.test(await other.innerText('h1')));
  await other.picture('offers-english');
  await page.click('nav.sections a:has-text("操作记录")');
  await page.waitForSelector('td');
  checks.ok('offers: who asked and who granted is in the record, once', (await page.locator('tr:has-text("申请审批")').count()) === 1
    && (await page.locator('tr:has-text("审批同意")').count()) === 1);
  for (const one of [page, other]) {
    checks.ok('offers: the page complains of nothing', !one.complaints.length, one.complaints.join('; '));
    await close(one);
  }
}

// What the page does not offer is not possible either.
async function byHand(gateway, provider, checks) {
  const people = await officers(gateway);
  await people.admin.signIn();
  await people.dispatch.signIn();
  const before = provider.offered.length;
  const status = async (who, policy, body) => (await who.post(`offers/${policy}`, body)).status;
  await people.chengguan.signIn();
  checks.ok('offers: not by a unit', await status(people.chengguan, GRADUATES, { messages: 99 }) === 403);
  checks.ok('offers: not without the number', await status(people.admin, GRADUATES, {}) === 400);
  const fewer = await people.admin.post(`offers/${GRADUATES}`, { messages: 1 });
  checks.ok('offers: not more than agreed to', fewer.status === 409 && fewer.json.error.code === 'now_more');
  checks.ok('offers: not a policy that may not be pushed', await status(people.admin, 'rd2026', { messages: 99 }) === 404);
  checks.ok('offers: nor one that is not there', await status(people.admin, 'nothing2026', { messages: 99 }) === 404);
  await sendingGoesOn(gateway, provider);
  checks.ok('offers: and nothing went out', provider.offered.length === before);
}

async function atNight(gateway, browser, provider, checks) {
  const page = await open(browser, WIDE);
  const before = provider.offered.length;
  await signIn(page, gateway, 'dispatch', { hash: '#/offers' });
  const reach = await figure(page, GRADUATES, '将收到短信');
  await card(page, GRADUATES).locator('button').click();
  checks.ok('offers: at night it says when they go', /08:00/.test(await page.locator('dialog.ask').innerText()));
  await page.click('dialog.ask .primary');
  await page.waitForSelector(`[data-policy=${GRADUATES}] .open:has-text("待审批")`);
  const { admin } = await officers(gateway);
  await admin.signIn();
  const [asked] = (await admin.get('approvals?open=1')).json.approvals;
  checks.ok('offers: granted at night', (await admin.post(`approvals/${asked.id}`, { decision: 'grant' })).status === 200);
  await sendingGoesOn(gateway, provider);
  checks.ok('offers: at night nothing is sent', provider.offered.length === before);
  await close(page);
  return before + reach;
}

async function restart(gateway, library, moment) {
  await gateway.stop();
  gateway.env = at(library, moment);
  await gateway.start();
}

module.exports = async function offers(given, browser, checks) {
  const library = movedClock(), provider = new Provider();
  const upstream = `http://127.0.0.1:${await provider.listen()}`;
  const gateway = new Gateway(given.binary, { upstream, extra: ['--public-url', `${PUBLIC}/`], env: at(library, FORENOON) });
  try {
    await gateway.start();
    await checks.step('offers: opting out', () => optOut(gateway, provider, checks));
    await checks.step('offers: dispatcher', () => dispatcher(gateway, browser, checks));
    await checks.step('offers: administrator', () => administrator(gateway, browser, provider, checks));
    await checks.step('offers: by hand', () => byHand(gateway, provider, checks));
    await restart(gateway, library, NIGHT);
    let wanted = 0;
    await checks.step('offers: night', async () => { wanted = await atNight(gateway, browser, provider, checks); });
    await restart(gateway, library, MORNING);
    checks.ok('offers: in the morning they are', await until(() => provider.offered.length >= wanted), `${provider.offered.length} of ${wanted}`);
    await sendingGoesOn(gateway, provider);
    checks.ok('offers: each once', provider.offered.length === wanted, `${provider.offered.length} of ${wanted}`);
  } finally {
    await gateway.stop();
    await provider.close();
    fs.rmSync(path.dirname(library), { recursive: true, force: true });
  }
};
