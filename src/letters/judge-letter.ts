import type { EpochMs } from '../clock.ts';
import { isReply } from '../domain/answer-worth.ts';
import { addDays, civilDateOf } from '../domain/civil-date.ts';
import {
  type JudgedLook,
  type JudgingContext,
  type Latency,
  letterCategory,
} from '../domain/letter-category.ts';
import { type LetterStanding, letterState } from '../domain/letter-state.ts';
import type { WorkdayCalendar } from '../domain/workday-calendar.ts';
import type { Campaign, LetterLook, LetterRecord } from '../store/letter-repository.ts';

/** A letter with everything that follows from its ledger at one instant. */
export interface JudgedLetter {
  record: LetterRecord;
  standing: LetterStanding;
  latency: Latency;
  context: JudgingContext;
  /** The look whose answer counts; else the newest that showed any words at all. */
  answer: LetterLook | null;
}

export interface JudgingFrame {
  calendar: WorkdayCalendar;
  zone: string;
  asOf: EpochMs;
}

/** Derives state and category of one letter. Pure: the same ledger, calendar and instant give the same. */
export function judgeLetter(record: LetterRecord, campaign: Campaign, frame: JudgingFrame): JudgedLetter {
  const { calendar, zone, asOf } = frame;
  const standing = letterState(record.events, { policy: campaign.attempts, calendar, zone, until: asOf });
  const context: JudgingContext = {
    deadline: {
      workdays: campaign.deadlineWorkdays,
      source: campaign.deadlineSource,
      closesOn: addDays(civilDateOf(campaign.plannedAt, zone), campaign.closeAfterDays),
    },
    ...{ calendar, zone, asOf },
  };
  // What people saw is often recorded after the machine's own later looks.
  const looks = record.looks.filter(({ at }) => at <= asOf).sort((a, b) => a.at - b.at);
  const latency = letterCategory(standing, looks.map(toJudged), context);
  const answer =
    looks.find((look) => toJudged(look).saw === 'reply') ??
    looks.findLast(({ reply }) => reply !== null && reply.worth !== 'empty') ??
    null;
  return { record, standing, latency, context, answer };
}

/** An acknowledgement or an empty answer is no reply: it shows that there was none yet (STANDARDS §6.2). */
function toJudged({ at, kind, reply, conclusive, via }: LetterLook): JudgedLook {
  const isAnswer = kind === 'reply' && reply !== null && isReply(reply.worth);
  const sawNone = kind === 'reply' || (kind === 'nothing' && conclusive);
  return {
    at,
    saw: isAnswer ? 'reply' : sawNone ? 'no_reply' : 'unseen',
    statedAt: reply?.statedAt ?? null,
    byPerson: via === 'person',
  };
}
