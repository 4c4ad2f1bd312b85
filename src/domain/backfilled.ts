import { type CivilDate, daysBetween } from './civil-date.ts';
import type { ColumnList } from './site-facts.ts';

export interface ListedItem {
  url: string;
  title: string;
  date: CivilDate | null;
  urlDate?: CivilDate;
}

/** A dated item that was not in the list when the list was looked at, although its date says that it should have been. */
export interface Backfilled {
  item: ListedItem & { date: CivilDate };
  /** The day of the look that did not show it. */
  missingOn: CivilDate;
}

/**
 * Two looks are compared only when they read the same list: so many items of the older one are still there, or it stands at
 * the same place and has moved on by a whole page.
 */
const COMMON = 3;

/**
 * Items of `now` that appeared since the list was looked at on `day`, dated at least `days` before that. Nothing where
 * the two cannot be compared: another list was read, its addresses changed, or it is not in the order of its dates.
 */
export function backfilled(
  now: ColumnList,
  earlier: { list: ColumnList; day: CivilDate },
  days: number,
): Backfilled[] {
  const items = now.first ?? [];
  const before = earlier.list.first ?? [];
  // Titles come again every week; title and day together tell an article whose address changed.
  const named = ({ title, date }: ListedItem) => `${date} ${title}`;
  const keys = new Set(before.flatMap((item) => [item.url, named(item)]));
  const isKnown = (item: ListedItem) => keys.has(item.url) || keys.has(named(item));
  const common = items.filter(isKnown).length;
  if (before.length === 0 || !isInOrder(before)) return [];
  if (common < Math.min(COMMON, before.length) && !hasMovedOn(now, earlier.list)) return [];
  // What was older than the last item shown may have stood on the list's next page.
  const shownAll = earlier.list.items <= before.length;
  const oldest = before.reduce<CivilDate | null>((old, { date }) => (date === null ? old : date), null);
  return items.flatMap((item) => {
    const { date } = item;
    if (date === null || isKnown(item)) return [];
    const wouldShow = shownAll || (oldest !== null && date > oldest);
    return wouldShow && daysBetween(date, earlier.day) >= days
      ? [{ item: { ...item, date }, missingOn: earlier.day }]
      : [];
  });
}

/** Nothing that was shown is left, and all that is shown is newer than any of it. */
function hasMovedOn(now: ColumnList, earlier: ColumnList): boolean {
  const dates = (now.first ?? []).flatMap(({ date }) => (date === null ? [] : [date]));
  const { latest } = earlier;
  return (
    now.selector === earlier.selector &&
    latest !== null &&
    dates.length > 0 &&
    dates.every((date) => date > latest)
  );
}

/** Newest first, but for pinned items at the head. */
function isInOrder(items: readonly ListedItem[]): boolean {
  const dates = items.flatMap(({ date }) => (date === null ? [] : [date]));
  const breaks = dates.filter((date, i) => i > 0 && date > (dates[i - 1] ?? '')).length;
  return breaks <= 1;
}
