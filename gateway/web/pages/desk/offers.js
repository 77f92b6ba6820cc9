// offers: the policies that may be pushed, what they would say and to how many. One person asks, and
// another one approves (approvals.js); the number that is confirmed goes along, so that never more is
// sent than was agreed to.

import { chip, el, fill, say } from './dom.js';
import { get, post } from './api.js';
import { moment, named, t } from './words.js';

const messages = (n) => `${n} ${t(n === 1 ? 'offer_message' : 'offer_messages')}`;

function figure(name, value, kind = '') {
  return el('div', { class: kind }, el('dt', {}, t(`offer_${name}`)), el('dd', { class: 'number' }, String(value)));
}

function figures({ count: of, approved_at: approved }) {
  const silent = of.qualify - of.no_phone - of.consented - of.opted_out;
  return el('dl', { class: 'figures' },
    figure(approved ? 'agreed' : 'reach', of.consented, 'most'), figure('qualify', of.qualify), figure('silent', silent),
    figure('opted_out', of.opted_out), figure('no_phone', of.no_phone), figure('depend', of.depend),
    figure('enterprises', of.enterprises));
}

function when(answer) {
  return answer.goes_at > answer.now ? `${t('offer_goes_later')}${moment(answer.goes_at)}` : t('offer_goes_now');
}

/** Asks once more, with the number; done() after it was asked for. */
function confirm(offer, answer, done, changed) {
  const alert = el('p', { class: 'alert', role: 'alert' });
  const send = el('button', { type: 'button', class: 'primary', onclick: request }, `${t('offer_send_request')} ${messages(offer.count.consented)}`);
  const dialog = el('dialog', { class: 'ask', 'aria-labelledby': 'ask-title' },
    el('h2', { id: 'ask-title' }, t('offer_ask_two')),
    el('p', {}, el('strong', {}, named(offer.policy))),
    el('p', { class: 'reaches' }, el('strong', { class: 'number' }, messages(offer.count.consented)), ' · ', when(answer)),
    el('p', { class: 'message' }, offer.text),
    el('p', { class: 'small muted' }, t('offer_two'), ' ', t('offer_once')), alert,
    el('div', { class: 'row' }, send, el('button', { type: 'button', onclick: () => dialog.close() }, t('cancel'))));
  let stale = false;

  async function request() {
    send.disabled = true;
    alert.textContent = '';
    try {
      await post(`offers/${encodeURIComponent(offer.policy.code)}`, { messages: offer.count.consented });
      dialog.close();
      done();
    } catch (error) {
      alert.textContent = error.message;
      stale = error.status === 409;
      send.disabled = stale;
    }
  }

  dialog.addEventListener('close', () => { dialog.remove(); if (stale) changed(); });
  document.body.append(dialog);
  dialog.showModal();
}

function action(offer, answer, ask) {
  if (offer.approved_at || !answer.may_ask) return '';
  if (offer.asked)
    return el('p', { class: 'row' }, chip('open', t('offer_waits')), el('span', { class: 'small muted' }, `${offer.asked.asked_by} · ${messages(offer.asked.amount)}`),
      el('a', { href: '#/approvals' }, t('offer_to_approvals')));
  const nobody = answer.missing || !offer.count.consented;
  return el('p', { class: 'row' },
    el('button', { type: 'button', class: 'primary', disabled: Boolean(nobody), onclick: ask }, t('offer_request')),
    nobody && !answer.missing ? el('span', { class: 'small muted' }, t('offer_nobody')) : '');
}

function card(offer, answer, ask) {
  return el('article', { class: 'card offer', 'data-policy': offer.policy.code },
    el('div', { class: 'row' }, el('h2', { tabindex: '-1' }, named(offer.policy)), chip('code', offer.policy.code), el('span', { class: 'gap' }),
      offer.approved_at ? chip('done', t('offer_approved'), el('time', {}, moment(offer.approved_at))) : chip('open', t('offer_open'))),
    el('p', { class: 'message' }, offer.text), figures(offer), action(offer, answer, ask));
}

export function makeOffers() {
  const box = el('div', { class: 'offers-list' });
  let round = 0;

  function draw(answer) {
    const missing = answer.missing ? el('p', { class: 'card missing', role: 'status' }, t(`offer_missing_${answer.missing}`)) : '';
    const cards = answer.offers.map((offer) => card(offer, answer, () => confirm(offer, answer, () => asked(offer), read)));
    fill(box, missing, cards.length ? cards : el('p', { class: 'empty' }, t('offer_none')));
  }

  async function asked(offer) {
    say(t('offer_requested'), 'good');
    await read();
    box.querySelector(`[data-policy="${CSS.escape(offer.policy.code)}"] h2`)?.focus();
  }

  async function read() {
    const mine = ++round;
    box.setAttribute('aria-busy', 'true');
    try {
      const answer = await get('offers');
      if (mine === round) draw(answer);
    } catch (error) {
      if (mine === round) fill(box, el('p', { class: 'empty', role: 'alert' }, error.message,
        el('button', { type: 'button', onclick: read }, t('retry'))));
    } finally {
      box.removeAttribute('aria-busy');
    }
  }

  return {
    node: el('section', { class: 'offers' }, el('h1', {}, t('offers')), el('p', { class: 'muted' }, t('offers_hint')), box),
    start() { fill(box, el('p', { class: 'empty' }, t('loading'))); read(); },
    stop() { round++; },
  };
}
