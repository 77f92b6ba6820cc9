// `zhida lsp` with the protocol library that editors are built on as its client: every feature on a
// small folder of rules, places under Chinese and emoji, renames that are written and compiled
// afterwards, broken files, and what the protocol demands of sessions, framing and cancellation.
//
//   node tests/peers/lsp.js BINARY
'use strict';
const { spawn, spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { pathToFileURL } = require('url');
const lsp = require('vscode-languageserver-protocol/node');

const BINARY = path.resolve(process.argv[2] || 'build/zhida');
const LIMIT = 120000;
let passed = 0;
let failed = 0;
function ok(what, value, detail = '') {
  if (value) passed += 1; else failed += 1;
  console.log(`${value ? 'ok  ' : 'FAIL'} ${what}${value ? '' : ` ${typeof detail === 'string' ? detail : JSON.stringify(detail)}`}`);
}
const same = (what, got, wanted) => ok(what, JSON.stringify(got) === JSON.stringify(wanted),
  `\n  got    ${JSON.stringify(got)}\n  wanted ${JSON.stringify(wanted)}`);
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

// ---- a small folder of rules ----

const FILES = {
  'district.zd': `# 😀 head
区域 松园 "松园" { 松影苑 "松影苑": "松影" }
单位 环境局 "环境局" { 辖区 松园 }
单位 城管局 "城管局" {
    角色 街道
    辖区 松园
}
词表 吵闹 "吵闹" { "太吵"、"吵死了" }
时段 夜间 22:00..06:00 "半夜"
听语 particle { "呀"、"哈" }
`,
  'noise.zd': `类别 噪声 "噪声" {
    识别 @吵闹、"噪音"
    要素 声源 "哪里来？" {
        施工 "工地": "工地"、"打桩"
        商铺 "商铺": "喇叭"
    }
    事项 "0601" "施工噪声😀" { 当 声源 = 施工
        交 环境局
        例 "早上九点工地打桩太吵"
    }
    事项 "0602" "夜间施工" {
        当 声源 = 施工 且 时刻 在 夜间
        优先于 "0601"
        交 城管局   协办 街道
        急
        期限 4 小时
        例 "😀工地半夜打桩" 设 区域 = 松影苑
    }
    否则 交 环境局
}
`,
  'tests.zd': `测试 "半夜" {
    市民 "工地半夜打桩"
    设 区域 = 松影苑
    应得 事项 "0602" 单位 城管局 因为 声源
}
测试 "不通过" {
    市民 "工地白天打桩"
    设 时刻 = 10:00
    应得 事项 "0602"
}
`,
  'past.txt': '工地打桩\n工地打桩,早上九点\n工地半夜打桩\n喇叭\n',
};

function folder(files = FILES) {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), 'zhida-lsp-'));
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(made, name), text);
  return made;
}
const check = (dir) => spawnSync(BINARY, ['check', dir, '--format', 'line'], { encoding: 'utf8' });

// ---- a client ----

class Client {
  constructor(dir, options = {}) {
    this.dir = dir;
    this.options = options;
    this.seen = new Map();
    this.messages = [];
    this.asked = [];
    this.waiting = [];
    this.process = spawn(BINARY, ['lsp'], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.over = new Promise((done) => this.process.on('exit', (code, signal) => done(signal || code)));
    this.connection = lsp.createProtocolConnection(
      new lsp.StreamMessageReader(this.process.stdout), new lsp.StreamMessageWriter(this.process.stdin));
    this.connection.onNotification(lsp.PublishDiagnosticsNotification.type, (params) => {
      this.seen.set(params.uri, params);
      this.waiting = this.waiting.filter((look) => !look(params));
    });
    this.connection.onNotification(lsp.ShowMessageNotification.type, (m) => this.messages.push(m));
    this.connection.onRequest(lsp.RegistrationRequest.type, (params) => { this.asked.push(params); });
    this.connection.onRequest(lsp.InlayHintRefreshRequest.type, () => { this.asked.push('hints'); });
    this.connection.listen();
  }
  async start() {
    this.session = await this.ask(lsp.InitializeRequest.type, {
      processId: null, rootUri: this.options.noRoot ? null : this.uri(''), locale: this.options.locale,
      initializationOptions: this.options.init,
      capabilities: {
        general: this.options.encodings && { positionEncodings: this.options.encodings },
        textDocument: { documentSymbol: { hierarchicalDocumentSymbolSupport: true } },
        workspace: { didChangeWatchedFiles: { dynamicRegistration: true }, inlayHint: { refreshSupport: true } },
      },
    });
    await this.tell(lsp.InitializedNotification.type, {});
    return this;
  }
  uri(name) { return pathToFileURL(path.join(this.dir, name)).href; }
  ask(type, params, token) {
    return Promise.race([this.connection.sendRequest(type, params, token),
      sleep(LIMIT).then(() => { throw new Error(`no answer to ${type.method}`); })]);
  }
  tell(type, params) { return this.connection.sendNotification(type, params); }
  until(look, what) {
    const found = [...this.seen.values()].find(look);
    if (found) return Promise.resolve(found);
    return Promise.race([new Promise((done) => this.waiting.push((p) => look(p) && (done(p), true))),
      sleep(LIMIT).then(() => { throw new Error(`waited for ${what}`); })]);
  }
  async open(name, text = fs.readFileSync(path.join(this.dir, name), 'utf8')) {
    this.text = this.text || {};
    this.text[name] = { version: 1, text };
    await this.tell(lsp.DidOpenTextDocumentNotification.type,
      { textDocument: { uri: this.uri(name), languageId: 'zhida', version: 1, text } });
    return this.shown(name);
  }
  shown(name) {
    const { version } = this.text[name];
    return this.until((p) => p.uri === this.uri(name) && p.version === version, `diagnostics of ${name}`);
  }
  async whole(name, text) {
    this.text[name] = { version: this.text[name].version + 1, text };
    await this.tell(lsp.DidChangeTextDocumentNotification.type,
      { textDocument: { uri: this.uri(name), version: this.text[name].version }, contentChanges: [{ text }] });
    return this.shown(name);
  }
  // Replaces the first place of `old`, as an editor does: by a range.
  async edit(name, old, by) {
    const at = this.text[name].text.indexOf(old);
    if (at < 0) throw new Error(`no ${old}`);
    const range = { start: this.place(name, at), end: this.place(name, at + old.length) };
    this.text[name].text = this.text[name].text.replace(old, () => by);
    this.text[name].version += 1;
    await this.tell(lsp.DidChangeTextDocumentNotification.type, {
      textDocument: { uri: this.uri(name), version: this.text[name].version },
      contentChanges: [{ range, text: by }],
    });
    return this.shown(name);
  }
  place(name, at) {
    const before = this.text[name].text.slice(0, at).split('\n');
    return { line: before.length - 1, character: before[before.length - 1].length };
  }
  // The place of a text, so many UTF-16 units into it.
  at(name, text, into = 0) {
    const found = this.text[name].text.indexOf(text);
    if (found < 0) throw new Error(`no ${text}`);
    return { textDocument: { uri: this.uri(name) }, position: this.place(name, found + into) };
  }
  slice(name, range) {
    const lines = this.text[name].text.split('\n');
    if (range.start.line !== range.end.line) return null;
    return lines[range.start.line].slice(range.start.character, range.end.character);
  }
  async stop() {
    await this.ask(lsp.ShutdownRequest.type);
    await this.tell(lsp.ExitNotification.type);
    return this.over;
  }
}

async function withClient(files, run, options) {
  const dir = folder(files);
  const client = await new Client(dir, options).start();
  try {
    await run(client);
    same('the server ends as the protocol says', await client.stop(), 0);
  } finally {
    client.process.kill();
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

// ---- the parts ----

const errors = (params) => params.diagnostics.filter((d) => d.severity === 1);

async function diagnostics(c) {
  same('a sound file has no errors', errors(await c.open('noise.zd')), []);
  let shown = await c.edit('noise.zd', '交 城管局', '交 城管居');
  same('an error while typing', errors(shown).map((d) => [d.code, c.slice('noise.zd', d.range)]), [['E0306', '城管居']]);
  ok('it says what and what to do', /城管居/.test(errors(shown)[0].message) && /城管局/.test(errors(shown)[0].message));
  shown = await c.edit('noise.zd', '交 城管居', '交 城管局');
  same('and none after the change is taken back', errors(shown), []);
  shown = await c.edit('noise.zd', '"😀工地半夜打桩" 设 区域 = 松影苑', '"😀工地半夜打桩" 设 区域 = 松影院');
  same('places behind an emoji', errors(shown).map((d) => c.slice('noise.zd', d.range)), ['松影院']);
  await c.edit('noise.zd', '松影院', '松影苑');
  shown = await c.edit('noise.zd', '例 "早上九点工地打桩太吵"', '例 "早上九点喇叭太吵"');
  const moved = await c.until((p) => p.uri === c.uri('noise.zd') && errors(p).length, 'the example');
  same('an example that lands elsewhere', errors(moved).map((d) => c.slice('noise.zd', d.range)), ['例 "早上九点喇叭太吵"']);
  await c.edit('noise.zd', '例 "早上九点喇叭太吵"', '例 "早上九点工地打桩太吵"');
  same('a whole text as a change', errors(await c.whole('noise.zd', FILES['noise.zd'].replace('环境局', '环镜局'))).length, 1);
  await c.edit('noise.zd', '环镜局', '环境局');
}

async function files(c) {
  await c.open('noise.zd');
  const units = path.join(c.dir, 'district.zd');
  fs.writeFileSync(units, FILES['district.zd'].replaceAll('环境局', '生态局'));
  const changed = (name, type) => c.tell(lsp.DidChangeWatchedFilesNotification.type, { changes: [{ uri: c.uri(name), type }] });
  await changed('district.zd', 2);
  const other = await c.until((p) => p.uri === c.uri('noise.zd') && errors(p).length === 2, 'a change on the disk');
  same('a change on the disk is seen', errors(other).map((d) => d.code), ['E0306', 'E0306']);
  await c.open('district.zd', FILES['district.zd']);
  same('an open text stands over the file', errors(await c.until((p) => p.uri === c.uri('noise.zd') && !errors(p).length, 'the text')), []);
  await c.tell(lsp.DidCloseTextDocumentNotification.type, { textDocument: { uri: c.uri('district.zd') } });
  await c.until((p) => p.uri === c.uri('noise.zd') && errors(p).length === 2, 'the file again');
  fs.writeFileSync(units, FILES['district.zd']);
  fs.writeFileSync(path.join(c.dir, 'more.zd'), '单位 环境局 "又一个" { }\n');
  await changed('more.zd', 1);
  const twice = await c.until((p) => p.uri === c.uri('more.zd') && errors(p).length, 'a new file');
  same('a new file is read', errors(twice).map((d) => d.code), ['E0301']);
  ok('with the other place', twice.diagnostics[0].relatedInformation[0].location.uri === c.uri('district.zd'));
  fs.rmSync(path.join(c.dir, 'more.zd'));
  await changed('more.zd', 3);
  same('and its messages go with it', (await c.until((p) => p.uri === c.uri('more.zd') && !p.diagnostics.length, 'its end')).diagnostics, []);
  ok('the client was asked to watch', c.asked.some((a) => a.registrations));
}

async function names(c) {
  await c.open('noise.zd');
  await c.open('district.zd');
  const hover = async (text, into = 0) => (await c.ask(lsp.HoverRequest.type, c.at('noise.zd', text, into)));
  const unit = await hover('城管局', 1);
  ok('hover: a unit', /单位 城管局/.test(unit.contents.value) && /用到 2 处：交 1、测试 1/.test(unit.contents.value), unit.contents.value);
  same('hover: its range', c.slice('noise.zd', unit.range), '城管局');
  ok('hover: a fact', /要素 声源/.test((await hover('当 声源', 3)).contents.value));
  ok('hover: a value', /值 施工.*属于要素 声源/s.test((await hover('= 施工', 2)).contents.value));
  ok('hover: a word list', /词表 吵闹/.test((await hover('@吵闹', 1)).contents.value));
  const cue = await c.ask(lsp.HoverRequest.type, c.at('district.zd', '听语 particle', 4));
  ok('hover: a cue', /听语 particle.*在句末才算/s.test(cue.contents.value), cue.contents.value);
  ok('hover: an area behind an emoji', /区域 松影苑/.test((await hover('松影苑', 1)).contents.value));
  ok('hover: nothing on a keyword', (await hover('识别')) === null);
  const seen = async () => (await hover('优先于 "0601"', 6)).contents.value;
  for (const end = Date.now() + LIMIT; Date.now() < end && !/过去的/.test(await seen());) await sleep(100);
  ok('hover: past texts', /过去的 4 条诉求里有 1 条归它/.test(await seen()), await seen());
  const target = async (text, into) => {
    const found = await c.ask(lsp.DefinitionRequest.type, c.at('noise.zd', text, into));
    return found && [path.basename(found.uri), c.slice(path.basename(found.uri), found.range)];
  };
  same('definition of a unit', await target('城管局', 0), ['district.zd', '城管局']);
  same('definition of a role', await target('街道', 1), ['district.zd', '街道']);
  same('definition of a code', await target('优先于 "0601"', 6), ['noise.zd', '0601']);
  same('definition of a period', await target('在 夜间', 2), ['district.zd', '夜间']);
  same('definition of an area, behind an emoji', await target('松影苑', 3), ['district.zd', '松影苑']);
  const uses = await c.ask(lsp.ReferencesRequest.type, { ...c.at('noise.zd', '要素 声源', 3), context: { includeDeclaration: true } });
  same('references across files', uses.map((u) => path.basename(u.uri)).sort(), ['noise.zd', 'noise.zd', 'noise.zd', 'tests.zd']);
  const marks = await c.ask(lsp.DocumentHighlightRequest.type, c.at('noise.zd', '要素 声源', 3));
  same('highlights', marks.map((m) => m.kind), [3, 2, 2]);
}

function apply(dir, edit) {
  for (const [uri, edits] of Object.entries(edit.changes)) {
    const file = path.join(dir, path.basename(decodeURIComponent(uri)));
    const lines = fs.readFileSync(file, 'utf8').split('\n');
    for (const e of [...edits].sort((a, b) => b.range.start.line - a.range.start.line || b.range.start.character - a.range.start.character)) {
      const line = lines[e.range.start.line];
      lines[e.range.start.line] = line.slice(0, e.range.start.character) + e.newText + line.slice(e.range.end.character);
    }
    fs.writeFileSync(file, lines.join('\n'));
  }
}

async function renames(c) {
  await c.open('noise.zd');
  const rename = (text, into, newName) => c.ask(lsp.RenameRequest.type, { ...c.at('noise.zd', text, into), newName });
  const can = await c.ask(lsp.PrepareRenameRequest.type, c.at('noise.zd', '城管局', 1));
  same('rename: what', [can.placeholder, c.slice('noise.zd', can.range)], ['城管局', '城管局']);
  const refused = async (what, ...args) => ok(`rename refuses ${what}`, /./.test((await rename(...args).then(() => null, (e) => e.message)) || ''));
  await refused('a taken name', '城管局', 1, '环境局');
  await refused('a role of that name', '城管局', 1, '街道');
  await refused('a reserved word', '城管局', 1, '优先于');
  await refused('a blank', '城管局', 1, '城 管');
  await refused('nothing', '城管局', 1, '');
  await c.open('district.zd');
  const fixed = c.ask(lsp.RenameRequest.type, { ...c.at('district.zd', '听语 particle', 4), newName: 'tail' });
  ok('rename refuses the name of a cue', /./.test((await fixed.then(() => null, (e) => e.message)) || ''));
  await refused('a taken code', '"0602"', 2, '0601');
  await refused('a quotation mark in a code', '"0602"', 2, '06"02');
  ok('a value may be called as another fact has it', await rename('= 施工', 2, '工地'));
  for (const [text, into, newName] of [['城管局', 1, '执法局'], ['声源', 0, '来源'], ['"0601"', 2, '06-A'], ['@吵闹', 1, '吵'], ['松影苑', 1, 'songying']]) {
    apply(c.dir, await rename(text, into, newName));
    await c.whole('noise.zd', fs.readFileSync(path.join(c.dir, 'noise.zd'), 'utf8'));
    await c.tell(lsp.DidChangeWatchedFilesNotification.type, { changes: Object.keys(FILES).map((name) => ({ uri: c.uri(name), type: 2 })) });
    const said = check(c.dir);
    ok(`after renaming to ${newName} the folder compiles`, said.status === 0, said.stdout);
  }
  ok('and the new names are there', /执法局.*来源/s.test(FILES['noise.zd'] && fs.readFileSync(path.join(c.dir, 'tests.zd'), 'utf8')));
}

async function completion(c) {
  await c.open('noise.zd');
  const offered = async (before, by) => {
    const at = c.text['noise.zd'].text.indexOf(before);
    await c.edit('noise.zd', before, by);
    const position = c.place('noise.zd', at + by.length);
    const list = await c.ask(lsp.CompletionRequest.type, { textDocument: { uri: c.uri('noise.zd') }, position });
    await c.whole('noise.zd', FILES['noise.zd']);
    return list.items.map((item) => item.label);
  };
  const has = async (what, before, by, wanted, without = []) => {
    const labels = await offered(before, by);
    ok(`completion: ${what}`, wanted.every((w) => labels.includes(w)) && !without.some((w) => labels.includes(w)), labels);
  };
  await has('units and roles behind 交', '交 城管局', '交 ', ['城管局', '环境局', '街道'], ['声源', '松园']);
  await has('while a name is typed', '交 城管局', '交 城', ['城管局']);
  await has('clauses of a duty', '急\n', '\n        ', ['当', '期限', '优先于', '例'], ['否则', '辖区', '市民']);
  await has('in English where English is typed', '急\n', 'ur', ['urgent', 'within'], ['急']);
  await has('facts in a condition', '当 声源 = 施工\n', '当 ', ['声源', '时刻', '区域', '非'], ['城管局']);
  await has('values behind =', '当 声源 = 施工\n', '当 声源 = ', ['施工', '商铺'], ['声源', '松园']);
  await has('periods behind 在', '在 夜间', '在 ', ['夜间'], ['松园']);
  await has('且 behind a comparison', '当 声源 = 施工\n', '当 声源 = 施工 ', ['且', '或']);
  await has('codes', '优先于 "0601"', '优先于 "', ['0601', '0602'], ['城管局']);
  await has('phrases that are missing', '类别 噪声', '用语 ', ['welcome', 'filed'], ['城管局']);
  await has('cues that are missing', '类别 噪声', '听语 a', ['asks', 'reproach'], ['particle', 'welcome', '城管局']);
  await has('word lists', '@吵闹', '@', ['吵闹'], ['城管局']);
  await has('measures', '4 小时', '4 ', ['工作日', '小时']);
  await has('areas in a setting', '区域 = 松影苑', '区域 = ', ['松影苑', '松园'], ['声源']);
  await has('nothing in a text', '例 "早上九点工地打桩太吵"', '例 "工地', [], ['城管局', '当']);
  await has('blocks of a file', '类别 噪声', '\n单', ['单位', '类别', '测试'], ['当', '事项']);
}

// What semantic tokens say, as [text, type].
function tokensOf(c, name, data) {
  const { legend } = c.session.capabilities.semanticTokensProvider;
  const lines = c.text[name].text.split('\n');
  const out = [];
  for (let i = 0, line = 0, at = 0; i < data.length; i += 5) {
    line += data[i];
    at = data[i] ? data[i + 1] : at + data[i + 1];
    out.push([lines[line].slice(at, at + data[i + 2]), legend.tokenTypes[data[i + 3]], data[i + 4]]);
  }
  return out;
}

async function structure(c) {
  await c.open('noise.zd');
  await c.open('tests.zd');
  const textDocument = { uri: c.uri('noise.zd') };
  const [category] = await c.ask(lsp.DocumentSymbolRequest.type, { textDocument });
  same('document symbols, nested', [category.name, category.children.map((s) => s.name)], ['噪声', ['声源', '0601 施工噪声😀', '0602 夜间施工']]);
  same('and their places', category.children.map((s) => c.slice('noise.zd', s.selectionRange)), ['声源', '0601', '0602']);
  const found = await c.ask(lsp.WorkspaceSymbolRequest.type, { query: '夜间' });
  same('workspace symbols', found.map((s) => s.name).sort(), ['0602 夜间施工', '夜间']);
  const folds = await c.ask(lsp.FoldingRangeRequest.type, { textDocument });
  ok('folding', folds.some((f) => f.startLine === 0 && f.endLine === 18) && folds.some((f) => f.startLine === 10 && f.endLine === 16), folds);
  const tokens = tokensOf(c, 'noise.zd', (await c.ask(lsp.SemanticTokensRequest.type, { textDocument })).data);
  const is = (text, type, modifiers = 0) => ok(`colour of ${text}`, tokens.some((t) => t[0] === text && t[1] === type && t[2] === modifiers), tokens.filter((t) => t[0] === text));
  is('类别', 'keyword');
  is('城管局', 'class');
  is('街道', 'interface');
  is('声源', 'property', 1);
  is('施工', 'enumMember');
  is('"施工噪声😀"', 'string');
  is('当', 'keyword');
  is('且', 'operator');
  is('松影苑', 'namespace');
  const range = { start: { line: 6, character: 0 }, end: { line: 7, character: 0 } };
  const some = tokensOf(c, 'noise.zd', (await c.ask(lsp.SemanticTokensRangeRequest.type, { textDocument, range })).data);
  same('colours of a range', some.map((t) => t[0]), ['事项', '"0601"', '"施工噪声😀"', '当', '声源', '施工']);
  for (const end = Date.now() + LIMIT; Date.now() < end && !c.asked.includes('hints');) await sleep(50);
  const all = { start: { line: 0, character: 0 }, end: { line: 30, character: 0 } };
  const hints = await c.ask(lsp.InlayHintRequest.type, { textDocument, range: all });
  same('hints: who gets an example', hints.map((h) => [h.label, h.position]), [
    ['→ 环境局', c.place('noise.zd', c.text['noise.zd'].text.indexOf('太吵"') + 3)],
    ['→ 城管局 急', c.place('noise.zd', c.text['noise.zd'].text.indexOf(' 设 区域'))]]);
}

async function doing(c) {
  await c.open('tests.zd');
  const lenses = await c.ask(lsp.CodeLensRequest.type, { textDocument: { uri: c.uri('tests.zd') } });
  same('a lens for each test', lenses.map((l) => c.slice('tests.zd', l.range)), ['"半夜"', '"不通过"']);
  const run = (lens) => c.ask(lsp.ExecuteCommandRequest.type, { command: lens.command.command, arguments: lens.command.arguments });
  const good = await run(lenses[0]);
  same('a test that passes', [good.passed, good.failed], [1, 0]);
  const bad = await run(lenses[1]);
  same('a test that fails', [bad.passed, bad.failed, bad.failures.length], [0, 1, 1]);
  const shown = await c.until((p) => p.uri === c.uri('tests.zd') && errors(p).length, 'the failure');
  same('stands at its line', errors(shown).map((d) => c.slice('tests.zd', d.range)), ['事项 "0602"']);
  same('and is told', c.messages.map((m) => m.type), [3, 1]);
  await c.open('noise.zd');
  let wrong = await c.edit('noise.zd', '交 城管局', '交 城管居');
  const context = { diagnostics: [], triggerKind: 1 };
  const actions = async () => c.ask(lsp.CodeActionRequest.type, { textDocument: { uri: c.uri('noise.zd') }, range: errors(wrong)[0].range, context });
  let offered = await actions();
  const fix = offered.find((a) => a.kind === 'quickfix');
  ok('a fix-it is offered', fix && fix.title === '改为“城管局”' && fix.edit.changes[c.uri('noise.zd')][0].newText === '城管局', offered);
  ok('and all at once', offered.some((a) => a.kind === 'source.fixAll'));
  await c.edit('noise.zd', '交 城管居', '交 城管局');
  wrong = await c.edit('noise.zd', '"噪音"', '"噪音"、"噪音"');
  const lint = await c.until((p) => p.uri === c.uri('noise.zd') && p.diagnostics.some((d) => /\[duplicate_word\]/.test(d.message)), 'a lint');
  const place = lint.diagnostics.find((d) => /\[duplicate_word\]/.test(d.message)).range;
  offered = await c.ask(lsp.CodeActionRequest.type, { textDocument: { uri: c.uri('noise.zd') }, range: place, context });
  const allow = offered.find((a) => /容许 duplicate_word/.test(a.title));
  same('a lint can be allowed with a reason', allow && allow.edit.changes[c.uri('noise.zd')].map((e) => [e.newText, e.range.start]), [['    # 容许 duplicate_word：请写明理由\n', { line: 1, character: 0 }]]);
  await c.edit('noise.zd', '"噪音"、"噪音"', '"噪音"');
  await c.edit('noise.zd', '        交 城管局   协办 街道\n', '  交  城管局\n协办 街道\n');
  const edits = await c.ask(lsp.DocumentFormattingRequest.type, { textDocument: { uri: c.uri('noise.zd') }, options: { tabSize: 4, insertSpaces: true } });
  const lines = c.text['noise.zd'].text.split('\n');
  lines.splice(edits[0].range.start.line, edits[0].range.end.line - edits[0].range.start.line, ...edits[0].newText.split('\n').slice(0, -1));
  const direct = spawnSync(BINARY, ['fmt', '-'], { input: c.text['noise.zd'].text, encoding: 'utf8' }).stdout;
  same('formatting gives what fmt writes', lines.join('\n'), direct);
}

async function broken(c) {
  for (const [what, text] of [['half a block', '类别 噪声 "噪'], ['nothing', ''], ['Windows line ends', FILES['noise.zd'].replaceAll('\n', '\r\n')],
    ['old Mac line ends', FILES['noise.zd'].replaceAll('\n', '\r')], ['a byte order mark', `\ufeff${FILES['noise.zd']}`],
    ['braces alone', '}}}{{{{'], ['a lone surrogate', '类别 \ud83d'], ['a NUL', '类别 \0 "x" {\n}'],
    ['a thousand openings', '类别 a "a" {\n'.repeat(1000)]]) {
    c.text = {};
    await c.open('noise.zd', text);
    const { textDocument } = c.at('noise.zd', '');
    const all = { start: { line: 0, character: 0 }, end: { line: 99999, character: 99999 } };
    const asks = [[lsp.HoverRequest, { position: { line: 7, character: 9999 } }], [lsp.DocumentSymbolRequest, {}], [lsp.FoldingRangeRequest, {}],
      [lsp.SemanticTokensRequest, {}], [lsp.CompletionRequest, { position: { line: 0, character: 5 } }], [lsp.InlayHintRequest, { range: all }],
      [lsp.CodeActionRequest, { range: all, context: { diagnostics: [] } }], [lsp.CodeLensRequest, {}], [lsp.DocumentFormattingRequest, { options: {} }]];
    for (const [request, more] of asks) await c.ask(request.type, { textDocument, ...more });
    ok(`${what}: every request is answered`, true);
    if (what.includes('ends') || what.includes('mark')) {
      const found = await c.ask(lsp.DefinitionRequest.type, { textDocument, position: { line: 12, character: 13 } });
      same(`${what}: places are right`, found && found.range.start, { line: 6, character: 8 });
      if (what.includes('mark')) same('and the mark counts on its line', (await c.ask(lsp.DocumentSymbolRequest.type, { textDocument }))[0].selectionRange.start, { line: 0, character: 4 });
    }
    await c.tell(lsp.DidCloseTextDocumentNotification.type, { textDocument });
    c.seen.delete(c.uri('noise.zd'));
  }
}

async function session(c) {
  const error = (promise) => promise.then(() => null, (e) => e.code);
  same('an unknown request', await error(c.connection.sendRequest('textDocument/unknown', {})), -32601);
  await c.connection.sendNotification('$/unknown', {});
  same('a second initialize', await error(c.ask(lsp.InitializeRequest.type, { capabilities: {} })), -32600);
  same('an unknown command', await error(c.ask(lsp.ExecuteCommandRequest.type, { command: 'x', arguments: [] })), -32602);
  same('utf-16 unless asked otherwise', c.session.capabilities.positionEncoding, 'utf-16');
  await c.open('noise.zd');
  const cancel = new lsp.CancellationTokenSource();
  const slow = c.connection.sendRequest(lsp.WorkspaceSymbolRequest.type, { query: '' }, cancel.token);
  cancel.cancel();
  ok('a cancelled request is answered', [null, -32800].includes(await error(slow)));
  same('after shutdown requests are refused', await (async () => {
    await c.ask(lsp.ShutdownRequest.type);
    return error(c.ask(lsp.HoverRequest.type, c.at('noise.zd', '噪声')));
  })(), -32600);
  await c.tell(lsp.ExitNotification.type);
  same('and exit ends with 0', await c.over, 0);
}

// ---- bytes by hand ----

function frame(message) {
  const body = Buffer.from(typeof message === 'string' ? message : JSON.stringify(message));
  return Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]);
}

// Feeds pieces, one after the other, and returns the answers and how it ended.
async function bytes(pieces) {
  const server = spawn(BINARY, ['lsp'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const over = new Promise((done) => server.on('exit', (code, signal) => done(signal || code)));
  const out = [];
  server.stdout.on('data', (d) => out.push(d));
  server.stdin.on('error', () => {});
  for (const piece of pieces) {
    server.stdin.write(piece);
    if (pieces.length < 50) await sleep(2);
  }
  server.stdin.end();
  const code = await over;
  const answers = [];
  let rest = Buffer.concat(out);
  while (rest.length) {
    const end = rest.indexOf('\r\n\r\n');
    const length = Number(/Content-Length: (\d+)/.exec(rest.slice(0, end))[1]);
    answers.push(JSON.parse(rest.slice(end + 4, end + 4 + length)));
    rest = rest.slice(end + 4 + length);
  }
  return { code, answers };
}

async function framing() {
  const begin = frame({ jsonrpc: '2.0', id: 1, method: 'initialize', params: { capabilities: {} } });
  const end = [frame({ jsonrpc: '2.0', id: 9, method: 'shutdown' }), frame({ jsonrpc: '2.0', method: 'exit' })];
  const codes = (got) => got.answers.map((a) => (a.error ? a.error.code : a.id));
  let got = await bytes([...Buffer.concat([begin, ...end])].map((b) => Buffer.from([b])));
  same('one byte at a time', [got.code, codes(got)], [0, [1, 9]]);
  got = await bytes([begin, Buffer.from('Content-Length: nonsense\r\n\r\n'), ...end]);
  same('a length that is none', [got.code, codes(got)], [0, [1, -32700, 9]]);
  got = await bytes([begin, Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n'), ...end]);
  same('another protocol', [got.code, codes(got)], [0, [1, -32700, 9]]);
  got = await bytes([begin, Buffer.from('Content-Length: 99999999999\r\n\r\n')]);
  same('a length past all sense', [got.code, codes(got)], [1, [1, -32700]]);
  got = await bytes([begin, frame('{"jsonrpc"'), frame('[]'), frame('{"id":5}'), frame(Buffer.from([0x22, 0xff, 0x22]).toString('latin1')), ...end]);
  same('what is no message', [got.code, codes(got)], [0, [1, -32700, -32600, -32600, -32700, 9]]);
  got = await bytes([begin, Buffer.concat([Buffer.from('Content-Length: 3\r\n\r\n'), Buffer.from([0x22, 0xff, 0x22])]), ...end]);
  same('a body that is no UTF-8', [got.code, codes(got)], [0, [1, -32700, 9]]);
  got = await bytes([frame({ jsonrpc: '2.0', id: 1, method: 'textDocument/hover', params: {} }), frame({ jsonrpc: '2.0', method: 'exit' })]);
  same('a request before initialize, exit without shutdown', [got.code, codes(got)], [1, [-32002]]);
  got = await bytes([Buffer.concat([begin, frame({ jsonrpc: '2.0', id: 'a', method: 'workspace/symbol', params: { query: '' } }), frame({ jsonrpc: '2.0', method: '$/cancelRequest', params: { id: 'a' } }), ...end])]);
  same('a request that is cancelled while it waits', [got.code, codes(got)], [0, [1, -32800, 9]]);
}

async function utf8(c) {
  same('utf-8 is taken where it is offered', c.session.capabilities.positionEncoding, 'utf-8');
  await c.open('noise.zd');
  const line = c.text['noise.zd'].text.split('\n')[16];
  const character = Buffer.byteLength(line.slice(0, line.indexOf('松影苑'))) + 3;
  const found = await c.ask(lsp.DefinitionRequest.type, { textDocument: { uri: c.uri('noise.zd') }, position: { line: 16, character } });
  const first = FILES['district.zd'].split('\n')[1];
  same('places count bytes', found && found.range.start.character, Buffer.byteLength(first.slice(0, first.indexOf('松影苑'))));
  await c.edit('noise.zd', '类别 噪声', '类别 噪声').catch(() => {});
}

async function english(c) {
  await c.open('noise.zd');
  const shown = await c.edit('noise.zd', '交 城管局', '交 城管居');
  ok('messages in English', /there is no|no unit|does not exist|not/.test(errors(shown)[0].message), errors(shown)[0].message);
}

async function alone(c) {
  const text = '单位 甲 "甲" { }\n单位 甲 "乙" { }\n';
  fs.rmSync(path.join(c.dir, 'district.zd'));
  const shown = await c.open('noise.zd', text);
  same('a file outside every folder stands for itself', errors(shown).map((d) => d.code), ['E0301']);
}

async function main() {
  const parts = [[diagnostics], [files], [names], [renames], [completion], [structure], [doing], [broken], [utf8, { encodings: ['utf-8', 'utf-16'] }],
    [english, { locale: 'en-GB' }], [alone, { noRoot: true }]];
  for (const [part, options] of parts) {
    console.log(`-- ${part.name}`);
    try {
      await withClient(FILES, part, options);
    } catch (e) {
      ok(part.name, false, e.stack);
    }
  }
  const dir = folder();
  console.log('-- session');
  await session(await new Client(dir).start()).catch((e) => ok('session', false, e.stack));
  fs.rmSync(dir, { recursive: true, force: true });
  await framing().catch((e) => ok('framing', false, e.stack));
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed ? 1 : 0);
}

main();
