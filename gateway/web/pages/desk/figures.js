// figures: the page of statistics. What is asked stands in the controls; everything below is drawn
// from answers of one interface, and every number is a button that opens its cases. Charts come
// after the tables they show: whoever cannot see or load them misses nothing.

import { el, fill } from './dom.js';
import { get, getBlob } from './api.js';
import { mapPart } from './map.js';
import { change, number, part, say, shown, table } from './figures_parts.js';
import { isEnglish, named, span, t } from './words.js';

const TILES = ['filed', 'closed_share', 'on_time', 'first_dispatch', 'three_days', 'one_day', 'satisfied', 'median', 'overdue', 'pending', 'returned', 'supervised'];
const FILTERS = ['unit', 'category', 'area', 'channel', 'kind'];
const LOWER_IS_BETTER = new Set(['median', 'ninety', 'overdue', 'pending', 'returned', 'disputed', 'extended', 'redo', 'supervised', 'reopened']);

const day = (date) => new Date(date.getTime() + 8 * 3600e3).toISOString().slice(0, 10);
const shift = (text, days) => day(new Date(Date.parse(`${text}T00:00:00+08:00`) + days * 86400e3));
const length = ({ from, to }) => Math.round((Date.parse(to) - Date.parse(from)) / 86400e3) + 1;

const spans = {
  days7: (now) => [shift(now, -6), now],
  days30: (now) => [shift(now, -29), now],
  month: (now) => [`${now.slice(0, 8)}01`, now],
  last_month: (now) => { const end = shift(`${now.slice(0, 8)}01`, -1); return [`${end.slice(0, 8)}01`, end]; },
  quarter: (now) => [`${now.slice(0, 5)}${String(Math.floor((now.slice(5, 7) - 1) / 3) * 3 + 1).padStart(2, '0')}-01`, now],
  year: (now) => [`${now.slice(0, 5)}01-01`, now],
};

function query(asked, more = {}) {
  const all = { from: asked.from, to: asked.to, ...Object.fromEntries(FILTERS.map((name) => [name, asked[name]])), ...more };
  return new URLSearchParams(Object.entries(all).filter(([, value]) => value)).toString();
}

const ask = (asked, more) => get(`figures?${query(asked, more)}`);

function before(asked) {
  const to = shift(asked.from, -1);
  return { ...asked, to, from: shift(to, 1 - length(asked)) };
}

/* ---- parts ---- */

function tiles(answer, past) {
  return el('div', { class: 'fig-tiles' }, answer.measures.filter((one) => TILES.includes(one.code))
    .sort((a, b) => TILES.indexOf(a.code) - TILES.indexOf(b.code)).map((one) => {
      const now = answer.all[one.code].value, then = past.all[one.code].value;
      const better = then !== null && now !== null && (LOWER_IS_BETTER.has(one.code) ? now < then : now > then);
      const kind = one.code === 'filed' || then === null || now === then ? 'muted' : better ? 'better' : 'worse';
      return el('article', { class: 'card fig-tile' }, el('h3', { title: isEnglish() ? one.what_en : one.what }, named(one)),
        el('p', { class: 'fig-big' }, number(one, null, answer.all)), el('p', { class: `small ${kind}` }, change(now, then, one.unit)));
    }));
}

function trend(answer) {
  const label = (key) => (key.length === 8 ? `${key.slice(4, 6)}-${key.slice(6)}` : `${key.slice(0, 4)}-${key.slice(4)}`);
  const [filed, closed, share] = ['filed', 'closed', 'on_time'].map((code) => answer.measures.find((one) => one.code === code));
  const keys = answer.groups.map((one) => label(one.key));
  const line = (one, more = {}) => ({ name: named(one), type: 'line', showSymbol: keys.length < 32, data: answer.groups.map((g) => g.values[one.code].value), ...more });
  const option = { tooltip: { trigger: 'axis', renderMode: 'richText', confine: true }, legend: { top: 0 }, grid: { left: 48, right: 48, top: 36, bottom: 28 }, xAxis: { type: 'category', data: keys },
    yAxis: [{ type: 'value', minInterval: 1 }, { type: 'value', min: 0, max: 1, axisLabel: { formatter: (v) => `${Math.round(v * 100)}%` }, splitLine: { show: false } }],
    series: [line(filed, { areaStyle: { opacity: 0.12 } }), line(closed), line(share, { yAxisIndex: 1, lineStyle: { type: 'dashed' } })] };
  return part('trend', { option, lines: table(t('fig_trend'), [t('fig_day'), named(filed), named(closed), named(share)],
    answer.groups.map((g) => [label(g.key), number(filed, g, g.values), number(closed, g, g.values), number(share, g, g.values)])) });
}

/** Groups in order of a measure; those without a value at the end. */
function ranked(groups, measure) {
  const of = (g) => g.values[measure.code].value ?? -Infinity;
  return [...groups].sort((a, b) => of(b) - of(a) || b.values.filed.value - a.values.filed.value);
}

function bars(groups, measure, tall = 14) {
  const list = ranked(groups, measure).slice(0, tall).reverse();
  return { grid: { left: 8, right: 56, top: 8, bottom: 8, containLabel: true }, xAxis: { type: 'value', show: false }, yAxis: { type: 'category', data: list.map(named), axisTick: { show: false } },
    series: [{ type: 'bar', barMaxWidth: 22, data: list.map((g) => g.values[measure.code].value), label: { show: true, position: 'right', color: 'inherit', formatter: ({ value }) => shown(value, measure.unit) } }] };
}

function measureSelect(answer, chosen, changed) {
  return el('label', { class: 'small row' }, t('fig_measure'), el('select', { onchange: (event) => changed(event.target.value) },
    answer.measures.map((one) => el('option', { value: one.code, selected: one.code === chosen }, named(one)))));
}

function unitsPart(answer, past, state, again) {
  const measure = answer.measures.find((one) => one.code === state.rank), filed = answer.measures[0];
  const then = new Map(past.groups.map((one) => [one.key, one.values]));
  const more = ['closed_share', 'on_time', 'first_dispatch', 'three_days', 'satisfied'].filter((code) => code !== measure.code)
    .map((code) => answer.measures.find((one) => one.code === code));
  const heads = [t('fig_unit'), named(measure), t('fig_before').replace('{value}', ''), ...(measure === filed ? [] : [named(filed)]), ...more.map(named)];
  const lines = ranked(answer.groups, measure).map((g) => [named(g), number(measure, g, g.values),
    change(g.values[measure.code].value, then.get(g.key)?.[measure.code].value, measure.unit),
    ...(measure === filed ? [] : [number(filed, g, g.values)]), ...more.map((one) => number(one, g, g.values))]);
  return part('units', { hint: t('fig_units_hint'), controls: measureSelect(answer, state.rank, (code) => { state.rank = code; again(); }),
    option: answer.groups.length ? bars(answer.groups, measure) : null, tall: true, lines: table(t('fig_units'), heads, lines), open: true });
}

function simple(name, answer, title) {
  const filed = answer.measures[0], shares = ['closed_share', 'on_time', 'satisfied'].map((code) => answer.measures.find((one) => one.code === code));
  const top = answer.groups.filter((g) => g.depth === 0);
  const lines = ranked(answer.groups.filter((g) => g.depth < 2), filed).map((g) => [g.depth ? `　${named(g)}` : named(g), number(filed, g, g.values), ...shares.map((one) => number(one, g, g.values))]);
  return part(name, { option: top.length ? bars(top, filed, 12) : null, lines: table(title, [title, named(filed), ...shares.map(named)], lines) });
}

function quality(answer) {
  const four = ['speed', 'result', 'experience', 'feedback'].map((code) => answer.measures.find((one) => one.code === code));
  if (!answer.all.speed.of) return '';
  const option = { radar: { indicator: four.map((one) => ({ name: named(one), max: 5, min: 1 })), radius: '62%' },
    series: [{ type: 'radar', areaStyle: { opacity: 0.2 }, data: [{ value: four.map((one) => answer.all[one.code].value) }] }] };
  return part('quality', { option, open: true, lines: table(t('fig_quality'), [t('fig_measure'), '1–5'], four.map((one) => [named(one), number(one, null, answer.all)])) });
}

function times(answer) {
  if (!answer.times.some((one) => one.n)) return '';
  const name = (one) => (one.to ? say('fig_times_to', { to: span(one.to) }) : t('fig_times_more'));
  const option = { grid: { left: 40, right: 8, top: 12, bottom: 60 }, tooltip: { trigger: 'axis', renderMode: 'richText', confine: true }, xAxis: { type: 'category', data: answer.times.map(name), axisLabel: { rotate: 40 } }, yAxis: { type: 'value', minInterval: 1 },
    series: [{ type: 'bar', data: answer.times.map((one) => one.n) }] };
  const two = ['median', 'ninety'].map((code) => answer.measures.find((one) => one.code === code));
  return part('times', { hint: two.map((one) => `${named(one)} ${shown(answer.all[one.code].value, one.unit)}`).join(' · '), option,
    lines: table(t('fig_times'), [t('fig_times'), t('fig_n')], answer.times.map((one) => [name(one), one.n.toLocaleString()])) });
}

function channelsPart(channels, kinds) {
  const filed = channels.measures[0];
  const pie = (answer, x) => ({ type: 'pie', center: [x, '54%'], radius: ['32%', '58%'], label: { formatter: '{b} {d}%', color: 'inherit' }, data: answer.groups.map((g) => ({ name: named(g), value: g.values.filed.value })) });
  const lines = [channels, kinds].flatMap((answer) => ranked(answer.groups, filed).map((g) => [named(g), number(filed, g, g.values), shown(g.values.filed.value / Math.max(1, answer.all.filed.value), 'share')]));
  return part('channels', { option: channels.groups.length ? { series: [pie(channels, '26%'), pie(kinds, '76%')] } : null, lines: table(t('fig_channels'), [t('fig_name'), named(filed), '%'], lines) });
}

function funnelPart(funnel) {
  if (!funnel || !funnel.steps[0].n) return '';
  const first = funnel.steps[0].n;
  const option = { grid: { left: 8, right: 56, top: 8, bottom: 8, containLabel: true }, xAxis: { type: 'value', show: false, max: first }, yAxis: { type: 'category', inverse: true, data: funnel.steps.map(named), axisTick: { show: false } },
    series: [{ type: 'bar', data: funnel.steps.map((one) => one.n), label: { show: true, position: 'right', color: 'inherit', formatter: ({ value }) => `${value.toLocaleString()} · ${Math.round(100 * value / first)}%` } }] };
  return part('funnel', { hint: t('fig_funnel_hint'), option, lines: table(t('fig_funnel'), [t('fig_name'), t('fig_n'), '%', ''],
    funnel.steps.map((one) => [named(one), one.n.toLocaleString(), shown(one.n / first, 'share'), isEnglish() ? one.what_en : one.what])) });
}

const meanings = (answer) => el('details', { class: 'card fig-part' }, el('summary', {}, t('fig_what')),
  el('dl', { class: 'fig-what' }, answer.measures.map((one) => [el('dt', {}, named(one)), el('dd', {}, isEnglish() ? one.what_en : one.what)])));

/* ---- the page ---- */

export function makeFigures() {
  const now = day(new Date()), state = { rank: 'on_time' };
  const asked = { from: '', to: '', preset: 'days30' };
  const box = el('div', { class: 'fig-box' }), controls = el('form', { class: 'card fig-controls', onsubmit: (event) => event.preventDefault() });
  const choices = Object.fromEntries(FILTERS.map((name) => [name, []]));
  let round = 0;
  [asked.from, asked.to] = spans.days30(now);

  function choose(preset) {
    asked.preset = preset;
    [asked.from, asked.to] = spans[preset](now);
    read();
  }

  async function take(format) {
    const by = asked.unit ? 'category' : 'unit';
    const blob = await getBlob(`figures?${query(asked, { by, format, language: isEnglish() ? 'en' : '' })}`);
    const link = el('a', { href: URL.createObjectURL(blob), download: `zhida-${by}-${asked.from}-${asked.to}.${format}` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  const date = (name) => el('label', { class: 'small' }, t(`fig_${name}`), el('input', { type: 'date', value: asked[name], max: now, onchange: (event) => {
    if (!event.target.value) return;
    Object.assign(asked, { [name]: event.target.value, preset: '' });
    if (asked.from > asked.to) asked[name === 'from' ? 'to' : 'from'] = asked[name];
    read();
  } }));
  const filter = (name) => (choices[name].length < 2 && !asked[name] ? '' : el('label', { class: 'small' }, t(`fig_${name}`),
    el('select', { onchange: (event) => { asked[name] = event.target.value; read(); } }, el('option', { value: '' }, t('fig_all')),
      choices[name].map((one) => el('option', { value: one.key || '-', selected: (one.key || '-') === asked[name] }, `${'　'.repeat(one.depth)}${named(one)}`)))));

  function drawControls() {
    fill(controls, el('div', { class: 'row', role: 'group', 'aria-label': t('fig_span') }, Object.keys(spans).map((one) =>
      el('button', { type: 'button', class: 'small', 'aria-pressed': String(asked.preset === one), onclick: () => choose(one) }, t(`fig_${one}`)))),
    el('div', { class: 'fig-fields' }, date('from'), date('to'), FILTERS.map(filter)),
    el('div', { class: 'row fig-away' }, el('span', { class: 'small muted' }, t('fig_export')), ['csv', 'xlsx'].map((one) => el('button', { type: 'button', class: 'small', onclick: () => take(one) }, one.toUpperCase())),
      el('button', { type: 'button', class: 'small', onclick: () => print() }, t('fig_print')), el('a', { href: '#/hard' }, t('hard')), el('a', { href: '#/hot' }, t('fig_hot'))));
  }

  /** Trees in their order: what lies below comes after it. */
  function treed(groups, parent = '', out = []) {
    for (const one of groups.filter((g) => g.parent === parent)) {
      out.push(one);
      if (one.key) treed(groups, one.key, out);
    }
    return out;
  }

  async function answers() {
    const by = length(asked) > 62 ? 'month' : 'day', past = before(asked);
    const list = [ask(asked), ask(past), ask(asked, { by }), ask(asked, { by: 'unit' }), ask(past, { by: 'unit' }), ask(asked, { by: 'category' }), ask(asked, { by: 'area' }), ask(asked, { by: 'channel' }), ask(asked, { by: 'kind' })];
    const [all, pastAll, line, units, pastUnits, categories, areas, channels, kinds] = await Promise.all(list);
    const funnel = await get(`figures/funnel?${query({ from: asked.from, to: asked.to, channel: asked.channel })}`).catch(() => null);
    return { all, pastAll, line, units, pastUnits, categories, areas, channels, kinds, funnel };
  }

  function show(a) {
    const again = () => show(a);
    if (!asked.unit) choices.unit = a.units.groups;
    if (!asked.category) choices.category = treed(a.categories.groups);
    if (!asked.area) choices.area = treed(a.areas.groups).filter((one) => one.depth < 3);
    if (!asked.channel) choices.channel = a.channels.groups;
    if (!asked.kind) choices.kind = a.kinds.groups;
    drawControls();
    if (!a.all.all.filed.value) return fill(box, el('p', { class: 'empty' }, t('fig_none')));
    const map = mapPart(asked, query(asked), a.areas, (code) => { asked.area = code; read(); });
    return fill(box, el('p', { class: 'fig-printed' }, say('fig_printed', asked)), tiles(a.all, a.pastAll), trend(a.line), unitsPart(a.units, a.pastUnits, state, again),
      el('div', { class: 'fig-pair' }, simple('classes', a.categories, t('fig_category')), map), el('div', { class: 'fig-pair' }, times(a.all), quality(a.all)),
      el('div', { class: 'fig-pair' }, funnelPart(a.funnel), channelsPart(a.channels, a.kinds)), meanings(a.all));
  }

  async function read() {
    const mine = ++round;
    drawControls();
    box.setAttribute('aria-busy', 'true');
    try {
      const all = await answers();
      if (mine === round) show(all);
    } catch (error) {
      if (mine === round) fill(box, el('p', { class: 'empty', role: 'alert' }, error.message, el('button', { type: 'button', onclick: read }, t('retry'))));
    }
    if (mine === round) box.removeAttribute('aria-busy');
  }

  return {
    node: el('section', { class: 'fig-page' }, el('h1', {}, t('figures')), el('p', { class: 'muted small' }, t('figures_hint')), controls, box),
    start() { fill(box, el('p', { class: 'empty' }, t('loading'))); read(); },
    stop() { round++; },
  };
}
