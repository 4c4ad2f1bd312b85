import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callCommand } from '../helpers/call-command.ts';
import { plainSites } from '../helpers/province-workspace.ts';
import { temporaryFolder } from '../helpers/run-cli.ts';
import { type RunningProvince, startProvince } from '../province/start-province.ts';

interface Ticket {
  id: string;
  state: string;
  indicator: string;
  period: string;
  recurs: string | null;
  events: { word: string; by: string; review: string | null }[];
}

const IDENTITY_FAULTS = ['police', 'icp', 'find-error', 'badge', 'sponsor', 'site-code'].map(
  (part) => `identity-${part}`,
);

/** One site of the proving province that lacks a part of its footer: looked at over the wire, mended, broken again. */
describe('a fault in the proving province', () => {
  let province: RunningProvince;
  let config: string;
  const at = (time: string, ...args: string[]) =>
    callCommand('--config', config, '--as-of', `${time}+08:00`, '--quiet', ...args);
  const tickets = async (time: string) =>
    (await at(time, '--json', 'problems', 'list'))
      .lines<Ticket>()
      .filter(({ indicator }) => indicator === 'identity-incomplete');
  const collect = async (time: string) =>
    (await at(time, '--json', 'problems', 'collect')).lines<Record<string, number>>()[0];
  async function scan(day: string): Promise<void> {
    await province.setDate(day);
    const { status, err } = await at(`${day}T02:00:00`, 'scan', '--fresh');
    expect([0, 1], err).toContain(status);
  }
  async function mended(isMended: boolean): Promise<void> {
    const [site] = province.province.sites;
    expect(await province.setFault({ siteCode: site?.siteCode ?? '' }, !isMended)).toBe(true);
  }

  beforeAll(async () => {
    province = await startProvince({
      ...{ seed: 7, size: 'full', date: '2024-05-08' },
      only: (all) =>
        IDENTITY_FAULTS.flatMap((scenario) => plainSites(all, scenario))
          .slice(0, 1)
          .map(({ siteCode }) => siteCode),
    });
    config = province.write(temporaryFolder(), { minDelayMs: 5 });
  });
  afterAll(() => province.close());

  it('is closed by review once it is mended, found again when it was mended for that hour only, and linked in the next quarter', {
    timeout: 240_000,
  }, async () => {
    await scan('2024-05-08');
    expect(await collect('2024-05-08T12:00:00')).toMatchObject({ opened: 0 });
    await scan('2024-05-09');
    await collect('2024-05-09T12:00:00');
    const [found] = await tickets('2024-05-09T13:00:00');
    const id = found?.id ?? '';
    expect(found).toMatchObject({ state: 'found', period: '2024Q2', recurs: null });
    await at('2024-05-10T09:00:00', 'problems', 'dispatch', id, '--by', '省办');
    await at('2024-05-13T09:00:00', 'problems', 'submit', id, '--by', '单位');

    // Not mended yet: the review looks, still finds it, and sends it back.
    await province.setDate('2024-05-14');
    const failed = await at('2024-05-14T09:00:00', 'problems', 'review', id, '--by', '中心');
    expect(failed.status).toBe(1);
    expect((await tickets('2024-05-14T12:00:00'))[0]).toMatchObject({ state: 'returned' });
    await at('2024-05-15T09:00:00', 'problems', 'submit', id, '--by', '单位');

    await mended(true);
    await province.setDate('2024-05-16');
    const before = province.counts();
    expect((await at('2024-05-16T09:00:00', 'problems', 'review', id, '--by', '中心')).status).toBe(0);
    expect(province.counts()).not.toEqual(before);
    const [closed] = await tickets('2024-05-16T12:00:00');
    expect(closed?.state).toBe('closed');
    expect(closed?.events.slice(-2).map(({ word, review }) => [word, review])).toEqual([
      ['review', 'pass'],
      ['close', null],
    ]);

    await mended(false);
    await scan('2024-05-20');
    await scan('2024-05-21');
    expect(await collect('2024-05-21T12:00:00')).toMatchObject({ reopened: expect.any(Number) as number });
    const [reopened] = await tickets('2024-05-21T13:00:00');
    expect(reopened).toMatchObject({ id, state: 'rectifying' });

    await mended(true);
    await province.setDate('2024-05-28');
    expect((await at('2024-05-28T09:00:00', 'problems', 'review', id, '--by', '中心')).status).toBe(0);

    await mended(false);
    await scan('2024-07-10');
    await scan('2024-07-11');
    await collect('2024-07-11T12:00:00');
    const [first, second] = await tickets('2024-07-11T13:00:00');
    expect(first).toMatchObject({ id, state: 'closed', period: '2024Q2' });
    expect(second).toMatchObject({ state: 'found', period: '2024Q3', recurs: id });
  });
});
