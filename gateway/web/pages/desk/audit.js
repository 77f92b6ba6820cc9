// audit: the record, for the administrator.

import { el, fill, say } from './dom.js';
import { get } from './api.js';
import { moment, t } from './words.js';

function row(one) {
  const warn = /refused|failed|locked/.test(one.action);
  return el('tr', { class: warn ? 'warn' : '' },
    el('td', {}, el('time', {}, moment(one.at, true))), el('td', {}, one.user || '—'),
    el('td', {}, t(`act_${one.action}`)), el('td', { class: 'number' }, one.object), el('td', { class: 'muted' }, one.detail));
}

export function makeAudit() {
  const body = el('tbody', {});
  const more = el('button', { type: 'button', class: 'plain wide', onclick: read }, t('more'));
  let next = 0;

  async function read() {
    try {
      const answer = await get(`audit${next ? `?below=${next}` : ''}`);
      for (const one of answer.rows) body.append(row(one));
      next = answer.next;
      more.hidden = !next;
    } catch (error) {
      say(error.message, 'bad');
    }
  }

  return {
    node: el('section', { class: 'card audit' }, el('h1', {}, t('audit')), el('p', { class: 'muted' }, t('audit_hint')),
      el('div', { class: 'scroll-x', tabindex: '0', role: 'region', 'aria-label': t('audit') },
        el('table', {}, el('thead', {}, el('tr', {}, ['when', 'who', 'what', 'on', 'detail'].map((name) =>
          el('th', { scope: 'col' }, t(`audit_${name}`))))), body)), more),
    start: () => { fill(body); next = 0; read(); },
    stop: () => {},
  };
}
