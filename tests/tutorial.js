// The tutorial, done as it says: its files are written, its commands run, and what it shows is what
// comes. `node tests/tutorial.js BINARY [--write]`; --write puts what came into the page.
//
// ```zd NAME    a file of the folder xinqu, whole
// ```sh         commands, one a line
// ```text       what they print; a line of … stands for any lines
'use strict';
const { spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const binary = path.resolve(process.argv[2] || 'build/zhida');
const page = path.join(__dirname, '..', 'dsl', 'TUTORIAL.md');
const write = process.argv.includes('--write');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zhida-tutorial-'));
const text = fs.readFileSync(page, 'utf8');
let passed = 0;
let failed = 0;

// What differs from run to run: versions and milliseconds.
const steady = (line) => line.replace(/[0-9a-f]{16}/g, '0123456789abcdef').replace(/\d+ 毫秒/g, '1 毫秒').trimEnd();

function run(commands) {
  return commands.trim().split('\n').map((line) => {
    const done = spawnSync('bash', ['-c', `zhida() { "${binary}" "$@"; }; ${line} 2>&1`],
      { cwd: folder, encoding: 'utf8' });
    return done.stdout;
  }).join('');
}

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

let came = null;
const lines = (block) => block.replace(/\n+$/, '').split('\n').map(steady);
const done = text.replace(/```(zd|sh|text)([^\n]*)\n([\s\S]*?)```/g, (whole, kind, name, body) => {
  if (kind === 'zd' && name.trim()) {
    const file = path.join(folder, 'xinqu', name.trim());
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, body);
  } else if (kind === 'sh') {
    came = run(body);
  } else if (kind === 'text' && came !== null) {
    const right = matches(lines(body), lines(came));
    right ? passed++ : failed++;
    if (!right) console.log(`FAIL the page shows:\n${body}\nwhat came:\n${came}`);
    const shown = came;
    came = null;
    if (write && !right) return `\`\`\`text\n${lines(shown).join('\n')}\n\`\`\``;
  }
  return whole;
});
if (write) fs.writeFileSync(page, done);
fs.rmSync(folder, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);
