// Single sign-on in a browser, with an independent provider: from the button through the service and back to where one was, out
// again, and what the page says while the service is away.
'use strict';
const { Gateway, freePort, until } = require('../peers/gateway');
const { Real, SECRET } = require('../peers/sign_in_service');
const { accessible, close, comes, open, PHONE } = require('./browser');

module.exports = async function sso(gateway, browser, checks) {
  const admin = await freePort(), desk = `http://127.0.0.1:${admin}`, service = await new Real().start(desk);
  service.next = { sub: 'p-1', preferred_username: 'chengguan' };
  const own = new Gateway(gateway.binary, { env: { ZHIDA_TEST_SSO: SECRET }, extra: ['--sso', service.issuer, '--sso-client', 'desk', '--sso-secret', 'env:ZHIDA_TEST_SSO'] });
  Object.assign(own, { port: await freePort(), admin });
  const page = await open(browser, PHONE);
  try {
    await own.start();
    await page.goto(`${desk}/desk#/account`);
    await page.waitForSelector('.sso button:enabled');
    checks.ok('sso: the door is accessible', !(await accessible(page)).length && !(await page.overflows()));
    await page.picture('sso-door');
    await page.click('.sso button');
    await page.waitForSelector('header.top');
    checks.ok('sso: signed in, where one was before', await until(() => page.url() === `${desk}/desk#/account`), page.url());
    await page.goto(`${desk}/desk#sso=sso_unknown`);
    await page.reload();
    checks.ok('sso: a reason is said in words', await comes(page, '.login .alert[role=alert]', /不是本系统的用户/));
    await page.goto(`${desk}/desk#sso=<img src=x>`);
    await page.reload();
    await page.waitForSelector('header.top');
    await page.click('text=退出');
    await page.waitForURL((url) => url.href.startsWith(service.issuer));
    await service.stop();
    await own.stop();
    await own.start();
    await page.goto(`${desk}/desk`);
    checks.ok('sso: an absent service is said, passwords still work', await comes(page, '.sso .alert', /暂时连接不上/) && await page.isVisible('#password'));
    checks.ok('sso: no page complained', !page.complaints.length, page.complaints.join('\n'));
  } finally {
    await close(page);
    await own.stop();
    await service.stop().catch(() => {});
  }
};
