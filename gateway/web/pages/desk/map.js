// map: the district without anybody's tiles: outlines out of the rules, coloured by a measure; cases
// as points that flow together where they are close at this zoom; places as squares. A street leads
// to its cases, a circle to the cases in it.

import { el, fill } from './dom.js';
import { get } from './api.js';
import { charts, draw } from './charts.js';
import { openCases, say, shown, table, number } from './figures_parts.js';
import { named, t } from './words.js';

const POINTS = 2000, CELL = 0.012; /* degrees that flow together at zoom 1 */

function geojson(areas) {
  return { type: 'FeatureCollection', features: areas.filter((one) => one.rings.length).map((one) => ({ type: 'Feature', properties: { name: one.code },
    geometry: { type: 'MultiPolygon', coordinates: one.rings.map((ring) => [[...ring, ring[0]]]) } })) };
}

/** Points in cells of a size that shrinks as one zooms in. */
export function clustered(points, zoom) {
  const cell = CELL / zoom, found = new Map();
  for (const point of points) {
    const key = point.at.map((x) => Math.floor(x / cell)).join();
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(point);
  }
  return [...found.values()].map((list) => ({ list, value: [...[0, 1].map((i) => list.reduce((sum, one) => sum + one.at[i], 0) / list.length), list.length] }));
}

function pointList(list) {
  return el('ul', { class: 'hot-cases' }, list.slice(0, 100).map((one) => el('li', {}, one.id ? el('a', { href: `#/case/${one.id}` }, one.number) : '', el('span', {}, named(one.category)))));
}

function showPoints(list) {
  const dialog = el('dialog', { class: 'fig-dialog', 'aria-label': t('fig_cases') }, el('div', { class: 'row' }, el('h2', { class: 'gap' }, say('hot_cases', { n: list.length })),
    el('button', { type: 'button', onclick: () => dialog.close() }, t('fig_close'))), pointList(list));
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', (event) => { if (event.target.closest('a')) dialog.close(); });
  document.body.append(dialog);
  dialog.showModal();
}

function option(map, groups, measure, zoom, centre) {
  const names = new Map(map.areas.map((one) => [one.code, named(one)]));
  const outlined = map.areas.filter((one) => one.rings.length);
  const values = outlined.map((one) => groups.get(one.code)?.values[measure.code].value ?? 0);
  const most = Math.max(...values, measure.unit === 'share' ? 1 : 1e-9), dots = clustered(map.points, zoom);
  return {
    tooltip: { renderMode: 'richText', confine: true, formatter: ({ seriesIndex, name, value, data }) => (seriesIndex === 0 ? `${names.get(name) || name}: ${shown(groups.get(name)?.values[measure.code].value, measure.unit)}`
      : seriesIndex === 1 ? say('hot_cases', { n: value[2] }) : data.name) },
    visualMap: { type: 'continuous', seriesIndex: 0, min: measure.unit === 'share' ? Math.min(...values) : 0, max: most, left: 4, bottom: 4, itemHeight: 80, inRange: { color: ['#e3eef8', '#9cc4e4', '#3f86c0', '#164a80'] }, formatter: (v) => shown(v, measure.unit), textStyle: { color: 'inherit' } },
    geo: { map: 'district', roam: true, zoom, center: centre, scaleLimit: { min: 1, max: 60 }, label: { show: true, formatter: ({ name }) => names.get(name) || name, color: '#1b2733', textBorderColor: '#fff', textBorderWidth: 2 }, emphasis: { itemStyle: { areaColor: '#f6d58a' } }, itemStyle: { borderColor: '#5a6a7a' } },
    series: [
      { type: 'map', map: 'district', geoIndex: 0, data: outlined.map((one, i) => ({ name: one.code, value: values[i] })) },
      { type: 'scatter', coordinateSystem: 'geo', data: dots, symbolSize: ({ 2: n }) => Math.min(40, 10 + 5 * Math.log2(n)), itemStyle: { color: '#b5413a', opacity: 0.85, borderColor: '#fff', borderWidth: 1 }, label: { show: true, color: '#fff', fontSize: 11, formatter: ({ value }) => (value[2] > 1 ? value[2] : '') } },
      { type: 'scatter', coordinateSystem: 'geo', symbol: 'rect', symbolSize: 7, silent: zoom < 2, itemStyle: { color: '#6b7785' }, label: { show: zoom >= 3, position: 'right', formatter: ({ data }) => data.name, color: '#44515e' }, data: map.areas.filter((one) => one.point && one.depth > 1).map((one) => ({ name: named(one), value: one.point })) },
    ],
  };
}

async function drawMap(box, map, groups, measure) {
  let zoom = 1, centre;
  const library = await charts();
  if (library.absent) return box.remove();
  const again = () => draw(box, option(map, groups, measure, zoom, centre), (lib) => lib.registerMap('district', { geoJSON: geojson(map.areas) }));
  const chart = await again();
  if (!chart) return undefined;
  chart.off('georoam');
  chart.off('click');
  chart.on('georoam', () => {
    const geo = chart.getOption().geo[0];
    if (Math.abs(Math.log2(geo.zoom / zoom)) < 0.4) return;
    [zoom, centre] = [geo.zoom, geo.center];
    again();
  });
  chart.on('click', ({ seriesIndex, name, data, componentType }) => {
    if (seriesIndex === 1 && componentType === 'series') return showPoints(data.list);
    const group = groups.get(name);
    return group && openCases(`${named(group)} · ${named(measure)}`, group.values[measure.code].cases, measure.unit === 'share');
  });
  return chart;
}

/** The part of the page; asks for outlines and points by itself. */
export function mapPart(asked, query, answer) {
  let measure = answer.measures[0];
  const box = el('div', { class: 'chart tall map', role: 'img', 'aria-label': `${t('fig_map')}, ${t('fig_table')}` });
  const notes = el('p', { class: 'small muted' }), groups = new Map(answer.groups.map((one) => [one.key, one])), lines = el('div');
  const useful = ['filed', 'pending', 'on_time', 'satisfied', 'three_days', 'overdue'].map((code) => answer.measures.find((one) => one.code === code));
  let map = null;

  function show() {
    fill(lines, table(t('fig_map'), [t('fig_area'), named(measure)], answer.groups.filter((one) => one.depth === 1).map((one) => [named(one), number(measure, one, one.values)])));
    if (map && map.areas.some((one) => one.rings.length)) drawMap(box, map, groups, measure);
  }

  async function read() {
    map = await get(`figures/map?measure=filed&${query}`);
    fill(notes, map.areas.some((one) => one.rings.length) ? t('fig_map_hint') : t('fig_map_none'), map.more ? say('fig_map_more', { n: POINTS }) : '', map.points.some((one) => !one.id) ? t('fig_map_rough') : '');
    if (!map.areas.some((one) => one.rings.length)) box.remove();
    show();
  }

  show();
  read().catch((error) => { fill(notes, error.message); box.remove(); });
  return el('section', { class: 'card fig-part', 'aria-labelledby': 'fig-map' }, el('div', { class: 'row' }, el('h2', { id: 'fig-map', class: 'gap' }, t('fig_map')),
    el('label', { class: 'small row' }, t('fig_measure'), el('select', { onchange: (event) => { measure = useful.find((one) => one.code === event.target.value); show(); } }, useful.map((one) => el('option', { value: one.code }, named(one)))))),
  notes, box, lines);
}
