import { type Backfilled, backfilled, type ListedItem } from '../src/domain/backfilled.ts';
import { type CivilDate, civilDateOf, daysBetween } from '../src/domain/civil-date.ts';
import { defineProbe, judged } from '../src/domain/probe.ts';
import type { ColumnFacts, SiteFacts } from '../src/domain/site-facts.ts';

/**
 * Columns whose dates are the day of publishing. Lists of notices and policies often show the day a paper was signed,
 * which lies before the day it was put online and forges nothing.
 */
const KINDS: ReadonlySet<ColumnFacts['kind']> = new Set(['news']);
/** Addresses of an import all bear the day of the import: a contradiction shared by more than this part says nothing. */
const FEW = 0.5;

/**
 * 发稿日期存疑 (W1.5 伪造发稿日期): items that appeared between two of our looks and claim an earlier day, or whose label is far
 * newer than the day in their address. A reason to look; that a date was forged a person says.
 */
export const dateForged = defineProbe({
  id: 'date-forged',
  title: { zh: '发稿日期存疑', en: 'Doubtful dates of publication' },
  needs: ['columns'],
  mayUse: [],
  strings: {
    pass: { zh: '未发现发稿日期前后矛盾', en: 'No contradicting dates of publication were found' },
    none: {
      zh: '没有可比对发稿日期的动态类栏目',
      en: 'There is no news column whose dates could be compared',
    },
    late: {
      zh: '栏目“{column}”有{count}条信息发稿日期存疑，如“{title}”标注{date}，而{day}查看时尚无此条',
      en: '{count} items of “{column}” bear doubtful dates: “{title}” is dated {date} and was not there on {day}',
    },
    relabelled: {
      zh: '栏目“{column}”有{count}条信息发稿日期存疑，如“{title}”标注{date}，而网址日期为{day}',
      en: '{count} items of “{column}” bear doubtful dates: “{title}” is dated {date}, its address {day}',
    },
  },
  judge({ columns }, { rules, zone, earlier }) {
    const { gapDays, items, backfillDays } = rules.indicators['date-forged'].thresholds;
    const compared = columns.value.filter(({ kind, list }) => KINDS.has(kind) && list.seen);
    if (compared.length === 0) return [judged('not_applicable', 'none', { basis: columns })];
    const outcomes = compared.flatMap((column) => {
      if (!column.list.seen) return [];
      const late = appearedLate(column, earlier, zone, backfillDays).map(({ item, missingOn }) => ({
        ...{ key: 'late' as const, ...shownOf(item), day: missingOn },
      }));
      const relabelled = labelledAnew(column.list.value.first ?? [], gapDays).map((item) => ({
        ...{ key: 'relabelled' as const, ...shownOf(item), day: item.urlDate },
      }));
      const doubts = [...late, ...relabelled];
      const [first] = doubts;
      if (first === undefined) return [];
      const { key, title, date, day } = first;
      const thresholds = { gapDays, items, backfillDays };
      return [
        judged(doubts.length >= items ? 'fail' : 'notice', key, {
          subject: { column: column.name, url: column.url },
          params: { column: column.name, count: doubts.length, title, date, day },
          facts: { items: doubts, thresholds },
          basis: column.list,
        }),
      ];
    });
    return outcomes.length > 0 ? outcomes : [judged('pass', 'pass', { basis: columns })];
  },
});

/** Since any of the earlier looks: what was put in once stays doubtful as long as the list shows it. */
function appearedLate(
  { url, list }: ColumnFacts,
  earlier: readonly SiteFacts[],
  zone: string,
  days: number,
): Backfilled[] {
  const found = new Map<string, Backfilled>();
  for (const look of earlier) {
    const then = look.columns.seen ? look.columns.value.find((column) => column.url === url) : undefined;
    if (!list.seen || !then?.list.seen) continue;
    const day = civilDateOf(look.at, zone);
    for (const one of backfilled(list.value, { list: then.list.value, day }, days))
      found.set(one.item.url, one);
  }
  return [...found.values()];
}

function labelledAnew(
  first: readonly ListedItem[],
  gapDays: number,
): (ListedItem & { date: CivilDate; urlDate: CivilDate })[] {
  const both = first.flatMap(({ date, urlDate, ...item }) =>
    date === null || urlDate === undefined ? [] : [{ ...item, date, urlDate }],
  );
  const apart = both.filter(({ date, urlDate }) => daysBetween(urlDate, date) >= gapDays);
  return apart.length / Math.max(1, both.length) > FEW ? [] : apart;
}

const shownOf = ({ url, title, date }: ListedItem) => ({ url, title, date: date ?? '' });
