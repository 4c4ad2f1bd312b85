import type { Frame, Locator } from 'playwright';
import type { PageVisit } from '../../browser/page-visit.ts';
import type { Clock } from '../../clock.ts';
import { type AnswerLimits, type Outcome, watchForAnswer } from './await-answer.ts';
import { clickSpot } from './click-spot.ts';
import { confirmButton, LEADS_ON } from './confirm-layer.ts';
import type { FoundForm } from './find-channel.ts';
import { passNotice } from './pass-notice.ts';
import type { Recipe } from './recipe-schema.ts';
import type { SendGate } from './send-gate.ts';
import { within } from './within.ts';

export interface Submission {
  visit: PageVisit;
  found: FoundForm;
  submit: Locator;
  /** By which the page itself finds it. */
  selector: string;
  gate: SendGate;
  clock: Clock;
  limits: AnswerLimits;
  recipe: Recipe | null;
  /** Commits the intent; rejects when the letter may not go. */
  commit(): Promise<void>;
  step(words: string): void;
}

export type SubmitOutcome =
  | (Outcome & {
      status: number | null;
      /** Something left the browser after the click. */
      hasLeft: boolean;
      /** Marked markup of the documents that came up. */
      shown: ReadonlyMap<Frame, string>;
    })
  /** Nothing was clicked: the button cannot be pressed. */
  | { after: 'unpressable'; words: string };

/** A button may wait for a countdown or for the last check of a field. */
const ENABLED_MS = 10_000;
const CLICK_MS = 5_000;
/** What lies over a button does not go by waiting. */
const UNCOVERED_MS = 1_500;

/** The one click. What it takes to be sure of it happens before the intent; after it nothing is tried twice. */
export async function submitLetter(submission: Submission): Promise<SubmitOutcome> {
  const { visit, found, submit, gate, clock, limits, recipe, commit, step } = submission;
  let control = await readyControl(submission);
  if (control === null) {
    const trouble = await pressTrouble(submission);
    if (trouble !== null) return { after: 'unpressable', words: trouble };
    control = await readControl(submit);
  }
  const { words, invalid } = control;
  if (invalid !== null)
    return {
      after: 'answer',
      answer: { is: 'refused', reason: 'format', text: invalid },
      ...{ status: null, hasLeft: false, shown: new Map() },
    };
  const leadsOn = LEADS_ON.test(words);
  const context = found.page.context();
  const watch = await watchForAnswer(context, gate, visit.journal.dialogs, clock);
  await commit();
  gate.open();
  step('点击提交');
  // A click that reports trouble may have been made all the same: what left the browser tells.
  if (!(await click(submission))) step('点击没有正常返回');
  const accepted = recipe?.receipt?.accepted;
  const outcome = await watch.wait(
    { ...limits, leadsOn, ...(accepted === undefined ? {} : { accepted }) },
    async () => {
      const layer =
        recipe?.confirm === undefined
          ? await confirmButton(context.pages(), watch.stood)
          : await buttonByRecipe(found, recipe.confirm);
      if (layer === null) return false;
      step(`网页询问“${layer.asked}”，点击“${layer.button.text}”`);
      await commit();
      gate.open();
      await layer.button.locator.click({ timeout: CLICK_MS, noWaitAfter: true }).catch(() => undefined);
      return true;
    },
  );
  gate.shut();
  return { ...outcome, status: watch.status, hasLeft: gate.sent.length > 0, shown: watch.shown };
}

/** The button that a recipe names for the page's question, once it is in sight. */
async function buttonByRecipe({ seen }: FoundForm, selector: string) {
  const locator = seen.frame.locator(selector).first();
  const isShown = await locator.isVisible().catch(() => false);
  return isShown ? { asked: selector, button: { locator, text: selector } } : null;
}

/** The button once it stands still and uncovered; null where that is not so or not sure. */
async function readyControl({ found, selector, clock }: Submission): Promise<Control | null> {
  const spot = await clickSpot<Control>(clock, found.seen.frame, selector, { isStill: true, read: CONTROL });
  return spot === null ? null : controlOf(spot.read);
}

/** A page is free to redefine what is read there. */
function controlOf({ words, invalid }: Control): Control {
  return { words: String(words), invalid: typeof invalid === 'string' ? invalid : null };
}

interface Control {
  words: string;
  /** What the browser itself would refuse to send, in its words; null when it would send. */
  invalid: string | null;
}

/** Why the button cannot be pressed; null when it can. A notice that lies over the form is read and agreed to first. */
async function pressTrouble({ submit, found, clock, step }: Submission): Promise<string | null> {
  const tried = (timeout: number) =>
    submit.click({ trial: true, timeout }).then(
      () => null,
      (error: unknown) => (error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)),
    );
  const trouble = await tried(UNCOVERED_MS);
  if (trouble === null) return null;
  if (await isCovered(submit)) {
    step('表单上盖着须知');
    const before = found.page.url();
    const led = await passNotice(found.page, clock, step);
    if (led !== null && (led !== found.page || led.url() !== before)) return '点过须知之后离开了表单';
  }
  return tried(ENABLED_MS);
}

/** Something that is no part of the form lies over the button, as the layers of notices do. */
async function isCovered(submit: Locator): Promise<boolean> {
  await submit.scrollIntoViewIfNeeded({ timeout: 2_000 }).catch(() => undefined);
  return submit
    .evaluate((own: Covered) => {
      const box = own.getBoundingClientRect();
      const top = own.ownerDocument.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      if (top === null || top === own || own.contains(top) || top.contains(own)) return false;
      return /须知|说明|阅读|同意|提示|注意/.test(
        (
          top.closest(
            '[style*="fixed"], [class*="layer"], [class*="mask"], [class*="modal"], [class*="dialog"], [class*="popup"], [id]',
          ) ?? top
        ).textContent ?? '',
      );
    })
    .catch(() => false);
}

interface Covered {
  getBoundingClientRect(): { x: number; y: number; width: number; height: number };
  ownerDocument: { elementFromPoint(x: number, y: number): Covered | null };
  contains(other: Covered): boolean;
  closest(selector: string): Covered | null;
  textContent: string | null;
}

/** What the browser itself would refuse to send when this button is pressed, in its words. */
const INVALID = `({ type, form, formNoValidate }) => {
  const isNative = type === 'submit' || type === 'image';
  if (!isNative || !form || form.noValidate || formNoValidate) return null;
  const bad = [...form.querySelectorAll(':invalid')].find((field) => field.validationMessage);
  return bad === undefined ? null : ((bad.name || '') + ' ' + bad.validationMessage).trim();
}`;

const CONTROL = `(own) => ({ words: own.innerText || own.value || '', invalid: (${INVALID})(own) })`;

async function readControl(submit: Locator): Promise<Control> {
  const read: unknown = await submit.evaluate(CONTROL).catch(() => null);
  return controlOf((read as Control | null) ?? { words: '', invalid: null });
}

/** Clicks where the button stands by now; where it has moved or is covered since, as Playwright does, with patience. */
async function click({ found, selector, submit, clock }: Submission): Promise<boolean> {
  const spot = await clickSpot(clock, found.seen.frame, selector, { isStill: false });
  const clicked =
    spot === null
      ? submit.click({ timeout: CLICK_MS, noWaitAfter: true })
      : found.page.mouse.click(spot.x, spot.y);
  return within(
    clock,
    CLICK_MS,
    clicked.then(() => true),
    false,
  );
}
