import { ACCOUNT_STATES, type AccountState, PLATFORMS, type Platform } from '../domain/account.ts';
import {
  COLUMN_KINDS,
  type ColumnKind,
  SITE_LEVELS,
  SITE_TYPES,
  type SiteLevel,
  type SiteType,
  SPONSOR_KINDS,
  type SponsorKind,
} from '../domain/site.ts';

/** Words that registries use → ours. Ours are accepted as they are. */
type Words<T extends string> = Readonly<Record<string, T>>;

const own = <T extends string>(words: readonly T[]) =>
  Object.fromEntries(words.map((word) => [word, word])) as Record<T, T>;

export const LEVELS: Words<SiteLevel> = {
  ...own(SITE_LEVELS),
  ...{ 省: 'province', 省级: 'province', 市: 'city', 市级: 'city', 地市级: 'city' },
  ...{
    县: 'county',
    县级: 'county',
    区: 'county',
    区级: 'county',
    区县: 'county',
    县区: 'county',
    区县级: 'county',
  },
};

export const TYPES: Words<SiteType> = {
  ...own(SITE_TYPES),
  ...{ 门户: 'portal', 门户网站: 'portal', 政府门户: 'portal', 政府门户网站: 'portal' },
  ...{ 部门: 'department', 部门网站: 'department', 本级部门: 'department' },
  ...{ 其他: 'other', 其它: 'other', 专业: 'other', 专项: 'other' },
};

export const SPONSORS: Words<SponsorKind> = {
  ...own(SPONSOR_KINDS),
  ...{ 机关: 'organ', 党政机关: 'organ', 行政机关: 'organ', 事业单位: 'institution', 事业: 'institution' },
};

export const KINDS: Words<ColumnKind> = {
  ...own(COLUMN_KINDS),
  ...{ 动态要闻: 'news', 动态: 'news', 要闻: 'news', 工作动态: 'news', 政务动态: 'news' },
  ...{ 通知公告: 'notice', 公告: 'notice', 公示公告: 'notice' },
  ...{ 政策文件: 'policy', 政策: 'policy', 政府文件: 'policy', 规范性文件: 'policy' },
  ...{ 意见征集: 'consultation', 征集调查: 'consultation', 民意征集: 'consultation' },
  ...{ 互动: 'interaction', 互动交流: 'interaction', 政民互动: 'interaction' },
  ...{ 办事服务: 'service', 服务: 'service', 静态: 'static', 概况: 'static', 其他: 'other', 其它: 'other' },
};

/** Names as bulletins print them and as operators shorten them (STANDARDS §5). */
export const PLATFORM_WORDS: Words<Platform> = {
  ...own(PLATFORMS),
  ...{ 微信订阅号: 'wechat_subscription', 订阅号: 'wechat_subscription', 微信公众号: 'wechat_subscription' },
  ...{ 微信服务号: 'wechat_service', 服务号: 'wechat_service' },
  ...{ 微信视频号: 'wechat_channels', 视频号: 'wechat_channels' },
  ...{
    微博: 'weibo',
    新浪微博: 'weibo',
    政务微博: 'weibo',
    抖音: 'douyin',
    抖音号: 'douyin',
    抖音短视频: 'douyin',
  },
  ...{ 快手: 'kuaishou', 快手号: 'kuaishou', 头条号: 'toutiao', 今日头条: 'toutiao', 头条: 'toutiao' },
  ...{
    小红书: 'xiaohongshu',
    移动客户端: 'app',
    客户端: 'app',
    APP: 'app',
    App: 'app',
    '移动客户端(APP)': 'app',
  },
  ...{ 小程序: 'miniprogram', 微信小程序: 'miniprogram', 其他: 'other', 其它: 'other' },
  ...{ 百家号: 'other', 企鹅号: 'other', 大鱼号: 'other', 百度贴吧: 'other' },
};

export const STATES: Words<Exclude<AccountState, 'withdrawn'>> = {
  ...own(ACCOUNT_STATES),
  ...{
    正常: 'normal',
    在用: 'normal',
    运行: 'normal',
    关停: 'closed',
    停更: 'closed',
    注销: 'cancelled',
    已注销: 'cancelled',
  },
  ...{ 已关停: 'closed' },
};

export const DECLARED: Readonly<Record<string, boolean>> = {
  ...{ yes: true, true: true, 是: true, 已报送: true, 已备案: true },
  ...{ no: false, false: false, 否: false, 未报送: false, 未备案: false },
};

/** Our word for a cell, in whatever width and case it is written; undefined when it is none. */
export function wordOf<T>(cell: string, words: Readonly<Record<string, T>>): T | undefined {
  const plain = cell.normalize('NFKC').replace(/\s+/g, '');
  // Own words only: a cell that says `constructor` must not find what every object has.
  const key = [plain, plain.toLowerCase()].find((word) => Object.hasOwn(words, word));
  return key === undefined ? undefined : words[key];
}
