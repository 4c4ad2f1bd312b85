import type { Element } from 'domhandler';
import { plainName } from '../domain/account.ts';
import { type PostsFacts, type PresenceFacts, postsOf, type WayFacts } from '../domain/account-facts.ts';
import { type CivilDate, civilDateOf } from '../domain/civil-date.ts';
import { absoluteUrl } from '../reading/absolute-url.ts';
import { type PageDom, parsePage, textOf } from '../reading/page-dom.ts';
import { readPage } from '../reading/read-page.ts';
import { goneWords } from './gone-words.ts';
import { listAt, recordAt, textAt } from './json-answer.ts';
import type { PageRecipe } from './page-recipe.ts';
import { type LookMoment, postDate } from './post-time.ts';

/** What an account's page says. */
export interface AccountPageReading {
  presence: PresenceFacts;
  /** Null when no post was recognised on the page. */
  posts: PostsFacts | null;
  /** Ways that show; those to be tried by their links carry them. */
  ways: (WayFacts & { link: string | null })[];
  whole: boolean;
  /** The words in a post's place when the page was one post alone and it is gone: that says nothing of its account. */
  lostPost: string | null;
}

/** The most posts read of one page. */
const MAX_ITEMS = 200;

/**
 * Reads a page of posts by its recipe, a WeChat history or article by its script, any other page by its lists. `names` are
 * those of the account: where a page lists several accounts' posts, only its own count. Pure.
 */
export function readAccountPage(
  html: string,
  url: string,
  moment: LookMoment,
  recipe: PageRecipe | null,
  names: readonly string[] = [],
): AccountPageReading {
  const dom = parsePage(documentsIn(html) ?? html);
  const body = Math.max(
    0,
    dom.nodes.findIndex(({ element }) => element?.name === 'body'),
  );
  const gone = goneWords(textOf(dom, body, 2_000));
  const nothing = { posts: null, ways: [], whole: false, lostPost: null };
  const presence: PresenceFacts = {
    state: gone?.state ?? 'present',
    shownName: recipe === null ? null : nameIn(dom, recipe),
    shownOperator:
      recipe?.operator === undefined
        ? null
        : (textIn(dom, recipe.operator)?.replace(/^(?:[账帐]号主体|认证主体|认证|主体)[:：]\s*/, '') ?? null),
    words: gone?.words ?? null,
  };
  if (gone?.isOfPost === true)
    return { ...nothing, presence: { ...presence, state: 'present' }, lostPost: gone.words };
  if (gone !== null) return { ...nothing, presence };
  if (recipe !== null) {
    // A list of comments, a sheet of data, a login: not where the account's posts stand.
    const isItsPage = recipe.accountName === undefined || presence.shownName !== null;
    if (!isItsPage) return { ...nothing, presence };
    const posts = byRecipe(dom, url, moment, recipe, names.map(plainName));
    return { ...nothing, presence, posts, ways: waysOf(dom, url, recipe), whole: recipe.whole };
  }
  const history = wechatHistory(html, url, moment);
  if (history !== null) {
    const shown = (label: string) => textIn(dom, label);
    const own = { ...presence, shownName: shown('.profile_nickname') };
    return { ...nothing, presence: own, posts: history };
  }
  const article = wechatArticle(html, url, moment);
  if (article !== null) return { ...nothing, ...article };
  return { ...nothing, presence, posts: byLists(html, url, moment) };
}

/**
 * An answer in JSON whose list holds an XML document for each post (how searches answer their own scripts), as one page
 * with their elements; null for anything else. Marks of the words searched for (private use characters) are left out.
 */
function documentsIn(text: string): string | null {
  if (!/^\s*\{/.test(text)) return null;
  let lists: unknown[];
  try {
    lists = Object.values(JSON.parse(text) as object).filter(Array.isArray);
  } catch {
    return null;
  }
  const documents = lists
    .flat()
    .filter((one): one is string => typeof one === 'string' && /^\s*<\?xml\b/.test(one));
  if (documents.length === 0) return null;
  return documents
    .join('\n')
    .replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, (_whole, inner: string) =>
      inner.replaceAll('&', '&amp;').replaceAll('<', '&lt;'),
    )
    .replace(/[\uE000-\uF8FF]/g, '');
}

/** The account's name as the recipe finds it; null where it ends otherwise than names do. */
function nameIn(dom: PageDom, { accountName, accountNameEnds: ending }: PageRecipe): string | null {
  const text = accountName === undefined ? null : textIn(dom, accountName);
  if (text === null || ending === undefined) return text;
  return text.endsWith(ending) ? text.slice(0, -ending.length).trim() || null : null;
}

function byRecipe(
  dom: PageDom,
  url: string,
  moment: LookMoment,
  recipe: PageRecipe,
  names: readonly string[],
): PostsFacts | null {
  const { author } = recipe;
  const items = select(dom, recipe.item)
    .slice(0, MAX_ITEMS)
    .filter(
      (item) => author === undefined || names.includes(plainName(dom.$(item).find(author).first().text())),
    );
  if (items.length === 0) return null;
  const posts = postsOf(
    items.map((item) => {
      const $item = dom.$(item);
      const $time = recipe.time === undefined ? $item : $item.find(recipe.time).first();
      const stated = recipe.timeAttribute === undefined ? undefined : $time.attr(recipe.timeAttribute);
      const time = stated ?? $time.text();
      const $title = recipe.title === undefined ? $item : $item.find(recipe.title).first();
      const href = recipe.link === undefined ? undefined : $item.find(recipe.link).first().attr('href');
      return {
        title: $title.text().replace(/\s+/g, ' ').trim().slice(0, 120),
        url: absoluteUrl(href, url),
        date: postDate(time, moment),
        isRepost: recipe.repost !== undefined && $item.find(recipe.repost).length > 0,
      };
    }),
    false,
  );
  // A search shows what it found, which need not be the newest.
  return author !== undefined && posts.basis === 'listed' ? { ...posts, basis: 'single' } : posts;
}

function waysOf(dom: PageDom, url: string, recipe: PageRecipe): AccountPageReading['ways'] {
  return recipe.interaction.flatMap(({ way, selector, link }): AccountPageReading['ways'] => {
    const [element] = select(dom, selector);
    if (element === undefined) return [];
    const href = absoluteUrl(element.attribs.href, url);
    if (!link) return [{ way, works: true, detail: '', link: null }];
    return href === null
      ? [{ way, works: false, detail: '没有链接', link: null }]
      : [{ way, works: null, detail: href, link: href }];
  });
}

/** The list of what an account sent last, as its profile page carries it (`var msgList = {"list":[…]}`); null on other pages. */
export function wechatHistory(html: string, url: string, moment: LookMoment): PostsFacts | null {
  const start = /\bvar\s+msgList\s*=\s*(?=\{)/.exec(html);
  if (start === null) return null;
  const rest = html.slice(start.index + start[0].length);
  const end = /\}\s*;\s*(?:\n|$|var\b|<)/.exec(rest);
  let value: unknown;
  try {
    value = JSON.parse(end === null ? rest : rest.slice(0, end.index + 1));
  } catch {
    return null;
  }
  const posts = listAt(value, 'list').map((sent) => {
    const first = recordAt(sent, 'app_msg_ext_info');
    const at = Number(textAt(recordAt(sent, 'comm_msg_info'), 'datetime') ?? 0);
    const link = textAt(first, 'content_url')?.replaceAll('&amp;', '&');
    const title = textAt(first, 'title') ?? '';
    return { title, url: absoluteUrl(link, url), date: postDate(at, moment), isRepost: false };
  });
  return postsOf(posts, false);
}

/** A published article: the page tells its account and when it went out (`var ct`, in seconds). */
export function wechatArticle(
  html: string,
  url: string,
  moment: LookMoment,
): { presence: PresenceFacts; posts: PostsFacts } | null {
  const time = /\bvar\s+ct\s*=\s*["'](\d{10})["']|\bcreate_time\s*[:=]\s*["'](\d{10})["']/.exec(html);
  const name = /\bvar\s+nickname\s*=\s*(?:htmlDecode\()?["']([^"']{1,60})["']/.exec(html)?.[1] ?? null;
  if (time === null || name === null) return null;
  const title = /\bvar\s+msg_title\s*=\s*["']([^"']{1,200})["']/.exec(html)?.[1] ?? '';
  const isRepost =
    /\b_?(?:ori_article_type|is_share_page)\b[^;]{0,20}["']转载["']|copyright_stat\s*[:=]\s*["']2["']/.test(
      html,
    );
  const date = postDate(Number(time[1] ?? time[2]), moment);
  const posts = postsOf([{ title, url, date, isRepost }], false);
  return {
    presence: { state: 'present', shownName: name, shownOperator: null, words: null },
    posts: { ...posts, basis: posts.basis === 'listed' ? 'single' : posts.basis },
  };
}

/** A page nobody wrote a recipe for is read like any list of a site; an article by its date. */
function byLists(html: string, url: string, { now, zone }: LookMoment): PostsFacts | null {
  const today = civilDateOf(now, zone);
  const reading = readPage({
    bytes: new TextEncoder().encode(html),
    url,
    contentType: 'text/html; charset=utf-8',
    today,
  });
  const list =
    reading.lists.find(({ main }) => main) ??
    reading.lists.filter(({ latest }) => latest !== null).sort((a, b) => b.items.length - a.items.length)[0];
  const item = ({ title, url: link, date }: { title: string; url: string; date: CivilDate | null }) => ({
    ...{ title, url: link === '' ? null : link, date },
    isRepost: false,
  });
  if (list !== undefined && list.items.length > 0) return postsOf(list.items.map(item), false);
  if (reading.published === null) return null;
  const single = postsOf([item({ title: reading.title, url, date: reading.published })], false);
  return { ...single, basis: 'single' };
}

function select(dom: PageDom, selector: string): Element[] {
  return dom.$(dom.document).find(selector).toArray() as Element[];
}

function textIn(dom: PageDom, selector: string): string | null {
  const text = dom.$(dom.document).find(selector).first().text().replace(/\s+/g, ' ').trim().slice(0, 80);
  return text === '' ? null : text;
}
