// board: the editor's page of the message board: drafts made from closed cases, gone over, sent to a
// second person; what is published, and what was taken down.

import { chip, el, fill, say } from './dom.js';
import { get, post } from './api.js';
import { moment, named, t } from './words.js';

const TABS = ['draft', 'published', 'ended'];

function field(entry, name, rows, open) {
  const id = `board-${name}-${entry.id}`;
  const tag = rows > 1 ? 'textarea' : 'input';
  const input = el(tag, { id, name, rows: rows > 1 ? rows : undefined, maxlength: rows > 1 ? 3000 : 60, readonly: !open, value: entry[name] });
  return el('p', { class: 'field' }, el('label', { for: id }, t(`board_${name}`)), input);
}

/** Asks for a reason; done(reason). */
function askReason(title, done) {
  const reason = el('textarea', { id: 'board-reason', rows: 3, maxlength: 300, required: true });
  const alert = el('p', { class: 'alert', role: 'alert' });
  const dialog = el('dialog', { class: 'ask', 'aria-labelledby': 'ask-title' }, el('h2', { id: 'ask-title' }, title),
    el('p', { class: 'field' }, el('label', { for: 'board-reason' }, t('board_reason')), reason), alert,
    el('div', { class: 'row' }, el('button', { type: 'button', class: 'primary', onclick: send }, title),
      el('button', { type: 'button', onclick: () => dialog.close() }, t('cancel'))));

  async function send() {
    try {
      await done(reason.value.trim());
      dialog.close();
    } catch (error) {
      alert.textContent = error.message;
    }
  }

  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  reason.focus();
}

const textsOf = (form) => Object.fromEntries(['title', 'question', 'answer'].map((name) => [name, form.elements[name].value]));

function buttons(entry, form, changed) {
  const act = (name, body, done) => async () => {
    try {
      if (name === 'ask') await post(`board/${entry.id}/save`, textsOf(form));
      await post(`board/${entry.id}/${name}`, body());
      say(t(done), 'good');
      changed();
    } catch (error) {
      say(error.message, 'bad');
    }
  };
  const end = entry.state === 'published' ? 'board_end' : 'board_drop';
  const ending = el('button', { type: 'button', 'data-act': 'end',
    onclick: () => askReason(t(end), async (reason) => { await post(`board/${entry.id}/end`, { reason }); say(t('board_gone'), 'good'); changed(); }) }, t(end));
  if (entry.asked) return el('p', { class: 'row' }, chip('open', t('board_asked')));
  if (entry.state === 'published') return el('p', { class: 'row' }, ending);
  if (entry.state !== 'draft') return '';
  return el('p', { class: 'row' },
    el('button', { type: 'button', class: 'primary', 'data-act': 'ask', onclick: act('ask', () => ({}), 'board_sent') }, t('board_ask')),
    el('button', { type: 'button', 'data-act': 'save', onclick: act('save', () => textsOf(form), 'board_saved') }, t('board_save')), ending);
}

function card(entry, changed) {
  const open = entry.state === 'draft' && !entry.asked;
  const form = el('form', { onsubmit: (event) => event.preventDefault() },
    field(entry, 'title', 1, open), field(entry, 'question', 5, open), field(entry, 'answer', 5, open));
  form.append(buttons(entry, form, changed) || '');
  const who = [entry.made_by && `${t('board_by')}${entry.made_by}`, entry.checked_by && `${t('board_checked')}${entry.checked_by}`,
    entry.ended_at && moment(entry.ended_at), entry.reason, entry.same && `${entry.same} ${t('board_same')}`].filter(Boolean).join(' · ');
  return el('article', { class: 'card board-entry', 'data-entry': entry.id },
    el('div', { class: 'row' }, chip('code', entry.number), chip('plain', t(`board_state_${entry.state}`)), el('span', { class: 'gap' }),
      el('span', { class: 'small muted' }, [named(entry.unit), named(entry.area)].filter(Boolean).join(' · '))),
    form, el('p', { class: 'small muted' }, who));
}

export function makeBoard() {
  const box = el('div', { class: 'board-list' });
  const number = el('input', { id: 'board-number', name: 'number', maxlength: 40, required: true });
  const maker = el('form', { class: 'row board-make', onsubmit: make }, el('label', { for: 'board-number' }, t('board_number')), number,
    el('button', { type: 'submit' }, t('board_make')));
  let tab = 'draft', round = 0;

  const tabs = el('div', { class: 'row', role: 'group' }, TABS.map((name) =>
    el('button', { type: 'button', 'data-tab': name, onclick: () => { tab = name; read(); } }, t(`board_${name}`))));

  async function make(event) {
    event.preventDefault();
    await draft(number.value.trim());
  }

  async function draft(of) {
    try {
      await post('board', { number: of });
      number.value = '';
      tab = 'draft';
      await read();
    } catch (error) {
      say(error.message, 'bad');
    }
  }

  function draw({ entries, waiting }) {
    for (const button of tabs.children) button.setAttribute('aria-pressed', String(button.dataset.tab === tab));
    const agreed = waiting.length ? el('div', { class: 'card' }, el('p', {}, t('board_waiting')),
      el('div', { class: 'row' }, waiting.map((one) => el('button', { type: 'button', onclick: () => draft(one) }, one)))) : '';
    fill(box, agreed, entries.length ? entries.map((entry) => card(entry, read)) : el('p', { class: 'empty' }, t('board_none')));
  }

  async function read() {
    const mine = ++round;
    try {
      const answer = await get(`board?state=${tab}`);
      if (mine === round) draw(answer);
    } catch (error) {
      if (mine === round) fill(box, el('p', { class: 'empty', role: 'alert' }, error.message));
    }
  }

  return {
    node: el('section', { class: 'board' }, el('h1', {}, t('board')), el('p', { class: 'muted' }, t('board_hint')), maker, tabs, box),
    start() { fill(box, el('p', { class: 'empty' }, t('loading'))); read(); },
    stop() { round++; },
  };
}
