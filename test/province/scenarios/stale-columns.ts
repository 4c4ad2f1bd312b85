import type { Day } from '../days.ts';
import type { Effect, ProvinceColumn, ProvinceSite } from '../model.ts';
import { between } from '../random.ts';
import { isNamed, isPortal, lists, ofKind, type Scenario, stopped } from './scenario.ts';

/** Last publication well past the column's limit, in days that no two columns share. */
export function longStopped(site: ProvinceSite, column: ProvinceColumn, base: Day): Effect {
  const past =
    column.kind === 'news'
      ? between(20, 120, site.siteCode, column.no)
      : between(200, 300, site.siteCode, column.no);
  return stopped(column, base - (isNamed(column) ? past + 200 : past));
}

/** The column of a kind that publishes least often: a screenful of it goes far back. */
export function slowest(site: ProvinceSite, kind: ProvinceColumn['kind']): ProvinceColumn {
  const [column] = ofKind(site, kind).sort((a, b) => b.cadence - a.cadence);
  if (column === undefined) throw new Error(`${site.siteCode} has no ${kind}`);
  return column;
}

/** Columns that may all be stale while every overview page above them keeps a fresh child. */
export function staleable(site: ProvinceSite): { news: ProvinceColumn[]; others: ProvinceColumn[] } {
  const spare = (columns: ProvinceColumn[]) => columns.slice(0, -1);
  return {
    news: spare(ofKind(site, 'news')),
    // The third of the 政策文件 stays fresh, and 通知公告 as first-level column would count towards (a).
    others: [
      ...spare(ofKind(site, 'policy')),
      ...ofKind(site, 'notice').filter(({ level }) => level > 1),
      ...lists(site).filter(isNamed),
    ],
  };
}

export function manyStale(id: string, news: number, others: number, what: string): Scenario {
  return {
    id,
    what,
    indicators: ['columns-not-updated', 'column-not-updated'],
    suits: isPortal,
    lay(site, base) {
      const can = staleable(site);
      const chosen = [...can.news.slice(0, news), ...can.others.slice(0, others)];
      if (chosen.length < news + others) throw new Error(`${site.siteCode} has too few columns for ${id}`);
      return { effects: chosen.map((column) => longStopped(site, column, base)) };
    },
  };
}

export function blanks(count: number, what: string): Scenario {
  return {
    id: `blank-${count}`,
    what,
    indicators: ['columns-not-updated', 'column-blank'],
    suits: isPortal,
    lay(site) {
      const slugs = ['gsgg', 'jyta', 'yjzj', 'zxft', 'tpgj', 'dsxxjy'];
      const chosen = slugs
        .slice(0, count)
        .flatMap((slug) => lists(site).filter((column) => column.slug === slug));
      return { effects: chosen.map(({ no }) => ({ is: 'column-blank', column: no })) };
    },
  };
}

export function staleSince(
  id: string,
  what: string,
  of: (site: ProvinceSite) => ProvinceColumn,
  since: (base: Day) => Day,
): Scenario {
  return {
    id,
    what,
    indicators: ['column-not-updated'],
    lay: (site, base) => ({ effects: [stopped(of(site), since(base))] }),
  };
}
