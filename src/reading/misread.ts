import type { PageReading } from '../domain/page-reading.ts';

/**
 * Whether a rendered page shows words in another charset than they were written in. Chromium guesses where neither header
 * nor page names one, and believes a page that lies; we know the bytes. A page that is wrong already as it came is none.
 *
 * @param plain the same page as its bytes were read, null where it was not looked at
 */
export function isMisread(rendered: PageReading, plain: PageReading | null): boolean {
  const shown = wordsOf(rendered);
  const sent = plain === null ? [] : wordsOf(plain);
  if (shown.some(isGarbled)) return !sent.some(isGarbled);
  const known = new Set(shown);
  return sent.some((words) => /[^\0-\x7f]/.test(words) && known.has(asGbk(words)) && !known.has(words));
}

const wordsOf = ({ title, links }: PageReading) => [title, ...links.map(({ text }) => text)];

const isGarbled = (words: string) => words.includes('\ufffd');

/** UTF-8 as it looks where it is taken for GBK. */
const asGbk = (words: string) => new TextDecoder('gb18030').decode(Buffer.from(words));
