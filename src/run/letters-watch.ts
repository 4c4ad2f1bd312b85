import PQueue from 'p-queue';
import type { Language } from '../domain/probe.ts';
import { type LetterStatus, letterStatuses } from '../letters/letter-status.ts';
import type { LetterWatcher } from '../letters/letter-watcher.ts';
import { personaKey, personaVault } from '../letters/persona-vault.ts';
import { watchLetter } from '../letters/watch-letter.ts';
import { isWatchDue, isWatched } from '../letters/watch-timetable.ts';
import type { LetterLook } from '../store/letter-repository.ts';
import { judgedLetter, judgedLetters } from './letters-judged.ts';
import { isAlive } from './process-identity.ts';
import type { Workspace } from './workspace.ts';

export interface WatchRequest {
  campaign: string | null;
  letterId: string | null;
  /** Only letters whose timetable says so: for the all-day schedule. */
  dueOnly: boolean;
  watcher: LetterWatcher;
  signal: AbortSignal;
  onStart(total: number): void;
  language: Language;
  onLook(letter: LetterStatus, look: LetterLook): void;
}

export interface WatchSummary {
  looked: number;
  interrupted: boolean;
}

/** Looks once at every letter that is sent and not yet answered, hosts beside each other. */
export async function watchLetters(workspace: Workspace, request: WatchRequest): Promise<WatchSummary> {
  const { store, clock, config } = workspace;
  await store.letters.sweep(clock.now(), isAlive);
  const query = { campaign: request.campaign ?? undefined, letterId: request.letterId ?? undefined };
  const all = await judgedLetters(workspace, query, clock.now());
  const watched = all.filter(request.dueOnly ? isWatchDue : isWatched);
  request.onStart(watched.length);
  const vault = personaVault(personaKey(config.letters.keyFile, process.env));
  const deps = { letters: store.letters, watcher: request.watcher, vault, clock };
  const queue = new PQueue({ concurrency: config.browser.contexts });
  let looked = 0;
  await Promise.all(
    watched.map((letter) =>
      queue.add(async () => {
        if (request.signal.aborted) return;
        const { letterId } = letter.record.letter;
        try {
          const look = await watchLetter(deps, letter.record, letter.standing, request.signal);
          looked += 1;
          const after = await judgedLetter(workspace, letterId, clock.now());
          for (const status of letterStatuses([after], request.language)) request.onLook(status, look);
        } catch (error) {
          if (!request.signal.aborted) throw error;
        }
      }),
    ),
  );
  return { looked, interrupted: request.signal.aborted };
}
