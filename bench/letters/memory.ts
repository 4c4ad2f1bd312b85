import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { sendRound } from './send-round.ts';
import { sitesFor } from './sites.ts';
import { startProvince } from './start-province.ts';

/**
 * The memory of the process that sends, over one run: no simulated office is in it and no hand script. After every 25
 * letters its heap is collected and measured, and what its browsers hold for themselves.
 * `npm run bench:letters-memory [LETTERS]`.
 */
const EVERY = 25;
const count = Number(process.argv[2] ?? '500');
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const pageBytes = Number(execFileSync('getconf', ['PAGESIZE'], { encoding: 'utf8' }));
const mb = (bytes: number) => Math.round(bytes / 2 ** 18) / 4;

/** What the browsers hold and share with nobody. */
function browserBytes(province: number): number {
  const all = new Map<number, { parent: number; bytes: number }>();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const [, resident = '0', shared = '0'] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
      all.set(Number(pid), {
        parent: Number(parent),
        bytes: (Number(resident) - Number(shared)) * pageBytes,
      });
    } catch {
      // Ended since it was listed.
    }
  }
  const isOurs = (pid: number): boolean => {
    const parent = all.get(pid)?.parent;
    if (parent === undefined || pid === province) return false;
    return parent === process.pid || (parent > 1 && isOurs(parent));
  };
  return [...all].filter(([pid]) => isOurs(pid)).reduce((sum, [, { bytes }]) => sum + bytes, 0);
}

interface Sample {
  letters: number;
  heapMb: number;
  externalMb: number;
  rssMb: number;
  browserMb: number;
}

const sites = sitesFor(count);
const province = await startProvince(count);
const samples: Sample[] = [];
const { seconds, submitted } = await sendRound(sites, province.port, (done) => {
  if (done % EVERY !== 0) return;
  collect();
  const { heapUsed, external, rss } = process.memoryUsage();
  samples.push({
    ...{ letters: done, heapMb: mb(heapUsed), externalMb: mb(external), rssMb: mb(rss) },
    browserMb: mb(browserBytes(province.pid)),
  });
  process.stderr.write(`${JSON.stringify(samples.at(-1))}\n`);
});
province.close();

const [load = 0] = loadavg();
const quarter = (of: 'heapMb' | 'rssMb', nth: number) => {
  const values = samples
    .slice(((nth - 1) * samples.length) / 4, (nth * samples.length) / 4)
    .map((sample) => sample[of])
    .sort((a, b) => a - b);
  return values[values.length >> 1] ?? Number.NaN;
};
const growth = (of: 'heapMb' | 'rssMb') => {
  const [second, last] = [quarter(of, 2), quarter(of, 4)];
  return { second, last, percent: Math.round((1000 * (last - second)) / second) / 10 };
};
const result = {
  date: new Date().toISOString(),
  machine: `${cpus().length} × ${cpus()[0]?.model ?? ''}, Node ${process.version}`,
  ...{
    letters: count,
    submitted,
    load: load.toFixed(1),
    perMinute: Math.round((600 * count) / seconds) / 10,
  },
  /** Medians of the second quarter of the run and of its last. */
  quarters: { heapMb: growth('heapMb'), rssMb: growth('rssMb') },
  every25Letters: samples,
};
writeFileSync(
  path.resolve(import.meta.dirname, '../results/letters-500.json'),
  `${JSON.stringify(result, null, 2)}\n`,
);
process.stdout.write(`${JSON.stringify({ ...result, every25Letters: undefined }, null, 1)}\n`);
