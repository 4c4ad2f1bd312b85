import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { campaignRates } from '../../src/run/letters-rates.ts';
import type { LetterStatus } from '../../src/run/letters-status.ts';
import type { Workspace } from '../../src/run/workspace.ts';
import { LETTER_KINDS } from '../province/letters/all-kinds.ts';
import { categoryOf, flagsOf, REPLY_PLANS } from '../province/letters/reply-plan.ts';
import { type RunningLetters, startLetters } from '../province/letters/start-letters.ts';
import { letterSites, writeLetterConfig } from './helpers/letter-workspace.ts';
import { at, CAMPAIGN, plan, workspaceAt } from './helpers/open-campaign.ts';
import { playSend, playWatch, statusAt } from './helpers/play-campaign.ts';

/** Every way an office answers, over the province's letter systems, in the real browser, over a month of virtual days. */
describe('a campaign from the form to the category', () => {
  const sites = letterSites(REPLY_PLANS.length, (i) => `s${i}.gov.cn`);
  const kinds = LETTER_KINDS.filter(({ id }) => id === 'plain' || id === 'jact');
  let province: RunningLetters;
  let workspace: Workspace;
  let lines: LetterStatus[];

  beforeAll(async () => {
    const mounted = sites.map(({ host, name }, i) => ({
      ...{ host, siteName: name, replies: REPLY_PLANS[i] ?? ('never' as const) },
      kind: kinds[i % kinds.length] as (typeof kinds)[number],
    }));
    province = await startLetters(mounted, at('06-07T10:00'));
    workspace = workspaceAt(writeLetterConfig(sites, province.port).config, '06-07T09:00');
    await plan(workspace);
    await playSend(workspace, province, '06-07T10:00');
    for (const when of ['06-07T23:30', '06-17T23:30', '06-19T12:00', '06-26T12:00', '07-07T09:00'])
      await playWatch(workspace, province, when);
    lines = await statusAt(workspace, '07-08T10:00');
  }, 240_000);
  afterAll(async () => {
    await workspace?.close();
    await province?.close();
  });

  it.each(REPLY_PLANS.map((replies, i) => [replies, i] as const))(
    'an office that answers %s is judged rightly',
    (replies, i) => {
      const [letter] = province.desk.of(sites[i]?.host ?? '');
      const line = lines[i];
      if (letter === undefined || line === undefined) throw new Error('the letter did not arrive');
      expect(line.category).toBe(categoryOf(replies, letter));
      expect(line.flags.filter((flag) => flag === 'backdated')).toEqual(flagsOf(replies));
      expect(line.state).toBe('submitted');
    },
  );

  it('every site got exactly one letter, and no two letters are alike', () => {
    expect(province.desk.letters).toHaveLength(sites.length);
    expect(new Set(province.desk.letters.map(({ content }) => content)).size).toBe(sites.length);
    expect(new Set(province.desk.letters.map(({ title }) => title)).size).toBe(sites.length);
  });

  it('rate, annex and open sites follow from the same looks', async () => {
    const { rates, open } = await campaignRates(workspace, CAMPAIGN, at('07-08T10:00'));
    expect(rates).toMatchObject({
      tested: 10,
      inTime: 5,
      inTimeRate: '50.00%',
      counts: { same_day: 1, late: 2, none: 3 },
      backdated: 1,
    });
    expect(open).toEqual([]);
  });

  it('in the middle of the campaign the unanswered are pending, then overdue', async () => {
    const when = async (time: string) =>
      (await statusAt(workspace, time))[REPLY_PLANS.indexOf('never')]?.category;
    expect(await when('06-14T10:00')).toBe('pending');
    expect(await when('06-20T10:00')).toBe('overdue');
  });
});
