import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SiteResult } from '../../src/run/site-result.ts';
import { plainSites } from '../helpers/province-workspace.ts';
import { runCli, temporaryFolder } from '../helpers/run-cli.ts';
import { startProvince } from '../province/start-province.ts';

describe('judging stored facts', { timeout: 120_000 }, () => {
  it('gives other outcomes under other rules, and a person’s word counts, without a request', async () => {
    let requests = 0;
    const province = await startProvince({
      ...{ seed: 7, size: 'full' },
      only: (all) => plainSites(all, 'notice-6-months').map(({ siteCode }) => siteCode),
      onRequest: () => {
        requests += 1;
      },
    });
    const folder = temporaryFolder();
    const config = province.write(folder, { minDelayMs: 20 });
    const scanned = await runCli([
      '--config',
      config,
      '--as-of',
      '2026-11-24T10:00:00+08:00',
      '--json',
      'scan',
    ]);
    const asked = requests;
    const judged = ['--as-of', '2026-11-24T10:00:00+08:00', '--json', 'judge'];
    const sameInstant = await runCli(['--config', config, ...judged]);
    const outcomesOf = (results: SiteResult[]) => results.map(({ asOf, outcomes }) => ({ asOf, outcomes }));
    const bySite = (a: SiteResult, b: SiteResult) => a.homeUrl.localeCompare(b.homeUrl);
    expect(outcomesOf(sameInstant.lines<SiteResult>().sort(bySite))).toEqual(
      outcomesOf(scanned.lines<SiteResult>().sort(bySite)),
    );
    const failing = (results: SiteResult[]) =>
      results.flatMap(({ outcomes }) => outcomes.filter(({ outcome }) => outcome === 'fail'));
    const [finding] = failing(scanned.lines<SiteResult>());
    expect(finding?.indicator).toBe('column-not-updated');

    const shipped = path.resolve(import.meta.dirname, '../../config/rules/national-2019.yaml');
    const rules = path.join(folder, 'lenient.yaml');
    writeFileSync(rules, readFileSync(shipped, 'utf8').replaceAll('months: 6', 'months: 24'));
    const lenient = await runCli(['--config', config, '--json', 'judge', '--rules', rules]);
    expect(failing(lenient.lines<SiteResult>())).toEqual([]);

    await runCli([
      '--config',
      config,
      'findings',
      'confirm',
      finding?.id ?? '',
      '--why',
      '打开栏目核实',
      '--by',
      '张',
    ]);
    const confirmed = await runCli([
      '--config',
      config,
      '--json',
      'findings',
      'list',
      '--standing',
      'confirmed',
    ]);
    expect(confirmed.lines<{ id: string }>().map(({ id }) => id)).toEqual([finding?.id]);
    expect(requests).toBe(asked);
    await province.close();
  });
});
