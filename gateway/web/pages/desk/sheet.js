// sheet: one case, everything about it in the order in which an officer asks: what is it and how long
// have I got; what does the citizen say; why is it with me; what happened so far; what can I do.

import { confidentialCard } from './confidential.js';
import { chip, el, fill, say } from './dom.js';
import { get } from './api.js';
import { actionBar, chooser } from './actions.js';
import { deadline } from './deadline.js';
import { dueChip } from './due.js';
import { explanation, marked, proposed } from './explain.js';
import { stateChip } from './list.js';
import { media } from './media.js';
import { pointMap } from './point.js';
import { similar } from './similar.js';
import { talk } from './talk.js';
import { isEnglish, moment, named, t } from './words.js';

function pair(name, ...value) {
  return el('div', {}, el('dt', {}, name), el('dd', {}, ...value));
}

function unitLine(one) {
  if (!one.unit.code) return t('not_assigned');
  return one.state.code === 'received' ? `${named(one.unit)}${t('likely')}` : named(one.unit);
}

function head(one, back) {
  const title = named(one.duty) || named(one.category) || one.summary;
  return el('header', { class: 'head' },
    el('div', { class: 'row' },
      el('button', { type: 'button', class: 'plain back', onclick: back, 'aria-label': t('back') }, '‹ ', t('back')),
      el('span', { class: 'number muted' }, one.number), stateChip(one.state),
      one.emergency ? chip('over', t('emergency')) : one.urgent ? chip('over', t('urgent')) : '',
      one.anonymous ? chip('plain', t('anonymous')) : '', one.confidential ? chip('over', t('confidential')) : '', one.poor ? chip('soon', `${t('poor')} ${one.poor}`) : '',
      one.followers ? chip('code', `${one.followers} ${t(one.followers === 1 ? 'follower' : 'followers')}`) : '',
      el('span', { class: 'gap' }), dueChip(one, Date.now() / 1000),
      el('button', { type: 'button', class: 'plain small', onclick: () => print() }, t('print'))),
    el('h1', { tabindex: '-1' }, title),
    el('dl', { class: 'facts-line' },
      pair(t('unit'), unitLine(one)),
      pair(t('due'), one.due ? moment(one.due) : t('no_due')),
      pair(t('filed'), moment(one.filed)),
      pair(t('by_channel'), [named(one.channel), named(one.kind)].filter(Boolean).join(' · ')),
      one.assists.length ? pair(t('assists'), one.assists.map(named).join('、')) : ''),
    deadline(one));
}

const isMasked = (text) => /\d\*{3,}|\*{3,}\d/.test(text);

function contactLine(one, reveal) {
  const hidden = !one.revealed && isMasked(one.contact + one.text);
  const button = !hidden ? '' : one.may_reveal
    ? el('button', { type: 'button', class: 'plain small', onclick: reveal }, t('show_numbers'))
    : el('span', { class: 'small muted' }, t('numbers_later'));
  return [el('span', { class: 'number' }, one.contact || t('no_contact')), ' ', button];
}

/** What stands in the words: each fact once, with the words it came from where they read otherwise. */
function mentions(list) {
  const seen = new Map();
  for (const one of list) seen.set(`${one.kind} ${told(one)}`, one);
  if (!seen.size) return '';
  return [el('h3', {}, t('mentions')), el('ul', { class: 'facts mentions' }, [...seen.values()].map((one) => el('li', {},
    el('span', { class: 'muted' }, isEnglish() ? one.en : one.zh), el('span', {}, told(one)),
    one.words !== told(one) ? el('q', { class: 'small muted' }, one.words) : '')))];
}

const told = (one) => (isEnglish() ? one.told_en : one.told) || one.words;

function request(one, reveal, addresses) {
  const words = (one.decision && one.decision.words) || [];
  const lines = one.text.split('\n').filter(Boolean);
  return el('section', { class: 'card' }, el('h2', {}, t('request')),
    one.erased ? el('p', { class: 'muted' }, t('erased')) : '',
    el('blockquote', {}, lines.map((text) => el('p', {}, marked(text, words)))),
    mentions((one.decision && one.decision.mentions) || []),
    media(one.id, one.media, addresses),
    el('dl', { class: 'pairs' },
      one.place || one.area.code ? pair(t('place'), [one.place, named(one.area)].filter((x, i, a) => x && a.indexOf(x) === i).join(' · ')) : '',
      one.anonymous ? '' : pair(t('contact'), contactLine(one, reveal))),
    pointMap(one),
    one.answer ? [el('h3', {}, t('answer_given')), el('p', { class: 'given' }, one.answer)] : '');
}

function eventLine(event) {
  const who = event.user || named(event.mover);
  const toUnit = event.unit.code && ['filed', 'assign', 'dispatch'].includes(event.move?.code) ? ` → ${named(event.unit)}` : '';
  const rating = event.rating.length ? `${t('rating')} ${event.rating.join(' / ')}` : '';
  return el('li', { class: event.move?.code || '' },
    el('span', { class: 'row' }, el('strong', {}, named(event.move) || named(event.state)),
      el('span', { class: 'gap' }), el('time', { class: 'small muted' }, moment(event.at))),
    el('span', { class: 'small muted' }, who, toUnit),
    event.text || rating ? el('p', {}, [rating, event.text].filter(Boolean).join(' · ')) : '');
}

function timeline(events) {
  return el('section', { class: 'card' }, el('h2', {}, t('events')),
    el('ol', { class: 'events' }, [...events].reverse().map(eventLine)));
}

export function makeSheet({ back, moved }) {
  const node = el('section', { class: 'sheet', 'aria-live': 'off', 'aria-busy': 'false' });
  let current = '', shown = null, bar = null, addresses = [], round = 0;

  function drop() {
    addresses.forEach((address) => URL.revokeObjectURL(address));
    addresses = [];
    bar = shown = null;
  }

  function empty() {
    drop();
    fill(node, el('div', { class: 'empty' }, el('img', { src: '/desk/assets/mark.svg', alt: '', width: 40, height: 40 }),
      el('p', {}, t('choose')), el('p', { class: 'small' }, t('keys'))));
  }

  function draw(one, focus) {
    drop();
    shown = one;
    const done = (after) => {
      moved();
      if (after.left) back();
      else draw(after, true);
    };
    bar = actionBar(one, done);
    fill(node, el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': one.number }, head(one, back),
      el('div', { class: 'columns' },
        el('div', {}, confidentialCard(one, done), request(one, () => read(true), addresses), talk(one.talk, one.living)),
        el('div', {}, explanation(one.decision, chooser(one, done)), proposed(one.proposal, chooser(one, done)),
          one.erased ? '' : similar(one, chooser(one, done)), timeline(one.events)))), bar.node);
    if (focus) node.querySelector('h1').focus({ preventScroll: true });
  }

  async function read(reveal) {
    const mine = ++round, id = current;
    node.setAttribute('aria-busy', 'true');
    try {
      const one = await get(`cases/${id}${reveal ? '?reveal=1' : ''}`);
      if (mine !== round) return;
      draw(one, !reveal);
      if (reveal) say(t('numbers_shown'));
    } catch (error) {
      if (mine === round && !reveal) fill(node, el('div', { class: 'empty', role: 'alert' }, el('p', {}, error.message),
        el('p', { class: 'row' }, el('button', { type: 'button', onclick: back }, t('back')),
          el('button', { type: 'button', onclick: () => read(false) }, t('retry')))));
      else say(error.message, 'bad');
    } finally {
      node.setAttribute('aria-busy', 'false');
    }
  }

  function offer() {
    if (node.querySelector('.moved')) return;
    node.prepend(el('p', { class: 'moved', role: 'status' }, t('changed'), ' ',
      el('button', { type: 'button', onclick: () => read(false) }, t('reload'))));
  }

  empty();
  return {
    node,
    open(id) {
      if (id === current && shown) return;
      current = id;
      drop();
      fill(node, el('p', { class: 'empty' }, t('loading')));
      read(false);
    },
    clear() {
      current = '';
      round++;
      empty();
    },
    escape: () => Boolean(bar && bar.escape()),
    /** The list has news: does what is shown still hold? */
    compare(cases) {
      const one = shown && cases.find((other) => other.id === shown.id);
      if (one && (one.state.code !== shown.state.code || one.unit.code !== shown.unit.code || one.due !== shown.due)) offer();
    },
  };
}
