import { describe, expect, it } from 'vitest';
import { epochMs } from '../../src/clock.ts';
import type { CivilDate } from '../../src/domain/civil-date.ts';
import { isAdmitted, type ProblemEvent, type ProblemWord, standingOf } from '../../src/domain/problem.ts';

const day = (text: string) => text as CivilDate;
let clock = 0;
const event = (word: ProblemWord, rest: Partial<ProblemEvent> = {}): ProblemEvent => {
  clock += 1;
  return {
    ...{
      problemId: 'p-1',
      word,
      at: epochMs(clock),
      by: '张',
      why: '',
      until: null,
      review: null,
      evidence: [],
    },
    ...rest,
  };
};
const TODAY = day('2024-06-20');
const stateAfter = (...events: ProblemEvent[]) => standingOf(events, TODAY).state;

describe('where a ticket stands', () => {
  it('follows the whole way from finding to closing', () => {
    const way: [ProblemEvent, string][] = [
      [event('dispatch', { until: day('2024-06-30') }), 'dispatched'],
      [event('sign'), 'signed'],
      [event('start'), 'rectifying'],
      [event('submit'), 'submitted'],
      [event('review', { review: 'pass' }), 'reviewing'],
      [event('close'), 'closed'],
    ];
    const events: ProblemEvent[] = [];
    expect(stateAfter()).toBe('found');
    for (const [next, state] of way) {
      events.push(next);
      expect(stateAfter(...events)).toBe(state);
    }
    expect(standingOf(events, TODAY).overruledBy).toBeNull();
  });

  it('goes back to its unit when the review fails, and waits when nothing was seen', () => {
    expect(stateAfter(event('dispatch'), event('submit'), event('review', { review: 'fail' }))).toBe(
      'returned',
    );
    expect(stateAfter(event('dispatch'), event('submit'), event('review', { review: 'undetermined' }))).toBe(
      'reviewing',
    );
  });

  it('names the person who closed it without a passing review', () => {
    const closed = standingOf([event('dispatch'), event('close', { by: '李', why: '网站已关停' })], TODAY);
    expect(closed).toMatchObject({ state: 'closed', overruledBy: '李' });
    const stale = [
      event('submit'),
      event('review', { review: 'pass' }),
      event('submit'),
      event('close', { by: '李' }),
    ];
    expect(standingOf(stale, TODAY).overruledBy).toBe('李');
  });

  it('is overdue past its due day, not on it, and an extension moves the day', () => {
    const dispatched = event('dispatch', { until: day('2024-06-20') });
    expect(standingOf([dispatched], day('2024-06-20')).overdue).toBe(false);
    expect(standingOf([dispatched], day('2024-06-21')).overdue).toBe(true);
    const extended = [dispatched, event('extend', { until: day('2024-06-28') })];
    expect(standingOf(extended, day('2024-06-21'))).toMatchObject({
      overdue: false,
      extensions: 1,
      state: 'dispatched',
    });
  });

  it('is set aside until the exemption’s last day', () => {
    const events = [event('dispatch'), event('exempt', { until: TODAY })];
    expect(standingOf(events, TODAY).state).toBe('exempted');
    expect(standingOf(events, day('2024-06-21')).state).toBe('rectifying');
  });

  it('is closed by an appeal that is right and goes on after one that is wrong', () => {
    expect(stateAfter(event('dispatch'), event('appeal'), event('uphold'))).toBe('closed');
    expect(stateAfter(event('dispatch'), event('appeal'), event('reject'))).toBe('rectifying');
  });

  it('cannot be reviewed before it was dispatched, nor acted on once closed but to reopen it', () => {
    expect(isAdmitted('found', 'review')).toBe(false);
    expect(isAdmitted('closed', 'submit')).toBe(false);
    expect(isAdmitted('closed', 'reopen')).toBe(true);
    expect(isAdmitted('appealed', 'review')).toBe(false);
  });
});
