import type { Page } from 'playwright';
import { clickablesOf } from './clickables.ts';

const ASKS =
  /(确认|确定|是否)(要)?.{0,12}(提交|发送|递交|发出)|(提交|发送).{0,16}(吗|么|\?|？)|请(您)?(仔细)?(核对|确认).{0,12}(信息|内容|无误|信件|来信|留言)/;
/** A button that only leads on to a page where the letter is looked over once more. */
export const LEADS_ON = /下一步|预\s*览|核\s*对/;

const YES = /^(确定|确认|是|好的?|确认提交|确定提交|提交((信件|来信|留言|咨询))?|继续提交|继续|OK)$/i;

/** The button that says yes to a question which the page drew itself after the click; null when none is asked. */
export async function confirmButton(pages: readonly Page[], known: ReadonlySet<string>) {
  for (const page of pages) {
    for (const frame of page.frames().slice(0, 8)) {
      const text = String(
        await frame.evaluate<unknown>('document.body ? document.body.innerText : ""').catch(() => ''),
      );
      const asked = text
        .split(/\n+/)
        .map((line) => line.replace(/\s+/g, ' ').trim())
        .find((line) => !known.has(line) && line.length <= 80 && ASKS.test(line));
      if (asked === undefined) continue;
      const buttons = await clickablesOf(frame, true);
      // The layer's buttons stand last: it was drawn after the form.
      const yes = buttons.filter(({ text: words, disabled }) => !disabled && YES.test(words));
      const isShown = await Promise.all(yes.map(({ locator }) => locator.isVisible().catch(() => false)));
      const button = yes.filter((_, i) => isShown[i]).at(-1);
      if (button !== undefined) return { asked, button };
    }
  }
  return null;
}
