import type { Locator, Page } from 'playwright';
import type { Clock } from '../../clock.ts';
import { type Clickable, clickablesOf } from './clickables.ts';
import { isConsent, isCounting } from './notice-words.ts';
import { press } from './press.ts';

/** The longest countdowns seen are half a minute; a page that counts longer keeps people out. */
const COUNTDOWN_MS = 60_000;
const LOOK_MS = 250;

interface Box {
  checked: boolean;
  disabled: boolean;
  parentElement: { innerText: string; parentElement: { innerText: string } | null } | null;
  click(): void;
}

/** Ticks what has to be ticked, waits out the countdown and says yes. Null when nothing there can be pressed. */
export async function passNotice(
  page: Page,
  clock: Clock,
  step: (words: string) => void,
): Promise<Page | null> {
  await tickConsent(page, step);
  const began = clock.elapsed();
  let saidWaiting = false;
  for (;;) {
    const all = await pressable(page);
    const ready = all.find(({ text, disabled }) => !disabled && isConsent(text) && !isCounting(text));
    if (ready !== undefined) {
      step(`点击“${ready.text}”`);
      const led = await press(page, ready.locator, clock);
      return led;
    }
    const isWaiting = all.some(({ text, disabled }) => isCounting(text) || (disabled && isConsent(text)));
    if (!isWaiting || clock.elapsed() - began > COUNTDOWN_MS) return null;
    if (!saidWaiting) step('等待倒计时');
    saidWaiting = true;
    await clock.sleep(LOOK_MS);
  }
}

async function pressable(page: Page): Promise<Clickable[]> {
  const all = await Promise.all(
    page
      .frames()
      .slice(0, 8)
      .map((frame) => clickablesOf(frame, true)),
  );
  return all.flat();
}

async function tickConsent(page: Page, step: (words: string) => void): Promise<void> {
  for (const frame of page.frames().slice(0, 8)) {
    const boxes = frame.locator('input[type="checkbox"]');
    const count = Math.min(await boxes.count().catch(() => 0), 10);
    for (let i = 0; i < count; i++) if (await tickOne(boxes.nth(i))) step('勾选“已阅读并同意”');
  }
}

async function tickOne(box: Locator): Promise<boolean> {
  return box
    .evaluate((own: Box) => {
      const words = `${own.parentElement?.innerText ?? ''} ${own.parentElement?.parentElement?.innerText ?? ''}`;
      if (own.checked || own.disabled || !/阅读|同意|知晓|承诺|遵守/.test(words)) return false;
      own.click();
      return own.checked;
    })
    .catch(() => false);
}
