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

/** A failure there is, with what the run made of it. */
export interface ComparedFault {
  siteCode: string;
  indicator: string;
  subject: { column?: string; system?: string; url: string } | null;
  /** `tolerated`: nothing was reported, and the truth allows it. */
  is: 'found' | 'missed' | 'undecided' | 'tolerated';
  /** `suspected`, `confirmed`; null unless found. */
  standing: string | null;
  /** The run's own sentence. */
  message: string;
  why: string;
}

export interface IndicatorScore {
  indicator: string;
  /** Whether the run said anything about it at all; what nobody looked for is not missed. */
  examined: boolean;
  /** Failures there are, and how many of them were reported. */
  faults: number;
  found: number;
  /** Of the found ones, those that count already: seen on two days, or by a person. */
  confirmed: number;
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
  faults: ComparedFault[];
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
  const faults: ComparedFault[] = [];
  const indicators = SCORED.map((indicator) => {
    const examined = [...reported.values()].some(({ outcomes }) =>
      outcomes.some((o) => o.indicator === indicator),
    );
    const sum: IndicatorScore = {
      ...{ indicator, examined },
      ...{ faults: 0, found: 0, confirmed: 0, wrongAccusations: 0, missed: 0 },
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
      faults.push(...found.faults);
      // A failure that nobody is obliged to see counts where it was seen.
      sum.faults += found.faults.filter(({ is }) => is !== 'tolerated').length;
      const right = found.faults.filter(({ is }) => is === 'found');
      sum.found += right.length;
      sum.confirmed += right.filter(({ standing }) => standing === 'confirmed').length;
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
    faults,
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
  faults: ComparedFault[];
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
  const faults: ComparedFault[] = [];
  const compared = (entry: TruthEntry, is: ComparedFault['is'], outcome: ReportedOutcome | null) =>
    faults.push({
      ...{ siteCode, indicator, is, why: entry.why },
      subject: entry.subject,
      standing: is === 'found' ? (outcome?.standing ?? null) : null,
      message: outcome?.message ?? '',
    });
  for (const entry of entries) {
    const own = said.filter((outcome) => entryFor(entries, outcome, bySubject) === entry);
    const whole = said.find((outcome) => !hasSubject(outcome) && outcome.outcome === 'undetermined');
    const [first] = [...own].sort((a, b) => rank(a, entry) - rank(b, entry));
    const outcome = first ?? whole ?? null;
    if (entry.outcome === 'fail') {
      const isTolerated = entry.accept.includes(outcome?.outcome ?? 'pass');
      const is =
        outcome?.outcome === 'fail'
          ? 'found'
          : isTolerated
            ? 'tolerated'
            : outcome?.outcome === 'undetermined'
              ? 'undecided'
              : 'missed';
      compared(entry, is, outcome);
      if (is === 'missed' || is === 'undecided') blame(is, entry, outcome);
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
  return { mistakes, faults };
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
