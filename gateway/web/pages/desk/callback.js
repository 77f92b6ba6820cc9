// callback: those who were answered are called; what they say of it is recorded in their name, or
// when to try again.

import { el, fill, say } from './dom.js';
import { get, post } from './api.js';
import { moment, named, t } from './words.js';

const marks = ['speed', 'result', 'experience', 'feedback'];
const later = [2, 24, 72];

function scale(id, name) {
  return el('fieldset', { class: 'scale' }, el('legend', {}, t(`mark_${name}`)),
    [1, 2, 3, 4, 5].map((mark) => el('label', {}, el('input', { type: 'radio', name: `${id}-${name}`, value: mark }), String(mark))));
}

export function makeCallback() {
  const list = el('ul', { class: 'cards' });
  const node = el('section', { class: 'callback' }, el('h1', {}, t('callback')), el('p', { class: 'muted' }, t('callback_intro')), list);

  async function act(path, body, told) {
    await post(path, body);
    say(told, 'good');
    await read();
  }

  function form(one) {
    const alert = el('p', { class: 'alert', role: 'alert' });
    const hours = el('select', { 'aria-label': t('callback_when') }, later.map((n) => el('option', { value: n }, t('callback_later').replace('{n}', n))));
    const made = el('form', { novalidate: true, onsubmit: (event) => {
      event.preventDefault();
      const given = marks.map((name) => Number(made.querySelector(`[name="${one.id}-${name}"]:checked`)?.value || 0));
      if (given.includes(0)) { alert.textContent = t('callback_all'); return; }
      act(`callback/${one.id}`, { marks: given }, t('callback_saved')).catch((error) => { alert.textContent = error.message; });
    } }, el('div', { class: 'scales' }, marks.map((name) => scale(one.id, name))), alert,
    el('p', { class: 'row' }, el('button', { type: 'submit', class: 'primary' }, t('callback_save')), el('span', { class: 'gap' }), hours,
      el('button', { type: 'button', onclick: () => act(`callback/${one.id}/missed`, { hours: Number(hours.value) }, t('callback_again')).catch((error) => { alert.textContent = error.message; }) }, t('callback_missed'))));
    return made;
  }

  function card(one) {
    const phone = (one.contact.match(/\d{7,15}/) || [''])[0];
    return el('li', { class: 'card' },
      el('p', { class: 'row' }, el('a', { href: `#/case/${one.id}`, class: 'number' }, one.number), el('span', { class: 'gap' }),
        one.tries ? el('span', { class: 'small muted' }, `${one.tries} ${t('callback_tries')}`) : '', el('time', { class: 'small muted' }, moment(one.since))),
      el('h2', {}, one.summary), el('p', { class: 'small muted' }, named(one.unit)),
      one.answer ? el('p', { class: 'given' }, one.answer) : '',
      el('p', { class: 'row' }, el('span', { class: 'number' }, one.contact), phone ? el('a', { href: `tel:${phone}` }, t('callback_call')) : ''), form(one));
  }

  async function read() {
    const { cases } = await get('callback');
    fill(list, cases.length ? cases.map(card) : el('li', { class: 'empty' }, t('callback_none')));
  }

  return { node, start: () => read().catch((error) => say(error.message, 'bad')), stop() {} };
}
