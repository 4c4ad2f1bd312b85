import { PLATFORMS, type Platform } from './account.ts';

/** Names of platforms as documents print them (STANDARDS §5). */
const PLATFORM_NAMES: Readonly<Record<Platform, string>> = {
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
  other: '其他平台账号',
};

export const platformName = (platform: Platform) => PLATFORM_NAMES[platform];

/** The platform of a word, ours or the printed one; null when it is neither. */
export function platformOf(word: string): Platform | null {
  return PLATFORMS.find((platform) => platform === word || PLATFORM_NAMES[platform] === word) ?? null;
}
