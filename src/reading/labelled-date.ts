import { type DateInText, datesIn, narrow } from './dates.ts';

/** Words before a date that is another day than that of publication. */
export const OTHER_DAY =
  /截止|截至|结束|到期|有效|实施|施行|生效|成文|生成|废止|会议|活动|办结|答复|回复|开标|考试|报名|起止|(?:征集|公示|开始|起始)(?:时间|日期|期限?)|至$|到$|[~～—–-]$/;

/** What leads from the first day of a span to its last. */
export const SPAN = /^\s*(?:起)?\s*(?:至|到|[~～—–]|-{1,2}(?=\s*\d{4}))/;

/** `来源：县政府办 发布时间：2018-07-27 浏览：12`: one text with a date in it that its label or its company gives away. */
export function labelledDate(text: string): DateInText | null {
  if (text.length > 120 || !/[\d０-９]/.test(text)) return null;
  const plain = narrow(text);
  const dates = datesIn(plain);
  const named = dates.find(({ start }) =>
    /(发布|公开|发文|更新|公示|公告|录入)?(日期|时间)\s*[:：]?\s*$/.test(plain.slice(0, start)),
  );
  if (named !== undefined && SPAN.test(plain.slice(named.end))) return null;
  if (named !== undefined && !OTHER_DAY.test(plain.slice(Math.max(0, named.start - 8), named.start)))
    return named;
  const [only, second] = dates;
  if (only === undefined || second !== undefined) return null;
  return /来源|作者|编辑|点击|浏览|阅读|发布[人者]/.test(plain) ||
    isSetApart(plain, only) ||
    isBesideOffice(plain, only)
    ? only
    : null;
}

/** Words around a date in brackets: an office, a kind. */
const LONGEST_COMPANY = 24;

/** `[县政府办] [2024-06-27]`: in brackets of its own, beside a name in brackets or nothing much. */
function isSetApart(text: string, { start, end }: DateInText): boolean {
  const before = text.slice(0, start);
  const rest = `${before.slice(0, -1)}${text.slice(end + 1)}`;
  return (
    /[[(（【]$/.test(before) &&
    /^[\])）】]/.test(text.slice(end)) &&
    rest.length <= LONGEST_COMPANY &&
    /^[\s[\]()（）【】|·•\u4e00-\u9fff]*$/.test(rest) &&
    /[\])）】]\s*$|^\s*[[(（【]|^\s*$/.test(rest) &&
    !OTHER_DAY.test(rest)
  );
}

/** An office by its name, parted from the date: nothing else that stands beside a day says what day it is. */
const OFFICE =
  /^[\u4e00-\u9fff]{1,14}(?:政府|办公[室厅]|办|局|委员会|委|厅|院|中心|部|队|站|所|社|网|科|处|司|镇|乡|街道|村|台|报)$/;
const PARTING = /^[\s|｜/·•丨]+|[\s|｜/·•丨]+$/g;

/** `县应急管理局 2024-06-27`, `2024-06-27 | 县政府办`. */
function isBesideOffice(text: string, { start, end }: DateInText): boolean {
  // The date's own end may be the space behind it.
  const tail = /\s/.test(text.charAt(end - 1)) ? end - 1 : end;
  const [before, after] = [text.slice(0, start), text.slice(tail)];
  const said = before.trim() === '' ? after : after.trim() === '' ? before : '';
  const name = said.replace(PARTING, '');
  return name !== said && OFFICE.test(name) && !OTHER_DAY.test(name);
}
