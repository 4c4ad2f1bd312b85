import type { CivilDate } from '../domain/civil-date.ts';
import type { EvidenceId } from '../domain/outcome.ts';
import { type ListItem, SURE_ENOUGH } from '../domain/page-reading.ts';
import type { PageBook } from './page-book.ts';
import { whyUnseen } from './unseen.ts';
import { evidenceOf } from './whole-page.ts';

/** Articles opened for a list without dates: the first may be pinned, so one is not enough; the site is spared more. */
const ARTICLES_PER_LIST = 5;

export interface NewestArticle {
  latest: CivilDate | null;
  item: { title: string; url: string } | null;
  /** Articles that could not be read and might be newer. */
  unread: number;
  evidence: EvidenceId[];
  /** Every article was read off the page as the browser shows it. */
  isRendered: boolean;
}

/**
 * The newest publication date among the first articles of a list that shows none itself. `rendered` when the list was
 * read in the browser because something rests on it: then so are they.
 */
export function newestArticle(
  book: PageBook,
  items: readonly ListItem[],
  today: CivilDate,
  rendered: boolean,
  most = ARTICLES_PER_LIST,
): NewestArticle {
  const newest: NewestArticle = { latest: null, item: null, unread: 0, evidence: [], isRendered: true };
  for (const { title, url } of items.filter((item) => /^https?:/.test(item.url)).slice(0, most)) {
    const plain = book.ask({ role: 'article', url });
    const page = (rendered ? book.askRendered({ role: 'article', url }) : null) ?? plain;
    if (page === null || page.reading === null || whyUnseen(page, url, book) !== null) {
      newest.unread += 1;
      continue;
    }
    newest.evidence.push(...evidenceOf(page));
    newest.isRendered &&= page.look.tier === 'browser';
    const { published, kind, kindConfidence = 1 } = page.reading;
    // What reads like another list was not read as the article that it may be.
    const isUnread = kind === 'list' || kind === 'home' || kindConfidence < SURE_ENOUGH;
    if (published === null && isUnread) {
      newest.unread += 1;
      continue;
    }
    if (published !== null && published <= today && (newest.latest === null || published > newest.latest)) {
      newest.latest = published;
      newest.item = { title, url };
    }
  }
  return newest;
}
