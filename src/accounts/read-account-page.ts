import type { Element } from 'domhandler';
import { type PostsFacts, type PresenceFacts, postsOf, type WayFacts } from '../domain/account-facts.ts';
import type { CivilDate } from '../domain/civil-date.ts';
import { civilDateOf } from '../domain/civil-date.ts';
import { absoluteUrl, type PageDom, parsePage, textOf } from '../reading/page-dom.ts';
import { readPage } from '../reading/read-page.ts';
import { goneWords } from './gone-words.ts';
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
}

/** The most posts read of one page. */
const MAX_ITEMS = 200;

/** Reads a page of posts by its recipe, a WeChat article by its script, any other page by its lists. Pure. */
export function readAccountPage(
  html: string,
  url: string,
  moment: LookMoment,
  recipe: PageRecipe | null,
): AccountPageReading {
  const dom = parsePage(html);
  const body = Math.max(
    0,
    dom.nodes.findIndex(({ element }) => element?.name === 'body'),
  );
  const gone = goneWords(textOf(dom, body, 2_000));
  const named = (selector: string | undefined) =>
    selector === undefined ? null : textIn(dom, selector)?.replace(/的(?:微博|主页|个人主页)$/, '') || null;
  const presence: PresenceFacts = {
    state: gone?.state ?? 'present',
    shownName: named(recipe?.accountName),
    shownOperator: named(recipe?.operator)?.replace(/^(?:账号主体|认证主体|认证|主体)[:：]\s*/, '') ?? null,
    words: gone?.words ?? null,
  };
  if (gone !== null) return { presence, posts: null, ways: [], whole: false };
  if (recipe !== null) {
    const posts = byRecipe(dom, url, moment, recipe);
    return { presence, posts, ways: waysOf(dom, url, recipe), whole: recipe.whole };
  }
  const article = wechatArticle(html, url, moment);
  if (article !== null) return { ...article, ways: [], whole: false };
  return { presence, posts: byLists(html, url, moment), ways: [], whole: false };
}

function byRecipe(dom: PageDom, url: string, moment: LookMoment, recipe: PageRecipe): PostsFacts | null {
  const items = select(dom, recipe.item).slice(0, MAX_ITEMS);
  if (items.length === 0) return null;
  return postsOf(
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
