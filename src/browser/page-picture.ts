import type { CDPSession, Page } from 'playwright';
import type { Clock } from '../clock.ts';
import { alarm } from '../net/alarm.ts';

/** Taller pictures are cut: nobody prints them, and a page without end would fill memory. */
const MAX_HEIGHT = 8_000;
/** A page that still waits for a document draws nothing. */
const PICTURE_MS = 10_000;

/** One a page, for as long as the page: opening one takes as long as the picture's own questions. */
const sessions = new WeakMap<Page, Promise<CDPSession>>();

function sessionOf(page: Page): Promise<CDPSession> {
  const known = sessions.get(page);
  if (known !== undefined) return known;
  const opened = page.context().newCDPSession(page);
  sessions.set(page, opened);
  opened.catch(() => sessions.delete(page));
  return opened;
}

/**
 * The whole page as PNG, at most 8,000 pixels high; null when it cannot be had. Asked of the browser directly: half the
 * time of Playwright's own picture (80 against 42 ms, measured 2026-11), which prepares the page and packs tighter.
 */
export async function pictureOf(page: Page, clock: Clock): Promise<Uint8Array | null> {
  const session = await sessionOf(page).catch(() => null);
  if (session === null) return null;
  let stop = () => {};
  const late = new Promise<null>((resolve) => {
    stop = alarm(clock, PICTURE_MS, () => resolve(null));
  });
  const take = async () => {
    const { cssContentSize: size, cssLayoutViewport: seen } = await session.send('Page.getLayoutMetrics');
    const isWhole = size.height <= seen.clientHeight && size.width <= seen.clientWidth;
    const clip = { x: 0, y: 0, width: size.width, height: Math.min(size.height, MAX_HEIGHT), scale: 1 };
    const { data } = await session.send('Page.captureScreenshot', {
      ...{ format: 'png', optimizeForSpeed: true },
      ...(isWhole ? {} : { captureBeyondViewport: true, clip }),
    });
    return Buffer.from(data, 'base64');
  };
  try {
    return await Promise.race([take().catch(() => null), late]);
  } finally {
    stop();
  }
}
