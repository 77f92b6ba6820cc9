// hard: the hard matters of a quarter on one page that prints: why each is on the list, its cases,
// what happened to them step by step.

import { chip, el, fill } from './dom.js';
import { get } from './api.js';
import { say } from './figures_parts.js';
import { isEnglish, moment, named, t } from './words.js';

const stop = () => (isEnglish() ? '; ' : '；');

function ruleText(rule) {
  const marks = rule.marks.map((one) => `${named(one)} ${say('hard_points', { n: one.points })}`).join(isEnglish() ? ', ' : '、');
  return isEnglish()
    ? `A matter is one duty in one community. Each of its cases filed in the quarter brings points: open for more than ${rule.open_days} days ${rule.open_points} points, ${marks}; every ${rule.many} cases of the matter bring one more, at most ${rule.many_most}. From ${rule.least} points on it is on the list, the highest first.`
    : `同一社区的同一事项算一个问题。本季度提交的每件工单按情况计分：超过 ${rule.open_days} 天未办结 ${rule.open_points} 分，${marks}；同一问题每满 ${rule.many} 件再加 1 分，最多加 ${rule.many_most} 分。满 ${rule.least} 分的列入，分高的在前。`;
}

const step = (one) => el('li', {}, el('time', { class: 'muted' }, moment(one.at)), ' ', named(one), one.unit.code ? ` · ${named(one.unit)}` : '', one.text ? el('blockquote', { class: 'small' }, one.text) : '');

function caseItem(one) {
  return el('li', { class: 'hard-case' },
    el('p', {}, one.may_open ? el('a', { href: `#/case/${one.id}` }, one.number) : el('span', { class: 'number' }, one.number), ' ', chip(`state ${one.state.code}`, named(one.state)), ' ', named(one.unit), ' ', el('time', { class: 'muted small' }, moment(one.filed))),
    one.summary ? el('p', {}, one.summary, one.place ? `（${one.place}）` : '') : '',
    el('ol', { class: 'hard-steps small' }, one.events.map(step)));
}

function matter(one, index) {
  return el('article', { class: 'card' },
    el('h2', {}, `${index + 1}. ${[named(one.what), named(one.area)].filter(Boolean).join(' · ')}`),
    el('p', { class: 'hard-facts' }, [say('hard_points', { n: one.points }), say('hard_count', { n: one.cases }), `${t('group_open')} ${one.pending}`, one.followers ? say('hard_people', { n: one.followers }) : ''].filter(Boolean).join(' · ')),
    el('p', { class: 'hard-facts muted' }, `${t('hard_why')}${isEnglish() ? ': ' : '：'}${one.why.map((why) => `${named(why)} ${why.n}`).join(stop())}`),
    el('details', { open: index < 3 }, el('summary', {}, `${t('fig_cases')} ${one.list.length}`), el('ol', { class: 'hard-list' }, one.list.map(caseItem))));
}

function quarters(now = new Date()) {
  const list = [];
  let year = now.getFullYear(), n = Math.floor(now.getMonth() / 3) + 1;
  for (let i = 0; i < 8; i++) {
    list.push([year, n]);
    [year, n] = n === 1 ? [year - 1, 4] : [year, n - 1];
  }
  return list;
}

export function makeHard() {
  const box = el('div', { class: 'fig-box' });
  const choice = el('select', { id: 'hard-quarter', onchange: () => read() }, quarters().map(([year, n]) => el('option', { value: `${year}-${n}` }, say('hard_quarter_is', { year, n }))));
  let round = 0;

  async function read() {
    const mine = ++round;
    try {
      const answer = await get(`figures/hard?quarter=${choice.value}`);
      if (mine !== round) return;
      fill(box, el('p', { class: 'fig-printed' }, `${say('hard_quarter_is', { year: answer.year, n: answer.quarter })} · ${say('fig_printed', answer)}`),
        el('section', { class: 'card hard-rule' }, el('h2', {}, t('hard_rule')), el('p', { class: 'small' }, ruleText(answer.rule))),
        answer.matters.length ? answer.matters.map(matter) : el('p', { class: 'empty' }, t('hard_none')));
    } catch (error) {
      if (mine === round) fill(box, el('p', { class: 'empty', role: 'alert' }, error.message, el('button', { type: 'button', onclick: read }, t('retry'))));
    }
  }

  /** On paper nothing is folded. */
  const unfold = () => { for (const one of box.querySelectorAll('details')) one.open = true; };
  addEventListener('beforeprint', unfold);

  return {
    node: el('section', { class: 'hard' }, el('h1', {}, t('hard')), el('p', { class: 'muted small' }, t('hard_hint')),
      el('div', { class: 'row fig-away' }, el('label', { for: 'hard-quarter' }, t('hard_quarter')), choice, el('button', { type: 'button', onclick: () => print() }, t('fig_print')), el('a', { href: '#/figures' }, t('figures'))), box),
    start() { fill(box, el('p', { class: 'empty' }, t('loading'))); read(); },
    stop() { round++; removeEventListener('beforeprint', unfold); },
  };
}
