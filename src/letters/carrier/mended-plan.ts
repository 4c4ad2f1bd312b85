import type { FormReading } from '../../domain/page-reading.ts';
import { lengthsByRole } from '../../reading/forms/length-rules.ts';
import type { LetterTask } from '../letter-carrier.ts';
import { type FillPlan, type FillStep, planFill } from './fill-plan.ts';
import type { SubmitOutcome } from './submit-letter.ts';

/**
 * What is to be written anew where the page itself refused the letter for a length it had told nobody; null where that
 * is not so, or no wording fits. Pure.
 */
export function mendedPlan(
  outcome: SubmitOutcome,
  form: FormReading,
  plan: FillPlan,
  task: LetterTask,
): FillStep[] | null {
  if (outcome.after !== 'answer' || outcome.answer.is !== 'refused' || outcome.hasLeft) return null;
  const told = lengthsByRole([outcome.answer.text]);
  const fields = form.fields.map((field) => {
    const rules = told.get(field.role)?.rules;
    return rules === undefined ? field : { ...field, rules: { ...field.rules, ...rules } };
  });
  const mended = planFill({ ...form, fields }, task);
  if ('obstacle' in mended) return null;
  const { title, content } = mended.letter;
  if (title === plan.letter.title && content === plan.letter.content) return null;
  return mended.steps.filter(({ field }) => field.role === 'title' || field.role === 'content');
}
