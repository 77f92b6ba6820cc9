// contacts: whom of a unit to tell of its cases, for the administrator.

import { el, fill, say } from './dom.js';
import { get, post } from './api.js';
import { named, t } from './words.js';

const options = (list, value, text) => list.map((one) => el('option', { value: value(one) }, text(one)));
const field = (id, label, input) => el('p', { class: 'field' }, el('label', { for: id }, t(label)), input);

/** The card; units: of the rules. */
export function contactsCard() {
  const box = el('div', {});
  let units = [];

  async function change(body) {
    try {
      await post('contacts', body);
      await read();
      return true;
    } catch (error) {
      say(error.message, 'bad');
      return false;
    }
  }

  function row(one) {
    const unit = units.find((each) => each.code === one.unit);
    return el('tr', {}, el('td', {}, unit ? named(unit) : one.unit), el('td', {}, one.account || ''), el('td', { class: 'number' }, one.address || ''),
      el('td', {}, el('button', { type: 'button', onclick: () => change({ act: 'drop', id: one.id }) }, t('contact_drop'))));
  }

  function form(accounts) {
    const node = el('form', { class: 'row', onsubmit: async (event) => {
      event.preventDefault();
      const { unit, account, address } = node.elements;
      if (await change({ act: 'add', unit: unit.value, account: Number(account.value), address: address.value.trim() })) node.reset();
    } },
    field('contact-unit', 'contact_unit', el('select', { id: 'contact-unit', name: 'unit' }, options(units, (one) => one.code, named))),
    field('contact-account', 'contact_account', el('select', { id: 'contact-account', name: 'account' }, options(accounts, (one) => one.id, (one) => `${one.name} (${one.kind})`))),
    field('contact-address', 'contact_address', el('input', { id: 'contact-address', name: 'address', type: 'text', required: true, maxlength: 64, autocomplete: 'off' })),
    el('button', { type: 'submit' }, t('contact_add')));
    return node;
  }

  async function read() {
    const now = await get('contacts');
    const head = ['contact_unit', 'contact_account', 'contact_address'].map((name) => el('th', { scope: 'col' }, t(name)));
    fill(box, now.contacts.length
      ? el('div', { class: 'scroll-x', tabindex: '0', role: 'region', 'aria-label': t('contacts') },
        el('table', { class: 'contacts' }, el('thead', {}, el('tr', {}, head, el('th', {}, ''))), el('tbody', {}, now.contacts.map(row))))
      : el('p', {}, t('contacts_none')),
    now.accounts.length ? form(now.accounts) : el('p', { class: 'muted' }, t('contacts_no_account')));
  }

  return {
    node: el('section', { class: 'card' }, el('h2', {}, t('contacts')), el('p', { class: 'muted' }, t('contacts_hint')), box),
    start: (all) => { units = all; return read(); },
  };
}
