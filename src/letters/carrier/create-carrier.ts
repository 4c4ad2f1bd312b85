import type { BrowserPool } from '../../browser/browser-pool.ts';
import type { PageVisit } from '../../browser/page-visit.ts';
import type { Clock } from '../../clock.ts';
import { NetFailure } from '../../net/failure.ts';
import type { EvidenceStore } from '../../store/evidence-store.ts';
import type { CarryResult, CarryTrace, LetterCarrier } from '../letter-carrier.ts';
import { privateValues, redacted, redactor } from '../redaction.ts';
import { type CarryBook, openCarryBook } from './carry-book.ts';
import { carryInPage, NotPermitted } from './carry-in-page.ts';
import { createEvidenceKeeper } from './keep-evidence.ts';
import type { RecipeOf } from './recipes.ts';

export interface CarrierLimits {
  /** For one letter from the home page to its receipt, the wait for a person at the desk included. */
  visitMs: number;
  /** For a document to come. */
  pageMs: number;
  /** For a page's scripts to settle. */
  settleMs: number;
  /** For an answer after the click. */
  answerMs: number;
  /** After the click, before a button that sends nothing is called dead. */
  deadMs: number;
  /** Pages looked through on the way to the form. */
  maxPages: number;
}

export const CARRIER_LIMITS: CarrierLimits = {
  ...{ visitMs: 900_000, pageMs: 20_000, settleMs: 5_000, answerMs: 30_000, deadMs: 5_000, maxPages: 30 },
};

export interface CarrierSetting {
  pool: Pick<BrowserPool, 'usePage'>;
  evidence: Pick<EvidenceStore, 'put'>;
  clock: Clock;
  zone: string;
  vantage: string;
  recipes?: RecipeOf;
  limits?: Partial<CarrierLimits>;
}

export type CarryEnding = CarryResult extends infer R
  ? R extends CarryTrace
    ? Omit<R, keyof CarryTrace>
    : never
  : never;

/** Questions of a page that are answered with no even while a letter is being sent. */
const NOT_AGREED = /清空|重置|取消|离开|放弃|退出|删除|不保存/;

/**
 * Takes letters to their forms in a real browser. See LetterCarrier; `carry` also rejects with what `beforeSubmit`
 * rejected with.
 */
export function createBrowserCarrier(setting: CarrierSetting): LetterCarrier {
  const { pool, clock } = setting;
  const limits = { ...CARRIER_LIMITS, ...setting.limits };

  return {
    async carry(task, desk, signal): Promise<CarryResult> {
      const at = clock.now();
      const redact = redactor(task.persona);
      const book = openCarryBook(redact);
      const keeper = createEvidenceKeeper({ ...setting, redact, privateValues: privateValues(task.persona) });
      const options = {
        ...{ deadlineMs: limits.visitMs, withImages: true, signal },
        agreesTo: (question: string) => book.intent !== null && !NOT_AGREED.test(question),
      };
      const use = (visit: PageVisit) => {
        book.dialogs = visit.journal.dialogs;
        return carryInPage({ ...setting, visit, task, desk, book, keeper, limits, signal });
      };
      const ending = await pool.usePage(options, use).catch((error: unknown) => {
        if (signal.aborted) throw signal.reason;
        if (error instanceof NotPermitted) throw error.cause;
        return afterTrouble(book, error);
      });
      return redacted({ ...book.trace(at), ...ending } as CarryResult, task.persona);
    },
  };
}

/** The browser or the machine failed: before the intent nothing happened, after it nobody knows. */
function afterTrouble(book: CarryBook, error: unknown): CarryEnding {
  const failure = error instanceof NetFailure ? error.failure : null;
  const said = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  const words = failure === null ? said : `${failure.code}: ${failure.detail}`;
  book.step(`中断：${words}`);
  if (book.intent !== null) return { kind: 'ambiguous', reason: words.slice(0, 200) };
  return { kind: 'undetermined', reason: failure?.reason ?? 'probe_fault' };
}
