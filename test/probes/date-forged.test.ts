import { describe, expect, it } from 'vitest';
import { dateForged } from '../../probes/date-forged.ts';
import type { Outcome } from '../../src/domain/outcome.ts';
import type { ColumnKind } from '../../src/domain/site.ts';
import { judgeSite } from '../../src/judge/judge-site.ts';
import { column, day, look, RULES, SITE, seen } from '../helpers/facts.ts';

interface Item {
  title: string;
  date: string;
  urlDate?: string;
}

const item = (title: string, date: string, urlDate?: string): Item =>
  urlDate === undefined ? { title, date } : { title, date, urlDate };
const OLD = ['05-20', '05-18', '05-16', '05-14'].map((date) => item(`旧闻${date}`, `2024-${date}`));

function newsOf(items: readonly Item[], kind: ColumnKind = 'news', total = items.length) {
  const base = column('要闻', kind, items[0]?.date ?? null);
  const first = items.map(({ title, date, urlDate }) => ({
    ...{ url: `https://www.yl.gov.cn/a/${title}${date}.html`, title, date: day(date) },
    ...(urlDate === undefined ? {} : { urlDate: day(urlDate) }),
  }));
  return { ...base, list: base.list.seen ? seen({ ...base.list.value, items: total, first }) : base.list };
}

function judge(
  ...days: [date: string, items: readonly Item[], kind?: ColumnKind, total?: number][]
): Outcome[] {
  const looks = days.map(([date, items, kind, total]) =>
    look(date, { columns: seen([newsOf(items, kind, total)]) }),
  );
  const options = { rules: RULES, probes: [dateForged], zone: 'Asia/Shanghai', asOf: null };
  return judgeSite({ site: SITE, looks, words: [] }, options);
}

describe('date-forged', () => {
  const filled = ['06-10', '06-08', '06-06'].map((date) => item(`补录${date}`, `2024-${date}`));

  it('suspects a column into which items of the past were put between two looks', () => {
    expect(judge(['2024-06-20', OLD], ['2024-06-21', [...filled, ...OLD]])).toMatchObject([
      {
        outcome: 'fail',
        standing: 'suspected',
        said: { key: 'late', params: { count: 3, day: '2024-06-20' } },
      },
    ]);
  });

  it('goes on seeing it on the days after', () => {
    const after = [...filled, ...OLD];
    expect(judge(['2024-06-20', OLD], ['2024-06-21', after], ['2024-06-22', after])[0]?.outcome).toBe('fail');
  });

  it('suspects it too where so many were put in that nothing of the earlier page is left', () => {
    const page = (from: number) =>
      Array.from({ length: 4 }, (_, i) => item(`补${from - i}`, `2024-06-${from - i}`));
    expect(judge(['2024-06-20', OLD], ['2024-06-22', page(13)])).toMatchObject([
      { outcome: 'fail', said: { key: 'late', params: { count: 4 } } },
    ]);
    // One that is older than what stood there: another list.
    expect(
      judge(['2024-06-20', OLD], ['2024-06-22', [...page(13), item('别的', '2024-05-19')]]),
    ).toMatchObject([{ outcome: 'pass' }]);
  });

  it('holds apart articles of one title', () => {
    const weekly = (date: string) => item('一周要闻', `2024-${date}`);
    const before = [weekly('05-20'), ...OLD.slice(1)];
    const after = [...filled.slice(0, 2), weekly('06-06'), ...before];
    expect(judge(['2024-06-20', before], ['2024-06-21', after])[0]).toMatchObject({
      outcome: 'fail',
      said: { params: { count: 3 } },
    });
  });

  it('only notes a single one', () => {
    expect(judge(['2024-06-20', OLD], ['2024-06-21', [...filled.slice(0, 1), ...OLD]])).toMatchObject([
      { outcome: 'notice' },
    ]);
  });

  it('passes what is put online a few days after its date', () => {
    const late = [item('会议', '2024-06-18'), item('调研', '2024-06-17'), item('检查', '2024-06-16')];
    expect(judge(['2024-06-20', OLD], ['2024-06-21', [...late, ...OLD]])).toMatchObject([
      { outcome: 'pass' },
    ]);
  });

  it('says nothing of notices and policies, which bear the day they were signed', () => {
    expect(judge(['2024-06-20', OLD, 'policy'], ['2024-06-21', [...filled, ...OLD], 'policy'])).toMatchObject(
      [{ outcome: 'not_applicable' }],
    );
  });

  it('does not compare with another list or with one whose addresses and titles changed', () => {
    const other = ['05-21', '05-19', '05-17'].map((date) => item(`别的${date}`, `2024-${date}`));
    expect(judge(['2024-06-20', other], ['2024-06-21', [...filled, ...OLD]])).toMatchObject([
      { outcome: 'pass' },
    ]);
  });

  it('does not take what moved up from the next page for new', () => {
    // Of 40 items 4 were shown; the last of them was taken off, and an older one moved up.
    const moved = [...OLD.slice(0, 3), item('更旧', '2024-05-12')];
    expect(judge(['2024-06-20', OLD, 'news', 40], ['2024-06-21', moved, 'news', 39])).toMatchObject([
      { outcome: 'pass' },
    ]);
  });

  it('says nothing of a single look', () => {
    expect(judge(['2024-06-20', [...filled, ...OLD]])).toMatchObject([{ outcome: 'pass' }]);
  });

  it('suspects labels far newer than the day in the address, in few of a list’s items', () => {
    const honest = ['06-12', '06-11', '06-10', '06-09'].map((date) =>
      item(`实${date}`, `2024-${date}`, `2024-${date}`),
    );
    const anew = ['06-18', '06-17', '06-16'].map((date) => item(`新${date}`, `2024-${date}`, '2024-02-01'));
    expect(judge(['2024-06-20', [...anew, ...honest]])).toMatchObject([
      { outcome: 'fail', said: { key: 'relabelled', params: { count: 3, day: '2024-02-01' } } },
    ]);
  });

  it('takes one day in all addresses for that of an import', () => {
    const imported = ['06-18', '06-17', '06-16', '06-15'].map((date) =>
      item(`入${date}`, `2024-${date}`, '2024-01-01'),
    );
    expect(judge(['2024-06-20', imported])).toMatchObject([{ outcome: 'pass' }]);
  });

  describe('by what an article states of itself', () => {
    type Dates = Partial<Record<'label' | 'meta' | 'url', string>>;
    const ofArticles = (...articles: Dates[]) => {
      const url = column('要闻', 'news', '2024-06-18').url;
      const value = articles.map((dates, i) => ({
        ...{
          url: `https://www.yl.gov.cn/a/${i}.html`,
          title: `旧闻${i}`,
          column: url,
          tier: 'http' as const,
        },
        dates: Object.entries(dates).map(([source, date]) => ({ source: source as 'meta', date: day(date) })),
        evidence: [`sha256:a${i}` as const],
      }));
      const columns = seen([newsOf([item('要闻', '2024-06-18')])]);
      const looks = [look('2024-06-20', { columns, articleDates: seen(value) })];
      const options = { rules: RULES, probes: [dateForged], zone: 'Asia/Shanghai', asOf: null };
      return judgeSite({ site: SITE, looks, words: [] }, options);
    };
    const old = { meta: '2024-03-01', label: '2024-06-18' };

    it('notes one whose tag is far older than what it shows, with its page as evidence, and suspects three', () => {
      const [one] = ofArticles(old);
      expect(one).toMatchObject({
        outcome: 'notice',
        said: { key: 'redated', params: { day: '2024-03-01' } },
      });
      expect(one?.evidence).toContain('sha256:a0');
      const others = [
        { ...old, meta: '2024-03-02', url: '2024-03-02' },
        { ...old, meta: '2024-02-11' },
      ];
      expect(ofArticles(old, ...others)).toMatchObject([{ outcome: 'fail', standing: 'suspected' }]);
    });

    it('says nothing of a tag that several articles share: it is the template’s', () => {
      const days = ['2024-06-18', '2024-06-12', '2024-05-30', '2024-05-20'];
      expect(ofArticles(...days.map((label) => ({ meta: '2024-03-01', label })))).toMatchObject([
        { outcome: 'pass' },
      ]);
    });

    it.each([
      ['an address alone is old, the tag agrees: published anew', { meta: '2024-06-18', url: '2024-03-01' }],
      ['the tag is the day of an import', { meta: '2024-06-18', label: '2019-03-01', url: '2024-06-18' }],
      ['the address knows the new day', { ...old, url: '2024-06-18' }],
      ['the gap is less than the rules ask', { meta: '2024-06-01', label: '2024-06-18' }],
    ])('says nothing where %s', (_, dates) => {
      expect(ofArticles(dates)).toMatchObject([{ outcome: 'pass' }]);
    });
  });
});
