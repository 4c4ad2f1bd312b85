import { askCaptcha, findCaptchaImage, statedExpiryMs } from './captcha.ts';
import type { CarryWork } from './carry-in-page.ts';
import type { CarryEnding } from './create-carrier.ts';
import type { FillPlan } from './fill-plan.ts';
import type { FoundForm } from './find-channel.ts';
import type { Recipe } from './recipe-schema.ts';

/** Null when the captcha is filled in; else how the letter ends. */
export async function answerCaptcha(
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
