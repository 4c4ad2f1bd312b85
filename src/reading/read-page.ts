import type { CivilDate } from '../domain/civil-date.ts';
import type { ListReading, PageReading } from '../domain/page-reading.ts';
import { decodeText } from './charset.ts';
import { readDataRequests, scriptTexts } from './data-requests.ts';
import { readForms } from './forms/read-forms.ts';
import { readIdentity } from './identity.ts';
import { readBreadcrumb, readLinks } from './links.ts';
import { fromRecords } from './list-data.ts';
import { readLists } from './lists.ts';
import { readMeta } from './meta.ts';
import { absoluteUrl, type PageDom, parsePage, textOf } from './page-dom.ts';
import { pageKind } from './page-kind.ts';
import { readPublished } from './published.ts';
import { readReplies } from './replies/read-replies.ts';

export interface PageInput {
  bytes: Uint8Array;
  /** Where the page was found: the base of its links. */
  url: string;
  contentType: string | null;
  /** The day of the look: dates without a year are resolved against it, later ones are none. */
  today: CivilDate;
}

/** A page that says less than this without script has its content made by script. */
const LITTLE_TEXT = 120;
const LOADS_BY_SCRIPT =
  /\$\.(ajax|get|post|getJSON)|axios|fetch\s*\(|XMLHttpRequest|new Vue|createApp|ReactDOM|dataproxy/;

/** Reads one page without network: everything a person would learn from it. Pure. */
export function readPage({ bytes, url, contentType, today }: PageInput): PageReading {
  const { text: html, declared, used } = decodeText(bytes, contentType);
  const dom = parsePage(html);
  const base = baseOf(dom, url);
  const body = Math.max(
    0,
    dom.nodes.findIndex(({ element }) => element?.name === 'body'),
  );
  const text = textOf(dom, body);
  const title = titleOf(dom);
  const scripts = scriptTexts(dom);
  const lists = withRecords(readLists(dom, base, today), scripts, base, today);
  const forms = readForms(dom, base);
  const meta = readMeta(dom);
  const breadcrumb = readBreadcrumb(dom, base);
  const total = totalOf(text);
  for (const list of lists) if (list.main) list.total = total;
  const { published, conflicts } = readPublished(meta, text, url, today);
  const isArticle = published !== null && !lists.some((list) => list.main && list.latest !== null);
  const kind = pageKind({
    url,
    title,
    text,
    html,
    lists,
    forms,
    published: isArticle ? published : null,
    breadcrumb: breadcrumb.length,
  });
  const links = readLinks(dom, base);
  return {
    url,
    charset: { declared, used },
    title,
    kind: kind.kind,
    kindTrace: kind.trace,
    detail: kind.detail,
    meta,
    breadcrumb,
    published,
    dateConflicts: conflicts,
    lists,
    identity: readIdentity(dom, base),
    forms,
    replies: readReplies(dom, base, today),
    leadsTo: leadsTo(dom, scripts, text, base),
    complete: isComplete(text, links.length, lists, scripts, dom),
    dataRequests: readDataRequests(dom, html, base),
    links,
  };
}

function baseOf(dom: PageDom, url: string): string {
  const base = dom.nodes.find(({ element }) => element?.name === 'base')?.element?.attribs.href;
  return absoluteUrl(base, url) ?? url;
}

function titleOf(dom: PageDom): string {
  const index = dom.nodes.findIndex(({ element }) => element?.name === 'title');
  const first = dom.nodes[index + 1]?.text ?? '';
  return index < 0 ? '' : first.replace(/\s+/g, ' ').trim().slice(0, 300);
}

/** 大汉 pages carry their list as XML inside a script, where no selector finds it. */
function withRecords(
  lists: ListReading[],
  scripts: readonly string[],
  base: string,
  today: CivilDate,
): ListReading[] {
  for (const script of scripts) {
    if (!script.includes('<record>')) continue;
    const { list } = fromRecords(script, base, today);
    if (list === null) continue;
    for (const other of lists) other.main = false;
    lists.push({ ...list, main: true });
  }
  return lists;
}

/** What a pager states: 共 231 条. */
function totalOf(text: string): number | null {
  const match =
    /共\s*(\d{1,7})\s*(?:条|篇|项|记录)|(?:总数|总记录数?|Total record)\s*[:：]?\s*(\d{1,7})/i.exec(text);
  const total = match?.[1] ?? match?.[2];
  return total === undefined ? null : Number(total);
}

/** Where a page without content of its own sends its visitor: meta refresh, or a script that does nothing else. */
function leadsTo(dom: PageDom, scripts: readonly string[], text: string, base: string): string | null {
  if (text.length > 200) return null;
  for (const { element } of dom.nodes) {
    if (element?.name !== 'meta' || !/^refresh$/i.test(element.attribs['http-equiv'] ?? '')) continue;
    const target = /url\s*=\s*['"]?([^'";]+)/i.exec(element.attribs.content ?? '')?.[1];
    const url = absoluteUrl(target, base);
    if (url !== null && url !== base) return url;
  }
  for (const script of scripts) {
    const target =
      /(?:window\.|self\.|top\.|document\.)?location(?:\.href)?\s*(?:=|\.replace\()\s*['"]([^'"]{1,300})['"]/.exec(
        script,
      )?.[1];
    const url = script.length < 500 ? absoluteUrl(target, base) : null;
    if (url !== null && url !== base) return url;
  }
  return null;
}

function isComplete(
  text: string,
  links: number,
  lists: readonly ListReading[],
  scripts: readonly string[],
  dom: PageDom,
): boolean {
  const hasScript = dom.nodes.some(({ element }) => element?.name === 'script');
  if (hasScript && (text.length < LITTLE_TEXT || links < 3)) return false;
  const hasDatedList = lists.some(({ latest, confidence }) => latest !== null && confidence >= 0.5);
  return hasDatedList || !scripts.some((script) => LOADS_BY_SCRIPT.test(script));
}
