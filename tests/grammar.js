// The grammar of the rules language as a page, made of what bison knows of parser.y, the spellings
// in keywords.h, and the clauses each block may have in blocks.h. Productions for mistakes are left
// out. `node tests/grammar.js [--write]`: without --write the page must be what would be written.
'use strict';
const { execFileSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const root = path.join(__dirname, '..');
const page = path.join(root, 'dsl', 'reference', 'GRAMMAR.md');
const read = (name) => fs.readFileSync(path.join(root, 'dsl', 'syntax', name), 'utf8');

// ---- what is known ----

const keywords = new Map();
for (const [, token, zh, en, kind] of read('keywords.h').matchAll(/^WORD\((\w+), "(.+?)", "(.+?)", (\w+)\)/gm)) {
  keywords.set(token, { zh, en, kind });
}

const may = new Map(); // block -> clauses
for (const [, block, token, , least, most] of
  read('blocks.h').matchAll(/^MAY\((\w+), (\w+), (\w+), (\d+), (\d+)\)/gm)) {
  if (!may.has(block)) may.set(block, []);
  may.get(block).push({ token, least: Number(least), most: Number(most) });
}

function rulesOfBison() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zhida-grammar-'));
  const xml = path.join(folder, 'parser.xml');
  execFileSync('bison', [`--xml=${xml}`, '-o', path.join(folder, 'parser.c'), path.join(root, 'dsl/syntax/parser.y')]);
  const text = fs.readFileSync(xml, 'utf8');
  fs.rmSync(folder, { recursive: true });
  const rules = new Map();
  for (const [, body] of text.matchAll(/<rule [^>]*>([\s\S]*?)<\/rule>/g)) {
    const lhs = body.match(/<lhs>(.*?)<\/lhs>/);
    if (!lhs || lhs[1].startsWith('$')) continue;
    const rhs = [...body.matchAll(/<symbol>(.*?)<\/symbol>/g)].map((m) => m[1]);
    if (!rules.has(lhs[1])) rules.set(lhs[1], []);
    rules.get(lhs[1]).push(rhs);
  }
  return rules;
}

// Said in the parser only so that a mistake gets a message of its own.
const forMistakes = ['area_head EQ words'];
let mistakesFound = 0;
const rules = new Map();
for (const [lhs, alternatives] of rulesOfBison()) {
  rules.set(lhs, alternatives.filter((rhs) => {
    const known = forMistakes.includes(rhs.join(' '));
    mistakesFound += known;
    return !known && !rhs.includes('error');
  }));
}

// ---- how a symbol reads ----

const signs = {
  COLON: '":"', SEP: '"、"', LBRACE: '"{"', RBRACE: '"}"', LPAREN: '"("', RPAREN: '")"', SLASH: '"/"',
  AT_SIGN: '"@"', DOTS: '".."', EQ: '"="', NE: '"!="', LT: '"<"', LE: '"<="', GT: '">"', GE: '">="',
  BAR: '"|"', PERCENT: '"%"', NAME: 'NAME', STRING: 'STRING', FIGURE: 'FIGURE', DAY: 'DAY', TIME: 'TIME',
  CELL: '"|"', COLUMN: '"|"', ROW: 'NEWLINE',
};

// Plain steps of the parser on the way to something that has a name: written out where they stand.
const inlined = new Set(['named', 'maybe_named', 'clock_head', 'cue_head', 'calendar_head', 'duty_head', 'test_head',
  'channel_head', 'model_head', 'retire_head', 'period_head', 'maybe_words', 'list_body', 'cue_body', 'operand', 'channel_settings',
  'values_of_fact', 'value_of_fact', 'entries', 'test_clauses', 'expecteds', 'assign', 'head_clauses', 'items', 'columns',
  'rows', 'cells', 'days_list', 'ranges', 'members']);

const chinese = {
  block: '块', area: '区域', area_head: '区域、取值的一行', channel_setting: '通道、模型的一项', clause: '项', test_clause: '测试的一行',
  heading: '表头', heading_word: '表头词', expected_word: '应得词', reason_clause: '依据', expected: '应得', asked: '追问什么',
  settings: '设的内容', setting: '设的一项', condition: '条件', values: '取值', value: '值', member: '其中之一', plain_word: '可作名称的词',
  word_of_name: '名称', value_word: '取值名', name: '名称', value_name: '取值名', string: '文字', code: '编码', display: '显示',
  names: '名称表', names_collected: '收集什么', codes: '编码表', reasons: '依据表', words: '词语', word: '词', heard: '听的词', list_ref: '引用词表',
  range: '范围', days: '日子', date_time: '日期和时刻', number: '数', measure: '计量单位', ratio: '比例', duration: '时长',
  period_of_time: '时间单位', point: '坐标',
};

const used = new Set();

function symbol(name) {
  if (name.maybe) return `[ ${sequence(name.maybe)} ]`;
  if (keywords.has(name)) return `"${keywords.get(name).zh}·${keywords.get(name).en}"`;
  if (signs[name]) return signs[name];
  if (!rules.has(name)) throw new Error(`a token without a spelling: ${name}`);
  if (inlined.has(name)) return expression(name);
  used.add(name);
  return name;
}

const sequence = (symbols) => symbols.map(symbol).filter(Boolean).join(' ');

// a | a b   is   a [ b ]
function folded(alternatives) {
  for (const [i, rhs] of alternatives.entries()) {
    const longer = alternatives.findIndex((other, k) => k !== i && rhs.length && other.length > rhs.length
      && rhs.every((part, at) => other[at] === part));
    if (longer < 0) continue;
    const merged = [...rhs, { maybe: alternatives[longer].slice(rhs.length) }];
    return folded(alternatives.map((other, k) => (k === i ? merged : other)).filter((_, k) => k !== longer));
  }
  return alternatives;
}

function choice(alternatives) {
  const texts = folded(alternatives).map(sequence);
  const rest = texts.filter((text) => text);
  const one = rest.join(' | ');
  if (rest.length < texts.length) return rest.length ? `[ ${one} ]` : '';
  return rest.length > 1 ? `( ${one} )` : one;
}

// x: a | x b   is   a { b };   with nothing before:   { b };   a list:   a { "、" a }
function expression(name) {
  const all = rules.get(name);
  const again = all.filter((rhs) => rhs[0] === name).map((rhs) => rhs.slice(1));
  const first = all.filter((rhs) => rhs[0] !== name);
  const empty = first.every((rhs) => rhs.length === 0);
  if (!again.length) return choice(first);
  const repeated = `{ ${choice(again).replace(/^\( (.*) \)$/, '$1')} }`;
  return empty ? repeated : `${choice(first)} ${repeated}`;
}

// ---- the page ----

const out = [];
const put = (...lines) => out.push(...lines);

function definition(name) {
  const all = rules.get(name);
  const text = expression(name).replace(/^\( (.*) \)$/, '$1');
  const body = text.length > 90 ? folded(all).map((rhs, i) => `\n    ${i ? '| ' : '  '}${sequence(rhs)}`).join('') : ` ${text}`;
  return `${name} =${body} ;${chinese[name] ? `  (* ${chinese[name]} *)` : ''}`;
}

function blockOf(token) {
  return rules.get('block').concat(rules.get('item')).filter((rhs) => rhs[0] === token);
}

const often = ({ least, most }) => (most === 1 ? (least ? '必写一次 once' : '至多一次 at most once')
  : least ? '至少一次 at least once' : '任意次 any number');

function clauseForms(block, token) {
  const from = rules.get(block === 'TEST' ? 'test_clause' : 'clause');
  const forms = from.filter((rhs) => rhs[0] === token || (token === 'ASSIGN' && rhs[0] === 'assign'));
  return forms.length ? choice(forms).replace(/^\( (.*) \)$/, '$1') : null;
}

function blockSection(token) {
  const word = keywords.get(token);
  const name = word.en;
  put('', `## ${word.zh} · ${word.en}`, '', '```ebnf');
  const seen = new Set();
  for (const rhs of folded(blockOf(token))) {
    const text = rhs.map((part) => (part === 'items' || part === 'test_clauses' ? `{ ${name}_clause }`
      : part === 'head_clauses' ? `{ ${name}_clause }` : symbol(part))).join(' ').replace(/  +/g, ' ');
    seen.add(text);
  }
  put(`${name}_block = ${[...seen].join(`\n    ${' '.repeat(name.length)} | `)} ;`);
  put('```');
  const clauses = may.get(token);
  if (!clauses) return;
  const order = token === 'TEST' ? '按发生的次序 in the order of what happens' : '次序不限 in any order';
  put('', `\`${name}_clause\`，${order}:`, '', '| 写法 form | 几次 how often |', '| --- | --- |');
  for (const clause of clauses) {
    const forms = clauseForms(token, clause.token);
    const kw = keywords.get(clause.token);
    const form = forms ? `\`${forms}\`` : `见 see [${kw.zh} · ${kw.en}](#${kw.zh}--${kw.en})`;
    put(`| ${form.replace(/\|/g, '\\|')} | ${often(clause)}${token === 'TEST' && clause.token === 'EXPECT'
      ? '（有表时不必 not with a table）' : ''} |`);
  }
}

function definitions(title, names) {
  put('', `## ${title}`, '', '```ebnf');
  for (const name of names) put(definition(name));
  put('```');
}

put('# 语法 · The grammar', '',
  '由解析器的语法生成，测试核对它是新的。花括号表示任意多次，方括号表示可以不写，竖线表示任选其一；`"当·when"` 是同一个词的两种写法，',
  '写哪一种都行。怎么用见 [GUIDE.md](../GUIDE.md)，什么意思见 [LANGUAGE.md](../LANGUAGE.md)。', '',
  'Made from the grammar of the parser; a test checks that it is fresh. Braces: any number; brackets: may be left out; a bar: either.',
  '`"当·when"` is one word in its two spellings, either of which will do. A file is any number of blocks.');

const order = [];
for (const rhs of rules.get('block').concat(rules.get('item'))) {
  if (keywords.has(rhs[0]) && !order.includes(rhs[0])) order.push(rhs[0]);
}
for (const token of order) blockSection(token);

used.delete('clause');
const done = new Set(['block', 'blocks', 'clause', 'item']);
const conditionNames = ['condition', 'values', 'value', 'member'];
const testNames = ['settings', 'setting', 'expected', 'reason_clause', 'reasons', 'asked', 'test_clause', 'heading',
  'heading_word', 'expected_word'];
definitions('条件 · Conditions', conditionNames);
put('', '`且` 和 `或` 混用一定要加括号。and and or are never mixed without parentheses.');
definitions('测试里的写法 · In tests', testNames);
put('', '表里每一格（竖线后面的 `test_clause`）接着它的表头读：表头 `应得 单位`，格里只写 `城管局`。',
  'A cell is read as if it stood behind its heading.');
[...conditionNames, ...testNames].forEach((name) => done.add(name));
const rest = [];
for (let grown = true; grown;) {
  grown = false;
  for (const name of [...used]) {
    if (done.has(name)) continue;
    done.add(name);
    rest.push(name);
    expression(name);
    grown = true;
  }
}
const place = [...rules.keys()];
definitions('其他 · The rest', rest.sort((a, b) => place.indexOf(a) - place.indexOf(b)));

put('', '## 记号 · Tokens', '', '| 记号 | 写法 | form |', '| --- | --- | --- |',
  '| `NAME` | 字母（中文或拉丁）开头，后面是字母、数字、`_` | a letter (Chinese or Latin), then letters, digits, `_` |',
  '| `STRING` | `"..."` 或 `“...”`，同一行里结束；`\\"` `\\\\` `\\n` | ends on its line |',
  '| `FIGURE` | `5`、`1.5`、`200000`、`五`、`十五` | a number |',
  '| `DAY` | `2026-03-01` 或 `2026年3月1日` | a date |',
  '| `TIME` | `22:00` | a time of day |',
  '| `"、"` | 也可以写 `,` `，` | a comma will do |',
  '| `".."` | 也可以写 `至` `。。` | between the ends of a range |',
  '| `"!="` `"<="` `">="` | 也可以写 `≠` `≤` `≥` | |',
  '| `NEWLINE` | 表里换行就是下一行 | in a table a new line is a new row |', '',
  '注释从 `#` 到行末。关键词后面多写的冒号、全角标点、`5个工作日内` 里的“个”和“内”都认，`zhida fmt` 会改成一种写法。',
  'A comment runs from `#` to the end of its line.');

const measures = [...fs.readFileSync(path.join(root, 'dsl/base/measure_table.h'), 'utf8')
  .matchAll(/^(?:MEASURE|ALSO)\("(.+?)", FAMILY_(\w+)/gm)];
if (!measures.length) throw new Error('no measures');
put('', `计量单位是固定的 · The measures: ${measures.map(([, word]) => `\`${word}\``).join('、')}。`,
  '时长 · Durations: `工作日 workdays`、`小时 hours`、`分钟 minutes`、`日 days`。');

const kinds = { BLOCK: '块的开头，也可以作名称 · open a block, may be names', CLAUSE: '项的开头，不能作名称 · start a clause, reserved',
  OP: '条件里的词，不能作名称，中文写法前后要留空格 · operators, reserved' };
put('', '## 关键词 · Keywords', '');
for (const [kind, title] of Object.entries(kinds)) {
  put(`**${title}**：${[...keywords.values()].filter((word) => word.kind === kind)
    .map((word) => `\`${word.zh}\` \`${word.en}\``).join('、')}`, '');
}

// ---- is it fresh? ----

const text = `${out.join('\n').trimEnd()}\n`;
const faults = [];
if (mistakesFound !== forMistakes.length) faults.push('a production for mistakes is gone from parser.y');
for (const token of keywords.keys()) {
  if (!text.includes(`"${keywords.get(token).zh}·${keywords.get(token).en}"`)) faults.push(`${token} stands in no production`);
}
// LANGUAGE.md lists the blocks in its own, shorter way: each with all of its clauses and no others.
const language = fs.readFileSync(path.join(root, 'dsl', 'LANGUAGE.md'), 'utf8').match(/^## Blocks\n[\s\S]*?^```\n([\s\S]*?)^```/m)[1];
for (const [block, clauses] of may) {
  const { zh, en } = keywords.get(block);
  const entry = language.split(/^(?=[^\s}])/m).filter((part) => part.startsWith(`${zh} ${en} `)).join('');
  const allowed = new Set(['ASSIGN', 'FLOOR', 'GIVEN', 'BECAUSE', 'ONLY', block, ...clauses.map((clause) => clause.token)]);
  for (const { token } of clauses) {
    const word = keywords.get(token);
    const said = ['PERIOD', 'FACT', 'DUTY'].includes(token) ? `${token}*` : `${word.zh} ${word.en}`;
    if (!entry.includes(said)) faults.push(`LANGUAGE.md: ${zh} does not say ${said}`);
  }
  for (const [, first, second] of entry.matchAll(/([\u4e00-\u9fff]+) ([a-z_]+)(?= |\]|$)/gm)) {
    const known = [...keywords].find(([, word]) => word.zh === first && word.en === second);
    if (known && !allowed.has(known[0])) faults.push(`LANGUAGE.md: ${zh} cannot have ${first} ${second}`);
  }
}
if (process.argv.includes('--write')) fs.writeFileSync(page, text);
else if (!fs.existsSync(page) || fs.readFileSync(page, 'utf8') !== text) faults.push('GRAMMAR.md is not fresh: make reference');
faults.forEach((fault) => console.log(fault));
console.log(`${faults.length ? 0 : 1} passed, ${faults.length} failed`);
process.exit(faults.length ? 1 : 0);
