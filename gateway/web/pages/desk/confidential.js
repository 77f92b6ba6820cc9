// confidential: a report whose author is not to be known: what units read instead, written by the
// dispatcher, and the units it is about, to which it cannot go.

import { chip, el, say } from './dom.js';
import { get, post } from './api.js';
import { named, t } from './words.js';

function unitChecks(units, held) {
  return el('details', { open: held.length > 0 }, el('summary', {}, `${t('confidential_units')} (${held.length})`),
    el('div', { class: 'checks' }, units.map((one) => el('label', {},
      el('input', { type: 'checkbox', name: 'complained', value: one.code, checked: held.includes(one.code) }), ` ${named(one)}`))));
}

function editor(one, units, changed) {
  const text = el('textarea', { id: 'unit-summary', rows: 4, maxlength: 2000 });
  text.value = one.unit_summary;
  const alert = el('p', { class: 'alert', role: 'alert' });
  return el('form', { novalidate: true, onsubmit: save },
    el('p', { class: 'field' }, el('label', { for: 'unit-summary' }, t('confidential_summary')), text),
    unitChecks(units, one.complained), alert, el('button', { type: 'submit', class: 'primary' }, t('confidential_save')));

  async function save(event) {
    event.preventDefault();
    const complained = [...event.target.querySelectorAll('input:checked')].map((box) => box.value);
    try {
      const after = await post(`cases/${one.id}/summary`, { text: text.value.trim(), complained });
      say(t('confidential_saved'), 'good');
      changed(after);
    } catch (error) {
      alert.textContent = error.message;
    }
  }
}

/** The card of a confidential case: for the dispatcher the editor, for others what they may read. */
export function confidentialCard(one, changed) {
  if (!one.confidential) return '';
  const card = el('section', { class: 'card confidential' }, el('h2', {}, t('confidential'), ' ', chip('over', t('confidential'))));
  if (!one.complained) {
    card.append(el('p', { class: 'muted' }, t('confidential_hidden')), el('blockquote', {}, one.summary));
    return card;
  }
  card.append(el('p', { class: 'muted' }, t('confidential_hint')));
  get('units').then((answer) => card.append(editor(one, answer.units || answer, changed))).catch((error) => say(error.message, 'bad'));
  return card;
}
