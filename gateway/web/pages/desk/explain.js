// explain: why a case went where it went, as the rules wrote it down when it was filed.

import { chip, el } from './dom.js';
import { named, t } from './words.js';

/** Text with the given words marked; where words overlap the longer mark wins. */
export function marked(text, words) {
  const marks = [];
  for (const { word, means } of words) {
    if (!word) continue;
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
      marks.push({ from: at, to: at + word.length, means });
    }
  }
  marks.sort((a, b) => a.from - b.from || b.to - a.to);
  const nodes = [];
  let at = 0;
  for (const mark of marks) {
    if (mark.from < at) continue;
    nodes.push(text.slice(at, mark.from), el('mark', { title: mark.means }, text.slice(mark.from, mark.to)));
    at = mark.to;
  }
  nodes.push(text.slice(at));
  return nodes;
}

function line(name, ...value) {
  return value.flat().some(Boolean) ? [el('dt', {}, name), el('dd', {}, ...value)] : [];
}

export const percent = (share) => `${Math.round(share / 10)}%`;

/** What speaks for a candidate: the words of its duty or category. */
export function because(one) {
  const words = [...new Set((one.because || []).map((each) => each.word))];
  return [one.duty, words.length ? t('because') + words.map((word) => `“${word}”`).join('、') : '']
    .filter(Boolean).join(' · ');
}

/** Bars of candidates; with choose(candidate) each that is a unit is one click to assign. */
function bars(candidates, choose) {
  return el('ol', { class: 'bars' }, candidates.map((one) => el('li', {},
    el('span', { class: 'row' }, el('span', { class: 'cut' }, one.unit || t('not_assigned')),
      el('span', { class: 'gap' }), el('span', { class: 'small muted number' }, percent(one.share)),
      choose && one.code ? el('button', { type: 'button', class: 'choose', 'aria-label': `${t('send_assign')}: ${one.unit}`,
        onclick: (event) => choose(one, event.target) }, t('send_assign')) : ''),
    el('span', { class: 'bar', '--share': `${one.share / 10}%` }),
    el('span', { class: 'small muted' }, because(one)))));
}

function wordList(words) {
  const seen = new Map();
  for (const one of words) {
    const means = seen.get(one.word) || new Set();
    if (one.means && one.means !== one.word) means.add(one.means);
    seen.set(one.word, means);
  }
  return el('ul', { class: 'words' }, [...seen].map(([word, means]) => el('li', {},
    el('mark', {}, word), means.size ? el('span', { class: 'small muted' }, [...means].join('、')) : '')));
}

function factTable(facts) {
  return el('ul', { class: 'facts' }, facts.map((one) => el('li', {},
    el('span', { class: 'muted' }, one.fact), el('span', {}, one.value), chip(`by-${one.from}`, t(`from_${one.from}`)))));
}

/** What the language model proposed, marked as such; with choose(candidate) each may be chosen. */
export function proposed(proposal, choose) {
  if (!proposal?.candidates.length) return '';
  return el('section', { class: 'card proposal' }, el('h2', {}, t('proposal')),
    el('p', { class: 'small muted' }, t('proposal_hint').replace('{model}', proposal.model)),
    el('ol', {}, proposal.candidates.map((one) => el('li', { class: 'row' },
      el('span', { class: 'cut' }, named(one), one.duty ? el('span', { class: 'small muted' }, ` ${named(one.duty)}`) : ''),
      el('span', { class: 'gap' }),
      choose ? el('button', { type: 'button', class: 'choose', 'aria-label': `${t('send_assign')}: ${named(one)}`,
        onclick: (event) => choose({ ...one, unit: named(one) }, event.target) }, t('send_assign')) : ''))));
}

/** Why; with choose() the candidates may be chosen from. */
export function explanation(decision, choose) {
  const section = el('section', { class: 'card why' }, el('h2', {}, t('why')));
  if (!decision || !decision.status) {
    section.append(el('p', { class: 'muted' }, t('no_reasons')));
    return section;
  }
  const words = decision.words || [], facts = decision.facts || [], candidates = decision.candidates || [];
  if (decision.why?.code) section.append(el('p', { class: 'handed' }, chip('soon', t('why_person')), ' ', named(decision.why)));
  section.append(el('p', { class: 'lead' }, t(`status_${decision.status}`)));
  section.append(el('dl', {},
    line(t('why_duty'), decision.duty ? [el('strong', {}, decision.duty), ' ', chip('code', decision.duty_code)] : decision.category),
    line(t('why_basis'), decision.basis),
    line(t('why_sure'), decision.confidence ? percent(decision.confidence) : ''),
    line(t('why_version'), decision.version ? el('code', {}, decision.version) : '')));
  if (words.length) section.append(el('h3', {}, t('why_words'), el('span', { class: 'small muted' }, t('why_words_hint'))), wordList(words));
  if (facts.length) section.append(el('h3', {}, t('why_facts')), factTable(facts));
  if (candidates.length) section.append(el('h3', {}, t('why_candidates')), bars(candidates, choose));
  return section;
}
