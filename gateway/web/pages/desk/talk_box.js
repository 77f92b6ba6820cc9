// talk_box: below a talk: taking it over; and where it is mine, writing, filing, giving it back. What is
// being written stays, whatever news come in, and is kept for each talk until it was sent.

import { el, fill, say } from './dom.js';
import { post } from './api.js';
import { keptAnswers } from './canned.js';
import { makeEntry } from './entry.js';
import { moment, t } from './words.js';

const drafts = new Map();
const minutes = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

/** act(name, body): does it, and shows the talk as it is then. */
export function makeBox({ act, shown, refresh }) {
  const node = el('section', { class: 'talk-box', 'aria-label': t('talk_write') });
  let state = '', alert = null, left = null, box = null;

  async function press(name, body, done) {
    alert.textContent = '';
    try {
      await act(name, body);
      if (done) say(t(done), 'good');
    } catch (error) {
      alert.textContent = error.message;
      refresh();
    }
  }

  async function send() {
    const text = box.value.trim();
    if (!text) { box.focus(); return; }
    box.disabled = true;
    await press('say', { text });
    box.disabled = false;
    if (!alert.textContent) { box.value = ''; drafts.delete(shown().id); }
    box.focus();
  }

  function ask() {
    const dialog = el('dialog', { class: 'ask', 'aria-label': t('talk_end') }, el('p', {}, t('talk_end_ask')),
      el('p', { class: 'row' }, el('button', { type: 'button', class: 'primary', onclick: () => { dialog.close(); press('end', {}, 'talk_ended'); } }, t('talk_end')),
        el('button', { type: 'button', onclick: () => dialog.close() }, t('cancel'))));
    open(dialog);
  }

  function open(dialog) {
    dialog.addEventListener('close', () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }

  function file() {
    const one = shown();
    const words = one.turns.filter((row) => row.spoken && row.text).map((row) => row.text).join('\n');
    const form = makeEntry({ text: words, place: '', to: `talks/${one.id}/file`, done: (filed) => {
      dialog.close();
      say(`${t('talk_filed')}${filed.number}`, 'good');
      refresh();
    } });
    const dialog = el('dialog', { class: 'file-talk', 'aria-label': t('talk_file') },
      el('p', { class: 'row' }, el('h2', {}, t('talk_file')), el('span', { class: 'gap' }),
        el('button', { type: 'button', class: 'plain', onclick: () => dialog.close() }, t('close_dialog'))), form.node);
    dialog.addEventListener('close', () => form.stop());
    open(dialog);
    form.start();
  }

  function drawMine(one) {
    box = el('textarea', { id: 'talk-text', rows: 2, maxlength: one.most, 'aria-label': t('talk_write'), placeholder: t('talk_write'), value: drafts.get(one.id) || '',
      oninput: () => drafts.set(one.id, box.value),
      onkeydown: (event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); send(); } } });
    left = el('span', { class: 'small muted' });
    fill(node, box,
      el('p', { class: 'row' }, el('button', { type: 'button', class: 'primary', 'data-talk': 'say', onclick: send }, t('talk_send')),
        el('span', { class: 'small muted keys-hint' }, t('talk_keys')), el('span', { class: 'gap' }),
        el('button', { type: 'button', 'data-talk': 'file', onclick: file }, t('talk_file')),
        el('button', { type: 'button', 'data-talk': 'give', onclick: () => press('give', {}, 'talk_given') }, t('talk_give')),
        el('button', { type: 'button', 'data-talk': 'end', onclick: ask }, t('talk_end'))),
      keptAnswers({ number: one.case ? one.case.number : '', duty: {} }, 'talk-text'), alert,
      el('p', { class: 'row' }, left, el('button', { type: 'button', class: 'plain small', 'data-talk': 'keep', onclick: () => press('keep', {}) }, t('talk_keep'))));
    box.focus();
  }

  function drawFree(lost) {
    fill(node, lost ? el('p', { role: 'status' }, t('talk_lost')) : '', alert,
      el('p', { class: 'row' }, el('button', { type: 'button', class: 'primary', 'data-talk': 'take', onclick: () => press('take', {}, 'talk_taken') }, t('talk_take')),
        el('span', { class: 'small muted' }, t('talk_take_hint'))));
  }

  return {
    node,
    draw(one) {
      const now = `${one.id} ${one.holder ? (one.holder.mine ? 'mine' : one.holder.name) : 'free'}`;
      if (now === state) return;
      const lost = state === `${one.id} mine` && now.endsWith('free') && drafts.get(one.id);
      state = now;
      alert = el('p', { class: 'alert', role: 'alert' });
      left = box = null;
      if (!one.holder) drawFree(lost);
      else if (one.holder.mine) drawMine(one);
      else fill(node, el('p', { role: 'status' }, t('talk_of').replace('{name}', one.holder.name)));
    },
    tick(one) {
      if (!left || !one?.until) return;
      const seconds = Math.max(0, Math.round(one.until - Date.now() / 1000));
      const late = one.reach && one.reach - Date.now() / 1000 < 7200 ? ` · ${t('talk_reach').replace('{time}', moment(one.reach))}` : '';
      left.textContent = t('talk_left').replace('{time}', minutes(seconds)) + late;
    },
  };
}
