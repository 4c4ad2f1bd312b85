import type { EvidenceId } from '../domain/outcome.ts';
import type { DataRequest, PageReading } from '../domain/page-reading.ts';
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

/**
 * Reads the page and its parts; null with the reason in `whyPageUnseen` when the page itself cannot be read. Where the
 * plain page does not decide (`isEnough`), shows a wall, or a finding rests on it, the rendered one takes its place.
 */
export function wholePage(
  book: PageBook,
  first: Want,
  isEnough: (plain: WholePage) => boolean = ({ complete }) => complete,
): WholePage | null {
  const plain = plainPage(book, first);
  const isDecided = plain === null ? !isWalled(book.ask(first)) : isEnough(plain);
  if (isDecided && !book.isDoubted(first)) return plain;
  return renderedPage(book, first) ?? plain;
}

/**
 * Why `wholePage` gave nothing. A wall stays a wall also where the browser ran into it and got no further, by a time-out
 * or in a circle.
 */
export function whyPageUnseen(book: PageBook, want: Want): ReturnType<typeof whyUnseen> {
  const page = book.ask(want);
  const why = whyUnseen(page, want.url, book);
  if (why === null || !isWalled(page)) return why;
  const rendered = book.askRendered(want);
  return rendered === null ? why : { ...why, evidence: [...why.evidence, ...evidenceOf(rendered)] };
}

/** Whether the plain page as a whole is script. Without a browser that stays unknown. */
export function madeByScript(book: PageBook, url: string): string {
  return `${url} is made by script${book.whyNotRendered === null ? '' : ` and ${book.whyNotRendered}`}`;
}

function plainPage(book: PageBook, first: Want): WholePage | null {
  let page = book.ask(first);
  if (page === null || whyUnseen(page, first.url, book) !== null || page.reading === null) return null;
  for (let leads = 0; leads < MAX_LEADS && page.reading?.leadsTo; leads++) {
    const next: LookedPage | null = book.ask({ role: first.role, url: page.reading.leadsTo });
    if (next === null || whyUnseen(next, page.reading.leadsTo, book) !== null || next.reading === null) break;
    page = next;
  }
  const { reading } = page;
  if (reading === null) return null;
  return withParts(book, page, reading, reading.complete, ['fragment', 'frame']);
}

/** A wall that a browser may pass by running its script. */
function isWalled(page: LookedPage | null): boolean {
  if (page === null) return false;
  return page.look.exchange.failure?.reason === 'challenged' || page.reading?.kind === 'challenge';
}

/** Fragments are in the rendered document already, the insides of frames are not. */
function renderedPage(book: PageBook, first: Want): WholePage | null {
  const page = book.askRendered(first);
  if (page === null || page.reading === null || whyUnseen(page, first.url, book) !== null) return null;
  return withParts(book, page, page.reading, true, ['frame']);
}

function withParts(
  book: PageBook,
  page: LookedPage,
  reading: PageReading,
  complete: boolean,
  dialects: readonly DataRequest['dialect'][],
): WholePage {
  const whole: WholePage = { page, readings: [reading], evidence: evidenceOf(page), complete };
  const parts = reading.dataRequests.filter(({ dialect }) => dialects.includes(dialect));
  for (const { url } of parts.slice(0, MAX_PARTS)) {
    if (!isSameHost(url, reading.url)) continue;
    const part: Want = { role: 'fragment', url };
    let read = book.ask(part);
    if (page.look.tier === 'browser' && read !== null) read = book.askRendered(part) ?? read;
    if (read?.reading && whyUnseen(read, url, book) === null) {
      whole.readings.push(read.reading);
      whole.evidence.push(...evidenceOf(read));
    } else {
      whole.complete = false;
    }
  }
  return whole;
}

/** The document and, where the browser took one, its picture. */
export function evidenceOf({ look }: LookedPage): EvidenceId[] {
  return look.picture === null ? [look.evidence] : [look.evidence, look.picture];
}

export function isSameHost(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && new URL(one).hostname === new URL(other).hostname;
}
