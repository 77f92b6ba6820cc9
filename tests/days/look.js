// How a page is looked at wherever a day comes by: axe, nothing wider than the screen, no label cut
// off, no Chinese left over in the controls of an English page. And how one gets about: by the menu,
// with the finger where it is a phone.
'use strict';
const { until } = require('../peers/gateway');
const { accessible, close, open, PHONE, WIDE } = require('../browser/browser');

const SIZES = { desktop: WIDE, phone: PHONE };

// Who walks through the pages: in a language, on a screen; everything is told to checks by name.
class Walker {
  constructor(page, checks, who, { size = 'desktop', language = 'zh' } = {}) {
    Object.assign(this, { page, checks, who, size, language, english: language === 'en' });
  }

  static async come(browser, checks, who, how = {}) {
    const phone = how.size === 'phone';
    const page = await open(browser, SIZES[how.size || 'desktop'], how.language === 'en' ? 'en-GB' : 'zh-CN',
      phone ? { hasTouch: true, isMobile: true, deviceScaleFactor: 2 } : {});
    return new Walker(page, checks, who, how);
  }

  name(what) { return `day of ${this.who} (${this.language}, ${this.size}): ${what}`; }
  ok(what, value, detail) { return this.checks.ok(this.name(what), value, detail); }

  async signIn(gateway, login, password) {
    await this.page.addInitScript((language) => { if (!localStorage.getItem('zhida-desk-language')) localStorage.setItem('zhida-desk-language', language); },
      this.english ? 'en' : 'zh');
    await this.page.goto(`http://127.0.0.1:${gateway.admin}/desk`);
    await this.page.locator('#login').waitFor();
    if (this.who === 'clerk') await this.look('login');
    await this.page.keyboard.type(login); // the cursor stands there
    await this.page.keyboard.press('Tab');
    await this.page.keyboard.type(password);
    await this.page.keyboard.press('Enter');
    await this.page.waitForSelector('header.top');
    await this.quiet();
  }

  async signOut() {
    await this.page.locator('header.top > button').last().click();
    await this.page.waitForSelector('#login');
    this.ok('the pages complain of nothing', !this.page.complaints.length, this.page.complaints.join('; '));
    await close(this.page);
  }

  // Nothing is on its way any more.
  async quiet() {
    await this.page.waitForLoadState('networkidle');
    await until(() => this.page.evaluate(() => !document.querySelector('[aria-busy=true]')));
  }

  async sections() {
    const [kind] = await this.#menu();
    const found = await this.page.locator(`${kind} a`).evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    if (kind !== 'nav.sections') await this.page.keyboard.press('Escape');
    return found;
  }

  async #menu() {
    if (!(await this.page.locator('.menu-button').isVisible().catch(() => false))) return ['nav.sections'];
    await this.page.click('.menu-button');
    return ['nav.sections-drawer'];
  }

  // To a section by the menu.
  async go(hash) {
    const [kind] = await this.#menu();
    await this.page.locator(`${kind} a[href="${hash}"]`).click();
    await this.page.locator(`nav.sections a[href="${hash}"][aria-current=page]`).waitFor({ state: 'attached' }); // a click alone has not changed the page yet
    await this.quiet();
  }

  async look(what) {
    const { page } = this;
    const wrong = await accessible(page);
    this.ok(`${what}: axe finds nothing serious`, !wrong.length, JSON.stringify(wrong));
    this.ok(`${what}: nothing is wider than the screen`, !(await page.overflows()), await page.evaluate(() => [...document.querySelectorAll('body *')]
      .filter((one) => one.getBoundingClientRect().right > innerWidth + 1).slice(0, 4).map((one) => `${one.tagName}.${one.className}`).join(' ')));
    const cut = await page.evaluate(() => [...document.querySelectorAll('button, .chip, label, legend, h1')]
      .filter((one) => one.clientWidth && one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== 'visible').map((one) => one.textContent.trim()));
    this.ok(`${what}: no label is cut off`, !cut.length, cut.join(' | '));
    if (this.english) {
      const left = await page.evaluate(() => [...document.querySelectorAll('button, th, legend, summary, nav a')]
        .filter((one) => one.offsetParent && !one.closest('[lang^=zh], .item, .idea-row, #choices, .board-make') && /[一-鿿]/.test([...one.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data).join('')))
        .map((one) => one.textContent.trim().slice(0, 40)));
      this.ok(`${what}: no Chinese is left in the controls`, !left.length, [...new Set(left)].join(' | '));
    }
    await page.picture(`days-${this.who}-${what.replace(/\W+/g, '_')}-${this.language}-${this.size}`);
  }

  // Every section of the menu, looked at.
  async walk() {
    for (const hash of await this.sections()) {
      await this.go(hash);
      await this.look(hash);
    }
  }

  text(where) { return this.page.locator(where).first().innerText(); }
}

module.exports = { Walker };
