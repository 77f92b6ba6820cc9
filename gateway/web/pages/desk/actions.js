// actions: what may be done with a case now. The server names the acts; the page only offers them.
// What is being written is kept in memory by case, so that a lost session or a look at another case
// loses nothing.

import { chip, el, fill, say } from './dom.js';
import { get, post } from './api.js';
import { because, percent } from './explain.js';
import { keptAnswers } from './canned.js';
import { has, named, t } from './words.js';

const LEAST = 5, MOST = 2000;
const primary = ['sign', 'answer', 'assign', 'arbitrate'];
const hidden = new Set(['rate_good', 'rate_poor', 'rate_poor_again']); // asked on the phone, in a form of their own
const drafts = new Map();

const key = (one, act) => `${one.id}/${act}`;

/** The name of an act: its own words where the page has them, else the server's. */
const label = (one, act) => (has(act) ? t(act) : named(one.moves.find((move) => move.code === act)));

function area(one, act, label, required, rows = 4) {
  const count = el('span', { class: 'small muted number' });
  const text = el('textarea', { id: 'act-text', rows, maxlength: MOST, required, value: drafts.get(key(one, act)) || '',
    oninput: () => { drafts.set(key(one, act), text.value); tell(); } });
  const tell = () => { count.textContent = `${[...text.value].length} / ${MOST} ${t('letters')}`; };
  tell();
  return el('p', { class: 'field' }, el('label', { for: 'act-text' }, label), text, count);
}

function candidateRow(one, checked, returned) {
  return el('label', { class: 'candidate' },
    el('input', { type: 'radio', name: 'unit', value: one.code, checked, 'data-duty': one.duty_code }),
    el('span', { class: 'body' },
      el('span', { class: 'row' }, el('strong', {}, one.unit), returned ? chip('soon', t('just_returned')) : '', el('span', { class: 'gap' }),
        el('span', { class: 'small muted number' }, percent(one.share))),
      el('span', { class: 'bar', '--share': `${one.share / 10}%` }),
      el('span', { class: 'small muted' }, because(one))));
}

/** Candidates that are a unit: the present rules first, then what only the stored ones named. */
function merge(present, stored) {
  const seen = new Set(), take = (list) => (list || []).filter((one) => one.code && !seen.has(one.code) && seen.add(one.code));
  return { present: take(present), stored: take(stored) };
}

async function unitPicker(box, one) {
  box.append(el('p', { class: 'muted' }, t('loading')));
  const [candidates, { units }] = await Promise.all([get(`cases/${one.id}/candidates`), get('units')]);
  const { present, stored } = merge(candidates.present.candidates, candidates.stored.candidates);
  const returned = (unit) => one.state.code === 'returned' && unit.code === one.unit.code;
  const best = present.find((unit) => !returned(unit));
  const other = el('select', { id: 'act-unit', onchange: () => {
    for (const radio of box.querySelectorAll('input[name=unit]')) radio.checked = false;
  } }, el('option', { value: '' }, t('assign_pick')), units.map((unit) => el('option', { value: unit.code }, named(unit))));
  box.addEventListener('change', (event) => { if (event.target.name === 'unit') other.value = ''; });
  fill(box, el('legend', {}, t('assign_label')),
    present.length ? [el('p', { class: 'small muted' }, t('assign_present')), present.map((unit) => candidateRow(unit, unit === best, returned(unit)))] : '',
    stored.length ? [el('p', { class: 'small muted' }, t('assign_stored')), stored.map((unit) => candidateRow(unit, false, returned(unit)))] : '',
    el('p', { class: 'field' }, el('label', { for: 'act-unit' }, t(present.length || stored.length ? 'assign_other' : 'unit')), other));
  (box.querySelector('input') || other).focus();
}

/** A unit to be named, or another case: what the server says this move needs. */
function needed(one, move) {
  const parts = [];
  if (move.needs.includes('helper')) {
    const select = el('select', { id: 'act-helper' }, el('option', { value: '' }, t('pick_helper')));
    get('units').then(({ units }) => select.append(...units.filter((unit) => unit.code !== one.unit.code)
      .map((unit) => el('option', { value: unit.code }, named(unit))))).catch(() => {});
    parts.push(el('p', { class: 'field' }, el('label', { for: 'act-helper' }, t('helper_label')), select));
  }
  if (move.needs.includes('other')) {
    parts.push(el('p', { class: 'field' }, el('label', { for: 'act-other' }, t('other_label')),
      el('input', { id: 'act-other', autocomplete: 'off', maxlength: 40 })));
  }
  return parts;
}

function body(one, act) {
  const move = one.moves.find((other) => other.code === act);
  if (act === 'answer') return [area(one, act, t('answer_label'), true), keptAnswers(one)];
  if (act === 'return') return area(one, act, t('return_label'), true);
  if (act === 'note') return area(one, act, t('note_label'), true);
  if (act === 'sign') return el('p', {}, t('sign_ask'));
  if (act === 'close') return el('p', {}, t('close_ask'));
  if (!move.needs.includes('unit')) return [needed(one, move), area(one, act, t('text_label'), move.needs.includes('text'), 3)];
  const box = el('fieldset', {});
  unitPicker(box, one).catch((error) => fill(box, el('p', { class: 'alert', role: 'alert' }, error.message)));
  return [box, area(one, act, t(move.needs.includes('text') ? 'text_label' : 'assign_note'), move.needs.includes('text'), 2)];
}

function read(form, one, act) {
  const text = (form.elements['act-text']?.value || '').trim();
  const needs = one.moves.find((move) => move.code === act)?.needs || ['text'];
  if (needs.includes('text') && [...text].length < LEAST) return { wrong: t('too_short') };
  const helper = form.elements['act-helper']?.value || '', other = (form.elements['act-other']?.value || '').trim();
  if (needs.includes('helper') && !helper) return { wrong: t('pick_helper') };
  if (needs.includes('other') && !other) return { wrong: t('other_label') };
  if (!needs.includes('unit')) return { text, unit: helper, helper, other };
  const picked = form.querySelector('input[name=unit]:checked');
  const unit = picked?.value || form.elements['act-unit']?.value || '';
  return unit ? { text, unit, duty: picked?.dataset.duty || '' } : { wrong: t('pick_unit') };
}

/** Assigns a candidate with one click; done(sheet) gets the case as it is afterwards. */
export function chooser(one, done) {
  if (!one.actions.includes('assign')) return null;
  return async (candidate, button) => {
    button.disabled = true;
    try {
      const sheet = await post(`cases/${one.id}/assign`, { text: '', unit: candidate.code, duty: candidate.duty_code || '' });
      say(sheet.left ? t('gone') : t('done_assign'), 'good');
      done(sheet);
    } catch (error) {
      say(error.message, 'bad');
      button.disabled = false;
    }
  };
}

/** The bar below a case; done(sheet) gets the case as it is afterwards. */
export function actionBar(one, done) {
  const bar = el('div', { class: 'acts', role: 'group', 'aria-label': t('cases') });
  let shown = '';

  function buttons() {
    shown = '';
    const acts = one.actions.filter((act) => !hidden.has(act));
    fill(bar, acts.length ? acts.map((act) => el('button', { type: 'button', 'data-act': act,
      class: act === acts.find((name) => primary.includes(name)) ? 'primary' : act === 'note' ? 'plain' : '', onclick: () => show(act) }, label(one, act)))
      : el('p', { class: 'muted small' }, t('no_actions')));
  }

  function show(act) {
    shown = act;
    const alert = el('p', { class: 'alert', role: 'alert' });
    const send = el('button', { type: 'submit', class: 'primary' }, has(`send_${act}`) ? t(`send_${act}`) : t('send_move'));
    const form = el('form', { novalidate: true, onsubmit: (event) => { event.preventDefault(); submit(act, form, send, alert); } },
      el('h2', {}, label(one, act)), body(one, act), alert,
      el('div', { class: 'row' }, send, el('button', { type: 'button', onclick: hide }, t('cancel'))));
    fill(bar, form);
    if (act !== 'assign') (form.querySelector('textarea') || send).focus();
  }

  function hide() {
    const act = shown;
    buttons();
    bar.querySelector(`[data-act="${act}"]`)?.focus();
  }

  async function submit(act, form, send, alert) {
    const given = read(form, one, act);
    alert.textContent = given.wrong || '';
    if (given.wrong) { form.querySelector('textarea, select')?.focus(); return; }
    send.disabled = true;
    try {
      const sheet = await post(`cases/${one.id}/${act}`, given);
      drafts.delete(key(one, act));
      say(sheet.left ? t('gone') : has(`done_${act}`) ? t(`done_${act}`) : t('done_move'), 'good');
      done(sheet);
    } catch (error) {
      alert.textContent = error.message;
      send.disabled = false;
    }
  }

  buttons();
  return { node: bar, escape: () => (shown ? (hide(), true) : false), writing: () => Boolean(shown) };
}
