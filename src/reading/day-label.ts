import { wholeDate } from './dates.ts';
import { OTHER_DAY } from './labelled-date.ts';

/** Labels and table heads that name the day of publication. */
const PUBLISHED = /发布|公开|发文|发表|更新|公示|公告|录入|上传|刊登|时间$|日期$/;
/** Those that name it before the day of the document, of its entry or of a later change, and before any other day. */
const PUBLISHED_FIRST = /发布|公开|发表|刊登|公告/;
const PUBLISHED_NEXT = /发文|公示|更新|录入|上传/;
/** A head over one day each: over two it is the time that objections are heard. */
const SHOWN_ON = /^公示(?:日期|时间)$/;
/** What every label of a day ends with. */
const LABEL_END = /(?:[期限间于至到起:：~～—–-]|截止)[\])）】]*$/;
/** Words that name a day by themselves. */
const NAMES_DAY =
  /^[[(（【]*(?:发布|公开|更新|发文|成文|生成|施行|实施|生效|截止|截至|结束|开始|答复|回复|办结|开标|报名)[\])）】]*$/;
/** Longest label without a colon. */
const LONGEST_LABEL = 10;
/** Characters before a date that tell what day it is. */
export const LABEL_WORDS = 12;
/** What parts a date from what stands before it. */
const STROKES = /^[\s\p{P}\p{S}]*$/u;

/**
 * The end of the words before a date where they name it; others are a title, an office or a state: 有效, 已办结.
 * `further` are those before them.
 */
export function labelBefore(before = '', further = ''): string {
  let text = before;
  // A colon of its own belongs to the words before it.
  if (/^[\s:：]+$/.test(text)) text = `${further}：`;
  // A stroke between two days makes a span of them.
  else if (STROKES.test(text)) return wholeDate(further) === null ? '' : text;
  const words = text.slice(-LABEL_WORDS).replace(/\s/g, '');
  if (NAMES_DAY.test(words)) return words;
  return LABEL_END.test(words) && (text.length <= LONGEST_LABEL || /[:：]$/.test(words)) ? words : '';
}

/** How much a label, or the head of a column, speaks for the day of publication; below zero for another one. */
export function labelWeight(label: string): number {
  if (OTHER_DAY.test(label) && !SHOWN_ON.test(label)) return -4;
  if (!PUBLISHED.test(label)) return 0;
  return PUBLISHED_FIRST.test(label) ? 4 : PUBLISHED_NEXT.test(label) ? 3 : 2;
}
