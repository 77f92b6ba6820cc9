// civic: members who report from the street, the looks at what they resolved, and the book of points.

import { chip, el, fill, say } from './dom.js';
import { get, post } from './api.js';
import { field, pictures } from './ideas.js';
import { moment, named, t } from './words.js';

/** A page that is read anew after every act. parts(answer, again) gives its nodes. */
function page(title, hint, load, parts) {
  const box = el('div', { class: 'ideas' });
  let round = 0;
  async function read() {
    const mine = ++round;
    try {
      const answer = await load();
      if (mine === round) fill(box, el('h1', {}, t(title)), el('p', { class: 'muted' }, t(hint)), parts(answer, read));
    } catch (error) {
      if (mine === round) fill(box, el('p', { class: 'empty', role: 'alert' }, error.message));
    }
  }
  return { node: box, start: read, stop: () => { round++; } };
}

async function act(path, body, again) {
  try {
    const answer = await post(path, body);
    say(t('idea_done'), 'good');
    await again();
    return answer;
  } catch (error) {
    say(error.message, 'bad');
    return null;
  }
}

const head = (...names) => el('thead', {}, el('tr', {}, names.map((name) => (name ? el('th', { scope: 'col' }, t(name)) : el('td', {})))));
const button = (label, onclick, kind = '') => el('button', { type: 'button', class: kind, onclick }, label);

// ---- members ----

function memberRow(one, may, again) {
  const can = { applied: ['accept', 'refuse'], invited: ['end'], active: ['end'] }[one.state.code] || [];
  return el('tr', { 'data-member': one.id }, el('td', {}, one.name), el('td', {}, named(one.kind)), el('td', {}, named(one.area)),
    el('td', {}, chip(one.state.code === 'active' ? 'done' : 'open', named(one.state))), el('td', {}, el('time', {}, moment(one.at))),
    el('td', {}, may ? can.map((word) => button(t(`member_${word}`), () => act(`members/${one.id}/${word}`, {}, again))) : ''));
}

function memberForm(again) {
  const code = el('p', { class: 'code', role: 'status' });
  const form = el('form', { class: 'card', onsubmit: async (event) => {
    event.preventDefault();
    const { name, kind, area } = form.elements;
    const answer = await act('members', { name: name.value, kind: kind.value, area: area.value }, async () => {});
    if (!answer) return;
    code.textContent = `${t('member_code')}${answer.code}`;
    form.reset();
  } }, el('div', { class: 'two' }, field(t('member_name'), el('input', { name: 'name' })),
    field(t('member_kind'), el('select', { name: 'kind' }, ['volunteer', 'grid'].map((one) => el('option', { value: one }, t(`member_${one}`))))),
    field(t('member_area'), el('input', { name: 'area' }))), el('div', { class: 'row' }, el('button', { type: 'submit', class: 'primary' }, t('member_new')),
    button(t('reload'), again, 'plain')), code);
  return form;
}

function checkRow(one, again) {
  return el('li', { class: 'card', 'data-check': one.case }, el('div', { class: 'row' }, el('a', { href: `#/case/${one.case}` }, one.number), el('time', { class: 'muted' }, moment(one.at))),
    pictures(t('idea_proof'), one.after, `case=${one.case}`),
    el('div', { class: 'row' }, button(t('check_good'), () => act(`checks/${one.case}/good`, {}, again), 'primary'), button(t('check_bad'), () => act(`checks/${one.case}/bad`, {}, again))));
}

export function makeMembers() {
  const load = async () => ({ ...(await get('members')), ...(await get('checks').catch(() => ({ checks: [] }))) });
  return page('members', 'members_hint', load, ({ members, may_decide: may, checks }, again) => [
    checks.length ? el('section', {}, el('h2', {}, t('checks')), el('ul', {}, checks.map((one) => checkRow(one, again)))) : '',
    may ? memberForm(again) : '',
    el('div', { class: 'scroll-x card', tabindex: '0', role: 'region', 'aria-label': t('members') }, el('table', {}, head('member_name', 'member_kind', 'member_area', 'member_state', 'member_at', ''), el('tbody', {}, members.map((one) => memberRow(one, may, again)))))]);
}

// ---- points ----

function rulesForm({ rules, may_rule: may }, again) {
  return el('section', { class: 'card' }, el('h2', {}, t('points_rules')), el('div', { class: 'two' }, rules.map((rule) => {
    const input = el('input', { type: 'number', min: 0, max: 1000, value: String(rule.points), disabled: !may });
    return el('form', { 'data-rule': rule.reason, onsubmit: (event) => { event.preventDefault(); act('points/rule', { reason: rule.reason, points: Number(input.value) }, again); } },
      field(named(rule), input), may ? el('button', { type: 'submit', class: 'plain' }, t('points_save')) : '');
  })));
}

function redeemForm(again) {
  const form = el('form', { class: 'card', 'data-form': 'redeem', onsubmit: (event) => {
    event.preventDefault();
    const { account, points, text } = form.elements;
    act('points/redeem', { account: Number(account.value), points: Number(points.value), text: text.value }, again);
  } }, el('h2', {}, t('points_redeem')), el('div', { class: 'two' }, field(t('points_account'), el('input', { name: 'account', inputmode: 'numeric' })),
    field(t('points_number'), el('input', { name: 'points', type: 'number', min: 1 })), field(t('points_gift'), el('input', { name: 'text' }))),
  el('button', { type: 'submit', class: 'primary' }, t('points_redeem')));
  return form;
}

function redemptionRow(one, again) {
  return el('li', { class: 'row', 'data-redemption': one.id }, el('span', { class: 'number' }, `${one.account} · ${one.points}`), one.gift,
    chip(one.state === 1 ? 'done' : 'open', t(`points_state_${one.state}`)), el('span', { class: 'small muted' }, [one.by, one.decided_by].filter(Boolean).join(' → ')),
    one.may_grant ? button(t('points_grant'), () => act(`points/grant/${one.id}`, {}, again)) : '',
    one.state === 0 ? button(t('points_deny'), () => act(`points/deny/${one.id}`, {}, again), 'plain') : '');
}

function bookRow(row, may, again) {
  return el('tr', { 'data-row': row.id }, el('td', { class: 'number' }, row.id), el('td', {}, el('time', {}, moment(row.at))), el('td', {}, named(row)),
    el('td', { class: 'number' }, `${row.source} → ${row.target}`), el('td', { class: 'number' }, row.points), el('td', {}, row.by),
    el('td', {}, may && row.reason !== 'reversed' ? button(t('points_reverse'), () => act('points/reverse', { row: row.id }, again), 'plain small') : ''));
}

export function makePoints() {
  let account = '';
  const load = () => get(`points${account ? `?account=${encodeURIComponent(account)}` : ''}`);
  return page('points', 'points_hint', load, (answer, again) => [
    rulesForm(answer, again),
    answer.may_book ? redeemForm(again) : '',
    answer.redemptions.length ? el('section', { class: 'card' }, el('h2', {}, t('points_redemptions')), el('ul', {}, answer.redemptions.map((one) => redemptionRow(one, again)))) : '',
    el('section', { class: 'card' }, el('h2', {}, t('points_rows')), el('form', { class: 'row', onsubmit: (event) => { event.preventDefault(); account = event.target.elements.account.value.trim(); again(); } },
      field(t('points_account'), el('input', { name: 'account', inputmode: 'numeric', value: account })), el('button', { type: 'submit' }, t('points_show')),
      el('strong', { class: 'number' }, `${t(account ? 'points_balance' : 'points_issued')} ${answer.balance}`)),
    el('div', { class: 'scroll-x', tabindex: '0', role: 'region', 'aria-label': t('points_rows') }, el('table', {}, head('points_row', 'member_at', 'points_why', 'points_way', 'points_number', 'points_by', ''), el('tbody', {}, answer.rows.map((row) => bookRow(row, answer.may_book, again))))))]);
}
