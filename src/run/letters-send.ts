import PQueue from 'p-queue';
import { loadWorkdays } from '../config/load-workdays.ts';
import { civilDateOf } from '../domain/civil-date.ts';
import type { Language } from '../domain/probe.ts';
import { workdayAfter } from '../domain/workday-calendar.ts';
import { XunjianError } from '../errors.ts';
import type { JudgedLetter } from '../letters/judge-letter.ts';
import type { LetterCarrier } from '../letters/letter-carrier.ts';
import { type LetterStatus, letterStatuses } from '../letters/letter-status.ts';
import { personaKey, personaVault } from '../letters/persona-vault.ts';
import { sendGate } from '../letters/send-allowed.ts';
import { type SendDeps, sendLetter } from '../letters/send-letter.ts';
import { judgedLetter, judgedLetters } from './letters-judged.ts';
import { isAlive, SELF } from './process-identity.ts';
import type { Workspace } from './workspace.ts';

export interface SendRequest {
  campaign: string;
  /** Real letters need this and `letters.enabled`; a rehearsal's letters always go, to mapped hosts only. */
  live: boolean;
  /** Everything but the submit, also in a rehearsal. */
  blackhole: boolean;
  letterId: string | null;
  carrier: LetterCarrier;
  signal: AbortSignal;
  onStart(total: number, mode: 'live' | 'blackhole'): void;
  /** Letters in the language of the lines. */
  language: Language;
  onLetter(letter: LetterStatus, rehearsed: unknown): void;
}

export interface SendSummary {
  mode: 'live' | 'blackhole';
  tried: number;
  /** Letters left for later because the host was busy or a quota was reached. */
  postponed: string[];
  /** Why the rest was not tried, when a switch, hour or quota of the day ended the run. */
  stoppedBy: XunjianError | null;
  interrupted: boolean;
}

/**
 * Tries every letter of the campaign that is due, each once, hosts beside each other and one letter at a time a host.
 * First settles what a process that died has left. Throws LETTERS_NOT_ALLOWED when nothing may go now.
 */
export async function sendLetters(workspace: Workspace, request: SendRequest): Promise<SendSummary> {
  const { store, clock, config } = workspace;
  const { letters: settings, timezone: zone } = config;
  const isRehearsal = store.mode === 'rehearsal';
  const mode =
    !request.blackhole && (isRehearsal || (settings.enabled && request.live)) ? 'live' : 'blackhole';
  await store.letters.sweep(clock.now(), isAlive);
  const workdays = loadWorkdays(config.workdays);
  const isHoursGiven = config.origins['letters.hours'].from !== 'default';
  const gate = sendGate(
    {
      ...{ stopFile: settings.stopFile, perDay: settings.perDay, perSitePerDay: settings.perSitePerDay },
      hours: isRehearsal && !isHoursGiven ? null : settings.hours,
      workdays: isRehearsal ? null : workdays,
    },
    { letters: store.letters, clock, zone },
  );
  if (mode === 'live') gate.allowAny();
  const due = await dueLetters(workspace, request);
  // No letter goes whose last day the calendar cannot count.
  if (mode === 'live')
    for (const { context } of due)
      workdayAfter(workdays, civilDateOf(clock.now(), zone), context.deadline.workdays);
  request.onStart(due.length, mode);
  const summary: SendSummary = { mode, tried: 0, postponed: [], stoppedBy: null, interrupted: false };
  const vault = personaVault(personaKey(settings.keyFile, process.env));
  const deps: SendDeps = {
    ...{
      letters: store.letters,
      desk: store.desk,
      carrier: request.carrier,
      vault,
      clock,
      self: SELF,
      isAlive,
    },
    ...{ mode, deskWaitMs: settings.deskWaitSeconds * 1000, allowClick: gate.allowOne },
  };
  // A failure of the ledger ends the whole run: nothing more is opened.
  const stop = new AbortController();
  const signal = AbortSignal.any([request.signal, stop.signal]);
  const one = async (letter: JudgedLetter): Promise<void> => {
    if (signal.aborted || summary.stoppedBy !== null) return;
    const { letterId } = letter.record.letter;
    if (mode === 'live') {
      const refusal = await forbiddenNow(() => gate.allowOne(letter.record));
      if (refusal !== null) {
        summary.postponed.push(letterId);
        if ((await forbiddenNow(async () => gate.allowAny())) !== null) summary.stoppedBy = refusal;
        return;
      }
    }
    const outcome = await sendLetter(deps, letter.record, letter.standing.formUrl, signal);
    if (outcome === 'busy') {
      summary.postponed.push(letterId);
      return;
    }
    summary.tried += 1;
    const after = await judgedLetter(workspace, letterId, clock.now());
    const shown = after.record.events.findLast(({ kind }) => kind === 'rehearsed');
    const rehearsed = mode === 'blackhole' && shown?.kind === 'rehearsed' ? shown.detail : null;
    for (const status of letterStatuses([after], request.language)) request.onLetter(status, rehearsed);
  };
  const queue = new PQueue({ concurrency: config.browser.contexts });
  let failure: unknown = null;
  const inTurn = async (letters: JudgedLetter[]) => {
    for (const letter of letters) await one(letter);
  };
  await Promise.all(
    [...byHost(due).values()].map((letters) =>
      queue.add(async () => {
        try {
          await inTurn(letters);
        } catch (error) {
          failure ??= error;
          stop.abort(error);
        }
      }),
    ),
  );
  if (failure !== null && !request.signal.aborted) throw failure;
  summary.interrupted = request.signal.aborted;
  return summary;
}

async function dueLetters(workspace: Workspace, request: SendRequest): Promise<JudgedLetter[]> {
  const now = workspace.clock.now();
  const query = { campaign: request.campaign, letterId: request.letterId ?? undefined };
  return (await judgedLetters(workspace, query, now)).filter(
    ({ standing: { state, nextAttemptAt } }) =>
      (state === 'planned' || state === 'armed') && nextAttemptAt !== null && nextAttemptAt <= now,
  );
}

function byHost(letters: readonly JudgedLetter[]): Map<string, JudgedLetter[]> {
  const hosts = new Map<string, JudgedLetter[]>();
  for (const letter of letters) {
    const { host } = letter.record.letter;
    hosts.set(host, [...(hosts.get(host) ?? []), letter]);
  }
  return hosts;
}

async function forbiddenNow(ask: () => Promise<void>): Promise<XunjianError | null> {
  try {
    await ask();
    return null;
  } catch (error) {
    if (error instanceof XunjianError && error.code === 'LETTERS_NOT_ALLOWED') return error;
    throw error;
  }
}
