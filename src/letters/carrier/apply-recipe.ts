import type { FieldReading, FormReading } from '../../domain/page-reading.ts';
import type { Recipe } from './recipe-schema.ts';

/** The form as read, with what a recipe says put before it. */
export function applyRecipe(form: FormReading, recipe: Recipe | null): FormReading {
  if (recipe === null) return form;
  const skip = new Set(recipe.skip ?? []);
  const named = Object.entries(recipe.fields ?? {}) as [FieldReading['role'], string][];
  const own = new Set(named.map(([, selector]) => selector));
  const roles = new Set(named.map(([role]) => role));
  const kept = form.fields.filter(
    ({ selector, role }) =>
      !skip.has(selector) && !own.has(selector) && !roles.has(role) && !(selector in (recipe.values ?? {})),
  );
  const given = named.map(([role, selector]): FieldReading => {
    const read =
      form.fields.find((field) => field.selector === selector) ??
      form.fields.find((field) => field.role === role);
    return {
      ...{ label: read?.label ?? role, required: read?.required ?? true, rules: read?.rules ?? {} },
      ...{ control: read?.control ?? controlOf(role), options: read?.options ?? [], confidence: 1 },
      ...{ role, selector },
    };
  });
  return { ...form, fields: [...kept, ...given], submit: recipe.submit ?? form.submit };
}

function controlOf(role: FieldReading['role']): FieldReading['control'] {
  if (role === 'content') return 'textarea';
  return role === 'agree' ? 'checkbox' : 'input';
}
