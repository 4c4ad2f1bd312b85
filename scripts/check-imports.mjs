// Holds the house together (docs/architecture.md): imports point inward, time comes from src/clock.ts, the network
// is reached through src/net, SQL stands in src/store. Prints every breach and exits with 1.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Layer → layers whose code it may import. `types:` ones only by `import type`. */
const LAYERS = {
  domain: ['types:config', 'clock', 'errors'],
  reading: ['domain', 'clock'],
  net: ['domain', 'clock', 'errors', 'on-abort'],
  store: ['domain', 'clock', 'errors'],
  browser: ['net', 'domain', 'clock', 'errors', 'on-abort'],
  observe: ['net', 'store', 'reading', 'browser', 'domain', 'clock', 'errors'],
  probes: ['domain', 'types:config'],
  judge: ['probes', 'domain', 'types:config', 'types:clock'],
  letters: ['browser', 'net', 'store', 'reading', 'domain', 'clock', 'errors', 'config'],
  accounts: ['net', 'store', 'reading', 'domain', 'clock', 'errors', 'config'],
  config: ['errors', 'package-root', 'domain'],
  inventory: ['domain', 'errors', 'types:config'],
  report: ['judge', 'store', 'domain', 'clock', 'errors', 'types:run', 'types:config'],
  run: [
    'observe',
    'judge',
    'letters',
    'accounts',
    'store',
    'net',
    'browser',
    'reading',
    'inventory',
    'report',
    'config',
    'probes',
    'domain',
    'clock',
    'errors',
    'package-root',
    'types:cli',
  ],
  cli: [
    'run',
    'report',
    'observe',
    'judge',
    'reading',
    'inventory',
    'store',
    'config',
    'probes',
    'domain',
    'clock',
    'errors',
    'package-root',
    'web',
  ],
  web: ['package-root', 'run', 'report', 'store', 'config', 'domain', 'clock', 'errors', 'probes', 'judge'],
};

const NETWORK = /^(undici|node:(net|http|https|tls|dns)(\/promises)?|ws)$/;
const SQL = /^(better-sqlite3|pg|pg-boss|kysely)$/;
const TIME = /\bDate\.now\(|new Date\(\)|\bset(?:Timeout|Interval)\(/;

function layerOf(file) {
  const parts = file.split('/');
  if (parts[0] === 'probes') return 'probes';
  return parts[0] === 'src' ? (parts.length === 2 ? parts[1].replace(/\.ts$/, '') : parts[1]) : null;
}

/** Breaches in one file: lines of text. */
export function breachesOf(file, text) {
  const layer = layerOf(file);
  const allowed = LAYERS[layer];
  const breaches = [];
  const imports = [
    ...text.matchAll(/^(?:import|export)\s+(type\s)?[^'"]*?from\s+'([^']+)'/gms),
    // For their effects, and while running.
    ...text.matchAll(/^import\s+()'([^']+)'/gm),
    ...text.matchAll(/\bimport\(()\s*'([^']+)'/g),
  ];
  for (const [, isType, target] of imports) {
    if (target.startsWith('.')) {
      const other = layerOf(path.posix.normalize(path.posix.join(path.posix.dirname(file), target)));
      if (allowed === undefined || other === null || other === layer) continue;
      const ok = allowed.includes(other) || (isType && allowed.includes(`types:${other}`));
      if (!ok) breaches.push(`${file}: ${layer} imports ${other} (${target})`);
    } else {
      const isOwn = (...layers) => layers.includes(layer);
      if (NETWORK.test(target) && !isType && !isOwn('net', 'browser', 'web'))
        breaches.push(`${file}: the network (${target}) is reached through src/net`);
      if (SQL.test(target) && !isOwn('store')) breaches.push(`${file}: SQL (${target}) stands in src/store`);
    }
  }
  if (file !== 'src/clock.ts' && TIME.test(text))
    breaches.push(`${file}: time and timers come from src/clock.ts`);
  return breaches;
}

function filesBelow(root, folder) {
  return readdirSync(path.join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
  const files = ['src', 'probes'].flatMap((folder) => filesBelow(root, folder));
  const breaches = files.flatMap((file) => breachesOf(file, readFileSync(path.join(root, file), 'utf8')));
  for (const breach of breaches) console.error(breach);
  console.error(
    breaches.length === 0
      ? `imports: ${files.length} files, none breaks the rules`
      : `imports: ${breaches.length} breaches`,
  );
  process.exitCode = breaches.length === 0 ? 0 : 1;
}
