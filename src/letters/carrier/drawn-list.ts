import type { Frame, Locator } from 'playwright';
import type { FieldReading } from '../../domain/page-reading.ts';
import { chooseOption, isPrompt } from './choose-option.ts';
import type { Filling } from './fill-form.ts';

/** A drawn list unfolds within it. */
const UNFOLD_MS = 2_000;
const LOOK_MS = 100;

const ASKS = (selector: string) => `(() => {
  const box = document.querySelector(${JSON.stringify(selector)});
  if (!box || box.readOnly !== true) return false;
  const value = box.value || '';
  return value.trim() === '' || /选择/.test(value) || /选择/.test(box.placeholder || '');
})()`;

/** An empty box nobody can write in and that asks for a choice: Element, iView and their like draw lists so. */
export async function isDrawnList(frame: Frame, selector: string): Promise<boolean> {
  return (await frame.evaluate<unknown>(ASKS(selector)).catch(() => false)) === true;
}

/** Entries in sight that a list may be made of, each marked so that it can be pressed. */
const ENTRIES = `(() => {
  const found = [];
  let next = document.querySelectorAll('[data-xj-pick]').length;
  for (const element of document.querySelectorAll('li, dd, option, [role=option], [class*=item], [class*=option]')) {
    if (found.length >= 200) break;
    if (element.checkVisibility && !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    const text = (element.innerText || '').replace(/\\s+/g, ' ').trim();
    if (text === '' || text.length > 30 || element.querySelector('input, textarea, li, dd')) continue;
    if (!element.hasAttribute('data-xj-pick')) element.setAttribute('data-xj-pick', String(next++));
    found.push({ value: element.getAttribute('data-xj-pick'), label: text });
  }
  return found;
})()`;

/** Unfolds the list, presses the entry a citizen would choose and says it; null when none came or none was taken. */
export async function pickFromDrawn(
  { frame, site, clock }: Filling,
  field: FieldReading,
  box: Locator,
): Promise<string | null> {
  const entries = () => frame.evaluate<{ value: string; label: string }[]>(ENTRIES).catch(() => []);
  const before = new Set((await entries()).map(({ value }) => value));
  await box.click({ timeout: UNFOLD_MS }).catch(() => undefined);
  for (let waited = 0; waited < UNFOLD_MS; waited += LOOK_MS) {
    const news = (await entries()).filter(({ value }) => !before.has(value));
    const choice = news[chooseOption(field, news, site)];
    if (choice !== undefined && !isPrompt(choice)) {
      await frame
        .locator(`[data-xj-pick="${Number(choice.value)}"]`)
        .first()
        .click({ timeout: UNFOLD_MS })
        .catch(() => undefined);
      const taken = await box.evaluate(({ value }: { value?: string }) => (value ?? '').trim());
      return taken === '' || /^请?选择/.test(taken) ? null : choice.label;
    }
    await clock.sleep(LOOK_MS);
  }
  // Folded again, so that it covers no other field.
  await box.press('Escape', { timeout: 1_000 }).catch(() => undefined);
  return null;
}
