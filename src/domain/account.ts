import type { SiteLevel } from './site.ts';

/** Platforms of 政务新媒体. Public words: they stand in registries, exports and the API. */
export const PLATFORMS = [
  'wechat_subscription',
  'wechat_service',
  'wechat_channels',
  'weibo',
  'douyin',
  'kuaishou',
  'toutiao',
  'xiaohongshu',
  'app',
  'miniprogram',
  'other',
] as const;
export type Platform = (typeof PLATFORMS)[number];

/** Names as bulletins print them: “陕西金融”微信订阅号. */
export const PLATFORM_NAMES: Readonly<Record<Platform, string>> = {
  wechat_subscription: '微信订阅号',
  wechat_service: '微信服务号',
  wechat_channels: '微信视频号',
  weibo: '新浪微博',
  douyin: '抖音短视频',
  kuaishou: '快手',
  toutiao: '今日头条',
  xiaohongshu: '小红书',
  app: '移动客户端',
  miniprogram: '小程序',
  other: '其他',
};

/** 运行状态 as a registry states it: 正常, 关停 (kept, no longer updated, announced), 注销. Only accounts in normal use are checked. */
export const ACCOUNT_STATES = ['normal', 'closed', 'cancelled'] as const;
/** `withdrawn`: its row was taken out of the registry. */
export type AccountState = (typeof ACCOUNT_STATES)[number] | 'withdrawn';

/** 政务新媒体账号: one row of the registry. */
export interface Account {
  name: string;
  platform: Platform;
  /** 开设主体. */
  operator: string;
  supervisor: string;
  /** Reporting unit of annex 3. */
  region: string;
  /** Where its posts can be read without a login; null when there is no such place. */
  feedUrl: string | null;
  /** The platform's own name for it (微信号, a Weibo number); null when unknown. Survives a change of name. */
  handle: string | null;
  /** 已报送: whether it stands in the national registry. */
  declared: boolean;
  state: AccountState;
  /** Level of its operator, for samples by level; null when the registry does not say. */
  level: SiteLevel | null;
  /** 曾用名: names it bore before, as the registry states them. */
  formerNames: readonly string[];
}

/** An account as the store knows it: its key outlives changes of name. */
export interface RegisteredAccount {
  key: string;
  account: Account;
}

/** What it takes to name an account in print. */
export type NamedAccount = Pick<Account, 'name' | 'platform' | 'operator'>;

/** `陕西省地方金融管理局“陕西金融”微信订阅号`: how a bulletin names an account (STANDARDS §9). */
export function accountTitle({ operator, name, platform }: NamedAccount): string {
  return operator === name
    ? `“${name}”${PLATFORM_NAMES[platform]}`
    : `${operator}“${name}”${PLATFORM_NAMES[platform]}`;
}

/** A name without width, case, spaces and strokes: for comparing, never for showing. */
export function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}\p{Cf}]+/gu, '');
}
