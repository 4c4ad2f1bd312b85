import type { CivilDate } from '../domain/civil-date.ts';
import { readListData } from '../reading/list-data.ts';
import { readPage } from '../reading/read-page.ts';
import type { Look } from '../store/store.ts';
import type { LookedPage, Want } from './page-book.ts';

/**
 * Reads a look's body: as list data where the want says so, else as a page. Only text is read. A page on which our
 * reader breaks is one page unseen, not a site or a run lost.
 */
export function readLookedPage(
  look: Look,
  bytes: Uint8Array | null,
  want: Want,
  today: CivilDate,
  read: PageReader = readPage,
): LookedPage {
  try {
    return readBody(look, bytes, want, today, read);
  } catch (error) {
    const fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { look, reading: null, data: null, fault };
  }
}

export type PageReader = typeof readPage;

function readBody(
  look: Look,
  bytes: Uint8Array | null,
  want: Want,
  today: CivilDate,
  read: PageReader,
): LookedPage {
  const { finalUrl, headers } = look.exchange;
  const contentType = headers['content-type'] ?? null;
  // Whether it answered over IPv6 is all that is asked of it.
  if (bytes === null || want.family === 6 || !isText(contentType)) return { look, reading: null, data: null };
  if (want.data !== undefined) {
    return {
      look,
      reading: null,
      data: readListData(want.data.dialect, bytes, contentType, finalUrl, today),
    };
  }
  // Servers never see what stands behind the hash; the page's own script does.
  const at = want.url.indexOf('#');
  const url = at < 0 || finalUrl.includes('#') ? finalUrl : finalUrl + want.url.slice(at);
  const reading = read({ bytes, url, contentType, today, rendered: look.tier === 'browser' });
  // The scripts have run: what the document has now is all there is.
  if (look.tier === 'browser') reading.complete = true;
  return { look, reading, data: null };
}

function isText(contentType: string | null): boolean {
  return contentType === null || /text|html|xml|json|javascript/i.test(contentType);
}
