import type { PresenceState } from '../domain/account-facts.ts';

/** What platforms say in an account's or article's place. Only where the page says next to nothing else. */
const WORDS: readonly [Exclude<PresenceState, 'present' | 'gone'>, RegExp][] = [
  [
    'deleted',
    /(?:该?帐号|该?账号|该?账户|此?用户|公众号)[^。]{0,12}(?:自主|已经?)?(?:已注销|注销|被?删除|不存在)|用户不存在|User does not exists?/i,
  ],
  [
    'frozen',
    /(?:帐号|账号|账户|公众号|用户)[^。]{0,20}(?:被?封禁|被?冻结|被?屏蔽|停止使用|暂停使用|被?禁言)|已停止访问该(?:帐号|账号|网页)|(?:帐号|账号)存在异常/,
  ],
  ['moved', /(?:帐号|账号|公众号)[^。]{0,6}已迁移|该公众号已迁移/],
  ['expired', /链接已过期|链接已失效|页面已过期|参数错误[^。]{0,4}链接/],
  ['undownloadable', /(?:应用|APP|软件)[^。]{0,8}(?:已下架|无法下载|已停止服务|不存在)/i],
];

/** Of one post, not of who posted it: “该内容已被发布者删除”. */
const OF_POST =
  /(?:该|此)(?:内容|文章|微博|视频|作品)[^。]{0,6}被(?:发布者|作者)?删除|文章已被(?:发布者|作者)?删除|此内容因违规无法查看/;

/** A notice in the account's place is short; a page of posts that mentions such words is not one. */
const NOTICE_CHARS = 400;

/** Visible text → what the platform says has become of the account; null when it says no such thing. */
export function goneWords(
  visible: string,
): { state: PresenceState; words: string; isOfPost: boolean } | null {
  const text = visible.replace(/\s+/g, ' ').trim();
  if (text.length > NOTICE_CHARS) return null;
  for (const [state, pattern] of WORDS) {
    const match = pattern.exec(text);
    if (match !== null) return { state, words: text.slice(0, 60), isOfPost: false };
  }
  return OF_POST.test(text) ? { state: 'deleted', words: text.slice(0, 60), isOfPost: true } : null;
}
