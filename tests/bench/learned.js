// Learning to rank desks: how good the ranking is on real texts that were never learned from, how long
// learning takes, how many texts a second of the processor's time are ranked. fastText beside it in the
// same run, where it is installed, on the same tickets as pairs of characters.
'use strict';

const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');

const TICKETS = 15000;
const DESKS = 264;

function run(program, args, input) {
    const began = process.hrtime.bigint();
    const done = spawnSync(program, args, { input, maxBuffer: 1 << 30 });
    if (done.status !== 0) throw new Error(`${program} ${args.join(' ')}: ${done.stderr}`);
    return { ms: Number(process.hrtime.bigint() - began) / 1e6, out: done.stdout.toString('utf8') };
}

// A program that is measured by what it takes of the processor, whoever else runs on the machine.
function timed(program, args, input) {
    const done = spawnSync('bash', ['-c', 'TIMEFORMAT="%U %S"; time "$@" 2>/dev/null', 'bash', program, ...args],
        { input, maxBuffer: 1 << 30 });
    if (done.status !== 0) throw new Error(`${program} ${args.join(' ')} failed`);
    const [user, system] = done.stderr.toString('utf8').trim().split(' ').map(Number);
    return { ms: (user + system) * 1000, out: done.stdout.toString('utf8') };
}

function tickets(file) {
    return fs.readFileSync(file, 'utf8').split('\n').slice(1).filter((line) => line.includes('\t'))
        .map((line) => ({ unit: line.slice(0, line.indexOf('\t')), text: line.slice(line.indexOf('\t') + 1) }));
}

function writeTickets(file, list) {
    fs.writeFileSync(file, 'text\tunit\n' +
        list.map(({ text, unit }) => `${text.replace(/\t/g, ' ')}\t${unit}\n`).join(''));
}

// A list of nothing but desks, imported as any list is.
function rulesOf(zhida, units, folder) {
    const list = `${folder}.csv`;
    fs.rmSync(folder, { recursive: true, force: true });
    fs.writeFileSync(list, '编码,类别,事项,单位\n' + units
        .map((unit, i) => `${String(i + 1).padStart(5, '0')},全部,${unit},${unit}\n`).join(''));
    run(zhida, ['import', list, '-o', folder]);
    return folder;
}

function classify(zhida, folder, list) {
    const done = timed(zhida, ['classify', '--rules', folder],
        list.map(({ text }) => text.replace(/[\t\r\n]/g, ' ') + '\n').join(''));
    return { ms: done.ms, desks: done.out.split('\n').slice(0, -1).map((line) => line.split('\t')) };
}

const share = (list, desks) => list.filter(({ unit }, i) => desks[i][0] === unit).length / list.length;

// ---- the peer ----

function fastText(work, learned, asked) {
    if (spawnSync('fasttext', []).error) return null;
    const units = [...new Set(learned.map(({ unit }) => unit))];
    const line = ({ text, unit }) => `__label__${units.indexOf(unit)} ` +
        [...text.slice(0, 800).replace(/\s/g, '')].join(' ') + '\n';
    const files = { train: path.join(work, 'ft-train.txt'), test: path.join(work, 'ft-test.txt') };
    fs.writeFileSync(files.train, learned.map(line).join(''));
    fs.writeFileSync(files.test, asked.map(line).join(''));
    const model = path.join(work, 'ft-model');
    const trained = run('fasttext', ['supervised', '-input', files.train, '-output', model, '-wordNgrams', '2', '-lr',
        '0.5', '-epoch', '10', '-dim', '50', '-bucket', '500000', '-thread', '1', '-seed', '1', '-verbose', '0']);
    const started = timed('fasttext', ['predict', `${model}.bin`, '/dev/null']).ms;
    const done = timed('fasttext', ['predict', `${model}.bin`, files.test]);
    const right = done.out.split('\n').slice(0, -1)
        .filter((label, i) => label === `__label__${units.indexOf(asked[i].unit)}`).length;
    return { accuracy: right / asked.length, seconds: trained.ms / 1000,
        perSecond: asked.length / (done.ms - started) * 1000 };
}

// ---- real texts of seven classes ----

// Learns from texts without stop words, is asked raw ones.
function real(zhida, data, work) {
    const learned = tickets(path.join(data, 'segmented.tsv'))
        .map(({ unit, text }) => ({ unit, text: text.replace(/ /g, '') }));
    const asked = tickets(path.join(data, 'labelled.tsv'));
    const folder = rulesOf(zhida, [...new Set(learned.map(({ unit }) => unit))], path.join(work, 'classes'));
    const file = path.join(work, 'classes.tsv');
    writeTickets(file, learned);
    run(zhida, ['learn', '--rules', folder, '--tickets', file]);
    return { accuracy: share(asked, classify(zhida, folder, asked).desks), peer: fastText(work, learned, asked) };
}

// ---- as many tickets and desks as a city has ----

// Tickets made up of what desks are told about: each desk has its own words, all share the rest.
function madeUp(count, seed) {
    let state = seed;
    const chance = (n) => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return Math.floor(state / 4294967296 * n);
    };
    const word = (at) => String.fromCharCode(0x4e00 + at * 37 % 6000, 0x4e00 + at * 101 % 6000);
    return Array.from({ length: count }, () => {
        const desk = Math.min(chance(DESKS), chance(DESKS));
        const words = Array.from({ length: 60 }, () => chance(12) ? word(chance(4000)) : word(5000 + desk * 9 + chance(12)));
        return { unit: `第${desk}局`, text: words.join('') + '。' };
    });
}

function large(zhida, work) {
    const learned = madeUp(TICKETS, 7), asked = madeUp(10000, 8);
    const units = [...new Set(learned.map(({ unit }) => unit))];
    const folder = rulesOf(zhida, units, path.join(work, 'desks'));
    const file = path.join(work, 'desks.tsv');
    writeTickets(file, learned);
    const seconds = run(zhida, ['learn', '--rules', folder, '--tickets', file]).ms / 1000;
    const started = classify(zhida, folder, []).ms;
    const rounds = [1, 2, 3].map(() => classify(zhida, folder, asked));
    return { seconds, bytes: fs.statSync(path.join(folder, 'learned.zdm')).size,
        right: share(asked, rounds[0].desks), peer: fastText(work, learned, asked),
        perSecond: rounds.map(({ ms }) => asked.length / (ms - started) * 1000) };
}

module.exports = { real, large };
