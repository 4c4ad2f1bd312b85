import type { Frame, Page } from 'playwright';
import type { PageVisit } from '../../browser/page-visit.ts';
import type { CarrierHooks, FilledField, LetterTask, SubmitIntent } from '../letter-carrier.ts';
import { privateValues } from '../redaction.ts';
import { answerCaptcha } from './answer-captcha.ts';
import { applyRecipe } from './apply-recipe.ts';
import { samplesOf } from './carries-letter.ts';
import type { CarryBook } from './carry-book.ts';
import type { CarrierLimits, CarrierSetting, CarryEnding } from './create-carrier.ts';
import { endingOfSubmit } from './ending-of-submit.ts';
import { FieldLost } from './fill-form.ts';
import { fillAll, fillSteps, stillStands } from './fill-letter.ts';
import { planFill, planLeadIn } from './fill-plan.ts';
import { type FoundForm, findChannel } from './find-channel.ts';
import type { EvidenceKeeper } from './keep-evidence.ts';
import { type FillLeadIn, onwardButton } from './lead-in.ts';
import { mendedPlan } from './mended-plan.ts';
import type { Recipe } from './recipe-schema.ts';
import { type SendGate, standAtSendGate } from './send-gate.ts';
import { submitLetter } from './submit-letter.ts';
import { within } from './within.ts';

export interface CarryWork extends Pick<CarrierSetting, 'clock' | 'zone' | 'recipes'> {
  visit: PageVisit;
  task: LetterTask;
  desk: CarrierHooks;
  book: CarryBook;
  keeper: EvidenceKeeper;
  limits: CarrierLimits;
  signal: AbortSignal;
}

/** The ledger forbids the click (kill switch, quota, disk): no outcome of a letter, handed on as it came. */
export class NotPermitted extends Error {
  override readonly cause: unknown;

  constructor(cause: unknown) {
    super('the letter may not go');
    this.cause = cause;
  }
}

/** One letter, in one open page: find, fill, ask, send, read. */
export async function carryInPage(work: CarryWork): Promise<CarryEnding> {
  const { visit, task, book, clock, zone, limits, keeper } = work;
  const recipe = work.recipes?.(task.site.siteCode) ?? null;
  const step = (words: string) => book.step(words);
  const commit = committer(work);
  const isBlackhole = task.mode === 'blackhole';
  const texts = [task.letter, ...task.letter.variants].flatMap(({ title, content }) => [title, content]);
  const gate = await standAtSendGate(visit.page.context(), {
    samples: [
      ...samplesOf(contentsOf(task)),
      ...(isBlackhole ? [...samplesOf(texts), ...privateValues(task.persona)] : []),
    ],
    ...{ isBlackhole, commit: commit.ensure, freshConnection: visit.freshConnection, note: step },
  });
  const fillLeadIn: FillLeadIn = (frame, form) => {
    const steps = planLeadIn(form, task);
    if ('obstacle' in steps) throw new FieldLost(steps.words);
    return fillSteps(work, frame, steps);
  };
  const search = {
    ...{ visit, clock, zone, times: limits, maxPages: limits.maxPages, recipe, step, fillLeadIn },
  };
  const channel = await findChannel(search, task.site.homeUrl, task.formUrl);
  if ('kind' in channel) {
    step(channel.words);
    const page = visit.page.context().pages().at(-1) ?? visit.page;
    book.evidence.push(...(await keeper.keepPage(page, visit.journal.answer?.status() ?? null)));
    return channel.kind === 'unavailable'
      ? { kind: 'unavailable', reason: channel.reason }
      : { kind: 'undetermined', reason: channel.reason };
  }
  book.formUrl = channel.page.url();
  step(`找到表单 ${book.formUrl}${channel.seen.url === book.formUrl ? '' : `（框架 ${channel.seen.url}）`}`);
  return sendFrom(work, { ...channel, form: applyRecipe(channel.form, recipe) }, { recipe, gate, commit });
}

/** Only the text of the letter proves that a letter goes out: forms check titles for doubles while one writes. */
function contentsOf({ letter }: LetterTask): string[] {
  return [letter.content, ...letter.variants.map(({ content }) => content)];
}

interface Committer {
  intent: SubmitIntent | null;
  /** Before a click that may send. */
  run(): Promise<void>;
  /** Before a request that carries the letter out: of a click that was committed, or by the page's own doing. */
  ensure(): Promise<void>;
}

function committer({ desk, book, signal }: CarryWork): Committer {
  const own: Committer = {
    intent: null,
    async run() {
      signal.throwIfAborted();
      const before = book.intent;
      const intent = own.intent ?? { formUrl: book.formUrl ?? '', action: null, fields: [], evidence: [] };
      // Set first: should everything end while it is written, the letter counts as sent.
      book.intent = intent;
      try {
        await desk.beforeSubmit(intent);
      } catch (error) {
        book.intent = before;
        book.step('没有获准提交');
        throw new NotPermitted(error);
      }
    },
    async ensure() {
      if (book.intent === null) await own.run();
    },
  };
  return own;
}

async function sendFrom(
  work: CarryWork,
  found: FoundForm,
  { recipe, gate, commit }: { recipe: Recipe | null; gate: SendGate; commit: Committer },
): Promise<CarryEnding> {
  const { visit, task, desk, book, clock, keeper, limits } = work;
  const step = (words: string) => book.step(words);
  const keep = async () => book.evidence.push(...(await keeper.keepPage(found.page, found.status)));
  const plan = planFill(found.form, task);
  if ('obstacle' in plan) {
    step(plan.words);
    await keep();
    const isWall = plan.obstacle === 'sms' || plan.obstacle === 'identity';
    return { kind: 'undetermined', reason: isWall ? 'login_required' : 'not_observed' };
  }
  const { frame } = found.seen;
  const { form } = found;
  const needsDesk = task.mode === 'live' && (plan.captcha !== null || form.captcha);
  for (let tries = 1; ; tries++) {
    let fields: FilledField[];
    try {
      fields = [...(found.before ?? []), ...(await fillAll(work, frame, plan, recipe))];
    } catch (error) {
      if (!(error instanceof FieldLost)) throw error;
      step(error.message);
      await keep();
      return book.intent === null
        ? { kind: 'undetermined', reason: 'selector_lost' }
        : { kind: 'ambiguous', reason: `form: ${error.message}` };
    }
    step(`填写 ${fields.length} 项：${fields.map(({ label, role }) => label || role).join('、')}`);
    if (needsDesk) {
      const answered = await answerCaptcha(work, found, plan, recipe);
      if (answered !== null && tries < MAX_FILLS && !(await stillStands(frame, plan))) {
        step(RELOADED);
        continue;
      }
      if (answered !== null) {
        await keep();
        return book.intent === null ? answered : { kind: 'ambiguous', reason: 'captcha_waiting' };
      }
    }
    await keep();
    commit.intent = {
      ...{ formUrl: book.formUrl ?? '', action: form.action, fields },
      evidence: [...book.evidence],
    };
    if (await stillStands(frame, plan)) break;
    step(RELOADED);
    if (tries === MAX_FILLS)
      return book.intent === null
        ? { kind: 'undetermined', reason: 'selector_lost' }
        : { kind: 'ambiguous', reason: 'form: 填好的内容没有了' };
  }
  if (task.mode === 'blackhole') {
    step('不提交：只展示将要发送的内容');
    return { kind: 'rehearsed', intent: commit.intent };
  }
  const selector = await submitControl(frame, form.submit);
  if (selector === null) {
    step('没有找到提交按钮');
    return { kind: 'undetermined', reason: 'selector_lost' };
  }
  const submission = {
    ...{ visit, found, selector, gate, clock, limits, recipe, step },
    submit: frame.locator(selector).first(),
    commit: commit.run,
  };
  let outcome = await submitLetter(submission);
  const shorter = gate.sent.length > 0 || needsDesk ? null : mendedPlan(outcome, form, plan, task);
  if (shorter !== null) {
    step('按网页说的字数换一种写法');
    const changed = await fillSteps(work, frame, shorter).catch(() => null);
    if (changed !== null) {
      const fields = commit.intent.fields.map(
        (field) => changed.find(({ selector }) => selector === field.selector) ?? field,
      );
      commit.intent = { ...commit.intent, fields };
      outcome = await submitLetter(submission);
    }
  }
  if (gate.forbidden !== null) throw gate.forbidden;
  if (gate.stopped > 0) step(`拦下重复提交 ${gate.stopped} 次`);
  const ending = await endingOfSubmit({ outcome, found, plan, recipe, book, desk });
  for (const page of visit.page.context().pages().slice(-2)) {
    if (outcome.after === 'silence') await within(clock, 2_000, stopLoading(page), null);
    book.evidence.push(...(await keeper.keepPage(page, outcomeStatus(outcome))));
  }
  return ending;
}

/** A form that loads itself anew more often than that leaves nobody the time to write. */
const MAX_FILLS = 3;
const RELOADED = '网页自己刷新，填好的内容没有了';

const IN_SIGHT = (selector: string) => `(() => {
  const own = document.querySelector(${JSON.stringify(selector)});
  return own !== null && own.checkVisibility({ visibilityProperty: true }) && own.getBoundingClientRect().width > 0;
})()`;

/** What sends the letter; where that is not in sight yet, the 下一步 that leads to it. */
async function submitControl(frame: Frame, selector: string | null): Promise<string | null> {
  const isShown =
    selector !== null && (await frame.evaluate<unknown>(IN_SIGHT(selector)).catch(() => false)) === true;
  return isShown ? selector : ((await onwardButton(frame))?.selector ?? selector);
}

/** A page that still waits for its answer can neither be read nor photographed. */
async function stopLoading(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Page.stopLoading');
  await session.detach();
}

function outcomeStatus(outcome: Awaited<ReturnType<typeof submitLetter>>): number | null {
  return 'status' in outcome ? outcome.status : null;
}
