// The pages for authors, done as they say: their files are compiled, their commands run, and what
// they show is what comes. `node tests/docs.js BINARY [PAGE...] [--write]`; --write puts what came
// into the pages. Each page has a folder of its own, with a copy of rules/ and the program in it.
//
// ```zd NAME      a file of the folder xinqu, whole; it compiles with the others unless commands follow,
//                 and stands in the one style (the tutorial comes to that at its end)
// ```zd           a file by itself: it compiles alone
// ```zd yunxi     a file beside the sample district: compiles there, and its tests pass
// ```zd KEYWORD   (条件 事项 类别 政策 单位 测试) a piece: compiles inside such a block, see frames below
// ```sh           commands, one a line: they run and end with 0, or with the N of a comment "# ... exit N";
//                 those that report findings may end with 1. A page that shows text after them shows what they print
// ```sh watch     commands that do not end by themselves: they still run after three seconds
// ```sh KIND      (gateway, make) commands that other tests run
// ```text         what was printed; a line of … stands for any lines
'use strict';
const { spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const arguments_ = process.argv.slice(2).filter((one) => one !== '--write');
const write = process.argv.includes('--write');
const binary = path.resolve(arguments_[0] || 'build/zhida');
const root = path.join(__dirname, '..');
const all = ['dsl/TUTORIAL.md', 'dsl/GUIDE.md', 'dsl/LANGUAGE.md', 'dsl/TOOLS.md', 'README.md'];
const pages = arguments_.length > 1 ? arguments_.slice(1) : all;
let passed = 0;
let failed = 0;

function count(right, page, line, what) {
  right ? passed++ : failed++;
  if (!right) console.log(`FAIL ${page}:${line} ${what}`);
}

// ---- where a page is done ----

function makeFolder() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zhida-docs-'));
  fs.cpSync(path.join(root, 'rules'), path.join(folder, 'rules'), { recursive: true });
  fs.cpSync(path.join(root, 'rules/yunxi'), path.join(folder, 'old'), { recursive: true });
  fs.mkdirSync(path.join(folder, 'build'));
  fs.symlinkSync(binary, path.join(folder, 'build/zhida'));
  fs.writeFileSync(path.join(folder, 'past.txt'), '隔壁工地半夜还在打桩,吵得睡不着\n小区门口垃圾没人收\n');
  fs.cpSync(path.join(folder, 'past.txt'), path.join(folder, 'texts'));
  fs.writeFileSync(path.join(folder, 'past.tsv'), 'id\ttext\n1\t隔壁工地半夜还在打桩\n2\t路上有个坑\n');
  fs.writeFileSync(path.join(folder, 'tickets.tsv'), 'text\tunit\tduty\n狗叫\t公安分局\t0616\n');
  fs.writeFileSync(path.join(folder, '职责清单.csv'),
    '编码,大类,事项名称,责任部门,处理时限,法律依据\n0101,市容环境,占道经营,城管局,5个工作日,市容条例\n'
    + '0102,市容环境,垃圾堆放,城管局,3个工作日,市容条例\n0201,噪声污染,施工噪声,生态环境局,5个工作日,噪声污染防治法\n');
  fs.writeFileSync(path.join(folder, 'list.csv'),
    '编码,大类,案由,承办,备注\n0101,市容环境,占道经营,城管局,无\n0102,市容环境,垃圾堆放,城管局,无\n');
  spawnSync(binary, ['export', 'rules/yunxi', '-o', '职责清单.xlsx'], { cwd: folder });
  return folder;
}

function shell(folder, line, seconds) {
  return spawnSync('bash', ['-c', `zhida() { "${binary}" "$@"; }; ${line} 2>&1`],
    { cwd: folder, encoding: 'utf8', input: '隔壁工地半夜还在打桩\n', timeout: seconds * 1000 });
}

// ---- files and pieces ----

const units = '单位 城管局 "城市管理局" {}\n单位 生态局 "生态环境局" {}\n';
const category = (body) => `${units}时段 夜间 22:00..6:00 "半夜"\n区域 新区 "新区" { 东街 西街 }\n`
  + `单位 东街办 "东街办" { 角色 街道 辖区 东街、西街 }\n`
  + `类别 噪声 "噪声" {\n    识别 "太吵"、"噪声"\n    要素 声源 "哪里来的？" {\n`
  + `        施工 "工地": "工地"、"打桩"\n        商铺 "商铺": "喇叭"\n        广场舞 "广场舞": "广场舞"\n    }\n`
  + `${body}\n    否则 交 城管局\n}\n`;
const known = '标签 tech_company "高新技术企业"\n标签 industry "行业" {\n    软件 "软件"\n    纺织 "纺织"\n}\n'
  + '数值 revenue "营业收入" 万元\n数值 rd_spend "研发费用" 万元\n数值 rd_ratio "研发强度" = rd_spend / revenue\n'
  + '日期 founded "成立日期"\n';
const policy = (body) => `${units}${known}政策 p1 "奖励" {\n    发布 城管局\n${body}\n}\n`;
const frames = {
  单位: (body) => `区域 新区 "新区" { 东街 西街 }\n单位 东街办 "东街办" {\n${body}\n}\n`,
  类别: category,
  事项: (body) => category(`    事项 "0101" "一个事项" {\n${body}\n    }`),
  政策: policy,
  测试: (body) => `${category('    事项 "0101" "施工噪声" {\n        当 声源 = 施工\n        交 城管局\n        例 "工地打桩太吵"\n    }')}测试 "一个测试" {\n${body}\n}\n`,
};

// Every line is a condition of a matter, or, where that is not so, of an enterprise.
function conditionsHold(folder, body) {
  const lines = body.split('\n').map((line) => line.replace(/#.*/, '').trim()).filter(Boolean);
  return lines.map((line) => {
    const asMatter = compiled(folder, frames.事项(`        当 ${line}\n        交 城管局\n        例 "工地打桩太吵"`), true);
    return asMatter && compiled(folder, policy(`    当 ${line}`), true) ? `${line}\n${asMatter}` : '';
  }).filter(Boolean).join('\n');
}

// What is wrong with the text, or nothing. Examples of a piece need not land.
function compiled(folder, text, examplesMayMiss) {
  const alone = fs.mkdtempSync(path.join(folder, 'alone-'));
  fs.writeFileSync(path.join(alone, 'page.zd'), text);
  const done = spawnSync(binary, ['check', '--json', alone], { encoding: 'utf8' });
  const said = JSON.parse(done.stdout).diagnostics.filter((one) => one.severity === 'error'
    && !(examplesMayMiss && /^E095/.test(one.code)));
  return said.map((one) => `${one.code} line ${one.at.line}: ${one.message.zh}`).join('\n');
}

function besideSample(folder, body) {
  const sample = path.join(folder, 'rules/yunxi');
  fs.writeFileSync(path.join(sample, 'of_the_page.zd'), body);
  const done = spawnSync(binary, ['test', '--file', 'of_the_page', sample], { encoding: 'utf8' });
  fs.rmSync(path.join(sample, 'of_the_page.zd'));
  return done.status === 0 && !/^0 /.test(done.stdout) ? '' : done.stdout + done.stderr;
}

function zdIsRight(page, folder, name, body, commandsFollow) {
  if (!name) return compiled(folder, body);
  if (name === 'yunxi') return besideSample(folder, body);
  if (name === '条件') return conditionsHold(folder, body);
  if (frames[name]) return compiled(folder, frames[name](body), true);
  const file = path.join(folder, 'xinqu', name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, body);
  if (page !== 'dsl/TUTORIAL.md' && spawnSync(binary, ['fmt', '--check', file]).status !== 0) return 'is not in the one style';
  if (commandsFollow) return '';
  const done = spawnSync(binary, ['check', path.join(folder, 'xinqu')], { encoding: 'utf8' });
  return done.status === 0 ? '' : done.stdout + done.stderr;
}

// A row of a table of mistakes: | `what was written` | what is meant | [CODE](...) |. Written as a
// condition or as a value of a fact, it must get that code.
function mistakesAreNamed(page, folder, text) {
  for (const [whole, written, code] of text.matchAll(/^\| `([^`|]+)` \|[^|]*\| \[([EW]\d{4})\]/gm)) {
    const line = text.slice(0, text.indexOf(whole)).split('\n').length;
    const condition = written.replace(/^当 /, '').replace(/柳岸街道/g, '东街').replace('甲', '声源 = 施工')
      .replace('乙', '声源 = 商铺').replace('丙', '类型 = 投诉');
    const said = compiled(folder, frames.事项(`        当 ${condition}\n        交 城管局\n        例 "工地打桩太吵"`), true)
      + compiled(folder, `要素 来源 "哪里？" {\n    ${written}\n    商铺 "商铺": "店"\n}\n`, true);
    count(said.includes(code), page, line, `does not get ${code}: ${written}\n${said}`);
  }
}

// Links to files of the project lead somewhere.
function linksLead(page, text) {
  for (const [, target] of text.matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g)) {
    count(fs.existsSync(path.join(root, path.dirname(page), target)), page, 1, `has a link that leads nowhere: ${target}`);
  }
}

// ---- what is shown ----

// What differs from run to run: versions and milliseconds.
const steady = (line) => line.replace(/[0-9a-f]{16}/g, '0123456789abcdef').replace(/\d+ 毫秒/g, '1 毫秒').trimEnd();
const lines = (block) => block.replace(/\n+$/, '').split('\n').map(steady);

// Does what came have the shown lines, in order, with nothing between them but where … stands?
function matches(shown, came) {
  let at = 0;
  let anything = false;
  for (const line of shown) {
    if (line.trim() === '…') {
      anything = true;
      continue;
    }
    const found = anything ? came.indexOf(line, at) : came[at] === line ? at : -1;
    if (found < 0) return false;
    at = found + 1;
    anything = false;
  }
  return anything || at === came.length;
}

// ---- a page ----

function fencesOf(text) {
  const fences = [];
  for (const match of text.matchAll(/^( *)```([^\n`]*)\n([\s\S]*?)^\1```/gm)) {
    const [kind, ...rest] = match[2].trim().split(' ');
    fences.push({ kind, name: rest.join(' '), body: match[3], whole: match[0],
      line: text.slice(0, match.index).split('\n').length });
  }
  return fences;
}

// A command of more than one line goes on behind a backslash or while quotes are open.
const commandsOf = (body) => body.trim().split('\n').filter((line) => line.trim() && !line.startsWith('#'));

// These end with 1 where they find something, which depends on the day and on the sample.
const mayFind = /zhida (analyse|diff|import)|--(strict|coverage-min|at|check|diff) /;

function runCommands(page, folder, fence, shown) {
  let came = '';
  for (const line of commandsOf(fence.body)) {
    const wantedCode = Number((line.match(/# .*exit (\d)/) || [0, 0])[1]);
    const done = shell(folder, line.replace(/ {2,}# .*/, ''), fence.name === 'watch' ? 3 : 60);
    came += done.stdout;
    if (fence.name === 'watch') count(done.error && done.error.code === 'ETIMEDOUT', page, fence.line, `ended: ${line}\n${done.stdout}`);
    else if (!shown) count(done.status === wantedCode || (done.status === 1 && mayFind.test(line)), page, fence.line, `exit ${done.status}: ${line}\n${done.stdout.slice(-1500)}`);
  }
  return came;
}

function doPage(page) {
  const file = path.join(root, page);
  const folder = makeFolder();
  let text = fs.readFileSync(file, 'utf8');
  const fences = fencesOf(text);
  let came = null;
  fences.forEach((fence, i) => {
    const next = fences[i + 1] || {};
    if (fence.kind === 'zd') {
      const fault = zdIsRight(page, folder, fence.name, fence.body, next.kind === 'sh' || next.kind === 'zd');
      count(!fault, page, fence.line, `does not compile:\n${fence.body}\n${fault}`);
    } else if (fence.kind === 'sh' && (!fence.name || fence.name === 'watch')) {
      came = runCommands(page, folder, fence, next.kind === 'text');
    } else if (fence.kind === 'text' && came !== null) {
      const right = matches(lines(fence.body), lines(came));
      count(right, page, fence.line, `shows:\n${fence.body}\nwhat came:\n${came}`);
      if (write && !right) text = text.replace(fence.whole, () => `\`\`\`text\n${lines(came).join('\n')}\n\`\`\``);
      came = null;
    } else if (!fence.kind && /^(build\/)?zhida /.test(fence.body)) {
      console.log(`${page}:${fence.line} has commands that are not marked sh and were not run`);
    }
    if (fence.kind !== 'sh') came = null;
  });
  mistakesAreNamed(page, folder, text);
  linksLead(page, text);
  if (write) fs.writeFileSync(file, text);
  fs.rmSync(folder, { recursive: true, force: true });
}

// The README's table of rooms has every room of the Makefile, and TOOLS.md every author command.
function nothingIsLeftOut() {
  const read = (name) => fs.readFileSync(path.join(root, name), 'utf8');
  const readme = read('README.md');
  const lists = read('Makefile').match(/^DSL := ([\s\S]*?)^ROOMS := \$\(DSL\) ([\s\S]*?)^$/m);
  for (const room of `${lists[1]} ${lists[2]}`.match(/[a-z]+\/[a-z]+/g)) {
    count(readme.includes(`| \`${room}\` |`), 'README.md', 1, `does not name the room ${room}`);
  }
  const tools = read('dsl/TOOLS.md');
  for (const [, name] of read('gateway/main.c').matchAll(/^ {4}\{"(\w+)", tool_/gm)) {
    count(new RegExp(`^## zhida ${name}\\b`, 'm').test(tools), 'dsl/TOOLS.md', 1, `has no section for zhida ${name}`);
  }
}

pages.forEach(doPage);
for (const name of fs.readdirSync(path.join(root, 'dsl/reference'))) {
  linksLead(`dsl/reference/${name}`, fs.readFileSync(path.join(root, 'dsl/reference', name), 'utf8').replace(/```[\s\S]*?```/g, ''));
}
nothingIsLeftOut();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);
