/** Literals longer than this are libraries' tables, deeper ones nobody's list. */
const MAX_DEPTH = 12;
const MAX_VALUES = 20_000;

/**
 * The value of an array or object literal as scripts write them: JSON, and keys without quotes, single quotes, commas
 * at the end. Null when it holds an expression, is cut, or is too large to be a list. Nothing is run.
 *
 * @returns the value and the index behind it
 */
export function literalAt(script: string, start: number): { value: unknown; end: number } | null {
  return new Literal(script, start).read();
}

const NONE: unique symbol = Symbol('no literal');

class Literal {
  readonly #text: string;
  #at: number;
  #values = 0;

  constructor(text: string, start: number) {
    this.#text = text;
    this.#at = start;
  }

  read(): { value: unknown; end: number } | null {
    const value = this.#value(0);
    return value === NONE ? null : { value, end: this.#at };
  }

  #skip(): string {
    BLANK.lastIndex = this.#at;
    this.#at += BLANK.exec(this.#text)?.[0].length ?? 0;
    return this.#text[this.#at] ?? '';
  }

  #value(depth: number): unknown {
    this.#values += 1;
    const char = this.#skip();
    if (depth > MAX_DEPTH || this.#values > MAX_VALUES) return NONE;
    if (char === '[') return this.#array(depth);
    if (char === '{') return this.#object(depth);
    if (char === '"' || char === "'") return this.#string(char);
    WORD.lastIndex = this.#at;
    const word = WORD.exec(this.#text)?.[0];
    if (word === undefined) return NONE;
    this.#at += word.length;
    if (word === 'true' || word === 'false') return word === 'true';
    if (word === 'null' || word === 'undefined') return null;
    const number = Number(word);
    return Number.isNaN(number) ? NONE : number;
  }

  #array(depth: number): unknown {
    const items: unknown[] = [];
    this.#at += 1;
    for (;;) {
      if (this.#skip() === ']') {
        this.#at += 1;
        return items;
      }
      const item = this.#value(depth + 1);
      if (item === NONE) return NONE;
      items.push(item);
      if (!this.#comma(']')) return NONE;
    }
  }

  #object(depth: number): unknown {
    const members: Record<string, unknown> = Object.create(null);
    this.#at += 1;
    for (;;) {
      const char = this.#skip();
      if (char === '}') {
        this.#at += 1;
        return members;
      }
      const key = char === '"' || char === "'" ? this.#string(char) : this.#name();
      if (typeof key !== 'string' || this.#skip() !== ':') return NONE;
      this.#at += 1;
      const member = this.#value(depth + 1);
      if (member === NONE) return NONE;
      members[key] = member;
      if (!this.#comma('}')) return NONE;
    }
  }

  #comma(end: ']' | '}'): boolean {
    const char = this.#skip();
    if (char === ',') this.#at += 1;
    return char === ',' || char === end;
  }

  #name(): unknown {
    NAME.lastIndex = this.#at;
    const name = NAME.exec(this.#text)?.[0];
    if (name === undefined) return NONE;
    this.#at += name.length;
    return name;
  }

  #string(quote: string): unknown {
    const parts: string[] = [];
    let from = this.#at + 1;
    for (let i = from; i < this.#text.length; i++) {
      const char = this.#text[i];
      if (char === quote) {
        parts.push(this.#text.slice(from, i));
        this.#at = i + 1;
        return parts.join('');
      }
      if (char === '\n') return NONE;
      if (char !== '\\') continue;
      parts.push(this.#text.slice(from, i), escaped(this.#text, i + 1));
      i += this.#text[i + 1] === 'u' ? 5 : this.#text[i + 1] === 'x' ? 3 : 1;
      from = i + 1;
    }
    return NONE;
  }
}

const BLANK = /(?:\s|\/\/[^\n]*|\/\*[^*]{0,2000}\*\/)*/y;
const WORD = /[\w.+-]{1,40}/y;
const NAME = /[A-Za-z_$][\w$]{0,60}/y;

function escaped(text: string, at: number): string {
  const char = text[at] ?? '';
  if (char === 'u') return String.fromCharCode(Number.parseInt(text.slice(at + 1, at + 5), 16) || 0xfffd);
  if (char === 'x') return String.fromCharCode(Number.parseInt(text.slice(at + 1, at + 3), 16) || 0xfffd);
  return char === 'n' ? '\n' : char === 't' ? '\t' : char === 'r' ? '\r' : char;
}
