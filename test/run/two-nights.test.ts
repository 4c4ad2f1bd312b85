import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { epochMs } from '../../src/clock.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import type { EvidenceId } from '../../src/domain/outcome.ts';
import { readInventory } from '../../src/inventory/read-inventory.ts';
import { findBrowser } from '../../src/run/find-browser.ts';
import { scan } from '../../src/run/scan.ts';
import type { SiteResult } from '../../src/run/site-result.ts';
import { openWorkspace } from '../../src/run/workspace.ts';
import { temporaryFolder } from '../helpers/run-cli.ts';
import { score } from '../province/score.ts';
import { type RunningProvince, startProvince } from '../province/start-province.ts';

const DAYS = ['2026-11-24', '2026-11-25'] as const;
/** One site of each: stale for good, mended overnight, faulty from the second day on. */
const SCENARIOS = ['news-14', 'mended', 'appearing'];

describe.skipIf(findBrowser('auto') === null)(
  'two nights over generated sites (real Chromium; skipped without one)',
  () => {
    let province: RunningProvince;
    const nights: SiteResult[][] = [];
    const pictured: boolean[] = [];
    let codes: Record<string, string> = {};

    beforeAll(async () => {
      province = await startProvince({
        ...{ seed: 7, size: 'full' },
        only({ faults }) {
          codes = Object.fromEntries(
            SCENARIOS.map((name) => [name, faults.find(({ scenario }) => scenario === name)?.siteCode ?? '']),
          );
          return Object.values(codes);
        },
      });
      const config = loadConfig({
        file: province.write(temporaryFolder(), { minDelayMs: 0 }),
        ...{ rehearsal: true, env: {} },
      });
      const { sites, columns } = readInventory(config.inventory, { skipBad: false });
      for (const day of DAYS) {
        await province.setDate(day);
        const rehearsalStart = epochMs(Date.parse(`${day}T01:00:00+08:00`));
        const workspace = openWorkspace({ config, rehearsalStart, mode: 'rehearsal' });
        const results: SiteResult[] = [];
        await scan(workspace, {
          ...{ kind: 'scan', sites, declared: columns, fresh: false, pages: 200, language: 'zh' },
          signal: new AbortController().signal,
          onStart: () => undefined,
          onResult: (result) => results.push(result),
        });
        for (const { outcomes } of results)
          for (const { standing, evidence } of outcomes)
            if (standing === 'confirmed')
              pictured.push(
                evidence.some((id) => workspace.evidence.file(id as EvidenceId).endsWith('.png')),
              );
        nights.push(results);
        await workspace.close();
      }
    }, 400_000);
    afterAll(() => province.close());

    const failuresOf = (night: number, scenario: string) =>
      (nights[night]?.find(({ siteCode }) => siteCode === codes[scenario])?.outcomes ?? []).filter(
        ({ outcome }) => outcome === 'fail',
      );

    it('accuse nobody wrongly on either', () => {
      for (const [i, day] of DAYS.entries()) {
        const lines = (nights[i] ?? []).map((result) => JSON.stringify(result)).join('\n');
        const { mistakes } = score(lines, province.truth(day));
        expect(mistakes.filter(({ kind }) => kind === 'wrong-accusation')).toEqual([]);
      }
    });

    it('suspect on the first and confirm on the second, each with a picture of what the browser showed', () => {
      expect(new Set(failuresOf(0, 'news-14').map(({ standing }) => standing))).toEqual(
        new Set(['suspected']),
      );
      expect(failuresOf(1, 'news-14')).toContainEqual(
        expect.objectContaining({ indicator: 'column-not-updated', standing: 'confirmed' }),
      );
      expect(pictured.length).toBeGreaterThan(0);
      expect(pictured).not.toContain(false);
    });

    it('do not accuse what was mended in between, and only suspect what appeared', () => {
      expect(failuresOf(0, 'mended').length).toBeGreaterThan(0);
      expect(failuresOf(1, 'mended')).toEqual([]);
      expect(failuresOf(0, 'appearing')).toEqual([]);
      expect(new Set(failuresOf(1, 'appearing').map(({ standing }) => standing))).toEqual(
        new Set(['suspected']),
      );
    });
  },
);
