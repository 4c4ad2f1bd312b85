/**
 * Most of what a reader looks for in a text has one of a few characters in it. Which of them a text has is found out once,
 * in one look at each character, and texts without them are passed over: patterns asked of each text by each of many
 * readers add up (decision 042).
 */

/** Sets of characters, a bit each. */
export const Sign = {
  /** White space or zero-width: the text is not as it is shown. */
  unfolded: 1 << 0,
  digit: 1 << 1,
  wide: 1 << 2,
  /** Digits and the words of days told from today. */
  day: 1 << 3,
  paging: 1 << 4,
  trail: 1 << 5,
  answer: 1 << 6,
  labelEnd: 1 << 7,
  nothing: 1 << 8,
  title: 1 << 9,
  state: 1 << 10,
  notice: 1 << 11,
} as const;

const DIGITS = '0123456789';
const WIDE_DIGITS = '０１２３４５６７８９';

/** Every text in which a reader finds something has a character of its set: test/reading/text-signs.test.ts. */
const SETS: readonly (readonly [sign: number, characters: string])[] = [
  // What \s means in a pattern but the blank, and the zero-width characters.
  [Sign.unfolded, '\t\n\v\f\r\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff\u200b\u200c\u200d'],
  [Sign.unfolded, '\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a'],
  [Sign.digit, DIGITS + WIDE_DIGITS],
  [Sign.wide, `${WIDE_DIGITS}－／．：`],
  [Sign.day, `${DIGITS}${WIDE_DIGITS}今昨前刚二`],
  [Sign.paging, '页条篇项数计录tT'],
  [Sign.trail, '置页当所hH'],
  [Sign.answer, '回答'],
  [Sign.labelEnd, ':：【['],
  [Sign.nothing, '没未无到空0nN'],
  [Sign.title, '题称旨询信言诉问'],
  [Sign.state, '待未已理审转复交正结毕不逾超退提延'],
  [Sign.notice, '字填少选项'],
];

const table = new Uint16Array(0x1_0000);
for (const [sign, characters] of SETS)
  for (let i = 0; i < characters.length; i++)
    table[characters.charCodeAt(i)] = (table[characters.charCodeAt(i)] ?? 0) | sign;

const BLANK = 32;

/** The signs of a text; `unfolded` also where blanks stand at its ends or two in a row. */
export function signsIn(text: string): number {
  let signs = 0;
  let before = BLANK;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    signs |= table[code] ?? 0;
    if (code === BLANK && before === BLANK) signs |= Sign.unfolded;
    before = code;
  }
  return before === BLANK ? signs | Sign.unfolded : signs;
}
