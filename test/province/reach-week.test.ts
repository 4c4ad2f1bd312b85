import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { epochMs } from '../../src/clock.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import type { Site } from '../../src/domain/site.ts';
import { readInventory } from '../../src/inventory/read-inventory.ts';
import { reachRound } from '../../src/run/reach.ts';
import { scan } from '../../src/run/scan.ts';
import type { SiteResult } from '../../src/run/site-result.ts';
import { openWorkspace, type Workspace } from '../../src/run/workspace.ts';
import { temporaryFolder } from '../helpers/run-cli.ts';
import type { Access } from './access.ts';
import type { Province } from './model.ts';
import { type RunningProvince, startProvince } from './start-province.ts';
import { reachTruth } from './truth-reach.ts';

/** In how many of the rounds each of the sites is in trouble. */
const TROUBLED: Readonly<Record<string, number>> = {
  'down-500': 7, // of 140: five in a hundred exactly
  'down-refused': 6,
  'down-reset': 4,
  'wall-412': 140,
  'system-com': 140, // no trouble at all to who only opens the home page
};
/** Twenty a day for seven days, and two while our own line was cut. */
const ROUNDS = 142;
const CUT = [30, 31];
const START = Date.parse('2026-11-18T00:10:00+08:00');
const SPACING_MS = 70 * 60_000;

const sitesOf = ({ sites, faults }: Province): string[] => {
  const portals = new Set(sites.flatMap(({ type, siteCode }) => (type === 'portal' ? [siteCode] : [])));
  return Object.keys(TROUBLED).flatMap(
    (id) =>
      faults.find(({ scenario, siteCode }) => scenario === id && !portals.has(siteCode))?.siteCode ?? [],
  );
};

describe('a week of availability samples from two lines', () => {
  let province: RunningProvince;
  let sites: Site[] = [];
  const met = new Map<string, Access[]>();
  const results: SiteResult[] = [];

  beforeAll(async () => {
    province = await startProvince({ seed: 11, size: 'full', only: sitesOf, faults: false });
    const file = province.write(temporaryFolder(), { minDelayMs: 0, timeoutMs: 5_000 });
    const other = file.replace('xunjian.yaml', 'other-line.yaml');
    writeFileSync(other, readFileSync(file, 'utf8').replace('vantage: province', 'vantage: other'));
    const lines = [file, other].map((each) => loadConfig({ file: each, rehearsal: true, env: {} }));
    sites = readInventory(lines[0]?.inventory ?? never(), { skipBad: false }).sites;
    const within = async (at: number, work: (workspace: Workspace) => Promise<unknown>) => {
      for (const config of lines) {
        const workspace = openWorkspace({ config, rehearsalStart: epochMs(at), mode: 'rehearsal' });
        await work(workspace).finally(() => workspace.close());
      }
    };
    for (let round = 0, open = 0; round < ROUNDS; round++) {
      const isCut = CUT.includes(round);
      for (const [scenario, times] of Object.entries(TROUBLED)) await turn(scenario, open < times);
      province.setLine(!isCut);
      if (!isCut) open += 1;
      for (const { siteCode } of sites)
        met.set(siteCode, [...(met.get(siteCode) ?? []), province.access(siteCode)]);
      await within(START + round * SPACING_MS, (workspace) =>
        reachRound(workspace, sites, new AbortController().signal),
      );
    }
    await within(START + ROUNDS * SPACING_MS, async (workspace) => {
      results.length = 0;
      await scan(workspace, {
        ...{ kind: 'scan', sites, declared: [], fresh: true, pages: 1, language: 'zh' },
        signal: new AbortController().signal,
        onStart: () => undefined,
        onResult: (result) => results.push(result),
      });
    });
  }, 300_000);
  afterAll(() => province.close());

  const isOn = new Map<string, boolean>();
  async function turn(scenario: string, on: boolean): Promise<void> {
    if ((isOn.get(scenario) ?? false) === on) return;
    isOn.set(scenario, on);
    await province.setFault({ scenario }, on);
  }

  const saidOf = (siteCode: string) =>
    results
      .find((result) => result.siteCode === siteCode)
      ?.outcomes.find(({ indicator }) => indicator === 'site-unreachable');

  it('says of every site what its week was like, at the limit and close to it, behind a wall and with our line cut', () => {
    const said = sites.map(({ siteCode }) => [siteCode, saidOf(siteCode)?.outcome]);
    expect(said).toEqual(sites.map(({ siteCode }) => [siteCode, reachTruth(met.get(siteCode) ?? [])]));
    const words = said.map(([, outcome]) => outcome).sort();
    expect(words).toEqual(['fail', 'notice', 'pass', 'pass', 'undetermined']);
  });

  it('confirms what both lines met', () => {
    for (const { siteCode } of sites)
      if (saidOf(siteCode)?.outcome === 'fail') expect(saidOf(siteCode)?.standing).toBe('confirmed');
  });
});

function never(): never {
  throw new Error('the configuration names no inventory');
}
