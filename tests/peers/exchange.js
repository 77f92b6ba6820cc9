// Lists in and out, with a spreadsheet library of other people's making at the other end: workbooks
// it writes are read, workbooks we write are read by it, and what went in comes out cell for cell.
// The lists are invented, in the shape real ones have: four levels, names that repeat, counts and
// remarks the language has no place for, titles above the heading, merged cells.
//
//   node tests/peers/exchange.js BINARY
'use strict';
const { spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const XLSX = require('xlsx');
const { Checks } = require('./gateway');

const binary = path.resolve(process.argv[2] || 'build/zhida');
const root = fs.mkdtempSync(path.join(os.tmpdir(), 'zhida-lists-'));
const checks = new Checks();
const at = (...names) => path.join(root, ...names);

function zhida(...args) {
  const run = spawnSync(binary, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  return { code: run.status, out: run.stdout, err: run.stderr, all: run.stdout + run.stderr };
}

// Rows without the empty cells and rows at their ends.
function plain(rows) {
  const cut = rows.map((row) => {
    const cells = Array.from(row, (cell) => (cell === undefined || cell === null ? '' : String(cell)));
    while (cells.length && cells[cells.length - 1] === '') cells.pop();
    return cells;
  });
  while (cut.length && !cut[cut.length - 1].length) cut.pop();
  return cut;
}

function same(what, rows, wanted) {
  const a = plain(rows);
  const b = plain(wanted);
  const row = b.findIndex((cells, i) => JSON.stringify(cells) !== JSON.stringify(a[i]));
  checks.ok(what, a.length === b.length && row < 0,
    `${a.length} rows for ${b.length}; row ${row + 1}: ${JSON.stringify(a[row])} for ${JSON.stringify(b[row])}`);
}

// A CSV as RFC 4180 has it, guards taken off as our import does.
function csvRows(text) {
  const rows = [[]];
  let cell = '';
  let quoted = false;
  const source = text.replace(/^\ufeff/, '');
  const close = () => {
    rows[rows.length - 1].push(/^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);
    cell = '';
  };
  for (let i = 0; i < source.length; i += 1) {
    const c = source[i];
    if (quoted && c === '"' && source[i + 1] === '"') { cell += '"'; i += 1; }
    else if (c === '"' && (quoted || cell === '')) quoted = !quoted;
    else if (!quoted && c === ',') close();
    else if (!quoted && c === '\r' && source[i + 1] === '\n') { close(); rows.push([]); i += 1; }
    else cell += c;
  }
  if (cell || rows[rows.length - 1].length) close();
  return rows;
}

const csv = (rows) => rows.map((row) => row.map((cell) =>
  (/[",\r\n]/.test(cell) ? `"${String(cell).replace(/"/g, '""')}"` : cell)).join(',')).join('\n') + '\n';

// ---- a workbook of theirs ----

function theirBook() {
  const book = XLSX.utils.book_new();
  const list = XLSX.utils.aoa_to_sheet([
    ['某某区职责清单（2026 年）'],
    ['编码', '大类', '事项名称', '责任单位', '办理时限', '更新日期', '件数'],
    [{ t: 'n', v: 601, z: '0000' }, '噪声', '工地夜间施工', '区城管局', '4小时', { t: 'n', v: 46082, z: 'yyyy/m/d' }, 12],
    [{ t: 'n', v: 602, z: '0000' }, null, '店铺喇叭', '区公安分局', '3个工作日', { t: 'n', v: 46083, z: 'yyyy/m/d' }, 0.5],
    [{ t: 's', v: '0701' }, '道路', '井盖丢失', '区住建局', '两小时', null, 1e6],
  ]);
  list['!merges'] = [XLSX.utils.decode_range('B3:B4'), XLSX.utils.decode_range('A1:G1')];
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([['填表说明'], ['不要改表头']]), '说明');
  XLSX.utils.book_append_sheet(book, list, '清单');
  return book;
}

const THEIR_ROWS = [
  ['某某区职责清单（2026 年）'],
  ['编码', '大类', '事项名称', '责任单位', '办理时限', '更新日期', '件数'],
  ['0601', '噪声', '工地夜间施工', '区城管局', '4小时', '2026-03-01', '12'],
  ['0602', '噪声', '店铺喇叭', '区公安分局', '3个工作日', '2026-03-02', '0.5'],
  ['0701', '道路', '井盖丢失', '区住建局', '两小时', '', '1000000'],
];

function readsTheirs() {
  for (const [name, options] of [['shared.xlsx', { bookSST: true }], ['inline.xlsx', { bookSST: false }],
    ['packed.xlsx', { compression: true }]]) {
    XLSX.writeFile(theirBook(), at(name), options);
    const run = zhida('import', at(name), '-o', at(`${name}.d`), '--district', '某某区');
    checks.ok(`${name} is imported`, run.code === 0, run.all);
    checks.ok(`${name}: the fullest sheet is taken, and that is said`,
      run.out.includes('工作表“清单”') && run.out.includes('--sheet'), run.out);
    checks.ok(`${name}: columns are shown before anything is written`,
      run.out.includes('第4列“责任单位” -> unit'), run.out);
    checks.ok(`${name}: the rules are sound`, zhida('check', at(`${name}.d`)).out.startsWith('0 个错误，0 个警告'));
    same(`${name} comes back`, csvRows(zhida('export', at(`${name}.d`), '--csv').out), THEIR_ROWS);
  }
  const wrong = zhida('import', at('shared.xlsx'), '-o', at('no'), '--sheet', '没有');
  checks.ok('a worksheet that is not there is refused, those that are are named',
    wrong.code === 2 && wrong.err.includes('清单') && !fs.existsSync(at('no')), wrong.all);
}

// ---- a workbook of ours ----

function theyReadOurs() {
  checks.ok('a workbook is written', zhida('export', at('shared.xlsx.d'), '-o', at('ours.xlsx')).code === 0);
  const book = XLSX.readFile(at('ours.xlsx'), { cellNF: true });
  const sheet = book.Sheets[book.SheetNames[0]];
  same('they read what we wrote', XLSX.utils.sheet_to_json(sheet, { header: 1, raw: true }), THEIR_ROWS);
  checks.ok('a code is a text', sheet.A3.t === 's' && sheet.A3.v === '0601');
  checks.ok('a column of figures is figures', sheet.G3.t === 'n' && sheet.G4.v === 0.5);
  checks.ok('columns are wide enough', zipPart('ours.xlsx', 'xl/worksheets/sheet1.xml').includes('<col '));
  checks.ok('the heading is frozen', /<pane ySplit="2"[^>]*state="frozen"/.test(
    zipPart('ours.xlsx', 'xl/worksheets/sheet1.xml')));
}

function zipPart(name, part) {
  const entry = XLSX.CFB.find(XLSX.CFB.read(fs.readFileSync(at(name)), { type: 'buffer' }), `/${part}`);
  return Buffer.from(entry.content).toString('utf8');
}

// ---- nothing is computed ----

function formulas() {
  const rows = [['编码', '事项', '责任单位', '备注'],
    ['001', '路灯不亮', '甲局', '=HYPERLINK("http://127.0.0.1/","看")'], ['002', '井盖丢失', '乙局', '@SUM(1)'],
    ['003', '占道经营', '甲局', '-5'], ['004', '乱停车', '甲局', "'=已经有撇号"], ['005', '树木倒伏', '乙局', '+1+cmd']];
  fs.writeFileSync(at('formulas.tsv'), rows.map((row) => row.join('\t')).join('\n'));
  zhida('import', at('formulas.tsv'), '-o', at('formulas'));
  const text = zhida('export', at('formulas'), '--csv').out;
  const raw = XLSX.read(text, { type: 'string', raw: true });
  const cells = XLSX.utils.sheet_to_json(raw.Sheets[raw.SheetNames[0]], { header: 1, raw: true });
  checks.ok('no cell of a CSV begins as a formula', cells.flat().every((cell) =>
    !/^[=+@\-\t\r]/.test(String(cell)) || /^-?\d+$/.test(String(cell))), JSON.stringify(cells));
  same('and yet nothing is lost', csvRows(text), [rows[0], rows[1], rows[2], rows[3],
    ['004', '乱停车', '甲局', '=已经有撇号'], rows[5]]);
  zhida('export', at('formulas'), '-o', at('formulas.xlsx'));
  checks.ok('no cell of a workbook is a formula', !/<f[ >]/.test(zipPart('formulas.xlsx', 'xl/worksheets/sheet1.xml')));
}

// ---- a list as large as a city's ----

function cityRows(n) {
  const classes = ['市容管理', '道路设施', '园林绿化', '水务排水', '物业小区', '市场监管', '劳动保障', '教育培训'];
  const objects = ['井盖', '路灯', '护栏', '绿地', '行道树', '垃圾桶', '广告牌', '报刊亭', '公交站', '排水口',
    '健身器材', '电梯', '外墙', '楼道', '停车位', '充电桩', '供水管', '燃气表', '校车', '食堂'];
  const troubles = ['破损', '丢失', '堵塞', '噪声', '收费', '占用', '其他', '无人管理', '老化', '设置不合理', '咨询'];
  const rows = [['l1', 'l2', 'l3', 'l4', 'n', 'dept', '办理时限', 'share']];
  for (let i = 0; rows.length <= n; i += 1) {
    const l1 = classes[i % classes.length];
    const l2 = `${objects[Math.floor(i / 8) % objects.length]}问题`;
    const l3 = objects[Math.floor(i / 160) % objects.length];
    const row = [`${l1}${Math.floor(i / 1600) || ''}（事件类）`, l2, l3, troubles[(i * 7 + Math.floor(i / 11)) % troubles.length],
      String(n - i), `某市${l1}局`, i % 5 ? `${i % 30 + 1}个工作日` : '', (1 / (i + 1)).toFixed(3)];
    rows.push(row);
  }
  return rows;
}

function largeList() {
  const rows = cityRows(4394);
  fs.writeFileSync(at('city.csv'), csv(rows));
  const started = Date.now();
  const run = zhida('import', at('city.csv'), '-o', at('city'), '--report', at('city.json'));
  console.log(`     4,394 rows in ${Date.now() - started} ms`);
  checks.ok('a list of 4,394 rows becomes sound rules', run.code === 0 && run.out.includes('，0 个错误'), run.all.slice(-2000));
  checks.ok('and is checked so', zhida('check', at('city')).out.includes('\n0 个错误'));
  checks.ok('and stands in the one style', zhida('fmt', '--check', at('city')).code === 0);
  same('and comes back', csvRows(zhida('export', at('city'), '--csv').out), rows);
  zhida('export', at('city'), '-o', at('city.xlsx'));
  const book = XLSX.readFile(at('city.xlsx'));
  same('as a workbook too', XLSX.utils.sheet_to_json(book.Sheets[book.SheetNames[0]], { header: 1 })
    .map((row, i) => row.map((cell, c) => (c === 7 && i ? Number(cell).toFixed(3) : cell))), rows);
  const report = JSON.parse(fs.readFileSync(at('city.json'), 'utf8'));
  checks.ok('the report has a row for what every finding is about', report.findings.length > 800 &&
    report.findings.every((one) => one.row > 0 || one.class === 'kept aside' || one.kind === 'NO_COLUMN'));
  const made = Number(run.out.match(/-> (\d+) 个事项/)[1]);
  const repeats = report.findings.filter((one) => /^(TWO_|REPEATED)/.test(one.kind)).map((one) => one.row);
  checks.ok('no row is lost in silence', made + new Set(repeats).size === 4394, `${made} + ${new Set(repeats).size}`);
}

// ---- the command line ----

function commandLine() {
  const list = at('shared.xlsx');
  let run = zhida('import', list, '--dry-run', '-o', at('dry'));
  checks.ok('a dry run writes nothing', run.code === 0 && !fs.existsSync(at('dry')) && run.out.includes('第1列'));
  run = zhida('import', list, '-o', at('shared.xlsx.d'));
  checks.ok('a folder that is not empty is left alone', run.code === 2 && run.err.includes('--force'), run.all);
  fs.writeFileSync(at('shared.xlsx.d', 'old.zd'), '# old\n');
  run = zhida('import', list, '-o', at('shared.xlsx.d'), '--force');
  checks.ok('unless it is forced; what was there besides is named', run.code === 0 && run.out.includes('  old.zd\n'), run.all);
  checks.ok('a list that is not there', zhida('import', at('nothing.csv'), '-o', at('x')).code === 2);
  run = zhida('import', list, '-o', at('x'), '--columns', '不存在=unit');
  checks.ok('a column that is not there is named', run.code === 2 && run.err.includes('不存在=unit'), run.all);
  run = zhida('import', list, '--lang', 'en', '--dry-run', '--columns', '件数=remark');
  checks.ok('it speaks English', run.code === 0 && run.out.includes('column 7 "件数" -> remark') &&
    run.out.includes('-> duties 3 '), run.all);
  fs.writeFileSync(at('old.xls'), Buffer.from('d0cf11e0a1b11ae1', 'hex'));
  run = zhida('import', at('old.xls'), '-o', at('x'));
  checks.ok('an old workbook is told how to be saved', run.code === 2 && run.err.includes('.xlsx'), run.all);
  checks.ok('an export needs a format', zhida('export', at('city')).code === 2);
  checks.ok('a workbook needs a file', zhida('export', at('city'), '--xlsx').code === 2);
  checks.ok('a file that cannot be written', zhida('export', at('city'), '-o', at('no', 'such', 'x.csv')).code === 2);
  fs.writeFileSync(at('shared.xlsx.d', 'broken.zd'), '单位 {\n');
  run = zhida('export', at('shared.xlsx.d'), '--csv');
  checks.ok('rules with errors are not exported', run.code === 1 && run.out === '', run.all);
  fs.rmSync(at('shared.xlsx.d', 'broken.zd'));
  fs.writeFileSync(at('shared.xlsx.d', 'imported.tsv'), 'damaged');
  checks.ok('a damaged imported.tsv is said', zhida('export', at('shared.xlsx.d'), '--csv').code === 2);
  checks.ok('and need not be used', zhida('export', at('shared.xlsx.d'), '--csv', '--table', 'all').code === 0);
  run = zhida('export', at('city'), '--json');
  checks.ok('JSON is JSON', JSON.parse(run.out).duties.length > 1000);
  checks.ok('a BOM where it is asked for', zhida('export', at('city'), '--csv', '--bom').out.startsWith('\ufeff'));
}

async function main() {
  await checks.step('their workbooks', readsTheirs);
  await checks.step('our workbooks', theyReadOurs);
  await checks.step('formulas', formulas);
  await checks.step('a large list', largeList);
  await checks.step('command line', commandLine);
  fs.rmSync(root, { recursive: true, force: true });
  console.log(`${checks.passed} passed, ${checks.failed} failed`);
  process.exitCode = checks.failed ? 1 : 0;
}

main();
