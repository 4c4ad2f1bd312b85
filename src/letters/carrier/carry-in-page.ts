import type { Frame, Locator, Page } from 'playwright';
import type { PageVisit } from '../../browser/page-visit.ts';
import type { CarrierHooks, FilledField, LetterTask, SubmitIntent } from '../letter-carrier.ts';
import { applyRecipe } from './apply-recipe.ts';
import { askCaptcha, findCaptchaImage, statedExpiryMs } from './captcha.ts';
import { samplesOf } from './carries-letter.ts';
import type { CarryBook } from './carry-book.ts';
import type { CarrierLimits, CarrierSetting, CarryEnding } from './create-carrier.ts';
import { endingOfSubmit } from './ending-of-submit.ts';
import { checkWritten, FieldLost, fillField } from './fill-form.ts';
import { type FillPlan, planFill, writingsOf } from './fill-plan.ts';
import { type FoundForm, findChannel } from './find-channel.ts';
import type { EvidenceKeeper } from './keep-evidence.ts';
import type { Recipe } from './recipe-schema.ts';
import { privateValues } from './redaction.ts';
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
  const search = { visit, clock, zone, times: limits, maxPages: limits.maxPages, recipe, step };
  const channel = await findChannel(search, task.site.homeUrl, task.formUrl);
  if ('kind' in channel) {
    step(channel.words);
    const page = visit.page.context().pages().at(-1) ?? visit.page;
    book.evidence.push(
      ...(await keeper.keepPage(page, { hide: [], status: visit.journal.answer?.status() ?? null })),
    );
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
  const keep = async (hide: Locator[]) =>
    book.evidence.push(...(await keeper.keepPage(found.page, { hide, status: found.status })));
  const plan = planFill(found.form, task);
  if ('obstacle' in plan) {
    step(plan.words);
    await keep([]);
    const isWall = plan.obstacle === 'sms' || plan.obstacle === 'identity';
    return { kind: 'undetermined', reason: isWall ? 'login_required' : 'not_observed' };
  }
  const { frame } = found.seen;
  let fields: FilledField[];
  try {
    fields = await fillAll(work, frame, plan, recipe);
  } catch (error) {
    if (!(error instanceof FieldLost)) throw error;
    step(error.message);
    await keep(coversOf(frame, plan));
    return book.intent === null
      ? { kind: 'undetermined', reason: 'selector_lost' }
      : { kind: 'ambiguous', reason: `form: ${error.message}` };
  }
  step(`填写 ${fields.length} 项：${fields.map(({ label, role }) => label || role).join('、')}`);
  if (task.mode === 'live' && (plan.captcha !== null || found.form.captcha)) {
    const answered = await answerCaptcha(work, found, plan, recipe);
    if (answered !== null) {
      await keep(coversOf(frame, plan));
      return book.intent === null ? answered : { kind: 'ambiguous', reason: 'captcha_waiting' };
    }
  }
  await keep(coversOf(frame, plan));
  const { form } = found;
  commit.intent = {
    ...{ formUrl: book.formUrl ?? '', action: form.action, fields },
    evidence: [...book.evidence],
  };
  if (task.mode === 'blackhole') {
    step('不提交：只展示将要发送的内容');
    return { kind: 'rehearsed', intent: commit.intent };
  }
  if (form.submit === null) {
    step('没有找到提交按钮');
    return { kind: 'undetermined', reason: 'selector_lost' };
  }
  const submit = frame.locator(form.submit).first();
  const outcome = await submitLetter({
    visit,
    found,
    submit,
    gate,
    clock,
    limits,
    recipe,
    commit: commit.run,
    step,
  });
  if (gate.forbidden !== null) throw gate.forbidden;
  if (gate.stopped > 0) step(`拦下重复提交 ${gate.stopped} 次`);
  const ending = await endingOfSubmit({ outcome, found, plan, recipe, book, desk });
  for (const page of visit.page.context().pages().slice(-2)) {
    if (outcome.after === 'silence') await within(clock, 2_000, stopLoading(page), null);
    book.evidence.push(...(await keeper.keepPage(page, { hide: [], status: outcomeStatus(outcome) })));
  }
  return ending;
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

/** Pages made by script are done drawing within it. */
const REDRAWN_MS = 500;

async function fillAll(
  { clock, task }: CarryWork,
  frame: Frame,
  plan: FillPlan,
  recipe: Recipe | null,
): Promise<FilledField[]> {
  const fields: FilledField[] = [];
  const filling = { frame, site: task.site, sleep: (ms: number) => clock.sleep(ms) };
  const fillOnce = async () => {
    fields.length = 0;
    for (const one of plan.steps) {
      const filled = await fillField(filling, one);
      if (filled !== null) fields.push(filled);
    }
    await checkWritten(frame, plan.steps);
  };
  await fillOnce().catch(async (error: unknown) => {
    if (!(error instanceof FieldLost)) throw error;
    // A page may draw its form anew right after it has shown it, and what was written is gone. Nothing has been sent yet.
    await clock.sleep(REDRAWN_MS);
    await fillOnce();
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

/** Fields of a persona, covered on pictures. */
function coversOf(frame: Frame, plan: FillPlan): Locator[] {
  return writingsOf(plan.steps)
    .filter(({ secret }) => secret)
    .map(({ field }) => frame.locator(field.selector).first());
}

/** Null when the captcha is filled in; else how the letter ends. */
async function answerCaptcha(
  { desk, clock, book }: CarryWork,
  { seen, form }: FoundForm,
  { captcha }: FillPlan,
  recipe: Recipe | null,
): Promise<CarryEnding | null> {
  const step = (words: string) => book.step(words);
  const waiting: CarryEnding = { kind: 'undetermined', reason: 'captcha_waiting' };
  const own = recipe?.captcha;
  const selector = own?.field ?? captcha?.selector;
  if (selector === undefined) {
    step('验证码要人拖动或点选，机器不做');
    return waiting;
  }
  const { frame } = seen;
  const field = frame.locator(selector).first();
  const image =
    own?.image === undefined ? await findCaptchaImage(frame, field) : frame.locator(own.image).first();
  const text = String(
    await frame
      .locator(form.selector)
      .first()
      .innerText({ timeout: 2_000 })
      .catch(() => ''),
  );
  const expiresInMs = own?.expiresSeconds === undefined ? statedExpiryMs(text) : own.expiresSeconds * 1_000;
  const refresh = own?.refresh === undefined ? null : frame.locator(own.refresh).first();
  step('验证码交给值守人员');
  const answer = await askCaptcha({ field, image, refresh, expiresInMs }, desk, clock, step);
  if (answer === 'no_picture') step('看不到验证码图片');
  if (typeof answer === 'string') {
    if (answer === 'nobody') step('没有人回答验证码');
    return waiting;
  }
  await field.fill(answer.text, { timeout: 3_000 });
  step('填写验证码');
  return null;
}
