// keys: what the keyboard does, on demand.

import { el } from './dom.js';
import { t } from './words.js';

const keys = [['j / k', 'key_move'], ['Enter', 'key_open'], ['/', 'key_find'], ['x', 'key_select'], ['Esc', 'key_back'], ['?', 'key_help']];

export function showKeys() {
  const dialog = el('dialog', { class: 'ask keys', 'aria-labelledby': 'keys-title' }, el('h2', { id: 'keys-title' }, t('keys_title')),
    el('dl', {}, keys.map(([key, what]) => el('div', {}, el('dt', {}, el('kbd', {}, key)), el('dd', {}, t(what))))),
    el('button', { type: 'button', class: 'primary', onclick: () => dialog.close() }, t('close_dialog')));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
