import type { PageReading } from '../domain/page-reading.ts';
import type { InsecureFacts, Observed } from '../domain/site-facts.ts';
import type { PageBook } from './page-book.ts';
import { evidenceOf } from './whole-page.ts';

/** 混合内容: what the https pages that were read load by plain http. */
export function surveyInsecure(book: PageBook, readings: readonly PageReading[]): Observed<InsecureFacts> {
  // The rendered page comes after the plain one and takes its place.
  const pages = new Map(book.pages.map((page) => [page.reading?.url, page]));
  const https = [...new Set(readings.map(({ url }) => url))].filter((url) => url.startsWith('https:'));
  const parts = https.flatMap((url) => {
    const page = pages.get(url);
    const found = page?.reading?.insecure ?? [];
    return page === undefined
      ? []
      : found.map((part) => ({ ...part, foundOn: page.look.exchange.url, tier: page.look.tier, page }));
  });
  return {
    seen: true,
    value: {
      pages: https.length,
      parts: parts.map(({ url, blocked, foundOn, tier }) => ({ url, blocked, foundOn, tier })),
    },
    evidence: [...new Set(parts.flatMap(({ page }) => evidenceOf(page)))],
    tier: parts.length > 0 && parts.every(({ tier }) => tier === 'browser') ? 'browser' : 'http',
  };
}
