// narrow: what a list is narrowed by: words in one line, and a drawer with the rest. It only ever
// makes an address; the server decides what it means.

import { el, fill } from './dom.js';
import { get } from './api.js';
import { named, t } from './words.js';

const selects = ['unit', 'area', 'category', 'channel', 'kind'];

function picker(name) {
  return el('select', { id: `narrow-${name}`, name }, el('option', { value: '' }, t('any')));
}

function day(name, label) {
  return el('p', { class: 'field' }, el('label', { for: `narrow-${name}` }, t(label)),
    el('input', { id: `narrow-${name}`, name, type: 'date' }));
}

function tick(name, label) {
  return el('label', { class: 'tick' }, el('input', { type: 'checkbox', name }), t(label));
}

/** changed() is called when the question is another one. all: units may be chosen. */
export function makeNarrow({ all, changed }) {
  const words = el('input', { id: 'find', type: 'search', name: 'q', autocomplete: 'off', spellcheck: 'false', maxlength: 100,
    placeholder: t('find_hint'), 'aria-label': t('find') });
  const pickers = Object.fromEntries(selects.filter((name) => all || name !== 'unit').map((name) => [name, picker(name)]));
  const drawer = el('div', { class: 'drawer' },
    Object.entries(pickers).map(([name, select]) => el('p', { class: 'field' }, el('label', { for: select.id }, t(name)), select)),
    day('from', 'from_day'), day('to', 'to_day'), tick('overdue', 'only_overdue'), tick('grave', 'only_grave'),
    el('button', { type: 'reset', class: 'plain small' }, t('clear_filters')));
  const told = el('summary', {}, t('narrow'));
  const form = el('form', { class: 'narrow', role: 'search', onsubmit: (event) => { event.preventDefault(); tell(); } },
    words, el('details', {}, told, drawer));
  let loaded = false, before = '', timer = 0;

  async function load() {
    if (loaded) return;
    loaded = true;
    const names = await get('names');
    for (const [name, select] of Object.entries(pickers)) {
      const kept = select.value;
      fill(select, el('option', { value: '' }, t('any')), names[name].map((one) =>
        el('option', { value: one.code }, `${'　'.repeat(one.depth || 0)}${named(one)}`)));
      select.value = kept;
    }
  }

  function question() {
    const parts = new URLSearchParams();
    const put = (name, value) => { if (value) parts.set(name, value); };
    put('q', words.value.trim());
    for (const [name, select] of Object.entries(pickers)) put(name, select.value);
    for (const name of ['from', 'to']) put(name, form.elements[name].value.replaceAll('-', ''));
    for (const name of ['overdue', 'grave']) put(name, form.elements[name].checked ? '1' : '');
    return parts;
  }

  function tell() {
    clearTimeout(timer);
    const parts = question(), now = parts.toString();
    told.textContent = [...parts.keys()].some((name) => name !== 'q') ? `${t('narrow')} · ${t('narrowed')}` : t('narrow');
    if (now === before) return;
    before = now;
    changed();
  }

  form.querySelector('details').addEventListener('toggle', () => load().catch(() => { loaded = false; }));
  drawer.addEventListener('change', tell);
  form.addEventListener('reset', () => setTimeout(tell));
  words.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(tell, 350); });
  return {
    node: form,
    words: () => words.value.trim(),
    path: () => (before ? `&${before}` : ''),
    focus: () => { words.focus(); words.select(); },
  };
}
