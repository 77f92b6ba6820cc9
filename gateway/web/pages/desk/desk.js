// desk: the frame: who is signed in, which page is shown, and the keys.
//
// The address says what is open: #/ the list, #/case/ID a case, #/talks/ID a living talk, #/hot the hot topics, #/figures statistics, #/hard hard matters, #/offers the
// offers, #/approvals what waits for a second person, #/audit the record. Going back and reloading therefore work as everywhere. A lost session brings the login in
// front; what was being written stays in memory and is there again afterwards.

import { el, fill, say } from './dom.js';
import { get, onSignedOut, post, setToken } from './api.js';
import { isEnglish, named, setEnglish, t } from './words.js';
import { showLogin } from './login.js';
import { makeList } from './list.js';
import { makeSheet } from './sheet.js';
import { makeAudit } from './audit.js';
import { makeOffers } from './offers.js';
import { makeAccount } from './account.js';
import { makeUsers } from './users.js';
import { makeApprovals } from './approvals.js';
import { makeHot } from './hot.js';
import { makeFigures } from './figures.js';
import { makeHard } from './hard.js';
import { makeBoard } from './board.js';
import { makeActivities } from './activities.js';
import { makeCallback } from './callback.js';
import { makeCanned } from './canned.js';
import { makeEntry } from './entry.js';
import { makeMembers, makePoints } from './civic.js';
import { makeSuggestions, makeWishes } from './ideas.js';
import { showKeys } from './keys.js';
import { makeMenu } from './menu.js';
import { makeTalks } from './talks.js';
import { ssoReturn } from './sso.js';

const page = document.getElementById('page');
let me = null, list = null, sheet = null, single = null, shown = '', leave = () => {};
// The desk's sections in the order of its menu: name, address, maker of the page (the cases are two pages beside each other).
const SECTIONS = [
  ['cases', '#/'],
  ['talks', '#/talks', makeTalks],
  ['entry', '#/entry', () => makeEntry()],
  ['callback', '#/callback', makeCallback],
  ['canned', '#/canned', makeCanned],
  ['hot', '#/hot', makeHot],
  ['figures', '#/figures', makeFigures],
  ['hard', '#/hard', makeHard],
  ['offers', '#/offers', makeOffers],
  ['approvals', '#/approvals', makeApprovals],
  ['board', '#/board', makeBoard],
  ['activities', '#/activities', makeActivities],
  ['suggestions', '#/suggestions', makeSuggestions],
  ['wishes', '#/wishes', makeWishes],
  ['members', '#/members', makeMembers],
  ['points', '#/points', makePoints],
  ['audit', '#/audit', makeAudit],
  ['users', '#/users', makeUsers],
  ['account', '#/account', () => makeAccount(me.held, reenter)],
];
// Where somebody's day begins: the first of these that is theirs.
const FIRST = ['cases', 'entry', 'figures', 'hot', 'audit', 'offers', 'board', 'suggestions', 'members', 'points', 'approvals', 'account'];
const sections = () => SECTIONS.filter(([name]) => (me.held ? name === 'account' : me[name]));

function titleOf() {
  const district = isEnglish() ? me.district_en || me.district : me.district;
  return district ? `${district}${isEnglish() ? ' ' : ''}${t('title')}` : t('title');
}

function who() {
  const unit = named({ zh: me.unit_zh, en: me.unit_en });
  const role = me.roles.map(named).join(isEnglish() ? ', ' : '、');
  return el('span', { class: 'who', title: me.login },
    el('strong', {}, me.name || me.login),
    el('span', { class: 'muted' }, [unit, role].filter(Boolean).join(' · ')));
}

/** The page in its frame: head, menu, what is shown. */
function frame(main) {
  const menu = makeMenu(sections(), shown, who);
  fill(page, el('header', { class: 'top' }, menu.button,
    el('a', { class: 'home', href: '#/' },
      el('img', { src: '/desk/assets/mark.svg', alt: '', width: 28, height: 28 }),
      el('span', {}, titleOf())),
    who(),
    el('button', { class: 'plain', type: 'button', onclick: toggle, lang: isEnglish() ? 'zh-CN' : 'en' }, t('language')),
    el('button', { class: 'plain', type: 'button', onclick: signOut }, t('sign_out'))),
  el('div', { class: 'frame' }, menu.side, main));
}

function toggle() {
  setEnglish(!isEnglish());
  enter(me);
}

async function signOut() {
  const over = await post('logout').catch(() => null); // the session is over either way
  if (over && over.end) location.assign(over.end); // the sign-in service's own end of it
  else login();
}

function login(reason) {
  leave();
  leave = () => {};
  me = null;
  for (const dialog of document.querySelectorAll('dialog')) dialog.close();
  showLogin(page, enter, reason);
}

/** The section of the address, or what there is instead of it. */
function sectionNow() {
  const names = sections().map(([name]) => name);
  const [named] = SECTIONS.find(([name, address]) => name !== 'cases' && (location.hash === address || location.hash.startsWith(`${address}/`))) || ['cases'];
  return names.includes(named) ? named : FIRST.find((name) => names.includes(name)) || '';
}

function route() {
  if (!me) return;
  if (sectionNow() !== shown) show();
  const found = location.hash.match(/^#\/case\/(\d+)$/);
  document.body.classList.toggle('reading', Boolean(list && found));
  single?.route?.();
  if (!list) return;
  list.mark(found ? found[1] : '');
  if (found) sheet.open(found[1]);
  else sheet.clear();
}

function showCases() {
  sheet = makeSheet({ back: () => { location.hash = '#/'; }, moved: () => list.refresh() });
  list = makeList(me, { changed: (cases) => sheet.compare(cases) });
  frame(el('main', { class: 'cases' }, list.node, sheet.node));
  leave = () => { list.stop(); list = sheet = null; };
  list.start();
}

function showSingle(made) {
  single = made;
  frame(el('main', { class: made.wide || 'single' }, made.node));
  leave = () => { single = null; made.stop(); };
  made.start();
}

function show() {
  leave();
  leave = () => {};
  shown = sectionNow();
  if (shown === 'cases') showCases();
  else if (shown) showSingle(SECTIONS.find(([name]) => name === shown)[2]());
  else frame(el('main', { class: 'single' }, el('p', { class: 'empty' }, t('no_actions'))));
}

function enter(who) {
  me = who;
  setToken(me.csrf);
  setEnglish(isEnglish());
  show();
  route();
}

/** The second factor is set up: what the role may do is there now. */
async function reenter() {
  enter(await get('me'));
}

function isTyping(target) {
  return target.closest('input, textarea, select, dialog');
}

function onKey(event) {
  if (!list || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Escape' && !event.target.closest('dialog')) {
    if (!sheet.escape()) location.hash = '#/';
    return;
  }
  if (isTyping(event.target)) return;
  const act = { j: () => list.step(1), k: () => list.step(-1), '/': () => list.find(), x: () => list.choose(), '?': showKeys }[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

async function start() {
  setEnglish(isEnglish());
  addEventListener('hashchange', route);
  addEventListener('keydown', onKey);
  onSignedOut((error) => { if (me) login(error.message); });
  try {
    enter(await ssoReturn(page) || await get('me'));
  } catch (error) {
    login(error.code === 'not_signed_in' ? '' : error.message);
  }
}

start().catch((error) => say(error.message, 'bad'));
