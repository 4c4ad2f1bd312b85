import type { CivilDate } from '../domain/civil-date.ts';
import type { EvidenceId } from '../domain/outcome.ts';
import type { ListItem } from '../domain/page-reading.ts';
import type { PageBook } from './page-book.ts';
import { whyUnseen } from './unseen.ts';

/** Articles opened for a list without dates: the first may be pinned, so one is not enough; the site is spared more. */
const ARTICLES_PER_LIST = 5;

export interface NewestArticle {
  latest: CivilDate | null;
  item: { title: string; url: string } | null;
  /** Articles that could not be read and might be newer. */
  unread: number;
  evidence: EvidenceId[];
}

/** The newest publication date among the first articles of a list that shows none itself. */
export function newestArticle(book: PageBook, items: readonly ListItem[], today: CivilDate): NewestArticle {
  const newest: NewestArticle = { latest: null, item: null, unread: 0, evidence: [] };
  for (const { title, url } of items
    .filter((item) => /^https?:/.test(item.url))
    .slice(0, ARTICLES_PER_LIST)) {
    const page = book.ask({ role: 'article', url });
    if (page === null || page.reading === null || whyUnseen(page, url, book) !== null) {
      newest.unread += 1;
      continue;
    }
    newest.evidence.push(page.look.evidence);
    const { published } = page.reading;
    if (published !== null && published <= today && (newest.latest === null || published > newest.latest)) {
      newest.latest = published;
      newest.item = { title, url };
    }
  }
  return newest;
}
