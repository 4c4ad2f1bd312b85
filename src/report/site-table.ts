import type { Site } from '../domain/site.ts';
import type { JudgedSiteResult } from '../run/all-outcomes.ts';
import { RESULT_TABLES, type Table } from './result-tables.ts';

/** The registry of sites in the columns that it is read from. */
export function siteTable(sites: readonly Site[]): Table {
  const columns = RESULT_TABLES.sites.slice(0, 9);
  return { columns, rows: sites.map(registryRow) };
}

/** The registry with the verdict of each site's newest look; empty where it was never looked at. */
export function siteVerdictTable(sites: readonly Site[], results: readonly JudgedSiteResult[]): Table {
  const byCode = new Map(results.map((judged) => [judged.site.siteCode, judged]));
  const rows = sites.map((site) => {
    const judged = byCode.get(site.siteCode);
    const { verdict = '', ruleset = '' } = judged?.result ?? {};
    return { ...registryRow(site), verdict, looked_at: judged?.lookedAt ?? '', ruleset };
  });
  return { columns: RESULT_TABLES.sites, rows };
}

function registryRow(site: Site) {
  const { siteCode, name, homeUrl, sponsor, supervisor, region, level, type, sponsorKind } = site;
  return {
    ...{ site_code: siteCode, site_name: name, home_url: homeUrl, sponsor, supervisor, region },
    ...{ level, type, sponsor_kind: sponsorKind },
  };
}
