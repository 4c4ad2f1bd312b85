import { describe, expect, it } from 'vitest';
import { SITE_PROBES } from '../../probes/all.ts';
import { epochMs } from '../../src/clock.ts';
import type { IndicatorId } from '../../src/domain/outcome.ts';
import type { SiteFacts } from '../../src/domain/site-facts.ts';
import { findingIdOf } from '../../src/judge/finding-id.ts';
import { judgeSite, type PersonsWord } from '../../src/judge/judge-site.ts';
import { verdictOf } from '../../src/judge/verdict.ts';
import { column, day, look, RULES, SITE, seen } from '../helpers/facts.ts';

const OPTIONS = { rules: RULES, probes: SITE_PROBES, zone: 'Asia/Shanghai', asOf: null };

function judge(looks: SiteFacts[], words: PersonsWord[] = [], asOf: string | null = null) {
  return judgeSite(
    { site: SITE, looks, words },
    { ...OPTIONS, asOf: asOf === null ? null : epochMs(Date.parse(asOf)) },
  );
}

const of = (outcomes: ReturnType<typeof judge>, indicator: IndicatorId) =>
  outcomes.filter((o) => o.indicator === indicator);

const stale = (date: string, tier: 'http' | 'browser' = 'http') => {
  const list = seen(
    { latest: day('2023-05-04'), items: 9, basis: 'list' as const, latestItem: null, selector: 'ul' },
    tier,
  );
  return look(date, { columns: seen([column('通知公告', 'notice', null, { list })], tier) }, tier);
};

const word = (said: PersonsWord['word'], at: string, until: string | null = null): PersonsWord => ({
  findingId: findingIdOf(SITE.siteCode, 'column-not-updated', { url: 'https://www.yl.gov.cn/通知公告/' }),
  ...{ word: said, until, why: '核实', by: '张', at: epochMs(Date.parse(at)) },
});

describe('the standing of a failure', () => {
  it('is suspected after one look', () => {
    expect(of(judge([stale('2024-06-20')]), 'column-not-updated')).toMatchObject([
      { outcome: 'fail', standing: 'suspected' },
    ]);
  });

  it('stays suspected while only the plain reader agrees with itself', () => {
    const outcomes = judge([stale('2024-06-19'), stale('2024-06-20')]);
    expect(of(outcomes, 'column-not-updated')).toMatchObject([{ standing: 'suspected' }]);
  });

  it('is confirmed by an agreeing look on a later day when one of the two was read in the browser', () => {
    const outcomes = judge([stale('2024-06-19'), stale('2024-06-20', 'browser')]);
    expect(of(outcomes, 'column-not-updated')).toMatchObject([{ standing: 'confirmed' }]);
  });

  it('is not confirmed by two looks on one day', () => {
    const outcomes = judge([stale('2024-06-20', 'browser'), stale('2024-06-20', 'browser')]);
    expect(of(outcomes, 'column-not-updated')).toMatchObject([{ standing: 'suspected' }]);
  });

  it('starts anew when the page was mended in between', () => {
    const mended = look('2024-06-19', { columns: seen([column('通知公告', 'notice', '2024-06-19')]) });
    const outcomes = judge([stale('2024-06-18', 'browser'), mended, stale('2024-06-20')]);
    expect(of(outcomes, 'column-not-updated')).toMatchObject([{ standing: 'suspected' }]);
  });

  it('accuses nobody whose page is mended at the last look', () => {
    const mended = look('2024-06-20', { columns: seen([column('通知公告', 'notice', '2024-06-20')]) });
    expect(
      of(judge([stale('2024-06-18', 'browser'), stale('2024-06-19'), mended]), 'column-not-updated'),
    ).toMatchObject([{ outcome: 'pass', standing: null }]);
  });

  it('passes over a look that could not decide', () => {
    const unread = look('2024-06-19', {
      columns: { seen: false, reason: 'challenged', detail: 'wall', fault: 'challenge', evidence: [] },
    });
    expect(
      of(judge([stale('2024-06-18', 'browser'), unread, stale('2024-06-20')]), 'column-not-updated'),
    ).toMatchObject([{ standing: 'confirmed' }]);
  });

  it('follows a person: confirmed, dismissed, or exempt until a day', () => {
    const one = [stale('2024-06-20')];
    expect(
      of(judge(one, [word('confirm', '2024-06-20T13:00:00+08:00')]), 'column-not-updated'),
    ).toMatchObject([{ standing: 'confirmed' }]);
    expect(
      of(judge(one, [word('dismiss', '2024-06-20T13:00:00+08:00')]), 'column-not-updated'),
    ).toMatchObject([{ standing: 'dismissed' }]);
    const exempt = [word('exempt', '2024-06-20T13:00:00+08:00', '2024-12-31')];
    expect(of(judge(one, exempt), 'column-not-updated')).toMatchObject([
      { outcome: 'not_applicable', standing: null },
    ]);
    const lapsed = [word('exempt', '2024-06-20T13:00:00+08:00', '2024-06-19')];
    expect(of(judge(one, lapsed), 'column-not-updated')).toMatchObject([
      { outcome: 'fail', standing: 'suspected' },
    ]);
  });
});

describe('judging', () => {
  it('gives the same outcomes for the same facts', () => {
    expect(judge([stale('2024-06-20')])).toEqual(judge([stale('2024-06-20')]));
  });

  it('never fails an older look for the time that passed since: what was published meanwhile was not observed', () => {
    const fresh = look('2024-06-10', { columns: seen([column('工作动态', 'news', '2024-06-09')]) });
    const outcomes = judge([fresh], [], '2024-07-10T12:00:00+08:00');
    expect(of(outcomes, 'column-not-updated')).toMatchObject([
      { outcome: 'undetermined', reason: 'not_observed' },
    ]);
    expect(of(outcomes, 'home-not-updated')).toMatchObject([
      { outcome: 'undetermined', reason: 'not_observed' },
    ]);
  });

  it('turns facts that were not seen into undetermined with their reason', () => {
    const down = {
      seen: false as const,
      reason: 'timeout_ours' as const,
      detail: 'late',
      fault: 'path' as const,
      evidence: [],
    };
    const outcomes = judge([
      look('2024-06-20', {
        ...{ home: down, columns: down, identity: down, systems: down, channel: down },
        ...{ reach: down, links: down, tls: down, tags: down, ipv6: down, search: down },
      }),
    ]);
    expect(
      new Set(
        outcomes
          .filter((o) => o.indicator !== 'domain-not-government')
          .map((o) => `${o.outcome} ${o.reason}`),
      ),
    ).toEqual(new Set(['undetermined timeout_ours']));
  });

  it('never turns an exception of a probe into a finding', () => {
    const first = SITE_PROBES.find(({ id }) => id === 'home-not-updated');
    if (first === undefined) throw new Error('no probe');
    const broken = {
      ...first,
      judge: () => {
        throw new Error('boom');
      },
    };
    const outcomes = judgeSite(
      { site: SITE, looks: [look('2024-06-20')], words: [] },
      { ...OPTIONS, probes: [broken] },
    );
    expect(outcomes).toMatchObject([{ outcome: 'undetermined', reason: 'probe_fault' }]);
  });
});

describe('the verdict', () => {
  const staleHome = (date: string, tier: 'http' | 'browser') => {
    const home = look(date, {}, tier).home;
    return look(
      date,
      home.seen ? { home: { ...home, value: { ...home.value, latest: day('2024-05-01') } } } : {},
      tier,
    );
  };

  it('is qualified when every required veto indicator passed, and names what was not examined', () => {
    expect(verdictOf(judge([look('2024-06-20')]), RULES)).toEqual({
      verdict: 'qualified',
      notExamined: expect.arrayContaining(['content-severe']),
    });
  });

  it('is undetermined while a veto failure is only suspected, and unqualified once it is confirmed', () => {
    expect(verdictOf(judge([staleHome('2024-06-20', 'http')]), RULES).verdict).toBe('undetermined');
    expect(
      verdictOf(judge([staleHome('2024-06-19', 'browser'), staleHome('2024-06-20', 'http')]), RULES).verdict,
    ).toBe('unqualified');
  });

  it('is undetermined when a required indicator could not be seen', () => {
    const unseen = {
      seen: false as const,
      reason: 'challenged' as const,
      detail: 'wall',
      fault: null,
      evidence: [],
    };
    expect(verdictOf(judge([look('2024-06-20', { channel: unseen })]), RULES).verdict).toBe('undetermined');
  });
});
