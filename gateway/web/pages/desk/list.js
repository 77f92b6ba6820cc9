// list: the cases on the left: what waits for me, by deadline; the other queues; what was searched.
// It asks for news every five seconds with the etag of what it shows, and says to the server that
// nobody pressed anything, so that an unattended page is signed out.

import { chip, el, fill, say } from './dom.js';
import { getChanged } from './api.js';
import { makeBulk } from './bulk.js';
import { dueChip } from './due.js';
import { makeNarrow } from './narrow.js';
import { moment, named, t } from './words.js';

const EVERY = 5000, QUIET_SEARCH = 30000, LOOK = 1000;
const groups = [
  { key: 'mine', states: '' },
  { key: 'open', states: 'open' },
  { key: 'dispatch', states: 'received,returned', role: 'dispatcher' },
  { key: 'disputed', states: 'disputed', role: 'supervisor' },
  { key: 'watch', states: 'supervised', role: 'supervisor' },
  { key: 'sign', states: 'dispatched,redo,supervised' },
  { key: 'hand', states: 'signed' },
  { key: 'paused', states: 'paused' },
  { key: 'help', states: 'open', role: 'unit', extra: '&help=1' },
  { key: 'answered', states: 'answered' },
  { key: 'all', states: 'all' },
];
const waits = {
  dispatcher: ['received', 'returned'], unit: ['dispatched', 'redo', 'supervised', 'signed'],
  supervisor: ['disputed', 'supervised'], clerk: ['answered'],
};

const sum = (names, counts, what) => names.reduce((total, name) => total + (counts[name]?.[what] || 0), 0);

function statesOf(group, counts) {
  return group.states === 'open' ? Object.keys(counts) : group.states.split(',');
}

export function stateChip(state) {
  return chip(`state ${state.code}`, named(state).split(/[，,]/)[0]);
}

function item(one, now, selected, box) {
  const where = [one.unit.code ? named(one.unit) : '', one.place || named(one.area)].filter(Boolean);
  return el('li', { class: box ? 'choosing' : '' }, box,
    el('a', { class: 'item', href: `#/case/${one.id}`, 'data-id': one.id, 'aria-current': String(one.id) === selected ? 'true' : undefined },
      el('span', { class: 'row' }, stateChip(one.state),
        one.emergency ? chip('over', t('emergency')) : one.urgent ? chip('over', t('urgent')) : '',
        one.poor ? chip('soon', t('poor')) : '',
        el('span', { class: 'gap' }), dueChip(one, now)),
      el('span', { class: 'summary' }, one.summary || named(one.duty) || named(one.category) || one.number),
      el('span', { class: 'row small muted' }, el('span', { class: 'cut' }, where.join(' · ')),
        el('span', { class: 'gap' }), el('time', {}, moment(one.filed)))));
}

/** The queues of somebody with these roles; the first one is what waits for them. */
function groupsOf(roles) {
  const mine = [...new Set(roles.flatMap((role) => waits[role] || []))];
  return groups.filter((group) => (!group.role || roles.includes(group.role)) && (group.key !== 'mine' || mine.length))
    .map((group) => (group.key === 'mine' ? { ...group, states: mine.join(',') } : group));
}

export function makeList(me, { changed }) {
  const roles = me.roles.map((role) => role.code);
  const shown = groupsOf(roles);
  const tabs = el('div', { class: 'tabs', role: 'group', 'aria-label': t('cases') });
  const rows = el('ul', { class: 'rows' });
  const foot = el('div', { class: 'foot' });
  const told = el('span', { class: 'muted', role: 'status' });
  const sort = el('select', { id: 'sort', onchange: () => choose(group) },
    el('option', { value: 'due' }, t('sort_due')), el('option', { value: 'new' }, t('sort_new')));
  const offline = el('p', { class: 'offline', role: 'status' });
  const narrow = makeNarrow({ all: roles.some((role) => role !== 'unit'), changed: () => choose(narrow.words() ? shown.at(-1) : group) });
  const bulk = makeBulk(me, { list: () => all(), redraw: () => draw(), moved: () => refresh() });
  const node = el('nav', { class: 'list', 'aria-label': t('cases') }, narrow.node, tabs,
    el('div', { class: 'sort row small' }, el('label', { for: 'sort', class: 'muted' }, t('sort')), sort, told,
      el('span', { class: 'gap' }), bulk.toggle),
    bulk.bar, offline, rows, foot);

  let group = shown[0], selected = '', etag = '', counts = {}, helping = 0, first = [], earlier = [], next = '', timer = 0, round = 0,
    drawn = 0, read_at = 0;

  const all = () => {
    const ids = new Set(first.map((one) => one.id));
    return first.concat(earlier.filter((one) => !ids.has(one.id)));
  };
  const path = (more) => `cases?state=${group.states}${group.extra || ''}&sort=${sort.value}${narrow.path()}${more}`;

  function countOf(one) {
    if (one.states === 'all') return 0;
    return one.key === 'help' ? helping : sum(statesOf(one, counts), counts, 'all');
  }

  function drawTabs() {
    fill(tabs, shown.map((one) => {
      const count = countOf(one), late = one.states !== 'all' && one.key !== 'help' && sum(statesOf(one, counts), counts, 'overdue');
      return el('button', { type: 'button', 'aria-pressed': one === group ? 'true' : 'false', onclick: () => choose(one) },
        t(`group_${one.key}`), count ? el('span', { class: late ? 'count late' : 'count' }, String(count)) : '');
    }));
    const names = group.states === 'all' ? [] : statesOf(group, counts);
    const late = sum(names, counts, 'overdue'), soon = sum(names, counts, 'soon') - late;
    fill(told, group.key === 'help' ? '' : [late ? `${late} ${t('overdue_count')}` : '', soon > 0 ? `${soon} ${t('soon_count')}` : ''].filter(Boolean).join(' · '));
  }

  function draw() {
    const now = Date.now() / 1000;
    drawn = Date.now();
    const focused = document.activeElement?.dataset?.id;
    const cases = all();
    drawTabs();
    fill(rows, cases.map((one) => item(one, now, selected, bulk.box(one))));
    const short = [...narrow.words()].length === 1;
    fill(foot, cases.length ? '' : el('div', { class: 'empty' }, el('p', {}, t(short ? 'find_short' : 'none')),
      narrow.path() ? '' : el('p', { class: 'small' }, t('none_hint'))),
      next ? el('button', { type: 'button', class: 'plain wide', onclick: more }, t('more')) : '');
    bulk.draw();
    if (focused) rows.querySelector(`a[data-id="${focused}"]`)?.focus({ preventScroll: true });
  }

  function choose(one) {
    group = one;
    etag = '';
    first = earlier = [];
    next = '';
    read(false);
  }

  async function read(quiet) {
    const mine = ++round;
    read_at = Date.now();
    try {
      const answer = await getChanged(path(''), etag, quiet);
      if (mine !== round) return;
      offline.textContent = '';
      if (!answer) { tellTime(); return; }
      etag = answer.etag;
      ({ counts, helping } = answer.body);
      first = answer.body.cases;
      if (!earlier.length) next = answer.body.next;
      draw();
      changed(all());
    } catch (error) {
      if (mine !== round) return;
      offline.textContent = error.status === 0 ? t('offline') : error.message;
    }
  }

  /** The time left moves on even where nothing else does. */
  function tellTime() {
    if (Date.now() - drawn > 60000) draw();
  }

  async function more() {
    try {
      const answer = await getChanged(path(`&after=${next}`), '');
      earlier = earlier.concat(answer.body.cases);
      next = answer.body.next;
      draw();
    } catch (error) {
      say(error.message, 'bad');
    }
  }

  function tick() {
    const wait = narrow.words() ? QUIET_SEARCH : EVERY;
    if (document.visibilityState === 'visible' && Date.now() - read_at >= wait) read(true);
  }

  function refresh() {
    etag = '';
    return read(true);
  }

  return {
    node,
    start() {
      draw();
      read(false);
      timer = setInterval(tick, LOOK);
    },
    stop() {
      clearInterval(timer);
      round++;
    },
    refresh,
    find: () => narrow.focus(),
    mark(id) {
      selected = id;
      for (const link of rows.querySelectorAll('a')) {
        if (link.dataset.id === id) link.setAttribute('aria-current', 'true');
        else link.removeAttribute('aria-current');
      }
    },
    choose: () => bulk.choose(document.activeElement?.dataset?.id),
    step(by) {
      const links = [...rows.querySelectorAll('a')];
      const at = links.findIndex((link) => link === document.activeElement);
      const from = at >= 0 ? at : links.findIndex((link) => link.dataset.id === selected);
      const to = from < 0 ? 0 : Math.min(links.length - 1, Math.max(0, from + by));
      links[to]?.focus();
    },
  };
}
