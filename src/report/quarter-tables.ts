import type { RegisteredAccount } from '../domain/account.ts';
import type { Figures } from '../domain/figures-of.ts';
import { annex2SiteType } from '../domain/letter-rates.ts';
import type { ObservedProblem, QuarterObservations } from '../domain/quarter-observations.ts';
import type { QuarterLetter } from '../run/quarter-letters.ts';
import type { Table } from './result-tables.ts';

/** Stable columns of what a quarter is made of (docs/reference/data.md). */
export const QUARTER_TABLES = {
  accounts: [
    ...['account_id', 'account_name', 'platform', 'operator', 'supervisor', 'region', 'level', 'handle'],
    ...['declared', 'state', 'quarter', 'verdict', 'reasons', 'repeated'],
  ],
  letters: [
    ...[
      'letter_id',
      'campaign',
      'quarter',
      'site_code',
      'site_name',
      'unit',
      'region',
      'site_type',
      'by_hand',
    ],
    ...['state', 'reason', 'category', 'submitted_at', 'deadline', 'replied_at', 'first_seen_at'],
    ...['last_unseen_at', 'department', 'quality', 'flags', 'evidence'],
  ],
  'tested-sites': [
    ...['result_id', 'campaign', 'quarter', 'site_code', 'site_name', 'unit', 'region', 'site_type'],
    ...['category', 'reason', 'answers', 'letters', 'evidence'],
  ],
  problems: [
    ...[
      'problem_id',
      'finding_id',
      'kind',
      'origin',
      'period',
      'region',
      'unit',
      'supervisor',
      'subject_kind',
    ],
    ...[
      'subject_key',
      'subject_name',
      'indicator',
      'message',
      'state',
      'overdue',
      'due',
      'due_city',
      'extensions',
      'recurs',
    ],
    ...['found_at', 'dispatched_at', 'submitted_at', 'closed_at', 'overruled_by', 'evidence'],
  ],
  figures: ['figure_id', 'quarter', 'title', 'kind', 'value', 'text', 'part', 'whole', 'computation', 'rows'],
} as const satisfies Record<string, readonly string[]>;

/** Every registered account; `verdict` is empty for one that was not checked in the quarter. */
export function accountTable(
  { accounts, quarter }: QuarterObservations,
  registered: readonly RegisteredAccount[],
): Table {
  const checked = new Map(accounts.map((one) => [one.id, one]));
  const rows = registered.map(({ key, account }) => {
    const own = checked.get(key);
    const { name, platform, operator, supervisor, region, level, handle, declared, state } = account;
    return {
      ...{ account_id: key, account_name: name, platform, operator, supervisor, region, level: level ?? '' },
      ...{ handle: handle ?? '', declared, state, quarter, verdict: own?.verdict ?? '' },
      reasons: own?.reasons.map(({ indicator }) => indicator).join(' ') ?? '',
      repeated: own?.repeated.join(' ') ?? '',
    };
  });
  return { columns: QUARTER_TABLES.accounts, rows };
}

/** One row a tested site, with the verdict over its letters, which `letters` names. */
export function testedSiteTable({ letters, quarter }: QuarterObservations): Table {
  const rows = letters.map(({ id, campaign, site, siteType, category, reason, ...rest }) => ({
    ...{ result_id: id, campaign, quarter, site_code: site.siteCode, site_name: site.name },
    ...{ unit: site.sponsor, region: site.region, site_type: siteType, category, reason: reason ?? '' },
    ...{ answers: rest.answers.join(' '), letters: rest.letterIds.join(' ') },
    evidence: rest.evidence.join(' '),
  }));
  return { columns: QUARTER_TABLES['tested-sites'], rows };
}

/** One row a letter, cancelled ones included; its words and persona stay in the ledger. */
export function letterTable(letters: readonly QuarterLetter[], quarter: string): Table {
  const rows = letters.map(({ status, site, isByHand, evidence }) => ({
    ...{ letter_id: status.letterId, campaign: status.campaign, quarter, site_code: status.siteCode },
    ...{ site_name: site.name, unit: site.sponsor, region: site.region, site_type: annex2SiteType(site) },
    ...{ by_hand: isByHand, state: status.state, reason: status.reason ?? '', category: status.category },
    ...{ submitted_at: status.submittedAt ?? '', deadline: status.deadline ?? '' },
    ...{ replied_at: status.reply?.statedAt ?? '', first_seen_at: status.reply?.firstSeenAt ?? '' },
    ...{ last_unseen_at: status.lastUnseenAt ?? '', department: status.reply?.department ?? '' },
    ...{ quality: status.reply?.quality ?? '', flags: status.flags.join(' '), evidence: evidence.join(' ') },
  }));
  return { columns: QUARTER_TABLES.letters, rows };
}

/** Every ticket of every quarter. `iso` writes an instant in the configured zone. */
export function problemTable(problems: readonly ObservedProblem[], iso: (at: number) => string): Table {
  const moment = (at: number | null) => (at === null ? '' : iso(at));
  const rows = problems.map(({ problem, standing, dueCity }) => ({
    ...{ problem_id: problem.id, finding_id: problem.findingId, kind: problem.kind, origin: problem.origin },
    ...{ period: problem.period, region: problem.region, unit: problem.unit, supervisor: problem.supervisor },
    ...{
      subject_kind: problem.subjectKind,
      subject_key: problem.subjectKey,
      subject_name: problem.subjectName,
    },
    ...{
      indicator: problem.indicator,
      message: problem.message,
      state: standing.state,
      overdue: standing.overdue,
    },
    ...{
      due: standing.due ?? '',
      due_city: dueCity ?? '',
      extensions: standing.extensions,
      recurs: problem.recurs ?? '',
    },
    ...{ found_at: moment(problem.foundAt), dispatched_at: moment(standing.dispatchedAt) },
    ...{ submitted_at: moment(standing.submittedAt), closed_at: moment(standing.closedAt) },
    ...{ overruled_by: standing.overruledBy ?? '', evidence: problem.evidence.join(' ') },
  }));
  return { columns: QUARTER_TABLES.problems, rows };
}

export function figureTable({ all }: Figures, quarter: string): Table {
  const rows = [...all.values()].map(({ id, title, kind, value, text, rate, computation, rows: ids }) => ({
    ...{
      figure_id: id,
      quarter,
      title,
      kind,
      value,
      text,
      part: rate?.part ?? null,
      whole: rate?.whole ?? null,
    },
    ...{ computation, rows: ids.join(' ') },
  }));
  return { columns: QUARTER_TABLES.figures, rows };
}
