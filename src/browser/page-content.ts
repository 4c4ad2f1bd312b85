import type { Frame, Page } from 'playwright';

export interface FrameContent {
  url: string;
  html: string;
}

/** What the HTTP tier reads of a page at most, in characters. */
export const MAX_CHARS = 8 * 1024 * 1024;
const MAX_FRAMES = 20;
/** A page that keeps loading itself anew is given up after so many tries. */
const TRIES = 3;
/** Taller screenshots are cut: nobody prints them, and a page without end would fill memory. */
const MAX_SCREENSHOT_HEIGHT = 8_000;

/** In script: the document as it stands, as markup. */
export const SERIALISE = `((most) => {
  const type = document.doctype;
  const head = type === null ? '' : new XMLSerializer().serializeToString(type);
  return (head + (document.documentElement?.outerHTML ?? '')).slice(0, most);
})(${MAX_CHARS})`;

/** The document as it stands now, as markup. */
export async function contentOf(frame: Frame): Promise<string> {
  for (let tries = 1; ; tries++) {
    try {
      const html = await frame.evaluate<unknown>(SERIALISE);
      // The page is free to redefine everything that was called there.
      return String(html).slice(0, MAX_CHARS);
    } catch (error) {
      const isMoving = error instanceof Error && /context was destroyed|navigat/i.test(error.message);
      if (!isMoving || tries >= TRIES) throw error;
      await frame.waitForLoadState('domcontentloaded');
    }
  }
}

/** The page's frames, those that can be read. */
export async function framesOf(page: Page): Promise<FrameContent[]> {
  const frames = page
    .frames()
    .filter((frame) => frame !== page.mainFrame() && /^(https?:|about:srcdoc)/.test(frame.url()))
    .slice(0, MAX_FRAMES);
  const read = frames.map(async (frame) => ({ url: frame.url(), html: await contentOf(frame) }));
  return (await Promise.allSettled(read)).flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}

/** The whole page as PNG, at most 8,000 pixels high; null when it cannot be had. */
export async function screenshotOf(page: Page): Promise<Uint8Array | null> {
  try {
    const height = await page.evaluate<unknown>('document.documentElement.scrollHeight');
    const isTall = !(Number(height) <= MAX_SCREENSHOT_HEIGHT);
    const width = page.viewportSize()?.width ?? 1366;
    return await page.screenshot({
      fullPage: true,
      animations: 'disabled',
      timeout: 10_000,
      ...(isTall ? { clip: { x: 0, y: 0, width, height: MAX_SCREENSHOT_HEIGHT } } : {}),
    });
  } catch {
    return null;
  }
}
