import { describe, expect, it } from 'vitest';
import { siteUnreachable } from '../../probes/site-unreachable.ts';
import { epochMs } from '../../src/clock.ts';
import { type ReachSample, reachFacts } from '../../src/domain/reach.ts';
import { judgeSite } from '../../src/judge/judge-site.ts';
import { look, RULES, SITE, seen } from '../helpers/facts.ts';

const until = epochMs(Date.parse('2024-06-20T12:00:00+08:00'));
const since = epochMs(until - 7 * 86_400_000);

function samples(vantage: string, all: number, down: number, unknown = 0): ReachSample[] {
  return Array.from({ length: all + unknown }, (_, i) => ({
    ...{
      siteKey: SITE.siteCode,
      at: epochMs(since + i * 60_000),
      vantage,
      code: null,
      detail: '',
      status: null,
    },
    ...{ tookMs: 1, reason: null },
    result: i < down ? ('down' as const) : i < all ? ('up' as const) : ('unknown' as const),
  }));
}

function judge(...all: ReachSample[][]) {
  const reach = seen(reachFacts(all.flat(), since, until));
  const looks = [look('2024-06-19'), look('2024-06-20')].map((facts) => ({ ...facts, reach }));
  const options = { rules: RULES, probes: [siteUnreachable], zone: 'Asia/Shanghai', asOf: null };
  return judgeSite({ site: SITE, looks, words: [] }, options)[0];
}

describe('site-unreachable', () => {
  it('decides nothing on fewer than 140 samples', () => {
    expect(judge(samples('a', 139, 139))).toMatchObject({ outcome: 'undetermined', reason: 'not_observed' });
    expect(judge()).toMatchObject({ outcome: 'undetermined', reason: 'not_observed' });
  });

  it('counts samples of unknown meaning on neither side', () => {
    expect(judge(samples('a', 139, 10, 500))).toMatchObject({ outcome: 'undetermined' });
    expect(judge(samples('a', 200, 9, 500))).toMatchObject({ outcome: 'notice' });
  });

  it('fails at 5 % exactly and warns from 3 %', () => {
    expect(judge(samples('a', 140, 7))).toMatchObject({ outcome: 'fail', standing: 'suspected' });
    expect(judge(samples('a', 140, 6))).toMatchObject({ outcome: 'notice' });
    expect(judge(samples('a', 200, 6))).toMatchObject({ outcome: 'notice' });
    expect(judge(samples('a', 200, 5))).toMatchObject({ outcome: 'pass' });
  });

  it('stays suspected from one line on however many days, and is confirmed when two lines agree', () => {
    expect(judge(samples('a', 140, 100))).toMatchObject({ outcome: 'fail', standing: 'suspected' });
    expect(judge(samples('a', 140, 100), samples('b', 140, 90))).toMatchObject({
      ...{ outcome: 'fail', standing: 'confirmed' },
    });
  });

  it('is undetermined when another line reaches the site: it may drop our address alone', () => {
    expect(judge(samples('a', 140, 140), samples('b', 140, 0))).toMatchObject({
      ...{ outcome: 'undetermined', reason: 'vantage_fault' },
    });
  });

  it('does not take a second line with few samples for one that disagrees', () => {
    expect(judge(samples('a', 140, 100), samples('b', 20, 0))).toMatchObject({
      ...{ outcome: 'fail', standing: 'suspected' },
    });
  });
});
