import {
  html as HTML,
  InsertionMode,
  Parser,
  type ParserOptions,
  Token,
  Tokenizer,
  TokenizerMode,
} from 'parse5';
import type { Htmlparser2TreeAdapterMap } from 'parse5-htmlparser2-tree-adapter';
import { isLetter, nameIn } from './markup-name.ts';

/**
 * parse5 with a tokenizer that takes plain markup in runs: a text up to the next tag, a tag from `<` to `>`. parse5 reads
 * sign by sign, which is half of what a list page costs (measured). Whatever is not plain (character references, odd
 * quotes, NUL, CR, comments) is left to parse5's own states at the place where it begins, so the tree is the same:
 * test/reading/run-parser.test.ts compares the two.
 */

type Options = ParserOptions<Htmlparser2TreeAdapterMap>;

/** The document of a page as parse5 reads it. */
export function parseInRuns(html: string, options: Options): Htmlparser2TreeAdapterMap['document'] {
  const parser = new Parser<Htmlparser2TreeAdapterMap>(options);
  parser.tokenizer = new RunTokenizer(parser);
  parser.tokenizer.write(html, true);
  return parser.document;
}

const [TAB, LF, FF, CR, BLANK] = [9, 10, 12, 13, 32];
const [DOUBLE_QUOTE, AMPERSAND, SINGLE_QUOTE, SOLIDUS, LESS, EQUALS, GREATER] = [34, 38, 39, 47, 60, 61, 62];

const NO_ATTRIBUTES: Token.Attribute[] = [];

/** More than any tag has: beyond them parse5 tells duplicates apart by a set. */
const MAX_ATTRIBUTES = 32;

class RunTokenizer extends Tokenizer {
  readonly #parser: Parser<Htmlparser2TreeAdapterMap>;
  /** Of the tag that is read; copied for its token, since an array that grows by itself takes room for sixteen. */
  readonly #attributes: Token.Attribute[] = [];
  /** One does for all: end tags leave nothing behind. */
  readonly #end = tagToken(Token.TokenType.END_TAG, '', false, NO_ATTRIBUTES);

  constructor(parser: Parser<Htmlparser2TreeAdapterMap>) {
    super(parser.options, parser);
    this.#parser = parser;
  }

  protected override _callState(cp: number): void {
    if (this.state === TokenizerMode.DATA) this._stateData(cp);
    else super._callState(cp);
  }

  protected override _stateData(first: number): void {
    const { preprocessor } = this;
    for (let cp = first; ; ) {
      if (cp === AMPERSAND || cp <= 0 || (cp === LESS && !this.#tag())) {
        super._stateData(cp);
        return;
      }
      if (cp !== LESS) {
        this._emitCodePoint(cp);
        // There blanks and words come to the same text: one piece does for both.
        const { insertionMode: mode } = this.#parser;
        this.#extend(cp, mode === InsertionMode.IN_BODY || mode === InsertionMode.IN_CELL, AMPERSAND);
      }
      // The next sign, where nothing has to be known of it but what it is.
      const next = preprocessor.html.charCodeAt(preprocessor.pos + 1);
      if (this.state !== TokenizerMode.DATA || this.#wasReturn() || !isPlain(next)) return;
      preprocessor.pos += 1;
      cp = next;
    }
  }

  /** The current sign is a CR: it was read as LF, and an LF behind it belongs to it. */
  #wasReturn(): boolean {
    const { html, pos } = this.preprocessor;
    return html.charCodeAt(pos) === CR;
  }

  protected override _stateScriptData(cp: number): void {
    super._stateScriptData(cp);
    if (cp > 0 && cp !== LESS) this.#extend(cp, true, LESS);
  }

  protected override _stateRawtext(cp: number): void {
    super._stateRawtext(cp);
    if (cp > 0 && cp !== LESS) this.#extend(cp, true, LESS);
  }

  /** Takes what follows `cp` into the same piece of text: up to a tag, a reference or a sign that is read as another. */
  #extend(cp: number, mixed: boolean, reference: number): void {
    const { preprocessor } = this;
    const { html } = preprocessor;
    const first = preprocessor.pos + 1;
    if (this.#wasReturn()) return;
    const wasBlank = isBlank(cp);
    let at = first;
    for (; at < html.length; at++) {
      const code = html.charCodeAt(at);
      if (code === LESS || code === reference || code === 0 || code === CR) break;
      if (isBlank(code) !== wasBlank && (wasBlank || !mixed)) break;
    }
    if (at === first) return;
    preprocessor.pos = at - 1;
    this.runEnd = at;
  }

  /** Reads the tag at the current `<` where it is plain; otherwise nothing is taken. */
  #tag(): boolean {
    const { preprocessor } = this;
    const { html } = preprocessor;
    const start = preprocessor.pos + 1;
    const isEnd = html.charCodeAt(start) === SOLIDUS;
    const nameStart = isEnd ? start + 1 : start;
    if (!isLetter(html.charCodeAt(nameStart))) return false;
    let at = endOfName(html, nameStart);
    const tagName = nameIn(html, nameStart, at);
    const found = this.#attributes;
    let count = 0;
    let selfClosing = false;
    for (;;) {
      const before = at;
      let code = html.charCodeAt(at);
      while (isBlank(code)) code = html.charCodeAt(++at);
      if (code === GREATER) break;
      if (code === SOLIDUS && html.charCodeAt(at + 1) === GREATER) {
        selfClosing = true;
        at += 1;
        break;
      }
      if (at === before || isEnd || count === MAX_ATTRIBUTES) return false;
      const from = at;
      at = endOfName(html, from);
      if (at === from) return false;
      const attribute = { name: nameIn(html, from, at), value: '' };
      code = html.charCodeAt(at);
      if (code === EQUALS) {
        const quote = html.charCodeAt(at + 1);
        const isQuoted = quote === DOUBLE_QUOTE || quote === SINGLE_QUOTE;
        const valueStart = isQuoted ? at + 2 : at + 1;
        const end = isQuoted ? endOfQuoted(html, valueStart, quote) : endOfBare(html, valueStart);
        if (end < 0) return false;
        attribute.value = ownString(html.slice(valueStart, end));
        at = isQuoted ? end + 1 : end;
      } else if (code !== GREATER && code !== SOLIDUS) {
        // A blank may stand before `=`.
        if (!isBlank(code)) return false;
        let next = at;
        while (isBlank(html.charCodeAt(next))) next += 1;
        if (html.charCodeAt(next) === EQUALS) return false;
      }
      if (!has(found, count, attribute.name)) found[count++] = attribute;
    }
    // The text before it, while there is no other token that it could belong to.
    this._flushRun('');
    if (isEnd) {
      this.#end.tagName = tagName;
      this.#end.tagID = HTML.TAG_ID.UNKNOWN;
      this.#end.selfClosing = selfClosing;
      this.currentToken = this.#end;
    } else {
      const attrs = count === 0 ? NO_ATTRIBUTES : found.slice(0, count);
      this.currentToken = tagToken(Token.TokenType.START_TAG, tagName, selfClosing, attrs);
    }
    preprocessor.pos = at;
    this.emitCurrentTagToken();
    return true;
  }
}

function tagToken(
  type: Token.TagToken['type'],
  tagName: string,
  selfClosing: boolean,
  attrs: Token.Attribute[],
): Token.TagToken {
  return {
    type,
    tagName,
    tagID: HTML.TAG_ID.UNKNOWN,
    selfClosing,
    ackSelfClosing: false,
    attrs,
    location: null,
  };
}

/** Whether one of the first `count` attributes bears the name. */
function has(attrs: readonly Token.Attribute[], count: number, name: string): boolean {
  for (let i = 0; i < count; i++) if (attrs[i]?.name === name) return true;
  return false;
}

/** A short slice is a string of its own already; a longer one would keep the whole page in memory. */
function ownString(slice: string): string {
  return slice.length < 13 ? slice : ` ${slice}`.slice(1);
}

/** Of the quoted value from `at` the place of its quote; -1 where the value is not plain. */
function endOfQuoted(html: string, from: number, quote: number): number {
  for (let at = from; at < html.length; at++) {
    const code = html.charCodeAt(at);
    if (code === quote) return at;
    if (code === AMPERSAND || code === CR || code === 0) return -1;
  }
  return -1;
}

/** Of the value without quotes from `at` one past its end; -1 where the value is not plain. */
function endOfBare(html: string, from: number): number {
  for (let at = from; at < html.length; at++) {
    const code = html.charCodeAt(at);
    if (isBlank(code) || code === GREATER) return at === from ? -1 : at;
    const isOdd = code === DOUBLE_QUOTE || code === SINGLE_QUOTE || code === LESS || code === EQUALS;
    if (isOdd || code === AMPERSAND || code === 96 || code === CR || code === 0) return -1;
  }
  return -1;
}

/** One past the letters, digits and `-_:.` from `at`. */
function endOfName(html: string, from: number): number {
  let at = from;
  for (let code = html.charCodeAt(at); isNameSign(code); code = html.charCodeAt(at)) at += 1;
  return at;
}

/** White space of HTML but CR, which is read as LF. */
function isBlank(code: number): boolean {
  return code === BLANK || code === LF || code === TAB || code === FF;
}

/** Neither the end, nor CR, nor half of a sign beyond the first plane. */
function isPlain(code: number): boolean {
  return code > 0 && code !== CR && (code < 0xd800 || code > 0xdfff);
}

function isNameSign(code: number): boolean {
  return isLetter(code) || (code >= 48 && code <= 58) || code === 45 || code === 46 || code === 95;
}
