import { DateTime } from 'luxon';
import type { EpochMs } from '../clock.ts';
import { addDays, type CivilDate, civilDateOf } from './civil-date.ts';
import type { JudgingContext, Latency } from './letter-category.ts';
import type { LetterStanding } from './letter-state.ts';
import type { Language } from './probe.ts';

const WEEKDAYS = {
  zh: ['', '周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  en: ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
} as const;

/** How a category was worked out, in words: `sent Fri 06-07; 06-10 holiday; day 5 = 06-17; …`. */
export function letterWorking(
  latency: Latency,
  standing: Pick<LetterStanding, 'state' | 'submittedAt' | 'intentAt' | 'nextAttemptAt' | 'reason'>,
  context: JudgingContext,
  language: Language,
): string {
  const say = (zh: string, en: string) => (language === 'zh' ? zh : en);
  const { zone, deadline } = context;
  const { submittedAt } = standing;
  if (submittedAt === null) {
    if (latency.category === 'channel_unavailable') return say('多次提交均未成功', 'every attempt failed');
    return notSent(standing, context, language);
  }
  const sentOn = civilDateOf(submittedAt, zone);
  const parts = [
    say(
      `${weekday(sentOn, language)} ${short(sentOn)} 发出`,
      `sent ${weekday(sentOn, language)} ${short(sentOn)}`,
    ),
  ];
  if (latency.deadline === null) {
    const year = latency.unknownYear ?? '';
    parts.push(
      say(`${year} 年放假安排未知，无法推算期限`, `the calendar does not know ${year}: no deadline`),
    );
  } else {
    parts.push(...exceptional(sentOn, latency.deadline, context, language));
    const { workdays } = deadline;
    parts.push(
      say(
        `第${workdays}个工作日 = ${short(latency.deadline)}`,
        `day ${workdays} = ${short(latency.deadline)}`,
      ),
    );
  }
  parts.push(...seenWords(latency, zone, language));
  return parts.join(say('；', '; '));
}

function notSent(
  { state, intentAt, nextAttemptAt, reason }: Parameters<typeof letterWorking>[1],
  { zone, asOf }: JudgingContext,
  language: Language,
): string {
  const say = (zh: string, en: string) => (language === 'zh' ? zh : en);
  if (state === 'cancelled') return say('不再发送', 'not to be sent any more');
  if (state === 'ambiguous' || state === 'submitting') {
    const at = intentAt === null ? '' : `${moment(intentAt, zone)} `;
    return say(
      `${at}已点提交，网站是否收到不明；不会自动重发，待查询或人工认定`,
      `${at}clicked; whether the site has it is not known: never sent again by itself, to be looked up or settled by a person`,
    );
  }
  if (state !== 'armed' || reason === 'blackhole') return say('尚未发出', 'not sent yet');
  if (nextAttemptAt === null)
    return say('尚未发出，不再自动尝试，待人工处理', 'not sent yet; left to a person');
  if (nextAttemptAt <= asOf) return say('尚未发出，可以再试', 'not sent yet; may be tried again');
  const next = moment(nextAttemptAt, zone);
  return say(`尚未发出，${next} 以后再试`, `not sent yet; tried again from ${next}`);
}

const moment = (at: EpochMs, zone: string) => DateTime.fromMillis(at, { zone }).toFormat('MM-dd HH:mm');

/** Days between that a plain week would count otherwise. */
function exceptional(
  from: CivilDate,
  to: CivilDate,
  { calendar }: JudgingContext,
  language: Language,
): string[] {
  const off: CivilDate[] = [];
  const on: CivilDate[] = [];
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) {
    const isWeekend = DateTime.fromISO(day, { zone: 'utc' }).weekday > 5;
    const isWorked = calendar.isWorkday(day);
    if (isWorked && isWeekend) on.push(day);
    if (!isWorked && !isWeekend) off.push(day);
  }
  const list = (days: CivilDate[]) => days.map(short).join(language === 'zh' ? '、' : ', ');
  const said: string[] = [];
  if (off.length > 0) said.push(`${list(off)} ${language === 'zh' ? '放假' : 'holiday'}`);
  if (on.length > 0) said.push(`${list(on)} ${language === 'zh' ? '调休上班' : 'make-up workday'}`);
  return said;
}

function seenWords(
  { replied, firstSeenAt, lastUnseenAt, flags, category, reason }: Latency,
  zone: string,
  language: Language,
): string[] {
  const say = (zh: string, en: string) => (language === 'zh' ? zh : en);
  const said: string[] = [];
  if (replied !== null && firstSeenAt !== null) {
    const span =
      replied.to - replied.from < 60_000
        ? moment(replied.from, zone)
        : `${moment(replied.from, zone)}–${moment(replied.to, zone)}`;
    said.push(
      say(
        `答复于 ${span}，首见 ${moment(firstSeenAt, zone)}`,
        `answered ${span}, first seen ${moment(firstSeenAt, zone)}`,
      ),
    );
  }
  if (lastUnseenAt !== null)
    said.push(
      say(`${moment(lastUnseenAt, zone)} 查看仍无答复`, `no answer yet at ${moment(lastUnseenAt, zone)}`),
    );
  if (flags.includes('backdated'))
    said.push(
      say('页面所称答复时间早于该次查看，疑似倒填日期', 'the page states a time before that look: backdated'),
    );
  if (flags.includes('benefit_of_doubt'))
    said.push(
      say(
        '两次查看跨过时限，从宽认定',
        'the two looks straddle a limit: the site has the benefit of the doubt',
      ),
    );
  if (category === 'undetermined' && reason === 'not_observed')
    said.push(say('此后未再查看，暂不认定', 'not looked at since: not decided'));
  return said;
}

const short = (date: CivilDate) => date.slice(5);

const weekday = (date: CivilDate, language: Language) =>
  WEEKDAYS[language][DateTime.fromISO(date, { zone: 'utc' }).weekday] ?? '';
