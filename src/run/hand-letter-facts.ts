import type { LetterEvent, LetterTrace, PersonsWord } from '../domain/letter.ts';
import type { LetterStanding } from '../domain/letter-state.ts';
import type { EvidenceId } from '../domain/outcome.ts';
import { type HandLetter, refusal } from '../inventory/read-hand-letters.ts';
import { endedRounds } from '../letters/send-letter.ts';
import { answerQuality } from '../reading/replies/answer-quality.ts';
import type { LetterLook, LetterRecord } from '../store/letter-repository.ts';
import type { HandTimes } from './hand-letter-times.ts';

export interface HandFacts {
  events: LetterEvent[];
  looks: LetterLook[];
}

interface Saying {
  word: PersonsWord;
  evidence: readonly EvidenceId[];
}

/**
 * What a row adds to a letter's ledger. What is there already is left out, so that a file which has grown can be recorded
 * again; what contradicts the ledger is refused. Pure. Throws INVENTORY_INVALID.
 */
export function handFacts(
  record: LetterRecord,
  standing: LetterStanding,
  row: HandLetter,
  times: HandTimes,
  saying: Saying,
): HandFacts {
  const events = newEvents(record, standing, row, times, saying);
  const isSent = standing.state === 'submitted' || times.submittedAt !== null;
  return { events, looks: isSent ? newLooks(record, row, times, saying) : refuseLooks(row, standing, times) };
}

function newEvents(
  { letter: { letterId }, events: known }: LetterRecord,
  standing: LetterStanding,
  row: HandLetter,
  { submittedAt, failedAt, unavailableAt }: HandTimes,
  { word, evidence }: Saying,
): LetterEvent[] {
  const { place, note } = row;
  const trace: LetterTrace = {
    ...{ formUrl: null, dialogs: [], evidence },
    steps: note === null ? [] : [note],
  };
  const events: LetterEvent[] = [];
  const has = (kind: LetterEvent['kind'], at: number) =>
    known.some((event) => event.kind === kind && event.at === at);
  const attempts = failedAt.length > 0 || unavailableAt === null ? failedAt : [unavailableAt];
  for (const at of attempts)
    if (!has('failed', at)) events.push({ at, kind: 'failed', reason: 'not_sent_by_hand', trace, word });
  if (unavailableAt !== null && !has('unavailable_confirmed', unavailableAt))
    events.push({ at: unavailableAt, kind: 'unavailable_confirmed', word });
  if (submittedAt !== null && !(standing.state === 'submitted' && standing.submittedAt === submittedAt)) {
    const round = 1 + endedRounds(known);
    const { number, query } = row;
    const receipt = { number, query, text: note ?? '', queryUrl: null };
    events.push({ at: submittedAt, kind: 'intent', round, detail: { byHand: true, ...word } });
    events.push({ at: submittedAt, kind: 'submitted', round, receipt, trace, word });
  }
  const [first] = events;
  if (first === undefined) return [];
  const { state } = standing;
  if (state === 'submitting' || state === 'ambiguous')
    throw refusal(place, `letter ${letterId} is ${state}`, 'say first whether it arrived: letters resolve');
  if (
    state === 'submitted' ||
    state === 'cancelled' ||
    known.some(({ kind }) => kind === 'unavailable_confirmed')
  )
    throw refusal(
      place,
      `letter ${letterId} is ${state} already, otherwise than this row says`,
      `see letters show ${letterId}`,
    );
  const last = known.at(-1);
  if (last !== undefined && first.at < last.at)
    throw refusal(
      place,
      `the ledger of ${letterId} goes on after the time of this row`,
      `see letters show ${letterId}`,
    );
  return events;
}

function refuseLooks(
  row: HandLetter,
  { state }: LetterStanding,
  { seenAt, unavailableAt }: HandTimes,
): LetterLook[] {
  // Whoever gave a channel up often notes until when they tried; nothing follows from it.
  if (state === 'unavailable' || unavailableAt !== null) return [];
  if (seenAt !== null || row.unseenAt.length > 0)
    throw refusal(
      row.place,
      'looks for an answer to a letter that is not submitted',
      'give submitted_at too',
    );
  return [];
}

function newLooks(
  { looks: known }: LetterRecord,
  row: HandLetter,
  { unseenAt, repliedAt, seenAt }: HandTimes,
  { word, evidence }: Saying,
): LetterLook[] {
  const { by, why } = word;
  const base = { via: 'person', conclusive: true, presence: 'stored', reason: null, state: null } as const;
  const kept = { by, why, steps: row.note === null ? [] : [row.note], evidence };
  const looks: LetterLook[] = unseenAt.map((at) => ({ ...base, ...kept, at, kind: 'nothing', reply: null }));
  if (seenAt !== null && repliedAt !== null) {
    const text = row.reply ?? '';
    // Without its words a person's "answered" stands for what it says.
    const worth = row.quality ?? (text === '' ? 'substantive' : answerQuality(text).quality);
    const reply = { statedAt: repliedAt, department: row.department, text, url: null, worth };
    looks.push({ ...base, ...kept, at: seenAt, kind: 'reply', reply });
  }
  const isKnown = (look: LetterLook) =>
    known.some(
      (one) =>
        one.via === 'person' &&
        one.kind === look.kind &&
        (one.at === look.at || (look.reply !== null && one.reply?.statedAt === look.reply.statedAt)),
    );
  return looks.filter((look) => !isKnown(look));
}
