// account: one's own account: password, second factor, where one is signed in.

import { el, fill, say } from './dom.js';
import { get, post } from './api.js';
import { moment, t } from './words.js';

const field = (id, label, type, more = {}) => el('p', { class: 'field' },
  el('label', { for: id }, label), el('input', { id, name: id, type, required: true, ...more }));

/** A form that posts and says what came of it. */
function form(name, fields, button, send) {
  const alert = el('p', { class: 'alert', role: 'alert' });
  const node = el('form', { class: `account-${name}`, novalidate: true, onsubmit: submit }, fields, alert,
    el('button', { type: 'submit', class: 'primary' }, button));

  async function submit(event) {
    event.preventDefault();
    alert.textContent = '';
    try {
      await send(node.elements);
      node.reset();
    } catch (error) {
      alert.textContent = error.message;
    }
  }
  return node;
}

function passwordCard() {
  return el('section', { class: 'card' }, el('h2', {}, t('change_password')),
    form('password', [field('old', t('old_password'), 'password', { autocomplete: 'current-password', maxlength: 200 }),
      field('new', t('new_password'), 'password', { autocomplete: 'new-password', minlength: 10, maxlength: 200 })],
    t('change_password'), async (of) => {
      await post('password', { old: of.old.value, new: of.new.value });
      say(t('password_changed'), 'good');
    }));
}

function recoveryCodes(codes, done) {
  return el('div', {}, el('p', {}, el('strong', {}, t('recovery_once'))),
    el('ol', { class: 'recovery' }, codes.map((code) => el('li', { class: 'number' }, code))),
    el('button', { type: 'button', class: 'primary', onclick: done }, t('recovery_kept')));
}

/** The second factor: none, being set up, or there. */
function factorCard(changed) {
  const box = el('div', { 'aria-live': 'polite' });

  async function begin() {
    const made = await post('factor', { act: 'begin' });
    fill(box, el('p', {}, t('factor_scan')),
      el('p', {}, el('a', { href: made.uri }, t('factor_open_app'))),
      el('p', {}, `${t('factor_secret')} `, el('code', { class: 'secret' }, made.secret.replace(/(.{4})(?=.)/g, '$1 '))),
      form('factor', [field('code', t('code'), 'text', { inputmode: 'numeric', autocomplete: 'one-time-code', maxlength: 7 })],
        t('factor_confirm'), async (of) => {
          const answer = await post('factor', { act: 'confirm', code: of.code.value });
          fill(box, recoveryCodes(answer.recovery, changed));
        }));
    box.querySelector('input').focus();
  }

  function drop() {
    fill(box, form('drop', [field('password', t('password'), 'password', { autocomplete: 'current-password' })], t('factor_drop'),
      async (of) => { await post('factor', { act: 'drop', password: of.password.value }); changed(); }));
  }

  async function read() {
    const now = await get('factor');
    const start = () => begin().catch((error) => say(error.message, 'bad'));
    if (!now.since)
      fill(box, now.demanded ? el('p', { class: 'alert' }, t('factor_demanded')) : el('p', {}, t('factor_none')),
        el('button', { type: 'button', class: 'primary', onclick: start }, t('factor_begin')));
    else
      fill(box, el('p', {}, `${t('factor_since')}${moment(now.since, true)} · ${t('recovery_left')} ${now.recovery_left}`),
        now.demanded ? '' : el('button', { type: 'button', onclick: drop }, t('factor_drop')));
  }

  read().catch((error) => say(error.message, 'bad'));
  return el('section', { class: 'card' }, el('h2', {}, t('factor')), el('p', { class: 'muted' }, t('factor_hint')), box);
}

/** Sessions as rows; ended(mark) ends one. */
export function sessionTable(sessions, withNames, ended) {
  const head = [...(withNames ? ['login'] : []), 'session_started', 'session_seen', 'session_peer', 'session_agent'];
  return el('div', { class: 'scroll-x', tabindex: '0', role: 'region', 'aria-label': t('sessions_title') },
    el('table', {}, el('thead', {}, el('tr', {}, head.map((name) => el('th', { scope: 'col' }, t(name))), el('th', {}, ''))),
      el('tbody', {}, sessions.map((one) => el('tr', { 'data-login': one.login },
        withNames ? el('td', {}, one.login) : '', el('td', {}, moment(one.started)), el('td', {}, moment(one.seen)),
        el('td', { class: 'number' }, one.peer), el('td', { class: 'muted' }, one.agent),
        el('td', {}, one.here ? t('session_here') : el('button', { type: 'button', onclick: () => ended(one.mark) }, t('session_end'))))))));
}

function sessionsCard() {
  const box = el('div', {});

  async function read() {
    fill(box, sessionTable((await get('sessions')).sessions, false, (mark) => end({ mark })));
  }
  async function end(which) {
    try {
      await post('sessions/end', which);
      await read();
    } catch (error) {
      say(error.message, 'bad');
    }
  }
  read().catch((error) => say(error.message, 'bad'));
  return el('section', { class: 'card' }, el('h2', {}, t('sessions_title')), box,
    el('p', {}, el('button', { type: 'button', onclick: () => end({ others: true }) }, t('session_end_others'))));
}

/** held: nothing else may be done before the second factor is set up; done() when it is. */
export function makeAccount(held, done) {
  const node = el('section', { class: 'account' });
  const draw = () => fill(node, el('h1', {}, t('account')), held ? '' : passwordCard(),
    factorCard(() => { if (held) done(); else draw(); }), held ? '' : sessionsCard());
  return { node, start: draw, stop: () => {} };
}
