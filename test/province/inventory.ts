import { dialectOf } from './dialects/all.ts';
import type { Province, ProvinceSite } from './model.ts';

const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const row = (cells: readonly string[]) => cells.map(cell).join(',');

/** The registry as an operator would have it: nothing in it that a fault adds. */
export function sitesCsv({ sites }: Province): string {
  const rows = sites.map((site) =>
    row([
      ...[site.siteCode, site.name, site.homeUrl, site.sponsor, site.supervisor],
      ...[site.region, site.level, site.type, site.sponsorKind],
    ]),
  );
  return `site_code,site_name,home_url,sponsor,supervisor,region,level,type,sponsor_kind\n${rows.join('\n')}\n`;
}

/**
 * Columns the inventory states. A site with a row for one column has rows for all that are lists or the scan would look at that
 * one alone.
 */
export function columnsCsv({ sites }: Province): string {
  const rows = sites
    .filter(({ columns }) => columns.some(({ declaredLimitDays }) => declaredLimitDays !== null))
    .flatMap((site) =>
      site.columns
        .filter(({ form }) => form === 'list')
        .map(({ name, kind, level, declaredLimitDays, no }) =>
          row([
            site.siteCode,
            name,
            columnUrl(site, no),
            kind,
            String(level),
            declaredLimitDays === null ? '' : String(declaredLimitDays),
          ]),
        ),
    );
  return `site_code,column_name,url,kind,level,limit_days\n${rows.join('\n')}${rows.length > 0 ? '\n' : ''}`;
}

/** Absolute URL of a column below the site's home URL. */
export function columnUrl(site: ProvinceSite, no: number): string {
  const column = site.columns[no - 1];
  if (column === undefined) throw new Error(`${site.siteCode} has no column ${no}`);
  return new URL(dialectOf(site.dialect).columnPath(site, column), site.homeUrl).href;
}
