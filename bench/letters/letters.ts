import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import PQueue from 'p-queue';
import { chromium } from 'playwright';
import { findBrowser } from '../../src/run/find-browser.ts';
import { LETTER, PERSONA } from '../../test/letters/carrier/bench-table.ts';
import { HAND_SCRIPTS } from './hand-scripts.ts';
import { CONTEXTS, sendRound } from './send-round.ts';
import { KINDS, kindOf, sitesFor } from './sites.ts';
import { startProvince } from './start-province.ts';

/**
 * Letters a minute by `letters send` with four contexts — from the home page to the receipt, ledger and evidence included —
 * beside the same flows scripted by hand in Playwright, once as bare as can be and once with what makes a proof (picture
 * and document before and after the click). The three take turns, ROUNDS times, and medians are compared. The offices are
 * simulated in a process of their own. `npm run bench:letters [LETTERS [ROUNDS]]`.
 */
const count = Number(process.argv[2] ?? '40');
const rounds = Number(process.argv[3] ?? '5');
const sites = sitesFor(count * rounds);
const province = await startProvince(sites.length);

async function byHand(letters: number, withProof: boolean): Promise<number> {
  const browser = await chromium.launch({
    executablePath: findBrowser('auto') ?? '',
    args: [`--host-resolver-rules=MAP * 127.0.0.1:${province.port}`],
  });
  const queue = new PQueue({ concurrency: CONTEXTS });
  const began = performance.now();
  await Promise.all(
    sites.slice(0, letters).map(({ host }, i) =>
      queue.add(async () => {
        const script = HAND_SCRIPTS[kindOf(i).id];
        const context = await browser.newContext({ locale: 'zh-CN' });
        try {
          const page = await context.newPage();
          if (withProof) {
            const proof = async () => {
              await page.waitForLoadState();
              await page.content().catch(() => page.content());
              await page.screenshot({ fullPage: true });
            };
            // Before the click as the form stands there, and after it.
            const click = page.click.bind(page);
            page.click = async (selector, options) => {
              if (/submit|#tj/.test(selector)) await proof();
              await click(selector, options);
            };
            await script?.(page, `http://${host}/`, LETTER, PERSONA);
            await proof();
          } else await script?.(page, `http://${host}/`, LETTER, PERSONA);
        } finally {
          await context.close();
        }
      }),
    ),
  );
  const seconds = (performance.now() - began) / 1000;
  await browser.close();
  return seconds;
}

// In turns, so that a busy minute of the machine does not fall on one of them alone.
const runs: { bare: number; proven: number; own: Awaited<ReturnType<typeof sendRound>>; load: string }[] = [];
for (let round = 0; round < rounds; round++) {
  const bare = await byHand(count, false);
  const proven = await byHand(count, true);
  const own = await sendRound(sites.slice(round * count, (round + 1) * count), province.port);
  const [load = 0] = loadavg();
  runs.push({ bare, proven, own, load: load.toFixed(1) });
  process.stderr.write(
    `${bare.toFixed(1)} ${proven.toFixed(1)} ${own.seconds.toFixed(1)} s, load ${load.toFixed(1)}\n`,
  );
}
province.close();

const perMinute = (seconds: number) => Math.round((600 * count) / seconds) / 10;
const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const ratio = (values: readonly number[]) => Math.round(100 * median(values)) / 100;
const result = {
  date: new Date().toISOString(),
  machine: `${cpus().length} × ${cpus()[0]?.model ?? ''}, Node ${process.version}`,
  ...{ letters: count, rounds, kinds: KINDS.map(({ id }) => id), contexts: CONTEXTS },
  submitted: runs.reduce((sum, { own }) => sum + own.submitted, 0),
  load: runs.map(({ load }) => load),
  perMinute: {
    ours: runs.map(({ own }) => perMinute(own.seconds)),
    byHandBare: runs.map(({ bare }) => perMinute(bare)),
    byHandWithProof: runs.map(({ proven }) => perMinute(proven)),
  },
  /** Medians over the rounds; each round's three follow one another. */
  timeAgainst: {
    byHandBare: ratio(runs.map(({ own, bare }) => own.seconds / bare)),
    byHandWithProof: ratio(runs.map(({ own, proven }) => own.seconds / proven)),
  },
};
const folder = path.resolve(import.meta.dirname, '../results');
mkdirSync(folder, { recursive: true });
writeFileSync(path.join(folder, 'letters.json'), `${JSON.stringify(result, null, 2)}\n`);
process.stdout.write(`${JSON.stringify(result, null, 1)}\n`);
