import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { epochMs } from '../../src/clock.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { readInventory } from '../../src/inventory/read-inventory.ts';
import { findBrowser } from '../../src/run/find-browser.ts';
import { scan } from '../../src/run/scan.ts';
import type { SiteResult } from '../../src/run/site-result.ts';
import { openWorkspace } from '../../src/run/workspace.ts';
import { temporaryFolder } from '../helpers/run-cli.ts';
import type { Province } from './model.ts';
import { type Score, score } from './score.ts';
import { type RunningProvince, startProvince } from './start-province.ts';

/** One small site of each, of ever other dialects: what is over, what is out of sight, what comes and goes. */
const TOLD = [
  ...['news-14', 'home-half-dated', 'channel-none', 'identity-police', 'https-wrong-name'],
  ...['wall-412', 'mended', 'appearing', 'filled-in'],
];
/** And so many in which nothing is wrong: of them nothing may be said. */
const IN_ORDER = 2;
const DAYS = ['2026-11-24', '2026-11-25'] as const;

function chosen({ sites, faults }: Province): string[] {
  const small = sites.filter(({ type }) => type !== 'portal').map(({ siteCode }) => siteCode);
  const faultOf = new Map(faults.map(({ siteCode, scenario }) => [siteCode, scenario]));
  const told = TOLD.map((id) => small.find((code) => faultOf.get(code) === id));
  if (told.includes(undefined)) throw new Error('a scenario stands on no small site: choose another seed');
  return [
    ...told.flatMap((code) => code ?? []),
    ...small.filter((code) => !faultOf.has(code)).slice(0, IN_ORDER),
  ];
}

describe.skipIf(findBrowser('auto') === null)(
  'a scan on two days, scored against the truth (real Chromium; skipped without one)',
  () => {
    let province: RunningProvince;
    const scores: Score[] = [];

    beforeAll(async () => {
      province = await startProvince({ seed: 3, size: 'full', only: chosen, slowMs: 100 });
      const file = province.write(temporaryFolder(), { minDelayMs: 0 });
      for (const day of DAYS) {
        await province.setDate(day);
        scores.push(score(await scanned(file, `${day}T01:00:00+08:00`), province.truth()));
      }
    }, 600_000);
    afterAll(() => province.close());

    it.each([0, 1])('accuses nobody wrongly and misses nothing on day %i', (day) => {
      expect(scores[day]?.missingSites).toEqual([]);
      expect(scores[day]?.mistakes).toEqual([]);
    });

    it('finds what there is to find, and confirms on the second day what both days showed', () => {
      const sum = (key: 'faults' | 'found' | 'confirmed') =>
        scores[1]?.indicators.reduce((all, indicator) => all + indicator[key], 0) ?? 0;
      expect(sum('faults')).toBeGreaterThan(4);
      expect(sum('found')).toBe(sum('faults'));
      expect(sum('confirmed')).toBeGreaterThan(2);
    });

    it('reads every date of every list right', () => {
      for (const { columns } of scores) {
        expect(columns.datedWrong).toBe(0);
        expect(columns.seen).toBe(columns.expected);
      }
    });
  },
);

/** The lines of `scan --json`. */
async function scanned(file: string, at: string): Promise<string> {
  const config = loadConfig({ file, rehearsal: true, env: {} });
  const { sites, columns } = readInventory(config.inventory, { skipBad: false });
  const workspace = openWorkspace({
    ...{ config, mode: 'rehearsal' },
    rehearsalStart: epochMs(Date.parse(at)),
  });
  const results: SiteResult[] = [];
  try {
    await scan(workspace, {
      ...{ kind: 'scan', sites, declared: columns, fresh: true, pages: config.scan.pages, language: 'zh' },
      signal: new AbortController().signal,
      onStart: () => undefined,
      onResult: (result) => results.push(result),
    });
  } finally {
    await workspace.close();
  }
  return results.map((result) => JSON.stringify(result)).join('\n');
}
