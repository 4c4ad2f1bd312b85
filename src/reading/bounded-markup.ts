import { isLetter, nameIn } from './markup-name.ts';

/**
 * A look at markup before it is parsed. The HTML tree builder is worse than linear on what hostile or broken pages
 * nest: 2,000 unclosed `<font>` elements cost it 15 s, 100,000 nested `<div>` more (parse5 8.0, measured). Real pages
 * nest 20 to 80 deep, broken ones up to a few hundred.
 */
export const MAX_DEPTH = 256;

/**
 * Start tags read of one page. Building the tree costs 10–20 µs each, so this bounds a page to well under a second;
 * the largest portal pages have about 8,000.
 */
export const MAX_TAGS = 30_000;
/** End tags cost as much as start tags where they match nothing. */
const MAX_END_TAGS = 2 * MAX_TAGS;

/**
 * Characters given to the tokenizer, which costs 0.1–0.2 µs each. The largest pages that people read have half a
 * million once pictures in attributes, comments and libraries among the scripts are left aside.
 */
const MAX_CHARS = 2_000_000;
/** Cutting out fewer costs more than reading them. */
const FEW_BLANKS = 3;
/** One text without a tag in it: a long article in one paragraph has 50,000. */
const MAX_RUN = 100_000;
/** Inline scripts and style sheets: what a page says of its lists stands within the first of it. */
const MAX_RAW = 300_000;
/** One tag with its attributes. */
const MAX_TAG = 20_000;
/** One attribute: longer are pictures and view states. */
const MAX_VALUE = 4_000;

export interface BoundedMarkup {
  html: string;
  /** Something a visitor would see was left out: it nests too deep, or is longer than any person reads. */
  bounded: boolean;
  /** The page goes on after what is read. */
  cut: boolean;
}

type Kind = 'void' | 'closing' | 'raw';

const kind = (of: Kind, names: string) => names.split(' ').map((name) => [name, of] as const);

/** Elements that nest otherwise than most. */
const KINDS: ReadonlyMap<string, Kind> = new Map([
  ...kind('void', 'area base br col embed hr img input link meta param source track wbr'),
  // A next one of the kind closes them; left open they do not nest.
  ...kind('closing', 'p li dd dt tr td th option thead tbody'),
  // Their content is text up to the end tag.
  ...kind('raw', 'script style textarea title xmp noframes iframe noembed'),
]);

/**
 * The HTML that may be parsed: `html` itself but for comments, for blanks after blanks in its text, for tags that nest too deep and for what is longer than
 * any page has it. Linear in the length of `html`.
 */
export function boundedMarkup(html: string): BoundedMarkup {
  return new Scan(html).run();
}

class Scan {
  readonly #html: string;
  readonly #kept: string[] = [];
  /** What is open, up to {@link #depth}; shrinking an array costs more than leaving its end. */
  readonly #open: string[] = [];
  #depth = 0;
  /** Up to here the markup is kept or left out. */
  #done = 0;
  #length = 0;
  #tags = 0;
  #endTags = 0;
  #bounded = false;

  constructor(html: string) {
    this.#html = html;
  }

  run(): BoundedMarkup {
    const html = this.#html;
    let text = 0;
    for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at)) {
      const next = this.#endOfMarkup(at);
      if (next === at) {
        at += 1;
        continue;
      }
      this.#boundText(text, at);
      if (this.#tags > MAX_TAGS || this.#endTags > MAX_END_TAGS || this.#length + at - this.#done > MAX_CHARS)
        return this.#result(at, true);
      at = this.#markup(at, next);
      text = at;
    }
    this.#boundText(text, html.length);
    return this.#result(html.length, false);
  }

  /** One past the tag or comment at `at`; `at` itself where there is none. */
  #endOfMarkup(at: number): number {
    const html = this.#html;
    if (html.startsWith('<!--', at)) {
      // `<!-->` is a comment by itself; `--!>` ends one too.
      const end = html.indexOf('-->', at + 2);
      const odd = html.slice(at + 4, end < 0 ? at + 4_000 : end).indexOf('--!>');
      if (odd >= 0) return at + 4 + odd + 4;
      return end < 0 ? html.length : end + 3;
    }
    const code = html.charCodeAt(at + 1);
    if (!isLetter(code === 47 ? html.charCodeAt(at + 2) : code)) return at;
    const close = html.indexOf('>', at);
    return close < 0 ? html.length : close + 1;
  }

  /** Decides on the markup from `at` to `next`; returns where to read on. */
  #markup(at: number, next: number): number {
    const html = this.#html;
    if (html.charCodeAt(at + 1) === 33) {
      this.#drop(at, next);
      return next;
    }
    const isEnd = html.charCodeAt(at + 1) === 47;
    const name = nameAt(html, at + (isEnd ? 2 : 1));
    if (isEnd) {
      this.#endTags += 1;
      const depth = this.#depth === 0 ? -1 : this.#open.lastIndexOf(name, this.#depth - 1);
      if (depth >= 0) this.#depth = depth;
      // An end tag without a start makes the tree builder search everything that is open.
      else if (this.#bounded) this.#drop(at, next);
      return next;
    }
    this.#tags += 1;
    if (next - at > MAX_TAG) this.#shorten(at, next);
    const kind = KINDS.get(name);
    if (kind === 'raw') {
      const end = indexOfEnd(html, name, next);
      const to = end < 0 ? html.length : end;
      if (to - next > MAX_RAW) this.#drop(next + MAX_RAW, to);
      return to;
    }
    if (kind === 'void' || html.charCodeAt(next - 2) === 47) return next;
    if (kind === 'closing' && this.#open[this.#depth - 1] === name) this.#depth -= 1;
    if (this.#depth < MAX_DEPTH) this.#open[this.#depth++] = name;
    else {
      this.#drop(at, next);
      this.#bounded = true;
    }
    return next;
  }

  /** A tag whose attributes hold pictures loses them; one that is still too long is none that a person wrote. */
  #shorten(at: number, next: number): void {
    const short = withoutLongValues(this.#html.slice(at, next));
    this.#drop(at, next);
    if (short.length > MAX_TAG) this.#bounded = true;
    else {
      this.#kept.push(short);
      this.#length += short.length;
    }
  }

  #boundText(from: number, to: number): void {
    const end = Math.min(to, from + MAX_RUN);
    const html = this.#html;
    // Indentation is a third of many pages; the tokenizer reads it sign by sign, and no reader tells one blank from ten.
    // Enough blanks in a row have one at every such step.
    for (let at = from + FEW_BLANKS; at < end; at += FEW_BLANKS + 1) {
      if (!isBlank(html.charCodeAt(at))) continue;
      let first = at;
      while (first > from && isBlank(html.charCodeAt(first - 1))) first -= 1;
      while (at + 1 < end && isBlank(html.charCodeAt(at + 1))) at += 1;
      if (at - first >= FEW_BLANKS) this.#drop(first + 1, at + 1);
    }
    if (end === to) return;
    this.#drop(end, to);
    this.#bounded = true;
  }

  #drop(from: number, to: number): void {
    if (from < this.#done) return;
    this.#kept.push(this.#html.slice(this.#done, from));
    this.#length += from - this.#done;
    this.#done = to;
  }

  #result(end: number, cut: boolean): BoundedMarkup {
    if (this.#done < end) this.#kept.push(this.#html.slice(this.#done, end));
    const [only = '', second] = this.#kept;
    return { html: second === undefined ? only : this.#kept.join(''), bounded: this.#bounded, cut };
  }
}

function withoutLongValues(tag: string): string {
  const kept: string[] = [];
  let done = 0;
  for (let at = 0; at < tag.length; at++) {
    const code = tag.charCodeAt(at);
    if (code !== 34 && code !== 39) continue;
    const end = tag.indexOf(code === 34 ? '"' : "'", at + 1);
    if (end < 0) break;
    if (end - at > MAX_VALUE) {
      kept.push(tag.slice(done, at + 1));
      done = end;
    }
    at = end;
  }
  return done === 0 ? tag : `${kept.join('')}${tag.slice(done)}`;
}

function nameAt(html: string, from: number): string {
  let end = from;
  for (let code = html.charCodeAt(end); isNameCode(code) && end - from < 24; code = html.charCodeAt(end))
    end += 1;
  return nameIn(html, from, end);
}

/** White space of HTML. */
function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13 && code !== 11);
}

function isNameCode(code: number): boolean {
  return isLetter(code) || (code >= 48 && code <= 57);
}

/** End tags of such elements, each pattern made once. */
const ENDS = new Map(
  [...KINDS].flatMap(([name, kind]) =>
    kind === 'raw' ? [[name, new RegExp(`</${name}`, 'gi')] as const] : [],
  ),
);

function indexOfEnd(html: string, name: string, from: number): number {
  const end = ENDS.get(name);
  if (end === undefined) return -1;
  end.lastIndex = from;
  return end.exec(html)?.index ?? -1;
}
