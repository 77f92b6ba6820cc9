// Every benchmark: each several times, the median with the lowest and the highest beside it, the peer
// and the ratio where there is one. Prints lines for people, writes build/bench.json for programs.
// Nothing here is a timed test: a slow machine fails nothing.
'use strict';

const { execFileSync, spawn, spawnSync } = require('child_process');
const fs = require('fs');
const http = require('http');
const net = require('net');
const os = require('os');
const path = require('path');

const answers = require('./answers');
const desk = require('./desk');
const learned = require('./learned');
const benchServer = require('./lsp');

const BUILD = process.env.B || 'build';
const ZHIDA = `${BUILD}/zhida`;
const RULES = 'rules/yunxi';
const WORK = `${BUILD}/bench-run`;
const CASES = Number(process.env.BENCH_CASES || 1000000);
const STORE = `${BUILD}/bench-data-${CASES}`;
const DATA = process.env.BENCH_DATA || '../shared/data'; // real texts, where there are any
const SECONDS = Number(process.env.BENCH_SECONDS || 10);

const results = [];
const wanted = process.argv.slice(2);

// ---- results ----

const sorted = (numbers) => [...numbers].sort((a, b) => a - b);
const median = (numbers) => sorted(numbers)[Math.floor(numbers.length / 2)];

function short(value) {
    if (value >= 1000) return Math.round(value).toLocaleString('en');
    return String(Number(value.toPrecision(3)));
}

// peer: { name, value }; the ratio is ours to the peer's.
function record(name, unit, samples, peer) {
    const result = {
        name, value: median(samples), unit,
        peer: peer ? `${peer.name}: ${short(peer.value)}` : null,
        ratio: peer ? median(samples) / peer.value : null,
        low: sorted(samples)[0], high: sorted(samples)[samples.length - 1],
    };
    results.push(result);
    console.log(`${name.padEnd(30)} ${short(result.value).padStart(10)} ${unit.padEnd(8)}` +
        ` (${short(result.low)} .. ${short(result.high)}, ${samples.length} runs)` +
        (peer ? `  ${result.ratio.toFixed(2)} x ${result.peer}` : ''));
    return result.value;
}

function machine() {
    const cpus = os.cpus();
    console.log(`on ${cpus[0].model.trim()}, ${cpus.length} cores, ` +
        `${(os.totalmem() / 2 ** 30).toFixed(1)} GB, Linux ${os.release()}, ` +
        `load ${os.loadavg()[0].toFixed(2)} before\n`);
    return { cpu: cpus[0].model.trim(), cores: cpus.length, memory: os.totalmem(), kernel: os.release() };
}

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const now = () => Number(process.hrtime.bigint()) / 1e6;

function times(count, measure) {
    return Array.from({ length: count }, (_, i) => measure(i));
}

async function timesLater(count, measure) {
    const samples = [];
    for (let i = 0; i < count; i++) samples.push(await measure(i));
    return samples;
}

// ---- programs that end ----

function run(program, args, input) {
    const began = now();
    const done = spawnSync(program, args, { input, maxBuffer: 1 << 30 });
    if (done.status !== 0) throw new Error(`${program} ${args.join(' ')}: ${done.stderr}`);
    return { ms: now() - began, out: done.stdout };
}

function examples() {
    const folder = path.join(RULES, 'duties');
    const texts = fs.readdirSync(folder).filter((name) => name.endsWith('.zd'))
        .flatMap((name) => fs.readFileSync(path.join(folder, name), 'utf8').split('\n'))
        .map((line) => /^\s*例 "([^"]+)"/.exec(line)).filter(Boolean).map((found) => found[1]);
    if (texts.length < 100) throw new Error('the rules have hardly any examples');
    return texts;
}

function benchClassify() {
    const texts = examples();
    const lines = 200000;
    const input = Array.from({ length: lines }, (_, i) => texts[i % texts.length]).join('\n') + '\n';
    const classify = (text) => run(ZHIDA, ['classify', '--rules', RULES], text).ms;
    const start = median(times(3, () => classify('')));
    record('classify_per_second', 'texts/s', times(5, () => lines / (classify(input) - start) * 1000));
}

function benchCompile() {
    record('compile_ms', 'ms', times(7, () => run(ZHIDA, ['check', RULES]).ms));
}

// ---- a city's list: 4,394 duties that the generator makes ----

function city() {
    const folder = path.join(WORK, 'city');
    if (!fs.existsSync(folder)) run(`${BUILD}/bench/city`, [folder]);
    return folder;
}

// From text to image, beside the bare parse and what others need for the same words.
function benchCity() {
    const folder = city();
    const yara = path.join(WORK, 'words.yar');
    const rounds = times(5, () => JSON.parse(run(`${BUILD}/bench/compile_bench`, [folder, '9']).out));
    const words = times(3, () => JSON.parse(run(`${BUILD}/bench/match_bench`, [folder, '10', '--yara', yara]).out));
    const yarac = median(times(5, () => run('yarac', ['-w', yara, path.join(WORK, 'words.yac')]).ms));
    const hyperscan = (what) => median(words.map((round) => round[`hyperscan_${what}`]));
    const compile = rounds.map((round) => round.compile_ms);
    console.log(`a city: 4,394 duties, ${short(words[0].words)} different words, ` +
        `texts of ${words[0].characters} characters`);
    record('parse_4394_ms', 'ms', rounds.map((round) => round.parse_ms));
    record('compile_4394_ms', 'ms', compile, { name: 'yarac, the words alone', value: yarac });
    record('compile_4394_to_hyperscan', 'ms', compile,
        { name: 'Hyperscan, the words alone', value: hyperscan('compile_ms') });
    record('lint_4394_ms', 'ms', times(3, () =>
        JSON.parse(run(`${BUILD}/bench/lint_bench`, [folder, '9']).out).lint_ms));
    record('image_4394_ms', 'ms', rounds.map((round) => round.image_ms));
    record('compile_4394_mb', 'MB', rounds.map((round) => round.peak_mb));
    record('tables_4394_mb', 'MB', words.map((round) => round.tables_mb));
    record('classify_4394_per_second', 'texts/s', words.map((round) => round.decided_per_second),
        { name: 'Hyperscan, the words alone', value: hyperscan('per_second') });
}

// Messages to a government, one a line; null: there are none here.
function realTexts() {
    const from = path.join(DATA, 'tipdm2020c', 'messages.tsv');
    if (!fs.existsSync(from)) {
        console.log(`no ${from}: the texts are made up (BENCH_DATA names the folder of real ones)`);
        return null;
    }
    const file = path.join(WORK, 'messages.txt');
    fs.writeFileSync(file, fs.readFileSync(from, 'utf8').split('\n').slice(1)
        .map((line) => line.split('\t')[2]).filter(Boolean).join('\n') + '\n');
    return file;
}

// What fastText needs to choose one of the city's classes for the same texts, or null.
function fastTextPerSecond(folder, texts) {
    if (spawnSync('fasttext', []).error) {
        console.log('fasttext is not installed: not compared');
        return null;
    }
    const train = path.join(WORK, 'train.txt'), model = path.join(WORK, 'model');
    fs.writeFileSync(train, walk(folder).flatMap((name) =>
        [...fs.readFileSync(name, 'utf8').matchAll(/例 "([^"]+)"/g)]
            .map((found) => `__label__${path.basename(name, '.zd')} ${[...found[1]].join(' ')}`))
        .join('\n') + '\n');
    run('fasttext', ['supervised', '-input', train, '-output', model, '-wordNgrams', '2', '-dim', '50',
        '-epoch', '5', '-bucket', '100000', '-thread', '1', '-verbose', '0']);
    const many = path.join(WORK, 'many.txt');
    const lines = fs.readFileSync(texts, 'utf8').repeat(10);
    fs.writeFileSync(many, lines);
    const predict = (file) => Math.min(...times(3, () => run('fasttext', ['predict', `${model}.bin`, file]).ms));
    const count = lines.split('\n').length - 1;
    const started = predict('/dev/null');
    return count / (predict(many) - started) * 1000;
}

// Words, facts and decision beside Hyperscan's bare literals, on real texts where there are any.
function benchWords() {
    const folder = city();
    const real = realTexts(), texts = path.join(WORK, 'spaced.txt');
    const rounds = times(3, () => JSON.parse(run(`${BUILD}/bench/match_bench`,
        [folder, '10', '--write', texts, ...(real ? ['--texts', real] : [])]).out));
    const each = (what) => rounds.map((round) => round[what]);
    const hyperscan = { name: 'Hyperscan, the words alone', value: median(each('hyperscan_per_second')) };
    const ratios = (what) => rounds.map((round) => round[what] / round.hyperscan_per_second);
    console.log(`${short(rounds[0].words)} words of 4,394 duties, ${short(rounds[0].texts)} ` +
        `${real ? 'real' : 'made-up'} texts of ${rounds[0].characters} characters`);
    record('decide_per_second', 'texts/s', each('decided_per_second'), hyperscan);
    record('decide_scalar_per_second', 'texts/s', each('scalar_per_second'), hyperscan);
    const predicted = fastTextPerSecond(folder, texts);
    if (predicted) {
        record('decide_vs_fasttext', 'texts/s', each('decided_per_second'),
            { name: "fastText's predict, characters and pairs", value: predicted });
    }
    record('words_vs_hyperscan', 'x', ratios('decided_per_second'));
    record('words_scalar_vs_hyperscan', 'x', ratios('scalar_per_second'));
    record('words_compile_ms', 'ms', each('words_compile_ms'),
        { name: 'Hyperscan, the words alone', value: median(each('hyperscan_compile_ms')) });
    record('words_tables_mb', 'MB', each('tables_mb'));
}

// Past cases through two versions of the city's list: the seconds that `zhida diff` itself tells.
function benchReplay() {
    const old = city();
    const changed = path.join(WORK, 'city-changed');
    const file = path.join(WORK, 'past.txt');
    fs.rmSync(changed, { recursive: true, force: true });
    fs.cpSync(old, changed, { recursive: true });
    const duties = path.join(changed, 'duties', '01');
    const first = path.join(duties, fs.readdirSync(duties).sort()[0]);
    fs.writeFileSync(first, fs.readFileSync(first, 'utf8').replace(/期限 \d+ 工作日/g, '期限 1 工作日'));
    const texts = walk(old).flatMap((name) => [...fs.readFileSync(name, 'utf8').matchAll(/例 "([^"]+)"/g)]
        .map((found) => found[1]));
    const lines = 100000;
    fs.writeFileSync(file, Array.from({ length: lines }, (_, i) => texts[i % texts.length]).join('\n'));
    const rounds = times(5, () => spawnSync(ZHIDA, ['diff', old, changed, '--replay', file, '--json'],
        { maxBuffer: 1 << 30 })).map((done) => JSON.parse(done.stdout));
    record('replay_per_second', 'texts/s', rounds.map((round) =>
        round.replay.texts / round.replay.microseconds * 1e6));
    record('diff_4394_ms', 'ms', times(5, () => {
        const began = now();
        spawnSync(ZHIDA, ['diff', old, changed]);
        return now() - began;
    }));
}

const walk = (folder) => fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? walk(path.join(folder, entry.name)) : [path.join(folder, entry.name)]);

// From the folder to the report: the proof with its witnesses, and the measuring of the rules' own
// texts; then how many past texts a second the measuring takes.
function benchAnalyse() {
    const folder = city();
    const at = ['--json', '--at', '2026-06-01'];
    const rounds = times(5, () => run(ZHIDA, ['analyse', folder, ...at]));
    const reports = rounds.map((round) => JSON.parse(round.out));
    record('analyse_4394_ms', 'ms', rounds.map((round) => round.ms));
    record('analyse_4394_proof_ms', 'ms', reports.map((report) => report.proof_microseconds / 1000));
    const texts = examples();
    const lines = 100000;
    const past = path.join(WORK, 'past.txt');
    fs.writeFileSync(past, Array.from({ length: lines }, (_, i) => texts[i % texts.length]).join('\n') + '\n');
    const measured = (more) => JSON.parse(run(ZHIDA, ['analyse', RULES, ...at, ...more]).out).measuring_microseconds;
    const start = median(times(3, () => measured([])));
    record('measured_per_second', 'texts/s',
        times(5, () => lines / (measured(['--texts', past]) - start) * 1e6));
}

// The district's own documents, then ten thousand.
function benchAnswer() {
    const bench = `${BUILD}/bench/answer_bench`;
    record('answer_district_ms', 'ms',
        times(5, () => answers.timeMany(bench, RULES).microseconds_each / 1000));
    const many = answers.makeMany(path.join(WORK, 'many'), RULES, 10000);
    const rounds = times(3, () => answers.timeMany(bench, many));
    record('answer_ms', 'ms', rounds.map((round) => round.microseconds_each / 1000));
    record('answer_index_ms', 'ms', rounds.map((round) => round.index_ms));
}

// Real questions to real policy documents, beside plain BM25 over the same pairs of characters.
function benchNcp() {
    const data = path.join(DATA, 'ncp_policy_qa');
    if (!fs.existsSync(path.join(data, 'questions.tsv'))) {
        console.log(`ncp: skipped, there is no ${data} (BENCH_DATA names the folder)`);
        return;
    }
    const found = answers.measure(ZHIDA, data, WORK);
    record('ncp_mrr10', '', [found.ours.mrr10], { name: 'plain BM25', value: found.plain.mrr10 });
    record('ncp_hit1', '', [found.ours.hit1], { name: 'plain BM25', value: found.plain.hit1 });
    record('ncp_first_says_it', '', [found.says]);
    record('ncp_rouge_l', '', [found.rouge]);
    record('ncp_rouge_l_quoted', '', [found.rougeQuoted]);
    record('ncp_quoted_share', '', [found.quoted]);
    record('ncp_answerable_auc', '', [found.auc]);
    record('ncp_quoted_precision', '', [found.precision]);
    record('ncp_unanswerable_refused', '', [found.refused]);
}

// Desks ranked by what was learned: real texts where there are any, and as many tickets as a city has.
function benchLearn() {
    const data = path.join(DATA, 'tipdm2020c');
    const beside = (peer, name) => (peer ? { name: 'fastText', value: peer[name] } : undefined);
    if (fs.existsSync(path.join(data, 'labelled.tsv'))) {
        const found = learned.real(ZHIDA, data, WORK);
        record('tipdm_accuracy', '', [found.accuracy], beside(found.peer, 'accuracy'));
    } else {
        console.log(`tipdm: skipped, there is no ${data} (BENCH_DATA names the folder)`);
    }
    const made = learned.large(ZHIDA, WORK);
    record('learn_seconds', 's', [made.seconds], beside(made.peer, 'seconds'));
    record('learn_made_up_accuracy', '', [made.right]);
    record('decide_learned_per_second', 'texts/s', made.perSecond, beside(made.peer, 'perSecond'));
    record('learned_mb', 'MB', [made.bytes / 1e6]);
}

function benchTalk() {
    const rounds = times(5, () => JSON.parse(run(`${BUILD}/bench/talk_bench`, [RULES, '2000']).out));
    record('recognise_us', 'us', rounds.map((round) => round.recognise_microseconds));
    record('talk_turn_us', 'us', rounds.map((round) => round.talk_microseconds));
}

// The sample enterprises over and over, each with a code of its own.
function benchMatch() {
    const [head, ...rows] = fs.readFileSync(`${RULES}/samples/enterprises.csv`, 'utf8').trim().split('\n');
    const count = 20000;
    const table = [head];
    for (let i = 0; i < count; i++)
        table.push(rows[i % rows.length].replace(/^[^,]+/, `B${String(i).padStart(17, '0')}`));
    const file = path.join(WORK, 'enterprises.csv');
    fs.writeFileSync(file, table.join('\n') + '\n');
    const args = ['match', '--rules', RULES, '--enterprises', file, '--format', 'line'];
    record('match_enterprises_per_second', 'rows/s', times(3, () => count / run(ZHIDA, args).ms * 1000));
}

// ---- the disk ----

function fdatasyncs() {
    const file = path.join(WORK, 'append');
    const block = Buffer.alloc(4096, 'z');
    return times(5, () => {
        const fd = fs.openSync(file, 'w');
        const end = now() + 1000;
        let count = 0;
        for (; now() < end; count++) {
            fs.writeSync(fd, block);
            fs.fdatasyncSync(fd);
        }
        fs.closeSync(fd);
        fs.unlinkSync(file);
        return count;
    });
}

function benchDisk() {
    return record('fdatasync_per_second', '1/s', fdatasyncs());
}

// ---- a running gateway ----

function freePort() {
    return new Promise((found) => {
        const server = net.createServer().listen(0, '127.0.0.1', () => {
            const { port } = server.address();
            server.close(() => found(port));
        });
    });
}

function get(port, where) {
    return new Promise((done) => {
        const request = http.get({ host: '127.0.0.1', port, path: where, agent: false }, (answer) => {
            let body = '';
            answer.on('data', (part) => { body += part; });
            answer.on('end', () => done({ status: answer.statusCode, body }));
        });
        request.on('error', () => done({ status: 0, body: '' }));
    });
}

async function until(port, where, good, limit = 60000) {
    const end = now() + limit;
    while (now() < end) {
        const answer = await get(port, where);
        if (answer.status === 200 && good(answer.body)) return;
        await sleep(1);
    }
    throw new Error(`${where} never came`);
}

class Gateway {
    static async start(data, rules = RULES) {
        const gateway = new Gateway();
        gateway.port = await freePort();
        gateway.inner = await freePort();
        const began = now();
        gateway.log = fs.openSync(path.join(WORK, 'serve.log'), 'w');
        gateway.process = spawn(ZHIDA, ['serve', '--rules', rules, '--data', data, '--sandbox',
            '--listen', `127.0.0.1:${gateway.port}`, '--admin-listen', `127.0.0.1:${gateway.inner}`,
            '--log-level', 'warning'], { stdio: ['ignore', gateway.log, gateway.log] });
        gateway.ended = new Promise((done) => gateway.process.on('exit', done));
        await until(gateway.port, '/healthz', () => true);
        gateway.startMs = now() - began;
        return gateway;
    }

    memory() {
        const status = fs.readFileSync(`/proc/${this.process.pid}/status`, 'utf8');
        return Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024;
    }

    async metric(name) {
        const { body } = await get(this.inner, '/metrics');
        return Number(new RegExp(`^${name} (\\d+)`, 'm').exec(body)[1]);
    }

    async stop() {
        this.process.kill('SIGTERM');
        await this.ended;
        fs.closeSync(this.log);
    }
}

async function benchStart() {
    const data = path.join(WORK, 'start');
    await (await Gateway.start(data)).stop();
    const memories = [];
    const starts = await timesLater(7, async () => {
        const gateway = await Gateway.start(data);
        memories.push(gateway.memory());
        await gateway.stop();
        return gateway.startMs;
    });
    record('start_ms', 'ms', starts);
    record('rss_mb', 'MB', memories);
}

// From the signal until the new version is in force.
async function benchReload() {
    const rules = path.join(WORK, 'rules');
    fs.cpSync(RULES, rules, { recursive: true });
    const phrases = path.join(rules, 'phrases.zd');
    const before = fs.readFileSync(phrases, 'utf8');
    const gateway = await Gateway.start(path.join(WORK, 'start'), rules);
    const reloads = await timesLater(7, async (round) => {
        fs.writeFileSync(phrases, before.replace(/用语 restarted "/, `$&${round}`));
        const count = await gateway.metric('zhida_rules_reloads_total');
        const began = now();
        gateway.process.kill('SIGHUP');
        await until(gateway.inner, '/metrics',
            (body) => body.includes(`zhida_rules_reloads_total ${count + 1}`));
        return now() - began;
    });
    await gateway.stop();
    record('reload_ms', 'ms', reloads);
}

// ---- turns ----

function fillStore() {
    if (fs.existsSync(`${STORE}/zhida.db`)) return;
    console.log(`filling a store with ${CASES.toLocaleString('en')} cases (kept in ${STORE}) ...`);
    const making = `${STORE}.making`;
    fs.rmSync(making, { recursive: true, force: true });
    fs.mkdirSync(making, { recursive: true, mode: 0o700 });
    run(`${BUILD}/bench/fill`, [`${making}/zhida.db`, `${making}/key`, String(CASES)]);
    fs.renameSync(making, STORE);
}

function copyStore(to) {
    fs.rmSync(to, { recursive: true, force: true });
    fs.rmSync(`${to}.key`, { force: true });
    fs.mkdirSync(to, { mode: 0o700 });
    execFileSync('cp', ['--reflink=auto', `${STORE}/zhida.db`, `${to}/zhida.db`]);
    execFileSync('cp', [`${STORE}/key`, `${to}.key`]);
    fs.chmodSync(`${to}.key`, 0o600);
}

async function loadRuns(data, runs) {
    const gateway = await Gateway.start(data);
    const loads = await timesLater(runs, async (round) => new Promise((done, fail) => {
        const load = spawn(`${BUILD}/load`, ['127.0.0.1', String(gateway.port), '--connections', '256',
            '--seconds', String(SECONDS), '--first', String(1 + 1000000 * (round + 1))]);
        let out = '';
        load.stdout.on('data', (part) => { out += part; });
        load.on('exit', () => (out ? done(JSON.parse(out)) : fail(new Error('no load'))));
    }));
    const memory = gateway.memory();
    await gateway.stop();
    for (const load of loads)
        if (load.errors || load.without_reply) throw new Error(JSON.stringify(load));
    return { loads, memory };
}

// The turn thread alone: processor time of a turn in batches of 128, on the full store.
function benchTurn() {
    fillStore();
    const full = path.join(WORK, 'full');
    const rounds = times(3, () => {
        copyStore(full);
        const { out } = run(`${BUILD}/bench/turn_bench`, [RULES, `${full}/zhida.db`, `${full}.key`, '128', '300']);
        return JSON.parse(out);
    });
    record('turn_cpu_us', 'us', rounds.map((round) => round.turn_cpu_us));
    fs.rmSync(full, { recursive: true, force: true });
}

async function benchTurns() {
    const disk = benchDisk();
    const fresh = path.join(WORK, 'fresh');
    fs.rmSync(fresh, { recursive: true, force: true });
    const small = await loadRuns(fresh, 3);
    const young = record('turns_per_second_256_fresh', 'turns/s',
        small.loads.map((load) => load.turns_per_second), { name: 'fdatasync/s', value: disk });
    fillStore();
    const full = path.join(WORK, 'full');
    copyStore(full);
    const big = await loadRuns(full, 3);
    record('turns_per_second_256', 'turns/s', big.loads.map((load) => load.turns_per_second),
        { name: 'fdatasync/s', value: disk });
    record('turns_full_to_fresh', 'ratio', big.loads.map((load) => load.turns_per_second / young));
    record('turn_p50_ms_256', 'ms', big.loads.map((load) => load.p50_ms));
    record('turn_p99_ms_256', 'ms', big.loads.map((load) => load.p99_ms));
    record('rss_mb_under_load', 'MB', [big.memory]);
    fs.rmSync(full, { recursive: true, force: true });
}

// ---- all ----

// From a keystroke in the city's list to the diagnostics of that text: tests/bench/lsp.js says what they hold.
async function benchKeystroke() {
    const done = await benchServer(ZHIDA, city(), path.join('duties', '01', '0101.zd'), 60);
    record('lsp_keystroke_ms', 'ms', done.keystrokes);
    record('lsp_keystroke_cpu_ms', 'ms', [done.cpu]);
    record('lsp_open_4394_ms', 'ms', [done.open]);
    record('lsp_4394_mb', 'MB', [done.megabytes]);
}

// Questions per case: the engine against the same engine in fixed order, over citizens of several seeds.
function benchAsking() {
    for (const [where, folder] of [['', RULES], ['_city', city()]]) {
        const runs = times(5, (seed) => JSON.parse(run(`${BUILD}/bench/asking_bench`, [folder, String(seed + 1), '20000']).out));
        const side = (name, what) => runs.map((one) => one[name][what]);
        const fixed = record(`questions_fixed_order${where}`, 'asked', side('fixed_order', 'questions'));
        record(`questions_first_open${where}`, 'asked', side('first_open', 'questions'));
        record(`questions_per_case${where}`, 'asked', side('asked', 'questions'), { name: 'in fixed order', value: fixed });
        record(`questions_of_facts${where}`, 'asked', side('asked', 'of_facts'),
            { name: 'in fixed order', value: median(side('fixed_order', 'of_facts')) });
        record(`questions_ratio${where}`, 'ratio', runs.map((one) => one.asked.questions / one.fixed_order.questions));
        record(`first_dispatch${where}`, 'share', side('asked', 'right'),
            { name: 'in fixed order', value: median(side('fixed_order', 'right')) });
    }
}

// The second reading of what was not understood: typing errors that come back, and well-written letters that it changes.
function benchTypos() {
    const messages = path.join(DATA, 'tipdm2020c', 'messages.tsv');
    const there = fs.existsSync(messages);
    if (!there) console.log(`typos: no letters, there is no ${messages} (BENCH_DATA names the folder)`);
    const done = JSON.parse(run(`${BUILD}/bench/typo_bench`, there ? [RULES, messages] : [RULES]).out);
    record('typos_understood_again', 'share', [done.understood_again / done.lost], { name: 'misread', value: done.misread / done.lost });
    if (!there) return;
    record('typos_letters_changed', 'letters', [done.letters_changed], { name: 'of', value: done.letters });
    record('typos_sentences_changed', 'sentences', [done.sentences_changed], { name: 'of', value: done.sentences });
}

// The same matter from several people, on real messages; near copies are found, and what it costs.
function benchTopics() {
    const messages = path.join(DATA, 'tipdm2020c', 'messages.tsv');
    if (!fs.existsSync(messages)) {
        console.log(`topics: skipped, there is no ${messages} (BENCH_DATA names the folder)`);
        return;
    }
    for (const [suffix, what] of [['', 'text'], ['_short', 'title']]) {
        const rounds = times(5, (i) => {
            const store = path.join(WORK, `topics-${what}-${i}`);
            return JSON.parse(run(`${BUILD}/bench/topics_bench`, [RULES, store, `${store}.key`, messages, what]).out);
        });
        const figure = (name, unit, field) => record(`${name}${suffix}`, unit, rounds.map((round) => round[field]));
        figure('topics_texts_per_second', 'texts/s', 'texts_per_second');
        figure('topics_sign_us', 'us', 'sign_us');
        figure('topics_pairs_per_second', 'pairs/s', 'pairs_per_second');
        figure('topics_found', 'topics', 'topics');
        figure('topics_near_found', 'share', 'near_found');
        figure('topics_estimate_off', 'off', 'estimate_off');
    }
}

// Lists, searches, sheets, statistics on a year of a large district; first paint on a slow telephone.
const DESK = { build: BUILD, rules: RULES, cases: CASES, record };

const benches = {
    classify: benchClassify, asking: benchAsking, typos: benchTypos, compile: benchCompile, city: benchCity, words: benchWords, replay: benchReplay, lsp: benchKeystroke, answer: benchAnswer, ncp: benchNcp, learn: benchLearn, talk: benchTalk,
    analyse: benchAnalyse,
    desk: () => desk.benchDesk(DESK), stats: () => desk.benchStats(DESK), paint: () => desk.benchPaint(DESK),
    match: benchMatch, topics: benchTopics, start: benchStart, reload: benchReload, turn: benchTurn, turns: benchTurns,
};

async function main() {
    for (const name of wanted)
        if (!benches[name]) throw new Error(`there is no bench '${name}': ${Object.keys(benches).join(', ')}`);
    fs.rmSync(WORK, { recursive: true, force: true });
    fs.mkdirSync(WORK, { recursive: true });
    const on = machine();
    for (const [name, bench] of Object.entries(benches))
        if (!wanted.length || wanted.includes(name)) await bench();
    fs.rmSync(WORK, { recursive: true, force: true });
    fs.writeFileSync(`${BUILD}/bench.json`, JSON.stringify(results, null, 1) + '\n');
    fs.writeFileSync(`${BUILD}/bench-machine.json`, JSON.stringify(on, null, 1) + '\n');
    console.log('\nwritten to ' + `${BUILD}/bench.json`);
}

main().catch((error) => {
    console.error(`bench: ${error.message}`);
    process.exit(1);
});
