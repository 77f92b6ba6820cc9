// Realistic mistakes, one at a time: does the first thing that `zhida check` says name the real place?
// And does --fix leave no more errors than there were, and nothing for a second --fix?
// Usage: node run.js BINARY [WORD...]: only the mistakes with one of the words; -v prints what was said.
'use strict';
const { spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const cases = require('./cases');

const binary = path.resolve(process.argv[2] || 'build/zhida');
const wanted = process.argv.slice(3).filter((word) => word !== '-v');
const verbose = process.argv.includes('-v');
const district = path.join(__dirname, 'district');
let passed = 0;
let failed = 0;

// A category whose first duty, on line 3 of 4,000, lacks its brace at the end.
function many() {
  const lines = ['类别 万事 "万事" {', '    识别 "万事"'];
  for (let i = 0; lines.length < 3995; i++) {
    const code = `77${String(i).padStart(4, '0')}`;
    lines.push(`    事项 "${code}" "第${code}件" {`, `        识别 "第${code}件"`, '        交 城管局',
      `        例 "万事里的第${code}件"`, '    }');
  }
  lines.push('    否则 交 城管局', '}', '');
  lines.splice(6, 1);
  return lines.join('\n');
}

function changed(file, from, to) {
  if (to === 'MANY') return many();
  const text = fs.readFileSync(path.join(district, file), 'utf8');
  if (to === 'GBK') return spawnSync('iconv', ['-f', 'UTF-8', '-t', 'GBK'], { input: text }).stdout;
  if (typeof to === 'function') return to(text);
  if (text.split(from).length !== 2) throw new Error(`${file} has not one '${from}'`);
  return text.replace(from, () => to);
}

// The lines on which the message may stand: where the change is, or where one of the texts is, or a
// number. A number behind that: so many lines further down.
function places(file, from, to, text, where, down) {
  const lineOf = (at) => text.slice(0, at).split('\n').length;
  if (typeof where === 'number') return [where];
  if (where) return where.split('|').filter((one) => text.includes(one)).map((one) => lineOf(text.indexOf(one)));
  const at = fs.readFileSync(path.join(district, file), 'utf8').indexOf(from);
  let same = 0;
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++;
  return [lineOf(at + same) + (typeof down === 'number' ? down : 0)];
}

function errorsOf(said) {
  return said.stdout.split('\n').filter((line) => /^[^ ]+:\d+:\d+: error\[/.test(line)).length;
}

// The changes that are offered as safe make nothing worse and come to an end.
function mends(folder, before) {
  const run = () => spawnSync(binary, ['check', folder, '--fix', '--format', 'line', '--lang', 'en'], { encoding: 'utf8' });
  const first = run();
  const rest = first.stdout.slice(first.stdout.indexOf('places put right: '));
  return !first.signal && !first.stderr && errorsOf({ stdout: rest }) <= before && run().stdout.startsWith('places put right: 0,');
}

function check([what, file, from, to, codes, where, down]) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zhida-mistake-'));
  try {
    fs.cpSync(district, folder, { recursive: true });
    const text = changed(file, from, to);
    fs.writeFileSync(path.join(folder, file), text);
    const said = spawnSync(binary, ['check', folder, '--format', 'line', '--lang', 'en'], { encoding: 'utf8' });
    const lines = said.stdout.split('\n').filter((line) => /^[^ ]+:\d+:\d+: /.test(line));
    const errors = lines.filter((line) => / error\[/.test(line));
    const first = (codes.includes('W') ? lines : errors)[0] || '';
    const [, at, line, code] = /^([^:]+):(\d+):\d+: \w+\[(\w+)\]/.exec(first) || [];
    const in_ = typeof down === 'string' ? down : file;
    const source = in_ === file && typeof to !== 'function' ? text : fs.readFileSync(path.join(folder, in_), 'utf8');
    const right = codes === '' ? said.status === 0 && errors.length === 0
      : at === in_ && places(in_, from, to, String(source), where, down).includes(Number(line))
        && codes.split('|').some((start) => code && code.startsWith(start));
    right ? passed++ : failed++;
    const mended = mends(folder, errors.length);
    mended ? passed++ : failed++;
    if (!mended) console.log(`FAIL ${what}: --fix makes it worse, or does not come to an end`);
    if (!right || verbose) {
      console.log(`${right ? 'ok  ' : 'FAIL'} ${what}${right ? '' : `: wanted ${codes || 'no error'} at ${in_}:` +
        (codes ? places(in_, from, to, String(source), where, down) : '')}`);
      lines.slice(0, right ? 1 : 4).forEach((one) => console.log(`       ${one}`));
      if (said.signal) console.log(`       ended by ${said.signal}`);
    }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

for (const one of cases) {
  if (wanted.length && !wanted.some((word) => one[0].includes(word))) continue;
  try {
    check(one);
  } catch (error) {
    failed++;
    console.log(`FAIL ${one[0]}: ${error.message}`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
