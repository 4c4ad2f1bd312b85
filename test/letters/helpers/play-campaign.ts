import { epochMs } from '../../../src/clock.ts';
import { addDays, type CivilDate } from '../../../src/domain/civil-date.ts';
import { openLetterCarrier, openLetterWatcher } from '../../../src/run/letter-browser.ts';
import { sendLetters } from '../../../src/run/letters-send.ts';
import { type LetterStatus, letterStatusLines } from '../../../src/run/letters-status.ts';
import { watchLetters } from '../../../src/run/letters-watch.ts';
import type { Workspace } from '../../../src/run/workspace.ts';
import type { RunningLetters } from '../../province/letters/start-letters.ts';
import { at, CAMPAIGN, movedTo } from './open-campaign.ts';

const signal = new AbortController().signal;

/** Sends what is due at `when` in the real browser; the province's clock goes along. */
export async function playSend(workspace: Workspace, province: RunningLetters, when: string): Promise<void> {
  province.setNow(at(when));
  const then = movedTo(workspace, when);
  await sendLetters(then, {
    ...{ campaign: CAMPAIGN, letterId: null, live: false, blackhole: false, language: 'en', signal },
    carrier: await openLetterCarrier(then),
    onStart: () => {},
    onLetter: () => {},
  });
}

/** Looks at every letter at `when` in the real browser. */
export async function playWatch(
  workspace: Workspace,
  province: RunningLetters,
  when: string,
  dueOnly = false,
): Promise<number> {
  province.setNow(at(when));
  const then = movedTo(workspace, when);
  const { looked } = await watchLetters(then, {
    ...{ campaign: CAMPAIGN, letterId: null, dueOnly, language: 'en', signal },
    watcher: await openLetterWatcher(then, false),
    onStart: () => {},
    onLook: () => {},
  });
  return looked;
}

export const statusAt = (workspace: Workspace, when: string): Promise<LetterStatus[]> =>
  letterStatusLines(workspace, { campaign: CAMPAIGN }, epochMs(at(when)), 'en');

/** `06-07` and the days after it, as `MM-DD`. */
export function daysFrom(first: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => addDays(`2024-${first}` as CivilDate, i).slice(5));
}
