import type { Locator } from 'playwright';
import type { PageVisit } from '../../browser/page-visit.ts';
import type { Clock } from '../../clock.ts';
import { type AnswerLimits, type Outcome, watchForAnswer } from './await-answer.ts';
import { confirmButton, LEADS_ON } from './confirm-layer.ts';
import type { FoundForm } from './find-channel.ts';
import type { SendGate } from './send-gate.ts';

export interface Submission {
  visit: PageVisit;
  found: FoundForm;
  submit: Locator;
  gate: SendGate;
  clock: Clock;
  limits: AnswerLimits;
  /** Commits the intent; rejects when the letter may not go. */
  commit(): Promise<void>;
  step(words: string): void;
}

export type SubmitOutcome =
  | (Outcome & { status: number | null /** Something left the browser after the click. */; hasLeft: boolean })
  /** Nothing was clicked: the button cannot be pressed. */
  | { after: 'unpressable'; words: string };

/** A button may wait for a countdown or for the last check of a field. */
const ENABLED_MS = 10_000;
const CLICK_MS = 5_000;

interface SubmitControl {
  innerText?: string;
  value?: string;
  type?: string;
  formNoValidate?: boolean;
  form?: {
    noValidate: boolean;
    querySelectorAll(selector: string): ArrayLike<{ validationMessage?: string; name?: string }>;
  } | null;
}

/** The one click. What it takes to be sure of it happens before the intent; after it nothing is tried twice. */
export async function submitLetter(submission: Submission): Promise<SubmitOutcome> {
  const { visit, found, submit, gate, clock, limits, commit, step } = submission;
  try {
    await submit.click({ trial: true, timeout: ENABLED_MS });
  } catch (error) {
    const words = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
    return { after: 'unpressable', words };
  }
  const invalid = await invalidFields(submit);
  if (invalid !== null)
    return {
      after: 'answer',
      answer: { is: 'refused', reason: 'format', text: invalid },
      status: null,
      hasLeft: false,
    };
  const words = await submit.evaluate(({ innerText, value }: SubmitControl) => innerText || value || '');
  const leadsOn = LEADS_ON.test(words);
  const context = found.page.context();
  const watch = await watchForAnswer(context, gate, visit.journal.dialogs, clock);
  const lines = new Set(
    String(await found.page.evaluate<unknown>('document.body.innerText').catch(() => ''))
      .split(/\n+/)
      .map((line) => line.replace(/\s+/g, ' ').trim()),
  );
  await commit();
  gate.open();
  step('点击提交');
  // A click that reports trouble may have been made all the same: what left the browser tells.
  await submit.click({ timeout: CLICK_MS, noWaitAfter: true }).catch(() => step('点击没有正常返回'));
  const outcome = await watch.wait({ ...limits, leadsOn }, async () => {
    const layer = await confirmButton(context.pages(), lines);
    if (layer === null) return false;
    step(`网页询问“${layer.asked}”，点击“${layer.button.text}”`);
    await commit();
    await layer.button.locator.click({ timeout: CLICK_MS, noWaitAfter: true }).catch(() => undefined);
    return true;
  });
  return { ...outcome, status: watch.status, hasLeft: gate.sent.length > 0 };
}

/** What the browser itself would refuse to send, in its words; null when it would send. */
async function invalidFields(submit: Locator): Promise<string | null> {
  return submit
    .evaluate(({ type, form, formNoValidate }: SubmitControl) => {
      const isNative = type === 'submit' || type === 'image';
      if (!isNative || !form || form.noValidate || formNoValidate) return null;
      const bad = Array.from(form.querySelectorAll(':invalid')).find((field) => field.validationMessage);
      return bad === undefined ? null : `${bad.name ?? ''} ${bad.validationMessage}`.trim();
    })
    .catch(() => null);
}
