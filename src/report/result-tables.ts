import type { FlatOutcome, JudgedSiteResult } from '../run/all-outcomes.ts';

/** A flat table: what CSV, JSON Lines and XLSX are written from. */
export interface Table {
  columns: readonly string[];
  rows: readonly Readonly<Record<string, string | number | boolean | null>>[];
}

/** Stable columns of what is judged (docs/reference/data.md). */
export const RESULT_TABLES = {
  outcomes: [
    ...['finding_id', 'subject_kind', 'subject_key', 'subject_name', 'platform', 'unit', 'region'],
    ...['indicator', 'outcome', 'standing', 'reason', 'part', 'url', 'message', 'as_of', 'ruleset'],
    'evidence',
  ],
  columns: [
    ...['site_code', 'site_name', 'column_name', 'url', 'kind', 'level', 'latest', 'items', 'tier', 'as_of'],
    ...['kind_from', 'kind_confidence'],
  ],
  sites: [
    ...['site_code', 'site_name', 'home_url', 'sponsor', 'supervisor', 'region', 'level', 'type'],
    ...['sponsor_kind', 'verdict', 'looked_at', 'ruleset'],
  ],
} as const satisfies Record<string, readonly string[]>;

/** Every outcome, one a row. */
export function outcomeTable(outcomes: readonly FlatOutcome[]): Table {
  const rows = outcomes.map(
    ({ findingId, subjectKind, subjectKey, subjectName, asOf, evidence, ...rest }) => ({
      ...{
        finding_id: findingId,
        subject_kind: subjectKind,
        subject_key: subjectKey,
        subject_name: subjectName,
      },
      ...rest,
      ...{ as_of: asOf, evidence: evidence.join(' ') },
    }),
  );
  return { columns: RESULT_TABLES.outcomes, rows };
}

/** The failures among them. */
export function findingTable(outcomes: readonly FlatOutcome[]): Table {
  return outcomeTable(outcomes.filter(({ outcome }) => outcome === 'fail'));
}

/** Every column seen, with the newest date and what it rests on. */
export function columnTable(results: readonly JudgedSiteResult[]): Table {
  const rows = results.flatMap(({ site, result }) =>
    result.facts.columns.map(({ name, url, kind, kindFrom, kindConfidence, level, latest, items, tier }) => ({
      ...{ site_code: site.siteCode, site_name: site.name, column_name: name, url, kind, level },
      ...{ latest, items, tier, as_of: result.asOf },
      ...{ kind_from: kindFrom, kind_confidence: kindConfidence ?? null },
    })),
  );
  return { columns: RESULT_TABLES.columns, rows };
}
