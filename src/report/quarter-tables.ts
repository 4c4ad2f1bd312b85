import type { Figures } from '../domain/figures-of.ts';
import type { ObservedProblem, QuarterObservations } from '../domain/quarter-observations.ts';
import type { Table } from './result-tables.ts';

/** Stable columns of what a quarter is made of (docs/reference/data.md). */
export const QUARTER_TABLES = {
  accounts: [
    'account_id',
    'account_name',
    'platform',
    'operator',
    'supervisor',
    'region',
    'level',
    'verdict',
    'reasons',
    'repeated',
    'quarter',
  ],
  letters: [
    ...['result_id', 'campaign', 'site_code', 'site_name', 'region', 'site_type', 'category', 'reason'],
    ...['answers', 'letters', 'evidence', 'quarter'],
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
      'extensions',
      'recurs',
    ],
    ...['found_at', 'dispatched_at', 'submitted_at', 'closed_at', 'overruled_by', 'evidence'],
  ],
  figures: ['figure_id', 'quarter', 'title', 'kind', 'value', 'text', 'part', 'whole', 'computation', 'rows'],
} as const satisfies Record<string, readonly string[]>;

export function accountTable({ accounts, quarter }: QuarterObservations): Table {
  const rows = accounts.map(({ id, account, verdict, reasons, repeated }) => ({
    ...{ account_id: id, account_name: account.name, platform: account.platform, operator: account.operator },
    ...{
      supervisor: account.supervisor,
      region: account.region,
      level: account.level ?? '',
      verdict,
      quarter,
    },
    ...{ reasons: reasons.map(({ indicator }) => indicator).join(' '), repeated: repeated.join(' ') },
  }));
  return { columns: QUARTER_TABLES.accounts, rows };
}

/** One row a tested site; `letters` names its letters, which `letters show` opens. */
export function letterTable({ letters, quarter }: QuarterObservations): Table {
  const rows = letters.map(({ id, campaign, site, siteType, category, reason, ...rest }) => ({
    ...{ result_id: id, campaign, site_code: site.siteCode, site_name: site.name, region: site.region },
    ...{ site_type: siteType, category, reason: reason ?? '', answers: rest.answers.join(' ') },
    ...{ letters: rest.letterIds.join(' '), evidence: rest.evidence.join(' '), quarter },
  }));
  return { columns: QUARTER_TABLES.letters, rows };
}

/** Every ticket of every quarter. `iso` writes an instant in the configured zone. */
export function problemTable(problems: readonly ObservedProblem[], iso: (at: number) => string): Table {
  const moment = (at: number | null) => (at === null ? '' : iso(at));
  const rows = problems.map(({ problem, standing }) => ({
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
    ...{ due: standing.due ?? '', extensions: standing.extensions, recurs: problem.recurs ?? '' },
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
