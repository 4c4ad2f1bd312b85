import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EpochMs, epochMs } from '../../src/clock.ts';
import { type CivilDate, civilDateOf } from '../../src/domain/civil-date.ts';
import { type JudgedLook, letterCategory } from '../../src/domain/letter-category.ts';
import { letterWorking } from '../../src/domain/letter-working.ts';
import { chineseCalendar } from '../../src/domain/workday-calendar.ts';

const ZONE = 'Asia/Shanghai';
const time = (text: string) => epochMs(Date.parse(`2024-${text}:00+08:00`));
const contextAt = (asOf: string) => ({
  deadline: { workdays: 5, source: 'test', closesOn: '2024-07-07' as CivilDate },
  calendar: chineseCalendar,
  zone: ZONE,
  asOf: time(asOf),
});
const nothing = (at: string): JudgedLook => ({
  at: time(at),
  saw: 'no_reply',
  statedAt: null,
  byPerson: false,
});
const reply = (at: string, statedAt: string | null = null): JudgedLook => ({
  at: time(at),
  saw: 'reply',
  statedAt,
  byPerson: false,
});
const sent = (at: string) => ({ state: 'submitted' as const, reason: null, submittedAt: time(at) });
/** Sent on Friday 7 June 2024, 10:00: the fifth workday is Monday 17 June, for the 10th is 端午. */
const judged = (looks: JudgedLook[], asOf = '07-30T12:00') =>
  letterCategory(sent('06-07T10:00'), looks, contextAt(asOf));

const submitted = (submittedAt: EpochMs) =>
  ({ state: 'submitted', reason: null, submittedAt, intentAt: submittedAt, nextAttemptAt: null }) as const;

describe('the category of a letter', () => {
  it.each([
    ['answered within the hour is same_day', [reply('06-07T11:00')], 'same_day'],
    [
      'answered the next morning is on_time though within 24 hours',
      [nothing('06-08T07:00'), reply('06-08T08:00')],
      'on_time',
    ],
    ['answered on the fifth workday is on_time', [nothing('06-17T16:00'), reply('06-17T17:00')], 'on_time'],
    ['answered on the sixth workday is late', [nothing('06-18T00:10'), reply('06-18T09:00')], 'late'],
    [
      'never answered, looked at when the campaign closed, is none',
      [nothing('06-20T09:00'), nothing('07-07T09:00')],
      'none',
    ],
    ['answered after the campaign closed is none', [nothing('07-08T09:00'), reply('07-09T09:00')], 'none'],
  ] as const)('%s', (_, looks, category) => {
    expect(judged([...looks]).category).toBe(category);
  });

  it('inside the deadline it is pending, past it overdue until the campaign closes', () => {
    const looks = [nothing('06-17T09:00'), nothing('06-18T09:00')];
    expect(judged(looks, '06-17T23:59').category).toBe('pending');
    expect(judged(looks, '06-18T10:00').category).toBe('overdue');
    expect(judged([...looks, nothing('07-07T00:05')], '07-07T01:00').category).toBe('none');
  });

  it('silence that nobody looked at is undetermined, never none or overdue', () => {
    expect(judged([nothing('06-12T09:00')], '06-20T09:00')).toMatchObject({
      category: 'undetermined',
      reason: 'not_observed',
    });
    expect(judged([nothing('06-20T09:00')], '07-20T09:00')).toMatchObject({
      category: 'undetermined',
      reason: 'not_observed',
    });
    expect(
      judged([{ at: time('07-20T09:00'), saw: 'unseen', statedAt: null, byPerson: false }]).category,
    ).toBe('undetermined');
  });

  it('bounds that straddle a limit give the site the benefit of the doubt, and say so', () => {
    const result = judged([nothing('06-17T16:00'), reply('06-18T09:00')]);
    expect(result).toMatchObject({ category: 'on_time', flags: ['benefit_of_doubt'] });
    expect(letterWorking(result, submitted(time('06-07T10:00')), contextAt('07-01T00:00'), 'en')).toContain(
      'benefit of the doubt',
    );
  });

  it('a stated time inside our bounds settles what they leave open, also against the site', () => {
    expect(judged([nothing('06-17T16:00'), reply('06-18T09:00', '2024-06-18T08:30')])).toMatchObject({
      category: 'late',
      flags: [],
    });
    expect(judged([nothing('06-17T16:00'), reply('06-18T09:00', '2024-06-17 17:20')])).toMatchObject({
      category: 'on_time',
      flags: [],
    });
  });

  it('a stated time at which we still saw nothing is backdated and does not count', () => {
    const result = judged([nothing('06-19T09:00'), reply('06-20T09:00', '2024-06-14 10:00')]);
    expect(result).toMatchObject({ category: 'late', flags: ['backdated'] });
    expect(result.lastUnseenAt).toBe(time('06-19T09:00'));
    expect(result.firstSeenAt).toBe(time('06-20T09:00'));
  });

  it('a date on which we saw nothing in the morning is not backdated: the day has an afternoon', () => {
    expect(judged([nothing('06-12T09:00'), reply('06-13T09:00', '2024-06-12')]).flags).toEqual([]);
  });

  it('a 12-hour clock without AM and PM is not backdated: 02:15 may be the afternoon', () => {
    expect(judged([nothing('06-12T09:00'), reply('06-13T09:00', '2024-06-12 02:15')]).flags).toEqual([]);
    expect(judged([nothing('06-12T15:00'), reply('06-13T09:00', '2024-06-12 02:15')]).flags).toEqual([
      'backdated',
    ]);
  });

  it('a site clock that is some minutes slow is not backdated', () => {
    expect(judged([nothing('06-12T15:00'), reply('06-12T15:30', '2024-06-12 14:54')]).flags).toEqual([]);
  });

  it('an entry edited after our look is judged by our bounds', () => {
    expect(judged([reply('06-07T12:00', '2024-06-25 09:00')])).toMatchObject({
      category: 'same_day',
      flags: [],
    });
  });

  it('an unavailable channel is channel_unavailable; what was not sent is undetermined with its reason', () => {
    const not = (state: 'unavailable' | 'armed' | 'ambiguous', reason: string | null) =>
      letterCategory({ state, reason, submittedAt: null }, [], contextAt('07-30T12:00'));
    expect(not('unavailable', 'no_channel').category).toBe('channel_unavailable');
    expect(not('armed', 'captcha_waiting')).toMatchObject({
      category: 'undetermined',
      reason: 'captcha_waiting',
    });
    expect(not('ambiguous', 'http_500')).toMatchObject({ category: 'undetermined', reason: 'http_500' });
  });

  it('a letter of a year the calendar does not know is undetermined and says which year', () => {
    const sentAt = epochMs(Date.parse('2031-03-03T10:00:00+08:00'));
    const context = { ...contextAt('06-07T10:00'), asOf: epochMs(sentAt + 40 * 86_400_000) };
    const result = letterCategory({ state: 'submitted', reason: null, submittedAt: sentAt }, [], context);
    expect(result).toMatchObject({ category: 'undetermined', deadline: null, unknownYear: 2031 });
    expect(letterWorking(result, submitted(sentAt), context, 'zh')).toContain('2031');
  });

  it('the working is shown in words, with holidays and make-up days', () => {
    const result = judged([reply('06-07T11:00')]);
    expect(letterWorking(result, submitted(time('06-07T10:00')), contextAt('07-01T00:00'), 'en')).toMatch(
      /^sent Fri 06-07; 06-10 holiday; day 5 = 06-17; /,
    );
    const may = letterCategory(sent('05-08T10:00'), [], contextAt('05-09T10:00'));
    expect(letterWorking(may, submitted(time('05-08T10:00')), contextAt('05-09T10:00'), 'zh')).toBe(
      '周三 05-08 发出；05-11 调休上班；第5个工作日 = 05-14',
    );
  });

  it('what is not sent says why, and what becomes of it', () => {
    const context = contextAt('06-07T12:00');
    const said = (state: 'planned' | 'armed' | 'ambiguous' | 'cancelled', more: object = {}) =>
      letterWorking(
        letterCategory({ state, reason: null, submittedAt: null }, [], context),
        { ...submitted(time('06-07T10:00')), state, submittedAt: null, ...more },
        context,
        'zh',
      );
    expect(said('planned')).toBe('尚未发出');
    expect(said('armed', { reason: 'blackhole', nextAttemptAt: time('06-07T10:00') })).toBe('尚未发出');
    expect(said('armed', { nextAttemptAt: time('06-07T14:00') })).toBe('尚未发出，06-07 14:00 以后再试');
    expect(said('armed', { nextAttemptAt: time('06-07T10:00') })).toBe('尚未发出，可以再试');
    expect(said('armed')).toBe('尚未发出，不再自动尝试，待人工处理');
    expect(said('ambiguous')).toBe('06-07 10:00 已点提交，网站是否收到不明；不会自动重发，待查询或人工认定');
    expect(said('cancelled')).toBe('不再发送');
  });

  const minutes = (max: number) => fc.integer({ min: 1, max });
  const ORDER = ['same_day', 'on_time', 'late', 'none'];
  it('property: whatever the truth and whenever we look, no site is judged worse than it was', () => {
    fc.assert(
      fc.property(
        minutes(60 * 24 * 40),
        fc.array(minutes(60 * 24 * 60), { maxLength: 30 }),
        fc.boolean(),
        (answered, looks, states) => {
          const start = time('06-07T10:00');
          const at = epochMs(start + answered * 60_000);
          const stated = new Date(at + 8 * 3_600_000).toISOString().slice(0, 16);
          const seen = [...new Set(looks)]
            .sort((a, b) => a - b)
            .map((minute): JudgedLook => {
              const lookedAt = epochMs(start + minute * 60_000);
              const saw = lookedAt >= at ? 'reply' : 'no_reply';
              return {
                at: lookedAt,
                saw,
                statedAt: saw === 'reply' && states ? stated : null,
                byPerson: false,
              };
            });
          const context = contextAt('08-30T12:00');
          const result = letterCategory(sent('06-07T10:00'), seen, context);
          if (result.category === 'undetermined') return;
          const truth = letterCategory(
            sent('06-07T10:00'),
            [{ at, saw: 'reply', statedAt: stated, byPerson: false }],
            context,
          ).category;
          expect(ORDER.indexOf(result.category)).toBeLessThanOrEqual(ORDER.indexOf(truth));
          if (states && seen.some(({ saw }) => saw === 'reply')) expect(result.category).toBe(truth);
          expect(result.flags).not.toContain('backdated');
        },
      ),
      { numRuns: 300 },
    );
  });

  it('property: a later as-of time never brings an answered letter back to open', () => {
    fc.assert(
      fc.property(minutes(60 * 24 * 25), fc.integer({ min: 0, max: 40 }), (minute, days) => {
        const at = epochMs(time('06-07T10:00') + minute * 60_000);
        const look: JudgedLook = { at, saw: 'reply', statedAt: null, byPerson: false };
        const context = contextAt('06-07T10:00');
        const early = letterCategory(sent('06-07T10:00'), [look], { ...context, asOf: at });
        const late = letterCategory(sent('06-07T10:00'), [look], {
          ...context,
          asOf: epochMs(at + days * 86_400_000),
        });
        expect(late).toEqual(early);
        expect(civilDateOf(at, ZONE) > '2024').toBe(true);
      }),
    );
  });
});
