import type { Frame, Locator } from 'playwright';
import type { Clock } from '../../clock.ts';
import type { FieldReading } from '../../domain/page-reading.ts';
import type { Site } from '../../domain/site.ts';
import type { FilledField } from '../letter-carrier.ts';
import { type Choice, chooseOption, isPrompt } from './choose-option.ts';
import { clickSpot } from './click-spot.ts';
import { isDrawnList, pickFromDrawn } from './drawn-list.ts';
import type { FillStep } from './fill-plan.ts';
import { within } from './within.ts';

/** A field may be drawn or enabled by the one before it. */
const FIELD_MS = 3_000;
/** Lists that a choice fills by script come within it. */
const OPTIONS_MS = 3_000;

/** Fills a field did not take; the form is not what it was read as. */
export class FieldLost extends Error {}

export interface Filling {
  frame: Frame;
  site: Site;
  clock: Clock;
}

function filledWith({ role, label, selector, required }: FieldReading, value: string | null): FilledField {
  return { role, label, selector, required, value };
}

/** What is told of a box that was written into. */
export function written({ field, value, secret }: Extract<FillStep, { do: 'write' }>): FilledField {
  return filledWith(field, secret ? null : value);
}

/** Does one step and says what was filled; null when there was nothing to choose and nothing had to be. */
export async function fillField(filling: Filling, step: FillStep): Promise<FilledField | null> {
  const { field } = step;
  const filled = (value: string | null) => filledWith(field, value);
  switch (step.do) {
    case 'write':
      await writeText(filling.frame, field, step.value);
      return written(step);
    case 'tick':
      await setTicked(filling, field.selector, 0);
      return filled('on');
    case 'choose': {
      const label =
        field.control === 'select' ? await chooseInList(filling, field) : await chooseByClick(filling, field);
      return label === null ? null : filled(label);
    }
    case 'pick': {
      const box = filling.frame.locator(field.selector).first();
      if (!(await isDrawnList(filling.frame, field.selector))) {
        if (step.otherwise === null) return null;
        const plain = await fillField(filling, step.otherwise);
        await checkWritten(filling.frame, [step.otherwise]);
        return plain;
      }
      const label = await pickFromDrawn(filling, field, box);
      if (label === null && field.required) throw new FieldLost(`${field.label || field.role} 没有可选项`);
      return label === null ? null : filled(label);
    }
  }
}

interface TextBox {
  value?: string;
  textContent: string | null;
  isContentEditable: boolean;
  tagName: string;
  dispatchEvent(event: unknown): boolean;
}

/**
 * Types into boxes one after another as the browser's own editing does, up to the first that is no plain box in sight, and
 * says how many took it. Editors are left out: they listen to `beforeinput`, which this way nobody hears.
 */
const WRITE = (boxes: readonly { selector: string; value: string }[]) => `(async (boxes) => {
  let done = 0;
  for (const { selector, value } of boxes) {
    const box = document.querySelector(selector);
    if (!box || box.disabled || box.readOnly) break;
    if (box.tagName !== 'TEXTAREA' && !(box.tagName === 'INPUT' && /^(text|tel|email|search|url|password)$/.test(box.type))) break;
    if (!box.checkVisibility({ visibilityProperty: true }) || box.getBoundingClientRect().width === 0) break;
    box.focus();
    if (document.activeElement !== box) break;
    box.select();
    if (!document.execCommand('insertText', false, value)) break;
    done++;
    // What the page's framework has put off until the event is over is done before the next box.
    await null;
  }
  return done;
})(${JSON.stringify(boxes)})`;

/** Writes what the next steps write in one round trip, where Playwright takes seven a box; how many boxes have it now. */
export async function writeSwiftly(frame: Frame, steps: readonly FillStep[]): Promise<number> {
  const boxes: { selector: string; value: string }[] = [];
  for (const step of steps) {
    if (step.do !== 'write' || step.field.control === 'editor' || step.value === '') break;
    boxes.push({ selector: step.field.selector, value: step.value });
  }
  if (boxes.length === 0) return 0;
  return Number(await frame.evaluate<unknown>(WRITE(boxes)).catch(() => 0));
}

async function writeText(frame: Frame, field: FieldReading, value: string): Promise<void> {
  const isEditor = field.control === 'editor';
  const target = isEditor ? await editorOf(frame, field.selector) : frame.locator(field.selector).first();
  await target.fill(value, { timeout: FIELD_MS }).catch(async () => {
    if ((await target.count()) === 0) throw new FieldLost(`${field.label || field.role} 不在页面上`);
    await setByScript(target, value);
  });
  if (isEditor)
    holds(field, value, await target.evaluate((box: TextBox) => box.textContent ?? box.value ?? ''));
}

/** Throws where a field holds something else than was written: it holds not our letter then. */
function holds(field: FieldReading, value: string, taken: unknown): void {
  if (squeezed(String(taken)) === squeezed(value)) return;
  // Masks write 138 0000 0000.
  if (field.role === 'phone' && String(taken).replace(/\D/g, '') === value) return;
  throw new FieldLost(`${field.label || field.role} 没有填进去`);
}

const VALUES = (selectors: readonly string[]) => `(${JSON.stringify(selectors)}).map((selector) => {
  const box = document.querySelector(selector);
  if (box === null) return null;
  box.dispatchEvent(new Event('keyup', { bubbles: true }));
  return box.isContentEditable ? box.textContent : box.value ?? box.textContent;
})`;

/** Looks over all boxes once they are filled, for what one field's script did to another is seen only then. */
export async function checkWritten(frame: Frame, steps: readonly FillStep[]): Promise<void> {
  const written = steps.flatMap((step) =>
    step.do === 'write' && step.field.control !== 'editor' ? [step] : [],
  );
  const taken = await frame.evaluate<unknown[]>(VALUES(written.map(({ field }) => field.selector)));
  for (const [i, { field, value }] of written.entries()) holds(field, value, taken[i]);
}

/** Whether a box that was written into is empty or gone. */
export async function wiped(frame: Frame, steps: readonly FillStep[]): Promise<boolean> {
  const written = steps.flatMap((step) =>
    step.do === 'write' && step.field.control !== 'editor' && step.value !== '' ? [step.field.selector] : [],
  );
  const taken = await frame.evaluate<unknown[]>(VALUES(written)).catch(() => [null]);
  return taken.some((value) => squeezed(String(value ?? '')) === '');
}

const squeezed = (text: string) => text.replace(/\s+/g, '');

/** Pickers and fields that only scripts may write. */
async function setByScript(target: Locator, value: string): Promise<void> {
  await target.evaluate((box: TextBox, text: string) => {
    if (box.isContentEditable || box.tagName === 'BODY') box.textContent = text;
    else box.value = text;
    box.dispatchEvent(new Event('input', { bubbles: true }));
    box.dispatchEvent(new Event('change', { bubbles: true }));
  }, value);
}

/** Where one writes in an editor: its editable block, the body of its frame, or the box it stands for. */
async function editorOf(frame: Frame, selector: string): Promise<Locator> {
  const host = frame.locator(selector).first();
  const places = [
    host.and(frame.locator('[contenteditable="true"], [contenteditable=""]')),
    host.locator('[contenteditable="true"], [contenteditable=""]'),
    host.and(frame.locator('iframe')).contentFrame().locator('body'),
    host.locator('iframe').first().contentFrame().locator('body'),
    // A box that an editor was drawn over: the editor stands right beside it.
    frame.locator(`:is(${selector}) + * [contenteditable="true"]`),
    frame.locator(`:is(${selector}) + * iframe`).first().contentFrame().locator('body'),
  ];
  for (const place of places) {
    const isThere = await place.count().catch(() => 0);
    if (isThere > 0) return place.first();
  }
  return host;
}

type ListedChoice = Choice & { disabled: boolean };

interface ListBox {
  options: ArrayLike<{ value: string; text: string; disabled: boolean }>;
}

/** A list's options; null where no list stands. */
const OPTIONS = (selector: string) => `(() => {
  const own = document.querySelector(${JSON.stringify(selector)});
  return own instanceof HTMLSelectElement
    ? [...own.options].map(({ value, text, disabled }) => ({ value, label: text.trim(), disabled }))
    : null;
})()`;

/** Chooses in a list in sight as Playwright does; false where that cannot be done. */
const CHOOSE = (selector: string, index: number) => `(() => {
  const own = document.querySelector(${JSON.stringify(selector)});
  const option = own instanceof HTMLSelectElement ? own.options[${index}] : undefined;
  if (!option || option.disabled || own.disabled || own.multiple || !own.checkVisibility({ visibilityProperty: true })) return false;
  own.focus();
  option.selected = true;
  for (const name of ['input', 'change']) own.dispatchEvent(new Event(name, { bubbles: true, composed: true }));
  return own.selectedIndex === ${index};
})()`;

async function chooseInList({ frame, site, clock }: Filling, field: FieldReading): Promise<string | null> {
  const list = frame.locator(field.selector).first();
  const options = async () =>
    (await frame.evaluate<ListedChoice[] | null>(OPTIONS(field.selector)).catch(() => null)) ??
    // One that is still to be drawn.
    list.evaluate(
      (box: ListBox) =>
        Array.from(box.options).map(({ value, text, disabled }) => ({ value, label: text.trim(), disabled })),
      undefined,
      { timeout: FIELD_MS },
    );
  let choices: ListedChoice[] = await options().catch(() => {
    throw new FieldLost(`${field.label || field.role} 不在页面上`);
  });
  for (let waited = 0; choices.every(isPrompt) && waited < OPTIONS_MS; waited += 100) {
    if (!field.required && choices.length > 0 && waited >= 500) return null;
    await clock.sleep(100);
    choices = await options();
  }
  const index = chooseOption(field, choices, site);
  const chosen = choices[index];
  if (chosen === undefined) {
    if (field.required) throw new FieldLost(`${field.label || field.role} 没有可选项`);
    return null;
  }
  if ((await frame.evaluate<unknown>(CHOOSE(field.selector, index)).catch(() => false)) === true)
    return chosen.label;
  try {
    await list.selectOption({ index }, { timeout: FIELD_MS });
  } catch {
    // A list behind a drawn one is not shown; its form is sent all the same.
    await list.selectOption({ index }, { timeout: FIELD_MS, force: true });
  }
  return chosen.label;
}

interface Box {
  checked: boolean;
  disabled: boolean;
  click(): void;
}

/** Radios and boxes: the option is found by its words, in the order of the reading. */
async function chooseByClick(filling: Filling, field: FieldReading): Promise<string | null> {
  const { site } = filling;
  const index =
    field.control === 'checkbox' && field.role === 'public' && field.options.length === 1
      ? chooseOption(field, [...field.options], site) === 0 &&
        !/匿名|保密|不公开|隐/.test(`${field.label}${field.options[0]?.label}`)
        ? 0
        : -1
      : chooseOption(field, field.options, site);
  const option = field.options[index];
  if (option === undefined) return null;
  await setTicked(filling, field.selector, index);
  return option.label;
}

const TICKED = (selector: string, nth: number) =>
  `document.querySelectorAll(${JSON.stringify(selector)})[${nth}]?.checked`;

async function setTicked({ frame, clock }: Filling, selector: string, nth: number): Promise<void> {
  const isTickedNow = async () =>
    (await frame.evaluate<unknown>(TICKED(selector, nth)).catch(() => false)) === true;
  if (await isTickedNow()) return;
  const spot = await clickSpot(clock, frame, selector, { nth, isStill: true });
  if (spot !== null) {
    await within(clock, FIELD_MS, frame.page().mouse.click(spot.x, spot.y), undefined);
    if (await isTickedNow()) return;
  }
  const box = frame.locator(selector).nth(nth);
  const isTicked = await box
    .evaluate(({ checked }: Box) => checked, undefined, { timeout: FIELD_MS })
    .catch(() => {
      throw new FieldLost('要勾选的框不在页面上');
    });
  if (isTicked) return;
  const check = box.check({ timeout: 1_000 });
  await check.catch(() => undefined);
  const isDone = await box.evaluate((own: Box) => {
    // Drawn boxes hide the real one; clicking it by script is what their label does.
    if (!own.checked) own.click();
    return own.checked;
  });
  if (!isDone) throw new FieldLost('勾选没有生效');
}
