import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import PQueue from 'p-queue';
import { chromium } from 'playwright';
import { findBrowser } from '../../src/run/find-browser.ts';
import { openLetterCarrier } from '../../src/run/letter-browser.ts';
import { sendLetters } from '../../src/run/letters-send.ts';
import { LETTER, PERSONA } from '../../test/letters/carrier/bench-table.ts';
import { letterSites, writeLetterConfig } from '../../test/letters/helpers/letter-workspace.ts';
import { at, CAMPAIGN, movedTo, plan, workspaceAt } from '../../test/letters/helpers/open-campaign.ts';
import { LETTER_KINDS } from '../../test/province/letters/all-kinds.ts';
import { startLetters } from '../../test/province/letters/start-letters.ts';
import { HAND_SCRIPTS } from './hand-scripts.ts';

/**
 * Letters a minute by `letters send` with four contexts — from the home page to the receipt, ledger and evidence included —
 * beside the same flows scripted by hand in Playwright, once as bare as can be and once with what makes a proof (picture
 * and document before and after the click). The three take turns, ROUNDS times, and medians are compared. Then the memory
 * over all of them. `npm run bench:letters [LETTERS [ROUNDS]]`.
 */
const CONTEXTS = 4;
const count = Number(process.argv[2] ?? '40');
const rounds = Number(process.argv[3] ?? '5');
const kinds = LETTER_KINDS.filter(({ id }) => id in HAND_SCRIPTS);
const sites = letterSites(count * rounds, (i) => `s${i}.gov.cn`);
const mounted = sites.map(({ host, name }, i) => ({
  ...{ host, siteName: name, replies: 'never' as const },
  kind: kinds[i % kinds.length] as (typeof kinds)[number],
}));
const province = await startLetters(mounted, at('06-07T10:00'));

/** The province runs in this process and serves all three; the browsers are children of it. */
function memoryMb(): { node: number; browser: number } {
  const pageKb = Number(execFileSync('getconf', ['PAGESIZE'], { encoding: 'utf8' })) / 1024;
  const parents = new Map<number, { parent: number; kb: number }>();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const [, resident = '0', shared = '0'] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
      parents.set(Number(pid), { parent: Number(parent), kb: (Number(resident) - Number(shared)) * pageKb });
    } catch {}
  }
  const isOurs = (pid: number): boolean => {
    const parent = parents.get(pid)?.parent;
    return parent !== undefined && (parent === process.pid || (parent > 1 && isOurs(parent)));
  };
  const children = [...parents].filter(([pid]) => isOurs(pid)).reduce((sum, [, { kb }]) => sum + kb, 0);
  return { node: Math.round(process.memoryUsage().rss / 2 ** 20), browser: Math.round(children / 1024) };
}

async function ours(round: number): Promise<{
  seconds: number;
  submitted: number;
  memory: ReturnType<typeof memoryMb>[];
}> {
  const letters = `{ deskWaitSeconds: 0, perDay: ${count + 1} }`;
  const own = sites.slice(round * count, (round + 1) * count);
  const { config } = writeLetterConfig(own, province.port, letters);
  writeFileSync(config, readFileSync(config, 'utf8').replace('contexts: 3', `contexts: ${CONTEXTS}`));
  const workspace = workspaceAt(config, '06-07T10:00');
  await plan(workspace);
  const then = movedTo(workspace, '06-07T10:00');
  const carrier = await openLetterCarrier(then);
  const memory: ReturnType<typeof memoryMb>[] = [];
  let [done, submitted] = [0, 0];
  const began = performance.now();
  await sendLetters(then, {
    ...{ campaign: CAMPAIGN, letterId: null, live: false, blackhole: false, language: 'en' },
    ...{ carrier, signal: new AbortController().signal, onStart: () => {} },
    onLetter({ state }) {
      done += 1;
      if (state === 'submitted') submitted += 1;
      if (done % 25 === 0) memory.push(memoryMb());
    },
  });
  const seconds = (performance.now() - began) / 1000;
  await workspace.close();
  return { seconds, submitted, memory };
}

async function byHand(letters: number, withProof: boolean): Promise<number> {
  const browser = await chromium.launch({
    executablePath: findBrowser('auto') ?? '',
    args: [`--host-resolver-rules=MAP * 127.0.0.1:${province.port}`],
  });
  const queue = new PQueue({ concurrency: CONTEXTS });
  const began = performance.now();
  await Promise.all(
    mounted.slice(0, letters).map(({ host, kind }) =>
      queue.add(async () => {
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
            await HAND_SCRIPTS[kind.id]?.(page, `http://${host}/`, LETTER, PERSONA);
            await proof();
          } else await HAND_SCRIPTS[kind.id]?.(page, `http://${host}/`, LETTER, PERSONA);
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
const runs: { bare: number; proven: number; own: Awaited<ReturnType<typeof ours>>; load: string }[] = [];
for (let round = 0; round < rounds; round++) {
  const bare = await byHand(count, false);
  const proven = await byHand(count, true);
  const own = await ours(round);
  const [load = 0] = loadavg();
  runs.push({ bare, proven, own, load: load.toFixed(1) });
  process.stderr.write(
    `${bare.toFixed(1)} ${proven.toFixed(1)} ${own.seconds.toFixed(1)} s, load ${load.toFixed(1)}\n`,
  );
}
await province.close();

const perMinute = (seconds: number) => Math.round((600 * count) / seconds) / 10;
const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const ratio = (values: readonly number[]) => Math.round(100 * median(values)) / 100;
const memory = runs.flatMap(({ own }) => own.memory);
const tail = memory.slice(Math.floor(memory.length / 2));
const result = {
  date: new Date().toISOString(),
  machine: `${cpus().length} × ${cpus()[0]?.model ?? ''}, Node ${process.version}`,
  ...{ letters: count, rounds, kinds: kinds.map(({ id }) => id), contexts: CONTEXTS },
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
  memoryMb: {
    every25Letters: memory,
    growthOfSecondHalf: (tail.at(-1)?.node ?? 0) - (tail[0]?.node ?? 0),
  },
};
const folder = path.resolve(import.meta.dirname, '../results');
mkdirSync(folder, { recursive: true });
writeFileSync(path.join(folder, 'letters.json'), `${JSON.stringify(result, null, 2)}\n`);
process.stdout.write(
  `${JSON.stringify({ ...result, memoryMb: result.memoryMb.growthOfSecondHalf }, null, 1)}\n`,
);
