import type { EvidenceId } from '../domain/outcome.ts';
import type { PageReading } from '../domain/page-reading.ts';
import type { LookedPage, PageBook, Want } from './page-book.ts';
import { whyUnseen } from './unseen.ts';

/** A page as its visitor sees it: where it leads on to, with the frames and fragments that it loads. */
export interface WholePage {
  page: LookedPage;
  /** The page itself first, then its parts. */
  readings: PageReading[];
  evidence: EvidenceId[];
  /** False when a part could not be read, or script makes what we do not run. */
  complete: boolean;
}

/** More parts than this no page needs; a hostile one may name thousands. */
const MAX_PARTS = 12;
const MAX_LEADS = 3;

/** Reads the page and its parts; null with the reason in `whyUnseen` when the page itself cannot be read. */
export function wholePage(book: PageBook, first: Want): WholePage | null {
  let page = book.ask(first);
  if (page === null || whyUnseen(page, first.url, book) !== null || page.reading === null) return null;
  for (let leads = 0; leads < MAX_LEADS && page.reading?.leadsTo; leads++) {
    const next: LookedPage | null = book.ask({ role: first.role, url: page.reading.leadsTo });
    if (next === null || whyUnseen(next, page.reading.leadsTo, book) !== null || next.reading === null) break;
    page = next;
  }
  const { reading } = page;
  if (reading === null) return null;
  const whole: WholePage = {
    page,
    readings: [reading],
    evidence: [page.look.evidence],
    complete: reading.complete,
  };
  const parts = reading.dataRequests.filter(({ dialect }) => dialect === 'fragment' || dialect === 'frame');
  for (const part of parts.slice(0, MAX_PARTS)) {
    if (!isSameHost(part.url, reading.url)) continue;
    const read = book.ask({ role: 'fragment', url: part.url });
    if (read?.reading && whyUnseen(read, part.url, book) === null) {
      whole.readings.push(read.reading);
      whole.evidence.push(read.look.evidence);
    } else {
      whole.complete = false;
    }
  }
  return whole;
}

export function isSameHost(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && new URL(one).hostname === new URL(other).hostname;
}
