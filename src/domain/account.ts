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
  /** The platform's own name for it; null when unknown. */
  handle: string | null;
  /** 已报送: whether it stands in the national registry. */
  declared: boolean;
}
