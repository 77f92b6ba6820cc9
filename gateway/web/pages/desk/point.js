// point: where the citizen pointed to, on a small drawing of the district: outlines of streets and
// the places round about, as the rules have them. No tiles, nobody is asked. North is up.

import { el } from './dom.js';
import { get } from './api.js';
import { named, t } from './words.js';

const SPANS = [500, 1500, 5000, 15000]; // metres from the point to the edge
const SIZE = 320, METRES = 111320, LABELS = 8;
const SVG = 'http://www.w3.org/2000/svg';
let outlines = null; // asked for once; the district does not move

function svg(tag, props, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(props)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/** From a place to metres east and south of the point. */
function from([latitude, longitude]) {
  const east = METRES * Math.cos(latitude * Math.PI / 180);
  return ([x, y]) => [(x - longitude) * east, (latitude - y) * METRES];
}

function ringPath(ring, place, scale) {
  return `M${ring.map((corner) => place(corner).map((metres) => (metres * scale).toFixed(1)).join(' ')).join('L')}Z`;
}

function labels(areas, place, scale) {
  const near = areas.filter((one) => one.point && one.depth > 1).map((one) => ({ name: named(one), at: place(one.point) }))
    .map((one) => ({ ...one, far: Math.hypot(...one.at) })).sort((a, b) => a.far - b.far).slice(0, LABELS);
  const rows = [];
  return near.filter(({ at }) => Math.abs(at[0] * scale) < SIZE / 2 && Math.abs(at[1] * scale) < SIZE / 2).flatMap(({ name, at }) => {
    const [x, y] = at.map((metres) => metres * scale);
    const square = svg('rect', { x: x - 2.5, y: y - 2.5, width: 5, height: 5, class: 'place' });
    if (rows.some((row) => Math.abs(row - y) < 13)) return [square];
    rows.push(y);
    return [square, svg('text', { x: x > SIZE / 5 ? x - 6 : x + 6, y: y + 4, 'text-anchor': x > SIZE / 5 ? 'end' : 'start' }, name)];
  });
}

function drawn(one, areas, span) {
  const scale = SIZE / 2 / span, place = from(one.point), half = -SIZE / 2;
  return svg('svg', { viewBox: `${half} ${half} ${SIZE} ${SIZE}`, role: 'img', 'aria-label': `${t('point_map')} ${one.place || named(one.area)}` },
    ...areas.flatMap((area) => area.rings.map((ring) => svg('path', { d: ringPath(ring, place, scale), class: 'outline' }))),
    ...labels(areas, place, scale),
    svg('circle', { r: 14, class: 'halo' }), svg('circle', { r: 6, class: 'here' }),
    svg('path', { d: `M${half + 12} ${-half - 12}h${SIZE / 4}`, class: 'rule' }),
    svg('text', { x: half + 12, y: -half - 18 }, span >= 2000 ? `${span / 2000} km` : `${span / 2} m`));
}

/** The drawing of a case that has a point; nothing for others. */
export function pointMap(one) {
  if (!one.point) return '';
  let at = 1, areas = [];
  const box = el('div', { class: 'point-drawing' });
  const step = (by) => { at = Math.min(SPANS.length - 1, Math.max(0, at + by)); show(); };
  const nearer = el('button', { type: 'button', 'aria-label': t('point_nearer'), onclick: () => step(-1) }, '+');
  const farther = el('button', { type: 'button', 'aria-label': t('point_farther'), onclick: () => step(1) }, '−');

  function show() {
    box.replaceChildren(drawn(one, areas, SPANS[at]));
    nearer.disabled = at === 0;
    farther.disabled = at === SPANS.length - 1;
  }

  show();
  outlines ||= get('outlines');
  outlines.then((answer) => { ({ areas } = answer); show(); }).catch(() => { outlines = null; });
  return el('figure', { class: 'point-map' }, box,
    el('figcaption', { class: 'row small' }, el('span', { class: 'number muted' }, one.point.map((x) => x.toFixed(5)).join(', ')),
      el('span', { class: 'gap' }), nearer, farther));
}
