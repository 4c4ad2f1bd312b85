import type { AccountSource } from './account-source.ts';
import { feed } from './feed.ts';
import { page } from './page.ts';
import { wechatApi } from './wechat-api.ts';
import { weiboJson } from './weibo-json.ts';

/** Every source, the surest first: the first that accepts an account looks at it. */
export const ACCOUNT_SOURCES: readonly AccountSource[] = [wechatApi, weiboJson, feed, page];
