import type { CivilDate } from '../domain/civil-date.ts';
import { readListData } from '../reading/list-data.ts';
import { readPage } from '../reading/read-page.ts';
import type { Look } from '../store/store.ts';
import type { LookedPage, Want } from './page-book.ts';

/** Reads a look's body: as list data where the want says so, else as a page. Only text is read. */
export function readLookedPage(
  look: Look,
  bytes: Uint8Array | null,
  want: Want,
  today: CivilDate,
): LookedPage {
  const { finalUrl, headers } = look.exchange;
  const contentType = headers['content-type'] ?? null;
  if (bytes === null || !isText(contentType)) return { look, reading: null, data: null };
  if (want.data !== undefined) {
    return {
      look,
      reading: null,
      data: readListData(want.data.dialect, bytes, contentType, finalUrl, today),
    };
  }
  return { look, reading: readPage({ bytes, url: finalUrl, contentType, today }), data: null };
}

function isText(contentType: string | null): boolean {
  return contentType === null || /text|html|xml|json|javascript/i.test(contentType);
}
