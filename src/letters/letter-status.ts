import type { AnswerWorth } from '../domain/answer-worth.ts';
import { isoInZone } from '../domain/civil-date.ts';
import type { LetterCategory, LetterFlag, LetterState } from '../domain/letter.ts';
import { letterWorking } from '../domain/letter-working.ts';
import type { Language } from '../domain/probe.ts';
import type { JudgedLetter } from './judge-letter.ts';

/** One letter as `letters status --json` and `GET letters` give it (DESIGN §5). */
export interface LetterStatus {
  letterId: string;
  campaign: string;
  siteCode: string;
  siteName: string;
  state: LetterState;
  reason: string | null;
  category: LetterCategory;
  submittedAt: string | null;
  receipt: { number: string | null; query: string | null } | null;
  /** Last day of a reply in time, `YYYY-MM-DD`. */
  deadline: string | null;
  deadlineSource: string;
  reply: {
    statedAt: string | null;
    firstSeenAt: string | null;
    lastUnseenAt: string | null;
    department: string | null;
    text: string;
    quality: AnswerWorth;
  } | null;
  /** When nothing was there yet, also without any reply so far. */
  lastUnseenAt: string | null;
  lastLookAt: string | null;
  nextAttemptAt: string | null;
  attempts: number;
  flags: LetterFlag[];
  working: string;
}

/** The public lines of judged letters, in their order. Answers that several letters share are flagged. */
export function letterStatuses(
  letters: readonly JudgedLetter[],
  language: Language,
  shared = sharedAnswers(letters),
): LetterStatus[] {
  return letters.map((letter) => {
    const { record, standing, latency, context, answer } = letter;
    const { letterId, campaign, site } = record.letter;
    const iso = (at: Parameters<typeof isoInZone>[0] | null) =>
      at === null ? null : isoInZone(at, context.zone);
    const text = answer?.reply?.text ?? null;
    const flags = [...latency.flags];
    if (text !== null && shared.has(squeezed(text))) flags.push('duplicate_text');
    return {
      ...{ letterId, campaign, siteCode: site.siteCode, siteName: site.name },
      ...{
        state: standing.state,
        reason: standing.reason ?? (standing.submittedAt === null ? null : latency.reason),
        category: latency.category,
      },
      submittedAt: iso(standing.submittedAt),
      receipt:
        standing.receipt === null ? null : { number: standing.receipt.number, query: standing.receipt.query },
      deadline: latency.deadline,
      deadlineSource: context.deadline.source,
      reply:
        answer?.reply == null
          ? null
          : {
              statedAt: answer.reply.statedAt,
              firstSeenAt: iso(latency.firstSeenAt),
              lastUnseenAt: iso(latency.lastUnseenAt),
              department: answer.reply.department,
              text: answer.reply.text,
              quality: answer.reply.worth,
            },
      lastUnseenAt: iso(latency.lastUnseenAt),
      lastLookAt: iso(record.looks.filter(({ at }) => at <= context.asOf).at(-1)?.at ?? null),
      nextAttemptAt:
        standing.state === 'armed' && standing.nextAttemptAt !== null ? iso(standing.nextAttemptAt) : null,
      attempts: standing.failed.length,
      flags,
      working: letterWorking(latency, standing, context, language),
    };
  });
}

/** Shorter answers ("可以网上办理") may well be the same by chance. */
const LEAST_SHARED = 20;

/** Answers that more than one letter got word for word. */
export function sharedAnswers(letters: readonly JudgedLetter[]): Set<string> {
  const times = new Map<string, number>();
  for (const { answer } of letters) {
    const text = squeezed(answer?.reply?.text ?? '');
    if (text.length >= LEAST_SHARED) times.set(text, (times.get(text) ?? 0) + 1);
  }
  return new Set([...times].filter(([, n]) => n > 1).map(([text]) => text));
}

const squeezed = (text: string) => text.replace(/[\s\p{P}]+/gu, '');
