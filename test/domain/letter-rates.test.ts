import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { epochMs } from '../../src/clock.ts';
import type { CivilDate } from '../../src/domain/civil-date.ts';
import { type JudgedLook, letterCategory } from '../../src/domain/letter-category.ts';
import { annex2Rows, letterRates, type TestedSite } from '../../src/domain/letter-rates.ts';
import type { Site, SiteLevel, SiteType } from '../../src/domain/site.ts';
import { siteVerdict } from '../../src/domain/site-letters.ts';
import { chineseCalendar } from '../../src/domain/workday-calendar.ts';

const REFERENCE = path.resolve(import.meta.dirname, '../../../shared/reference');
const time = (text: string) => epochMs(Date.parse(`2024-${text}:00+08:00`));
const look = (saw: JudgedLook['saw'], at: string): JudgedLook => ({
  at: time(at),
  saw,
  statedAt: null,
  byPerson: false,
});

/** What happened to a letter sent on 7 June 2024 at 10:00, by the name annex 2 prints. */
const TIMELINES: Record<string, JudgedLook[] | 'unavailable'> = {
  当日回复: [look('no_reply', '06-07T11:00'), look('reply', '06-07T16:00')],
  按期答复: [look('no_reply', '06-12T09:00'), look('reply', '06-12T18:00')],
  未及时回复: [look('no_reply', '06-18T09:00'), look('reply', '06-19T09:00')],
  未回复: [look('no_reply', '06-18T09:00'), look('no_reply', '07-07T09:00')],
  渠道不可用: 'unavailable',
};
const KINDS: Record<string, { type: SiteType; level: SiteLevel }> = {
  政府门户类网站: { type: 'portal', level: 'city' },
  省级部门网站: { type: 'department', level: 'province' },
  市级部门网站: { type: 'department', level: 'city' },
};

function tested(category: string, siteType: string, name: string): TestedSite {
  const timeline = TIMELINES[category] ?? [];
  const isOut = timeline === 'unavailable';
  const { category: word } = letterCategory(
    {
      state: isOut ? 'unavailable' : 'submitted',
      reason: null,
      submittedAt: isOut ? null : time('06-07T10:00'),
    },
    isOut ? [] : timeline,
    {
      ...{ calendar: chineseCalendar, zone: 'Asia/Shanghai', asOf: time('07-10T09:00') },
      deadline: { workdays: 5, source: 'test', closesOn: '2024-07-07' as CivilDate },
    },
  );
  const site = { name, ...(KINDS[siteType] ?? { type: 'other', level: 'county' }) } as Site;
  return { site, verdict: siteVerdict([word], 'all'), answers: [], isBackdated: false };
}

describe.skipIf(!existsSync(REFERENCE))(
  'the check of the second quarter of 2024 (skipped where the reference is absent)',
  () => {
    const rows = existsSync(REFERENCE)
      ? readFileSync(path.join(REFERENCE, 'annex2-letter-test.csv'), 'utf8')
          .replace(/^\ufeff/, '')
          .trim()
          .split('\n')
          .slice(1)
          .map((line) => line.trim().split(',') as [string, string, string])
      : [];
    // Bulletins never list the 155 that were in time but not the same day.
    const onTime = Array.from({ length: 155 }, (_, i): [string, string, string] => [
      '按期答复',
      '市级部门网站',
      `按期${i}`,
    ]);
    const sites = [...rows, ...onTime].map((row) => tested(...row));

    it('comes out of timelines with the published counts and rate', () => {
      const rates = letterRates(sites);
      expect(rates.counts).toEqual({ same_day: 96, on_time: 155, late: 9, none: 24, channel_unavailable: 2 });
      expect(rates).toMatchObject({ tested: 286, inTime: 251, inTimeRate: '87.76%' });
    });

    it('gives annex 2 as published, and the sites in time that it leaves out', () => {
      const annex = annex2Rows(sites);
      const published = rows.map(([category, siteType, name]) => `${category} ${siteType} ${name}`);
      const ours = annex
        .filter(({ label }) => label !== '按期答复')
        .flatMap(({ label, siteType, names }) => names.map((name) => `${label} ${siteType} ${name}`));
      expect(ours.sort()).toEqual(published.sort());
      expect(annex.find(({ label }) => label === '按期答复')?.names).toHaveLength(155);
    });
  },
);

describe('rates', () => {
  it('leaves what is open or unknown out of both sides and counts it apart', () => {
    const site = { name: 'a', type: 'portal', level: 'city' } as Site;
    const of = (category: TestedSite['verdict']['category']): TestedSite => ({
      ...{ site, answers: [], isBackdated: false },
      verdict: { category, isMixed: false },
    });
    const rates = letterRates([
      of('same_day'),
      of('pending'),
      of('overdue'),
      of('undetermined'),
      of('channel_unavailable'),
    ]);
    expect(rates).toMatchObject({
      tested: 2,
      inTimeRate: '50.00%',
      open: { pending: 1, overdue: 1, undetermined: 1 },
    });
  });
});

describe('several letters of one site', () => {
  it.each([
    ['all', ['same_day', 'same_day'], 'same_day'],
    ['all', ['same_day', 'on_time'], 'on_time'],
    ['all', ['on_time', 'none'], 'late'],
    ['all', ['on_time', 'late'], 'late'],
    ['all', ['none', 'none'], 'none'],
    ['all', ['none', 'channel_unavailable'], 'none'],
    ['all', ['channel_unavailable', 'channel_unavailable'], 'channel_unavailable'],
    ['all', ['on_time', 'channel_unavailable'], 'late'],
    ['all', ['on_time', 'pending'], 'pending'],
    ['all', ['none', 'undetermined'], 'undetermined'],
    ['all', [], 'undetermined'],
    ['best', ['none', 'same_day'], 'same_day'],
    ['best', ['on_time', 'undetermined'], 'on_time'],
    ['best', ['late', 'pending'], 'pending'],
    ['best', ['none', 'late'], 'late'],
  ] as const)('%s of %j is %s', (policy, categories, expected) => {
    expect(siteVerdict([...categories], policy).category).toBe(expected);
  });

  it('says when its letters disagree', () => {
    expect(siteVerdict(['on_time', 'none'], 'all').isMixed).toBe(true);
    expect(siteVerdict(['none', 'none'], 'all').isMixed).toBe(false);
  });
});
