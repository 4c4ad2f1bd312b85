import { beforeAll, describe, expect, it } from 'vitest';
import { dayOf } from './days.ts';
import { generateProvince } from './generate.ts';
import { type Score, sameUrl, score } from './score.ts';
import { scoreTable } from './score-table.ts';
import { World } from './state.ts';
import { truthOf } from './truth.ts';
import type { Truth, TruthEntry } from './truth-types.ts';

const base = dayOf('2026-11-24');

/** Lines of a run that says exactly what the truth says, changed by `change`. */
function linesOf(truth: Truth, change: (entry: TruthEntry) => TruthEntry | null = (entry) => entry): string {
  const bySite = new Map<string, TruthEntry[]>();
  for (const entry of truth.entries)
    bySite.set(entry.siteCode, [...(bySite.get(entry.siteCode) ?? []), entry]);
  return [...bySite]
    .map(([siteCode, entries]) =>
      JSON.stringify({
        siteCode,
        outcomes: entries.flatMap((entry) => {
          const said = change(entry);
          if (said === null) return [];
          const { indicator, outcome, subject, reasons } = said;
          const standing = outcome === 'fail' ? 'suspected' : null;
          return [{ indicator, outcome, standing, reason: reasons[0] ?? null, subject }];
        }),
        facts: { columns: truth.columns.filter((column) => column.siteCode === siteCode) },
      }),
    )
    .join('\n');
}

const sum = (
  result: Score,
  key: 'wrongAccusations' | 'missed' | 'undecided' | 'blind' | 'wrongNotices' | 'wrongReasons',
) => result.indicators.reduce((total, indicator) => total + indicator[key], 0);

describe('scoring a run', () => {
  let truth: Truth;
  beforeAll(() => {
    truth = truthOf(new World(generateProvince({ seed: 7, size: 'demo', base }), base));
  });

  it('the words of a perfect inspector earn no mistake and full recall', () => {
    const result = score(linesOf(truth), truth);
    expect(result.mistakes).toEqual([]);
    for (const { faults, found } of result.indicators) expect(found).toBe(faults);
    expect(result.columns.datedWrong).toBe(0);
    expect(result.columns.seen).toBe(result.columns.expected);
  });

  it('a failure said of what is in order is a wrong accusation', () => {
    const accuse = (entry: TruthEntry): TruthEntry =>
      entry.indicator === 'home-not-updated' && entry.outcome === 'pass'
        ? { ...entry, outcome: 'fail' }
        : entry;
    const passes = truth.entries.filter(
      (e) => e.indicator === 'home-not-updated' && e.outcome === 'pass',
    ).length;
    expect(sum(score(linesOf(truth, accuse), truth), 'wrongAccusations')).toBe(passes);
  });

  it('a failure said of a column that does not exist is a wrong accusation', () => {
    const [site] = truth.entries;
    const outcome = {
      indicator: 'column-not-updated',
      outcome: 'fail',
      subject: { column: '机构领导', url: 'http://x/y' },
    };
    const result = score(JSON.stringify({ siteCode: site?.siteCode, outcomes: [outcome] }), truth);
    expect(sum(result, 'wrongAccusations')).toBe(1);
  });

  it('a failure called a pass is missed, called undetermined is undecided', () => {
    const faults = truth.entries.filter((e) => e.outcome === 'fail' && e.accept.length === 0).length;
    const pass = score(
      linesOf(truth, (e) => (e.outcome === 'fail' ? { ...e, outcome: 'pass' } : e)),
      truth,
    );
    expect(sum(pass, 'missed')).toBeGreaterThanOrEqual(faults);
    const unsure = (e: TruthEntry): TruthEntry =>
      e.outcome === 'fail' ? { ...e, outcome: 'undetermined', reasons: ['not_observed'] } : e;
    const result = score(linesOf(truth, unsure), truth);
    expect(sum(result, 'undecided')).toBeGreaterThanOrEqual(faults);
    expect(sum(result, 'missed')).toBe(0);
  });

  it('undetermined for a wrong reason is told from undetermined for the right one', () => {
    const wrong = (e: TruthEntry): TruthEntry =>
      e.outcome === 'undetermined' ? { ...e, reasons: ['captcha_waiting'] } : e;
    expect(sum(score(linesOf(truth, wrong), truth), 'wrongReasons')).toBeGreaterThan(0);
  });

  it('a pass for what could not be seen is a blind judgement', () => {
    const blind = (e: TruthEntry): TruthEntry =>
      e.outcome === 'undetermined' && e.reasons.includes('challenged') ? { ...e, outcome: 'pass' } : e;
    expect(sum(score(linesOf(truth, blind), truth), 'blind')).toBeGreaterThan(0);
  });

  it('a notice left out is counted, an indicator nobody looked at is not', () => {
    const quiet = (e: TruthEntry): TruthEntry | null =>
      e.indicator === 'link-broken' ? null : e.outcome === 'notice' ? { ...e, outcome: 'pass' } : e;
    const result = score(linesOf(truth, quiet), truth);
    expect(sum(result, 'wrongNotices')).toBeGreaterThan(0);
    const links = result.indicators.find(({ indicator }) => indicator === 'link-broken');
    expect(links).toMatchObject({ examined: false, missed: 0 });
  });

  it('sites without a line are named and the table says so in both languages', () => {
    const lines = linesOf(truth).split('\n').slice(1).join('\n');
    const result = score(lines, truth);
    expect(result.missingSites).toHaveLength(1);
    expect(scoreTable(result)).toContain('错误指控 wrong accusations: 0');
  });

  it('takes spellings of one address for one address', () => {
    expect(sameUrl('http://www.a.gov.cn:8081/zwgk/index.html')).toBe(sameUrl('https://www.a.gov.cn/zwgk/'));
    expect(sameUrl('http://a.gov.cn/gkmlpt/index#101')).not.toBe(sameUrl('http://a.gov.cn/gkmlpt/index#102'));
  });
});
