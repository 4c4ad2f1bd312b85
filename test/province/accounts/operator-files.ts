import type { PlatformProvince } from './model.ts';

/** Files that an operator writes to see the platforms: credentials of official accounts, selectors of pages. */

export function credentialsYaml({ accounts }: PlatformProvince): string {
  const own = accounts.filter(({ source }) => source === 'wechat_api');
  return `wechat:\n${own
    .map(({ handle, appId, secret }) => `  - { account: "${handle}", appId: ${appId}, secret: "${secret}" }`)
    .join('\n')}\n`;
}

export const PAGES = `pages:
  - name: 模拟平台
    hosts: [pages.platform-mn.cn]
    item: li.post
    time: span.time
    title: a
    link: a
    repost: i.zf
    accountName: h1.name
    operator: p.unit
    whole: true
    interaction:
      - { way: comment, selector: a.comment }
      - { way: form, selector: a.letter, link: true }
  - name: 微博（手机网页版）
    hosts: [weibo.cn]
    item: 'div.c[id^="M_"]'
    time: span.ct
    title: span.ctt
    repost: span.cmt
    accountName: title
    accountNameEnds: 的微博
    interaction:
      - { way: comment, selector: 'a.cc[href*="/comment/"]' }
`;
