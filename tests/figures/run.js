// Statistics against SQL over the event log: thousands of cases with whole lives, and a few that live
// theirs through the chat and the desk, and every number of the interface is held against the same
// number counted by SQL. Then who may see what, files that leave, and what the check says when
// somebody has been at the numbers.
//
//     node tests/figures/run.js ZHIDA
'use strict';
const { execFileSync, spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const { Checks, Citizen, Gateway, until } = require('../peers/gateway');
const { Officer, officers } = require('../peers/desk');
const { make, peer } = require('./cases');

const ROOT = path.join(__dirname, '..', '..');
const UNITS = ['城管局', '生态环境局', '住建局', '公安分局', '水务局', '交通局'];
const AREAS = ['松影苑', '鹤鸣家园', '柳荫苑', '柳浪广场', '松风街道', '更鼓里小区'];
const DUTIES = [{ code: '0601', category: '06' }, { code: '0602', category: '06' }, { code: '1001', category: '10' }, { code: '1013', category: '10' }];
const KINDS = ['complaint', 'consult', 'suggest', 'help', 'report', 'praise'];
const COLUMNS = { filed: 'filed', closed: 'closed', pending: 'pending', overdue: 'overdue' };
const SHARES = { closed_share: ['closed', 'kept'], on_time: ['on_time', 'timed'], first_dispatch: ['first_right', 'dispatched'],
  by_engine: ['by_engine', 'filed'], one_day: ['one_day', 'answered'], three_days: ['three_days', 'answered'], satisfied: ['good', 'ratings'],
  speed: ['speed', 'ratings'], result: ['result', 'ratings'], experience: ['experience', 'ratings'], feedback: ['feedback', 'ratings'] };

const dayOf = (back) => Number(new Date(Date.now() + 8 * 3600e3 - back * 86400e3).toISOString().slice(0, 10).replaceAll('-', ''));

function sql(gateway, text) {
  return execFileSync('sqlite3', ['-json', path.join(gateway.data, 'zhida.db')], { input: `.timeout 10000\n${text}`, maxBuffer: 1 << 28 }).toString();
}

const rows = (gateway, text) => JSON.parse(sql(gateway, text) || '[]');

function figures(gateway, ...more) {
  return spawnSync(gateway.binary, ['figures', gateway.data, ...more], { encoding: 'utf8' });
}

/** Where the interface's values differ from the row of SQL; empty: nowhere. */
function differs(values, row) {
  const wrong = [];
  for (const [measure, column] of Object.entries(COLUMNS))
    if (values[measure].value !== row[column]) wrong.push(`${measure} ${values[measure].value} is not ${row[column]}`);
  for (const [measure, [over, under]] of Object.entries(SHARES)) {
    const { value, n, of } = values[measure], share = row[under] ? row[over] / row[under] : null;
    if (n !== row[over] || of !== row[under] || (share === null ? value !== null : Math.abs(value - share) > 1e-9))
      wrong.push(`${measure} ${n}/${of} is not ${row[over]}/${row[under]}`);
  }
  return wrong.join(', ');
}

async function same(checks, gateway, officer, name, query, by, where) {
  const from = dayOf(79), to = dayOf(0);
  const answer = (await officer.get(`figures?from=${from}&to=${to}&${query}`)).json || {};
  const expected = rows(gateway, peer({ by, from, to, where }));
  const groups = new Map((answer.groups || []).map((one) => [one.key, one]));
  const wrong = expected.flatMap((row) => {
    const group = query.includes('by=') ? groups.get(String(row.key)) : { values: answer.all };
    return group ? differs(group.values, row) || [] : [`${row.key} is missing`];
  });
  checks.ok(`figures: ${name} as SQL over the log has it`, expected.length > 0 && !wrong.length, wrong.slice(0, 3).join('; '));
}

async function numbers(checks, gateway, officer) {
  const is = (column) => `c.${column}`;
  await same(checks, gateway, officer, 'the whole', '', "''");
  await same(checks, gateway, officer, 'units', 'by=unit', is('unit'));
  await same(checks, gateway, officer, 'duties', 'by=duty', is('duty'));
  await same(checks, gateway, officer, 'days', 'by=day', 'c.id / 10000000');
  await same(checks, gateway, officer, 'months', 'by=month', 'c.id / 1000000000');
  await same(checks, gateway, officer, 'kinds', 'by=kind', `CASE c.kind ${KINDS.map((k, i) => `WHEN ${i} THEN '${k}'`).join(' ')} END`);
  await same(checks, gateway, officer, 'units of a class', 'by=unit&category=06', is('unit'), "category = '06'");
  await same(checks, gateway, officer, 'classes of a unit', `by=category&unit=${encodeURIComponent(UNITS[0])}`, is('category'), `unit = '${UNITS[0]}'`);
  await same(checks, gateway, officer, 'days of a unit', `by=day&unit=${encodeURIComponent(UNITS[1])}`, 'c.id / 10000000', `unit = '${UNITS[1]}'`);
  await same(checks, gateway, officer, 'two filters', `by=unit&category=06&channel=web`, is('unit'), "category = '06' AND channel = 3");
  const street = AREAS.filter((one) => ['松影苑', '鹤鸣家园', '松风街道'].includes(one)).map((one) => `'${one}'`).join(', ');
  await same(checks, gateway, officer, 'a street with all below it', `area=${encodeURIComponent('松风街道')}`, "''", `area IN (${street})`);
}

/** Every number leads to its cases: as many, and the right ones. */
async function links(checks, gateway, officer) {
  const day = dayOf(3);
  const answer = (await officer.get(`figures?from=${day}&to=${day}&by=unit`)).json;
  const one = answer.groups.find((group) => group.values.on_time.of > 2);
  const follow = async (measure, more) => (await officer.get(one.values[measure].cases.replace('/desk/api/', '') + more)).json.cases;
  checks.ok('figures: the link of a count lists its cases', (await follow('filed', '')).length === one.values.filed.value);
  const hit = await follow('on_time', '&part=hit'), miss = await follow('on_time', '&part=miss');
  checks.ok('figures: a share leads to those it counts, and to the others',
    hit.length === one.values.on_time.n && hit.length + miss.length === one.values.on_time.of, `${hit.length} and ${miss.length} of ${one.values.on_time.of}`);
  checks.ok('figures: they are cases of that unit', hit.every((c) => c.unit.code === one.key));
}

async function rights(checks, gateway, officer) {
  const unit = new Officer(gateway, 'chengguan', gateway.logins().chengguan);
  await unit.signIn();
  const own = (await unit.get('figures?by=unit')).json, asked = (await unit.get(`figures?by=unit&unit=${encodeURIComponent('水务局')}`)).json;
  checks.ok('figures: a unit sees itself alone', own.groups.length === 1 && own.groups[0].key === '城管局', JSON.stringify(own.groups.map((g) => g.key)));
  checks.ok('figures: and nothing of another by asking', asked.all.filed.value === 0);
  checks.ok('figures: talks belong to no unit', (await unit.get('figures/funnel')).status === 403);
  checks.ok('figures: a stranger gets nothing', (await new Officer(gateway, 'x', 'x').get('figures')).status === 401);
  for (const bad of ['from=2026-02-30', 'by=nothing', 'measure=filed,nope', 'from=2026-05-02&to=2026-05-01', 'kind=nope', 'from=1971-01-01&to=2026-01-01'])
    checks.ok(`figures: ${bad} is refused`, (await officer.get(`figures?${bad}`)).status === 400);
}

async function files(checks, gateway, officer) {
  sql(gateway, `UPDATE fact SET unit = '=cmd|x' WHERE case_id = (SELECT max(case_id) FROM fact); UPDATE cases SET unit = '=cmd|x' WHERE id = (SELECT max(case_id) FROM fact);
    INSERT INTO fact_due SELECT max(case_id) FROM fact;`);
  figures(gateway, '--rebuild');
  const raw = (format) => gateway.get(`/desk/api/figures?by=unit&format=${format}&from=${dayOf(79)}`, gateway.admin, { cookie: officer.cookie });
  const csv = (await raw('csv')).body.toString();
  checks.ok('figures: CSV with heads and lines', csv.startsWith('\ufeff"承办单位","受理量"') && csv.includes('"区城市管理局",'), csv.slice(0, 200));
  checks.ok('figures: no formula in CSV', csv.includes('"\'=cmd|x"') && !/(^|,)"?[=+@-]/m.test(csv.slice(1)));
  const xlsx = require('xlsx').read((await raw('xlsx')).body), sheet = xlsx.Sheets[xlsx.SheetNames[0]];
  const cells = require('xlsx').utils.sheet_to_json(sheet, { header: 1 });
  const odd = Object.values(sheet).find((cell) => cell && cell.v === '=cmd|x');
  checks.ok('figures: XLSX has the same lines', cells.length === csv.trim().split('\r\n').length, `${cells.length}`);
  checks.ok('figures: text stays text in XLSX', odd && odd.t === 's' && !odd.f, JSON.stringify(odd));
  const audit = rows(gateway, "SELECT count(*) AS n FROM audit WHERE action = 'figures.export'");
  checks.ok('figures: files that leave are recorded', audit[0].n === 2, JSON.stringify(audit));
}

async function open(checks, gateway) {
  const get = async (query) => { const a = await gateway.get(`/api/figures?${query}`); return { status: a.status, json: JSON.parse(a.body) }; };
  const all = (await get('by=category')).json, month = (await get('by=month')).json;
  checks.ok('open figures: everyone may see some', all.groups.length >= 2 && all.all.filed > 1000 && all.all.satisfied > 0.5, JSON.stringify(all.all));
  checks.ok('open figures: months in order', month.groups.map((g) => g.code).join() === month.groups.map((g) => g.code).sort().join());
  checks.ok('open figures: nothing that is not theirs', !('by_engine' in all.all) && !JSON.stringify(all).includes('cases?'));
  for (const bad of ['by=unit', 'by=duty', 'by=day', 'from=2020-01&to=2026-12', 'from=2026-13'])
    checks.ok(`open figures: ${bad} is refused`, (await get(bad)).status === 400);
  const few = all.groups.filter((g) => g.few);
  checks.ok('open figures: few are not told, and never one alone', few.length >= 2 && few.every((g) => g.values === null), JSON.stringify(all.groups));
}

/** A case that lives through the chat and the desk is counted within seconds. */
async function alive(checks, gateway, officer) {
  const before = (await officer.get('figures?measure=filed,rated')).json.all;
  const filed = await new Citizen(gateway, 'figures-1').file('隔壁工地半夜还在打桩,吵得睡不着', '松影苑');
  const seen = await until(async () => (await officer.get('figures?measure=filed')).json.all.filed.value === before.filed.value + 1, 8000);
  checks.ok('figures: a case that is filed is counted', seen, JSON.stringify(filed));
  const funnel = (await officer.get('figures/funnel')).json;
  const step = (code) => funnel.steps.find((one) => one.code === code).n;
  checks.ok('figures: the talk stands in the funnel', step('begun') === 1 && step('asked') === 1 && step('understood') === 1 && step('filed') === 1,
    JSON.stringify(funnel.steps.map((one) => [one.code, one.n])));
}

function truth(checks, gateway) {
  const good = figures(gateway, '--check');
  checks.ok('zhida figures --check finds nothing', good.status === 0 && /0 differences/.test(good.stdout), good.stdout + good.stderr);
  sql(gateway, "UPDATE figure SET closed = closed + 1 WHERE view = (SELECT min(view) FROM figure) AND period = (SELECT max(period) FROM figure WHERE view = (SELECT min(view) FROM figure));"
    + ' UPDATE fact SET marks = marks + 1 WHERE case_id = (SELECT min(case_id) FROM fact); DELETE FROM figure WHERE view = 6 AND period = (SELECT min(period) FROM figure WHERE view = 6);');
  const bad = figures(gateway, '--check');
  checks.ok('zhida figures --check says where somebody was at them', bad.status === 1 && /case \d+: differs/.test(bad.stdout) && /missing/.test(bad.stdout), bad.stdout + bad.stderr);
  checks.ok('zhida figures --rebuild mends it', figures(gateway, '--rebuild').status === 0 && figures(gateway, '--check').status === 0);
  checks.ok('zhida figures: a folder without data', figures({ ...gateway, binary: gateway.binary, data: '/nonexistent' }, '--check').status === 2);
}

async function main() {
  const checks = new Checks();
  const gateway = await new Gateway(path.resolve(process.argv[2])).start();
  const now = Math.floor(Date.now() / 1000);
  sql(gateway, make({ cases: 4000, perDay: 50, until: now, units: UNITS, duties: DUTIES, areas: AREAS, first: 100000 }));
  const counted = figures(gateway);
  checks.ok('zhida figures counts what waits', counted.status === 0 && /4000 cases counted/.test(counted.stdout), counted.stdout + counted.stderr);
  const officer = (await officers(gateway)).dispatch;
  await officer.signIn();
  await checks.step('numbers', () => numbers(checks, gateway, officer));
  await checks.step('links', () => links(checks, gateway, officer));
  await checks.step('rights', () => rights(checks, gateway, officer));
  await checks.step('alive', () => alive(checks, gateway, officer));
  await checks.step('numbers again', () => numbers(checks, gateway, officer));
  await checks.step('files', () => files(checks, gateway, officer));
  await checks.step('open', () => open(checks, gateway));
  await checks.step('truth', async () => truth(checks, gateway));
  await gateway.stop();
  checks.ok('the gateway ends cleanly', gateway.code === 0, gateway.output.slice(-500));
  checks.close();
}

main().catch((e) => { console.error(e); console.log('0 passed, 1 failed'); process.exit(1); });
