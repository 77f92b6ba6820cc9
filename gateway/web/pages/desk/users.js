// users: who may work at the desk, for the administrator: roles, unit, areas, sessions.

import { chip, el, fill, say } from './dom.js';
import { contactsCard } from './contacts.js';
import { get, post } from './api.js';
import { isEnglish, moment, named, t } from './words.js';
import { sessionTable } from './account.js';

const listed = (names) => names.join(isEnglish() ? ', ' : '、');
const chosen = (form, name) => [...form.querySelectorAll(`input[name="${name}"]:checked`)].map((one) => one.value);

function checks(name, legend, choices, held) {
  return el('fieldset', {}, el('legend', {}, legend), el('div', { class: 'checks' }, choices.map((one) =>
    el('label', {}, el('input', { type: 'checkbox', name, value: one.code, checked: held.includes(one.code) }), ` ${named(one)}`))));
}

function unitField(units, unit) {
  return el('p', { class: 'field' }, el('label', { for: 'user-unit' }, t('unit')),
    el('select', { id: 'user-unit', name: 'unit' }, el('option', { value: '' }, t('user_no_unit')),
      units.map((one) => el('option', { value: one.code, selected: one.code === unit }, named(one)))));
}

/** The form of a new or present user; saved(values) posts it. */
function edit(choices, user, saved) {
  const alert = el('p', { class: 'alert', role: 'alert' });
  const text = (name, value, more = {}) => el('p', { class: 'field' }, el('label', { for: `user-${name}` }, t(name === 'login' ? 'login' : 'user_name')),
    el('input', { id: `user-${name}`, name, value, autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', ...more }));
  const form = el('form', { novalidate: true, onsubmit: submit },
    user ? '' : text('login', '', { maxlength: 32 }), text('name', user ? user.name : '', { maxlength: 30 }),
    checks('roles', t('user_roles'), choices.roles, user ? user.roles : []), unitField(choices.units || [], user ? user.unit : ''),
    el('details', {}, el('summary', {}, t('user_areas')), checks('areas', t('user_areas_hint'), choices.areas || [], user ? user.areas : [])),
    alert, el('div', { class: 'row' }, el('button', { type: 'submit', class: 'primary' }, t('user_save')),
      el('button', { type: 'button', onclick: () => dialog.close() }, t('cancel'))));
  const dialog = el('dialog', { class: 'ask user-edit', 'aria-labelledby': 'ask-title' },
    el('h2', { id: 'ask-title' }, user ? user.login : t('user_add')), form);

  async function submit(event) {
    event.preventDefault();
    alert.textContent = '';
    try {
      await saved({ login: form.elements.login && form.elements.login.value.trim(), name: form.elements.name.value.trim(),
        unit: form.elements.unit.value, roles: chosen(form, 'roles'), areas: chosen(form, 'areas') });
      dialog.close();
    } catch (error) {
      alert.textContent = error.message;
    }
  }

  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** A password that was drawn: shown until it is put away, never again. */
function showPassword(login, password) {
  const dialog = el('dialog', { class: 'ask', 'aria-labelledby': 'ask-title' }, el('h2', { id: 'ask-title' }, login),
    el('p', {}, t('user_password_once')), el('p', {}, el('code', { class: 'secret' }, password)),
    el('button', { type: 'button', class: 'primary', onclick: () => dialog.close() }, t('user_password_noted')));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

export function makeUsers() {
  const box = el('div', {}), rules = el('div', {}), sessions = el('div', {});
  let choices = {};

  const guarded = (work) => async (...values) => {
    try {
      await work(...values);
    } catch (error) {
      say(error.message, 'bad');
    }
  };

  const act = guarded(async (user, name) => {
    const answer = await post(`users/${user.id}`, { act: name });
    if (answer.password) showPassword(user.login, answer.password);
    say(t('user_done'), 'good');
    await read();
  });

  const contacts = contactsCard();

  function row(user) {
    const role = (code) => named(choices.roles.find((one) => one.code === code));
    const unit = (choices.units || []).find((one) => one.code === user.unit);
    const button = (name, word) => el('button', { type: 'button', onclick: () => act(user, name) }, t(word));
    return el('tr', { 'data-login': user.login, class: user.active ? '' : 'muted' },
      el('td', {}, el('strong', {}, user.login), el('br', {}), user.name), el('td', {}, listed(user.roles.map(role))),
      el('td', {}, unit ? named(unit) : user.unit, user.areas.length ? ` (${user.areas.length} ${t('user_area_count')})` : ''),
      el('td', {}, user.active ? chip('done', t('user_active')) : chip('', t('user_disabled')),
        user.factor ? chip('code', t('factor_short')) : ''),
      el('td', { class: 'number' }, String(user.sessions)),
      el('td', {}, el('div', { class: 'row' },
        el('button', { type: 'button', onclick: () => edit(choices, user, async (values) => {
          await post(`users/${user.id}`, { act: 'change', ...values });
          await read();
        }) }, t('user_edit')),
        button('password', 'user_reset'), user.sessions ? button('sessions', 'user_end_sessions') : '',
        user.factor ? button('factor', 'user_drop_factor') : '',
        user.identity ? button('identity', 'user_untie') : '',
        user.self ? '' : button(user.active ? 'disable' : 'enable', user.active ? 'user_disable' : 'user_enable'))));
  }

  function table(users) {
    return el('div', { class: 'scroll-x', tabindex: '0', role: 'region', 'aria-label': t('users') },
      el('table', { class: 'users' }, el('thead', {}, el('tr', {}, ['login', 'user_roles', 'unit', 'user_state', 'user_sessions', 'user_acts'].map((name) =>
        el('th', { scope: 'col' }, t(name))))), el('tbody', {}, users.map(row))));
  }

  function drawRules() {
    const form = el('form', { onsubmit: (event) => { event.preventDefault(); save(); } },
      checks('factor', t('factor_roles'), choices.roles, choices.roles.filter((one) => one.factor).map((one) => one.code)),
      el('p', { class: 'small muted' }, t('factor_roles_hint')), el('button', { type: 'submit' }, t('user_save')));
    const save = guarded(async () => {
      await post('users/rules', { factor_roles: chosen(form, 'factor') });
      say(t('user_done'), 'good');
      await read();
    });
    fill(rules, form);
  }

  async function read() {
    const answer = await get('users');
    choices = answer;
    fill(box, table(answer.users));
    drawRules();
    await contacts.start(answer.units || []);
    fill(sessions, sessionTable((await get('sessions?all=1')).sessions, true, guarded(async (mark) => {
      await post('sessions/end', { mark });
      await read();
    })));
  }

  const add = () => edit(choices, null, async (values) => {
    const answer = await post('users', values);
    await read();
    showPassword(values.login, answer.password);
  });

  return {
    node: el('section', { class: 'users-page' },
      el('div', { class: 'row' }, el('h1', {}, t('users')), el('span', { class: 'gap' }),
        el('button', { type: 'button', class: 'primary', onclick: add }, t('user_add'))),
      el('p', { class: 'muted' }, t('users_hint')), el('section', { class: 'card' }, box),
      el('section', { class: 'card' }, rules), contacts.node,
      el('section', { class: 'card' }, el('h2', {}, t('sessions_title')), sessions)),
    start: guarded(read),
    stop: () => {},
  };
}
