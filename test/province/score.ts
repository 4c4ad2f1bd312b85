import type { OutcomeWord } from '../../src/domain/outcome.ts';
import { SCORED } from './truth.ts';
import type { Truth, TruthColumn, TruthEntry } from './truth-types.ts';

/** One mistake of a run, with what the truth says. */
export interface Mistake {
  kind: 'wrong-accusation' | 'missed' | 'undecided' | 'wrong-reason' | 'blind' | 'wrong-notice';
  siteCode: string;
  indicator: string;
  subject: string | null;
  said: string;
  truth: string;
  why: string;
}

export interface IndicatorScore {
  indicator: string;
  /** Whether the run said anything about it at all; what nobody looked for is not missed. */
  examined: boolean;
  /** Failures there are, and how many of them were reported. */
  faults: number;
  found: number;
  /** A failure reported where there is none: the worst. */
  wrongAccusations: number;
  /** Failures passed over in silence or called something else. */
  missed: number;
  /** Undetermined although it could be decided. */
  undecided: number;
  /** Undetermined and rightly so, for a wrong reason. */
  wrongReasons: number;
  /** Decided although nothing could be seen. */
  blind: number;
  /** `notice` for `pass` or the reverse. */
  wrongNotices: number;
}

export interface Score {
  date: string;
  sites: number;
  missingSites: string[];
  indicators: IndicatorScore[];
  columns: { expected: number; seen: number; datedRight: number; datedWrong: number };
  mistakes: Mistake[];
}

interface ReportedOutcome {
  indicator: string;
  outcome: OutcomeWord;
  standing?: string | null;
  reason?: string | null;
  subject?: { column?: string; system?: string; url?: string } | null;
  message?: string;
}

interface ReportedSite {
  siteCode: string;
  outcomes: ReportedOutcome[];
  facts?: { columns?: { name: string; url: string; latest: string | null }[] | null };
}

/** Scores the lines of `xunjian scan --json` (DESIGN §5) against the truth of their day. */
export function score(resultsJsonLines: string, truth: Truth): Score {
  const reported = new Map<string, ReportedSite>();
  for (const line of resultsJsonLines.split('\n')) {
    if (!line.trim().startsWith('{')) continue;
    const site: unknown = JSON.parse(line);
    if (isReported(site)) reported.set(site.siteCode, site);
  }
  const siteCodes = [...new Set(truth.entries.map(({ siteCode }) => siteCode))];
  const mistakes: Mistake[] = [];
  const indicators = SCORED.map((indicator) => {
    const examined = [...reported.values()].some(({ outcomes }) =>
      outcomes.some((o) => o.indicator === indicator),
    );
    const sum: IndicatorScore = {
      ...{ indicator, examined },
      ...{ faults: 0, found: 0, wrongAccusations: 0, missed: 0 },
      ...{ undecided: 0, wrongReasons: 0, blind: 0, wrongNotices: 0 },
    };
    for (const siteCode of examined ? siteCodes : []) {
      const site = reported.get(siteCode);
      if (site === undefined) continue;
      const entries = truth.entries.filter(
        (entry) => entry.siteCode === siteCode && entry.indicator === indicator,
      );
      const said = site.outcomes.filter(
        (outcome) => outcome.indicator === indicator && outcome.standing !== 'dismissed',
      );
      const found = compare(siteCode, indicator, entries, said);
      mistakes.push(...found.mistakes);
      sum.faults += found.faults;
      sum.found += found.found;
    }
    return sum;
  });
  for (const mistake of mistakes) {
    const sum = indicators.find(({ indicator }) => indicator === mistake.indicator);
    if (sum !== undefined) sum[COUNTED[mistake.kind]] += 1;
  }
  return {
    date: truth.date,
    sites: siteCodes.length,
    missingSites: siteCodes.filter((code) => !reported.has(code)),
    indicators,
    columns: scoreColumns(truth.columns, reported),
    mistakes,
  };
}

const COUNTED = {
  'wrong-accusation': 'wrongAccusations',
  missed: 'missed',
  undecided: 'undecided',
  'wrong-reason': 'wrongReasons',
  blind: 'blind',
  'wrong-notice': 'wrongNotices',
} as const satisfies Record<Mistake['kind'], keyof IndicatorScore>;

function isReported(site: unknown): site is ReportedSite {
  return typeof site === 'object' && site !== null && 'siteCode' in site && 'outcomes' in site;
}

/** One spelling for URLs of the same page: no scheme, no port, no index file, no trailing slash. */
export function sameUrl(url: string): string {
  return url
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^([^/]+?):\d+/, '$1')
    .replace(/\/(index|default)\.(s?html?|jsp|asp)(?=$|#)/, '/')
    .replace(/\/+$/, '');
}

interface Compared {
  mistakes: Mistake[];
  faults: number;
  found: number;
}

function compare(
  siteCode: string,
  indicator: string,
  entries: readonly TruthEntry[],
  said: readonly ReportedOutcome[],
): Compared {
  const mistakes: Mistake[] = [];
  const blame = (kind: Mistake['kind'], entry: TruthEntry | null, outcome: ReportedOutcome | null) =>
    mistakes.push({
      ...{ kind, siteCode, indicator },
      subject: entry?.subject?.url ?? outcome?.subject?.url ?? null,
      said:
        outcome === null
          ? 'nothing'
          : `${outcome.outcome}${outcome.reason ? `(${outcome.reason})` : ''} ${outcome.message ?? ''}`.trim(),
      truth:
        entry === null
          ? 'nothing of the kind'
          : `${entry.outcome}${entry.reasons.length > 0 ? `(${entry.reasons.join('|')})` : ''}`,
      why: entry?.why ?? '',
    });
  // Fails that match no entry: an office accused of what does not exist.
  const bySubject = entries.some(({ subject }) => subject !== null);
  for (const outcome of said) {
    if (outcome.outcome !== 'fail') continue;
    const entry = entryFor(entries, outcome, bySubject);
    const isRight = entry !== null && (entry.outcome === 'fail' || entry.accept.includes('fail'));
    if (!isRight) blame('wrong-accusation', entry, outcome);
  }
  let faults = 0;
  let found = 0;
  for (const entry of entries) {
    const own = said.filter((outcome) => entryFor(entries, outcome, bySubject) === entry);
    const whole = said.find((outcome) => !hasSubject(outcome) && outcome.outcome === 'undetermined');
    const [first] = [...own].sort((a, b) => rank(a, entry) - rank(b, entry));
    const outcome = first ?? whole ?? null;
    if (entry.outcome === 'fail') {
      faults += 1;
      if (outcome?.outcome === 'fail') found += 1;
      else if (outcome !== null && entry.accept.includes(outcome.outcome)) continue;
      else if (outcome === null && entry.accept.includes('pass')) continue;
      else blame(outcome?.outcome === 'undetermined' ? 'undecided' : 'missed', entry, outcome);
      continue;
    }
    if (outcome === null || outcome.outcome === 'fail') continue;
    if (outcome.outcome === entry.outcome) {
      const isRight =
        entry.outcome !== 'undetermined' ||
        entry.reasons.length === 0 ||
        (entry.reasons as string[]).includes(outcome.reason ?? '');
      if (!isRight) blame('wrong-reason', entry, outcome);
    } else if (!entry.accept.includes(outcome.outcome)) {
      if (outcome.outcome === 'undetermined') blame('undecided', entry, outcome);
      else if (entry.outcome === 'undetermined') blame('blind', entry, outcome);
      else blame('wrong-notice', entry, outcome);
    }
  }
  return { mistakes, faults, found };
}

const hasSubject = (outcome: ReportedOutcome) => outcome.subject !== undefined && outcome.subject !== null;

/** The outcome that speaks best for the reporter comes first. */
function rank(outcome: ReportedOutcome, entry: TruthEntry): number {
  return outcome.outcome === entry.outcome ? 0 : entry.accept.includes(outcome.outcome) ? 1 : 2;
}

function entryFor(
  entries: readonly TruthEntry[],
  outcome: ReportedOutcome,
  bySubject: boolean,
): TruthEntry | null {
  const whole = entries.find(({ subject }) => subject === null) ?? null;
  if (!hasSubject(outcome)) return whole;
  const url = outcome.subject?.url;
  const own = entries.find(
    ({ subject }) =>
      subject !== null &&
      url !== undefined &&
      [subject.url, ...subject.aliases].some((known) => sameUrl(known) === sameUrl(url)),
  );
  if (own !== undefined) return own;
  return bySubject ? null : whole;
}

function scoreColumns(
  columns: readonly TruthColumn[],
  reported: ReadonlyMap<string, ReportedSite>,
): Score['columns'] {
  const sum = { expected: 0, seen: 0, datedRight: 0, datedWrong: 0 };
  for (const column of columns) {
    const site = reported.get(column.siteCode);
    if (site === undefined) continue;
    sum.expected += 1;
    const urls = new Set([column.url, ...column.aliases].map(sameUrl));
    const own = site.facts?.columns?.find(({ url }) => urls.has(sameUrl(url)));
    if (own === undefined) continue;
    sum.seen += 1;
    if (own.latest === column.latest) sum.datedRight += 1;
    else if (own.latest !== null) sum.datedWrong += 1;
  }
  return sum;
}

const HEAD = [
  '指标 indicator',
  '问题 faults',
  '查出 found',
  '错告 wrong',
  '漏报 missed',
  '未定 undecided',
  '理由错 reason',
  '盲判 blind',
  '预警错 notice',
];

/** The score as a table for people, Chinese and English. */
export function scoreTable(result: Score): string {
  const rows = result.indicators.map((i) => [
    i.examined ? i.indicator : `${i.indicator}（未检查 not examined）`,
    ...[
      i.faults,
      i.found,
      i.wrongAccusations,
      i.missed,
      i.undecided,
      i.wrongReasons,
      i.blind,
      i.wrongNotices,
    ].map(String),
  ]);
  const total = result.indicators.reduce(
    (sum, i) => ({
      faults: sum.faults + i.faults,
      found: sum.found + i.found,
      wrong: sum.wrong + i.wrongAccusations,
    }),
    { faults: 0, found: 0, wrong: 0 },
  );
  const lines = [HEAD, ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  const { columns } = result;
  return [
    `${result.date}：${result.sites} 个网站 sites，未报 not reported ${result.missingSites.length}`,
    lines[0],
    `|${HEAD.map(() => '---').join('|')}|`,
    ...lines.slice(1),
    `错误指控 wrong accusations: ${total.wrong}；查全率 recall: ${total.faults === 0 ? 1 : (total.found / total.faults).toFixed(4)} (${total.found}/${total.faults})`,
    `栏目 columns: 应有 expected ${columns.expected}，找到 seen ${columns.seen}，日期正确 dated right ${columns.datedRight}，日期错误 dated wrong ${columns.datedWrong}`,
  ].join('\n');
}
