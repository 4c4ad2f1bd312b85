import { afterAll, beforeAll, expect, it } from 'vitest';
import { callCommand } from '../helpers/call-command.ts';
import { plainSites } from '../helpers/province-workspace.ts';
import { temporaryFolder } from '../helpers/run-cli.ts';
import { type RunningProvince, startProvince } from '../province/start-province.ts';

let province: RunningProvince;
beforeAll(async () => {
  province = await startProvince({
    ...{ seed: 7, size: 'full' },
    only: (all) =>
      plainSites(all, null)
        .slice(0, 3)
        .map(({ siteCode }) => siteCode),
  });
});
afterAll(() => province.close());

it('scan --site looks at several sites, codes with commas between, and refuses one that the registry has not', {
  timeout: 60_000,
}, async () => {
  const config = province.write(temporaryFolder(), { minDelayMs: 0 });
  const [first = '', second = ''] = province.province.sites.map(({ siteCode }) => siteCode);
  const scan = (codes: string) =>
    callCommand(
      ...['--config', config, '--as-of', `${province.date()}T02:00:00+08:00`, '--quiet', '--json'],
      ...['scan', '--fresh', '--pages', '3', '--site', codes],
    );

  const misspelt = await scan(`${first},6199999999`);
  expect(misspelt.status).toBe(2);
  expect(misspelt.err).toContain('6199999999');
  expect(misspelt.lines()).toEqual([]);

  const both = await scan(`${first},${second}`);
  const looked = both.lines().map(({ siteCode }) => siteCode);
  expect(looked.sort(), both.err).toEqual([first, second].sort());
});
