import type { Article } from '../articles.ts';
import type { ProvinceColumn, ProvinceSite } from '../model.ts';
import type { SiteState } from '../state.ts';

/** One item as a list shows it. */
export interface ShownItem {
  article: Article;
  /** As it stands in the page: often relative. */
  href: string;
  /** Null where the list shows no dates. */
  date: number | null;
  pinned: boolean;
}

/** One page of a column's list, ready to be written in any dialect. */
export interface ListView {
  state: SiteState;
  site: ProvinceSite;
  column: ProvinceColumn;
  /** From 1. */
  page: number;
  pages: number;
  total: number;
  items: ShownItem[];
}

/** What a path of the site stands for. */
export type Target =
  | { is: 'column'; column: number; page: number }
  | { is: 'article'; id: number }
  /** Part of a list fetched by the page's own script. */
  | { is: 'data'; column: number; page: number; flavour: string };

export interface DataAnswer {
  type: string;
  body: string;
}

/** How one family of CMS builds its URLs and lists. */
export interface Dialect {
  perPage: number;
  /** Path and query of a list's first page. */
  columnPath(site: ProvinceSite, column: ProvinceColumn): string;
  articlePath(site: ProvinceSite, article: Article): string;
  /** Null when the path is none of the dialect's. */
  resolve(site: ProvinceSite, path: string, query: URLSearchParams): Target | null;
  /** The list with its pager, as it stands in the main part of the page. */
  list(view: ListView): string;
  /** Answers a `data` target. */
  data?(view: ListView, flavour: string): DataAnswer;
  /** Whether home and overview pages are filled by script too. */
  scriptHome?: boolean;
}

/** Folder of a column below the site's root: /zwgk/zcwj/ (no parent folders are needed, slugs are unique). */
export function folderOf(site: ProvinceSite, column: ProvinceColumn): string {
  const parent = column.parent === null ? undefined : site.columns[column.parent - 1];
  return parent === undefined ? `/${column.slug}/` : `${folderOf(site, parent)}${column.slug}/`;
}

export function columnBySlug(site: ProvinceSite, slug: string): ProvinceColumn | undefined {
  return site.columns.find((column) => column.slug === slug);
}

/** Column and page of `/zwgk/zcwj/`, `/zwgk/zcwj/index.html`, `/zwgk/zcwj/index_2.html`. */
export function resolveFolder(
  site: ProvinceSite,
  path: string,
  pageOf: (number: number) => number,
  extension = 'html?',
): Target | null {
  const match = new RegExp(`^/(?:[a-z0-9]+/)*([a-z0-9]+)(?:/|/index(?:_(\\d+))?\\.${extension})?$`).exec(
    path,
  );
  const column = match?.[1] === undefined ? undefined : columnBySlug(site, match[1]);
  if (column === undefined) return null;
  if (!path.startsWith(folderOf(site, column).slice(0, -1))) return null;
  return { is: 'column', column: column.no, page: match?.[2] === undefined ? 1 : pageOf(Number(match[2])) };
}
