import type { Clock } from '../clock.ts';
import type { LetterStanding } from '../domain/letter-state.ts';
import { answerQuality } from '../reading/replies/answer-quality.ts';
import type { LetterLook, LetterRecord, LetterRepository } from '../store/letter-repository.ts';
import type { LetterWatcher, WatchResult } from './letter-watcher.ts';
import type { PersonaVault } from './persona-vault.ts';
import { redacted } from './redaction.ts';

export interface WatchDeps {
  letters: LetterRepository;
  watcher: LetterWatcher;
  vault: PersonaVault;
  clock: Clock;
}

/**
 * Looks once at a sent letter and appends what was seen, also "nothing yet". An ambiguous letter that is found again
 * becomes `submitted`; one that the site, hours after the click, says it does not have counts as a failed attempt. Nothing
 * is ever sent.
 */
export async function watchLetter(
  { letters, watcher, vault, clock }: WatchDeps,
  record: LetterRecord,
  standing: LetterStanding,
  signal: AbortSignal,
): Promise<LetterLook> {
  const { letterId, site, text, nonce, sealedPersona } = record.letter;
  const persona = vault.open(sealedPersona, letterId);
  const result = await watcher.look(
    {
      ...{ letterId, site, nonce, persona, letter: text },
      formUrl: standing.formUrl,
      receipt: standing.receipt,
      sentAt: standing.intentAt ?? standing.submittedAt ?? clock.now(),
    },
    signal,
  );
  const look = redacted(lookOf(result, text.content), persona);
  await letters.appendLook(letterId, look);
  if (standing.state === 'ambiguous') {
    const { round } = standing;
    const via = result.via ?? 'unknown';
    const at = clock.now();
    const hasSettled = standing.intentAt !== null && look.at - standing.intentAt >= SETTLES_AFTER_MS;
    // An answer to it is the surest sign that the site has it.
    if (result.presence === 'stored' || result.kind === 'reply') {
      const receipt = result.receipt ?? null;
      await letters.append(letterId, { at, kind: 'stored', round, receipt, via, word: null });
    } else if (result.presence === 'not_stored' && hasSettled) {
      const settled = { kind: 'not_stored', reason: 'not_stored', word: null, trace: null } as const;
      await letters.append(letterId, { at, round, via, ...settled });
    }
  }
  return look;
}

/**
 * What was sent may take its time to show up in an office's own system: that there is none counts only so long after the
 * click. Too early, and a letter would be sent twice; late costs one look more.
 */
const SETTLES_AFTER_MS = 4 * 3_600_000;

function lookOf(result: WatchResult, question: string): LetterLook {
  const { at, via, presence, steps, evidence } = result;
  const base = { at, via, presence, steps, evidence, by: null, why: null };
  if (result.kind === 'undetermined')
    return {
      ...base,
      kind: 'undetermined',
      conclusive: false,
      reason: result.reason,
      state: null,
      reply: null,
    };
  if (result.kind === 'nothing') {
    const { conclusive, state } = result;
    return { ...base, kind: 'nothing', conclusive, reason: null, state, reply: null };
  }
  const { reply } = result;
  const worth = answerQuality(reply.text, question).quality;
  return { ...base, kind: 'reply', conclusive: true, reason: null, state: null, reply: { ...reply, worth } };
}
