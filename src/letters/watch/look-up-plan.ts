import type { FieldReading, FormReading } from '../../domain/page-reading.ts';
import { isNumberField } from '../../reading/forms/purpose.ts';
import type { Recipe } from '../carrier/recipe-schema.ts';
import type { WatchTask, WatchVia } from '../letter-watcher.ts';

export interface LookUpPlan {
  via: Extract<WatchVia, 'query' | 'phone'>;
  values: { field: FieldReading; value: string }[];
  captcha: FieldReading | null;
}

/** What goes into a look-up form; null when it asks for what this letter has not (a code that was never given). */
export function planLookUp(form: FormReading, task: WatchTask, recipe: Recipe | null): LookUpPlan | null {
  const { persona, receipt, letter } = task;
  const values: LookUpPlan['values'] = [];
  let captcha: FieldReading | null = null;
  let isByNumber = false;
  for (const field of form.fields) {
    if (field.role === 'honeypot') continue;
    if (field.role === 'captcha') {
      captcha = field;
      continue;
    }
    const isNumber = recipe?.query?.number === field.selector || isNumberField(field);
    const isCode = recipe?.query?.code === field.selector || field.role === 'query_code';
    const value = isNumber
      ? (receipt?.number ?? (isCode ? (receipt?.query ?? null) : null))
      : isCode
        ? (receipt?.query ?? receipt?.number ?? null)
        : personal(field, persona, letter.title);
    if (isNumber || isCode) isByNumber = true;
    if (value !== null) values.push({ field, value });
    else if (field.required || isNumber || isCode) return null;
  }
  return values.length === 0 ? null : { via: isByNumber ? 'query' : 'phone', values, captcha };
}

function personal({ role }: FieldReading, persona: WatchTask['persona'], title: string): string | null {
  switch (role) {
    case 'phone':
      return persona.phone;
    case 'name':
      return persona.name;
    case 'id_number':
      return persona.idNumber;
    case 'email':
      return persona.email;
    case 'title':
      return title;
    default:
      return null;
  }
}
