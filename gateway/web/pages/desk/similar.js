// similar: past cases like this one, with where they went and what was answered. Looked for when it
// is opened; at once where the case waits for a unit, since there it helps to choose.

import { el, fill } from './dom.js';
import { get } from './api.js';
import { stateChip } from './list.js';
import { moment, named, t } from './words.js';

function chooseButton(one, choose) {
  if (!choose || !one.unit.code) return '';
  const button = el('button', { type: 'button', class: 'choose', onclick: () => choose({ code: one.unit.code, duty_code: one.duty?.code || '' }, button) },
    t('similar_choose').replace('{unit}', named(one.unit)));
  return button;
}

function line(one, choose) {
  return el('li', {},
    el('span', { class: 'row small' }, el('a', { href: `#/case/${one.id}`, class: 'number' }, one.number), stateChip(one.state),
      el('span', { class: 'gap' }), el('span', { class: 'muted' }, t('similar_share').replace('{share}', Math.round(one.share / 10)))),
    el('span', {}, one.summary || named(one.duty)),
    el('span', { class: 'small muted' }, [named(one.unit), named(one.duty), moment(one.filed)].filter(Boolean).join(' · ')),
    one.answer ? el('p', { class: 'small cut-lines' }, one.answer) : '', chooseButton(one, choose));
}

/** choose(candidate, button): assigns at once; null: only shown. */
export function similar(one, choose) {
  const box = el('div', {}, el('p', { class: 'muted small' }, t('loading')));
  let asked = false;

  async function load() {
    if (asked) return;
    asked = true;
    try {
      const { cases } = await get(`cases/${one.id}/similar`);
      fill(box, cases.length ? el('ul', { class: 'similar' }, cases.map((other) => line(other, choose))) : el('p', { class: 'muted small' }, t('similar_none')));
    } catch (error) {
      asked = false;
      fill(box, el('p', { class: 'alert', role: 'alert' }, error.message));
    }
  }

  const details = el('details', { class: 'card folded', open: Boolean(choose), ontoggle: () => { if (details.open) load(); } },
    el('summary', {}, el('h2', {}, t('similar'))), box);
  if (choose) load();
  return details;
}
