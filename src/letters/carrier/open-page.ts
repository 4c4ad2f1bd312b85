import type { Page } from 'playwright';
import { navigationFailure } from '../../browser/navigation-failure.ts';
import type { PageVisit } from '../../browser/page-visit.ts';
import type { Failure } from '../../domain/exchange.ts';

export interface OpenedPage {
  url: string;
  /** Of the main document; null when none came. */
  status: number | null;
  failure: Failure | null;
}

export interface PageTimes {
  /** For a document to come. */
  pageMs: number;
  /** For its scripts to settle. */
  settleMs: number;
}

/** Goes to a page as a visitor who follows a link does. Never rejects for trouble of the page. */
export async function openPage(
  { page, gate }: Pick<PageVisit, 'page' | 'gate'>,
  url: string,
  { pageMs, settleMs }: PageTimes,
  referer?: string,
): Promise<OpenedPage> {
  try {
    const answer = await page.goto(url, {
      waitUntil: 'domcontentloaded',
      timeout: pageMs,
      ...(referer === undefined ? {} : { referer }),
    });
    await page.waitForLoadState('load', { timeout: settleMs }).catch(() => undefined);
    return { url: page.url(), status: answer?.status() ?? null, failure: null };
  } catch (error) {
    return { url, status: null, failure: gate.refused ?? navigationFailure(error, null) };
  }
}

/** Waits until the page's own scripts have fetched what they show; counters and chats go on for ever. */
export async function settle(page: Page, ms: number): Promise<void> {
  await page.waitForLoadState('networkidle', { timeout: ms }).catch(() => undefined);
}
