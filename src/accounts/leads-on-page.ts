import { type Platform, plainName } from '../domain/account.ts';
import type { AccountLead } from '../domain/account-lead.ts';
import { absoluteUrl } from '../reading/absolute-url.ts';
import { type PageDom, parsePage, textOf } from '../reading/page-dom.ts';
import { type PageRecipe, recipeFor } from './page-recipe.ts';
import { PLATFORM_PATTERN, platformIn, platformLink } from './platform-links.ts';

/** An image that may be the QR code of an account. */
export interface CodeImage {
  url: string;
  platform: Platform | null;
}

export interface PageLeads {
  leads: AccountLead[];
  codes: CodeImage[];
}

const NAME = '[\\p{Script=Han}A-Za-z0-9_·—-]{2,30}';
/** 微信公众号：甲市发布 · 微信公众号“甲市发布” · “甲市发布”微信公众号 · 官方微博：@甲市发布 */
const BESIDE = [
  new RegExp(`(${PLATFORM_PATTERN})(?:名称|账号|帐号|号|ID)?\\s*[:：]\\s*[@“"「《【]?\\s*(${NAME})`, 'gu'),
  new RegExp(`(${PLATFORM_PATTERN})(?:账号|帐号|号)?\\s?[“"「《]\\s?(${NAME})\\s?[”"」》]`, 'gu'),
];
const BEFORE = new RegExp(`[“"「《]\\s?(${NAME})\\s?[”"」》]\\s?(?:官方)?(${PLATFORM_PATTERN})`, 'gu');
/** Words of buttons, not names. */
const NO_NAME =
  /^(?:二维码|扫一扫|扫码|点击|关注|微信|微博|抖音|公众号|矩阵|更多|官方|平台|客户端|手机版|新媒体|下载|查看|进入|登录|分享|返回|首页|暂无|无|见|请).{0,8}$|^\d+$/u;

const CODE_WORDS = /二维码|扫码|扫一扫|公众号|ewm|erweima|qr_?code|weixin|wechat|微信|微博|抖音|小红书|快手/i;
/** Codes looked at on one page. */
const MAX_CODES = 8;
const MAX_LEADS = 60;

/** Traces of accounts on one page: names beside the words for platforms, links, images that may be QR codes. Pure. */
export function leadsOnPage(html: string, url: string, recipes: readonly PageRecipe[]): PageLeads {
  const dom = parsePage(html);
  const text = textOf(dom, 0, 300_000);
  const byWords = namesBeside(text).map((found) => ({ ...lead(url), ...found, way: 'words' as const }));
  const byLinks = linkLeads(dom, url, recipes);
  // A name that is also the text of a link to the account is one lead with an address.
  const leads = byLinks.map((link) => {
    const named = byWords.find(
      ({ name }) => name !== null && link.name !== null && plainName(name) === plainName(link.name),
    );
    return named === undefined ? link : { ...link, platform: link.platform ?? named.platform };
  });
  const linked = new Set(leads.flatMap(({ name }) => (name === null ? [] : [plainName(name)])));
  const unlinked = byWords.filter(({ name }) => name === null || !linked.has(plainName(name)));
  return { leads: [...leads, ...unlinked].slice(0, MAX_LEADS), codes: codeImages(dom, url) };
}

export function lead(foundOn: string): AccountLead {
  return {
    ...{ platform: null, name: null, handle: null, url: null, operator: null },
    ...{ way: 'words', foundOn, evidence: [] },
  };
}

function namesBeside(text: string): { platform: Platform | null; name: string }[] {
  const found = new Map<string, { platform: Platform | null; name: string }>();
  const add = (word: string, raw: string) => {
    const name = raw.trim();
    const platform = platformIn(word);
    if (name.length < 2 || NO_NAME.test(name) || platformIn(name) !== null) return;
    found.set(`${platform} ${plainName(name)}`, { platform, name });
  };
  for (const pattern of BESIDE)
    for (const match of text.matchAll(pattern)) add(match[1] ?? '', match[2] ?? '');
  for (const match of text.matchAll(BEFORE)) add(match[2] ?? '', match[1] ?? '');
  return [...found.values()];
}

function linkLeads(dom: PageDom, base: string, recipes: readonly PageRecipe[]): AccountLead[] {
  const found = new Map<string, AccountLead>();
  dom.nodes.forEach(({ element, parent }, i) => {
    if (element?.name !== 'a') return;
    const url = absoluteUrl(element.attribs.href, base);
    if (url === null || found.has(url)) return;
    const known = platformLink(url);
    // Where an operator wrote a recipe, its pages are accounts too.
    if (known === null && recipeFor(url, recipes) === null) return;
    if (new URL(url).host === new URL(base).host) return;
    const own = textOf(dom, i, 60);
    const name =
      own.length >= 2 && own.length <= 30 && !NO_NAME.test(own) && platformIn(own) === null ? own : null;
    const around = textOf(dom, parent, 80);
    found.set(url, {
      ...lead(base),
      ...{
        platform: known?.platform ?? platformIn(around),
        name,
        handle: known?.handle ?? null,
        url,
        way: 'link',
      },
    });
  });
  return [...found.values()];
}

function codeImages(dom: PageDom, base: string): CodeImage[] {
  const found = new Map<string, CodeImage>();
  dom.nodes.forEach(({ element, parent }) => {
    if (element?.name !== 'img' || found.size >= MAX_CODES) return;
    const { src, alt = '', title = '', class: classes = '', id = '' } = element.attribs;
    const url = absoluteUrl(src, base);
    if (url === null) return;
    const above = dom.nodes[parent]?.parent ?? -1;
    const around = [textOf(dom, parent, 60), above < 0 ? '' : textOf(dom, above, 60)]
      .filter((text) => text.length <= 60)
      .join(' ');
    const said = `${alt} ${title} ${around}`;
    if (CODE_WORDS.test(`${said} ${classes} ${id} ${url.replace(/^https?:\/\/[^/]*/, '')}`))
      found.set(url, { url, platform: platformIn(said) });
  });
  return [...found.values()];
}
