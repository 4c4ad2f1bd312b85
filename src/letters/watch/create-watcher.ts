import type { PageVisit } from '../../browser/page-visit.ts';
import { NetFailure } from '../../net/failure.ts';
import { type CarryBook, openCarryBook } from '../carrier/carry-book.ts';
import { CARRIER_LIMITS, type CarrierSetting } from '../carrier/create-carrier.ts';
import { createEvidenceKeeper } from '../carrier/keep-evidence.ts';
import type { CarrierHooks } from '../letter-carrier.ts';
import type { LetterWatcher, WatchResult } from '../letter-watcher.ts';
import { privateValues, redactor } from '../redaction.ts';
import { lookInPage, type Seen } from './look-in-page.ts';

export interface WatcherSetting extends CarrierSetting {
  /** Where a look-up asks for a captcha; without a desk such a look is undetermined. */
  desk?: Pick<CarrierHooks, 'solveCaptcha' | 'deskRemainingMs'>;
}

/** Looks where an answer would stand, in a real browser, changing nothing. See LetterWatcher. */
export function createBrowserWatcher(setting: WatcherSetting): LetterWatcher {
  const { pool, clock } = setting;
  const limits = { ...CARRIER_LIMITS, ...setting.limits };
  return {
    async look(task, signal): Promise<WatchResult> {
      const at = clock.now();
      const redact = redactor(task.persona);
      const book = openCarryBook(redact);
      const keeper = createEvidenceKeeper({ ...setting, redact, privateValues: privateValues(task.persona) });
      const use = (visit: PageVisit) => lookInPage({ ...setting, limits, visit, task, book, keeper });
      const seen = await pool
        .usePage({ deadlineMs: limits.visitMs, withImages: true, signal }, use)
        .catch((error: unknown) => {
          if (signal.aborted) throw signal.reason;
          return afterTrouble(book, error);
        });
      const { steps, evidence } = book.trace(at);
      return { at, steps, evidence, ...seen };
    },
  };
}

function afterTrouble(book: CarryBook, error: unknown): Seen {
  const failure = error instanceof NetFailure ? error.failure : null;
  book.step(
    `中断：${failure?.detail ?? (error instanceof Error ? (error.message.split('\n')[0] ?? '') : '')}`,
  );
  return { kind: 'undetermined', reason: failure?.reason ?? 'probe_fault', via: null, presence: 'unknown' };
}
