import type { Element } from 'domhandler';
import { epochMs } from '../clock.ts';
import { type CivilDate, civilDateOf, daysBetween } from '../domain/civil-date.ts';
import type { PageReading, Trace } from '../domain/page-reading.ts';
import { type DateInText, datesIn, narrow, wholeDate } from './dates.ts';
import { dateAt, type PageDom, selectorOf } from './page-dom.ts';
import { placeAt } from './place.ts';
import { resolveDate } from './resolve-dates.ts';
import { Sign } from './text-signs.ts';
import { urlDate } from './url-date.ts';
import { writtenDate } from './written-date.ts';

export interface Published {
  published: CivilDate | null;
  conflicts: PageReading['dateConflicts'];
  /** Which source it rests on. */
  source: 'meta' | 'label' | 'url' | null;
  /** Where it stands and its words. */
  trace: Trace | null;
  /** 0..1. */
  confidence: number;
  /** It stands in the line right under the page's title. */
  isUnderTitle: boolean;
  /** A few sentences below the title a day stands alone, as under a signature. */
  isSigned: boolean;
}

type Source = PageReading['dateConflicts'][number];

/** The label of a publication date, up to the date itself. Deadlines and dates of documents bear other words. */
const LABEL =
  /(?:^|[\s　|｜【[（(：:;；,，。]|&nbsp;|来源.{0,30}?)(?:(?:发布|发文|发表|公开|更新|录入|刊登|发稿|上传|推送|公布|信息|添加|创建|编辑|上网)\s*(?:日\s*期|时\s*间)|日\s*期|时\s*间|发\s*布\s*于|发表于|更新于)\s*[】\]）)]?\s*[:：]?\s*$/;
/** What every such label ends with. */
const LABEL_END = /[期间于][\s】\]）):：]*$/;
/** A label by itself. */
const LABEL_LENGTH = 10;
/** Days on show are none of them: 公示时间, 公告时间. */
const OTHER_LABEL = /(?<!公\s*[告示])(?<=[\u4e00-\u9fff])\s*(?:日\s*期|时\s*间)[\s】\]）)]*[:：]?\s*$/;
const BARE_LABEL = /^[^\u4e00-\u9fff]*[日时]\s*[期间]/;
/** Labels of the day on which it was published, before those of a later change and of the document's own day. */
const FIRST_LABEL = /(?:发\s*布|发表|公开|刊登|发稿|推送|公布)\s*(?:日|时|于)/;
const NAMED_FOR_IT =
  /pub(?:lish)?(?:ed)?[-_]?(?:time|date)|(?:time|date)[-_]?pub|fbsj|fbrq|(?:article|news|info|content)[-_]?(?:time|date)/i;
const UNSHOWN = new Set(['script', 'style', 'title', 'noscript', 'template', 'option', 'textarea']);
/** Elements that are an entry of a list each. */
const ENTRY = new Set(['li', 'tr', 'dl', 'dd']);
/** Shorter titles are names of columns, and a date below them is an item's. */
const LONG_TITLE = 8;
const PARAGRAPH = 80;
/** What is longer and has a comma is a sentence. */
const PHRASE = 20;
/** A date with a name or two. */
const SHORT_LINE = 40;
/** Characters between a title and the line below it. */
const UNDER_TITLE = 60;
/** Without a label: the line under the title names source, author or visits. */
const COMPANY = /来\s*源|作\s*者|编\s*辑|浏\s*览|点\s*击|阅\s*读|字\s*[体号]|打\s*印/;
/** What stands in no such line. */
const SENTENCE = /[，。；]/;
/** What every such word ends with. */
const COMPANY_END = /[源者辑览击读体号印]/;
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

/** Articles of official accounts state their second in a script and show 昨天 beside it (mp.weixin.qq.com, 2026-11). */
const OFFICIAL_ACCOUNT = /\bvar ct ?= ?"(\d{10})"/;

/**
 * Publication date of an article: PubDate, else the visible label, else the line under the title, else the URL; what
 * disagrees is reported (STANDARDS §12.2).
 */
export function readPublished(
  dom: PageDom,
  meta: Readonly<Record<string, string>>,
  url: string,
  today: CivilDate,
  title: string,
): Published {
  const sources: Source[] = [];
  const stated = dayIn(meta.PubDate ?? '', today);
  const pubDate =
    stated === null
      ? null
      : source('meta', stated, { selector: 'meta[name=PubDate]', text: meta.PubDate ?? '' });
  const isAhead = pubDate !== null && pubDate.date > today;
  const fromMeta = isAhead ? null : pubDate;
  const wide = fromMeta === null ? wideMeta(dom, today) : null;
  if (fromMeta !== null) sources.push(fromMeta);
  else if (wide !== null) sources.push(wide);
  const { found: label, ahead: labelAhead, isSigned } = labelled(dom, today, title);
  if (label !== null) sources.push(label.source);
  const fromUrl = urlDate(url);
  if (fromUrl !== null && fromUrl <= today)
    sources.push(source('url', fromUrl, { selector: 'url', text: url.slice(0, 300) }));
  const [first] = sources;
  const ahead = [isAhead ? pubDate : null, labelAhead].filter((stated) => stated !== null);
  if (first === undefined)
    return {
      ...{ published: null, conflicts: ahead, source: null, trace: null },
      ...{ confidence: 0, isUnderTitle: false, isSigned },
    };
  // Meta and label may differ by a day over midnight; a URL only tells when the page was made.
  const differing = sources.filter(({ date }) => Math.abs(daysBetween(date, first.date)) > 1);
  return {
    published: first.date,
    conflicts: differing.length + ahead.length > 0 ? [first, ...differing, ...ahead] : [],
    source: first.source === 'list' ? null : first.source,
    trace: first.trace,
    confidence: first.source === 'meta' ? 0.95 : first.source === 'url' ? 0.5 : (label?.confidence ?? 0.5),
    isUnderTitle: label?.isUnderTitle === true,
    isSigned,
  };
}

function source(from: Source['source'], date: CivilDate, trace: Trace): Source {
  return { source: from, date, trace };
}

function wideMeta(dom: PageDom, today: CivilDate): Source | null {
  const found = new Map<string, string>();
  const add = (name: string, stated: string | undefined) => {
    if (stated !== undefined && !found.has(name)) found.set(name, stated);
  };
  for (const index of dom.tagged('meta')) {
    const { property, name, itemprop, content } = dom.nodes[index]?.element?.attribs ?? {};
    add((property ?? name ?? itemprop ?? '').toLowerCase(), content);
  }
  if (dom.html.includes('datePublished')) {
    for (const { element, text, parent } of dom.nodes) {
      if (element?.attribs.itemprop === 'datePublished')
        add('datepublished', element.attribs.datetime ?? element.attribs.content);
      else if (
        text?.includes('"datePublished"') &&
        dom.nodes[parent]?.element?.attribs.type === 'application/ld+json'
      )
        add('datepublished', /"datePublished"\s*:\s*"([^"]{8,40})"/.exec(text)?.[1]);
    }
  }
  const officialAccount = dom.html.includes('var ct') ? OFFICIAL_ACCOUNT.exec(dom.html) : null;
  if (officialAccount !== null) {
    const [text, seconds] = officialAccount;
    const date = civilDateOf(epochMs(Number(seconds) * 1000), 'Asia/Shanghai');
    if (date <= today) return source('meta', date, { selector: 'script', text });
  }
  for (const name of WIDE_META) {
    const stated = found.get(name);
    const date = stated === undefined ? null : dateIn(stated, today);
    if (stated !== undefined && date !== null)
      return source('meta', date, { selector: `meta[${name}]`, text: stated.slice(0, 100) });
  }
  return null;
}

/** What a label says of the date behind it: the day of publication, or a day that stands for it where no other is named. */
function strengthOf(lead: string, isTold = false): number {
  const label = LABEL_END.test(lead) ? LABEL.exec(lead)?.[0] : undefined;
  // 时间 alone, below a sentence, is that of a meeting.
  if (label === undefined || (isTold && BARE_LABEL.test(label))) return 0;
  return FIRST_LABEL.test(label) ? 3 : 2;
}

interface Labelled {
  source: Source;
  confidence: number;
  isUnderTitle: boolean;
}

/** A label by its name is as sure as the meta tag; a date that merely stands under the title may be another. */
function settled({ strength, source: from, isUnderTitle }: Found): Labelled {
  const confidence = strength >= 3 ? 0.95 : strength >= 2 ? 0.9 : strength > 1 ? 0.8 : 0.6;
  return { source: from, confidence, isUnderTitle };
}

interface Found {
  strength: number;
  source: Source;
  isUnderTitle: boolean;
}

/**
 * The date that stands behind its label near the top of the page; else the one in the line of source and visits; else
 * the one that stands alone under the title or in an element named for it.
 */
function labelled(
  dom: PageDom,
  today: CivilDate,
  title: string,
): { found: Labelled | null; ahead: Source | null; isSigned: boolean } {
  let ahead: Source | null = null;
  let seen = 0;
  const before = new Before();
  let best: Found | null = null;
  let pending: Found | null = null;
  /** A sentence stood below the title: a day alone behind it is that of the signature. */
  let isTold = false;
  let isSigned = false;
  /** The title of another article stood right before. */
  let besideLink = false;
  /** Characters since the title was shown as a heading; a paragraph or a link ends the line below it. */
  let sinceTitle = Number.POSITIVE_INFINITY;
  for (const flat of dom.nodes) {
    const { text, words, parent } = flat;
    if (seen > HEAD) break;
    if (text === null) continue;
    const element = dom.nodes[parent]?.element;
    if (!element || (words === '' && element.name !== 'script')) continue;
    const written = element.name === 'script' ? writtenDate(text) : null;
    if (written === null && UNSHOWN.has(element.name)) continue;
    const piece = written?.text ?? (flat.signs & Sign.wide ? narrow(words) : words);
    if (piece === '') continue;
    seen += piece.length;
    const isTitle =
      title.length >= LONG_TITLE && piece.length >= LONG_TITLE && title.startsWith(piece.slice(0, 40));
    if (pending !== null) {
      // `2019-09-26 12:11` alone, and 来源 or 作者 right behind it; or the title, which a clock never stands right over.
      const strength =
        COMPANY.test(piece.slice(0, 16)) && !isTold ? 1.5 : isTitle && pending.source.date < today ? 1 : 0;
      if (strength > (best?.strength ?? 0)) best = { ...pending, strength };
      pending = null;
    }
    if (isTitle) {
      sinceTitle = 0;
      isTold = false;
    } else if (element.name === 'a' || piece.length > PARAGRAPH) sinceTitle = Number.POSITIVE_INFINITY;
    else sinceTitle += piece.length;
    // A long paragraph is the text of an article, and what it says of dates is its subject.
    if (piece.length <= 160 && (written !== null || (flat.signs & Sign.digit) !== 0)) {
      let from = 0;
      const whole = written === null ? dateAt(flat) : wholeDate(piece);
      for (const date of whole === null ? datesIn(piece) : [whole]) {
        const resolved = published(date, today);
        if (resolved === null) {
          ahead ??= aheadOf(date, today, `${before.last(30)} ${piece.slice(from, date.start)}`, element);
          continue;
        }
        // Nearly all dates stand behind other words than a label.
        const mayBeLabelled = from > 0 || date.start > 0 || LABEL_END.test(before.piece(1));
        const lead = mayBeLabelled ? leadOf(date, piece, from, before) : '';
        let strength = strengthOf(lead, isTold);
        from = date.end;
        // 拍摄时间, 开标时间: a label of another day.
        if (strength === 0 && !OTHER_LABEL.test(lead)) {
          // What stands before a sentence says nothing of the dates it tells of.
          const line = whole === null || !before.has(COMPANY_END, 40) ? piece : `${before.last(40)} ${piece}`;
          if (piece.length <= 100 && COMPANY.test(line) && (whole !== null || !SENTENCE.test(piece)))
            strength = 1.5;
          else if (whole !== null ? whole.year !== null : isLine(piece, date)) {
            if (whole !== null && isNamedForIt(dom, parent)) strength = 1.2;
            else if (sinceTitle < UNDER_TITLE && !isInList(dom, parent)) {
              if (isTold) isSigned = true;
              else strength = 1;
            }
          }
        }
        if (strength <= (best?.strength ?? 0)) continue;
        // The day beside another article's title is that one's, the day in the foot the site's.
        if (besideLink || (strength === 2 && placeAt(dom, parent).place === 'footer')) continue;
        const words = `${before.last(12)} ${piece}`.trim().slice(0, 120);
        best = {
          strength,
          source: source('label', resolved, { selector: selectorOf(element), text: words }),
          isUnderTitle: sinceTitle < UNDER_TITLE,
        };
        if (strength === 3) return { found: settled(best), ahead, isSigned };
      }
      if (whole !== null && whole.year !== null && !besideLink && !isInList(dom, parent))
        pending = pendingOf(whole, today, element, piece);
    }
    isTold ||=
      element.name !== 'a' && (piece.includes('。') || (piece.length > PHRASE && piece.includes('，')));
    if (element.name === 'a') besideLink = !isTitle && leadsToArticle(element, piece);
    else if (piece.length > LABEL_LENGTH || !LABEL_END.test(piece)) besideLink = false;
    before.add(piece);
  }
  return { found: best === null ? null : settled(best), ahead, isSigned };
}

/** A title that is a link; the site that an article comes from is a name. */
function leadsToArticle({ attribs: { href } }: Element, words: string): boolean {
  return (
    words.length >= LONG_TITLE &&
    href !== undefined &&
    !/^(?:#|javascript:|$)/i.test(href.trim()) &&
    !/(?:网站?|府|办公[室厅]|局|委|厅|中心|部|社|报|台)$/.test(words)
  );
}

/** What stands before a date: in its own piece of text, and before that where it is the first of it. */
function leadOf({ start }: DateInText, piece: string, from: number, before: Before): string {
  return `${from === 0 ? before.last(30) : ''} ${piece.slice(from, start)}`;
}

/** Pieces of one character each that make what is asked of the words before a date. */
const FAR_BEFORE = 32;

/** The last pieces of text, put together only where a date stands behind them. */
class Before {
  readonly #pieces = new Array<string>(FAR_BEFORE).fill('');
  #next = 0;

  add(piece: string): void {
    this.#pieces[this.#next] = piece;
    this.#next = (this.#next + 1) % FAR_BEFORE;
  }

  /** The piece `back` places back, from 1. */
  piece(back: number): string {
    return this.#pieces[(this.#next - back + FAR_BEFORE) % FAR_BEFORE] ?? '';
  }

  /** Their last `length` characters. */
  last(length: number): string {
    let words = '';
    for (let back = 1; back <= FAR_BEFORE && words.length < length; back++)
      words = words === '' ? this.piece(back) : `${this.piece(back)} ${words}`;
    return words.slice(-length);
  }

  /** Whether one of the pieces that their last `length` characters are of satisfies the pattern. */
  has(pattern: RegExp, length: number): boolean {
    let passed = 0;
    for (let back = 1; back <= FAR_BEFORE && passed < length; back++) {
      if (pattern.test(this.piece(back))) return true;
      passed += this.piece(back).length + 1;
    }
    return false;
  }
}

/** `2024-06-20 10:00 县融媒体中心`: a date with the name of who wrote it, no sentence. */
function isLine(piece: string, date: DateInText): boolean {
  return date.year !== null && date.start <= 2 && piece.length <= SHORT_LINE && !/[，。；,;]/.test(piece);
}

/** A day still to come that is labelled as that of publication: no day of publication, and a contradiction in itself. */
function aheadOf(date: DateInText, today: CivilDate, lead: string, element: Element): Source | null {
  const day = date.year === null || strengthOf(lead) < 3 ? null : resolveDate(date, today, null);
  return day === null || day <= today
    ? null
    : source('label', day, { selector: selectorOf(element), text: `${lead.trim().slice(-30)} ${day}` });
}

function pendingOf(date: DateInText, today: CivilDate, element: Element, piece: string): Found | null {
  const resolved = published(date, today);
  if (resolved === null) return null;
  return {
    ...{ strength: 0, isUnderTitle: false },
    source: source('label', resolved, { selector: selectorOf(element), text: piece.slice(0, 120) }),
  };
}

/** `<publishtime>`, `<span id="pubtime">`, `<i class="fbrq">`: an element that is there for the date of publication. */
function isNamedForIt(dom: PageDom, index: number): boolean {
  for (let at = index, up = 0; at >= 0 && up < 2; up++) {
    const flat = dom.nodes[at];
    if (flat?.element && isNamed(flat.element)) return !isInList(dom, index);
    at = flat?.parent ?? -1;
  }
  return false;
}

function isNamed({ name, attribs: { id, class: classes } }: Element): boolean {
  return (
    NAMED_FOR_IT.test(name) ||
    (id !== undefined && NAMED_FOR_IT.test(id)) ||
    (classes !== undefined && NAMED_FOR_IT.test(classes))
  );
}

function isInList(dom: PageDom, index: number): boolean {
  for (let at = index, up = 0; at >= 0 && up < 6; up++) {
    const flat = dom.nodes[at];
    if (flat?.element && ENTRY.has(flat.element.name)) return true;
    at = flat?.parent ?? -1;
  }
  return false;
}

function published(date: DateInText, today: CivilDate): CivilDate | null {
  const resolved = resolveDate(date, today, null);
  return resolved !== null && resolved <= today ? resolved : null;
}

function dateIn(text: string, today: CivilDate): CivilDate | null {
  const day = dayIn(text, today);
  return day !== null && day <= today ? day : null;
}

/** The day a tag states, also one that is still to come. */
function dayIn(text: string, today: CivilDate): CivilDate | null {
  const plain = narrow(text.slice(0, 60).trim());
  const [found] = datesIn(plain);
  const date = found ?? wholeDate(plain);
  return date === null || date.start > 2 ? null : resolveDate(date, today, null);
}
