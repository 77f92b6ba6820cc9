// list: the cases on the left. It asks for news every five seconds with the etag of what it shows,
// and says to the server that nobody pressed anything, so that an unattended page is signed out.

import { chip, el, fill, say } from './dom.js';
import { getChanged } from './api.js';
import { dueChip } from './due.js';
import { moment, named, t } from './words.js';

const EVERY = 5000;
const groups = [
  { key: 'open', states: 'open' },
  { key: 'dispatch', states: 'received,returned', all: true },
  { key: 'sign', states: 'dispatched,redo,supervised' },
  { key: 'hand', states: 'signed' },
  { key: 'answered', states: 'answered' },
  { key: 'all', states: 'all' },
];

function countOf(group, counts) {
  if (group.states === 'all') return undefined;
  const names = group.states === 'open' ? Object.keys(counts) : group.states.split(',');
  return names.reduce((sum, name) => sum + (counts[name] || 0), 0);
}

export function stateChip(state) {
  return chip(`state ${state.code}`, named(state).split(/[，,]/)[0]);
}

function item(one, now, selected) {
  const where = [one.unit.code ? named(one.unit) : '', one.place || named(one.area)].filter(Boolean);
  return el('li', {},
    el('a', { class: 'item', href: `#/case/${one.id}`, 'data-id': one.id, 'aria-current': String(one.id) === selected ? 'true' : undefined },
      el('span', { class: 'row' }, stateChip(one.state),
        one.emergency ? chip('over', t('emergency')) : one.urgent ? chip('over', t('urgent')) : '',
        one.poor ? chip('soon', t('poor')) : '',
        el('span', { class: 'gap' }), dueChip(one, now)),
      el('span', { class: 'summary' }, one.summary || named(one.duty) || named(one.category) || one.number),
      el('span', { class: 'row small muted' }, el('span', { class: 'cut' }, where.join(' · ')),
        el('span', { class: 'gap' }), el('time', {}, moment(one.filed)))));
}

export function makeList(me, { changed }) {
  const mayDispatch = me.roles.some((role) => role.code === 'dispatcher' || role.code === 'supervisor');
  const shown = groups.filter((group) => mayDispatch || !group.all);
  const tabs = el('div', { class: 'tabs', role: 'group', 'aria-label': t('cases') });
  const rows = el('ul', { class: 'rows' });
  const foot = el('div', { class: 'foot' });
  const sort = el('select', { id: 'sort', onchange: draw },
    el('option', { value: 'new' }, t('sort_new')), el('option', { value: 'due' }, t('sort_due')));
  const offline = el('p', { class: 'offline', role: 'status' });
  const node = el('nav', { class: 'list', 'aria-label': t('cases') },
    tabs, el('div', { class: 'sort row small' }, el('label', { for: 'sort', class: 'muted' }, t('sort')), sort),
    offline, rows, foot);

  let group = shown[0], selected = '', etag = '', counts = {}, first = [], earlier = [], next = 0, timer = 0, round = 0, drawn = 0;

  const all = () => {
    const ids = new Set(first.map((one) => one.id));
    return first.concat(earlier.filter((one) => !ids.has(one.id)));
  };
  const path = (more) => `cases?state=${group.states}${more}`;

  function drawTabs() {
    fill(tabs, shown.map((one) => {
      const count = countOf(one, counts);
      return el('button', { type: 'button', 'aria-pressed': one === group ? 'true' : 'false', onclick: () => choose(one) },
        t(`group_${one.key}`), count ? el('span', { class: 'count' }, String(count)) : '');
    }));
  }

  function draw() {
    const now = Date.now() / 1000;
    drawn = Date.now();
    const focused = document.activeElement?.dataset?.id;
    const cases = all();
    if (sort.value === 'due') cases.sort((a, b) => (a.due || Infinity) - (b.due || Infinity));
    drawTabs();
    fill(rows, cases.map((one) => item(one, now, selected)));
    fill(foot, cases.length ? '' : el('div', { class: 'empty' }, el('p', {}, t('none')), el('p', { class: 'small' }, t('none_hint'))),
      next ? el('button', { type: 'button', class: 'plain wide', onclick: more }, t('more')) : '');
    if (focused) rows.querySelector(`[data-id="${focused}"]`)?.focus({ preventScroll: true });
  }

  function choose(one) {
    group = one;
    etag = '';
    first = earlier = [];
    next = 0;
    read(false);
  }

  async function read(quiet) {
    const mine = ++round;
    try {
      const answer = await getChanged(path(quiet ? '&quiet=1' : ''), etag);
      if (mine !== round) return;
      offline.textContent = '';
      if (!answer) { tellTime(); return; }
      etag = answer.etag;
      counts = answer.body.counts;
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
      const answer = await getChanged(path(`&below=${next}`), '');
      earlier = earlier.concat(answer.body.cases);
      next = answer.body.next;
      draw();
    } catch (error) {
      say(error.message, 'bad');
    }
  }

  function tick() {
    if (document.visibilityState === 'visible') read(true);
  }

  return {
    node,
    start() {
      draw();
      read(false);
      timer = setInterval(tick, EVERY);
    },
    stop() {
      clearInterval(timer);
      round++;
    },
    refresh: () => { etag = ''; return read(true); },
    mark(id) {
      selected = id;
      for (const link of rows.querySelectorAll('a')) {
        if (link.dataset.id === id) link.setAttribute('aria-current', 'true');
        else link.removeAttribute('aria-current');
      }
    },
    step(by) {
      const links = [...rows.querySelectorAll('a')];
      const at = links.findIndex((link) => link === document.activeElement);
      const from = at >= 0 ? at : links.findIndex((link) => link.dataset.id === selected);
      const to = from < 0 ? 0 : Math.min(links.length - 1, Math.max(0, from + by));
      links[to]?.focus();
    },
  };
}
