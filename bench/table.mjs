// Prints the medians of bench/run's results as two tables.
//
//   node table.mjs FILE
import fs from 'node:fs';

const results = fs.readFileSync(process.argv[2], 'utf8').trim().split('\n').map(line => JSON.parse(line));
const names = { en: 'English', ur: 'Urdu' };

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

// of gives the medians of some rounds, and the spread of the times.
function of(rounds) {
  const at = key => rounds.map(r => r[key]).filter(n => n !== undefined);
  const middle = key => median(at(key));
  return {
    perSecond: middle('perSecond'), ms: middle('ms'), least: Math.min(...at('ms')), most: Math.max(...at('ms')),
    seconds: middle('seconds'), bytes: middle('bytes'), pages: middle('pages'), rss: middle('peakRss'),
  };
}

const find = (engine, language, mode) => results.filter(r => r.engine === engine && r.language === language && r.mode === mode);

function separate(language) {
  const [write, whole] = ['write', 'whole'].map(mode => of(find('wayleaf', language, mode)));
  const ways = ['processes', 'threads', 'one'].map(mode => ({ mode, ...of(find('typst', language, mode)) }));
  const typst = ways.toSorted((a, b) => a.ms - b.ms)[0];
  const row = (what, m) => `| ${names[language]} | ${what} | ${m.perSecond.toFixed(0)} | ${m.ms.toFixed(2)} (${m.least.toFixed(2)} to ${m.most.toFixed(2)}) `
    + `| ${(typst.ms / m.ms).toFixed(1)} | ${(m.bytes / 1000).toFixed(0)} | ${m.pages.toFixed(1)} |`;
  return [
    row(`Typst, ${typst.mode}`, typst),
    row('Wayleaf, `pdf.Write`', { ...write, pages: whole.pages }),
    row('Wayleaf, from order to proved file on disk', whole),
  ];
}

function combined(language) {
  const [own, typst] = ['wayleaf', 'typst'].map(engine => of(find(engine, language, 'combined')));
  const row = (what, m) => `| ${names[language]} | ${what} | ${m.seconds.toFixed(1)} | ${m.perSecond.toFixed(0)} | ${(typst.seconds / m.seconds).toFixed(1)} `
    + `| ${(m.bytes / 1e6).toFixed(1)} | ${(m.rss / 1e6).toFixed(0)} | ${m.pages.toFixed(1)} |`;
  return [row('Typst', typst), row('Wayleaf, `pdf.Combine`', own)];
}

const first = results[0];
console.log(`${first.letters} separate letters, 2 cores; ms is wall clock for each letter, median (least to most)\n`);
console.log('| | | letters/s | ms | times Typst | kB | pages |\n|---|---|---:|---:|---:|---:|---:|');
for (const language of Object.keys(names)) console.log(separate(language).join('\n'));

const many = results.find(r => r.mode === 'combined');
if (many) {
  console.log(`\n${many.letters} letters in one file, 2 cores\n`);
  console.log('| | | s | letters/s | times Typst | MB | peak memory, MB | pages each |\n|---|---|---:|---:|---:|---:|---:|---:|');
  for (const language of Object.keys(names)) console.log(combined(language).join('\n'));
}
