import type { Frame, Locator } from 'playwright';
import type { Clock } from '../../clock.ts';
import type { CarrierHooks } from '../letter-carrier.ts';

/** Where the picture stands and how it is made anew; what a recipe says goes before what is found. */
export interface CaptchaPlace {
  field: Locator;
  image: Locator | null;
  refresh: Locator | null;
  /** As the page or the recipe states it. */
  expiresInMs: number | null;
}

export type CaptchaAnswer = { text: string } | 'nobody' | 'no_picture';

/** How often the picture is looked at while a person thinks. */
const WATCH_MS = 500;
/** Some pictures come only when their field is entered. */
const PICTURE_MS = 4_000;
/** Nobody reads so many pictures; a page that shows one a second holds the desk hostage. */
const MAX_PICTURES = 20;

interface Node {
  parentElement: Node | null;
  querySelectorAll(selector: string): ArrayLike<Picture>;
}
interface Picture extends Node {
  tagName: string;
  textContent: string | null;
  childElementCount: number;
  offsetWidth: number;
  offsetHeight: number;
  complete?: boolean;
  naturalWidth?: number;
  src?: string;
  setAttribute(name: string, value: string): void;
}

/**
 * Marks the picture beside the field: the nearest image or canvas of a code's size; else the words of a sum (3 + 5 = ?) or
 * of a question, which a person answers all the same.
 */
export async function findCaptchaImage(frame: Frame, field: Locator): Promise<Locator | null> {
  const isFound = await field.evaluate((own: Node) => {
    for (
      let around = own.parentElement, steps = 0;
      around !== null && steps < 5;
      around = around.parentElement, steps++
    ) {
      for (const picture of Array.from(around.querySelectorAll('img, canvas, svg'))) {
        const isCode = picture.offsetWidth <= 400 && picture.offsetHeight <= 160;
        if (!isCode) continue;
        picture.setAttribute('data-xj-code', '1');
        return true;
      }
      for (const words of Array.from(
        around.querySelectorAll('span, em, i, b, font, label, p, div, td, code'),
      )) {
        const text = (words.textContent ?? '').replace(/\s+/g, '');
        const asks = /\d[+＋\-－×xX*÷/加减乘除]\d+(=|＝|等于|是)?[?？]?/.test(text) || /[?？]$/.test(text);
        if (words.childElementCount > 0 || text.length > 60 || !asks || words.offsetHeight === 0) continue;
        words.setAttribute('data-xj-code', '1');
        return true;
      }
    }
    return false;
  });
  return isFound ? frame.locator('[data-xj-code="1"]').first() : null;
}

/** 验证码60秒内有效, 有效期2分钟: how long a picture lasts by the page's own words. */
export function statedExpiryMs(text: string): number | null {
  const m =
    /验证码[^。；\n]{0,16}?(\d{1,3})\s*(秒|分钟)[^。；\n]{0,6}(有效|过期|失效)|验证码[^。；\n]{0,10}(?:有效期|有效时间)[^\d\n]{0,6}(\d{1,3})\s*(秒|分钟)/.exec(
      text,
    );
  if (m === null) return null;
  const count = Number(m[1] ?? m[4]);
  return count * ((m[2] ?? m[5]) === '秒' ? 1_000 : 60_000);
}

/**
 * Shows the picture to a person and waits. A picture that expires or changes is shown anew, the answer to the old one
 * left aside. Captchas are not broken by machine.
 */
export async function askCaptcha(
  place: CaptchaPlace,
  hooks: CarrierHooks,
  clock: Clock,
  step: (words: string) => void,
): Promise<CaptchaAnswer> {
  if (place.image === null) return 'no_picture';
  await place.field.focus({ timeout: 2_000 }).catch(() => undefined);
  for (let shown = 0; shown < MAX_PICTURES; shown++) {
    if (shown > 0) step('验证码图片已过期，换一张');
    const image = await pictureOf(place.image, clock);
    if (image === null) return 'no_picture';
    const outdated = new AbortController();
    const state: Shown = { source: await sourceOf(place.image), isRenewed: false };
    const changed = watchPicture(place, clock, outdated, state);
    const asked = hooks.solveCaptcha({ image, expiresInMs: place.expiresInMs, outdated: outdated.signal });
    asked.catch(() => undefined);
    try {
      const answer = await Promise.race([asked, changed.then(() => 'outdated' as const)]);
      if (answer === 'outdated') continue;
      // The answer came while its picture was being changed: it would be refused.
      if (answer !== null && (state.isRenewed || (await sourceOf(place.image)) !== state.source)) continue;
      // The desk gives a picture back when its time is over; with time of the letter left the next one is shown.
      if (answer === null && place.expiresInMs !== null && (hooks.deskRemainingMs?.() ?? 0) > 0) {
        if (!state.isRenewed) {
          state.isRenewed = true;
          await (place.refresh ?? place.image).click({ timeout: 2_000 }).catch(() => undefined);
        }
        continue;
      }
      return answer === null || answer.trim() === '' ? 'nobody' : { text: answer.trim() };
    } finally {
      outdated.abort();
    }
  }
  return 'nobody';
}

/** The picture as it is drawn; null when it does not come. */
async function pictureOf(image: Locator, clock: Clock): Promise<Uint8Array | null> {
  const until = clock.elapsed() + PICTURE_MS;
  while (clock.elapsed() <= until) {
    const isDrawn = await image
      .evaluate(
        (own: Picture) =>
          own.tagName === 'IMG'
            ? own.complete === true && (own.naturalWidth ?? 0) > 0
            : own.offsetWidth !== 0,
        undefined,
        // A page that loaded itself anew has no marked picture any more.
        { timeout: 500 },
      )
      .catch(() => false);
    if (isDrawn) return image.screenshot({ timeout: 5_000 }).catch(() => null);
    await clock.sleep(100);
  }
  return null;
}

/** The picture a person was shown; a sum in words is its own source. */
interface Shown {
  source: string | null;
  /** Another one has been asked of the page. */
  isRenewed: boolean;
}

function sourceOf(image: Locator): Promise<string | null> {
  return image
    .evaluate((own: Picture) => own.src ?? own.textContent ?? '', undefined, { timeout: 2_000 })
    .catch(() => null);
}

/** Settles when the picture is no longer the one that was shown: its time is over, or the page put another there. */
async function watchPicture(
  { image, refresh, expiresInMs }: CaptchaPlace,
  clock: Clock,
  over: AbortController,
  shown: Shown,
): Promise<void> {
  if (image === null) return;
  const began = clock.elapsed();
  for (;;) {
    await clock.sleep(WATCH_MS, over.signal).catch(() => undefined);
    if (over.signal.aborted) return new Promise(() => undefined);
    if (expiresInMs !== null && clock.elapsed() - began >= expiresInMs) {
      shown.isRenewed = true;
      await (refresh ?? image).click({ timeout: 2_000 }).catch(() => undefined);
      return;
    }
    if ((await sourceOf(image)) !== shown.source) return;
  }
}
