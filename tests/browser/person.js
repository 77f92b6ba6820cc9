// A citizen in front of the chat page. Whoever waits for an answer waits for a new one: what the bot had
// said before something was done is read already, even where it would fit.
'use strict';
const { PATIENCE, until } = require('../peers/gateway');
const { close, open, PHONE } = require('./browser');

const NIGHT = '隔壁工地半夜还在打桩，吵得睡不着';
const FINGER = { isMobile: true, hasTouch: true, deviceScaleFactor: 2 };

class Person {
  constructor(page) { Object.assign(this, { page, read: 0 }); }

  static async come(gateway, browser, { viewport = PHONE, locale = 'zh-CN', more = {} } = {}) {
    const person = new Person(await open(browser, viewport, locale, { ...FINGER, ...more }));
    await person.arrive(gateway);
    return person;
  }

  async arrive(gateway) {
    await this.page.goto(`http://127.0.0.1:${gateway.port}/chat`);
    await this.heard(/直达|Hello/);
  }

  bubbles() { return this.page.locator('.bubble.theirs'); }

  // Waits until the bot has said more than was read, and the last of it fits; gives that.
  async heard(pattern, wait = PATIENCE) {
    let last = '(nothing new)';
    const fits = await until(async () => {
      const count = await this.bubbles().count();
      if (count <= this.read) return false;
      last = await this.bubbles().nth(count - 1).innerText();
      return pattern.test(last) && count;
    }, wait);
    if (!fits) throw new Error(`${pattern} is not what it said: ${last}`);
    this.read = fits;
    return last;
  }

  // Does something, and waits for what the bot says to it.
  async after(act, pattern) {
    this.read = await this.bubbles().count();
    await act();
    return this.heard(pattern);
  }

  async write(text) {
    await this.page.fill('#text', text);
    await this.page.click('#send');
  }

  say(text, pattern) { return this.after(() => this.write(text), pattern); }

  tap(label, pattern) {
    return this.after(() => this.page.locator('#choices').getByRole('button', { name: label, exact: true }).click(), pattern);
  }

  async reload(pattern) {
    this.read = 0;
    await this.page.reload();
    return this.heard(pattern);
  }

  choices() { return this.page.locator('#choices button').allInnerTexts(); }
  fine(checks, what) {
    checks.ok(`chat: ${what}: the page complains of nothing`, !this.page.complaints.length, this.page.complaints.join('; '));
  }
  leave() { return close(this.page); }
}

module.exports = { NIGHT, Person };
