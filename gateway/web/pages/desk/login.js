// login: the form in front of everything else.

import { el, fill } from './dom.js';
import { post } from './api.js';
import { ssoDoor } from './sso.js';
import { isEnglish, setEnglish, t } from './words.js';

function field(id, label, type, complete) {
  return el('p', { class: 'field' },
    el('label', { for: id }, label),
    el('input', { id, name: id, type, required: true, autocomplete: complete, maxlength: type === 'password' ? 200 : 64,
      autocapitalize: 'none', spellcheck: 'false' }));
}

/** Shows the form; done(me) is called once somebody is signed in. */
export function showLogin(page, done, reason = '') {
  const alert = el('p', { class: 'alert', role: 'alert' }, reason);
  const second = el('div', { hidden: true }, field('code', t('code'), 'text', 'one-time-code'));
  const button = el('button', { class: 'primary wide', type: 'submit' }, t('sign_in'));
  const local = el('div', {}, field('login', t('login'), 'text', 'username'),
    field('password', t('password'), 'password', 'current-password'), second, button);
  const form = el('form', { class: 'login card', novalidate: true, onsubmit: submit },
    el('img', { src: '/desk/assets/mark.svg', alt: '', width: 44, height: 44 }),
    el('h1', {}, t('title')),
    el('p', { class: 'muted' }, t('sign_in_hint')),
    ssoDoor(local, alert), local, alert,
    el('button', { class: 'plain', type: 'button', onclick: toggle, lang: isEnglish() ? 'zh-CN' : 'en' }, t('language')));

  function toggle() {
    setEnglish(!isEnglish());
    showLogin(page, done);
  }

  async function submit(event) {
    event.preventDefault();
    const login = form.elements.login.value.trim(), password = form.elements.password.value;
    const missing = !login ? 'login' : !password ? 'password' : '';
    if (missing) { form.elements[missing].focus(); return; }
    button.disabled = true;
    button.textContent = t('signing_in');
    try {
      done(await post('login', { login, password, code: form.elements.code.value.trim() }));
    } catch (error) {
      alert.textContent = error.message;
      const asked = error.code === 'needs_code' || error.code === 'wrong_code';
      second.hidden = !asked;
      form.elements.code.value = '';
      if (!asked) form.elements.password.value = '';
      form.elements[asked ? 'code' : 'password'].focus();
    } finally {
      button.disabled = false;
      button.textContent = t('sign_in');
    }
  }

  fill(page, el('main', { class: 'door' }, form));
  form.elements.login.focus();
}
