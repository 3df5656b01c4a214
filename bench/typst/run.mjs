// Times Typst, in process, on the letters that bench/letters has written as JSON.
//
//   node run.mjs --letters DIR [--mode one|processes|threads|combined] [--workers 2]
//                [--evict 60] [--rayon N] [-o DIR]
//
// Prints one line of JSON. Each worker has a compiler of its own, which it keeps
// with its cache from letter to letter. Letters are read into memory, and the
// letters for warming up are set, before the clock starts; PDFs are written to
// the folder after it has stopped.
//
//   one        one process; Typst's own threads use the cores
//   processes  the letters are divided over child processes
//   threads    the letters are divided over worker threads
//   combined   all letters as one document, in a fresh process
import { fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

const here = import.meta.dirname ?? path.dirname(fileURLToPath(import.meta.url));
const fontFolder = path.join(here, '../../render/pdf/fonts');

const defaults = {
  letters: { type: 'string' },
  mode: { type: 'string', default: 'processes' },
  workers: { type: 'string', default: '2' },
  evict: { type: 'string', default: '60' },
  rayon: { type: 'string' },
  output: { type: 'string', short: 'o' },
};

// fonts are the files that Wayleaf embeds, and no others. The bold Nastaliq says
// in its OS/2 table that it is regular; Typst, which goes by that, would set
// everything in one of the two, so the weight is mended in memory.
function fonts() {
  return fs.readdirSync(fontFolder).filter(name => name.endsWith('.ttf')).map(name => {
    const font = fs.readFileSync(path.join(fontFolder, name));
    if (name.includes('-Bold')) font.writeUInt16BE(700, table(font, 'OS/2') + 4);
    return font;
  });
}

function table(font, tag) {
  for (let at = 12; ; at += 16) {
    if (font.toString('latin1', at, at + 4) === tag) return font.readUInt32BE(at + 8);
  }
}

function newCompiler() {
  return NodeCompiler.create({ workspace: here, fontArgs: [{ fontBlobs: fonts() }] });
}

// typeset compiles a file and exports it as PDF/UA-1.
function typeset(compiler, options) {
  const compiled = compiler.compile(options);
  if (!compiled.result) {
    compiled.printErrors();
    throw new Error('Typst cannot compile the letter');
  }
  const pdf = compiler.pdf(compiled.result, { pdfStandard: 'ua-1' });
  return { pdf, pages: compiled.result.numOfPages };
}

const letterFile = path.join(here, 'letter.json');

// setLetter sets one letter; what has not been used for some letters is dropped
// from the cache, so that memory stays bounded.
function setLetter(compiler, json, options) {
  compiler.mapShadow(letterFile, json);
  const made = typeset(compiler, { mainFilePath: path.join(here, 'letter.typ') });
  compiler.evictCache(Number(options.evict));
  return made;
}

const [timedLetter, warmUp] = [/^\d+\.json$/, /^warm-\d+\.json$/];

function lettersIn(folder, pattern) {
  return fs.readdirSync(folder).filter(name => pattern.test(name)).sort()
    .map(name => ({ name, json: fs.readFileSync(path.join(folder, name)) }));
}

// work is one worker's life: warm up, wait for the word, set its share.
async function work({ options, share, of }, port) {
  const mine = pattern => lettersIn(options.letters, pattern).filter((_, i) => i % of === share);
  const [warm, timed] = [mine(warmUp), mine(timedLetter)];
  const compiler = newCompiler();
  for (const letter of warm) setLetter(compiler, letter.json, options);
  port.send({ ready: true });
  await port.go;
  const made = timed.map(letter => {
    const { pdf, pages } = setLetter(compiler, letter.json, options);
    return { size: pdf.length, pages, pdf: options.output && pdf };
  });
  port.send({
    letters: made.length,
    bytes: made.reduce((sum, m) => sum + m.size, 0),
    pages: made.reduce((sum, m) => sum + m.pages, 0),
    peakRss: process.resourceUsage().maxRSS * 1024,
  });
  if (options.output) timed.forEach((letter, i) => write(options.output, letter.name, made[i].pdf));
}

function write(folder, name, pdf) {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, name.replace('.json', '.pdf')), pdf);
}

function start(options, share, of) {
  const data = { options, share, of };
  if (options.mode === 'threads') {
    const worker = new Worker(fileURLToPath(import.meta.url), { workerData: data });
    return { events: worker, send: message => worker.postMessage(message) };
  }
  const env = options.rayon ? { ...process.env, RAYON_NUM_THREADS: options.rayon } : process.env;
  const child = fork(fileURLToPath(import.meta.url), ['--child', JSON.stringify(data)], { env });
  return { events: child, send: message => child.send(message) };
}

// many divides the letters over workers and times from the word to the last end.
async function many(options) {
  const of = options.mode === 'one' ? 1 : Number(options.workers);
  const workers = Array.from({ length: of }, (_, share) => start(options, share, of));
  await Promise.all(workers.map(w => once(w.events, 'message')));
  const begin = performance.now();
  const ends = workers.map(w => once(w.events, 'message'));
  for (const w of workers) w.send('go');
  const parts = (await Promise.all(ends)).map(([part]) => part);
  const took = performance.now() - begin;
  const sum = key => parts.reduce((total, part) => total + part[key], 0);
  const n = sum('letters');
  return {
    letters: n, perSecond: 1000 * n / took, ms: took / n, bytes: sum('bytes') / n, pages: sum('pages') / n,
    peakRss: options.mode === 'threads' ? parts[0].peakRss : sum('peakRss'),
  };
}

// combined sets all letters as one document.
function combined(options) {
  const letters = lettersIn(options.letters, timedLetter).map(letter => letter.json);
  const compiler = newCompiler();
  const begin = performance.now();
  compiler.mapShadow(path.join(here, 'letters.json'), Buffer.from(`[${letters.join(',')}]`));
  const made = typeset(compiler, { mainFilePath: path.join(here, 'combined.typ') });
  const took = performance.now() - begin;
  if (options.output) write(options.output, 'combined.json', made.pdf);
  return {
    letters: letters.length, seconds: took / 1000, perSecond: 1000 * letters.length / took, bytes: made.pdf.length,
    pages: made.pages / letters.length, peakRss: process.resourceUsage().maxRSS * 1024,
  };
}

async function main() {
  const { values: options } = parseArgs({ options: defaults });
  const result = options.mode === 'combined' ? combined(options) : await many(options);
  console.log(JSON.stringify({ engine: 'typst', mode: options.mode, ...result }));
}

if (!isMainThread) {
  const go = once(parentPort, 'message');
  await work(workerData, { send: message => parentPort.postMessage(message), go });
} else if (process.argv[2] === '--child') {
  const go = once(process, 'message');
  await work(JSON.parse(process.argv[3]), { send: message => process.send(message), go });
  process.disconnect();
} else {
  await main();
}
