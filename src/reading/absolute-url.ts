import { pageAddress } from '../domain/page-address.ts';

/** Addresses that nothing in the URL standard changes: nearly all links are one of these, and its parser is dear. */
const PLAIN = /^https?:\/\/(?:[a-z\d]+(?:-[a-z\d]+)*\.)+[a-z]{2,}\/[\w/-]*(?:\.\w+)?$/;
const PLAIN_PATH = /^\/(?!\/)[\w/-]*(?:\.\w+)?$/;
const PLAIN_RELATIVE = /^(?:\.\.?\/)*[\w-][\w/-]*(?:\.\w+)?$/;

/** Anchors, scripts, and what other programs open. */
const NO_PAGE = /^(?:#|$|(?:javascript|mailto|tel|data|about):)/i;

/** What the links of one page are resolved against: all of them against the same. */
interface Base {
  url: string;
  /** Empty where links are not put together but resolved by the standard's own way. */
  origin: string;
  /** Path up to its last stroke. */
  folder: string;
}

let known: Base = { url: '', origin: '', folder: '/' };

/** Absolute http(s) URL of a link; null for anchors, scripts and what is no URL. */
export function absoluteUrl(href: string | undefined, base: string): string | null {
  const text = href?.trim();
  if (text === undefined) return null;
  if (PLAIN.test(text)) return text;
  if (known.url !== base) known = baseOf(base);
  const { origin, folder } = known;
  if (origin !== '') {
    if (PLAIN_PATH.test(text)) return `${origin}${text}`;
    if (PLAIN_RELATIVE.test(text)) return `${origin}${within(folder, text)}`;
  }
  const url = NO_PAGE.test(text) ? null : parsed(text, base);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null;
  return pageAddress(url);
}

function baseOf(base: string): Base {
  const url = /^https?:/i.test(base) ? parsed(base, base) : null;
  // Who names himself in the address is named in its links too.
  if (url === null || url.username !== '' || url.password !== '')
    return { url: base, origin: '', folder: '/' };
  return { url: base, origin: url.origin, folder: url.pathname.slice(0, url.pathname.lastIndexOf('/') + 1) };
}

/** The path that a relative one leads to. */
function within(folder: string, relative: string): string {
  let at = folder;
  let from = 0;
  while (relative.startsWith('.', from)) {
    const isUp = relative.startsWith('..', from);
    if (isUp && at !== '/') at = at.slice(0, at.lastIndexOf('/', at.length - 2) + 1);
    from += isUp ? 3 : 2;
  }
  return at + relative.slice(from);
}

function parsed(text: string, base: string): URL | null {
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
}
