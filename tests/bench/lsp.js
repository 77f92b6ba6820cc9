// The language server in a city's list: milliseconds from a keystroke (didChange) to the diagnostics of
// that text (publishDiagnostics of that version). They hold every error of the whole folder that the
// checker finds, names and meaning included; examples put to the compiled rules and lints follow when
// nobody types, and are not part of the figure. Every tenth keystroke makes an error, and it is looked for.
'use strict';
const { spawn } = require('child_process');
const fs = require('fs');
const path = require('path');
const { pathToFileURL } = require('url');

const now = () => Number(process.hrtime.bigint()) / 1e6;

class Server {
    constructor(binary) {
        this.process = spawn(binary, ['lsp'], { stdio: ['pipe', 'pipe', 'inherit'] });
        this.rest = Buffer.alloc(0);
        this.looks = [];
        this.process.stdout.on('data', (data) => this.take(data));
    }
    take(data) {
        this.rest = Buffer.concat([this.rest, data]);
        for (;;) {
            const end = this.rest.indexOf('\r\n\r\n');
            const length = end < 0 ? Infinity : Number(/Content-Length: (\d+)/.exec(this.rest.subarray(0, end))[1]);
            if (this.rest.length < end + 4 + length) return;
            const message = JSON.parse(this.rest.subarray(end + 4, end + 4 + length));
            this.rest = this.rest.subarray(end + 4 + length);
            this.looks = this.looks.filter((look) => !look(message));
        }
    }
    send(message) {
        const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
        this.process.stdin.write(Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]));
    }
    until(look) {
        return new Promise((done) => this.looks.push((m) => look(m) && (done(m), true)));
    }
    shown(uri, version) {
        return this.until((m) => m.method === 'textDocument/publishDiagnostics' && m.params.uri === uri &&
            m.params.version === version);
    }
}

// One keystroke: a character into an example, or (broken) into the name of a unit.
async function stroke(server, uri, version, lines, broken) {
    const line = lines.findIndex((text) => text.includes(broken ? '交 ' : '例 "'));
    const character = lines[line].indexOf(broken ? '交 ' : '例 "') + (broken ? 2 : 3);
    const at = { line, character };
    const answer = server.shown(uri, version);
    const began = now();
    server.send({ method: 'textDocument/didChange', params: { textDocument: { uri, version },
        contentChanges: [{ range: { start: at, end: at }, text: '甚' }] } });
    const { params } = await answer;
    const took = now() - began;
    const errors = params.diagnostics.filter((d) => d.severity === 1).length;
    if (broken !== errors > 0) throw new Error(`${errors} errors where ${broken ? 'one was' : 'none were'} made`);
    const back = server.shown(uri, version + 1);
    server.send({ method: 'textDocument/didChange', params: { textDocument: { uri, version: version + 1 },
        contentChanges: [{ range: { start: at, end: { line, character: character + 1 } }, text: '' }] } });
    await back;
    return took;
}

// Milliseconds of processor time that it has used, to a hundredth of a second.
function used(server) {
    const fields = fs.readFileSync(`/proc/${server.process.pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
}

// { keystrokes: [ms], cpu: ms a keystroke, open: ms, megabytes }
module.exports = async function benchServer(binary, folder, file, strokes) {
    const server = new Server(binary);
    const uri = pathToFileURL(path.resolve(folder, file)).href;
    const text = fs.readFileSync(path.join(folder, file), 'utf8');
    const began = now();
    server.send({ id: 1, method: 'initialize', params: { rootUri: pathToFileURL(path.resolve(folder)).href, capabilities: {} } });
    server.send({ method: 'initialized', params: {} });
    const first = server.shown(uri, 1);
    server.send({ method: 'textDocument/didOpen', params: { textDocument: { uri, version: 1, languageId: 'zhida', text } } });
    await first;
    const open = now() - began;
    const keystrokes = [], before = used(server);
    for (let i = 0; i < strokes; i++)
        keystrokes.push(await stroke(server, uri, 2 * i + 2, text.split('\n'), i % 10 === 9));
    const cpu = (used(server) - before) / (2 * strokes); // each was typed and taken back
    const status = fs.readFileSync(`/proc/${server.process.pid}/status`, 'utf8');
    const megabytes = Number(/VmHWM:\s+(\d+)/.exec(status)[1]) / 1024;
    const over = new Promise((done) => server.process.on('exit', done));
    server.send({ id: 2, method: 'shutdown' });
    server.send({ method: 'exit' });
    await over;
    return { keystrokes, cpu, open, megabytes };
};
