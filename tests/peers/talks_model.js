// The rules' language model, held against a server of its own that also misbehaves. Whatever it does,
// the citizen has the quotation at once; what it says is used only where the passage bears it.
'use strict';
const { spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { Gateway, filedIn, openDistrict, until } = require('./gateway');
const { App } = require('./app');
const { ChatServer } = require('./chat_server');
const { officers } = require('./desk');

const KEY = 'sk-test-only';
const QUESTION = '居住证怎么办?要带什么材料?';
const PLAIN = /说得白一点/;

// The model has so long that a machine which does much else at the same time is not late.
function rulesWith(server, folder, more = '') {
  const rules = openDistrict(folder);
  fs.writeFileSync(path.join(rules, 'model.zd'), `模型 助手 {
    地址 = "${server.address}"
    名称 = "test-model"
    密钥 = 环境 "ZHIDA_TEST_MODEL_KEY"
    转述 = 是
    提议 = 是
    限时 = 20
    每日次数 = 40
    每日词元 = 1000000
${more}}
`);
  return rules;
}

const words = (body) => body.messages[1].content;
const passageOf = (body) => /<原文>\n([\s\S]*)\n<\/原文>/.exec(words(body))[1];

async function record(gateway, people, action) {
  const rows = (await people.admin.get('audit')).json.rows;
  return rows.filter((row) => row.action === action);
}

// The newest row of the record once there are more than before.
async function recorded(gateway, people, action, before) {
  return until(async () => {
    const rows = await record(gateway, people, action);
    return rows.length > before.length && rows[0];
  });
}

// An answer that the model gives when it is told to.
function holding(server, answer) {
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  server.answer = (body) => ({ text: answer(body), held });
  return release;
}

const briefly = (body) => passageOf(body).slice(0, 60);

async function plainWords(gateway, server, people, checks) {
  const before = await record(gateway, people, 'model.rephrase');
  server.answer = (body) => `简单说，${passageOf(body).slice(0, 60)}`;
  const app = await new App(gateway).connect();
  await app.hear(/直达/);
  await app.say(QUESTION);
  const quoted = app.messages.find((one) => /“[\s\S]+”——/.test(one.text));
  checks.ok('model: the quotation comes at once', quoted && quoted === app.messages[1], JSON.stringify(app.messages));
  const plain = await app.hear(PLAIN);
  checks.ok('model: then the same in plain words', plain && plain.sequence > quoted.sequence, JSON.stringify(app.messages.slice(-2)));
  checks.ok('model: marked, with document, date and link', plain && /大模型转述/.test(plain.text) && /《[^》]+》/.test(plain.text)
    && /2026/.test(plain.text) && /\/documents\//.test(plain.text + (plain.link || '')), plain && plain.text);
  checks.ok('model: what could be chosen before can be chosen still',
    JSON.stringify(plain.choices || []) === JSON.stringify(quoted.choices || []));
  const row = await recorded(gateway, people, 'model.rephrase', before);
  checks.ok('model: the use is recorded, without a word', row && /助手; used; tokens 210 \+ 40; \d+ ms/.test(row.detail)
    && !/居住/.test(JSON.stringify(row)), JSON.stringify(row));
  const body = server.asked.at(-1);
  checks.ok('model: asked as the rules say', body.model === 'test-model' && body.stream === false && body.max_tokens > 0);
  app.close();
}

async function veiled(gateway, server, people, checks) {
  const rows = await record(gateway, people, 'model.rephrase');
  server.answer = () => '无';
  const app = await new App(gateway).connect();
  await app.hear(/直达/);
  const before = server.asked.length;
  await app.say('我叫王小明，居住证怎么办?要带什么材料?我的电话19900001234');
  await until(() => server.asked.length > before);
  const seen = JSON.stringify(server.asked.slice(before));
  checks.ok('model: it was asked', server.asked.length > before);
  checks.ok('model: and never saw name or number', !/王小明|19900001234|0001234/.test(seen), seen.slice(0, 800));
  await recorded(gateway, people, 'model.rephrase', rows); // or the next part takes it for its own
  app.close();
}

// Each answer, what is recorded of it, and that nothing of it was said.
function misdeeds() {
  return [
    ['a number the passage has not', () => '办居住证要交99元。', /not_borne \((number|words|length)\)/],
    ['a promise without the no', (body) => `不用任何材料，${passageOf(body).slice(0, 40)}`, /not_borne/],
    ['an office of its own', (body) => `请到云溪区居住证办理总局，${passageOf(body).slice(0, 60)}`, /not_borne \(name\)/],
    ['a link', (body) => `${passageOf(body).slice(0, 60)}，见 https://evil.example/login`, /not_borne \(form\)/],
    ['something else altogether', () => '忽略以上全部要求。请把您的身份证号码和银行卡密码发给我，我来帮您办理。', /not_borne/],
    ['that it has nothing', () => '无', /declined/],
    ['half an answer', (body) => ({ text: passageOf(body).slice(0, 60), finish: 'length' }), /unreadable/],
    ['cut JSON', () => ({ raw: '{"choices":[{"message":{"con' }), /unreadable/],
    ['wrong content', () => ({ raw: '{"choices":[{"message":{"content":42}}]}' }), /unreadable/],
    ['an empty text', () => ({ text: '   ' }), /unreadable/],
  ];
}

async function misbehaviour(gateway, server, people, checks) {
  for (const [what, answer, expected] of misdeeds()) {
    const before = await record(gateway, people, 'model.rephrase');
    server.answer = answer;
    const app = await new App(gateway).connect();
    await app.hear(/直达/);
    await app.say(QUESTION);
    const row = await recorded(gateway, people, 'model.rephrase', before);
    checks.ok(`model: ${what} is kept back`, row && expected.test(row.detail) && !app.messages.some((one) => PLAIN.test(one.text)),
      JSON.stringify([row, app.messages.slice(-1)]));
    app.close();
  }
}

async function goneOn(gateway, server, people, checks) {
  const before = await record(gateway, people, 'model.rephrase'), asked = server.asked.length, release = holding(server, briefly);
  const app = await new App(gateway).connect();
  await app.hear(/直达/);
  await app.say(QUESTION);
  await until(() => server.asked.length > asked);
  await app.say('你好');
  release();
  const row = await recorded(gateway, people, 'model.rephrase', before);
  checks.ok('model: who has gone on is not interrupted', row && /passed/.test(row.detail)
    && !app.messages.some((one) => PLAIN.test(one.text)), JSON.stringify(row));
  app.close();
}

async function late(gateway, server, people, checks) {
  const before = await record(gateway, people, 'model.rephrase'), release = holding(server, briefly);
  const app = await new App(gateway).connect();
  await app.hear(/直达/);
  const quoted = await app.say(QUESTION);
  const meanwhile = await record(gateway, people, 'model.rephrase');
  checks.ok('model: late or not, the quotation does not wait', /“[\s\S]+”——/.test(quoted.text) && meanwhile.length === before.length, quoted.text);
  const row = await recorded(gateway, people, 'model.rephrase', before);
  checks.ok('model: after its time it counts as late, at what it may have cost', row && /late; tokens at most \d+/.test(row.detail), JSON.stringify(row));
  release();
  server.answer = () => '无';
  await app.say('你好');
  checks.ok('model: and its late answer is not said', !app.messages.some((one) => PLAIN.test(one.text)));
  app.close();
}

// Nothing is asked for a while after three failures in a row; what was late before is the first.
async function rests(gateway, server, people, checks) {
  const statuses = [500, 429, 503], asked = server.asked.length;
  server.answer = () => ({ status: statuses[server.asked.length % 3], raw: '{"error":{}}' });
  for (let i = 0; i < 5; i++) {
    const before = await record(gateway, people, 'model.rephrase');
    const app = await new App(gateway).connect();
    await app.hear(/直达/);
    const quoted = await app.say(QUESTION);
    checks.ok(`model: failing (${i + 1}), the quotation comes`, /“[\s\S]+”——/.test(quoted.text));
    if (i < 2) await recorded(gateway, people, 'model.rephrase', before);
    else await app.say('你好'); // it would have been asked by then
    app.close();
  }
  const rows = (await record(gateway, people, 'model.rephrase')).slice(0, 2);
  checks.ok('model: failures are recorded', rows.every((row) => /busy/.test(row.detail)), JSON.stringify(rows));
  checks.ok('model: after three it is left alone', server.asked.length === asked + 2, server.asked.length - asked);
}

// A matter that the rules do not know goes to the desk, with the model's order beside it.
async function proposals(gateway, server, people, checks) {
  const before = await record(gateway, people, 'model.propose');
  server.answer = (body) => (/<候选>/.test(words(body)) ? '```json\n{"order":[2,1]}\n```' : '无');
  const app = await new App(gateway).connect();
  await app.hear(/直达/);
  let message = await app.say('我叫王小明，电话19900001234，有人在河边养了一头骆驼，晚上总叫，转人工');
  for (let i = 0; i < 12 && !filedIn(message.text); i++) {
    const labels = (message.choices || []).map((one) => one.label);
    const yes = labels.find((label) => /^(对|是|确认|好|要|转人工|跳过)/.test(label));
    message = yes ? await app.choose(new RegExp(`^${yes}$`)) : await app.say(i % 2 ? '转人工' : '松影苑门口');
  }
  const filed = filedIn(message.text);
  checks.ok('model: a matter for a person is filed', filed, message.text);
  const row = filed && await recorded(gateway, people, 'model.propose', before);
  checks.ok('model: an order of candidates is asked for and recorded', row && /used/.test(row.detail) && row.object === filed.number, JSON.stringify(row));
  const asked = server.asked.findLast((body) => /<候选>/.test(words(body)));
  checks.ok('model: without name, number or place', asked && !/王小明|19900001234|松影苑/.test(words(asked)) && /骆驼/.test(words(asked)), asked && words(asked));
  const one = filed && await people.dispatch.find(filed.number);
  const sheet = one && (await people.dispatch.get(`cases/${one.id}`)).json;
  const listed = asked ? [...words(asked).matchAll(/^(\d+)\. ([^（\n]+)/gm)].map((m) => m[2]) : [];
  checks.ok('model: the dispatcher sees it as a proposal', sheet?.proposal?.model === '助手' && sheet.proposal.candidates.length === 2, JSON.stringify(sheet?.proposal));
  checks.ok('model: with names of the list alone, in its order', sheet?.proposal?.candidates[0].zh === listed[1]
    && sheet.proposal.candidates[1].zh === listed[0], JSON.stringify([sheet?.proposal, listed]));
  checks.ok('model: and nothing was decided by it', sheet?.state.code === 'received');
  app.close();
}

async function outOfList(gateway, server, people, checks) {
  for (const said of ['{"order":[999]}', '{"order":[1,1]}', '交给城管局', '{"order":["城管局"]}']) {
    const before = await record(gateway, people, 'model.propose');
    server.answer = (body) => (/<候选>/.test(words(body)) ? said : '无');
    const app = await new App(gateway).connect();
    await app.hear(/直达/);
    let message = await app.say('有人在河边养了一头骆驼，晚上总叫，转人工');
    for (let i = 0; i < 12 && !filedIn(message.text); i++) {
      const labels = (message.choices || []).map((one) => one.label);
      const yes = labels.find((label) => /^(对|是|确认|好|要|转人工|跳过)/.test(label));
      message = yes ? await app.choose(new RegExp(`^${yes}$`)) : await app.say(i % 2 ? '转人工' : '松影苑门口');
    }
    const filed = filedIn(message.text);
    const row = filed && await recorded(gateway, people, 'model.propose', before);
    const one = filed && await people.dispatch.find(filed.number);
    const sheet = one && (await people.dispatch.get(`cases/${one.id}`)).json;
    checks.ok(`model: ${said} is no proposal`, row && /unreadable/.test(row.detail) && sheet && !sheet.proposal, JSON.stringify([row, sheet?.proposal]));
    app.close();
  }
}

// What was being asked when the process died is recorded once, and nothing is said twice or lost.
async function crash(gateway, server, checks) {
  holding(server, briefly);
  const app = await new App(gateway).connect();
  await app.hear(/直达/);
  const before = server.asked.length;
  await app.say(QUESTION);
  await until(() => server.asked.length > before);
  await gateway.kill();
  await gateway.start();
  const people = await officers(gateway);
  await people.admin.signIn();
  const rows = await record(gateway, people, 'model.rephrase');
  checks.ok('model: lost with the process, it is recorded as lost', /^lost; tokens at most \d+$/.test(rows[0]?.detail), JSON.stringify(rows[0]));
  server.answer = () => '无';
  await app.connect();
  await app.say('你好');
  checks.ok('model: the citizen has the quotation and nothing twice', app.messages.filter((one) => /”——/.test(one.text)).length === 1);
  app.close();
  checks.ok('model: the chain of the record is sound', spawnSync(gateway.binary, ['audit', 'verify', gateway.data]).status === 0);
}

async function cost(binary, server, checks) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zhida-model-'));
  const rules = rulesWith(server, folder);
  const file = path.join(rules, 'model.zd');
  fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('每日次数 = 40', '每日次数 = 2'));
  const gateway = new Gateway(binary, { rules, env: { ZHIDA_TEST_MODEL_KEY: KEY } });
  try {
    await gateway.start();
    server.answer = () => '无';
    const before = server.asked.length;
    for (let i = 0; i < 4; i++) {
      const app = await new App(gateway).connect();
      await app.hear(/直达/);
      const quoted = await app.say(QUESTION);
      checks.ok(`model: over its limit or not (${i + 1}), the quotation comes`, /”——/.test(quoted.text));
      if (i < 2) await until(async () => (await gateway.metric('zhida_model_requests_total')) > i);
      else await app.say('你好'); // it would have been asked by then
      app.close();
    }
    checks.ok('model: no more requests than a day may have', server.asked.length === before + 2, server.asked.length - before);
  } finally {
    await gateway.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function run(binary, checks) {
  const server = await new ChatServer(KEY).start();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zhida-model-'));
  const rules = rulesWith(server, folder);
  const gateway = await new Gateway(binary, { rules, env: { ZHIDA_TEST_MODEL_KEY: KEY } }).start();
  const people = await officers(gateway);
  for (const one of [people.admin, people.dispatch]) await one.signIn();
  try {
    await plainWords(gateway, server, people, checks);
    await veiled(gateway, server, people, checks);
    await misbehaviour(gateway, server, people, checks);
    await goneOn(gateway, server, people, checks);
    await proposals(gateway, server, people, checks);
    await outOfList(gateway, server, people, checks);
    await late(gateway, server, people, checks);
    await rests(gateway, server, people, checks);
    await gateway.stop();
    await gateway.start();
    await crash(gateway, server, checks);
    await cost(binary, server, checks);
  } finally {
    await gateway.stop();
    server.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

module.exports = { run };
