import type { ArrivedLetter } from './letter-desk.ts';
import { chinaDay, chinaTime, workdayAfter } from './workdays.ts';

/** How an office answers the letters it gets. */
export const REPLY_PLANS = [
  'same_day',
  'next_day',
  'last_workday',
  'day_late',
  'never',
  'acknowledged_then_answered',
  'acknowledged_only',
  'backdated',
  'evasive',
  'empty',
] as const;
export type NamedPlan = (typeof REPLY_PLANS)[number];

/** One answer at one instant, whenever the letter came. */
export interface AnsweredAt {
  answeredAt: number;
  department: string;
  text: string;
}

export type ReplyPlan = NamedPlan | AnsweredAt;

/** An answer as it stands on the site from `shownAt` on. */
export interface Reply {
  shownAt: number;
  /** What the page gives as the time of the answer; for a back-dated one earlier than it was shown. */
  statedAt: number;
  department: string;
  text: string;
}

export type Category = 'same_day' | 'on_time' | 'late' | 'none';

/** Workdays within which an office has to answer (STANDARDS §6.1). */
export const DEADLINE_WORKDAYS = 5;
const OFFICE = '市医疗保障局';
const ANSWER =
  '您好！您咨询的问题收悉。根据《社会保险法》和本市居民医保办法，户口迁入当年可以参保，请携带户口簿、身份证到户籍所在地街道便民服务中心办理，缴费次月起享受待遇。咨询电话：12333。';
const RECEIVED = '您好，您的来信已收悉，我们已转相关部门办理，请耐心等待。';
const EVASIVE = '您好，您反映的问题请向有关部门咨询。';

/** What stands under a letter at `now`: the latest answer that is shown; null while there is none. */
export function replyAt(plan: ReplyPlan, letter: ArrivedLetter, now: number): Reply | null {
  return (
    repliesOf(plan, letter)
      .filter(({ shownAt }) => shownAt <= now)
      .at(-1) ?? null
  );
}

/** Every answer a letter will ever get, in order. */
export function repliesOf(plan: ReplyPlan, { at }: Pick<ArrivedLetter, 'at'>): Reply[] {
  if (typeof plan === 'object') {
    const { answeredAt, department, text } = plan;
    return [{ shownAt: answeredAt, statedAt: answeredAt, department, text }];
  }
  const sent = chinaDay(at);
  const reply = (shownAt: number, text = ANSWER, statedAt = shownAt): Reply => ({
    shownAt,
    statedAt,
    department: OFFICE,
    text,
  });
  const soon = at + 2 * 3_600_000;
  const onWorkday = (n: number, hour = 15) => chinaTime(workdayAfter(sent, n), hour);
  switch (plan) {
    case 'same_day':
      return [reply(soon)];
    case 'next_day':
      return [reply(onWorkday(1, 10))];
    case 'last_workday':
      return [reply(onWorkday(DEADLINE_WORKDAYS, 17))];
    case 'day_late':
      return [reply(onWorkday(DEADLINE_WORKDAYS + 1, 9))];
    case 'never':
      return [];
    case 'acknowledged_then_answered':
      return [reply(soon, RECEIVED), reply(onWorkday(3))];
    case 'acknowledged_only':
      return [reply(soon, RECEIVED)];
    case 'backdated':
      return [reply(onWorkday(DEADLINE_WORKDAYS + 3), ANSWER, onWorkday(2))];
    case 'evasive':
      return [reply(onWorkday(2), EVASIVE)];
    case 'empty':
      return [reply(onWorkday(2), '')];
  }
}

/**
 * What the letter is in the end, by when an answer that is one was really shown. `stated`: by the day that the answer
 * states, which is all there is to go by where nobody but a person can look, and the answer is first seen on a list of
 * answered letters.
 */
export function categoryOf(
  plan: ReplyPlan,
  letter: Pick<ArrivedLetter, 'at'>,
  by: 'shown' | 'stated' = 'shown',
): Category {
  const answer = repliesOf(plan, letter).find(({ text }) => text !== '' && text !== RECEIVED);
  if (answer === undefined) return 'none';
  const sent = chinaDay(letter.at);
  const day = chinaDay(by === 'shown' ? answer.shownAt : answer.statedAt);
  if (day === sent) return 'same_day';
  return day <= workdayAfter(sent, DEADLINE_WORKDAYS) ? 'on_time' : 'late';
}

/** Flags a perfect watcher raises. */
export function flagsOf(plan: ReplyPlan): string[] {
  return plan === 'backdated' ? ['backdated'] : [];
}
