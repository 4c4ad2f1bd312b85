import type { Frame, Locator, Page } from 'playwright';
import type { Clock } from '../../clock.ts';
import type { FieldRole, FormReading } from '../../domain/page-reading.ts';
import type { FilledField } from '../letter-carrier.ts';
import { clickablesOf } from './clickables.ts';
import { press } from './press.ts';
import type { SeenFrame } from './see-page.ts';

/** Fills what a form asks for before it shows the letter's own boxes; rejects where a field does not take it. */
export type FillLeadIn = (frame: Frame, form: FormReading) => Promise<FilledField[]>;

export interface LeadInStep {
  /** Where it led; null when it led nowhere. */
  page: Page | null;
  filled: FilledField[];
}

/** What letter systems ask before the letter itself: who writes, what about, to whom. */
const ASKED: readonly FieldRole[] = [
  ...(['name', 'phone', 'email', 'id_number', 'address'] as const),
  ...(['category', 'department', 'public', 'agree', 'honeypot'] as const),
];
const KINDS_OF_LETTER = /咨询|建议|投诉|求助/;
const ONWARD = /^(进入|点击)?下一步$|^开始(写信|填写)$|^继续(写信|填写)?$/;

/**
 * The form of a page that only begins a letter: 下一步 stands under who writes, or a list of kinds of letters makes the
 * form appear. Null on other pages; searches, log-ins and surveys are none.
 */
export async function leadInOn(
  frames: readonly SeenFrame[],
): Promise<{ seen: SeenFrame; form: FormReading; onward: string | null } | null> {
  for (const seen of frames) {
    const onward = (await onwardButton(seen.frame))?.text ?? null;
    for (const form of seen.forms) {
      if (form.purpose !== 'other' || form.special !== undefined || form.captcha) continue;
      if (form.fields.length === 0 || !form.fields.every(({ role }) => ASKED.includes(role))) continue;
      const choosesKind = form.fields.some(
        ({ role, options }) =>
          role === 'category' && options.some(({ label }) => KINDS_OF_LETTER.test(label)),
      );
      if (onward !== null || choosesKind) return { seen, form, onward };
    }
  }
  return null;
}

/** The button in sight that leads on to the letter's next part; null where there is none. */
export async function onwardButton(
  frame: Frame,
): Promise<{ text: string; selector: string; locator: Locator } | null> {
  for (const { text, locator, disabled } of await clickablesOf(frame, true)) {
    if (disabled || !ONWARD.test(text) || !(await locator.isVisible().catch(() => false))) continue;
    // A mark of its own: the numbers of what can be pressed are given anew each time it is looked for.
    const isMarked = await locator
      .evaluate((own: Marked) => {
        for (const marked of Array.from(own.ownerDocument.querySelectorAll('[data-xj-onward]')))
          marked.removeAttribute('data-xj-onward');
        own.setAttribute('data-xj-onward', '');
      })
      .then(
        () => true,
        () => false,
      );
    const selector = '[data-xj-onward]';
    if (isMarked) return { text, selector, locator: frame.locator(selector).first() };
  }
  return null;
}

interface Marked {
  ownerDocument: { querySelectorAll(selector: string): ArrayLike<Marked> };
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
}

/** Fills a form that only begins a letter and goes on from it. Nothing of the letter's text is in it. */
export async function passLeadIn(
  page: Page,
  { seen, form, onward }: NonNullable<Awaited<ReturnType<typeof leadInOn>>>,
  fill: FillLeadIn,
  clock: Clock,
): Promise<LeadInStep> {
  let filled: FilledField[];
  try {
    filled = await fill(seen.frame, form);
  } catch {
    return { page: null, filled: [] };
  }
  const button = onward === null ? null : await onwardButton(seen.frame);
  if (button === null) return { page: onward === null ? page : null, filled };
  return { page: await press(page, button.locator, clock), filled };
}
