/** Pieces of one character each that make what is asked of the words before a date. */
const FAR_BEFORE = 32;

/** The last pieces of text, put together only where a date stands behind them. */
export class WordsBefore {
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
