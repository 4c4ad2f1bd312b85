import { type CivilDate, parseCivilDate } from '../domain/civil-date.ts';
import { type PageReading, SURE_ENOUGH } from '../domain/page-reading.ts';
import type { UnansweredLetter } from '../domain/site-facts.ts';
import type { PageBook } from './page-book.ts';
import { whyUnseen } from './unseen.ts';

/** W5 leaves these out: 在线访谈、调查征集、网上信访、纪检举报. */
const LEFT_OUT = /访谈|征集|调查|信访|纪检|监察|举报|巡视|巡察/;
/** States that say in so many words that there is no answer yet. 受理中 is not one of them: lists keep it after the answer. */
const OPEN =
  /^(待(审[查核]|受理|处理|办理|回复|答复|办结|分办|转办|解决)|未(回复|答复|处理|办结|受理|办理|解决)|新提交)$/;
/** A list that shows no states tells an unanswered letter by what nearly all others have. */
const NEARLY_ALL = 0.8;
const LETTERS_TO_COMPARE = 5;

/** Public consultations that a list shows without an answer, newest page reading of each address. */
export function unansweredLetters(book: PageBook): UnansweredLetter[] {
  const open = new Map<string, UnansweredLetter>();
  const read = new Map<string, boolean>();
  // The rendered page comes after the plain one and takes its place.
  for (const page of book.pages) {
    const { reading, look } = page;
    if (reading === null || whyUnseen(page, look.exchange.url, book) !== null || isLeftOut(reading)) continue;
    const { url } = look.exchange;
    if (read.has(url)) for (const [key, { foundOn }] of open) if (foundOn === url) open.delete(key);
    read.set(url, true);
    for (const { title, url: letterUrl, sentAt } of openIn(reading)) {
      const key = `${url} ${title} ${sentAt}`;
      open.set(key, { title, url: letterUrl ?? url, sentAt, foundOn: url, tier: look.tier });
    }
  }
  return [...open.values()];
}

function isLeftOut({ title, breadcrumb }: PageReading): boolean {
  return LEFT_OUT.test(title.split(/[-_|—]/)[0] ?? '') || breadcrumb.some(({ text }) => LEFT_OUT.test(text));
}

function openIn(page: PageReading): { title: string; url: string | null; sentAt: CivilDate }[] {
  const replies = page.replies.filter(({ confidence = 1 }) => confidence >= SURE_ENOUGH);
  const answered = replies.filter(({ repliedAt, answer }) => repliedAt !== null || answer !== null).length;
  const shows = replies.length >= LETTERS_TO_COMPARE && answered / replies.length >= NEARLY_ALL;
  return replies.flatMap(({ title, url, sentAt, state, repliedAt, answer }) => {
    const day = parseCivilDate(sentAt?.slice(0, 10) ?? '');
    if (day === null || repliedAt !== null || answer !== null) return [];
    const isOpen = state === null ? shows : OPEN.test(state);
    return isOpen ? [{ title, url, sentAt: day }] : [];
  });
}
