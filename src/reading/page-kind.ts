import type { FormReading, ListReading, PageKind, Trace } from '../domain/page-reading.ts';

export interface KindReading {
  kind: PageKind;
  trace: Trace | null;
  detail: string | null;
}

export interface KindInput {
  url: string;
  title: string;
  /** Visible text of the page. */
  text: string;
  html: string;
  lists: readonly ListReading[];
  forms: readonly FormReading[];
  published: string | null;
  breadcrumb: number;
}

/** Words by which a page says that it is not the one asked for. Short pages only: articles are written about these too. */
const NOT_THE_PAGE: readonly [string, RegExp][] = [
  [
    'soft-404',
    /(页面|网页|文件|信息|内容|文章|资源)[^。]{0,12}(不存在|找不到|未找到|已(被)?删除|无法找到)|404\s*(not found|错误|页面)|not found|您(要)?(访问|查找)的(页面|网页)/i,
  ],
  ['link-expired', /链接已过期|该内容已被发布者删除|此内容因违规无法查看/],
  [
    'maintenance',
    /(系统|网站|平台|功能|栏目)[^。]{0,8}(正在|处于)?(维护|升级|建设)(中|之中|，)|暂停(服务|使用)|网站(正在)?建设中/,
  ],
  ['parked', /域名(出售|转让|停放|已过期)|this domain (is|may be) for sale|domain parking/i],
  ['suspended', /网站(已|被)?(关闭|关停|暂停)|(未备案|备案信息).{0,12}(无法访问|暂停)/],
];
const SHORT_PAGE = 400;
const LOGIN_WALL = /(请|需)(先)?(您)?(登录|注册)|用户登录|统一身份认证|实名认证|短信验证码登录/;

/** What a page is. A page that claims to be something else (a soft 404, a wall) is `error` or `challenge`, with its words. */
export function pageKind(input: KindInput): KindReading {
  const { text, title, lists, forms, published } = input;
  const items = lists.reduce((sum, list) => sum + list.items.length, 0);
  if (text.length < SHORT_PAGE && items < 5) {
    for (const [detail, pattern] of NOT_THE_PAGE) {
      const match = pattern.exec(`${title} ${text}`);
      if (match !== null) return { kind: 'error', detail, trace: { selector: 'body', text: match[0] } };
    }
  }
  if (/^\s*404\b|404错误|页面不存在|页面找不到/.test(title)) {
    return { kind: 'error', detail: 'soft-404', trace: { selector: 'title', text: title.slice(0, 100) } };
  }
  if (text.length < 60 && /\$_ts|__jsl|acw_sc__v2|document\.cookie/.test(input.html.slice(0, 20_000))) {
    return { kind: 'challenge', detail: 'js-cookie', trace: { selector: 'script', text: 'document.cookie' } };
  }
  if (forms.some(({ purpose }) => purpose === 'letter')) return { kind: 'form', detail: null, trace: null };
  const login = forms.some(({ purpose }) => purpose === 'login');
  if (login && items < 5) {
    const match = LOGIN_WALL.exec(text);
    if (match !== null)
      return { kind: 'other', detail: 'login-wall', trace: { selector: 'body', text: match[0] } };
  }
  if (forms.some(({ purpose }) => purpose === 'lookup')) return { kind: 'lookup', detail: null, trace: null };
  const path = new URL(input.url).pathname;
  if (/^\/(index\.\w+)?$/.test(path) && input.breadcrumb === 0)
    return { kind: 'home', detail: null, trace: null };
  const dated = lists.some((list) => list.main && list.latest !== null);
  if (dated && published === null) return { kind: 'list', detail: null, trace: null };
  if (published !== null) return { kind: 'article', detail: null, trace: null };
  return { kind: items > 0 ? 'list' : 'other', detail: null, trace: null };
}
