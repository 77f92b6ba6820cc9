// approvals: what waits for a second person: what exactly, who asked, and the decision.

import { chip, el, fill, say } from './dom.js';
import { get, post } from './api.js';
import { moment, named, t } from './words.js';

const phrase = (key, values) => t(key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
const stateKind = { open: 'open', granted: 'done', refused: 'late' };

/** Asks for the reason of a refusal; decided(reason) */
function askReason(decided) {
  const reason = el('textarea', { id: 'approval-reason', rows: 3, maxlength: 200, required: true });
  const alert = el('p', { class: 'alert', role: 'alert' });
  const dialog = el('dialog', { class: 'ask', 'aria-labelledby': 'ask-title' },
    el('h2', { id: 'ask-title' }, t('approval_refuse')),
    el('p', { class: 'field' }, el('label', { for: 'approval-reason' }, t('approval_reason')), reason),
    el('p', { class: 'small muted' }, t('approval_reason_hint')), alert,
    el('div', { class: 'row' },
      el('button', { type: 'button', class: 'primary', onclick: send }, t('approval_refuse')),
      el('button', { type: 'button', onclick: () => dialog.close() }, t('cancel'))));

  async function send() {
    try {
      await decided(reason.value.trim());
      dialog.close();
    } catch (error) {
      alert.textContent = error.message;
    }
  }

  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  reason.focus();
}

function buttons(one, changed) {
  const send = (decision, reason = '') => post(`approvals/${one.id}`, { decision, reason });
  const now = (decision) => async (event) => {
    event.target.disabled = true;
    try {
      await send(decision);
      say(t('approval_done'), 'good');
    } catch (error) {
      say(error.message, 'bad');
    }
    changed();
  };
  if (one.may_withdraw)
    return el('p', { class: 'row' }, el('span', { class: 'small muted' }, t('approval_wait_other')), el('span', { class: 'gap' }),
      el('button', { type: 'button', onclick: now('withdraw') }, t('approval_withdraw')));
  if (!one.may_decide) return '';
  return el('p', { class: 'row' },
    el('button', { type: 'button', class: 'primary', onclick: now('grant') }, t('approval_grant')),
    el('button', { type: 'button', onclick: () => askReason(async (reason) => { await send('refuse', reason); changed(); }) },
      t('approval_refuse')));
}

function card(one, changed) {
  return el('article', { class: 'card approval', 'data-approval': one.id },
    el('div', { class: 'row' }, el('h2', { tabindex: '-1' }, named(one.kind)), chip('code', one.object), el('span', { class: 'gap' }),
      chip(stateKind[one.state] || '', t(`approval_state_${one.state}`))),
    el('p', { class: 'small muted' }, phrase('approval_asked', { who: one.asked_by, when: moment(one.asked_at) }),
      one.decided_at ? ` · ${phrase('approval_decided', { who: one.decided_by, when: moment(one.decided_at) })}` : ` · ${t('approval_ends')}${moment(one.ends)}`),
    el('p', { class: 'message' }, one.shown),
    one.amount ? el('p', {}, `${t('approval_amount')} `, el('strong', { class: 'number' }, String(one.amount))) : '',
    one.reason ? el('p', {}, `${t('approval_reason')}：${one.reason}`) : '', buttons(one, changed));
}

export function makeApprovals() {
  const box = el('div', { class: 'approvals-list', 'aria-live': 'polite' });
  const more = el('button', { type: 'button', class: 'plain wide', hidden: true, onclick: () => read() }, t('more'));
  const which = [true, false].map((open) => el('button', { type: 'button', onclick: () => show(open) }, t(open ? 'approval_waiting' : 'approval_all')));
  let openOnly = true, next = 0, round = 0;

  async function read() {
    const mine = ++round;
    try {
      const query = new URLSearchParams({ ...(openOnly && { open: 1 }), ...(next && { below: next }) });
      const answer = await get(`approvals?${query}`);
      if (mine !== round) return;
      if (!next) fill(box);
      for (const one of answer.approvals) box.append(card(one, again));
      next = answer.next;
      more.hidden = !next;
      if (!box.children.length) fill(box, el('p', { class: 'empty' }, t('approval_none')));
    } catch (error) {
      if (mine === round) fill(box, el('p', { class: 'empty', role: 'alert' }, error.message));
    }
  }

  function again() { next = 0; read(); }

  function show(open) {
    openOnly = open;
    which.forEach((button, i) => button.setAttribute('aria-pressed', String((i === 0) === open)));
    again();
  }

  return {
    node: el('section', { class: 'approvals' }, el('h1', {}, t('approvals')), el('p', { class: 'muted' }, t('approvals_hint')),
      el('p', { class: 'row' }, which), box, more),
    start: () => show(true),
    stop: () => { round++; },
  };
}
