import type { Element } from 'domhandler';
import type { CivilDate } from '../domain/civil-date.ts';
import { type DateSource, dateSource } from './date-source.ts';
import { type DateInText, datesIn, narrow, wholeDate } from './dates.ts';
import { dateAt, type FlatNode, type PageDom, selectorOf } from './page-dom.ts';
import { placeAt } from './place.ts';
import { resolveDate } from './resolve-dates.ts';
import { Sign } from './text-signs.ts';
import { WordsBefore } from './words-before.ts';
import { writtenDate } from './written-date.ts';

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
/** A text with a date of its own, not a paragraph that tells of one. */
const LONGEST = 160;
/** What is longer and has a comma is a sentence. */
const PHRASE = 20;
/** A date with a name or two. */
const SHORT_LINE = 40;
/** Characters between a title and the line below it. */
const UNDER_TITLE = 60;
/** Without a label: the line under the title names source, author or visits. */
const COMPANY = /来\s*源|作\s*者|编\s*辑|浏\s*览|点\s*击|阅\s*读|字\s*[体号]|打\s*印/;
/** What every such word ends with. */
const COMPANY_END = /[源者辑览击读体号印]/;
/** What stands in no such line. */
const SENTENCE = /[，。；]/;
/** What stands before the line under the title, in characters of visible text. */
const HEAD = 6_000;

/** The day that an article shows as that of its publication. */
export interface ShownDate {
  source: DateSource;
  /** 0..1. */
  confidence: number;
  /** In the line right under the title. */
  isUnderTitle: boolean;
}

export interface ShownDates {
  found: ShownDate | null;
  /** A day still to come that is labelled as that of publication. */
  ahead: DateSource | null;
  /** A few sentences below the title a day stands alone, as under a signature. */
  isSigned: boolean;
}

/**
 * The date that stands behind its label near the top of the page; else the one in the line of source and visits; else
 * the one that stands alone under the title or in an element named for it.
 */
export function shownDate(dom: PageDom, today: CivilDate, title: string): ShownDates {
  const walk = new Walk(dom, today, title);
  let seen = 0;
  for (const flat of dom.nodes) {
    const { text, words, parent } = flat;
    if (seen > HEAD) break;
    if (text === null) continue;
    const element = dom.nodes[parent]?.element;
    if (!element || (words === '' && element.name !== 'script')) continue;
    const written = element.name === 'script' ? (writtenDate(text)?.text ?? null) : null;
    if (written === null && UNSHOWN.has(element.name)) continue;
    const piece = written ?? (flat.signs & Sign.wide ? narrow(words) : words);
    if (piece === '') continue;
    seen += piece.length;
    if (walk.take({ flat, element, piece, isWritten: written !== null })) break;
  }
  const { best, ahead, isSigned } = walk;
  return { found: best === null ? null : settled(best), ahead, isSigned };
}

interface Found {
  /** 3: labelled as the day of publication; 2: by a label that stands for it; 1.5 and less: by where it stands. */
  strength: number;
  source: DateSource;
  isUnderTitle: boolean;
}

/** A label by its name is as sure as the meta tag; a date that merely stands under the title may be another. */
function settled({ strength, source, isUnderTitle }: Found): ShownDate {
  const confidence = strength >= 3 ? 0.95 : strength >= 2 ? 0.9 : strength > 1 ? 0.8 : 0.6;
  return { source, confidence, isUnderTitle };
}

interface Shown {
  flat: FlatNode;
  element: Element;
  piece: string;
  /** By a script, where it stands. */
  isWritten: boolean;
}

/** What is known of a page while its texts are gone through from the top. */
class Walk {
  best: Found | null = null;
  ahead: DateSource | null = null;
  isSigned = false;
  readonly #dom: PageDom;
  readonly #today: CivilDate;
  readonly #title: string;
  readonly #before = new WordsBefore();
  /** A date alone, of which what comes next tells whether it is the day. */
  #pending: Found | null = null;
  /** A sentence stood below the title: a day alone behind it is that of the signature. */
  #isTold = false;
  /** The title of another article stood right before. */
  #isBesideLink = false;
  /** Characters since the title was shown as a heading; a paragraph or a link ends the line below it. */
  #sinceTitle = Number.POSITIVE_INFINITY;

  constructor(dom: PageDom, today: CivilDate, title: string) {
    this.#dom = dom;
    this.#today = today;
    this.#title = title;
  }

  /** Takes the next text; whether it bears the day under its own label, so that nothing behind it counts. */
  take(shown: Shown): boolean {
    const { flat, element, piece, isWritten } = shown;
    const isTitle = this.#isTitle(piece);
    this.#settlePending(piece, isTitle);
    if (isTitle) {
      this.#sinceTitle = 0;
      this.#isTold = false;
    } else if (element.name === 'a' || piece.length > PARAGRAPH) this.#sinceTitle = Number.POSITIVE_INFINITY;
    else this.#sinceTitle += piece.length;
    // A long paragraph is the text of an article, and what it says of dates is its subject.
    if (piece.length <= LONGEST && (isWritten || (flat.signs & Sign.digit) !== 0) && this.#weighDates(shown))
      return true;
    this.#isTold ||=
      element.name !== 'a' && (piece.includes('。') || (piece.length > PHRASE && piece.includes('，')));
    if (element.name === 'a') this.#isBesideLink = !isTitle && leadsToArticle(element, piece);
    else if (piece.length > LABEL_LENGTH || !LABEL_END.test(piece)) this.#isBesideLink = false;
    this.#before.add(piece);
    return false;
  }

  #isTitle(piece: string): boolean {
    const title = this.#title;
    return title.length >= LONG_TITLE && piece.length >= LONG_TITLE && title.startsWith(piece.slice(0, 40));
  }

  /** `2019-09-26 12:11` alone, and 来源 or 作者 right behind it; or the title, which a clock never stands right over. */
  #settlePending(piece: string, isTitle: boolean): void {
    const pending = this.#pending;
    if (pending === null) return;
    this.#pending = null;
    const isLineOfArticle = COMPANY.test(piece.slice(0, 16)) && !this.#isTold;
    const strength = isLineOfArticle ? 1.5 : isTitle && pending.source.date < this.#today ? 1 : 0;
    if (strength > (this.best?.strength ?? 0)) this.best = { ...pending, strength };
  }

  #weighDates({ flat, element, piece, isWritten }: Shown): boolean {
    const whole = isWritten ? wholeDate(piece) : dateAt(flat);
    let from = 0;
    for (const date of whole === null ? datesIn(piece) : [whole]) {
      const day = published(date, this.#today);
      if (day === null) {
        const lead = `${this.#before.last(30)} ${piece.slice(from, date.start)}`;
        this.ahead ??= aheadOf(date, this.#today, lead, element);
        continue;
      }
      const strength = this.#strengthOf(date, whole !== null, piece, from, flat.parent);
      from = date.end;
      if (strength <= (this.best?.strength ?? 0)) continue;
      // The day beside another article's title is that one's, the day in the foot the site's.
      if (this.#isBesideLink || (strength === 2 && placeAt(this.#dom, flat.parent).place === 'footer'))
        continue;
      const words = `${this.#before.last(12)} ${piece}`.trim().slice(0, 120);
      const source = dateSource('label', day, { selector: selectorOf(element), text: words });
      this.best = { strength, source, isUnderTitle: this.#sinceTitle < UNDER_TITLE };
      if (strength === 3) return true;
    }
    if (whole !== null && whole.year !== null && !this.#isBesideLink && !isInList(this.#dom, flat.parent))
      this.#pending = pendingOf(whole, this.#today, element, piece);
    return false;
  }

  #strengthOf(date: DateInText, isWhole: boolean, piece: string, from: number, parent: number): number {
    const before = this.#before;
    // Nearly all dates stand behind other words than a label.
    const mayBeLabelled = from > 0 || date.start > 0 || LABEL_END.test(before.piece(1));
    const lead = mayBeLabelled ? `${from === 0 ? before.last(30) : ''} ${piece.slice(from, date.start)}` : '';
    const labelled = strengthOf(lead, this.#isTold);
    // 拍摄时间, 开标时间: a label of another day.
    if (labelled > 0 || OTHER_LABEL.test(lead)) return labelled;
    // What stands before a sentence says nothing of the dates it tells of.
    const line = isWhole && before.has(COMPANY_END, 40) ? `${before.last(40)} ${piece}` : piece;
    if (piece.length <= 100 && COMPANY.test(line) && (isWhole || !SENTENCE.test(piece))) return 1.5;
    if (isWhole ? date.year === null : !isLine(piece, date)) return 0;
    if (isWhole && isNamedForIt(this.#dom, parent)) return 1.2;
    if (this.#sinceTitle >= UNDER_TITLE || isInList(this.#dom, parent)) return 0;
    this.isSigned ||= this.#isTold;
    return this.#isTold ? 0 : 1;
  }
}

/** What a label says of the date behind it: the day of publication, or a day that stands for it where no other is named. */
function strengthOf(lead: string, isTold = false): number {
  const label = LABEL_END.test(lead) ? LABEL.exec(lead)?.[0] : undefined;
  // 时间 alone, below a sentence, is that of a meeting.
  if (label === undefined || (isTold && BARE_LABEL.test(label))) return 0;
  return FIRST_LABEL.test(label) ? 3 : 2;
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

/** `2024-06-20 10:00 县融媒体中心`: a date with the name of who wrote it, no sentence. */
function isLine(piece: string, date: DateInText): boolean {
  return date.year !== null && date.start <= 2 && piece.length <= SHORT_LINE && !/[，。；,;]/.test(piece);
}

/** A day still to come that is labelled as that of publication: no day of publication, and a contradiction in itself. */
function aheadOf(date: DateInText, today: CivilDate, lead: string, element: Element): DateSource | null {
  const day = date.year === null || strengthOf(lead) < 3 ? null : resolveDate(date, today, null);
  return day === null || day <= today
    ? null
    : dateSource('label', day, { selector: selectorOf(element), text: `${lead.trim().slice(-30)} ${day}` });
}

function pendingOf(date: DateInText, today: CivilDate, element: Element, piece: string): Found | null {
  const day = published(date, today);
  if (day === null) return null;
  const trace = { selector: selectorOf(element), text: piece.slice(0, 120) };
  return { strength: 0, isUnderTitle: false, source: dateSource('label', day, trace) };
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
