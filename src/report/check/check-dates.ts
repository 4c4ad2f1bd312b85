import { civilDate } from '../../domain/civil-date.ts';
import { type BulletinText, joined, type Slip } from './bulletin-text.ts';

/** Quarters that are not the title's, and days out of order. */
export function checkDates({ text }: BulletinText): Slip[] {
  const whole = joined(text);
  const title = /(\d{4})年第([一二三四])季度[^。\n]{0,40}通报/.exec(whole);
  return [...(title === null ? [] : quarters(whole, title[1] ?? '', title[2] ?? '')), ...days(whole)];
}

function quarters(whole: string, year: string, quarter: string): Slip[] {
  return [...whole.matchAll(/(上|下|去年|同期|(?:(\d{4})年))?(?:第)?([一二三四])季度/g)].flatMap(
    (match): Slip[] => {
      const [said, relative, ownYear, numeral = ''] = match;
      if (numeral === quarter && (ownYear === undefined || ownYear === year)) return [];
      if (relative !== undefined && ownYear === undefined) return [];
      // An earlier quarter named with its year, or any of another year, is a comparison.
      const isEarlier = '一二三四'.indexOf(numeral) < '一二三四'.indexOf(quarter);
      if (ownYear !== undefined && (ownYear !== year || isEarlier)) return [];
      const at = match.index;
      return [
        {
          rule: 'quarter',
          message: `${year}年第${quarter}季度的通报中出现“${said}”`,
          quote: whole.slice(Math.max(0, at - 12), at + said.length + 16).replace(/\n/g, ' '),
        },
      ];
    },
  );
}

/**
 * Days in order: a report is due after the document that asks for it was signed, a city's before the province's. Dates
 * with a year at the end of a part are signatures.
 */
function days(whole: string): Slip[] {
  const slips: Slip[] = [];
  const signed = [...whole.matchAll(/^(\d{4})年(\d{1,2})月(\d{1,2})日$/gm)].map((match) => ({
    at: match.index,
    day: civilDate(Number(match[1]), Number(match[2]), Number(match[3])),
    said: match[0],
  }));
  for (const { day, said } of signed)
    if (day === null) slips.push({ rule: 'date', message: `没有${said}这一天`, quote: said });
  const due = [
    ...whole.matchAll(/于(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日前[^。]{0,24}(?:上报|书面报|报送|报)/g),
  ].map((match) => {
    const signature = signed.find(({ at }) => at > match.index);
    const year = Number(match[1] ?? signature?.day?.slice(0, 4) ?? 0);
    return { signature, day: civilDate(year, Number(match[2]), Number(match[3])), said: match[0] };
  });
  for (const { signature, day, said } of due) {
    if (signature === undefined || signature.day === null) continue;
    if (day === null) slips.push({ rule: 'date', message: '报送期限不是一个存在的日期', quote: said });
    else if (day <= signature.day)
      slips.push({ rule: 'date', message: `报送期限${day}不晚于落款日期${signature.day}`, quote: said });
  }
  // A forwarding notice stands before the bulletin it forwards: its own day must be the earlier one.
  const [own, province] = due;
  if (
    /转发/.test(whole) &&
    own !== undefined &&
    province !== undefined &&
    own.day !== null &&
    province.day !== null &&
    own.day > province.day
  )
    slips.push({
      rule: 'date',
      message: `转发单位的报送期限${own.day}晚于上级的${province.day}`,
      quote: own.said,
    });
  return slips;
}
