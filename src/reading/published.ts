import { type CivilDate, daysBetween } from '../domain/civil-date.ts';
import type { PageReading, Trace } from '../domain/page-reading.ts';
import { type DateInText, datesIn, narrow, wholeDate } from './dates.ts';
import type { PageDom } from './page-dom.ts';
import { resolveDate } from './resolve-dates.ts';
import { urlDate } from './url-date.ts';

export interface Published {
  published: CivilDate | null;
  conflicts: PageReading['dateConflicts'];
  /** Which source it rests on. */
  source: 'meta' | 'label' | 'url' | null;
}

type Source = PageReading['dateConflicts'][number];

/** The label of a publication date, up to the date itself. Deadlines and dates of documents bear other words. */
const LABEL =
  /(?:^|[\s　|｜【[（(：:;；,，。]|&nbsp;|来源.{0,30}?)(?:(?:发布|发文|发表|公开|更新|录入|刊登|发稿|上传|推送|公布|信息)\s*(?:日\s*期|时\s*间)|日\s*期|时\s*间|发\s*布\s*于|发表于|更新于)\s*[】\]）)]?\s*[:：]?\s*$/;
/** Without a label: the line under the title names source, author or visits. */
const COMPANY = /来\s*源|作\s*者|编\s*辑|浏\s*览|点\s*击|阅\s*读|字\s*[体号]|打\s*印/;
/** What stands before the line under the title, in characters of visible text. */
const HEAD = 6_000;

/** Names that sites of the wide web give their dates; the first that is a date counts. */
const WIDE_META = [
  'article:published_time',
  'og:article:published_time',
  'datepublished',
  'date',
  'dc.date',
  'dc.date.issued',
  'dcterms.created',
  'publishdate',
  'publish_date',
  'pubdate',
  'publishtime',
  'apub:time',
  'firstpublishedtime',
];

/**
 * Publication date of an article: PubDate, else the visible label, else the line under the title, else the URL; what
 * disagrees is reported (STANDARDS §12.2).
 */
export function readPublished(
  dom: PageDom,
  meta: Readonly<Record<string, string>>,
  url: string,
  today: CivilDate,
): Published {
  const sources: Source[] = [];
  const fromMeta = dateIn(meta.PubDate ?? '', today);
  const wide = fromMeta === null ? wideMeta(dom, today) : null;
  if (fromMeta !== null)
    sources.push(source('meta', fromMeta, { selector: 'meta[name=PubDate]', text: meta.PubDate ?? '' }));
  else if (wide !== null) sources.push(wide);
  const label = labelled(dom, today);
  if (label !== null) sources.push(label);
  const fromUrl = urlDate(url);
  if (fromUrl !== null && fromUrl <= today)
    sources.push(source('url', fromUrl, { selector: 'url', text: url.slice(0, 300) }));
  const [first] = sources;
  if (first === undefined) return { published: null, conflicts: [], source: null };
  // Meta and label may differ by a day over midnight; a URL only tells when the page was made.
  const differing = sources.filter(({ date }) => Math.abs(daysBetween(date, first.date)) > 1);
  return {
    published: first.date,
    conflicts: differing.length > 0 ? [first, ...differing] : [],
    source: first.source === 'list' ? null : first.source,
  };
}

function source(from: Source['source'], date: CivilDate, trace: Trace): Source {
  return { source: from, date, trace };
}

function wideMeta(dom: PageDom, today: CivilDate): Source | null {
  const found = new Map<string, string>();
  for (const { element, text, parent } of dom.nodes) {
    if (element?.name === 'meta') {
      const name = (
        element.attribs.property ??
        element.attribs.name ??
        element.attribs.itemprop ??
        ''
      ).toLowerCase();
      const content = element.attribs.content;
      if (content !== undefined && !found.has(name)) found.set(name, content);
    } else if (
      text?.includes('"datePublished"') &&
      dom.nodes[parent]?.element?.attribs.type === 'application/ld+json'
    ) {
      const stated = /"datePublished"\s*:\s*"([^"]{8,40})"/.exec(text)?.[1];
      if (stated !== undefined && !found.has('datepublished')) found.set('datepublished', stated);
    } else if (element !== null && element.attribs.itemprop === 'datePublished') {
      const stated = element.attribs.datetime ?? element.attribs.content;
      if (stated !== undefined && !found.has('datepublished')) found.set('datepublished', stated);
    }
  }
  for (const name of WIDE_META) {
    const stated = found.get(name);
    const date = stated === undefined ? null : dateIn(stated, today);
    if (stated !== undefined && date !== null)
      return source('meta', date, { selector: `meta[${name}]`, text: stated.slice(0, 100) });
  }
  return null;
}

/** The date that stands behind its label near the top of the page, or in the line of source and visits. */
function labelled(dom: PageDom, today: CivilDate): Source | null {
  let seen = 0;
  let before = '';
  let weak: Source | null = null;
  let pending: Source | null = null;
  for (const { text, parent } of dom.nodes) {
    if (seen > HEAD) break;
    if (text === null) continue;
    const name = dom.nodes[parent]?.element?.name;
    if (name === undefined || /^(script|style|title|noscript|template|option|textarea)$/.test(name)) continue;
    const piece = narrow(text.replace(/[\s\u00a0\u3000]+/g, ' ')).trim();
    if (piece === '') continue;
    seen += piece.length;
    // `2019-09-26 12:11` alone, and 来源 or 作者 right behind it.
    if (pending !== null && weak === null && COMPANY.test(piece.slice(0, 16))) weak = pending;
    pending = null;
    // A long paragraph is the text of an article, and what it says of dates is its subject.
    if (piece.length <= 160 && /\d/.test(piece)) {
      const [date] = datesIn(piece);
      const stands = date ?? (LABEL.test(before.slice(-20)) ? wholeDate(piece) : null);
      const resolved = stands === null || stands === undefined ? null : published(stands, today);
      if (stands && resolved !== null) {
        const lead = `${before.slice(-30)} ${piece.slice(0, stands.start)}`;
        const trace = { selector: 'body', text: `${before.slice(-12)} ${piece}`.trim().slice(0, 120) };
        if (LABEL.test(lead)) return source('label', resolved, trace);
        const line = `${before.slice(-40)} ${piece} `;
        if (weak === null && COMPANY.test(line) && piece.length <= 100)
          weak = source('label', resolved, trace);
      }
    }
    before = `${before} ${piece}`.slice(-60);
  }
  return weak;
}

function published(date: DateInText, today: CivilDate): CivilDate | null {
  const resolved = resolveDate(date, today, null);
  return resolved !== null && resolved <= today ? resolved : null;
}

function dateIn(text: string, today: CivilDate): CivilDate | null {
  const plain = narrow(text.slice(0, 60).trim());
  const [found] = datesIn(plain);
  const date = found ?? wholeDate(plain);
  return date === null || date.start > 2 ? null : published(date, today);
}
