// talks: the living talks, and one of them as it goes on. The list asks for news every few seconds, an
// open talk more often; both say to the server that nobody pressed anything.

import { chip, el, fill, say } from './dom.js';
import { getChanged, post } from './api.js';
import { showFile } from './media.js';
import { bubbles } from './talk.js';
import { makeBox } from './talk_box.js';
import { moment, named, t } from './words.js';

const LIST_EVERY = 4000, UNSEEN_EVERY = 15000, TALK_EVERY = 2000, TICK = 1000;

const holderChip = (holder) => (holder ? chip(holder.mine ? 'state signed' : '', holder.mine ? t('talk_mine') : t('talk_of').replace('{name}', holder.name)) : '');
const whyChip = (why) => (why ? chip(why === 'danger' ? 'over' : 'soon', t(`why_${why}`)) : '');

function item(one, selected) {
  return el('li', {}, el('a', { class: `item ${one.why}`, href: `#/talks/${one.id}`, 'data-id': one.id, 'aria-current': String(one.id) === selected ? 'true' : undefined },
    el('span', { class: 'row' }, el('span', { class: 'cut' }, `${named(one.channel)} ${one.name}`), el('span', { class: 'gap' }), el('time', { class: 'small muted' }, moment(one.last))),
    one.why || one.holder ? el('span', { class: 'row chips' }, whyChip(one.why), holderChip(one.holder)) : '',
    one.said ? el('span', { class: 'summary' }, t('talk_said'), one.said) : '',
    one.bot ? el('span', { class: 'cut muted' }, t('talk_bot_asked'), one.bot) : ''));
}

export function makeTalks() {
  const rows = el('ul', { class: 'rows' });
  const offline = el('p', { class: 'offline', role: 'status' });
  const pane = el('section', { class: 'talk-pane', 'aria-label': t('talk') });
  const node = el('div', { class: 'talks-page' },
    el('nav', { class: 'talks-list', 'aria-label': t('talks') }, el('header', {}, el('h1', {}, t('talks')), el('p', { class: 'small muted' }, t('talks_intro'))), offline, rows), pane);
  let selected = '', list = [], listTag = '', listAt = 0, timer = 0, shown = null, tag = '', at = 0, round = 0, reveal = '';
  let head = null, log = null, alarm = null, box = null;

  /** How many ask for somebody stands in the window's title, for whoever looks elsewhere. */
  function tellTitle() {
    const asking = list.filter((one) => one.why && !one.holder).length;
    document.title = asking ? `(${asking}) ${t('talks')}` : t('title');
  }

  function drawList() {
    tellTitle();
    const focused = document.activeElement?.dataset?.id;
    fill(rows, list.length ? list.map((one) => item(one, selected)) : el('li', { class: 'empty' }, t('talks_none')));
    if (focused) rows.querySelector(`a[data-id="${focused}"]`)?.focus({ preventScroll: true });
  }

  async function readList(quiet) {
    listAt = Date.now();
    try {
      const answer = await getChanged('talks', listTag, quiet);
      offline.textContent = '';
      if (!answer) return;
      listTag = answer.etag;
      list = answer.body.talks;
      drawList();
    } catch (error) {
      offline.textContent = error.status === 0 ? t('offline') : error.message;
    }
  }

  function file(row) {
    return el('button', { type: 'button', class: 'plain small', onclick: () => showFile(`media/${row.media}?talk=${shown.id}`, row.media).catch((error) => say(error.message, 'bad')) },
      t(row.kind === 'image' ? 'talk_picture' : 'talk_file_open'));
  }

  function drawHead(one) {
    fill(head, el('p', { class: 'row' }, el('button', { type: 'button', class: 'plain back', onclick: () => { location.hash = '#/talks'; } }, `← ${t('talks_back')}`),
      el('h2', { tabindex: '-1' }, `${named(one.channel)} ${one.name}`), whyChip(one.why), holderChip(one.holder), el('span', { class: 'gap' }),
      reveal || !one.may_reveal ? '' : el('button', { type: 'button', class: 'plain small', onclick: () => { reveal = '?reveal=1'; tag = ''; readTalk(false); } }, t('talk_reveal'))),
    one.case ? el('p', { class: 'small' }, t('talk_case'), ' ', el('a', { href: `#/case/${one.case.id}` }, one.case.number)) : '');
    alarm.textContent = one.why === 'danger' ? t('talk_alarm') : '';
    alarm.hidden = one.why !== 'danger';
  }

  function drawTalk(one, first) {
    const near = first || log.scrollHeight - log.scrollTop - log.clientHeight < 120;
    shown = one;
    drawHead(one);
    fill(log.firstChild, bubbles(one.turns, { states: true, file }));
    box.draw(one);
    box.tick(one);
    if (near) log.scrollTop = log.scrollHeight;
  }

  /** An empty pane for a talk; what it shows is filled in when it was read. */
  function prepare() {
    head = el('header', { class: 'talk-head' });
    alarm = el('p', { class: 'talk-alarm', role: 'alert', hidden: true });
    log = el('div', { class: 'talk-log', role: 'log', tabindex: '0', 'aria-label': t('talk_log') }, el('ol', { class: 'talk' }));
    box = makeBox({ shown: () => shown, refresh: () => readTalk(true), act: async (name, body) => {
      const mine = ++round;
      const after = await post(`talks/${shown.id}/${name}`, body);
      tag = '';
      if (mine === round) drawTalk(after, name !== 'keep');
      readList(true);
    } });
    fill(pane, head, alarm, log, box.node);
  }

  async function readTalk(quiet) {
    const mine = ++round, id = selected, first = !shown;
    at = Date.now();
    try {
      const answer = await getChanged(`talks/${id}${reveal}`, tag, quiet);
      if (mine !== round || !answer) return;
      if (first) prepare();
      tag = answer.etag;
      drawTalk(answer.body, first);
      if (first) head.querySelector('h2').focus({ preventScroll: true });
    } catch (error) {
      if (reveal && error.status === 403) reveal = tag = ''; // it is somebody else's now
      if (mine === round && first) fill(pane, el('div', { class: 'empty', role: 'alert' }, el('p', {}, error.message), el('button', { type: 'button', onclick: () => { location.hash = '#/talks'; } }, t('talks_back'))));
      else if (mine === round) offline.textContent = error.message;
    }
  }

  function open(id) {
    if (id === selected) return;
    selected = id;
    round++;
    shown = null;
    tag = reveal = '';
    node.classList.toggle('open', Boolean(id));
    drawList();
    if (id) fill(pane, el('p', { class: 'empty' }, t('loading')));
    else fill(pane, el('div', { class: 'empty' }, el('img', { src: '/desk/assets/mark.svg', alt: '', width: 40, height: 40 }), el('p', {}, t('talks_choose'))));
    if (id) readTalk(false);
  }

  function tick() {
    if (box && shown) box.tick(shown);
    const seen = document.visibilityState === 'visible';
    if (Date.now() - listAt >= (seen ? LIST_EVERY : UNSEEN_EVERY)) readList(true);
    if (seen && shown && Date.now() - at >= TALK_EVERY) readTalk(true);
  }

  return {
    node,
    wide: 'talks',
    route: () => open((location.hash.match(/^#\/talks\/(\d+)$/) || [])[1] || ''),
    start() {
      fill(pane, el('div', { class: 'empty' }, el('img', { src: '/desk/assets/mark.svg', alt: '', width: 40, height: 40 }), el('p', {}, t('talks_choose'))));
      drawList();
      readList(false);
      timer = setInterval(tick, TICK);
    },
    stop() {
      clearInterval(timer);
      round++;
      document.title = t('title');
    },
  };
}
