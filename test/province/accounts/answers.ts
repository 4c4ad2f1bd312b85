import { dayOf, iso, partsOf, two } from '../days.ts';
import { between, chance, hash, pick } from '../random.ts';
import type { HiddenLead, PlatformAccount } from './model.ts';

/** One post as every platform shows it in its own way. */
export interface Post {
  day: number;
  /** Seconds into its day. */
  second: number;
  title: string;
  isRepost: boolean;
}

export interface Page {
  status: number;
  type: string;
  body: string;
}

const json = (value: unknown): Page => ({
  status: 200,
  type: 'application/json',
  body: JSON.stringify(value),
});
const html = (body: string, status = 200): Page => ({
  ...{ status, type: 'text/html; charset=utf-8' },
  body: `<!DOCTYPE html><html><head><meta charset="utf-8"><title>账号主页</title></head><body>${body}</body></html>`,
});
const escaped = (text: string) => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

/** Posts newest first; nothing is posted after the base date. */
export function postsOf(account: PlatformAccount, baseDate: string): Post[] {
  const base = dayOf(baseDate);
  const { no, newestAge, repostOver } = account;
  const first = (age: number, isRepost: boolean, i: number): Post => ({
    ...{ day: base - age, second: between(3600, 32_000, no, i, 'second'), isRepost },
    title: `${isRepost ? '转发：' : ''}${pick(['办事指南更新', '便民提示', '工作动态', '政策解读', '天气预警'], no, i)}${hash(no, i) % 1000}`,
  });
  const posts: Post[] = [];
  if (repostOver !== null) posts.push(first(newestAge, true, 0));
  let age = repostOver ?? newestAge;
  for (let i = 1; i < 11; i++) {
    posts.push(first(age, false, i));
    age += between(1, 6, no, i, 'gap');
  }
  return posts;
}

const OFFSET_S = 8 * 3600;
const epochOf = ({ day, second }: Post) => day * 86_400 + second - OFFSET_S;

/** `昨天 10:05`, `3小时前`, `06-17 18:12`, `2023-12-30`: as the platform shows a time at `now` (seconds). */
export function shownTime(post: Post, now: number): string {
  const today = Math.floor((now + OFFSET_S) / 86_400);
  const clock = `${two(Math.floor(post.second / 3600))}:${two(Math.floor((post.second % 3600) / 60))}`;
  const seconds = now - epochOf(post);
  const { year, month, date } = partsOf(post.day);
  if (seconds < 60) return '刚刚';
  if (seconds < 3600) return `${Math.floor(seconds / 60)}分钟前`;
  if (post.day === today) return `${Math.floor(seconds / 3600)}小时前`;
  if (post.day === today - 1) return `昨天 ${clock}`;
  if (post.day === today - 2) return `前天 ${clock}`;
  return year === partsOf(today).year
    ? `${two(month)}-${two(date)} ${clock}`
    : `${year}-${two(month)}-${two(date)}`;
}

/** Weibo's mobile JSON. */
export function weiboJson(account: PlatformAccount, posts: readonly Post[], now: number): Page {
  if (account.presence === 'deleted' || account.presence === 'expired')
    return json({ ok: 0, errno: 20003, msg: '用户不存在' });
  if (account.presence === 'frozen') return json({ ok: 0, msg: '该账号因违反法律法规现已被封禁' });
  const user = {
    ...{ id: Number(account.id), screen_name: account.shownName, verified: true },
    ...{ verified_reason: `${account.operator}官方微博`, statuses_count: 900 },
  };
  const cards = posts.map((post, i) => ({
    card_type: 9,
    mblog: {
      ...{ id: `${account.id}${i}`, bid: `B${hash(account.no, i)}`, text: post.title, user },
      created_at: i % 2 === 0 ? weiboTime(post) : shownTime(post, now),
      comments_count: account.interaction === 'works' ? between(0, 9, account.no, i, 'comments') : 0,
      ...(post.isRepost ? { retweeted_status: { id: '1', text: '原文' } } : {}),
    },
  }));
  return json({ ok: 1, data: { userInfo: user, cards } });
}

function weiboTime({ day, second }: Post): string {
  const at = new Date((day * 86_400 + second) * 1000).toUTCString();
  const [weekday = '', date = '', month = '', year = '', time = ''] = at.replace(',', '').split(' ');
  return `${weekday} ${month} ${date} ${time} +0800 ${year}`;
}

/** weibo.cn, the plain HTML page. */
export function weiboPage(account: PlatformAccount, posts: readonly Post[], now: number): Page {
  const items = posts.map((post, i) => {
    const { month, date } = partsOf(post.day);
    const time = shownTime(post, now).replace(/^\d\d-\d\d/, `${two(month)}月${two(date)}日`);
    const over = post.isRepost ? '<span class="cmt">转发了 <a href="/gov">上级发布</a> 的微博:</span>' : '';
    return `<div class="c" id="M_${account.id}${i}"><div>${over}<span class="ctt">${escaped(post.title)}</span>&nbsp;<a href="https://weibo.cn/comment/M${i}?uid=${account.id}" class="cc">评论[3]</a>&nbsp;<span class="ct">${time}&nbsp;来自微博网页版</span></div></div><div class="s"></div>`;
  });
  const page = html(`<div class="u"><a href="/im/chat?uid=${account.id}">私信</a></div>${items.join('')}`);
  return {
    ...page,
    body: page.body.replace('<title>账号主页', `<title>${escaped(account.shownName)}的微博`),
  };
}

/** What a bridge makes of an account. */
export function feedOf(account: PlatformAccount, posts: readonly Post[], format: string): Page {
  const at = (post: Post) => new Date(epochOf(post) * 1000);
  const url = (i: number) => `https://bridge-mn.cn/post/${account.id}/${i}`;
  if (format === 'json')
    return {
      ...json({
        version: 'https://jsonfeed.org/version/1.1',
        title: `${account.shownName} 的动态`,
        items: posts.map((post, i) => ({
          ...{ id: url(i), url: url(i), title: post.title, date_published: at(post).toISOString() },
        })),
      }),
      type: 'application/feed+json',
    };
  if (format === 'atom')
    return {
      ...{ status: 200, type: 'application/atom+xml' },
      body: `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>${escaped(account.shownName)}</title><id>urn:${account.id}</id><updated>${new Date().toISOString()}</updated>${posts
        .map(
          (post, i) =>
            `<entry><title>${escaped(post.title)}</title><id>${url(i)}</id><link href="${url(i)}"/><published>${at(post).toISOString()}</published><updated>${at(post).toISOString()}</updated></entry>`,
        )
        .join('')}</feed>`,
    };
  return {
    ...{ status: 200, type: 'application/rss+xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>${escaped(account.shownName)}</title><link>https://bridge-mn.cn/</link><description>x</description>${posts
      .map(
        (post, i) =>
          `<item><title>${escaped(post.title)}</title><link>${url(i)}</link><pubDate>${at(post).toUTCString()}</pubDate></item>`,
      )
      .join('')}</channel></rss>`,
  };
}

/** A platform's own page of an account, with its operator and its ways of interaction. */
export function platformPage(account: PlatformAccount, posts: readonly Post[], now: number): Page {
  switch (account.presence) {
    case 'deleted':
      return html('<div class="tip">该账号已注销</div>');
    case 'frozen':
      return html('<div class="tip">该账号因违反平台规定已被封禁</div>');
    case 'expired':
      return html('<div class="tip">链接已过期</div>');
    case 'present':
    case 'renamed':
  }
  const items = posts.map((post, i) => {
    const mark = post.isRepost ? '<i class="zf">转载</i>' : '';
    return `<li class="post">${mark}<a href="/p/${account.id}/${i}">${escaped(post.title)}</a><span class="time">${shownTime(post, now)}</span></li>`;
  });
  const ways =
    account.interaction === 'works'
      ? chance(50, account.no, 'way')
        ? '<a class="comment" href="#c">评论</a>'
        : '<a class="letter" href="https://menu.bridge-mn.cn/ok">留言</a>'
      : account.no % 2 === 0
        ? ''
        : '<a class="letter" href="https://menu.bridge-mn.cn/gone">留言</a>';
  return html(
    `<h1 class="name">${escaped(account.shownName)}</h1><p class="unit">账号主体：${escaped(account.operator)}</p>${ways}<ul>${items.join('')}</ul>`,
  );
}

/** The page of an account that is in no registry. */
export function leadPage(lead: HiddenLead, baseDate: string): Page {
  const day = iso(dayOf(baseDate) - 2);
  return html(
    `<h1 class="name">${escaped(lead.name)}</h1><p class="unit">账号主体：${escaped(lead.operator)}</p><ul><li class="post"><a href="/p/1">通知</a><span class="time">${day}</span></li></ul>`,
  );
}

/** The menu of an official account. */
export function wechatMenu({ interaction }: PlatformAccount): Page {
  if (interaction === 'none') return json({ is_menu_open: 0, selfmenu_info: { button: [] } });
  const link = interaction === 'works' ? 'https://menu.bridge-mn.cn/ok' : 'https://menu.bridge-mn.cn/gone';
  const button = [
    { type: 'view', name: '政民互动', url: link },
    { name: '服务', sub_button: { list: [{ type: 'view', name: '办事', url: link }] } },
  ];
  return json({ is_menu_open: 1, selfmenu_info: { button } });
}

export function wechatReply({ interaction, no }: PlatformAccount): Page {
  const isOn = interaction === 'works' && no % 3 === 0;
  return json({
    ...{ is_add_friend_reply_open: 1, is_autoreply_open: isOn ? 1 : 0 },
    add_friend_autoreply_info: { type: 'text', content: '欢迎关注' },
    ...(isOn ? { message_default_autoreply_info: { type: 'text', content: '请留言' } } : {}),
  });
}

/** Published articles; what was only mass-sent is not among them. */
export function wechatArticles(account: PlatformAccount, posts: readonly Post[]): Page {
  const listed = account.massSentOnly
    ? posts.slice(-1).map((post) => ({ ...post, day: post.day - 40 }))
    : posts;
  const item = listed.map((post, i) => ({
    article_id: `${account.id}-${i}`,
    content: {
      news_item: [
        {
          ...{ title: post.title, url: `http://mp.weixin.qq.com/s/${account.id}${i}`, is_deleted: false },
          content_source_url: post.isRepost ? 'http://mp.weixin.qq.com/s/other' : '',
          need_open_comment: 0,
        },
      ],
      update_time: epochOf(post),
    },
    update_time: epochOf(post),
  }));
  return json({ total_count: item.length, item_count: item.length, item });
}

export function wechatStatistics(posts: readonly Post[], date: string): Page {
  const sent = posts.filter(({ day }) => iso(day) === date);
  return json({
    list: sent.map(({ title }) => ({ ref_date: date, msgid: '1_1', title, int_page_read_count: 9 })),
  });
}

export { html, json };
