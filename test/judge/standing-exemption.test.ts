import { describe, expect, it } from 'vitest';
import { SITE_PROBES } from '../../probes/all.ts';
import { epochMs } from '../../src/clock.ts';
import { findingIdOf } from '../../src/judge/finding-id.ts';
import { judgeSite } from '../../src/judge/judge-site.ts';
import { RULES, SITE } from '../helpers/facts.ts';
import { columnLook } from '../problems/stage.ts';

describe('an exemption', () => {
  it('stands until its day although the looks it was granted on are long past', () => {
    const findingId = findingIdOf(SITE.siteCode, 'column-not-updated', {
      url: 'https://www.yl.gov.cn/通知公告/',
    });
    const word = {
      findingId,
      word: 'exempt' as const,
      why: '无此类事项',
      by: '张',
      at: epochMs(Date.parse('2024-04-12T12:00:00+08:00')),
    };
    const outcomeWith = (until: string) =>
      judgeSite(
        { site: SITE, looks: [columnLook('2024-06-20', 'stale')], words: [{ ...word, until }] },
        { rules: RULES, probes: SITE_PROBES, zone: 'Asia/Shanghai', asOf: null },
      ).find(({ indicator }) => indicator === 'column-not-updated')?.outcome;
    expect(outcomeWith('2024-12-31')).toBe('not_applicable');
    expect(outcomeWith('2024-06-19')).toBe('fail');
  });
});
