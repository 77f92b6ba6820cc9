// entry: the clerk's form. Beside what is written stands what the rules make of it, asked again a
// moment after the last key: where it may go, what is still to be asked, what was reported near by.

import { el, fill, say } from './dom.js';
import { get, post } from './api.js';
import { because, percent } from './explain.js';
import { moment, named, t } from './words.js';

const PAUSE = 400, LEAST = 5;

const field = (id, label, input) => el('p', { class: 'field' }, el('label', { for: id }, label), input);
const line = (name, label, more = {}) => field(`entry-${name}`, t(label), el('input', { id: `entry-${name}`, name, autocomplete: 'off', maxlength: 200, ...more }));
const tick = (name, label) => el('label', { class: 'tick' }, el('input', { type: 'checkbox', name }), t(label));

/** talk: {text, place, to, done}: the same for a talk that an officer has; the channel, the person and
 *  what they sent are known then. */
export function makeEntry(talk = null) {
  const beside = el('aside', { class: 'beside', 'aria-live': 'polite', 'aria-label': t('entry_guess') });
  const place = el('div', {});
  const node = el('section', { class: 'entry' }, talk ? '' : [el('h1', {}, t('entry')), el('p', { class: 'muted' }, t('entry_intro'))],
    el('div', { class: 'entry-columns' }, place, beside));
  let form = null, alert = null, timer = 0, round = 0, chosen = null, units = [], kinds = [];

  function draw() {
    chosen = null;
    alert = el('p', { class: 'alert', role: 'alert' });
    form = el('form', { class: 'card', novalidate: true, onsubmit: (event) => { event.preventDefault(); file(); } },
      talk ? '' : el('fieldset', { class: 'row how' }, el('legend', {}, t('entry_how')),
        ['phone', 'visit'].map((how, at) => el('label', { class: 'tick' }, el('input', { type: 'radio', name: 'how', value: how, checked: !at }), t(`entry_${how}`)))),
      field('entry-text', t('entry_text'), el('textarea', { id: 'entry-text', name: 'text', rows: 6, maxlength: 2000, value: talk ? talk.text : '' })),
      line('place', 'entry_place', { value: talk ? talk.place : '' }),
      el('div', { class: 'pair' }, line('contact', 'entry_contact', { type: 'tel', maxlength: 24 }), line('name', 'entry_name', { maxlength: 40 })),
      el('div', { class: 'pair' }, field('entry-kind', t('entry_kind'), el('select', { id: 'entry-kind', name: 'kind' }, el('option', { value: '' }, t('any')), kinds.map((kind) => el('option', { value: kind.code }, named(kind))))),
        talk ? '' : line('outside', 'entry_outside', { maxlength: 60 })),
      field('entry-unit', t('entry_unit'), el('select', { id: 'entry-unit', name: 'unit' }, el('option', { value: '' }, t('entry_to_desk')), units.map((unit) => el('option', { value: unit.code }, named(unit))))),
      el('p', { class: 'row' }, talk ? '' : tick('sms', 'entry_sms'), tick('anonymous', 'entry_anonymous'), tick('urgent', 'entry_urgent')),
      alert, el('p', { class: 'row' }, el('button', { type: 'submit', class: 'primary' }, t('entry_file'))));
    form.addEventListener('input', (event) => {
      if (event.target.name === 'unit') chosen = { code: event.target.value };
      clearTimeout(timer);
      timer = setTimeout(look, PAUSE);
    });
    fill(place, form);
    fill(beside, el('p', { class: 'muted' }, t('entry_wait')));
    form.elements.text.focus();
    if (talk) look();
  }

  function given() {
    const { text, place: where, contact, name, kind, outside, unit, how } = form.elements;
    return { text: text.value.trim(), place: where.value.trim(), contact: contact.value.trim(), name: name.value.trim(), kind: kind.value,
      outside: outside ? outside.value.trim() : '', unit: unit.value, duty: chosen?.duty_code && chosen.code === unit.value ? chosen.duty_code : '', visit: how?.value === 'visit',
      sms: Boolean(form.elements.sms?.checked), anonymous: form.elements.anonymous.checked, urgent: form.elements.urgent.checked };
  }

  function choose(one) {
    chosen = one;
    form.elements.unit.value = one.code;
    form.elements.unit.focus();
  }

  function told(look) {
    const candidates = (look.decision.candidates || []).filter((one) => one.code);
    const question = named(look.question);
    return [el('h2', {}, t('entry_guess')),
      candidates.length ? el('ul', {}, candidates.map((one) => el('li', { class: 'candidate' }, el('span', { class: 'body' },
        el('span', { class: 'row' }, el('strong', {}, one.unit), el('span', { class: 'gap' }), el('span', { class: 'small muted number' }, percent(one.share))),
        el('span', { class: 'small muted' }, because(one))),
      el('button', { type: 'button', onclick: () => choose(one) }, t('entry_unit'))))) : el('p', { class: 'muted' }, t('entry_wait')),
      el('h2', {}, t('entry_ask')), question ? [el('p', { class: 'question' }, question),
        look.question.choices.length ? el('p', { class: 'small muted' }, look.question.choices.map(named).join(' / ')) : ''] : el('p', { class: 'muted' }, t('entry_clear')),
      el('h2', {}, t('entry_near')), look.near ? el('p', {}, el('a', { href: `#/case/${look.near.id}` }, look.near.number), ` · ${look.near.people} ${t('entry_people')}`) : el('p', { class: 'muted' }, t('entry_near_none'))];
  }

  async function look() {
    const mine = ++round, { text, place: where, kind } = given();
    if ([...text].length < 2) { fill(beside, el('p', { class: 'muted' }, t('entry_wait'))); return; }
    try {
      const answer = await post('entry/look', { text, place: where, kind });
      if (mine !== round) return;
      fill(beside, told(answer));
      const best = answer.decision.candidates?.[0];
      if (!chosen && best?.code && answer.decision.status === 'duty') form.elements.unit.value = best.code;
    } catch (error) {
      if (mine === round) fill(beside, el('p', { class: 'alert' }, error.message));
    }
  }

  async function file() {
    const entry = given();
    alert.textContent = '';
    if ([...entry.text].length < LEAST) { alert.textContent = t('entry_short'); form.elements.text.focus(); return; }
    const digits = entry.contact.replace(/[^0-9]/g, '');
    if (entry.contact && (digits.length < 7 || digits.length > 15)) { alert.textContent = t('entry_bad_phone'); form.elements.contact.focus(); return; }
    const button = form.querySelector('button[type=submit]');
    button.disabled = true;
    try {
      if (talk) talk.done(await post(talk.to, entry));
      else done(await post('entry', entry));
    } catch (error) {
      alert.textContent = error.message;
      button.disabled = false;
    }
  }

  function done(filed) {
    clearTimeout(timer);
    round++;
    say(t('entry_filed'), 'good');
    const next = el('button', { type: 'button', class: 'primary', onclick: draw }, t('entry_next'));
    fill(place, el('section', { class: 'card filed' }, el('h2', {}, t('entry_read_out')),
      el('dl', { class: 'figures' }, el('div', { class: 'most' }, el('dt', {}, t('entry_number')), el('dd', { class: 'number' }, filed.number)),
        el('div', { class: 'most' }, el('dt', {}, t('entry_code')), el('dd', { class: 'number' }, [...filed.code].join(' '))),
        el('div', {}, el('dt', {}, t('unit')), el('dd', {}, filed.unit.code ? named(filed.unit) : t('entry_to_desk'))),
        el('div', {}, el('dt', {}, t('due')), el('dd', {}, filed.due ? moment(filed.due) : t('no_due')))),
      el('p', { class: 'row' }, next, el('a', { href: `#/case/${filed.id}` }, t('case_open')))));
    fill(beside);
    next.focus();
  }

  async function start() {
    const names = await get('names');
    units = names.unit;
    kinds = names.kind;
    draw();
  }

  return { node, start: () => start().catch((error) => say(error.message, 'bad')), stop() { clearTimeout(timer); round++; } };
}
