import type { FlatNode } from '../page-dom.ts';
import type { MapEntry } from './page-map.ts';

/** Past these a text is that of a hostile or broken page; what lies beyond is not read. */
const MAX_TEXT = 20_000;
const MAX_RUN = 2_000;

const PRESSED = new Set(['a', 'button']);
const HEADINGS = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'legend', 'caption']);
/** Steps up to an element that a text is part of. */
const MAX_UP = 8;

/** Text a person sees as one piece: broken by blocks, cells, line breaks and controls, not by inline tags. */
export class TextRun {
  readonly text: string;
  /** Number of the first text node. */
  readonly at: number;
  /** The innermost element around the first text node. */
  readonly within: MapEntry;
  /** What stands in it: see text-signs.ts. */
  readonly signs: number;

  constructor(text: string, at: number, within: MapEntry, signs: number) {
    this.text = text;
    this.at = at;
    this.within = within;
    this.signs = signs;
  }

  /** Inside a link or a button: seldom a label. */
  get clickable(): boolean {
    return isWithin(this.within, PRESSED);
  }

  get heading(): boolean {
    return isWithin(this.within, HEADINGS);
  }
}

/** Whether an element is, or stands close in, one of these tags. */
function isWithin(entry: MapEntry, tags: ReadonlySet<string>): boolean {
  let at: MapEntry | null = entry;
  for (let steps = 0; at !== null && steps < MAX_UP; at = at.parent, steps++)
    if (tags.has(at.tag)) return true;
  return false;
}

/** The text that is read at the moment: pieces up to the next break. */
export class OpenRun {
  readonly #runs: TextRun[];
  #within: MapEntry | null = null;
  #at = 0;
  #size = 0;
  #signs = 0;
  #text = '';
  /** White space stands between what was read and what comes. */
  #parted = false;

  constructor(runs: TextRun[]) {
    this.#runs = runs;
  }

  add({ words, signs }: FlatNode, text: string, at: number, within: MapEntry): void {
    if (this.#within === null) {
      this.#within = within;
      this.#at = at;
      this.#size = 0;
      this.#signs = 0;
      this.#text = '';
    }
    if (this.#size >= MAX_RUN) return;
    this.#size += text.length;
    this.#signs |= signs;
    if (words === '') this.#parted ||= isWhite(text, 0) || isWhite(text, text.length - 1);
    else {
      const piece = words.length > MAX_TEXT ? words.slice(0, MAX_TEXT) : words;
      if (this.#text === '') this.#text = piece;
      else this.#text += this.#parted || isWhite(text, 0) ? ` ${piece}` : piece;
      this.#parted = isWhite(text, text.length - 1);
    }
  }

  close(): void {
    if (this.#within === null) return;
    if (this.#text !== '') this.#runs.push(new TextRun(this.#text, this.#at, this.#within, this.#signs));
    this.#within = null;
  }
}

const WHITE = /\s/;

/** Whether white space stands there, the zero-width mark aside. */
function isWhite(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (
    code === 32 ||
    (code >= 9 && code <= 13) ||
    (code >= 0xa0 && code <= 0x3000 && WHITE.test(text.charAt(at)))
  );
}
