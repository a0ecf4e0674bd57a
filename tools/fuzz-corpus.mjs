// fuzz-corpus.mjs CONTROL KEPT LIMIT
// Chooses what of a fuzzer's corpus is kept in the repository: reads which edges each input
// reaches (the control file of libFuzzer's -set_cover_merge), and puts beside the seeds in the folder KEPT
// those few inputs that together add most, the best first, at most LIMIT of them.
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const [control, kept, limit] = process.argv.slice(2);
const lines = readFileSync(control, 'utf8').split('\n');
const files = lines.slice(2, 2 + Number(lines[0]));
const reached = new Map();
for (const line of lines.slice(2 + files.length)) {
  const [kind, file, ...edges] = line.split(' ');
  if (kind === 'FT') reached.set(files[Number(file)], edges);
}

const covered = new Set();
const isSeed = (file) => basename(file).startsWith('seed-');
for (const [file, edges] of reached) if (isSeed(file)) edges.forEach((edge) => covered.add(edge));
const left = new Map([...reached].filter(([file]) => !isSeed(file)));
const chosen = [];
while (chosen.length < Number(limit)) {
  let best = { file: null, gain: 0 };
  for (const [file, edges] of left) {
    const gain = edges.reduce((sum, edge) => sum + !covered.has(edge), 0);
    if (gain > best.gain) best = { file, gain };
  }
  if (!best.file) break;
  left.get(best.file).forEach((edge) => covered.add(edge));
  left.delete(best.file);
  chosen.push([best.file, readFileSync(best.file)]);
}

const all = new Set([...reached.values()].flat());
for (const file of readdirSync(kept)) if (!isSeed(file)) rmSync(join(kept, file));
for (const [file, bytes] of chosen) writeFileSync(join(kept, basename(file)), bytes);
console.log(`   kept ${chosen.length} inputs beside the seeds: ${covered.size} of ${all.size} edges reached`);
