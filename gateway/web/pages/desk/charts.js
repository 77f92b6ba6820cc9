// charts: Apache ECharts, fetched when the first chart is drawn and not before. Drawn on canvas: the
// page's policy lets no markup in from text, so hints are drawn too (richText), and the one thing
// the library does with markup, emptying its box, is answered by the box itself.

import { isEnglish } from './words.js';

let library = null;

export const charts = () => (library ||= import('./echarts.js'));

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
export const palette = () => ['#1f6fb5', '#d07a1c', '#2f8f5b', '#8e5bb5', '#b5413a', '#4aa3a8', '#8a7a2b', '#6b7785'].map((one) => one);

function common(option) {
  const ink = colour('--ink'), line = colour('--line');
  const axis = (one) => ({ axisLine: { lineStyle: { color: line } }, splitLine: { lineStyle: { color: line } }, ...one, axisLabel: { color: ink, hideOverlap: true, ...one.axisLabel } });
  const each = (axes) => (Array.isArray(axes) ? axes.map(axis) : axes && axis(axes));
  return { animation: false, color: palette(), textStyle: { color: ink, fontFamily: 'system-ui, "PingFang SC", "Noto Sans CJK SC", sans-serif' },
    tooltip: { trigger: 'item', renderMode: 'richText', confine: true }, legend: option.legend && { ...option.legend, textStyle: { color: ink } },
    ...option, ...(option.xAxis ? { xAxis: each(option.xAxis), yAxis: each(option.yAxis) } : {}) };
}

const drawn = new WeakMap();

/** Draws into the box (again); gives the chart, or null where this build has none. */
export async function draw(box, option, prepare) {
  const library = await charts();
  if (library.absent || !box.isConnected) return null;
  if (prepare) prepare(library);
  let chart = drawn.get(box);
  if (!chart) {
    Object.defineProperty(box, 'innerHTML', { set() { box.replaceChildren(); }, get: () => '' });
    chart = library.init(box, null, { renderer: 'canvas', devicePixelRatio: Math.max(2, devicePixelRatio), locale: isEnglish() ? 'EN' : 'ZH' });
    new ResizeObserver(() => { if (box.isConnected) chart.resize(); else { chart.dispose(); drawn.delete(box); } }).observe(box);
    drawn.set(box, chart);
  }
  chart.setOption(common(option), true);
  return chart;
}
