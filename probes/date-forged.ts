import { type Backfilled, backfilled, type ListedItem } from '../src/domain/backfilled.ts';
import { type CivilDate, civilDateOf, daysBetween } from '../src/domain/civil-date.ts';
import { isOfKind } from '../src/domain/column-state.ts';
import { defineProbe, judged } from '../src/domain/probe.ts';
import type { ColumnFacts, DatedArticle, SiteFacts } from '../src/domain/site-facts.ts';

/**
 * Columns whose dates are the day of publishing. Lists of notices and policies often show the day a paper was signed,
 * which lies before the day it was put online and forges nothing.
 */
const KINDS: ReadonlySet<ColumnFacts['kind']> = new Set(['news']);
/** Addresses of an import all bear the day of the import: a contradiction shared by more than this part says nothing. */
const FEW = 0.5;

/**
 * 发稿日期存疑 (W1.5 伪造发稿日期): items that appeared between two of our looks and claim an earlier day, or whose label is far
 * newer than the day in their address or the one their page states for machines. A reason to look; that a date was forged
 * a person says.
 */
export const dateForged = defineProbe({
  id: 'date-forged',
  title: { zh: '发稿日期存疑', en: 'Doubtful dates of publication' },
  needs: ['columns'],
  mayUse: ['articleDates'],
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
    redated: {
      zh: '栏目“{column}”有{count}条信息发稿日期存疑，如“{title}”页面标注{date}，而其PubDate标签为{day}',
      en: '{count} items of “{column}” bear doubtful dates: “{title}” shows {date}, its PubDate tag says {day}',
    },
    relabelled: {
      zh: '栏目“{column}”有{count}条信息发稿日期存疑，如“{title}”标注{date}，而网址日期为{day}',
      en: '{count} items of “{column}” bear doubtful dates: “{title}” is dated {date}, its address {day}',
    },
  },
  judge({ columns }, { rules, zone, earlier }, { articleDates }) {
    const { gapDays, items, backfillDays } = rules.indicators['date-forged'].thresholds;
    const compared = columns.value.filter((column) => isOfKind(column, KINDS) && column.list.seen);
    if (compared.length === 0) return [judged('not_applicable', 'none', { basis: columns })];
    const articles = ownTags(articleDates?.seen ? articleDates.value : []);
    const outcomes = compared.flatMap((column) => {
      if (!column.list.seen) return [];
      const late = appearedLate(column, earlier, zone, backfillDays).map(({ item, missingOn }) => ({
        ...{ key: 'late' as const, ...shownOf(item), day: missingOn },
      }));
      const relabelled = labelledAnew(column.list.value.first ?? [], gapDays).map((item) => ({
        ...{ key: 'relabelled' as const, ...shownOf(item), day: item.urlDate },
      }));
      const redated = articles
        .filter((article) => article.column === column.url)
        .flatMap((article) => datedAnew(article, gapDays));
      const known = new Set([...late, ...relabelled].map(({ url }) => url));
      const doubts = [
        ...late,
        ...relabelled,
        ...redated.filter(({ url }) => !known.has(url)).map(({ evidence: _, ...doubt }) => doubt),
      ];
      const [first] = doubts;
      if (first === undefined) return [];
      const { key, title, date, day } = first;
      const thresholds = { gapDays, items, backfillDays };
      return [
        judged(doubts.length >= items ? 'fail' : 'notice', key, {
          subject: { column: column.name, url: column.url },
          params: { column: column.name, count: doubts.length, title, date, day },
          facts: { items: doubts, thresholds },
          basis: {
            tier: column.list.tier,
            evidence: [...new Set([...column.list.evidence, ...redated.flatMap(({ evidence }) => evidence)])],
          },
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

/**
 * The page shows a day that is far newer than the one it states for machines, and its address knows no day as new: an old
 * article under a new date. A tag or address newer than what is shown is an import or a later change, and a tag that
 * agrees with what is shown is an article published anew: neither says anything.
 */
function datedAnew({ url, title, dates, evidence }: DatedArticle, gapDays: number) {
  const [label, meta, inUrl] = [dateBy(dates, 'label'), dateBy(dates, 'meta'), dateBy(dates, 'url')];
  if (label === undefined || meta === undefined || daysBetween(meta, label) < gapDays) return [];
  if (inUrl !== undefined && daysBetween(inUrl, label) < gapDays) return [];
  return [{ key: 'redated' as const, url, title, date: label, day: meta, evidence }];
}

/** A day that the tags of several articles share is their template's, or that of an import: no word on any of them. */
function ownTags(articles: readonly DatedArticle[]): DatedArticle[] {
  const stated = articles.map(({ dates }) => dateBy(dates, 'meta'));
  return articles.filter((_, i) => stated.filter((day) => day === stated[i]).length === 1);
}

function dateBy(dates: DatedArticle['dates'], wanted: DatedArticle['dates'][number]['source']) {
  return dates.find(({ source }) => source === wanted)?.date;
}

const shownOf = ({ url, title, date }: ListedItem) => ({ url, title, date: date ?? '' });
