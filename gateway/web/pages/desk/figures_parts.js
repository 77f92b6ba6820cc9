// figures_parts: the pieces that the page of statistics is made of: values as people read them, a
// chart with its table beside it, the list of cases behind a number.

import { append, el, fill } from './dom.js';
import { get } from './api.js';
import { caseList } from './hot.js';
import { draw } from './charts.js';
import { isEnglish, named, span, t } from './words.js';

export const say = (key, values) => Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), t(key));
const locale = () => (isEnglish() ? 'en' : 'zh-CN');

/** A value as people read it: 1,204, 97.3 %, 4.12, 2天3小时. */
export function shown(value, unit) {
  if (value === null || value === undefined) return '–';
  if (unit === 'share') return `${(100 * value).toLocaleString(locale(), { maximumFractionDigits: 1, minimumFractionDigits: 1 })}%`;
  if (unit === 'mark') return value.toLocaleString(locale(), { maximumFractionDigits: 2, minimumFractionDigits: 2 });
  return unit === 'seconds' ? span(value) : value.toLocaleString(locale());
}

/** How it changed against the span before, in words. */
export function change(now, before, unit) {
  if (before === null || before === undefined || now === null) return t('fig_before_none');
  const by = now - before, size = Math.abs(by);
  if (size < (unit === 'share' ? 0.0005 : unit === 'mark' ? 0.005 : 0.5)) return t('fig_same');
  const text = unit === 'share' ? say('fig_points', { n: (100 * size).toFixed(1) }) : shown(size, unit);
  return say(by > 0 ? 'fig_up' : 'fig_down', { value: text });
}

/** Opens the list of cases behind a value; parts: a share has those it counts and the others. */
export function openCases(title, address, shares) {
  const box = el('div', { class: 'fig-cases' });
  const choices = shares ? el('div', { class: 'row' }, ['miss', 'hit'].map((part) =>
    el('button', { type: 'button', onclick: () => read(part) }, t(`fig_${part}`)))) : '';
  const dialog = el('dialog', { class: 'fig-dialog', 'aria-labelledby': 'fig-title' },
    el('div', { class: 'row' }, el('h2', { id: 'fig-title', class: 'gap' }, title),
      el('button', { type: 'button', onclick: () => dialog.close() }, t('fig_close'))), choices, box);
  let round = 0;

  async function read(part, below) {
    const mine = ++round;
    const address_ = `${address.replace('/desk/api/', '')}&part=${part}${below ? `&below=${below}` : ''}`;
    if (!below) fill(box, el('p', { class: 'muted small' }, t('loading')));
    try {
      const answer = await get(address_);
      if (mine !== round) return; // the other half was asked for since
      const more = answer.next ? el('button', { type: 'button', class: 'plain', onclick: () => { more.remove(); read(part, answer.next); } }, t('fig_more')) : '';
      if (!below) fill(box);
      append(box, [caseList(answer.cases), more]);
    } catch (error) {
      if (mine === round) fill(box, el('p', { role: 'alert' }, error.message));
    }
  }

  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', (event) => { if (event.target.closest('a')) dialog.close(); });
  document.body.append(dialog);
  dialog.showModal();
  read(shares ? 'miss' : 'all');
}

/** A value that opens its cases. */
export function number(measure, group, values) {
  const one = values[measure.code], text = shown(one.value, measure.unit);
  if (!one.of) return el('span', {}, text);
  const title = [named(group), named(measure), text].filter(Boolean).join(' · ');
  return el('button', { type: 'button', class: 'plain number', 'aria-label': `${title} ${t('hot_show')}`,
    onclick: () => openCases(title, one.cases, measure.unit === 'share') }, text);
}

/** A table: heads, then lines of cells; the first cell of a line names it. */
export function table(label, heads, lines) {
  return el('div', { class: 'scroll-x', tabindex: '0', role: 'region', 'aria-label': label },
    el('table', { class: 'fig-table' },
      el('thead', {}, el('tr', {}, heads.map((one) => el('th', { scope: 'col' }, one)))),
      el('tbody', {}, lines.map(([first, ...rest]) => el('tr', {}, el('th', { scope: 'row' }, first), rest.map((one) => el('td', {}, one)))))));
}

/** A part of the page: heading, hint, what controls it, the chart, and its table folded beside it. */
export function part(name, { hint = '', controls = '', option = null, lines = null, open = false, tall = false } = {}) {
  const box = option ? el('div', { class: tall ? 'chart tall' : 'chart', role: 'img', 'aria-label': `${t(`fig_${name}`)}, ${t('fig_table')}` }) : '';
  if (option) draw(box, option).then((chart) => { if (!chart) box.remove(); }, () => box.remove());
  const shown_ = lines ? (open ? lines : el('details', {}, el('summary', {}, t('fig_table')), lines)) : '';
  return el('section', { class: 'card fig-part', 'aria-labelledby': `fig-${name}` },
    el('div', { class: 'row' }, el('h2', { id: `fig-${name}`, class: 'gap' }, t(`fig_${name}`)), controls),
    hint ? el('p', { class: 'small muted' }, hint) : '', box, shown_);
}
