import type { ColumnFacts, DatedArticle, Observed } from '../domain/site-facts.ts';
import type { LookedPage, PageBook } from './page-book.ts';
import { unseen } from './unseen.ts';
import { evidenceOf } from './whole-page.ts';

/**
 * Articles of this look that state different days of publication, each with the column whose list leads to it. Nothing is
 * opened for it: what other parts of the survey read is what there is.
 */
export function surveyArticleDates(
  book: PageBook,
  columns: readonly ColumnFacts[],
): Observed<DatedArticle[]> {
  const columnOf = new Map<string, string>();
  for (const { url, list } of columns) {
    if (!list.seen) continue;
    const shown = [
      ...(list.value.first ?? []),
      ...(list.value.latestItem === null ? [] : [list.value.latestItem]),
    ];
    for (const item of shown) if (!columnOf.has(item.url)) columnOf.set(item.url, url);
  }
  const articles = book.pages.filter(({ reading }) => reading?.kind === 'article');
  if (articles.length === 0) return unseen('not_observed', 'no article was opened');
  // The rendered page comes after the plain one and takes its place.
  const conflicting = new Map<string, DatedArticle>();
  for (const page of articles) {
    const { url } = page.look.exchange;
    const column = columnOf.get(url);
    const dated = column === undefined ? null : datedArticle(page, column);
    if (dated === null) conflicting.delete(url);
    else conflicting.set(url, dated);
  }
  const value = [...conflicting.values()];
  return {
    seen: true,
    value,
    evidence: [...new Set(value.flatMap(({ evidence }) => evidence))],
    tier: value.every(({ tier }) => tier === 'browser') ? 'browser' : 'http',
  };
}

function datedArticle(page: LookedPage, column: string): DatedArticle | null {
  const { reading, look } = page;
  if (reading === null || reading.dateConflicts.length === 0) return null;
  return {
    ...{ url: look.exchange.url, column },
    title: (reading.meta.ArticleTitle ?? reading.title).slice(0, 100),
    dates: reading.dateConflicts.map(({ source, date }) => ({ source, date })),
    evidence: evidenceOf(page),
    tier: look.tier,
  };
}
