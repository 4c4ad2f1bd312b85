import type { Day } from '../days.ts';
import type { ProvinceSite } from '../model.ts';
import { isNews, one, type Scenario, stopped } from './scenario.ts';

/** A news column without articles for some days, whose ColumnType tag says 通知公告. */
function tagged(id: string, what: string, days: number): Scenario {
  return {
    id,
    what,
    indicators: ['column-not-updated'],
    // What the inventory states of a column leaves nothing open.
    suits: ({ columns }) => columns.every(({ declaredLimitDays }) => declaredLimitDays === null),
    lay(site: ProvinceSite, base: Day) {
      const column = one(site, isNews);
      const tag = { is: 'column-tag', column: column.no, kind: 'notice' } as const;
      return { effects: [stopped(column, base - days), tag] };
    },
  };
}

export const TAGS: readonly Scenario[] = [
  tagged('tag-other-limit', 'a news column of 30 days tagged 通知公告: undetermined', 30),
  tagged('tag-stale-by-both', 'a news column of 220 days tagged 通知公告: stale by both limits', 220),
];
