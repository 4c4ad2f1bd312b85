import type { Clock } from '../clock.ts';
import type { LetterEvent } from '../domain/letter.ts';
import { XunjianError } from '../errors.ts';
import type { DeskRepository } from '../store/desk-repository.ts';
import type { LetterRecord, LetterRepository } from '../store/letter-repository.ts';
import type { ProcessId } from '../store/store.ts';
import { deskAsker } from './ask-desk.ts';
import type { CarryResult, LetterCarrier, LetterTask, SubmitIntent } from './letter-carrier.ts';
import type { PersonaVault } from './persona-vault.ts';
import { redacted } from './redaction.ts';

export interface SendDeps {
  letters: LetterRepository;
  desk: DeskRepository;
  carrier: LetterCarrier;
  vault: PersonaVault;
  clock: Clock;
  self: ProcessId;
  isAlive(owner: ProcessId): boolean;
  mode: LetterTask['mode'];
  deskWaitMs: number;
  /** Asked right before every click; rejects when the letter must not go (kill switch, hours, quota). */
  allowClick(record: LetterRecord): Promise<void>;
}

/**
 * Takes one letter through its channel, at most once: the intent is on disk before the carrier clicks, and whatever
 * happens between intent and a clear answer leaves the letter `ambiguous`. Returns what became of it, `busy` when
 * another process holds the host. Throws when the ledger cannot be written; the letter is then settled by `sweep`.
 */
export async function sendLetter(
  deps: SendDeps,
  record: LetterRecord,
  formUrl: string | null,
  signal: AbortSignal,
): Promise<CarryResult['kind'] | 'busy' | 'interrupted'> {
  const { letters, clock, self } = deps;
  const { letterId, host, site, text, sealedPersona, nonce } = record.letter;
  const persona = deps.vault.open(sealedPersona, letterId);
  if (!(await letters.lease({ host, letterId, owner: self }, clock.now(), deps.isAlive))) return 'busy';
  const round = 1 + endedRounds(record.events);
  let clicks = 0;
  /** Why we ourselves did not let it go; it outweighs whatever the carrier makes of it. */
  let refusal: unknown = null;
  const append = (event: LetterEvent) => letters.append(letterId, redacted(event, persona));

  const beforeSubmit = async (what: SubmitIntent): Promise<void> => {
    if (deps.mode !== 'live') throw new Error('a blackhole letter is never submitted');
    try {
      signal.throwIfAborted();
      await deps.allowClick(record);
      const [at, detail] = [clock.now(), intentOf(what)];
      await append(
        clicks === 0 ? { at, kind: 'intent', round, detail } : { at, kind: 'click', round, detail },
      );
    } catch (error) {
      refusal = error;
      throw error;
    }
    clicks += 1;
  };
  const desk = deskAsker(deps, record.letter, deps.deskWaitMs, signal);
  const task: LetterTask = { letterId, site, formUrl, letter: text, nonce, persona, mode: deps.mode };
  let result: CarryResult;
  try {
    result = await deps.carrier.carry(
      task,
      {
        beforeSubmit,
        solveCaptcha: ({ image, expiresInMs, outdated }) => desk.ask(image, expiresInMs, outdated),
        deskRemainingMs: desk.remainingMs,
      },
      signal,
    );
    if (refusal !== null) throw refusal;
  } catch (thrown) {
    const error = refusal ?? thrown;
    if (isStoreError(error)) {
      // Nothing was clicked: the host may be given back as far as the store lets us. Else the next start settles it.
      if (clicks === 0) await letters.release(letterId).catch(() => {});
      throw error;
    }
    await append(afterThrow(deps, error, { round, clicks, isAborted: signal.aborted }));
    await letters.release(letterId);
    if (signal.aborted) return 'interrupted';
    if (isForbidden(error)) return 'interrupted';
    return 'undetermined';
  }
  const event = eventOf(result, { round, clicks, at: clock.now() });
  await append(event);
  await letters.release(letterId);
  return event.kind === 'ambiguous' ? 'ambiguous' : result.kind;
}

/** Rounds that are known not to have reached the site. */
export function endedRounds(events: readonly LetterEvent[]): number {
  return events.filter(
    (event) => (event.kind === 'refused' || event.kind === 'not_stored') && event.round !== null,
  ).length;
}

interface Attempt {
  round: number;
  clicks: number;
}

/** What a carry amounts to in the ledger. */
function eventOf(
  result: CarryResult,
  { round, clicks, at }: Attempt & { at: LetterEvent['at'] },
): LetterEvent {
  const { formUrl, steps, dialogs, evidence } = result;
  const trace = { formUrl, steps, dialogs, evidence };
  const hasClicked = clicks > 0;
  switch (result.kind) {
    case 'submitted':
      // Taken without our word that it may go: a defect of the carrier that must not hide.
      if (!hasClicked) return { at, kind: 'undetermined', reason: 'probe_fault', trace };
      return { at, kind: 'submitted', round, receipt: result.receipt, trace };
    case 'refused':
      return { at, kind: 'refused', round: hasClicked ? round : null, reason: result.reason, trace };
    case 'ambiguous':
      if (!hasClicked) return { at, kind: 'undetermined', reason: 'probe_fault', trace };
      return { at, kind: 'ambiguous', round, reason: result.reason, trace };
    case 'rehearsed':
      if (hasClicked) return { at, kind: 'ambiguous', round, reason: 'rehearsed_after_click', trace };
      return { at, kind: 'rehearsed', detail: intentOf(result.intent), trace };
    case 'unavailable':
      if (!hasClicked) return { at, kind: 'failed', reason: result.reason, trace };
      // The browser's gate saw that nothing left after the click: a dead button, not an open question.
      if (result.reason === 'submit_dead' || result.reason === 'form_broken')
        return {
          at,
          kind: 'not_stored',
          round,
          via: 'nothing_left',
          reason: result.reason,
          word: null,
          trace,
        };
      return { at, kind: 'ambiguous', round, reason: result.reason, trace };
    case 'undetermined':
      if (!hasClicked) return { at, kind: 'undetermined', reason: result.reason, trace };
      // The site answered the click with its log-in or SMS wall: nothing is stored, and it is a wall, no failing.
      if (result.reason === 'login_required')
        return { at, kind: 'refused', round, reason: result.reason, trace };
      return { at, kind: 'ambiguous', round, reason: result.reason, trace };
    default:
      return result satisfies never;
  }
}

function afterThrow(
  { clock }: SendDeps,
  error: unknown,
  { round, clicks, isAborted }: Attempt & { isAborted: boolean },
): LetterEvent {
  const at = clock.now();
  if (clicks > 0)
    return { at, kind: 'ambiguous', round, reason: isAborted ? 'interrupted' : 'probe_fault', trace: null };
  if (isAborted) return { at, kind: 'interrupted', reason: 'interrupted' };
  if (isForbidden(error)) return { at, kind: 'interrupted', reason: 'not_allowed' };
  return { at, kind: 'undetermined', reason: 'probe_fault', trace: null };
}

const isForbidden = (error: unknown) => error instanceof XunjianError && error.code === 'LETTERS_NOT_ALLOWED';

const isStoreError = (error: unknown) =>
  error instanceof XunjianError && (error.code === 'DATABASE_UNWRITABLE' || error.code === 'LETTER_STATE');

/** The intent as it is kept: a persona's values are null in it by the seam's rule, and taken out once more here. */
function intentOf({ formUrl, action, fields, evidence }: SubmitIntent): unknown {
  return {
    formUrl,
    action,
    evidence,
    fields: fields.map((field) => (PERSONAL.includes(field.role) ? { ...field, value: null } : field)),
  };
}

const PERSONAL: readonly string[] = [
  'name',
  'phone',
  'email',
  'id_number',
  'address',
  'query_code',
  'sms_code',
];
