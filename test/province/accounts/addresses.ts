import type { SourceKind } from './model.ts';

/** Where an account can be read, by the way its platform shows it; null where no address leads to it. */
export function feedUrlOf(source: SourceKind, id: string, format = 'rss'): string | null {
  switch (source) {
    case 'weibo_json':
      return `https://m.weibo.cn/api/container/getIndex?type=uid&value=${id}&containerid=107603${id}`;
    case 'weibo_page':
      return `https://weibo.cn/u/${id}`;
    case 'feed':
      return `https://rsshub.bridge-mn.cn/feed/${id}.${format}`;
    case 'page':
      return `https://pages.platform-mn.cn/u/${id}`;
    case 'wechat_api':
    case 'hidden':
      return null;
  }
}
