// The record from outside: a real gateway, real talks and looks; then somebody with access to the
// database changes a byte, or cuts the end off, and `zhida audit` says so without any key.
'use strict';
const { execFileSync, spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { Citizen, Gateway } = require('./gateway');
const { officers } = require('./desk');

const NIGHT = '隔壁工地半夜还在打桩,吵得睡不着';

function audit(gateway, ...args) {
  const ran = spawnSync(gateway.binary, ['audit', ...args], { encoding: 'utf8' });
  return { code: ran.status, text: ran.stdout + ran.stderr };
}

// A consistent copy without the key: what an auditor is handed.
function copyOf(gateway, folder, name) {
  const file = path.join(folder, name);
  execFileSync('sqlite3', ['-cmd', '.timeout 60000', path.join(gateway.data, 'zhida.db'), `VACUUM INTO '${file}'`]);
  return { file, sql: (text) => execFileSync('sqlite3', [file, text]).toString().trim() };
}

async function work(gateway) {
  const people = await officers(gateway);
  for (const who of ['chengguan', 'admin']) await people[who].signIn();
  const citizen = new Citizen(gateway, 'record');
  const { number } = await citizen.file(NIGHT, '松影苑');
  const { id } = await people.chengguan.find(number);
  await people.chengguan.get(`cases/${id}`);
  await people.chengguan.act(id, 'sign');
  await people.chengguan.act(id, 'answer', { text: '已责令停工，夜间不再施工。' });
  return id;
}

function tampered(gateway, folder, id, checks) {
  const copy = copyOf(gateway, folder, 'event.db');
  copy.sql(`UPDATE event SET user = user + 1 WHERE case_id = ${id} AND n = 2`);
  let ran = audit(gateway, 'verify', copy.file);
  checks.ok('record: one number changed in an event is found and named', ran.code === 1
    && ran.text.includes(`event.case_id = ${id}, n = 2`), ran.text);
  const look = copyOf(gateway, folder, 'look.db');
  const row = look.sql(`SELECT id FROM audit WHERE action = 'case.view' LIMIT 1`);
  look.sql(`DELETE FROM audit WHERE id = ${row}`);
  ran = audit(gateway, 'verify', look.file);
  checks.ok('record: a look taken out is found', ran.code === 1 && ran.text.includes(`audit.id = ${row}`), ran.text);
  ran = audit(gateway, 'verify', look.file, '--to', '1');
  checks.ok('record: up to where it is sound it is sound', ran.code === 0, ran.text);
}

function cutOff(gateway, folder, checks) {
  const anchors = path.join(folder, 'anchors'), head = audit(gateway, 'head', gateway.data).text;
  fs.writeFileSync(anchors, head);
  const copy = copyOf(gateway, folder, 'cut.db'), last = Number(head.split(' ')[0]);
  let ran = audit(gateway, 'verify', copy.file, '--anchors', anchors);
  checks.ok('record: with its anchor it is sound', ran.code === 0, ran.text);
  copy.sql(`DELETE FROM audit WHERE id = (SELECT object FROM chain WHERE id = ${last} AND what = 1);
    DELETE FROM event WHERE (case_id, n) IN (SELECT object, part FROM chain WHERE id = ${last} AND what = 2);
    DELETE FROM chain WHERE id = ${last}`);
  ran = audit(gateway, 'verify', copy.file);
  checks.ok('record: the chain alone does not know its end', ran.code === 0, ran.text);
  ran = audit(gateway, 'verify', copy.file, '--anchors', anchors);
  checks.ok('record: the anchor does', ran.code === 1 && ran.text.includes(`${last}`), ran.text);
}

async function run(binary, checks) {
  const gateway = await new Gateway(binary).start();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zhida-record-'));
  try {
    const id = await work(gateway);
    const ran = audit(gateway, 'verify', gateway.data);
    checks.ok('record: sound, beside the running gateway', ran.code === 0 && /完好/.test(ran.text), ran.text);
    const lines = audit(gateway, 'export', gateway.data).text.trim().split('\n').map((line) => JSON.parse(line));
    checks.ok('record: looks and moves stand in it', lines.some((one) => one.action === 'case.view' && one.object === id)
      && lines.filter((one) => one.case === id).length >= 3, lines.length);
    checks.ok('record: none of the words', !JSON.stringify(lines).includes('停工'));
    tampered(gateway, folder, id, checks);
    cutOff(gateway, folder, checks);
  } finally {
    await gateway.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

module.exports = { run };
