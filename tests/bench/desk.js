// The desk and the public pages on a year of a large district: a million cases, a hundred thousand of
// them open. Every question a page asks of the server, several times each, as the pages ask it. What
// is recorded of a group is the median of its questions; beside it the slowest question, by name.
'use strict';
const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const { Gateway } = require('../peers/gateway');
const { Officer } = require('../peers/desk');
const { close, firstPaint, launch, open, PHONE } = require('../browser/browser');

const ROUNDS = 7, PASSWORD = 'invented-password-1', UNIT = '城管局', STREET = '松风街道', ESTATE = '松影苑';

const sorted = (list) => [...list].sort((a, b) => a - b);
const median = (list) => sorted(list)[Math.floor(list.length / 2)];
const q = encodeURIComponent;

// What people of the district say, of which duty: the rules' own examples.
function texts(rules) {
  const folder = path.join(rules, 'duties'), out = [];
  for (const name of fs.readdirSync(folder).filter((one) => one.endsWith('.zd')).sort()) {
    let duty = '';
    for (const line of fs.readFileSync(path.join(folder, name), 'utf8').split('\n')) {
      duty = (/^\s*事项 "(\w+)"/.exec(line) || [0, duty])[1];
      const said = /^\s*例 "([^"]+)"/.exec(line);
      if (duty && said) out.push(`${duty}\t${said[1]}\n`);
    }
  }
  return out.join('');
}

function must(program, args, options = {}) {
  const done = spawnSync(program, args, { encoding: 'utf8', ...options });
  if (done.status !== 0) throw new Error(`${program} ${args.join(' ')}: ${done.stderr}`);
}

/** The folder of a store that has seen a year; made once, and kept. */
function years({ build, rules, cases }) {
  const folder = `${build}/bench-years-${cases}`, making = `${folder}.making`;
  if (fs.existsSync(folder)) return folder;
  console.log(`a year of ${cases.toLocaleString('en')} cases is being made (kept in ${folder}) ...`);
  fs.rmSync(making, { recursive: true, force: true });
  fs.mkdirSync(`${making}/data`, { recursive: true, mode: 0o700 });
  fs.writeFileSync(`${making}/texts`, texts(rules));
  must(`${build}/bench/years`, [rules, `${making}/texts`, `${making}/data/zhida.db`, `${making}/data.key`, String(cases)]);
  must(`${build}/zhida`, ['figures', `${making}/data`, '--rebuild']);
  fs.renameSync(making, folder);
  return folder;
}

class Desk {
  static async start(setup) {
    const desk = new Desk(), folder = path.resolve(years(setup)), tag = Date.now().toString(36);
    desk.zhida = path.resolve(setup.build, 'zhida');
    desk.gateway = new Gateway(desk.zhida, { folder });
    const hire = (name, ...more) => must(desk.zhida, ['user', 'add', `${name}${tag}`, ...more, '--data', path.join(folder, 'data')],
      { input: `${PASSWORD}\n` });
    hire('d', '--role', 'dispatcher');
    hire('u', '--role', 'unit', '--unit', UNIT);
    hire('l', '--role', 'leader');
    await desk.gateway.start();
    for (const [name, login] of [['dispatcher', 'd'], ['unit', 'u'], ['leader', 'l']]) {
      desk[name] = new Officer(desk.gateway, `${login}${tag}`, PASSWORD);
      await desk[name].signIn();
    }
    return desk;
  }

  async ask(who, where) {
    const answer = await this[who].get(where);
    if (answer.status !== 200) throw new Error(`${where}: ${answer.status}`);
    return answer.json;
  }

  async look(where) {
    const answer = await this.gateway.get(where);
    if (answer.status !== 200) throw new Error(`${where}: ${answer.status}`);
  }

  stop() { return this.gateway.stop(); }
}

// Milliseconds of processor that the gateway has used: what else runs on the machine is no part of it.
function processor(desk) {
  const fields = fs.readFileSync(`/proc/${desk.gateway.child.pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

async function timed(what) {
  const began = process.hrtime.bigint();
  await what();
  return Number(process.hrtime.bigint() - began) / 1e6;
}

// questions: [name, () => promise]. Each is asked once, which is told apart (answers that took long
// are kept for a while), then ROUNDS times. Beside the clock's time stands the processor's, a question
// on average.
async function measure(record, name, desk, questions) {
  const each = [], began = processor(desk);
  for (const [what, run] of questions) {
    const first = await timed(run), samples = [];
    for (let i = 0; i < ROUNDS; i++) samples.push(await timed(run));
    each.push({ what, ms: median(samples), samples, first });
  }
  const worst = each.reduce((a, b) => (b.ms > a.ms ? b : a));
  record(`${name}_ms`, 'ms', each.map((one) => one.ms));
  record(`${name}_first_ms`, 'ms', each.map((one) => one.first));
  record(`${name}_worst_ms`, 'ms', worst.samples);
  record(`${name}_cpu_ms`, 'ms', [(processor(desk) - began) / questions.length / (ROUNDS + 1)]);
  console.log(`    the slowest: ${worst.what}`);
  for (const one of each.filter((other) => other.first > 200 || process.env.BENCH_EACH))
    console.log(`    ${one.ms.toFixed(1).padStart(8)} ms, ${one.first.toFixed(1)} the first time  ${one.what}`);
}

const LISTS = ['state=received,returned', 'state=open', 'state=dispatched,redo,supervised', 'state=signed', 'state=answered', 'state=paused',
  'state=disputed', 'state=supervised', 'state=open&overdue=1', 'state=open&grave=1', `state=open&unit=${q(UNIT)}`, `state=open&area=${q(STREET)}`,
  `state=open&area=${q(ESTATE)}`, `state=open&category=${q('噪声')}`, 'state=open&channel=wechat', 'state=open&kind=help', 'state=all', `state=all&unit=${q(UNIT)}`,
  `state=all&area=${q(STREET)}`, `state=all&category=${q('噪声')}`, 'state=all&channel=sms', 'state=all&grave=1', 'state=closed', 'state=withdrawn'];

function lists(desk) {
  const ask = (who, where) => [`${who}: ${decodeURIComponent(where)}`, () => desk.ask(who, where)];
  const pages = async () => {
    const first = await desk.ask('dispatcher', 'cases?state=open&sort=due');
    await desk.ask('dispatcher', `cases?state=open&sort=due&after=${first.next}`);
  };
  return [...LISTS.flatMap((one) => ['due', 'new'].map((sort) => ask('dispatcher', `cases?${one}&sort=${sort}`))),
    ...['state=dispatched,redo,supervised,signed', 'state=open', 'state=open&help=1', 'state=answered', 'state=all', 'state=open&overdue=1']
      .map((one) => ask('unit', `cases?${one}&sort=due`)),
    ['two pages', pages]];
}

async function searches(desk) {
  const { cases: [one] } = await desk.ask('dispatcher', 'cases?state=all');
  const words = { number: one.number, tail: one.number.slice(-4), 'long tail': one.number.slice(-6), phone: '19900001234', 'end of a phone': '1234', name: '王怀瑾',
    'a common word': '噪声', 'a common word of others': '小区', 'two words': '施工 半夜', 'word and estate': `打桩 ${ESTATE}`, 'whole summary': one.summary,
    'house number': '88号', day: `${one.number.slice(-15, -11)}-${one.number.slice(-11, -9)}-${one.number.slice(-9, -7)} 小区`, 'what is not there': '大熊猫出逃', 'a sentence': '隔壁工地半夜还在打桩吵得睡不着' };
  const asks = Object.entries(words).map(([what, text]) => [`${what}: ${text}`, () => desk.ask('dispatcher', `cases?state=all&q=${q(text)}`)]);
  return [...asks, ['a unit, a word', () => desk.ask('unit', `cases?state=all&q=${q('小区')}`)],
    ['open ones with a word', () => desk.ask('dispatcher', `cases?state=open&q=${q('漏水')}`)]];
}

async function sheets(desk) {
  const ids = async (where) => (await desk.ask('dispatcher', where)).cases.slice(0, 4).map((one) => one.id);
  const open_ = await ids('cases?state=signed'), waiting = await ids('cases?state=received'), over = await ids('cases?state=closed');
  return [...[...open_, ...over].map((id) => [`case ${id}`, () => desk.ask('dispatcher', `cases/${id}`)]),
    ...waiting.map((id) => [`candidates ${id}`, () => desk.ask('dispatcher', `cases/${id}/candidates`)]),
    ...open_.map((id) => [`similar ${id}`, () => desk.ask('dispatcher', `cases/${id}/similar`)])];
}

const day = (back) => new Date(Date.now() + 8 * 3600e3 - back * 86400e3).toISOString().slice(0, 10).replaceAll('-', '');

function statistics(desk) {
  const ask = (where) => desk.ask('leader', where);
  const page = (from, to, by) => () => Promise.all(['', by, 'by=unit', 'by=category', 'by=area', 'by=channel', 'by=kind']
    .map((by) => ask(`figures?from=${from}&to=${to}&${by}`)));
  const year = `from=${day(360)}&to=${day(0)}`, month = `from=${day(29)}&to=${day(0)}`;
  return [['the page of a month', page(day(29), day(0), 'by=day')], ['the page of a year', page(day(360), day(0), 'by=month')],
    ['a year by duty', () => ask(`figures?${year}&by=duty`)], ['a month of a unit by class', () => ask(`figures?${month}&by=category&unit=${q(UNIT)}`)],
    ['a year of a class in a street by unit', () => ask(`figures?${year}&by=unit&category=${q('噪声')}&area=${q(STREET)}`)],
    ['cases of a unit that were late', () => ask(`figures/cases?${year}&unit=${q(UNIT)}&measure=overdue`)],
    ['cases of a class', () => ask(`figures/cases?${month}&category=${q('噪声')}&measure=filed`)],
    ['map of a month', () => ask(`figures/map?${month}`)], ['map of a year', () => ask(`figures/map?${year}`)],
    ['funnel', () => ask(`figures/funnel?${year}`)], ['hard matters', () => ask('figures/hard')],
    ['hot topics', () => desk.ask('dispatcher', 'hot')]];
}

function everybody(desk) {
  return ['/public', '/board', `/board?q=${q('噪声')}`, `/board?q=${q('小区 垃圾')}`, '/figures', '/api/figures?by=category', '/progress', '/suggestions', '/activities']
    .map((where) => [decodeURIComponent(where), () => desk.look(where)]);
}

/** setup: {build, rules, cases, record}. */
async function benchDesk(setup) {
  const desk = await Desk.start(setup);
  try {
    await measure(setup.record, 'desk_list', desk, lists(desk));
    await measure(setup.record, 'desk_search', desk, await searches(desk));
    await measure(setup.record, 'desk_sheet', desk, await sheets(desk));
  } finally {
    await desk.stop();
  }
}

async function benchStats(setup) {
  const desk = await Desk.start(setup);
  try {
    await measure(setup.record, 'stats', desk, statistics(desk));
    await measure(setup.record, 'public', desk, everybody(desk));
  } finally {
    await desk.stop();
  }
}

// The first paint on a slow telephone, of the pages that people open there.
async function benchPaint({ build, record }) {
  const gateway = await new Gateway(path.resolve(build, 'zhida')).start();
  const browser = await launch();
  try {
    const all = [];
    for (const [what, where] of [['chat', `http://127.0.0.1:${gateway.port}/chat`], ['progress', `http://127.0.0.1:${gateway.port}/progress`],
      ['statistics', `http://127.0.0.1:${gateway.port}/figures`], ['board', `http://127.0.0.1:${gateway.port}/board`], ['login', `http://127.0.0.1:${gateway.admin}/desk`]]) {
      const page = await open(browser, PHONE), samples = [];
      for (let i = 0; i < 3; i++) samples.push(await firstPaint(page, where));
      await close(page);
      all.push(median(samples));
      record(`first_paint_${what}_ms`, 'ms', samples);
    }
    record('first_paint_ms', 'ms', all);
  } finally {
    await browser.close();
    await gateway.stop();
  }
}

module.exports = { benchDesk, benchPaint, benchStats };
