// bulk: several cases in one go. Each is moved by itself; what could not be is said with the reason,
// and stays chosen.

import { el, fill, say } from './dom.js';
import { get, post } from './api.js';
import { named, t } from './words.js';

const MOST = 100;
const together = ['assign', 'sign', 'close'];

export function makeBulk(me, { list, redraw, moved }) {
  const chosen = new Set();
  let on = false, picking = false, failed = [];
  const toggle = el('button', { type: 'button', class: 'plain small', 'aria-pressed': 'false', onclick: () => turn(!on) }, t('select'));
  const bar = el('div', { class: 'bulk', role: 'group', 'aria-label': t('bulk') });
  const roles = me.roles.map((role) => role.code);
  const moves = together.filter((move) => (move === 'sign' ? roles.includes('unit') : roles.includes('dispatcher')));
  if (!moves.length) toggle.hidden = true;

  function turn(yes) {
    on = yes;
    picking = false;
    chosen.clear();
    failed = [];
    toggle.textContent = t(on ? 'select_end' : 'select');
    toggle.setAttribute('aria-pressed', String(on));
    redraw();
  }

  function change(id, yes) {
    if (yes && chosen.size < MOST) chosen.add(id);
    else chosen.delete(id);
    draw();
  }

  function box(one) {
    if (!on) return '';
    return el('input', { type: 'checkbox', checked: chosen.has(one.id), 'aria-label': `${t('select')} ${one.number}`, 'data-box': one.id,
      onchange: (event) => change(one.id, event.target.checked) });
  }

  async function send(move, unit) {
    const ids = [...chosen];
    picking = false;
    try {
      const { results } = await post('bulk', { move, ids, unit });
      failed = results.filter((one) => !one.ok);
      for (const one of results) if (one.ok) chosen.delete(one.id);
      const done = results.length - failed.length;
      say([done ? `${done} ${t('bulk_done')}` : '', failed.length ? `${failed.length} ${t('bulk_failed')}` : ''].filter(Boolean).join('，'),
        failed.length ? 'bad' : 'good');
      moved();
    } catch (error) {
      say(error.message, 'bad');
    }
  }

  async function pickUnit() {
    const { units } = await get('units');
    picking = true; // news of the list do not take the question away
    const select = el('select', { id: 'bulk-unit' }, el('option', { value: '' }, t('assign_pick')), units.map((unit) => el('option', { value: unit.code }, named(unit))));
    fill(bar, el('label', { for: 'bulk-unit' }, t('assign_label')), select,
      el('span', { class: 'row' }, el('button', { type: 'button', class: 'primary', onclick: () => (select.value ? send('assign', select.value) : select.focus()) }, t('assign')),
        el('button', { type: 'button', onclick: () => { picking = false; draw(); } }, t('cancel'))));
    select.focus();
  }

  function draw() {
    if (!on) { fill(bar); return; }
    if (picking) return;
    const say_why = failed.length ? el('ul', { class: 'small', 'aria-label': t('bulk_why') }, failed.map((one) =>
      el('li', {}, el('span', { class: 'number' }, one.number || one.id), ' ', named({ zh: one.message, en: one.message_en })))) : '';
    fill(bar, el('span', { class: 'row small' }, `${t('selected')} ${chosen.size}`,
      el('button', { type: 'button', class: 'plain small', onclick: () => { for (const one of list()) if (chosen.size < MOST) chosen.add(one.id); redraw(); } }, t('select_all')),
      el('span', { class: 'gap' }),
      moves.map((move) => el('button', { type: 'button', 'data-bulk': move, disabled: !chosen.size,
        onclick: () => (move === 'assign' ? pickUnit().catch((error) => say(error.message, 'bad')) : send(move, '')) }, t(move)))), say_why);
  }

  return {
    toggle, bar, box, draw,
    choose(id) {
      const one = bar.parentNode.querySelector(`[data-box="${id}"]`);
      if (one) { one.checked = !one.checked; change(Number(id), one.checked); }
    },
  };
}
