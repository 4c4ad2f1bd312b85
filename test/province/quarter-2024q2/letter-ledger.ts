import { epochMs } from '../../../src/clock.ts';
import type { LetterEvent, LetterTrace } from '../../../src/domain/letter.ts';
import type { EvidenceId } from '../../../src/domain/outcome.ts';
import type { LetterLook } from '../../../src/store/letter-repository.ts';
import type { LetterFate } from './registry.ts';

/**
 * Timelines of the campaign that begins on Monday 13 May 2024: the fifth workday is 20 May, it closes on 12 June. Written
 * as carrier and watcher write them; categories are derived.
 */
type Moment = readonly [at: string, what: 'nothing' | { stated: string }];

interface Timeline {
  /** When it went in; null where every attempt failed. */
  sent: string | null;
  failed?: readonly string[];
  looks: readonly Moment[];
}

export const TIMELINES: Readonly<Record<Exclude<LetterFate, null>, Timeline>> = {
  same_day: {
    sent: '2024-05-13T09:30',
    looks: [
      ['2024-05-13T11:00', 'nothing'],
      ['2024-05-13T16:00', { stated: '2024-05-13T15:10:00' }],
    ],
  },
  on_time: {
    sent: '2024-05-13T09:40',
    looks: [
      ['2024-05-13T17:00', 'nothing'],
      ['2024-05-15T17:00', 'nothing'],
      ['2024-05-16T12:00', { stated: '2024-05-16T11:00:00' }],
    ],
  },
  late: {
    sent: '2024-05-13T10:00',
    looks: [
      ['2024-05-20T23:30', 'nothing'],
      ['2024-05-21T09:00', 'nothing'],
      ['2024-05-22T09:00', 'nothing'],
      ['2024-05-27T18:00', { stated: '2024-05-27T16:20:00' }],
    ],
  },
  none: {
    sent: '2024-05-13T10:20',
    looks: [
      ['2024-05-20T23:30', 'nothing'],
      ['2024-05-21T09:00', 'nothing'],
      ['2024-06-04T09:00', 'nothing'],
      ['2024-06-13T09:00', 'nothing'],
    ],
  },
  channel_unavailable: {
    sent: null,
    failed: ['2024-05-13T10:40', '2024-05-14T10:40', '2024-05-16T15:00'],
    looks: [],
  },
  // Waited for a captcha to be read; still inside its deadline when the bulletin was signed.
  pending: { sent: '2024-06-26T09:00', looks: [['2024-06-27T09:00', 'nothing']] },
};

const moment = (text: string) => epochMs(Date.parse(`${text}:00+08:00`));

export function ledgerOf(
  fate: Exclude<LetterFate, null>,
  letterId: string,
  evidence: EvidenceId[],
  refusal: string,
): { events: LetterEvent[]; looks: LetterLook[] } {
  const { sent, failed = [], looks } = TIMELINES[fate];
  const trace: LetterTrace = { formUrl: null, steps: ['script-2024Q2'], dialogs: [], evidence };
  const events: LetterEvent[] = failed.flatMap((text): LetterEvent[] => [
    { at: moment(text), kind: 'opened' },
    { at: moment(text), kind: 'failed', reason: refusal, trace },
  ]);
  if (sent !== null) {
    const at = moment(sent);
    const receipt = { number: `演示-${letterId}`, query: null, text: '提交成功', queryUrl: null };
    events.push(
      { at, kind: 'opened' },
      { at, kind: 'intent', round: 1, detail: {} },
      { at, kind: 'submitted', round: 1, receipt, trace },
    );
  }
  return { events, looks: looks.map(([at, what]) => lookOf(at, what, letterId, evidence)) };
}

function lookOf(at: string, what: Moment[1], letterId: string, evidence: EvidenceId[]): LetterLook {
  const base: Omit<LetterLook, 'kind' | 'reply'> = {
    ...{ at: moment(at), via: 'query_page', conclusive: true, presence: 'stored' },
    ...{ reason: null, state: null, by: null, why: null, steps: [], evidence },
  };
  if (what === 'nothing') return { ...base, kind: 'nothing', reply: null };
  const text = answerText(letterId);
  return {
    ...base,
    kind: 'reply',
    reply: { statedAt: what.stated, department: '办公室', text, url: null, worth: 'substantive' },
  };
}

/** What the offices answer: to each letter in words of its own. */
export function answerText(letterId: string): string {
  return `您好，办理该事项需提供身份证和申请表，到政务服务大厅窗口办理，5个工作日内办结。（办件编号${letterId.slice(2)}）`;
}
