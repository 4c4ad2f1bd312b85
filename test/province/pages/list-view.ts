import type { Article } from '../articles.ts';
import type { Day } from '../days.ts';
import { dialectOf } from '../dialects/all.ts';
import { folderOf, type ListView, type ShownItem } from '../dialects/dialect.ts';
import type { ProvinceColumn, ProvinceSite } from '../model.ts';
import type { SiteState } from '../state.ts';

/** Pages that are really served of an archive; pagers speak of all of them, as on real sites. */
const MOST_PAGES = 200;

/** How a list of `column` writes the address of an article: relative where the family does. */
function hrefOf(site: ProvinceSite, article: Article): string {
  const path = dialectOf(site.dialect).articlePath(site, article);
  if (site.dialect === 'gb-table') return path.slice(1);
  const folder = folderOf(site, article.column);
  return site.dialect === 'trs' && path.startsWith(folder) ? `./${path.slice(folder.length)}` : path;
}

export function shownItem(
  state: SiteState,
  article: Article,
  { isRelative }: { isRelative: boolean },
): ShownItem {
  const { site } = state;
  const undated = state.on('column-undated', article.column) !== undefined;
  return {
    article,
    href: isRelative ? hrefOf(site, article) : dialectOf(site.dialect).articlePath(site, article),
    date: undated || site.dialect === 'pboc' ? null : article.day,
    pinned: article.pinned,
  };
}

/** One page of a column's list; `page` below 1 counts from the end (博达). */
export function listView(state: SiteState, column: ProvinceColumn, asked: number): ListView {
  const { site } = state;
  const perPage = site.few ?? dialectOf(site.dialect).perPage;
  const { total } = state.articles(column, { count: 1 });
  const pages = Math.max(1, Math.min(MOST_PAGES, Math.ceil(total / perPage)));
  const page = Math.min(pages, Math.max(1, asked < 1 ? pages + 1 + asked : asked));
  const { articles } = state.articles(column, { offset: (page - 1) * perPage, count: perPage });
  const pinned = page === 1 && column.pinned ? pinnedOf(state, column) : [];
  const items = [...pinned, ...articles].map((article) => shownItem(state, article, { isRelative: true }));
  return { state, site, column, page, pages, total, items };
}

/** An article of eight to fourteen months ago that stays on top. */
function pinnedOf(state: SiteState, column: ProvinceColumn): Article[] {
  const old = state.articles(column, { count: 1, day: Math.floor((state.day - 240) / 180) * 180 })
    .articles[0];
  return old === undefined ? [] : [{ ...old, pinned: true }];
}

/** Newest items of a column for a block on the home page or an overview. */
export function blockItems(state: SiteState, column: ProvinceColumn, count: number, day: Day): ShownItem[] {
  return state
    .articles(column, { count: Math.min(count, state.site.few ?? count), day })
    .articles.map((article) => shownItem(state, article, { isRelative: false }));
}
