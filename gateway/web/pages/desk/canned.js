// canned: answers a unit keeps ready: inserted where an answer is written, kept on a page of their own.

import { el, fill, say } from './dom.js';
import { get, post } from './api.js';
import { isEnglish, named, t } from './words.js';

const filled = (text, one) => text.replaceAll('{编号}', one.number).replaceAll('{number}', one.number)
  .replaceAll('{市民}', t('citizen_address')).replaceAll('{name}', t('citizen_address'));

function insert(text, into) {
  const box = document.getElementById(into);
  const at = box.selectionStart ?? box.value.length;
  box.setRangeText(text, at, box.selectionEnd ?? at, 'end');
  box.dispatchEvent(new Event('input', { bubbles: true }));
  box.focus();
}

/** A list to pick from below the box of that id; those of the case's duty first. */
export function keptAnswers(one, into = 'act-text') {
  const box = el('details', { class: 'canned' }, el('summary', {}, t('canned_insert')));
  const list = el('ul', { class: 'canned-list' });
  box.append(list);
  async function load() {
    const { canned } = await get(`canned?duty=${encodeURIComponent(one.duty.code || '')}`);
    fill(list, canned.length ? canned.map((kept) => el('li', {},
      el('button', { type: 'button', class: 'plain', onclick: () => {
        insert(filled(kept.body, one), into);
        post(`canned/${kept.id}/used`).catch(() => {});
      } }, el('strong', {}, kept.title), ' ', el('span', { class: 'muted small' }, kept.body.slice(0, 60))))) : el('li', { class: 'muted small' }, t('canned_none')));
  }
  box.addEventListener('toggle', () => { if (box.open) load().catch((error) => fill(list, el('li', { class: 'alert' }, error.message))); });
  return box;
}

/** The page on which a unit keeps them. */
export function makeCanned() {
  const list = el('ul', { class: 'cards' });
  const node = el('section', { class: 'canned-page' }, el('h1', {}, t('canned')), el('p', { class: 'muted' }, t('canned_intro')),
    el('p', {}, el('button', { type: 'button', class: 'primary', onclick: () => edit({ id: 0, title: '', body: '', duty: {} }).catch(failed) }, t('canned_new'))), list);
  let duties = [], round = 0;
  const failed = (error) => say(error.message, 'bad');

  function form(one) {
    const alert = el('p', { class: 'alert', role: 'alert' });
    const pick = el('select', { id: 'canned-duty', name: 'duty' }, el('option', { value: '' }, t('all_duties')),
      duties.map((duty) => el('option', { value: duty.code }, named(duty))));
    pick.value = one.duty.code || '';
    const made = el('form', { class: 'card', novalidate: true, onsubmit: (event) => { event.preventDefault(); save(one, made, alert); } },
      el('p', { class: 'field' }, el('label', { for: 'canned-title' }, t('canned_title')), el('input', { id: 'canned-title', name: 'title', maxlength: 60, value: one.title })),
      el('p', { class: 'field' }, el('label', { for: 'canned-duty' }, t('canned_duty')), pick),
      el('p', { class: 'field' }, el('label', { for: 'canned-body' }, t('canned_body')), el('textarea', { id: 'canned-body', name: 'body', rows: 5, maxlength: 2000, value: one.body })),
      alert, el('p', { class: 'row' }, el('button', { type: 'submit', class: 'primary' }, t('save')), el('button', { type: 'button', onclick: () => read() }, t('cancel'))));
    return made;
  }

  /** What is still being read does not take the form away. */
  async function edit(one) {
    const mine = ++round;
    if (!duties.length) duties = (await get('names')).duty;
    if (mine !== round) return;
    fill(list, el('li', {}, form(one)));
    list.querySelector('input').focus();
  }

  async function save(one, made, alert) {
    const { title, body, duty } = made.elements;
    try {
      await post(one.id ? `canned/${one.id}` : 'canned/new', { title: title.value.trim(), body: body.value.trim(), duty: duty.value });
      say(t('canned_saved'), 'good');
      read();
    } catch (error) {
      alert.textContent = error.message;
    }
  }

  async function drop(one) {
    await post(`canned/${one.id}/drop`);
    say(t('canned_dropped'), 'good');
    read();
  }

  function card(one) {
    return el('li', { class: 'card' }, el('h2', {}, one.title),
      el('p', { class: 'small muted' }, one.duty.code ? named(one.duty) : t('all_duties'), ` · ${t('canned_used')}${isEnglish() ? ' ' : ''}${one.used}${isEnglish() ? ' ' : ''}${t('canned_times')}`),
      el('p', { class: 'said' }, one.body),
      el('p', { class: 'row' }, el('button', { type: 'button', onclick: () => edit(one).catch(failed) }, t('edit')),
        el('button', { type: 'button', class: 'plain', onclick: () => drop(one).catch(failed) }, t('drop'))));
  }

  async function read() {
    const mine = ++round;
    const [{ canned }, names] = await Promise.all([get('canned'), get('names')]);
    duties = names.duty;
    if (mine !== round) return;
    fill(list, canned.length ? canned.map(card) : el('li', { class: 'empty' }, t('canned_none')));
  }

  return { node, start: () => read().catch(failed), stop() {} };
}
