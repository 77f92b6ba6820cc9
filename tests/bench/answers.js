// Answers out of documents: how well they are found and quoted, on real questions with their documents,
// beside plain BM25 in the same run; how sure the score is, with the documents taken out; how long a
// question takes among ten thousand documents.
'use strict';

const { execFileSync, spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');

const FOLDS = 5;
const LEAST = 0.5; // below it nothing is quoted

function rows(file) {
    return fs.readFileSync(file, 'utf8').split('\n').slice(1).filter((line) => line.trim())
        .map((line) => line.split('\t'));
}

function writeDocuments(folder, documents) {
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });
    for (const [name, text] of documents) fs.writeFileSync(path.join(folder, name), text);
}

function ask(zhida, folder, questions) {
    const input = questions.map((question) => question.replace(/[\n\r]/g, ' ') + '\n').join('');
    const done = spawnSync(zhida, ['answer', '--documents', folder], { input, maxBuffer: 1 << 28 });
    if (done.status !== 0) throw new Error(`zhida answer: ${done.stderr}`);
    const lines = done.stdout.toString('utf8').split('\n').slice(0, -1);
    if (lines.length !== questions.length) throw new Error('not a line for each question');
    return lines.map((line) => {
        const [first, score, quote, ...rest] = line.split('\t');
        return { documents: [first, ...rest].filter(Boolean), score: Number(score), quote };
    });
}

// ---- the peer: BM25 over pairs of characters, k1 1.2, b 0.75, whole documents ----

function pairs(text) {
    const found = [];
    for (const run of text.normalize('NFKC').toLowerCase().match(/[\u3400-\u9fff]+|[a-z0-9]+/g) || []) {
        if (run.length === 1 || run.charCodeAt(0) < 0x3400) found.push(run);
        else for (let i = 0; i + 1 < run.length; i++) found.push(run.slice(i, i + 2));
    }
    return found;
}

function plainIndex(documents) {
    const index = { of: new Map(), lengths: new Map(), mean: 0 };
    for (const [name, text] of documents) {
        const words = pairs(text);
        index.lengths.set(name, words.length);
        index.mean += words.length / documents.length;
        for (const word of words) {
            if (!index.of.has(word)) index.of.set(word, new Map());
            const times = index.of.get(word);
            times.set(name, (times.get(name) || 0) + 1);
        }
    }
    return index;
}

function plainRank(index, question) {
    const sums = new Map();
    for (const word of new Set(pairs(question))) {
        const times = index.of.get(word) || new Map();
        const rarity = Math.log(1 + (index.lengths.size - times.size + 0.5) / (times.size + 0.5));
        for (const [name, f] of times) {
            const norm = 1.2 * (0.25 + 0.75 * index.lengths.get(name) / index.mean);
            sums.set(name, (sums.get(name) || 0) + rarity * f * 2.2 / (f + norm));
        }
    }
    return [...sums].sort((a, b) => b[1] - a[1]).slice(0, 10).map(([name]) => name);
}

// ---- figures ----

function ranks(found, wanted) {
    const places = found.map((names, i) => names.slice(0, 10).indexOf(wanted[i]));
    const mean = (value) => places.reduce((sum, place) => sum + value(place), 0) / places.length;
    return { hit1: mean((place) => Number(place === 0)), mrr10: mean((place) => (place < 0 ? 0 : 1 / (place + 1))) };
}

function common(a, b) {
    let before = new Array(b.length + 1).fill(0);
    for (const sign of a) {
        const now = [0];
        for (let j = 0; j < b.length; j++) now.push(sign === b[j] ? before[j] + 1 : Math.max(before[j + 1], now[j]));
        before = now;
    }
    return before[b.length];
}

// F1 of the longest common subsequence of characters, blanks left out.
function rougeL(quote, answer) {
    const a = [...quote.replace(/\s/g, '')], b = [...answer.replace(/\s/g, '')];
    return a.length && b.length ? 2 * common(a, b) / (a.length + b.length) : 0;
}

const mean = (numbers) => numbers.reduce((sum, one) => sum + one, 0) / Math.max(1, numbers.length);

// How often one with an answer scores above one without.
function auc(good, bad) {
    let sum = 0;
    for (const a of good) for (const b of bad) sum += a > b ? 1 : a === b ? 0.5 : 0;
    return sum / good.length / bad.length;
}

// The same questions with the documents of a fifth of them taken out, a fifth after the other.
function withoutTheirs(zhida, folder, documents, questions) {
    const names = [...new Set(questions.map(([name]) => name))].sort();
    const fold = new Map(names.map((name, i) => [name, i % FOLDS]));
    const found = [];
    for (let k = 0; k < FOLDS; k++) {
        writeDocuments(folder, documents.filter(([name]) => fold.get(name) !== k));
        const asked = questions.filter(([name]) => fold.get(name) === k);
        ask(zhida, folder, asked.map((row) => row[1]))
            .forEach((answer, i) => found.push({ ...answer, wanted: asked[i][2] }));
    }
    return found;
}

function measure(zhida, data, work) {
    const documents = rows(path.join(data, 'documents.tsv')), questions = rows(path.join(data, 'questions.tsv'));
    const folder = path.join(work, 'ncp'), texts = new Map(documents);
    writeDocuments(folder, documents);
    const wanted = questions.map(([name]) => name);
    const answers = ask(zhida, folder, questions.map((row) => row[1]));
    const index = plainIndex(documents);
    const plain = ranks(questions.map((row) => plainRank(index, row[1])), wanted);
    const ours = ranks(answers.map((answer) => answer.documents), wanted);
    const quoted = answers.map((answer, i) => ({ ...answer, wanted: questions[i][2], name: questions[i][0] }))
        .filter((answer) => answer.quote);
    const gone = withoutTheirs(zhida, folder, documents, questions);
    // another document may say it too: then it is no wrong answer
    const says = (answer) => answer.wanted.length > 5 && (texts.get(answer.documents[0]) || '').includes(answer.wanted);
    const right = answers.filter((answer, i) => answer.documents[0] === wanted[i] ||
        says({ ...answer, wanted: questions[i][2] }));
    const wrong = gone.filter((answer) => !says(answer));
    const given = (list) => list.filter((answer) => answer.score >= LEAST).length;
    return {
        ours, plain,
        says: right.length / answers.length,
        rouge: mean(answers.map((answer, i) => rougeL(answer.quote, questions[i][2]))),
        rougeQuoted: mean(quoted.map((answer) => rougeL(answer.quote, answer.wanted))),
        quoted: quoted.length / answers.length,
        auc: auc(right.map((answer) => answer.score), wrong.map((answer) => answer.score)),
        precision: given(right) / (given(answers) + given(wrong)),
        refused: 1 - given(wrong) / wrong.length,
    };
}

// ---- ten thousand documents, made of sentences and places ----

function sentencesOf(folders) {
    const texts = folders.flatMap((folder) => fs.readdirSync(folder).filter((name) => name.endsWith('.md'))
        .map((name) => fs.readFileSync(path.join(folder, name), 'utf8').replace(/^---[\s\S]*?---/, '')));
    return texts.join('\n').split(/(?<=。)|\n/).map((line) => line.trim()).filter((line) => line.length > 8 && line[0] !== '#');
}

// The same documents each time: a linear congruence instead of chance.
function makeMany(folder, rules, count) {
    const below = path.join(folder, 'documents');
    const sentences = sentencesOf(['documents', 'policies'].map((name) => path.join(rules, name)));
    let state = 20261121;
    const draw = (n) => {
        state = (state * 1103515245 + 12345) % 2147483648;
        return Math.floor(state / 65536) % n;
    };
    const han = (n) => Array.from({ length: n }, () => String.fromCharCode(0x4e00 + draw(3000))).join('');
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(below, { recursive: true });
    for (let i = 0; i < count; i++) {
        const place = han(2), lines = [`# ${place}区${han(4)}办理指南`, ''];
        for (let length = 0; length < 1500;) {
            const line = `${draw(3) ? '' : place}${sentences[draw(sentences.length)]}${draw(2) ? '' : han(6) + '。'}`;
            length += line.length;
            lines.push(line, '');
        }
        fs.writeFileSync(path.join(below, `${i}.md`), lines.join('\n'));
    }
    return folder;
}

function timeMany(program, folder) {
    return JSON.parse(execFileSync(program, [folder, '20'], { maxBuffer: 1 << 20 }));
}

module.exports = { measure, makeMany, timeMany };
