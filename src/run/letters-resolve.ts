import { DateTime } from 'luxon';
import type { EpochMs } from '../clock.ts';
import type { LetterEvent, LetterReceipt } from '../domain/letter.ts';
import { XunjianError } from '../errors.ts';
import type { JudgedLetter } from '../letters/judge-letter.ts';
import { answerQuality } from '../reading/replies/answer-quality.ts';
import { keepProofFile } from './keep-proof.ts';
import { judgedLetter, judgingTime } from './letters-judged.ts';
import { isAlive } from './process-identity.ts';
import type { Workspace } from './workspace.ts';

/** What a person decides about a letter. Always with a reason, which is kept. */
export type Decision =
  | { kind: 'stored'; receipt: Pick<LetterReceipt, 'number' | 'query'> }
  | { kind: 'not_stored' }
  | { kind: 'unavailable' }
  | { kind: 'cancelled' }
  | { kind: 'replied'; statedAt: string; text: string; department: string | null; proof: string };

export interface ResolveRequest {
  letterId: string;
  decision: Decision;
  by: string;
  why: string;
  asOf: EpochMs | null;
}

/** Appends a person's word to the ledger. Throws LETTER_STATE when the letter's state does not allow it. */
export async function resolveLetter(workspace: Workspace, request: ResolveRequest): Promise<JudgedLetter> {
  const { store } = workspace;
  const { letterId, decision, by, why } = request;
  const at = request.asOf ?? (await judgingTime(workspace));
  await store.letters.sweep(at, isAlive);
  const letter = await judgedLetter(workspace, letterId, at);
  const { state, round } = letter.standing;
  const word = { by, why };
  const append = (event: LetterEvent) => store.letters.append(letterId, event);
  const needs = (...states: (typeof state)[]) => {
    if (!states.includes(state)) throw wrongState(letterId, state, states);
  };
  switch (decision.kind) {
    case 'stored': {
      needs('ambiguous');
      const { number, query } = decision.receipt;
      const receipt = number === null && query === null ? null : { number, query, text: '', queryUrl: null };
      await append({ at, kind: 'stored', round, receipt, via: 'person', word });
      break;
    }
    case 'not_stored':
      needs('ambiguous');
      await append({ at, kind: 'not_stored', round, via: 'person', reason: 'not_stored', word, trace: null });
      break;
    case 'unavailable':
      needs('armed');
      if (letter.standing.failed.length === 0)
        throw new XunjianError(
          'LETTER_STATE',
          `no attempt of ${letterId} has failed yet`,
          'only a channel that was tried can be called unavailable: letters send first',
        );
      await append({ at, kind: 'unavailable_confirmed', word });
      break;
    case 'cancelled':
      needs('planned', 'armed');
      await append({ at, kind: 'cancelled', word });
      break;
    case 'replied':
      needs('submitted');
      await store.letters.appendLook(letterId, {
        ...{
          at,
          via: 'person',
          kind: 'reply',
          conclusive: true,
          presence: 'stored',
          reason: null,
          state: null,
        },
        reply: {
          statedAt: isoLocal(decision.statedAt, workspace.config.timezone),
          department: decision.department,
          text: decision.text,
          url: null,
          worth: answerQuality(decision.text).quality,
        },
        ...{ by, why, steps: [], evidence: [await keepProofFile(workspace, decision.proof, at)] },
      });
      break;
    default:
      decision satisfies never;
  }
  return judgedLetter(workspace, letterId, at);
}

function wrongState(letterId: string, state: string, wanted: readonly string[]): XunjianError {
  return new XunjianError(
    'LETTER_STATE',
    `letter ${letterId} is ${state}; that step needs ${wanted.join(' or ')}`,
    `see what happened to it: letters show ${letterId}`,
  );
}

function isoLocal(text: string, zone: string): string {
  const at = DateTime.fromISO(text, { zone, setZone: false });
  if (!at.isValid)
    throw new XunjianError(
      'USAGE',
      `--replied-at "${text}" is no ISO time`,
      'write it like 2024-06-12T16:30',
    );
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : at.toFormat("yyyy-MM-dd'T'HH:mm:ss");
}
