// sso: single sign-on. The sign-in service sends the browser back to /desk#sso=…: "wait" means that the proof is being checked,
// anything else is a reason from the server's own list. Where somebody was is kept in this tab, never in an address.

import { el, fill } from './dom.js';
import { get, post } from './api.js';
import { named, t } from './words.js';

const BACK = 'zhida_back';
const PATIENCE = 25000, PAUSE = 150;
const sleep = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

function leave() {
  sessionStorage.setItem(BACK, location.hash);
  location.assign('/desk/sso/start');
}

function whereOne() {
  const back = sessionStorage.getItem(BACK) || '';
  sessionStorage.removeItem(BACK);
  return /^#\/[\w/-]{0,100}$/.test(back) ? back : '';
}

/** The part of the login form that leads to the sign-in service; local: hides the rest of the form. */
export function ssoDoor(local, alert) {
  const box = el('div', { class: 'sso', hidden: true });

  async function read() {
    const now = await get('sso');
    if (!now.on) return;
    local.hidden = now.only;
    fill(box, el('button', { class: 'primary wide', type: 'button', disabled: !now.ready, onclick: leave }, t('sso_sign_in')),
      now.ready ? '' : el('p', { class: 'alert', role: 'status' }, named(now.faults.sso_down)),
      now.only ? '' : el('p', { class: 'muted' }, t('sso_or_local')));
    box.hidden = false;
    if (!now.ready) setTimeout(() => { if (box.isConnected) read().catch(() => {}); }, 5000);
  }

  read().catch((error) => { alert.textContent = error.message; });
  return box;
}

/** Asks for the code of the second factor; the answer of the server, whoever is signed in then. */
function askCode(page) {
  return new Promise((resolve) => {
    const alert = el('p', { class: 'alert', role: 'alert' });
    const form = el('form', { class: 'login card', novalidate: true, onsubmit: send },
      el('h1', {}, t('title')), el('p', { class: 'muted' }, t('sso_code_hint')),
      el('p', { class: 'field' }, el('label', { for: 'code' }, t('code')),
        el('input', { id: 'code', name: 'code', type: 'text', autocomplete: 'one-time-code', maxlength: 64, required: true })),
      alert, el('button', { class: 'primary wide', type: 'submit' }, t('sso_send_code')));

    async function send(event) {
      event.preventDefault();
      try {
        resolve(await post('sso/finish', { code: form.elements.code.value.trim() }));
      } catch (error) {
        alert.textContent = error.message;
      }
    }
    fill(page, el('main', { class: 'door' }, form));
    form.elements.code.focus();
  });
}

async function finish(page) {
  fill(page, el('main', { class: 'door' }, el('p', { role: 'status' }, t('sso_waiting'))));
  for (const end = Date.now() + PATIENCE; Date.now() < end; await sleep(PAUSE)) {
    const answer = await post('sso/finish').catch((error) => {
      if (error.code === 'needs_code') return askCode(page);
      throw error;
    });
    if (!answer.wait) return answer;
  }
  throw new Error(named((await get('sso')).faults.sso_down));
}

/** Was the browser sent back? Then whoever is signed in now, or an error with the reason; else null. */
export async function ssoReturn(page) {
  const found = location.hash.match(/^#sso=([a-z_]{1,40})$/);
  if (!found) return null;
  history.replaceState(null, '', `/desk${whereOne()}`);
  if (found[1] === 'wait') return finish(page);
  throw new Error(named((await get('sso')).faults[found[1]]));
}
