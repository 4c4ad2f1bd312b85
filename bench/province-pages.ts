import { mkdirSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { build } from '../scripts/build.mjs';
import { startProvinceProcess } from '../src/run/province-process.ts';
import { pathsOf } from '../test/province/checksum.ts';
import { dayOf } from '../test/province/days.ts';
import { generateProvince } from '../test/province/generate.ts';
import { World } from '../test/province/state.ts';

/**
 * How many cached pages a second the province serves: its server is a process of its own, so its processor time
 * tells what one core serves, whatever else the machine does.
 */

const PAGES = 2_000;
const CONNECTIONS = 16;
const ROUNDS = 20;

build();
const folder = path.join(tmpdir(), `xunjian-pages-${process.pid}`);
const served = await startProvinceProcess({ seed: 7, size: 'full', folder, minDelayMs: 0 });
const world = new World(
  generateProvince({ seed: 7, size: 'full', base: dayOf(served.ready.date) }),
  dayOf(served.ready.date),
);
const requests: string[] = [];
for (const site of world.province.sites) {
  // A site that is slow or resets is no measure of pages.
  if (world.faultsOf(site.siteCode).length > 0 || requests.length >= PAGES) continue;
  for (const target of pathsOf(world.state(site)))
    requests.push(`GET ${target} HTTP/1.1\r\nHost: ${site.host}\r\n\r\n`);
}
await ask(1);
const before = await cpuSeconds();
const began = performance.now();
const bytes = await ask(ROUNDS);
const seconds = (performance.now() - began) / 1000;
const cpu = (await cpuSeconds()) - before;
const pages = requests.length * ROUNDS;
served.close();
const result = {
  machine: `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, Node ${process.version}`,
  date: new Date().toISOString(),
  command: 'npm run bench:province',
  ...{ pages, megabytes: Math.round(bytes / 1e6), connections: CONNECTIONS },
  seconds: round(seconds),
  cpuSeconds: round(cpu),
  pagesASecond: Math.round(pages / seconds),
  pagesACpuSecond: Math.round(pages / cpu),
};
const results = path.resolve(import.meta.dirname, 'results');
mkdirSync(results, { recursive: true });
writeFileSync(path.join(results, 'province-pages.json'), `${JSON.stringify(result, null, 1)}\n`);
process.stdout.write(`${JSON.stringify(result, null, 1)}\n`);

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Processor time of the server so far, user and system. */
async function cpuSeconds(): Promise<number> {
  const { user, system } = (await served.ask({ ask: 'cpu' })) as NodeJS.CpuUsage;
  return (user + system) / 1e6;
}

/** Asks for every page `rounds` times over a few connections, one after the other on each; bytes received. */
async function ask(rounds: number): Promise<number> {
  const todo = requests.length * rounds;
  let next = 0;
  const one = (): Promise<number> =>
    new Promise((resolve, reject) => {
      const socket = net.connect(served.ready.port, '127.0.0.1');
      let received = 0;
      let left = 0;
      let head: Buffer = Buffer.alloc(0);
      const send = () => {
        if (next >= todo) {
          socket.destroy();
          resolve(received);
          return;
        }
        socket.write(requests[next++ % requests.length] ?? '');
      };
      socket.on('error', reject);
      socket.on('connect', send);
      socket.on('data', (chunk: Buffer) => {
        received += chunk.length;
        if (left > 0) left -= chunk.length;
        else {
          head = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
          const end = head.indexOf('\r\n\r\n');
          if (end < 0) return;
          const length = /content-length: (\d+)/i.exec(head.toString('latin1', 0, end))?.[1] ?? '0';
          left = Number(length) - (head.length - end - 4);
          head = Buffer.alloc(0);
        }
        if (left <= 0) {
          left = 0;
          send();
        }
      });
    });
  const sums = await Promise.all(Array.from({ length: CONNECTIONS }, one));
  return sums.reduce((sum, each) => sum + each, 0);
}
