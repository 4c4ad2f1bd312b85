import { type LinkReading, type PageReading, SURE_ENOUGH, type Trace } from '../domain/page-reading.ts';
import type { ColumnKind } from '../domain/site.ts';
import { urlDate } from './url-date.ts';

/** What kind a column is of, with what that rests on. */
export interface KindFound {
  kind: ColumnKind;
  kindFrom: 'meta' | 'name' | 'content' | 'none';
  /** 0..1. */
  kindConfidence: number;
  /** What the tag says where it contradicts the name, or the reverse; absent where they do not. */
  kindElse?: ColumnKind;
}

/** A column found on a site, before its own page is judged. */
export interface FoundColumn extends KindFound {
  name: string;
  url: string;
  /** 1 = 一级栏目. */
  level: number;
  /** Where the words stand that tell its kind, or its name where none do. */
  kindTrace: Trace;
  /** No link leads there: the folder that a tab of the home page names. Counts only when there is such a page. */
  guessed: boolean;
}

/** Kinds by the words of the name (STANDARDS §12.3), most telling first: 政策解读 is no 政策文件, 领导动态 is no news of the place. */
const KIND_WORDS: readonly [ColumnKind, RegExp][] = [
  [
    'static',
    /领导(信息|介绍|之窗|分工)?$|机构(设置|职能|信息)?$|^走进|(?:直属|下属|内设)(?:单位|机构|部门)$|办公(?:地址|地点|时间)|(?:监督|服务|值班)电话$|职能|职责|[权责]\S{0,2}清单|收费(?:目录|清单|标准|项目)?$|往期|概况|简介|历史|沿革|名人|荣誉|风光|旅游|人口|行政区划|地理|文化|组织架构|(?<!办事|服务)指南|年报|年度报告|制度|依申请|网站(地图|声明)|联系|关于|归档/,
  ],
  ['consultation', /征集|调查|听证|民意/],
  ['interaction', /信箱|互动|咨询|留言|访谈|投诉|举报|回复|来信|写信|问政|信访|常见问题/],
  ['other', /解读|专题|专栏|图解|问答|预算|决算|采购|招标|招投标|人事|招聘|规划|计划|统计|财政|审计/],
  ['notice', /公告|公示|通知|通告/],
  ['policy', /文件|法规|规章|政策|规范性|条例|办法/],
  ['news', /动态|要闻|新闻|时政|资讯|工作进展|政务信息|快讯/],
  ['service', /办事|服务|审批|查询|下载|表格/],
];

/**
 * How sure a kind is: said by name and tag, by the tag alone, which the site fills in for this very purpose, by the name
 * alone; `other` for want of any word. Where name and tag contradict each other it is below the threshold: a column of the
 * wrong kind has the wrong limit.
 */
const SURE = { both: 0.95, meta: 0.9, name: 0.8, none: SURE_ENOUGH, contradicted: 0.4 };

/** Kinds that share their limits or lie side by side: one said for the other is no contradiction. */
const KIN: readonly ReadonlySet<ColumnKind>[] = [
  new Set(['notice', 'policy']),
  new Set(['consultation', 'interaction', 'service']),
];

/** The kind of a column by its name where that says one, else by its meta tag ColumnType. */
export function columnKind(name: string, meta: Readonly<Record<string, string>> = {}): KindFound {
  const byMeta = kindByWords(meta.ColumnType ?? '');
  const byName = kindByWords(name);
  const kindFrom =
    byName !== null && (byName !== 'other' || byMeta === null) ? 'name' : byMeta !== null ? 'meta' : 'none';
  const kind = (kindFrom === 'name' ? byName : byMeta) ?? 'other';
  if (byName === null || byMeta === null) return { kind, kindFrom, kindConfidence: SURE[kindFrom] };
  if (byName === byMeta || KIN.some((kin) => kin.has(byName) && kin.has(byMeta)))
    return { kind, kindFrom, kindConfidence: SURE.both };
  return { kind, kindFrom, kindConfidence: SURE.contradicted, kindElse: kind === byName ? byMeta : byName };
}

/** Titles by which a list tells that it is one of 通知公告 or 政策文件. News are not told this way: their limit is two weeks. */
const CONTENT_WORDS: readonly [ColumnKind, RegExp][] = [
  [
    'policy',
    /印发|(?:管理|暂行|试行|实施)(?:办法|规定|细则|意见|条例|方案)|的(?:批复|决定|意见|实施意见)$|〔20\d\d〕/,
  ],
  ['notice', /(?:通知|公告|公示|通告|启事)(?:[（(【].{0,20})?$/],
];
const FEWEST_TITLES = 10;
const MOST_TITLES = 0.8;

/** The kind of a column whose name and tags say nothing, by what nearly all of its many titles are; null where they do not tell. */
export function kindByContent(titles: readonly string[]): (KindFound & { title: string }) | null {
  if (titles.length < FEWEST_TITLES) return null;
  for (const [kind, pattern] of CONTENT_WORDS) {
    const telling = titles.filter((title) => pattern.test(title));
    const [title] = telling;
    const share = telling.length / titles.length;
    // All titles are less than a name: from the threshold at the least share to 0.7.
    if (title !== undefined && share >= MOST_TITLES)
      return {
        ...{ kind, kindFrom: 'content', title },
        kindConfidence: Math.round((SURE_ENOUGH + share - MOST_TITLES) * 100) / 100,
      };
  }
  return null;
}

function kindOf(name: Trace, own: PageReading | undefined): KindFound & { kindTrace: Trace } {
  const { text: title } = name;
  const named = columnKind(title, own?.meta);
  const type = own?.meta.ColumnType ?? '';
  const isContradicted = named.kindFrom !== 'none' && named.kindConfidence < SURE_ENOUGH;
  if (isContradicted) return { ...named, kindTrace: { selector: COLUMN_TYPE, text: `${type} ≠ ${title}` } };
  if (named.kindFrom !== 'none')
    return { ...named, kindTrace: kindByWords(type) === null ? name : { selector: COLUMN_TYPE, text: type } };
  const main = own?.lists.find((list) => list.main);
  const found = kindByContent(main?.items.map((item) => item.title) ?? []);
  if (main === undefined || found === null) return { ...named, kindTrace: name };
  const { title: text, ...kind } = found;
  return { ...kind, kindTrace: { selector: main.selector, text } };
}
const COLUMN_TYPE = 'meta[name=ColumnType]';

function kindByWords(words: string): ColumnKind | null {
  return KIND_WORDS.find(([, pattern]) => pattern.test(words))?.[0] ?? null;
}

/** Names of links that every site has and that are no column. */
const NO_COLUMN =
  /^(网站)?首\s*页$|登录|注册|english|^en$|rss|更多|more|[上下]一?页|[尾末]页|^\d+$|地图|无障碍|长者|适老|关怀|繁[体體]|简体|收藏|设为|帮助|手机版|微信|微博|返回|打印|关闭|旧版|加入|搜索|下载$|»|>>|点击|\.{2,}|…/i;

/** An article's address: an id of its own, a dated name, a known CMS's article path. */
const ARTICLE_PATH =
  /\/(art|info|content|article|detail|show)[/_][^?]*\d+[^/]*$|\/t\d{8}_\d+|\/\d{5,}\.s?html?$|[_-]\d{6,}\.s?html?$|\/c\d+\/\d+\/.+|[?&](articleid|newsid|infoid|docid)=/i;
const PAGER_PATH =
  /(index|list|default|p|page)_\d+\.\w+$|[?&](page|pageno|pagenum|pageindex|currpage|pn)=\d+/i;
const FILE_PATH = /\.(jpe?g|png|gif|pdf|docx?|xlsx?|zip|rar|mp4|css|js|xml|txt|apk|wps|ofd)$/i;

/**
 * The columns of a site, from the pages read so far: navigation, site map, breadcrumbs, side menus and the headings
 * and "more" links of blocks. One column under several URLs is one; the home page's own tabs are none.
 */
export function discoverColumns(pages: readonly PageReading[], homeUrl: string): FoundColumn[] {
  const home = columnKey(homeUrl);
  const host = new URL(homeUrl).hostname;
  const readings = new Map(pages.map((page) => [columnKey(page.url), page]));
  const found = new Map<string, FoundColumn>();
  const add = (name: string, url: string, level: number, selector: string, guessed = false) => {
    const key = columnKey(url);
    if (key === home || !isColumnUrl(url, host)) return;
    const known = found.get(key);
    if (known !== undefined) {
      if (!guessed) known.guessed = false;
      return;
    }
    // A pager's link leads to a page that bears the column's own name.
    if (NO_COLUMN.test(cleanName(name))) return;
    // Where the hash tells columns apart, the page around them bears none of their names.
    const own = url.includes('#') ? undefined : readings.get(key);
    if (own !== undefined && isBelowColumn(own, key)) return;
    const named = own?.breadcrumb.at(-1)?.text ?? '';
    const isNamed = named.length >= 2 && named.length <= 20;
    const title = isNamed ? named : cleanName(name);
    if (title.length < 2 || title.length > 20 || NO_COLUMN.test(title)) return;
    const depth = own !== undefined && own.breadcrumb.length > 0 ? own.breadcrumb.length : level;
    const shown = { selector: isNamed ? BREADCRUMB : selector, text: title };
    found.set(key, { name: title, url, level: depth, ...kindOf(shown, own), guessed });
  };
  for (const page of pages) {
    for (const [depth, crumb] of page.breadcrumb.entries())
      if (crumb.url !== '') add(crumb.text, crumb.url, depth + 1, BREADCRUMB);
    for (const list of page.lists)
      if (list.moreUrl !== null && list.name !== null)
        add(list.name, list.moreUrl, levelOf(list.moreUrl), list.selector);
    // Only the home page's navigation is the whole site's; an inner page's may be that of one office below it.
    const isHome = columnKey(page.url) === home;
    const articles = datedItems(page);
    // 领导信息 and 机构设置 lead to persons and offices.
    const isOfPeople = columnKind(page.breadcrumb.at(-1)?.text ?? '').kind === 'static';
    for (const link of page.links) {
      if (!mayName(link) || (link.place === 'body' && (articles.has(link.url) || isOfPeople))) continue;
      const depth = levelOf(link.url);
      add(
        link.text,
        link.url,
        isHome ? link.navLevel || depth : Math.max(link.navLevel, depth),
        link.selector,
      );
    }
  }
  for (const { text, url, place, selector } of pages[0]?.links ?? []) {
    const folder = place === 'nav' && columnKey(url) === home ? tabFolder(url) : null;
    if (folder !== null) add(text, folder, 1, selector, true);
  }
  // Where the hash tells columns apart, the page without one shows one of them: it is no column beside them.
  for (const key of [...found.keys()]) if (key.includes('#')) found.delete(key.replace(/#.*$/, ''));
  return [...found.values()];
}

const BREADCRUMB = 'breadcrumb';

/** An article whose breadcrumb ends in a link to the column it stands in: its short title is no column's name. */
function isBelowColumn({ kind, breadcrumb }: PageReading, key: string): boolean {
  const last = breadcrumb.at(-1)?.url ?? '';
  return kind === 'article' && last !== '' && columnKey(last) !== key;
}

/**
 * A tab of the home page (`/index.html?link=hdjl`) shows a section whose pages live in a folder of that name. The tab
 * itself has no address of its own, so the folder is tried.
 */
function tabFolder(url: string): string | null {
  const { origin, searchParams } = new URL(url);
  const token = [...searchParams.values()].find((value) => /^[a-z]{2,12}$/.test(value));
  return token === undefined ? null : `${origin}/${token}/`;
}

/** Short titles look like names of columns: 来信 in a table of letters. What bears a date in a list is an article. */
function datedItems({ lists }: PageReading): ReadonlySet<string> {
  const sure = lists.filter(({ confidence }) => confidence >= SURE_ENOUGH);
  return new Set(sure.flatMap(({ items }) => items.flatMap(({ url, date }) => (date === null ? [] : [url]))));
}

function mayName({ place, text }: LinkReading): boolean {
  return place !== 'item' && place !== 'more' && place !== 'footer' && place !== 'frame' && text.length <= 16;
}

function cleanName(name: string): string {
  return name.replace(/[\s\u3000]+/g, '').replace(/[>»›+【】[\]]/g, '');
}

/** Folders below the root: the depth of a column nobody has named the place of. */
function levelOf(url: string): number {
  const folders = new URL(url).pathname.split('/').filter((part) => part !== '' && !part.includes('.'));
  return Math.max(1, folders.length);
}

function isColumnUrl(url: string, host: string): boolean {
  const { hostname, pathname, search } = new URL(url);
  if (hostname !== host || FILE_PATH.test(pathname) || PAGER_PATH.test(pathname + search)) return false;
  return !ARTICLE_PATH.test(pathname + search) && urlDate(url) === null;
}

const INDEX = /\/(index|default|main)\.(s?html?|jsp|aspx?|php|do)$/i;
const INDEX_OR_LIST = /\/(index|default|list|main)\.(s?html?|jsp|aspx?|php|do)$/i;
/** A copy of the home page that a mirroring program saved under its query's checksum: `/index7980.html?link=x`. */
const MIRRORED_TAB = /^\/index[0-9a-f]{4}\.html?$/;

/** One key for `http://h/x`, `/x/`, `/x/index.html` and their https forms; `/list.asp?id=2` is told apart by its query. */
export function columnKey(url: string): string {
  const { hostname, pathname, search, hash } = new URL(url);
  const index = search === '' ? INDEX_OR_LIST : INDEX;
  const path = (search !== '' && MIRRORED_TAB.test(pathname) ? '/' : pathname)
    .replace(index, '/')
    .replace(/\/+$/, '');
  // The home page's tabs are told apart by a query that its script reads; the page is the same.
  return `${hostname.replace(/^www\./, '')}${path}${path === '' ? '' : search + hash}`;
}
