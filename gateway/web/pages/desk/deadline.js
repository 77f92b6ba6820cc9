// deadline: why an answer is due when it is: from when, for how long, and which days count.

import { el } from './dom.js';
import { isEnglish, moment, t } from './words.js';

const date = (number) => `${Math.floor(number / 100) % 100}-${String(number % 100).padStart(2, '0')}`;

function day(one) {
  return el('li', { class: one.counted ? 'counted' : 'skipped' },
    el('span', { class: 'number' }, date(one.date)), ' ', (isEnglish() ? one.en : one.zh) || '',
    one.counted ? '' : el('span', { class: 'muted' }, ` ${t('deadline_skipped')}`));
}

/** A line that opens to the days; nothing where the case has no deadline of its own. */
export function deadline(one) {
  const given = one.deadline;
  if (!given || !given.count) return '';
  const term = `${given.count} ${t(`deadline_${given.measure}`)}`;
  const line = `${t('deadline_from')} ${moment(given.from)}${t('deadline_count')} ${term}`;
  const more = [given.extended ? t('deadline_extended') : '', given.work_left ? `${t('deadline_paused')} ${given.work_left} ${t('deadline_minutes')}` : '']
    .filter(Boolean).join(' · ');
  return el('details', { class: 'deadline small' }, el('summary', {}, t('deadline_why')),
    el('p', {}, [line, more].filter(Boolean).join(' · ')),
    given.days.length ? el('ol', { class: 'days' }, given.days.map(day)) : '');
}
