import { describe, expect, it } from 'vitest';
import { SITE_PROBES as probes } from '../../probes/all.ts';
import type { Outcome } from '../../src/domain/outcome.ts';
import { FAULT_KEY, UNSEEN_KEY } from '../../src/judge/judge-look.ts';
import { say } from '../../src/judge/say.ts';

const unseen = (key: string, detail: string): Outcome => ({
  ...{ indicator: 'column-not-updated', outcome: 'undetermined', standing: null, reason: 'challenged' },
  ...{
    subject: null,
    said: { key, params: { column: '通知公告', detail } },
    facts: {},
    evidence: [],
    rendered: false,
  },
});

describe('say', () => {
  it('names in Chinese why something was not seen, and keeps the technical detail for English', () => {
    const detail = 'http://a.gov.cn/ shows a challenge page';
    expect(say(unseen(UNSEEN_KEY, detail), probes, 'zh')).toBe('未能查看：被网站防护拦截');
    expect(say(unseen('unseen', detail), probes, 'zh')).toBe('栏目“通知公告”未能读取：被网站防护拦截');
    expect(say(unseen(UNSEEN_KEY, detail), probes, 'en')).toContain(detail);
  });

  it('keeps what is said in Chinese already, and what a fault of ours said', () => {
    expect(say(unseen(UNSEEN_KEY, '链接已过期'), probes, 'zh')).toContain('链接已过期');
    expect(say(unseen(FAULT_KEY, 'x is not a function'), probes, 'zh')).toContain('x is not a function');
  });
});
