import type { Locator, Page } from 'playwright';
import type { Clock } from '../../clock.ts';

/** What a press leads to comes within it: a window, another page, a panel. */
const LEADS_MS = 4_000;
const LOOK_MS = 100;

/** Presses something that leads on and gives the page it led to: a new window, or the same one. */
export async function press(page: Page, target: Locator, clock: Clock): Promise<Page> {
  const context = page.context();
  const known = new Set(context.pages());
  const before = await stateOf(page);
  const click = target.click({ timeout: 2_000, noWaitAfter: true });
  // Entries of a menu that only the pointer unfolds are pressed by script.
  await click.catch(() => target.dispatchEvent('click').catch(() => undefined));
  for (let waited = 0; waited < LEADS_MS; waited += LOOK_MS) {
    const opened = context.pages().find((one) => !known.has(one));
    if (opened !== undefined) return arrived(opened);
    if ((await stateOf(page)) !== before) return arrived(page);
    await clock.sleep(LOOK_MS);
  }
  return page;
}

async function arrived(page: Page): Promise<Page> {
  await page.waitForLoadState('load', { timeout: 8_000 }).catch(() => undefined);
  return page;
}

const STATE = `location.href + ' ' + document.querySelectorAll('input, textarea, select').length + ' ' + (document.body ? document.body.innerText.length : 0)`;

async function stateOf(page: Page): Promise<string> {
  // A page that is just moving on has no state; that is one too.
  return page.evaluate<string>(STATE).catch(() => 'moving');
}
