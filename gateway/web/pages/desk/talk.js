// talk: the conversation that led to the case, as bubbles.

import { el } from './dom.js';
import { moment, t } from './words.js';

const kinds = new Set(['image', 'voice', 'video', 'location']);

function bubble(side, who, at, ...content) {
  return el('li', { class: `bubble ${side}` },
    el('span', { class: 'small muted' }, who, ' ', el('time', {}, moment(at))),
    el('div', { class: 'said' }, ...content));
}

function citizen(row) {
  const kind = kinds.has(row.kind) ? t(`kind_${row.kind}`) : '';
  return bubble('theirs', t('citizen'), row.at, [kind, row.text].filter(Boolean).join(' ') || '…');
}

function reply(row, one) {
  const choices = one.choices.length
    ? el('span', { class: 'small muted choices' }, `${t('offered')}：${one.choices.join(' / ')}`) : '';
  return bubble('ours', t('bot'), row.at, one.text, choices);
}

export function talk(rows) {
  const list = el('ol', { class: 'talk' });
  for (const row of rows) {
    if (row.spoken) list.append(citizen(row));
    for (const one of row.replies) list.append(reply(row, one));
  }
  return el('section', { class: 'card' }, el('h2', {}, t('talk')),
    rows.length ? list : el('p', { class: 'muted' }, t('no_talk')));
}
