import type { FieldReading, FormReading } from '../../domain/page-reading.ts';
import type { Recipe } from './recipe-schema.ts';
import type { SeenFrame } from './see-page.ts';

/**
 * The form that a recipe points at: by the block it names, else by the field of the letter's text. Fields that were read
 * inside it are kept. Null for recipes that name neither, and on pages where it does not stand.
 */
export async function formByRecipe(
  frames: readonly SeenFrame[],
  recipe: Recipe | null,
): Promise<{ seen: SeenFrame; form: FormReading } | null> {
  const selector = recipe?.form ?? recipe?.fields?.content;
  if (selector === undefined) return null;
  for (const seen of frames) {
    const place = seen.frame.locator(selector).first();
    if (!(await place.isVisible().catch(() => false))) continue;
    const own = await ownForm(seen, recipe?.form, selector);
    return { seen, form: own };
  }
  return null;
}

async function ownForm(seen: SeenFrame, block: string | undefined, selector: string): Promise<FormReading> {
  const around = block ?? 'body';
  const fields: FieldReading[] = [];
  for (const field of seen.forms.flatMap((form) => form.fields)) {
    const inside = seen.frame.locator(around).first().locator(field.selector);
    const isInside = block === undefined || (await inside.count().catch(() => 0)) > 0;
    if (isInside) fields.push(field);
  }
  const read = seen.forms.find((form) => form.fields.some((field) => fields.includes(field)));
  return {
    ...{ purpose: 'letter', action: read?.action ?? null, method: read?.method ?? 'script', confidence: 1 },
    ...{ captcha: fields.some(({ role }) => role === 'captcha'), submit: read?.submit ?? null, fields },
    ...{ selector: block ?? read?.selector ?? 'body', trace: [{ selector, text: 'recipe' }] },
  };
}
