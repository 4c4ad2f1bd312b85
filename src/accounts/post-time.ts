import { DateTime } from 'luxon';
import { type EpochMs, epochMs } from '../clock.ts';
import { type CivilDate, civilDateOf } from '../domain/civil-date.ts';
import { datesIn, narrow, wholeDate } from '../reading/dates.ts';
import { resolveDate } from '../reading/resolve-dates.ts';

/** When we looked: what relative times count from. */
export interface LookMoment {
  now: EpochMs;
  zone: string;
}

/** Units that a platform counts back in. The newest instant that the words allow counts: an account is never made older than it is. */
const AGO =
  /(\d{1,4}|[一二两三四五六七八九十半]{1,3})\s*(?:个)?\s*(秒钟?|分钟?|小时|时|天|日|周|星期|月|年)(?:之)?前|(\d{1,4})\s*(second|sec|minute|min|hour|hr|day|week|month|year)s?\s+ago/i;
const UNITS: Readonly<Record<string, string>> = {
  秒: 'seconds',
  秒钟: 'seconds',
  second: 'seconds',
  sec: 'seconds',
  分: 'minutes',
  分钟: 'minutes',
  minute: 'minutes',
  min: 'minutes',
  小时: 'hours',
  时: 'hours',
  hour: 'hours',
  hr: 'hours',
  天: 'days',
  日: 'days',
  day: 'days',
  周: 'weeks',
  星期: 'weeks',
  week: 'weeks',
  月: 'months',
  month: 'months',
  年: 'years',
  year: 'years',
};

const WEEKDAY = /^(?:(上)?(?:周|星期|礼拜)([一二三四五六日天]))(?:\s|$|\d)/;
/** Posts may be dated up to this far ahead of our clock (clocks differ); beyond that it is no date of publication. */
const AHEAD_MS = 36 * 3_600_000;

/**
 * The calendar day of a post from whatever the platform writes: epoch seconds or milliseconds, ISO, RFC 2822, Weibo's
 * `Wed Jun 19 10:00:00 +0800 2024`, 刚刚, 3小时前, 昨天, 前天, 星期三, 06-17, 6月17日, `var ct = "…"`. Null when it is none of these.
 */
export function postDate(raw: string | number, { now, zone }: LookMoment): CivilDate | null {
  const date = typeof raw === 'number' ? fromEpoch(raw, zone) : fromText(raw, { now, zone });
  if (date === null) return null;
  return date <= civilDateOf(epochMs(now + AHEAD_MS), zone) && date >= '1995' ? date : null;
}

function fromText(raw: string, { now, zone }: LookMoment): CivilDate | null {
  const text = narrow(raw)
    .replace(/[\s\u00a0]+/g, ' ')
    .trim()
    .slice(0, 200);
  if (text === '') return null;
  // A script's own number: var ct = "1581517074"; timeConvert('1498908951').
  const script =
    /(?:\bct|create_time|publish_time|timestamp|timeConvert)\s*[=:(]\s*["']?(\d{10})(?:\d{3})?["']?/.exec(
      text,
    );
  if (script !== null) return fromEpoch(Number(script[1]), zone);
  if (/^\d{10}$|^\d{13}$/.test(text)) return fromEpoch(Number(text), zone);
  const instant = instantOf(text, zone);
  if (instant !== null) return civilDateOf(instant, zone);
  // 来自iPhone客户端, 发布于 陕西, 已编辑: what platforms hang on to the time.
  const plain = text
    .replace(/^(?:编辑于|发布于|发表于|更新于|已编辑|原创|首发|发布时间[:：]|时间[:：])\s*/u, '')
    .replace(/\s*(?:来自|来源|发布于|IP属地|转发自).*$/u, '')
    .replace(/\s*(?:已编辑|编辑过|发布|更新|发表)$/u, '')
    // 06-17陕西: where it was posted from, glued on.
    .replace(/^(\d{1,4}(?:[-/.]\d{1,2}){1,2})\s?\p{Script=Han}{2,8}$/u, '$1')
    .trim();
  const here = DateTime.fromMillis(now, { zone });
  const day = (at: DateTime) => at.toISODate() as CivilDate;
  if (/^(?:刚刚|刚才|just now|now)/i.test(plain)) return day(here);
  const ago = AGO.exec(plain);
  if (ago !== null && ago.index <= 2) {
    const unit = UNITS[(ago[2] ?? ago[4] ?? '').toLowerCase()];
    const count = numeral(ago[1] ?? ago[3] ?? '');
    if (unit === undefined || count === null) return null;
    return day(here.minus({ [unit]: count }));
  }
  if (/^(?:今[天日]|today)/i.test(plain)) return day(here);
  if (/^(?:昨[天日晚]|yesterday)/i.test(plain)) return day(here.minus({ days: 1 }));
  if (/^前[天日]/.test(plain)) return day(here.minus({ days: 2 }));
  const weekday = WEEKDAY.exec(`${plain} `);
  if (weekday !== null) {
    const wanted = '一二三四五六日'.indexOf((weekday[2] ?? '').replace('天', '日')) + 1;
    const back = (here.weekday - wanted + 7) % 7 || 7;
    return day(here.minus({ days: weekday[1] === undefined ? back : here.weekday + 7 - wanted }));
  }
  const [found] = datesIn(plain);
  const shown = found ?? wholeDate(plain) ?? wholeDate(plain.replace(/\s.*$/, ''));
  // Without a year it is the last such day that is not ahead.
  return shown === null ? null : resolveDate(shown, day(here), null);
}

function fromEpoch(value: number, zone: string): CivilDate | null {
  if (!Number.isFinite(value) || value <= 0) return null;
  return civilDateOf(epochMs(value < 1e11 ? value * 1000 : value), zone);
}

/** Instants with their own offset; a time without one is in the zone of the platform, ours. */
function instantOf(text: string, zone: string): EpochMs | null {
  if (/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(text)) {
    const at = DateTime.fromISO(text.replace(' ', 'T').replace(/ ?([+-]\d{2}):?(\d{2})$/, '$1:$2'), { zone });
    return at.isValid ? epochMs(at.toMillis()) : null;
  }
  const weibo = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) (\d{2}:\d{2}:\d{2}) ([+-]\d{4}) (\d{4})$/.exec(
    text,
  );
  const rfc = weibo === null ? text : `${weibo[2]} ${weibo[1]} ${weibo[5]} ${weibo[3]} ${weibo[4]}`;
  if (!/^(?:[A-Z][a-z]{2,8}, ?)?\d{1,2} [A-Z][a-z]{2} \d{4} /.test(rfc)) return null;
  const at = DateTime.fromRFC2822(rfc.replace(/^[A-Z][a-z]{2,8}, ?/, ''), { zone });
  return at.isValid ? epochMs(at.toMillis()) : null;
}

function numeral(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text);
  if (text === '半') return 0;
  const digits = '零一二三四五六七八九';
  const value = (char: string) => (char === '两' ? 2 : digits.indexOf(char));
  if (text.length === 1) return text === '十' ? 10 : value(text);
  const [tens = '', ones = ''] = text.split('十');
  if (!text.includes('十')) return null;
  return (tens === '' ? 1 : value(tens)) * 10 + (ones === '' ? 0 : value(ones));
}
