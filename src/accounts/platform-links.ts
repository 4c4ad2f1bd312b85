import type { Platform } from '../domain/account.ts';

/** Where an account's own page or number stands in a link of its platform (2026-11). The first group is its handle. */
const LINKS: readonly (readonly [Platform, RegExp])[] = [
  ['weibo', /^https?:\/\/(?:www\.|m\.)?weibo\.c(?:om|n)\/(?:u\/|p\/1001|n\/)?([\w%-]{3,40})\/?(?:[?#]|$)/i],
  [
    'wechat_subscription',
    /^https?:\/\/mp\.weixin\.qq\.com\/(?:mp\/profile_ext|s)\?(?:[^#]*&)?__biz=([\w%=-]{8,40})/i,
  ],
  [
    'wechat_subscription',
    /^https?:\/\/(?:open\.)?weixin\.qq\.com\/(?:r|qr\/code)[/?](?:username=)?([\w.-]{4,60})/i,
  ],
  ['douyin', /^https?:\/\/(?:www\.|v\.)?(?:ies)?douyin\.com\/(?:share\/)?user\/([\w-]{5,120})/i],
  ['kuaishou', /^https?:\/\/(?:www\.|live\.)?kuaishou\.com\/(?:profile|u)\/([\w-]{4,60})/i],
  ['toutiao', /^https?:\/\/(?:www\.|m\.)?toutiao\.com\/c\/user\/(?:token\/)?([\w-]{5,120})/i],
  ['xiaohongshu', /^https?:\/\/(?:www\.)?xiaohongshu\.com\/user\/profile\/([\w-]{8,60})/i],
];
/** Buttons that share this page are on every site and lead to nobody. */
const SHARING =
  /\/share\b|service\.weibo|sharer|\/login|\/signup|\/search|\/hot|weibo\.c(?:om|n)\/(?:login|signup|home|help|about)/i;

/** Whose account a link leads to; null for any other link. */
export function platformLink(url: string): { platform: Platform; handle: string } | null {
  if (SHARING.test(url)) return null;
  for (const [platform, pattern] of LINKS) {
    const handle = pattern.exec(url)?.[1];
    if (handle !== undefined) return { platform, handle: decoded(handle) };
  }
  return null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What pages call the platforms. Longer words first: 微信视频号 is no 微信. */
const WORDS: readonly (readonly [string, Platform])[] = [
  ['微信公众号', 'wechat_subscription'],
  ['微信公众平台', 'wechat_subscription'],
  ['微信订阅号', 'wechat_subscription'],
  ['微信服务号', 'wechat_service'],
  ['微信视频号', 'wechat_channels'],
  ['视频号', 'wechat_channels'],
  ['政务微信', 'wechat_subscription'],
  ['官方微信', 'wechat_subscription'],
  ['公众号', 'wechat_subscription'],
  ['新浪微博', 'weibo'],
  ['政务微博', 'weibo'],
  ['官方微博', 'weibo'],
  ['微博', 'weibo'],
  ['抖音', 'douyin'],
  ['快手', 'kuaishou'],
  ['今日头条', 'toutiao'],
  ['头条号', 'toutiao'],
  ['小红书', 'xiaohongshu'],
  ['小程序', 'miniprogram'],
];

export const PLATFORM_PATTERN = WORDS.map(([word]) => word).join('|');

/** The platform that a text speaks of; null when it names none or several. */
export function platformIn(text: string): Platform | null {
  const found = new Set<Platform>();
  let rest = text;
  for (const [word, platform] of WORDS) {
    if (!rest.includes(word)) continue;
    found.add(platform);
    rest = rest.split(word).join(' ');
  }
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}
