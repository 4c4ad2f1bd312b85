import { type Clock, epochMs } from '../clock.ts';
import type { DeskRepository } from '../store/desk-repository.ts';
import type { PlannedLetter } from '../store/letter-repository.ts';
import type { ProcessId } from '../store/store.ts';

/** How often the store is asked for an answer: a person does not notice it, the store neither. */
const ASK_EVERY_MS = 250;

export interface DeskAsker {
  /** Null when nobody answered before the picture went or the letter's time at the desk was used up. */
  ask(image: Uint8Array, expiresInMs: number | null, outdated?: AbortSignal): Promise<string | null>;
  /** What is left of this letter's time at the desk. */
  remainingMs(): number;
}

/** One letter's place at the desk: all its captchas together wait `waitMs` at most. */
export function deskAsker(
  { desk, clock, self }: { desk: DeskRepository; clock: Clock; self: ProcessId },
  letter: Pick<PlannedLetter, 'letterId' | 'site'>,
  waitMs: number,
  signal: AbortSignal,
): DeskAsker {
  const began = { at: null as number | null };
  const remainingMs = () => Math.max(0, began.at === null ? waitMs : waitMs - (clock.elapsed() - began.at));
  return {
    remainingMs,
    async ask(image, expiresInMs, outdated) {
      began.at ??= clock.elapsed();
      const patience = Math.min(remainingMs(), expiresInMs ?? Number.POSITIVE_INFINITY);
      if (patience <= 0) return null;
      const now = clock.now();
      const id = await desk.ask(
        {
          letterId: letter.letterId,
          siteCode: letter.site.siteCode,
          siteName: letter.site.name,
          askedAt: now,
          expiresAt: epochMs(Math.round(now + patience)),
        },
        image,
        self,
      );
      const until = clock.elapsed() + patience;
      try {
        for (;;) {
          const answer = await desk.answerOf(id);
          if (answer !== null) return answer;
          const left = until - clock.elapsed();
          if (left <= 0 || outdated?.aborted === true) return null;
          await clock.sleep(Math.min(ASK_EVERY_MS, left), signal);
        }
      } finally {
        await desk.close(id);
      }
    },
  };
}
