import type { Site } from '../domain/site.ts';
import type { Table } from './result-tables.ts';

/** The registry of sites in the columns that it is read from. */
export function siteTable(sites: readonly Site[]): Table {
  const columns = [
    'site_code',
    'site_name',
    'home_url',
    'sponsor',
    'supervisor',
    'region',
    'level',
    'type',
    'sponsor_kind',
  ] as const;
  const rows = sites.map(
    ({ siteCode, name, homeUrl, sponsor, supervisor, region, level, type, sponsorKind }) => ({
      ...{ site_code: siteCode, site_name: name, home_url: homeUrl, sponsor, supervisor, region },
      ...{ level, type, sponsor_kind: sponsorKind },
    }),
  );
  return { columns, rows };
}
