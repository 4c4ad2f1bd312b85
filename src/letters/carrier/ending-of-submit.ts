import type { Frame } from 'playwright';
import type { CarrierHooks } from '../letter-carrier.ts';
import type { CarryBook } from './carry-book.ts';
import type { CarryEnding } from './create-carrier.ts';
import type { FillPlan } from './fill-plan.ts';
import type { FoundForm } from './find-channel.ts';
import { queryLink } from './query-link.ts';
import type { Recipe } from './recipe-schema.ts';
import { linksOn } from './see-page.ts';
import type { SubmitOutcome } from './submit-letter.ts';

export interface Submitted {
  outcome: SubmitOutcome;
  found: FoundForm;
  plan: FillPlan;
  recipe: Recipe | null;
  book: CarryBook;
  desk: CarrierHooks;
}

/** What became of the letter, in the words of the ledger. Doubt is ambiguous; only a button that let nothing out is dead. */
export async function endingOfSubmit(submitted: Submitted): Promise<CarryEnding> {
  const { outcome, book } = submitted;
  switch (outcome.after) {
    case 'unpressable':
      book.step(`提交按钮按不下去：${outcome.words}`);
      return book.intent === null
        ? { kind: 'undetermined', reason: 'selector_lost' }
        : { kind: 'ambiguous', reason: 'submit: 提交按钮按不下去' };
    case 'nothing':
      book.step('点击之后什么也没有发出，也没有提示');
      return { kind: 'unavailable', reason: 'submit_dead' };
    case 'silence':
      book.step(outcome.words);
      return { kind: 'ambiguous', reason: `silent: ${outcome.words}` };
    case 'answer':
      return outcome.answer.is === 'accepted'
        ? accepted(submitted, outcome.answer, outcome.shown)
        : notAccepted(submitted, outcome.answer);
  }
}

async function accepted(
  { found, plan, recipe, book }: Submitted,
  answer: { number: string | null; query: string | null; text: string },
  shown: ReadonlyMap<Frame, string>,
): Promise<CarryEnding> {
  const pages = found.page.context().pages();
  const told = await toldByRecipe(found, recipe);
  const links = (await Promise.all(pages.slice(-2).map((page) => linksOn(page, shown)))).flat();
  const queryUrl = recipe?.query?.url ?? queryLink([...links, ...found.seen.links]);
  const number = told.number ?? answer.number;
  const query = told.query ?? answer.query ?? plan.queryCode;
  book.step(`提交成功：${answer.text}`);
  return { kind: 'submitted', receipt: { number, query, text: answer.text, queryUrl } };
}

async function toldByRecipe(
  { page }: FoundForm,
  recipe: Recipe | null,
): Promise<{ number: string | null; query: string | null }> {
  const read = async (selector: string | undefined) => {
    if (selector === undefined) return null;
    const text = await page
      .locator(selector)
      .first()
      .innerText({ timeout: 2_000 })
      .catch(() => '');
    return text.trim().slice(0, 60) || null;
  };
  return { number: await read(recipe?.receipt?.number), query: await read(recipe?.receipt?.query) };
}

/** A refusal beside the form may be tried again; a wall is no refusal; a failure after something left is unknown. */
function notAccepted(
  { book, outcome }: Submitted,
  answer: { is: 'refused'; reason: string; text: string } | { is: 'failed'; text: string },
): CarryEnding {
  book.step(`网页说：${answer.text}`);
  const hasLeft = !('hasLeft' in outcome) || outcome.hasLeft;
  if (answer.is === 'failed')
    return hasLeft
      ? { kind: 'ambiguous', reason: `failed: ${answer.text.slice(0, 200)}` }
      : { kind: 'unavailable', reason: 'form_broken' };
  if (answer.reason === 'login' || answer.reason === 'sms_code')
    return { kind: 'undetermined', reason: 'login_required' };
  return { kind: 'refused', reason: `${answer.reason}: ${answer.text.slice(0, 200)}` };
}
