import { type CivilDate, daysBetween } from '../domain/civil-date.ts';
import type { EvidenceId, UndeterminedReason } from '../domain/outcome.ts';
import {
  type ListItem,
  type PageReading,
  type SearchForm,
  SURE_ENOUGH,
  type Trace,
} from '../domain/page-reading.ts';
import type { Site } from '../domain/site.ts';
import type { Observed, SearchFacts, SearchTry, Unseen } from '../domain/site-facts.ts';
import { urlEncoded } from '../reading/form-encoding.ts';
import { urlDate } from '../reading/url-date.ts';
import type { LookedPage, PageBook, Want } from './page-book.ts';
import { unseen, unseenAt, whyUnseen } from './unseen.ts';
import { evidenceOf, isSameHost, madeByScript, type WholePage } from './whole-page.ts';

/** Titles searched for at most, one after the other, until one is found: what a checker draws (STANDARDS D-FUN-5). */
const TITLES = 4;
/** Answers that a dead search must give: one may be a hiccup. */
const DEAD = 2;
/** An index may be some days behind. */
const SETTLED_DAYS = 3;
/** So many links that stand nowhere else are results. */
const FRESH_LINKS = 3;
const TITLE_LENGTH = { least: 8, most: 60 };
/** Answers by which the page of results is gone or broken; refusals of us are none. */
const GONE = new Set([404, 410, 500, 501, 502, 503, 504]);
const GONE_CODES = new Set(['name_not_found', 'connect_refused']);

/**
 * 站内搜索 of a portal: searches for a title that stands on the site, and for others only while none is found. What a plain
 * form cannot ask, and what a third party answers without the title, stays unseen: never a failure.
 */
export function surveySearch(
  book: PageBook,
  site: Site,
  home: WholePage,
  readings: readonly PageReading[],
  today: CivilDate,
): Observed<SearchFacts> {
  // Others are not judged for it: sparing them the requests.
  if (site.type !== 'portal') return unseen('not_observed', 'searching is tried on portals alone');
  const all = [...home.readings, ...readings];
  const found = findForm(book, home, all);
  if ('seen' in found) return found;
  const { form, on } = found;
  const titles = titlesOf(all, on, today);
  if (titles.length === 0)
    return unseenAt(home.page, 'not_observed', 'no title of the site was found to search for');
  const front = frontOf([...home.readings, on]);
  const tried: SearchTry[] = [];
  const evidence = new Set<EvidenceId>();
  let isRendered = true;
  for (const item of titles) {
    const answer = ask(book, form, on, item, front);
    if ('reason' in answer) return answer;
    for (const id of answer.evidence) evidence.add(id);
    isRendered &&= answer.isRendered;
    tried.push(answer.tried);
    if (answer.tried.gave === 'found') break;
    if (tried.length === DEAD && tried.every(({ gave }) => gave === 'dead')) break;
  }
  return {
    seen: true,
    value: { exists: true, action: form.action, tried },
    evidence: [...evidence],
    tier: isRendered ? 'browser' : 'http',
  };
}

/** The form that asks the site itself where there is one, and the page it stands on. */
function findForm(
  book: PageBook,
  home: WholePage,
  readings: readonly PageReading[],
): { form: SearchForm; on: PageReading } | Observed<SearchFacts> {
  const usable = (pages: readonly PageReading[]) =>
    pages
      .flatMap((on) => (on.search?.forms ?? []).map((form) => ({ form, on })))
      .sort(
        (a, b) => Number(!isSameHost(a.form.action, a.on.url)) - Number(!isSameHost(b.form.action, b.on.url)),
      );
  const [first] = usable(readings);
  if (first !== undefined) return first;
  const links = [...new Set(readings.flatMap(({ search }) => search?.links ?? []))];
  for (const url of links.slice(0, 1)) {
    const page = book.ask({ role: 'search', url });
    const [behind] = usable(page?.reading ? [page.reading] : []);
    if (behind !== undefined) return behind;
    const why = whyUnseen(page, url, book);
    if (why !== null) return why;
  }
  if (readings.some(({ search }) => search !== undefined))
    return unseenAt(home.page, 'not_observed', 'searching goes by script, which is not run for it');
  if (!home.complete)
    return unseenAt(home.page, 'not_observed', madeByScript(book, 'the head of the home page'));
  const { evidence, page } = home;
  return { seen: true, value: { exists: false, action: null, tried: [] }, evidence, tier: page.look.tier };
}

/**
 * Titles of the site's own articles, whole and settled; the newest first, of every list one before a second. Letters of
 * citizens stand in a system of their own, which the index of a site seldom knows.
 */
function titlesOf(readings: readonly PageReading[], on: PageReading, today: CivilDate): ListItem[] {
  const lists = readings
    .filter(({ replies }) => replies.length === 0)
    .map(({ lists }) => lists.flatMap(({ items }) => items.filter((item) => isFit(item, on, today))));
  const seen = new Set<string>();
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  const inTurn = Array.from({ length: longest }, (_, i) => lists.flatMap((items) => items[i] ?? [])).flat();
  return inTurn.filter(({ title }) => !seen.has(plain(title)) && seen.add(plain(title))).slice(0, TITLES);
}

function isFit({ title, url, date }: ListItem, on: PageReading, today: CivilDate): boolean {
  const { length } = plain(title);
  // Lists without dates have them in the addresses of their articles, as surely as an index needs them.
  const day = date ?? urlDate(url);
  return (
    length >= TITLE_LENGTH.least &&
    length <= TITLE_LENGTH.most &&
    !/\.{2,}$|…$/.test(title.trim()) &&
    day !== null &&
    daysBetween(day, today) >= SETTLED_DAYS &&
    isSameHost(url, on.url)
  );
}

/** What stands on the front page and on the page with the form, and so is no answer to a search. */
interface Front {
  urls: ReadonlySet<string>;
  /** Words by which parts of them say that they have nothing. */
  words: ReadonlySet<string>;
}

function frontOf(pages: readonly PageReading[]): Front {
  return {
    urls: new Set(pages.flatMap(({ links }) => links.map(({ url }) => url))),
    words: new Set(
      pages.flatMap(({ nothingFound = [] }) => nothingFound.map(({ trace }) => plain(trace.text))),
    ),
  };
}

interface Answer {
  tried: SearchTry;
  evidence: EvidenceId[];
  isRendered: boolean;
}

function ask(
  book: PageBook,
  form: SearchForm,
  on: PageReading,
  { title, url }: ListItem,
  front: Front,
): Answer | Unseen {
  const want = wantOf(form, charsetOf(book, on), title.trim());
  const page = book.ask(want);
  const say = (gave: SearchTry['gave'], by: LookedPage, more: Partial<SearchTry> = {}): Answer => ({
    tried: { title, url, askedAt: want.url, gave, status: by.look.exchange.status, ...more },
    evidence: evidenceOf(by),
    isRendered: by.look.tier === 'browser',
  });
  if (page === null) return unseen(book.whyMissing, `${want.url} was not looked at`);
  if (shows(page, title)) return say('found', page);
  const isOwn = isSameHost(form.action, on.url);
  const detail = `${want.url} does not show the title without its script`;
  // The browser cannot be led to the answer of a POST.
  if (want.post !== undefined) {
    if (isOwn && isGone(page)) return say('dead', page);
    return whyUnread(page, want.url, book) ?? unseenAt(page, 'not_observed', detail);
  }
  if (isOwn && isGone(page) && !book.isDoubted(want)) return say('dead', page);
  const why = isGone(page) ? null : whyUnread(page, want.url, book);
  if (why !== null && why.reason !== 'challenged') return why;
  const rendered = book.askRendered(want);
  if (rendered === null)
    return isOwn && isGone(page) ? say('dead', page) : (why ?? unseenAt(page, reasonOf(book), detail));
  if (shows(rendered, title)) return say('found', rendered);
  // What a third party finds is not the site's doing.
  if (!isOwn)
    return unseenAt(rendered, 'not_observed', `${want.url}, of a third party, does not show the title`);
  if (isGone(rendered)) return say('dead', rendered);
  const unread = whyUnread(rendered, want.url, book);
  if (unread !== null) return unread;
  return hasResults(rendered, front)
    ? say('others', rendered)
    : say('nothing', rendered, proofOf(rendered, title, front));
}

/**
 * What proves that there are no results: words of the page, which had all that it asked for. A page whose own data did
 * not come shows none either, and may say so. The front page's words and those of the title prove nothing.
 */
function proofOf({ look, reading }: LookedPage, title: string, { words }: Front): Partial<SearchTry> {
  const { unanswered } = look.exchange;
  // Looks older than this part did not note it.
  if (unanswered === undefined) return {};
  if (unanswered.length > 0) return { unanswered };
  const isProof = ({ text }: Trace) => !words.has(plain(text)) && !plain(title).includes(plain(text));
  const said = reading?.nothingFound?.find(
    ({ confidence, trace }) => confidence >= SURE_ENOUGH && isProof(trace),
  );
  return said === undefined ? {} : { said: said.trace };
}

/** 没有找到相关内容 is what pages say that are gone; after a search it is the answer. */
function isAnswer({ look, reading }: LookedPage): boolean {
  const { failure, status } = look.exchange;
  const isRight = failure === null && (status ?? 0) < 400;
  return isRight && reading?.detail === 'soft-404' && reading.nothingFound !== undefined;
}

function whyUnread(page: LookedPage, url: string, book: PageBook): Unseen | null {
  return isAnswer(page) ? null : whyUnseen(page, url, book);
}

const reasonOf = (book: PageBook): UndeterminedReason =>
  book.whyNotRendered?.startsWith('the budget') ? 'budget_exhausted' : 'not_observed';

/** As a browser sends the form: a GET puts the fields in the place of what the action asks. */
function wantOf({ action, method, field, rest, charset }: SearchForm, ofPage: string, words: string): Want {
  const fields = urlEncoded({ ...rest, [field]: words }, charset ?? ofPage);
  if (method === 'post') return { role: 'search', url: action, post: fields };
  const url = new URL(action);
  url.search = fields;
  url.hash = '';
  return { role: 'search', url: url.href };
}

/** The charset in which the page came: what the browser shows is kept in UTF-8, whatever it was before. */
function charsetOf(book: PageBook, on: PageReading): string {
  const plain = book.pages.find(
    ({ look, reading }) => look.tier === 'http' && look.exchange.finalUrl === on.url && reading !== null,
  );
  return (plain?.reading ?? on).charset.used;
}

/** A link on the page bears the title: the words alone stand in the search box, too. */
function shows({ reading }: LookedPage, title: string): boolean {
  const wanted = plain(title);
  return reading?.links.some(({ text }) => plain(text).includes(wanted)) ?? false;
}

/** Links that no page of the front has, in a list or some of them: whatever was found, the search answers. */
function hasResults({ reading }: LookedPage, { urls }: Front): boolean {
  const isFresh = ({ url }: { url: string }) => !urls.has(url);
  const inLists = (reading?.lists ?? []).filter(({ confidence }) => confidence >= SURE_ENOUGH);
  if (inLists.some(({ items }) => items.some(isFresh))) return true;
  const fresh = reading?.links.filter(
    (link) => isFresh(link) && plain(link.text).length >= TITLE_LENGTH.least,
  );
  return (fresh?.length ?? 0) >= FRESH_LINKS;
}

const plain = (text: string) => text.replace(/[\s\u3000]+/g, '');

function isGone(page: LookedPage): boolean {
  const { failure, status } = page.look.exchange;
  if (failure !== null) return GONE_CODES.has(failure.code);
  return GONE.has(status ?? 0) || (page.reading?.detail === 'soft-404' && !isAnswer(page));
}
