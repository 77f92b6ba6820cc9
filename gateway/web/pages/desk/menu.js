// menu: the desk's sections, in groups. Beside the page where there is room; behind one button on a
// phone, as a dialog that keeps the keyboard inside until it is closed.
//
// A section that no group names stands in the last one, so that a new page is never out of reach.

import { el } from './dom.js';
import { t } from './words.js';

const GROUPS = [
  ['menu_work', ['cases', 'talks', 'entry', 'callback', 'canned', 'approvals']],
  ['menu_numbers', ['figures', 'hot', 'hard']],
  ['menu_public', ['board', 'activities', 'suggestions', 'wishes', 'offers']],
  ['menu_people', ['members', 'points', 'users', 'audit', 'account']],
];
const FEW = 6; // so many sections need no headings

function grouped(sections) {
  const of = (name) => (GROUPS.find(([, names]) => names.includes(name)) || GROUPS.at(-1))[0];
  const place = (names, [name]) => (names.includes(name) ? names.indexOf(name) : names.length);
  return GROUPS.map(([title, names]) => [title, sections.filter(([name]) => of(name) === title)
    .sort((a, b) => place(names, a) - place(names, b))]).filter(([, mine]) => mine.length);
}

function links(sections, shown, gone) {
  return el('ul', {}, sections.map(([name, address]) => el('li', {},
    el('a', { href: address, 'aria-current': name === shown ? 'page' : undefined, onclick: gone }, t(name)))));
}

function nav(sections, shown, kind, gone) {
  const flat = sections.length <= FEW;
  return el('nav', { class: kind, 'aria-label': t('sections') }, flat ? links(sections, shown, gone)
    : grouped(sections).map(([title, mine]) => el('section', {}, el('h2', {}, t(title)), links(mine, shown, gone))));
}

function openDrawer(sections, shown, who) {
  const close = () => dialog.close();
  const dialog = el('dialog', { class: 'menu', 'aria-label': t('sections') },
    el('div', { class: 'row' }, who, el('span', { class: 'gap' }),
      el('button', { type: 'button', class: 'plain', onclick: close }, t('close_dialog'))),
    nav(sections, shown, 'sections-drawer', close));
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', (event) => { if (event.target === dialog) close(); });
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector('[aria-current]')?.focus();
}

/** sections: [name, address]; {side, button}: where there is only one section both are empty. who():
 * a new element that says who is signed in. */
export function makeMenu(sections, shown, who) {
  if (sections.length < 2) return { side: '', button: '' };
  return {
    side: nav(sections, shown, 'sections'),
    button: el('button', { type: 'button', class: 'plain menu-button', 'aria-haspopup': 'dialog',
      'aria-label': t('sections'), onclick: () => openDrawer(sections, shown, who()) },
    el('span', { 'aria-hidden': 'true' }, '☰')),
  };
}
