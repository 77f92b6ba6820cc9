// talk: a conversation as bubbles: the citizen's, the bot's, an officer's with the name.

import { el } from './dom.js';
import { has, moment, t } from './words.js';

const kinds = new Set(['image', 'voice', 'video', 'location']);

function bubble(side, who, at, ...content) {
  return el('li', { class: `bubble ${side}` },
    el('span', { class: 'small muted' }, who, ' ', el('time', {}, moment(at))),
    el('div', { class: 'said' }, ...content));
}

function citizen(row, file) {
  const kind = kinds.has(row.kind) ? t(`kind_${row.kind}`) : '';
  return bubble('theirs', t('citizen'), row.at, [kind, row.text].filter(Boolean).join(' ') || '…', row.media && file ? file(row) : '');
}

function delivered({ state, reason }) {
  const why = has(`fail_${reason}`) ? t(`fail_${reason}`) : reason;
  return el('span', { class: `small delivery ${state}` }, t(`sent_${state}`), state === 'failed' ? why : '');
}

function reply(row, one, states) {
  const choices = one.choices.length
    ? el('span', { class: 'small muted choices' }, `${t('offered')}：${one.choices.join(' / ')}`) : '';
  const made = bubble(row.by ? 'ours officer' : 'ours', row.by ? `${t('officer')} ${row.by}` : t('bot'), row.at, one.text, choices);
  if (row.delivery && (states || row.delivery.state === 'failed')) made.append(delivered(row.delivery));
  return made;
}

/** The bubbles of a talk. states: what became of an officer's words; file(row): what shows a file. */
export function bubbles(rows, { states = false, file = null } = {}) {
  return rows.flatMap((row) => [...(row.spoken ? [citizen(row, file)] : []), ...row.replies.map((one) => reply(row, one, states))]);
}

/** living: whose talk may still be taken over, or 0. */
export function talk(rows, living = 0) {
  return el('section', { class: 'card' }, el('p', { class: 'row' }, el('h2', {}, t('talk')), el('span', { class: 'gap' }),
    living ? el('a', { class: 'small', href: `#/talks/${living}` }, t('talk_open')) : ''),
    rows.length ? el('ol', { class: 'talk' }, bubbles(rows)) : el('p', { class: 'muted' }, t('no_talk')));
}
