import { isCivil } from '../domain/civil-date.ts';

/** A date as it stands in text: with its year or without, or told from today. */
export interface DateInText {
  year: number | null;
  month: number;
  day: number;
  /** Days before today for 今天, 昨天, 3天前; month and day are 0 then. */
  ago?: number;
  /** Where it stands in the text. */
  start: number;
  end: number;
}

/** Letters, digits and strokes before or after mean an index number, a path or a phone number, not a date. */
const FULL =
  /(?<![\dA-Za-z/_.-])((?:19|20)\d{2})\s*([-/.]|年)\s*(\d{1,2})\s*([-/.]|月)\s*(\d{1,2})(?!\d|\.\d)\s*日?(?![-/_]\d)/g;
const SHORT =
  /(?<![\dA-Za-z/.年_-])(\d{1,2})\s*([-/.]|月)\s*(\d{1,2})(?!\d)\s*日?(?![\d/.:：_-]|%|亿|万|元|个)/g;

/** Sites of this kind begin in the late nineties; 1970-01-01 is what software shows when it knows no date. */
const FIRST_YEAR = 1990;

const WIDE = /[０-９－／．：]/;

/** Digits and strokes of full width, one for one. */
export function narrow(text: string): string {
  if (!WIDE.test(text)) return text;
  return text.replace(/[０-９－／．：]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0));
}

const YEAR = /(?:19|20)\d\d/;

/** Dates with a year in running text, in order. */
export function datesIn(text: string): DateInText[] {
  const found: DateInText[] = [];
  if (!YEAR.test(text)) return found;
  FULL.lastIndex = 0;
  for (let match = FULL.exec(text); match !== null; match = FULL.exec(text)) {
    const [, year, first, month, second, day] = match;
    // 2024-06/28 is two things; 2024年06-28 is one date.
    if (first !== second && first !== '年') continue;
    const date = dateAt(match, year, month, day);
    if (date !== null) found.push(date);
  }
  return found;
}

function dateAt(
  match: RegExpExecArray | RegExpMatchArray,
  year?: string | number,
  month?: string | number,
  day?: string | number,
): DateInText | null {
  const start = match.index ?? 0;
  return dateOf(start, start + match[0].length, Number(year), Number(month), Number(day));
}

function dateOf(start: number, end: number, year: number, month: number, day: number): DateInText | null {
  return year < FIRST_YEAR || !isCivil(year, month, day) ? null : { year, month, day, start, end };
}

/** Brackets, labels, a time of day and a count of visits may stand around a date without making it a sentence. */
const AROUND =
  /^(?:[\s[\]()（）【】〔〕〖〗「」{}<>《》〈〉:：|丨/·•,，、;；~—-]|发布|发文|发表|公开|更新|录入|公告|公示|日期|时间|于|星期[一二三四五六日天]|周[一二三四五六日]|上午|下午|(?:浏览|点击|阅读|访问)(?:量|数|次数|率)?[:：]?\s?\d*\s?次?|new\b|\d{1,2}[时点](?:\d{1,2}分?)?(?:\d{1,2}秒)?|T?\d{1,2}[:：]\d{2}(?:[:：]\d{2}(?:\.\d{1,6})?)?(?:Z|[+]\d{2}:?\d{2})?)*$/i;

/** Every character that `AROUND` and the forms of dates know: nearly all other text is told apart by its first ones. */
const ONLY =
  /^[\d\s[\]()（）【】〔〕〖〗「」{}<>《》〈〉:：|丨/·•,，、;；~—.+年月日星期周一二三四五六七八九十〇零○Ｏ发布文表公开更新录入告示时间于上下午浏览点击阅读访问量数次率今昨前天刚小分钟秒newTZO-]*$/i;

/** No date is without one of these: nearly all texts of a page are told apart by it. */
const SIGN = /[\d０-９今昨前刚二]/;

const PLAIN = /^(?:19|20)\d\d-\d\d-\d\d$/;

/** Digits alone are a date only where they are eight. */
const BARE_NUMBER = /^\d{1,7}$/;

/** No date with its label and time is longer. */
const LONGEST = 60;

/**
 * The date that a piece of text consists of, brackets, labels and a time aside; null when it says more than that, and
 * for a span of dates.
 */
export function wholeDate(text: string): DateInText | null {
  if (text.length > LONGEST * 2 || !SIGN.test(text)) return null;
  // Nearly every date of a list is written so.
  if (text.length === 10 && PLAIN.test(text)) {
    const plain = dateOf(0, 10, digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10));
    if (plain !== null) return plain;
  }
  // A row's number, a count of visits.
  if (BARE_NUMBER.test(text)) return null;
  const piece = narrow(text).trim();
  if (piece.length === 0 || piece.length > LONGEST || !/[\d今昨前刚二]/.test(piece)) return null;
  if (!ONLY.test(piece)) return englishDate(piece);
  const [full, second] = datesIn(piece);
  if (second !== undefined) return null;
  const date = full ?? splitDate(piece) ?? rareDate(piece) ?? shortDate(piece) ?? relativeDate(piece);
  if (date === null || date === undefined) return null;
  return AROUND.test(piece.slice(0, date.start)) && AROUND.test(piece.slice(date.end)) ? date : null;
}

/** A label of any day: 成文日期：, 征集时间： */
const ANY_LABEL = /^[\u4e00-\u9fff\s]{2,10}[:：]/;

/** Whether a text is a date and nothing else, whatever day its label says it is. */
export function isDayAlone(text: string): boolean {
  if (!SIGN.test(text)) return false;
  return wholeDate(text) !== null || wholeDate(text.replace(ANY_LABEL, '')) !== null;
}

/** 2024-06, 2024年6月, 27: what stands above or beside the rest of a date. */
export function isPartOfDate(text: string): boolean {
  return /^[\d\s年月日./-]+$/.test(text);
}

/** The number that plain digits from `from` to `to` make. */
function digits(text: string, from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at++) sum = sum * 10 + text.charCodeAt(at) - 48;
  return sum;
}

function shortDate(text: string): DateInText | null {
  for (const match of text.matchAll(SHORT)) {
    const [whole, month, stroke, day] = match;
    // 06.28 is a date where it stands alone, 3.5 is a number.
    if (stroke === '.' && !/^\d{2}\.\d{2}$/.test(whole)) continue;
    // Any leap year: whether the day exists in the year it belongs to is settled with the year.
    const date = dateAt(match, 2024, month, day);
    if (date !== null) return { ...date, year: null };
  }
  return null;
}

const SPLIT: readonly { pattern: RegExp; order: readonly [year: number, month: number, day: number] }[] = [
  // 28 2018-07, 28 / 2018年07月
  {
    pattern: /(?<!\d)(\d{1,2})日?[\s/|]+((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})月?(?![\d-])/,
    order: [2, 3, 1],
  },
  // 2018-07 28
  { pattern: /(?<!\d)((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})月?[\s/|]+(\d{1,2})日?(?!\d)/, order: [1, 2, 3] },
  // 07-28 2018, 7月28日 2018
  { pattern: /(?<!\d)(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?[\s/|]+((?:19|20)\d{2})年?(?!\d)/, order: [3, 1, 2] },
  // 2018 07-28, 2018年 7月28日
  { pattern: /(?<!\d)((?:19|20)\d{2})年?[\s/|]+(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?(?!\d)/, order: [1, 2, 3] },
  // 2018 07 28
  { pattern: /(?<!\d)((?:19|20)\d{2})\s+(\d{2})\s+(\d{2})(?!\d)/, order: [1, 2, 3] },
];
const SPLIT_SHORT = /(?<!\d)(\d{1,2})日?[\s/|]+(\d{1,2}|[一二三四五六七八九十]{1,2})月(?!\d)/;

/** A day set apart from its month: `28 2018-07`, `2018年07月 28`, `28 07月`. */
function splitDate(text: string): DateInText | null {
  for (const { pattern, order } of SPLIT) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const date = dateAt(match, match[order[0]], match[order[1]], match[order[2]]);
    if (date !== null) return date;
  }
  const match = SPLIT_SHORT.exec(text);
  if (match === null) return null;
  const date = dateAt(match, 2024, numeral(match[2] ?? ''), match[1]);
  return date === null ? null : { ...date, year: null };
}

/** 20180728 alone, 18-07-28, 28/07/2018 where it cannot be read two ways, 二〇一八年七月二十八日. */
function rareDate(text: string): DateInText | null {
  const joined = /(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)/.exec(text);
  if (joined !== null) return dateAt(joined, joined[1], joined[2], joined[3]);
  const brief = /(?<![\d-])(\d{2})([-/.])(\d{1,2})\2(\d{1,2})(?![\d-])/.exec(text);
  if (brief !== null) return dateAt(brief, `20${brief[1]}`, brief[3], brief[4]);
  const last = /(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2((?:19|20)\d{2})(?!\d)/.exec(text);
  if (last !== null) {
    const [one, two] = [Number(last[1]), Number(last[3])];
    if (one > 12) return dateAt(last, last[4], two, one);
    if (two > 12 || one === two) return dateAt(last, last[4], one, two);
  }
  const words =
    /([一二三四五六七八九〇零○ＯO]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日/.exec(
      text,
    );
  if (words === null) return null;
  const year = [...(words[1] ?? '')]
    .map((char) => Math.max(0, '〇一二三四五六七八九'.indexOf(char)))
    .join('');
  return dateAt(words, year, numeral(words[2] ?? ''), numeral(words[3] ?? ''));
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = '(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\\.?';
const DAY = '(\\d{1,2})(?:st|nd|rd|th)?';
const ENGLISH: readonly { pattern: RegExp; order: readonly [day: number, month: number] }[] = [
  {
    pattern: new RegExp(`^${DAY}[\\s,.\\-/]+${MONTH}(?:[\\s,.\\-/]+((?:19|20)\\d{2}))?$`, 'i'),
    order: [1, 2],
  },
  {
    pattern: new RegExp(`^${MONTH}[\\s,.\\-/]+${DAY}(?:[\\s,.\\-/]+((?:19|20)\\d{2}))?$`, 'i'),
    order: [2, 1],
  },
];

/** 27 Jun, 2024 · Jun 27: designers' day boxes. */
function englishDate(text: string): DateInText | null {
  for (const { pattern, order } of ENGLISH) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const month = MONTHS.indexOf((match[order[1]] ?? '').slice(0, 3).toLowerCase()) + 1;
    const date = dateAt(match, match[3] ?? 2024, month, match[order[0]]);
    return date === null || match[3] !== undefined ? date : { ...date, year: null };
  }
  return null;
}

/** 七, 十二, 二十八, 28. */
function numeral(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const value = (char: string | undefined) => '零一二三四五六七八九'.indexOf(char ?? '零');
  const [tens, ones] = text.split('十');
  if (ones === undefined) return value(tens);
  return (tens === '' ? 1 : value(tens)) * 10 + (ones === '' ? 0 : value(ones));
}

function relativeDate(text: string): DateInText | null {
  const match = /今天|今日|昨天|昨日|前天|刚刚|(\d{1,3})\s*(?:天|日)前|\d{1,2}\s*(?:小时|分钟|秒钟?)前/.exec(
    text,
  );
  if (match === null) return null;
  const days = /^昨/.test(match[0]) ? 1 : match[0] === '前天' ? 2 : Number(match[1] ?? 0);
  return { year: null, month: 0, day: 0, ago: days, start: match.index, end: match.index + match[0].length };
}
