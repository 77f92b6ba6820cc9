// The administrator adds a user in the page, and the user sets up a second factor from what the page
// shows; both as people do it, with keyboard and mouse.
'use strict';
const crypto = require('crypto');
const { Gateway } = require('../peers/gateway');
const { close, open, signIn, PHONE } = require('./browser');

function code(secret) {
  let bits = '';
  for (const letter of secret) bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2))), message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000)));
  const mac = crypto.createHmac('sha1', key).update(message).digest();
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1000000).padStart(6, '0');
}

async function addUser(gateway, page, checks) {
  await signIn(page, gateway, 'admin', { hash: '#/users' });
  await page.waitForSelector('table.users');
  await page.click('text=新建账号');
  await page.fill('#user-login', 'xinren');
  await page.fill('#user-name', '话务一组');
  await page.check('dialog input[value=clerk]');
  await page.click('dialog .primary');
  const password = await page.locator('dialog code.secret').innerText();
  checks.ok('people: a new user’s password is shown once', password.length === 16, password);
  await page.click('dialog .primary');
  checks.ok('people: and stands in the list', /话务员/.test(await page.locator('tr[data-login=xinren]').innerText()));
  await page.selectOption('#contact-unit', '城管局');
  await page.selectOption('#contact-account', { label: 'units (wecom)' });
  await page.fill('#contact-address', 'zhang.san');
  await page.keyboard.press('Enter');
  checks.ok('people: whom of a unit to tell is named', /城市管理局.*units.*….san/.test((await page.locator('table.contacts tbody tr').first().innerText()).replace(/\s+/g, ' ')));
  await page.picture('users');
  return password;
}

async function factor(gateway, page, password, checks) {
  await signIn(page, gateway, 'xinren', { hash: '#/account', password });
  await page.click('text=开始设置');
  const secret = (await page.locator('code.secret').innerText()).replace(/ /g, '');
  await page.fill('#code', code(secret));
  await page.keyboard.press('Enter');
  await page.waitForSelector('ol.recovery');
  checks.ok('people: ten recovery codes', await page.locator('ol.recovery li').count() === 10);
  const [recovery] = await page.locator('ol.recovery li').allInnerTexts();
  checks.ok('people: a phone shows all of it', !(await page.overflows()));
  await page.picture('account-phone');
  await page.click('text=已保存');
  await page.click('text=退出');
  await page.fill('#login', 'xinren');
  await page.fill('#password', password);
  await page.keyboard.press('Enter');
  await page.waitForSelector('#code:visible');
  await page.fill('#code', recovery);
  await page.keyboard.press('Enter');
  checks.ok('people: signed in with password and recovery code', await page.waitForSelector('header.top').then(() => true));
}

module.exports = async function people(given, browser, checks) {
  const gateway = await new Gateway(given.binary).start();
  const admin = await open(browser), user = await open(browser, PHONE);
  try {
    const password = await addUser(gateway, admin, checks);
    await factor(gateway, user, password, checks);
    for (const page of [admin, user]) {
      const wrong = page.complaints.filter((one) => !/401/.test(one));
      checks.ok('people: the page complains of nothing', !wrong.length, wrong.join('; '));
    }
  } finally {
    await close(admin);
    await close(user);
    await gateway.stop();
  }
};
