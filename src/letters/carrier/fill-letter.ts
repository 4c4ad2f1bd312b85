import type { Frame } from 'playwright';
import type { FilledField } from '../letter-carrier.ts';
import type { CarryWork } from './carry-in-page.ts';
import { checkWritten, FieldLost, fillField, wiped, writeSwiftly, written } from './fill-form.ts';
import type { FillPlan, FillStep } from './fill-plan.ts';
import type { Recipe } from './recipe-schema.ts';

type FillWork = Pick<CarryWork, 'clock' | 'task'>;

/** Pages made by script are done drawing within it. */
const REDRAWN_MS = 500;

/** Fills fields in their order and looks over them once; `swift`: boxes in a row together. Throws FieldLost. */
export async function fillSteps(
  { clock, task }: FillWork,
  frame: Frame,
  steps: readonly FillStep[],
  swift = true,
): Promise<FilledField[]> {
  const fields: FilledField[] = [];
  const filling = { frame, site: task.site, clock };
  let ahead = 0;
  for (const [i, one] of steps.entries()) {
    if (swift && ahead === 0) ahead = await writeSwiftly(frame, steps.slice(i));
    const filled = ahead > 0 && one.do === 'write' ? written(one) : await fillField(filling, one);
    ahead = Math.max(0, ahead - 1);
    if (filled !== null) fields.push(filled);
  }
  await checkWritten(frame, steps);
  return fields;
}

/** Fills a whole letter, with what a recipe adds to it. Throws FieldLost. */
export async function fillAll(
  work: FillWork,
  frame: Frame,
  plan: FillPlan,
  recipe: Recipe | null,
): Promise<FilledField[]> {
  const fields = await fillSteps(work, frame, plan.steps).catch(async (error: unknown) => {
    if (!(error instanceof FieldLost)) throw error;
    // A page may draw its form anew right after it has shown it, and what was written is gone. Nothing has been sent yet.
    await work.clock.sleep(REDRAWN_MS);
    return fillSteps(work, frame, plan.steps, false);
  });
  for (const [selector, value] of Object.entries(recipe?.values ?? {})) {
    const target = frame.locator(selector).first();
    const done = await target.fill(value, { timeout: 2_000 }).then(
      () => true,
      () =>
        target.selectOption({ label: value }, { timeout: 2_000 }).then(
          () => true,
          () => false,
        ),
    );
    if (!done) throw new FieldLost(`配方里的 ${selector} 没有填进去`);
    fields.push({ role: 'other', label: selector, selector, required: true, value });
  }
  for (const selector of recipe?.press ?? []) {
    const isPressed = await frame
      .locator(selector)
      .first()
      .click({ timeout: 3_000 })
      .then(
        () => true,
        () => false,
      );
    if (!isPressed) throw new FieldLost(`配方里的 ${selector} 按不下去`);
    fields.push({ role: 'other', label: selector, selector, required: true, value: 'on' });
  }
  return fields;
}

/** Whether what was written is still there: pages load themselves anew while a person reads a picture. */
export async function stillStands(frame: Frame, plan: FillPlan): Promise<boolean> {
  return !(await wiped(frame, plan.steps));
}
