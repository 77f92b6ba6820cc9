// hot: what comes most today, what rose against its own past, matters that several people reported,
// and signals that no count shows. Every number is a button that opens the cases behind it.

import { chip, el, fill } from './dom.js';
import { get } from './api.js';
import { isEnglish, moment, named, t } from './words.js';

const EVERY = 60000;

const say = (key, values) => Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), t(key));
const round = (n) => (n >= 10 ? Math.round(n) : Number(n.toFixed(1)));
const place = (area) => (area ? named(area) : t('hot_whole'));
const voices = (line) => line.cases + line.follows;

/** The chance in words: "1 in 2,300". */
function odds(chance) {
  if (chance < 1e-6) return t('hot_odds_least');
  const times = 1 / chance, digits = 10 ** Math.max(0, Math.floor(Math.log10(times)) - 1);
  return say('hot_odds', { times: (Math.round(times / digits) * digits).toLocaleString(isEnglish() ? 'en' : 'zh-CN') });
}

function caseItem(one) {
  const what = [named(one.duty) || named(one.category) || t('hot_unknown'), named(one.area)].filter(Boolean).join(' · ');
  const head = one.may_open ? el('a', { href: `#/case/${one.id}` }, one.number) : el('span', {}, one.number);
  return el('li', {}, head, el('span', {}, what), one.emergency ? chip('over', t('emergency')) : '',
    one.urgent ? chip('soon', t('urgent')) : '', el('span', { class: 'muted small' }, named(one.state)),
    el('time', { class: 'muted small' }, moment(one.filed)));
}

export const caseList = (cases) => (cases.length ? el('ul', { class: 'hot-cases' }, cases.map(caseItem))
  : el('p', { class: 'small muted' }, t('hot_no_cases')));

/** A number that opens what it counts under itself; read(): the cases, now or later. */
function opening(text, label, box, read) {
  const button = el('button', { type: 'button', class: 'plain number opens', 'aria-expanded': 'false', 'aria-label': label, onclick: turn }, text);
  async function turn() {
    const open = button.getAttribute('aria-expanded') === 'true';
    button.setAttribute('aria-expanded', String(!open));
    box.hidden = open;
    if (open) return;
    fill(box, el('p', { class: 'small muted' }, t('loading')));
    try {
      fill(box, caseList(await read()));
    } catch (error) {
      fill(box, el('p', { class: 'small', role: 'alert' }, error.message));
    }
  }
  box.hidden = true;
  return button;
}

function countOf(line) {
  const all = say(line.cases === 1 ? 'hot_case' : 'hot_cases', { n: line.cases });
  return line.follows ? `${all}${say('hot_and_follows', { n: line.follows })}` : all;
}

const readCases = (day, line) => async () =>
  (await get(`hot/cases?day=${day}&category=${encodeURIComponent(line.category.code)}&area=${encodeURIComponent(line.area ? line.area.code : '')}`)).cases;

function usual(line) {
  if (!line.known) return t('hot_not_known');
  return line.expected >= 0.05 ? say('hot_usual', { n: round(line.expected) }) : t('hot_usual_none');
}
const title = (line) => named(line.category) || t('hot_unknown');

function roseCard(line, day) {
  const box = el('div', {});
  return el('article', { class: 'card rose' },
    el('h3', {}, `${title(line)} · ${place(line.area)}`),
    el('p', {}, opening(countOf(line), `${title(line)} ${countOf(line)} ${t('hot_show')}`, box, readCases(day, line)), ' ',
      el('strong', { class: 'up' }, line.expected >= 0.5 ? say('hot_times', { n: round(voices(line) / line.expected) }) : t('hot_new'))),
    el('p', { class: 'small muted' }, `${usual(line)}${t('hot_stop')}${odds(line.chance)}`), box);
}

function classRow(line, most, day) {
  const box = el('div', {});
  return [el('tr', {},
    el('th', { scope: 'row' }, title(line)),
    el('td', {}, opening(countOf(line), `${title(line)} ${countOf(line)} ${t('hot_show')}`, box, readCases(day, line))),
    el('td', { class: 'muted' }, usual(line)),
    el('td', { class: 'bar-cell' }, el('span', { class: line.rose ? 'bar up' : 'bar', '--share': `${100 * voices(line) / most}%` }),
      line.rose ? chip('over', t('hot_rose_chip')) : '')),
  el('tr', { class: 'under' }, el('td', { colspan: 4 }, box))];
}

function classTable(answer) {
  const most = Math.max(1, ...answer.classes.map(voices));
  return answer.classes.length ? el('div', { class: 'scroll-x', tabindex: '0', role: 'region', 'aria-label': t('hot_today') },
    el('table', { class: 'hot-table' },
      el('thead', {}, el('tr', {}, ['class', 'count', 'past', 'share'].map((name) => el('th', { scope: 'col' }, t(`hot_${name}`))))),
      el('tbody', {}, answer.classes.map((line) => classRow(line, most, answer.day)))))
    : el('p', { class: 'empty' }, t('hot_none_today'));
}

function topicCard(topic) {
  const box = el('div', {}), first = topic.list[0] || {};
  const what = [named(first.duty) || named(first.category) || t('hot_unknown'), named(first.area)].filter(Boolean).join(' · ');
  const count = countOf(topic);
  return el('article', { class: 'card' },
    el('h3', {}, what),
    el('p', {}, el('strong', {}, say('hot_people', { n: topic.people })), ' ',
      opening(count, `${what} ${count} ${t('hot_show')}`, box, async () => topic.list)),
    el('p', { class: 'small muted' }, t('hot_last'), el('time', {}, moment(topic.last))), box);
}

function wordCard(word) {
  const box = el('div', {}), people = say('hot_word_people', { n: word.people });
  return el('article', { class: 'card' }, el('h3', {}, `${isEnglish() ? '“' : '「'}${word.word}${isEnglish() ? '”' : '」'}`),
    el('p', {}, opening(people, `${word.word} ${people} ${t('hot_show')}`, box, async () => word.list), ' ',
      el('span', { class: 'muted' }, place(word.area))), box);
}

function roseHint(answer) {
  if (answer.weeks < answer.weeks_least) return say('hot_learning', { weeks: answer.weeks_least });
  return say('hot_rose_hint', { weeks: answer.weeks, lines: answer.looked_at, rate: Math.round(answer.rate * 100) });
}

const section = (name, hint, ...content) => el('section', { class: 'hot-part', 'aria-labelledby': `hot-${name}` },
  el('h2', { id: `hot-${name}` }, t(`hot_${name}`)), el('p', { class: 'small muted' }, hint), ...content);

const cards = (list, none) => (list.length ? el('div', { class: 'hot-cards' }, list) : el('p', { class: 'empty small' }, t(none)));

/** Where one street makes nearly all of a rise, the street alone is shown. */
function roseLines({ rose }) {
  const byStreet = (line) => rose.some((one) => one.area && one.category.code === line.category.code && voices(one) >= 0.8 * voices(line));
  return rose.filter((line) => line.area || !byStreet(line));
}

function parts(answer) {
  return [
    section('rose', roseHint(answer), cards(roseLines(answer).map((line) => roseCard(line, answer.day)), 'hot_none_rose')),
    section('today', t('hot_today_hint'), classTable(answer)),
    section('same', say('hot_same_hint', { days: answer.topic_days }), cards(answer.topics.map(topicCard), 'hot_none_same')),
    section('grave', t('hot_grave_hint'), answer.grave.length ? caseList(answer.grave) : el('p', { class: 'empty small' }, t('hot_none_grave'))),
    section('words', say('hot_words_hint', { days: answer.words_days, past: answer.words_past_days, people: answer.words_people }),
      cards(answer.words.map(wordCard), answer.words_known ? 'hot_none_words' : 'hot_words_learning')),
  ];
}

export function makeHot() {
  const box = el('div', { class: 'hot-box' }), as = el('p', { class: 'muted', role: 'status' });
  let round_ = 0, timer = 0, before = '';

  /** What is open stays open: the page is drawn anew only where something changed, and nothing is open. */
  function draw(answer) {
    const { now, ...rest } = answer, text = JSON.stringify(rest);
    as.textContent = `${t('hot_as_of')}${moment(now)}`;
    if (text === before || (before && box.querySelector('[aria-expanded=true]'))) return;
    before = text;
    fill(box, parts(answer));
  }

  async function read(quiet) {
    const mine = ++round_;
    try {
      const answer = await get(quiet ? 'hot?quiet=1' : 'hot');
      if (mine === round_) draw(answer);
    } catch (error) {
      if (mine !== round_) return;
      if (quiet) as.textContent = error.message;
      else fill(box, el('p', { class: 'empty', role: 'alert' }, error.message, el('button', { type: 'button', onclick: () => read(false) }, t('retry'))));
    }
  }

  return {
    node: el('section', { class: 'hot' }, el('h1', {}, t('hot')), as, box),
    start() {
      fill(box, el('p', { class: 'empty' }, t('loading')));
      read(false);
      timer = setInterval(() => { if (document.visibilityState === 'visible') read(true); }, EVERY);
    },
    stop() { round_++; clearInterval(timer); },
  };
}
