import type { Site } from '../domain/site.ts';
import type { SiteResult } from '../run/site-result.ts';

/** A flat table: what CSV, JSON Lines and XLSX are written from. */
export interface Table {
  columns: readonly string[];
  rows: readonly Readonly<Record<string, string | number | boolean | null>>[];
}

interface Judged {
  site: Site;
  result: SiteResult;
}

const OUTCOME_COLUMNS = [
  'finding_id',
  'site_code',
  'site_name',
  'region',
  'indicator',
  'outcome',
  'standing',
  'reason',
  'subject',
  'url',
  'message',
  'as_of',
  'ruleset',
  'evidence',
] as const;

/** Every outcome of every site, one a row. */
export function outcomeTable(results: readonly Judged[]): Table {
  const rows = results.flatMap(({ site, result }) =>
    result.outcomes.map((outcome) => ({
      finding_id: outcome.id,
      site_code: site.siteCode,
      site_name: site.name,
      region: site.region,
      indicator: outcome.indicator,
      outcome: outcome.outcome,
      standing: outcome.standing,
      reason: outcome.reason,
      subject: outcome.subject?.column ?? outcome.subject?.system ?? '',
      url: outcome.subject?.url ?? site.homeUrl,
      message: outcome.message,
      as_of: result.asOf,
      ruleset: result.ruleset,
      evidence: outcome.evidence.join(' '),
    })),
  );
  return { columns: OUTCOME_COLUMNS, rows };
}

/** The failures among them. */
export function findingTable(results: readonly Judged[]): Table {
  const { columns, rows } = outcomeTable(results);
  return { columns, rows: rows.filter(({ outcome }) => outcome === 'fail') };
}

/** Every column seen, with the newest date and what it rests on. */
export function columnTable(results: readonly Judged[]): Table {
  const columns = [
    'site_code',
    'site_name',
    'column_name',
    'url',
    'kind',
    'level',
    'latest',
    'items',
    'tier',
    'as_of',
  ] as const;
  const rows = results.flatMap(({ site, result }) =>
    result.facts.columns.map(({ name, url, kind, level, latest, items, tier }) => ({
      ...{ site_code: site.siteCode, site_name: site.name, column_name: name, url, kind, level },
      ...{ latest, items, tier, as_of: result.asOf },
    })),
  );
  return { columns, rows };
}
