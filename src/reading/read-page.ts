import type { CivilDate } from '../domain/civil-date.ts';
import { type ListReading, type PageReading, SURE_ENOUGH } from '../domain/page-reading.ts';
import { absoluteUrl } from './absolute-url.ts';
import { readBreadcrumb } from './breadcrumb.ts';
import { decodeText } from './charset.ts';
import { isComplete } from './completeness.ts';
import { readDataRequests, scriptTexts } from './data-requests.ts';
import { mapPage } from './forms/page-map.ts';
import { readForms } from './forms/read-forms.ts';
import { readIdentity } from './identity.ts';
import { insecureParts } from './insecure-parts.ts';
import { leadsTo } from './leads-to.ts';
import { readLinks } from './links.ts';
import { readLists } from './lists.ts';
import { markMainList } from './main-list.ts';
import { readMeta } from './meta.ts';
import { readNothingFound } from './nothing-found.ts';
import { type PageDom, parsePage, textOf } from './page-dom.ts';
import { pageKind, SHORT_PAGE } from './page-kind.ts';
import { readPager } from './pager.ts';
import { contentText, ownText, proseIn } from './prose.ts';
import { readPublished } from './published.ts';
import { readRecords } from './record-lists.ts';
import { readReplies } from './replies/read-replies.ts';
import { readScriptLists } from './script-lists.ts';
import { readSiteSearch } from './site-search.ts';

export interface PageInput {
  bytes: Uint8Array;
  /** Where the page was found: the base of its links. */
  url: string;
  contentType: string | null;
  /** The day of the look: dates without a year are resolved against it, later ones are none. */
  today: CivilDate;
  /** The document as the browser has it, its scripts run. @default false */
  rendered?: boolean;
}

/** Reads one page without network: everything a person would learn from it. Pure. */
export function readPage({ bytes, url, contentType, today, rendered = false }: PageInput): PageReading {
  const { text: html, declared, used } = decodeText(bytes, contentType);
  const dom = parsePage(html);
  const base = baseOf(dom, url);
  const body = dom.tagged('body')[0] ?? 0;
  const text = textOf(dom, body);
  const title = titleOf(dom);
  const scripts = scriptTexts(dom);
  const meta = readMeta(dom);
  const breadcrumb = readBreadcrumb(dom, base);
  const pager = readPager(dom, scripts);
  const links = readLinks(dom, base);
  const identity = readIdentity(dom, base, text, meta.SiteIDCode);
  const requests = readDataRequests(dom, scripts, html, base);
  const map = mapPage(dom);
  const forms = readForms(map, base);
  const replies = readReplies(map, base, today);
  const placed = readLists(dom, base, today);
  // A list that stands in the page is what a visitor sees; what its scripts hold is asked for where there is none.
  const isShown = placed.some(({ list }) => list.latest !== null && list.confidence >= SURE_ENOUGH);
  const inXml = recordsIn(scripts, base, today);
  const inScripts = inXml === null && !isShown ? readScriptLists(scripts, base, today) : [];
  const records = inXml ?? inScripts.at(-1) ?? null;
  const others = inScripts.slice(0, -1);
  const parts = { text, links, scripts, requests, identity, rendered };
  const found = placed.map(({ list }) => list);
  const complete = isComplete(dom, { ...parts, lists: records === null ? found : [...found, records] });
  const names = [
    breadcrumb.at(-1)?.text ?? '',
    meta.ColumnName ?? '',
    title.split(/[-_—|–]/)[0]?.trim() ?? '',
  ];
  const mayBeEmpty = records === null && forms.every(({ purpose }) => purpose !== 'letter');
  const lists = withRecords(
    markMainList(dom, {
      ...{ lists: placed, pager, names: names.filter((name) => name !== '') },
      isColumn: breadcrumb.length > 0 || meta.ColumnName !== undefined || isFrame(text, links.length),
      complete: complete && mayBeEmpty,
      rendered: rendered && mayBeEmpty,
    }),
    others,
    records === null ? null : { ...records, total: records.total ?? pager.total },
  );
  const published = readPublished(dom, meta, url, today, title);
  const kind = pageKind({
    ...{ url, title, text, html, meta, lists, forms, published },
    ...{
      breadcrumb: breadcrumb.length,
      hasPager: pager.index >= 0,
      prose: proseIn(dom, body),
      own: ownText(dom, body, SHORT_PAGE),
      saysNothing: () => contentText(dom, body, NOTHING_SAID).length < NOTHING_SAID,
      links: links.length,
      replies: replies.filter(({ confidence = 1 }) => confidence >= SURE_ENOUGH).length,
    },
  });
  const isArticle = kind.kind === 'article';
  if (isArticle) for (const list of lists) list.main = false;
  const insecure = insecureParts(dom, base);
  const search = readSiteSearch(map, links, base);
  const nothing = isArticle ? [] : readNothingFound(dom, map, complete || rendered);
  const way = leadsTo(dom, scripts, text, base);
  const bears = isArticle || kind.kind === 'other' || published.source === 'meta';
  return {
    url,
    charset: { declared, used },
    title,
    kind: kind.kind,
    kindTrace: kind.trace,
    kindConfidence: kind.confidence,
    detail: kind.detail,
    meta,
    breadcrumb,
    published: bears ? published.published : null,
    publishedTrace: bears ? published.trace : null,
    publishedConfidence: bears ? published.confidence : 0,
    dateConflicts: bears ? published.conflicts : [],
    lists: isArticle ? lists.filter(({ items }) => items.length > 0) : lists,
    identity,
    forms,
    replies,
    leadsTo: way?.url ?? null,
    leadsToTrace: way?.trace ?? null,
    ...(way === null ? {} : { leadsToConfidence: way.confidence }),
    complete: complete || (kind.kind === 'error' && !dom.cut),
    dataRequests: requests,
    links,
    ...(insecure.length === 0 ? {} : { insecure }),
    ...(search === null ? {} : { search }),
    ...(nothing.length === 0 ? {} : { nothingFound: nothing }),
  };
}

/** What stands in a frame of a column's page: a list, its pager and nothing around them. */
function isFrame(text: string, links: number): boolean {
  return text.length < FRAME_TEXT && links <= FRAME_LINKS;
}
/** The shortest notice says more. */
const NOTHING_SAID = 8;
const FRAME_TEXT = 100;
const FRAME_LINKS = 4;

function baseOf(dom: PageDom, url: string): string {
  const stated = dom.tagged('base').map((index) => dom.nodes[index]?.element?.attribs.href);
  return (
    absoluteUrl(
      stated.find((href) => href !== undefined),
      url,
    ) ?? url
  );
}

function titleOf(dom: PageDom): string {
  const index = dom.tagged('title')[0];
  const first = index === undefined ? '' : (dom.nodes[index + 1]?.text ?? '');
  return first.replace(/\s+/g, ' ').trim().slice(0, 300);
}

/** 大汉 pages carry their list as XML inside a script, where no selector finds it. */
function recordsIn(scripts: readonly string[], base: string, today: CivilDate): ListReading | null {
  let best: ListReading | null = null;
  for (const script of scripts) {
    const list = /<record>|<totalrecord>/i.test(script) ? readRecords(script, base, today) : null;
    if (list !== null && (best === null || list.items.length > best.items.length)) best = list;
  }
  return best;
}

function withRecords(
  lists: ListReading[],
  others: readonly ListReading[],
  records: ListReading | null,
): ListReading[] {
  if (records === null) return lists;
  return [...lists.map((list) => ({ ...list, main: false })), ...others, { ...records, main: true }];
}
