// due: how much time a case has, in words and in a colour that does not need the words.

import { chip } from './dom.js';
import { span, t } from './words.js';

const DAY = 86400;
const final = new Set(['closed', 'withdrawn', 'answered']);

/** over, soon (less than a day, or less than a fifth of the time), or calm. */
export function dueKind(one, now) {
  if (!one.due || final.has(one.state.code)) return 'calm';
  const left = one.due - now;
  if (left < 0) return 'over';
  return left < Math.min(DAY, (one.due - one.filed) / 2) || left < (one.due - one.filed) / 5 ? 'soon' : 'calm';
}

export function dueText(one, now) {
  if (!one.due || final.has(one.state.code)) return '';
  const left = one.due - now;
  return left < 0 ? `${t('over')}${span(left)}${t('over_after')}` : `${t('left')}${span(left)}${t('left_after')}`;
}

export function dueChip(one, now) {
  const text = dueText(one, now);
  return text ? chip(`due ${dueKind(one, now)}`, text) : '';
}
