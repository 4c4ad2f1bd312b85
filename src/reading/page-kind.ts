import {
  type FormReading,
  type ListReading,
  type PageKind,
  SURE_ENOUGH,
  type Trace,
} from '../domain/page-reading.ts';
import type { Published } from './published.ts';
import { isArticleUrl, isColumnUrl } from './url-shapes.ts';

export interface KindReading {
  kind: PageKind;
  trace: Trace | null;
  detail: string | null;
  /** 0..1. */
  confidence: number;
}

export interface KindInput {
  url: string;
  title: string;
  /** Visible text of the page. */
  text: string;
  html: string;
  meta: Readonly<Record<string, string>>;
  lists: readonly ListReading[];
  forms: readonly FormReading[];
  published: Published;
  breadcrumb: number;
  hasPager: boolean;
  /** Characters of running text outside links. */
  prose: number;
  /** What the page says outside its links, cut where it is longer than a notice. */
  own: string;
  /** Whether nothing stands between the head and the foot of the page. */
  saysNothing(): boolean;
  links: number;
  /** Public letters with their answers that the page lists. */
  replies: number;
}

/** Words by which a page says that it is not the one asked for. Short pages only: articles are written about these too. */
const NOT_THE_PAGE: readonly [string, RegExp][] = [
  [
    'soft-404',
    /(?:页面|网页|文件|信息|内容|文章|资源|地址|栏目)[^。]{0,12}(?:不存在|找不到|未找到|没有找到|已(?:经)?(?:被)?(?:删除|移除|下线|下架|撤回|撤销|失效|过期)|未发布|未公开|(?:已)?撤稿|(?:正在|待|等待)审核|无法(?:找到|显示|访问))|(?:找不到|没有找到|未找到|无法找到)[^。]{0,10}(?:页面|网页|文件|内容|资源)|404\s*(?:not\s*found|错误|页面|error|[-–—!！。])|\bnot found\b|您(?:要)?(?:访问|查找|浏览)的(?:页面|网页|内容)|the (?:page|resource) you.{0,40}(?:not|removed)/i,
  ],
  [
    'link-expired',
    /链接已过期|该内容已被发布者删除|此内容因违规无法查看|该公众号已迁移|[账帐]号已(?:经|被|自主|申请|主动)?(?:注销|冻结|屏蔽|封禁)|参数错误|此内容被投诉/,
  ],
  [
    'suspended',
    /网站(?:已|被)?(?:关闭|关停|暂停|下线|停用)|(?:网站|站点)[^。]{0,24}(?:停止(?:更新|服务|运行)|停更|关停|注销|(?:迁移|整合|合并|归并)(?:至|到)|并入)|(?:未备案|备案信息).{0,12}(?:无法访问|暂停|未接入)|无法(?:进行)?访问.{0,30}备案|未在接入商备案|(?:站点|网站)已(?:迁移|整合|合并)至/,
  ],
  [
    'server-error',
    /(?:HTTP\s*(?:Status|状态)?|error|错误(?:代码)?)\s*[:：]?\s*50[0234]\b|50[0234]\s*(?:internal|bad gateway|service|gateway|错误|-)|internal server error|bad gateway|service (?:temporarily )?unavailable|gateway time-?out|服务器(?:内部)?错误|系统(?:发生)?(?:错误|异常)|(?:java\.lang|javax\.servlet|org\.springframework|System\.Web)\.[\w.]+Exception|Exception report|数据库(?:连接)?(?:错误|失败)|Server Error in '\/' Application|runtime error|(?:warning|fatal error|parse error|notice)\s*:.{1,300}on line \d+|microsoft (?:ole db|jet database|vbscript)|odbc .{0,20}driver|adodb\.|thinkphp v?\d|页面错误/i,
  ],
  [
    'maintenance',
    /(?:系统|网站|平台|功能|服务器?|站点|本站|页面)[^。]{0,10}(?:正在|处于|进行)?[^。]{0,4}(?:维护|升级|割接|迁移)|(?:维护|升级)(?:中|期间)[^。]{0,20}(?:稍后|暂停|无法)|暂停(?:对外)?(?:服务|使用|访问)|停机(?:维护|检修|升级)|升级改造中|(?:网站|页面|系统)(?:正在)?建设中|(?:网站|本站|系统|平台)(?:正在)?(?:改版|升级)中?(?=[\s，,。！!….·]|敬请|$)|under (?:maintenance|construction)|(?:稍后|稍候)再(?:试|访问)/i,
  ],
  [
    'parked',
    /域名(?:正在)?(?:出售|转让|停放|已过期|到期)|购买(?:此|该)域名|this domain (?:is|may be) for sale|buy this domain|domain (?:parking|has expired)|it works!|welcome to nginx|apache2? (?:\w+ )?default page|IIS\s?(?:windows server|7|8)|successfully installed tomcat|test page for the .{0,30}(?:server|nginx|apache)|恭喜[，,]?\s*站点创建成功|站点已暂停|没有找到站点/i,
  ],
  [
    'forbidden',
    /仅限内网|内网访问|403\s*(?:forbidden|禁止|错误)|access (?:denied|forbidden)|禁止访问|无权(?:限)?访问|您没有权限|目录列表被拒绝|401\s*unauthorized/i,
  ],
];
/** Walls in front of the page: WAF block pages, JS and captcha challenges. */
const WALL: readonly [string, RegExp][] = [
  [
    'waf-block',
    /\bIP[^。]{0,24}(?:封禁|封锁|黑名单|被限制|被禁止)|(?:您的)?(?:访问|请求)[^。]{0,16}(?:被(?:阻断|拦截|拒绝)|存在(?:安全)?(?:威胁|风险)|可能(?:存在|对).{0,10}(?:威胁|危险)|含有不合法)|云防护|网站防火墙|安全狗|(?:创宇|知道创宇|加速乐|安恒|玄武盾|绿盟|启明|D盾|360网站卫士|长亭|雷池|safeline|yunsuo)|request (?:was )?(?:blocked|rejected)|web application firewall|attention required.{0,3}cloudflare|(?:event|incident|request|ray)[ _-]?id\s*[:：]\s*[\w-]{8,}/i,
  ],
  [
    'region-block',
    /(?:您)?(?:所在|来自)的?[^。]{0,6}(?:地区|区域|国家|省份)[^。]{0,10}(?:无法|不能|禁止|限制|不允许)|(?:境外|海外|国外)[^。]{0,8}(?:禁止|限制|无法|不能)[^。]{0,4}访问|(?:from|in) your (?:region|country|location)/i,
  ],
  [
    'captcha',
    /(?:请|需要)?(?:完成|进行|输入)[^。]{0,8}(?:安全验证|人机验证|滑块|验证码)[^。]{0,10}(?:继续|访问|后)|访问(?:过于|太)?频繁|访问验证|滑动验证|verify (?:you are|that you)|checking your browser|just a moment/i,
  ],
];
/** That the site is not registered; a number of registration in its foot is none of these. */
const UNREGISTERED = /未[^。]{0,16}备案|备案信息|(?:没有|尚未|完成|进行)备案/;
/** What a script says in a box of its own, where the page itself says nothing. */
const ALERT = /\balert\s*\(\s*(?:'([^'\n]{2,200})'|"([^"\n]{2,200})")/;

/** Scripts that set a cookie and load the page again: Riversec, JSL, Alibaba, Tencent and their kin. */
const CHALLENGE_SCRIPT =
  /\$_ts\b|__jsl_clearance|acw_sc__v[23]|_yfx_|arg1\s*=\s*['"][0-9A-F]{30,}|document\.cookie\s*=[^;]{0,200}[\s\S]{0,600}?location\.(?:reload|href|replace)|eval\(function\(p,a,c,k,e,[dr]\)|challenge-platform|probe\.js|waf_(?:cookie|captcha)|\/_waf_|WZWS|wzwschallenge|<(?:meta|script)[^>]{0,400}\sr=(?:'m'|"m"|m)[\s>]/i;

/** Pages that only say why they are not the one asked for say no more than this. */
export const SHORT_PAGE = 400;
/** A notice within the site's menus is a sentence or two. */
const SHORT_NOTICE = 150;
/** A page that says less than this outside its links shows its message as a picture, if it has one. */
const NO_WORDS = 40;
const GONE_PICTURE =
  /<img[^<>]{0,300}?[/"'](?:\w{0,12}[_-])?(?:404|not-?found|page-?lost)[\w-]{0,12}\.(?:png|jpe?g|gif|svg|webp)/i;
/** Texts of walls are a sentence or two with an event number. */
const SHORT_WALL = 900;
/** Words that only a page uses which does not do its work: no article is as short as they demand. */
const MAINTENANCE_NOTICE =
  /(?:系统|信箱|平台|功能|栏目|网站|页面)(?:正在|正处于)?(?:升级|维护|改造|调试|升级维护|升级改造|系统升级|维护升级)中|正在(?:进行)?(?:升级|维护|改造|升级维护|升级改造|系统维护|系统升级)|停机(?:维护|检修|升级)|暂停(?:对外)?(?:服务|使用|访问)/;
const LOGIN_WALL =
  /(?:请|需)(?:先|您)?(?:登录|登陆|注册|实名)|(?:用户|个人|法人|企业|账号|密码)登[录陆]|统一身份认证|实名(?:认证|登录)|短信验证码登录|扫码登录|登录后(?:才能|方可|可以)/;

/** A breadcrumb that ends with the article itself. */
const ARTICLE_TAIL = /[>＞›»]\s*(?:正文|文章正文|详细内容|详情)(?=\s|$)/;

/** What a page is. A page that claims to be something else (a soft 404, a wall) is `error` or `challenge`, with its words. */
export function pageKind(input: KindInput): KindReading {
  const gone = notThePage(input);
  if (gone !== null) return { ...gone, confidence: gone.trace?.selector === 'body' ? 0.8 : 0.9 };
  const form = byForms(input);
  if (form !== null) return { ...form, confidence: formConfidence(form, input) };
  return byContent(input);
}

/** A page is a form's as surely as the form is what it was taken for. */
function formConfidence({ kind }: Named, { forms }: KindInput): number {
  const purpose = kind === 'form' ? 'letter' : kind === 'lookup' ? 'lookup' : null;
  const sure = forms.filter((form) => form.purpose === purpose).map(({ confidence }) => confidence);
  return sure.length === 0 ? 0.8 : Math.max(...sure);
}

/** A main list no surer than this has the place or the name of those that stand beside something. */
const BESIDE_AT_MOST = 0.6;

type Named = Omit<KindReading, 'confidence'>;

function notThePage(input: KindInput): Named | null {
  const { text, own, title, lists, html, links, published, replies } = input;
  const items = lists.reduce((sum, list) => sum + list.items.length, 0);
  const alerted = text.length < 60 ? ALERT.exec(html.slice(0, 20_000)) : null;
  const said = alerted === null ? text : `${text} ${alerted[1] ?? alerted[2] ?? ''}`.trim();
  const all = `${title} ${said}`;
  if (text.length < 60 && CHALLENGE_SCRIPT.test(html.slice(0, 60_000))) {
    const found = CHALLENGE_SCRIPT.exec(html.slice(0, 60_000))?.[0] ?? '';
    return {
      kind: 'challenge',
      detail: 'js-cookie',
      trace: { selector: 'script', text: found.slice(0, 60) },
    };
  }
  // Whoever answers that does so because the site may not be shown to anybody.
  if (text.length < SHORT_WALL && items < 3 && links < 15 && replies === 0 && !UNREGISTERED.test(all)) {
    for (const [detail, pattern] of WALL) {
      const match = pattern.exec(all);
      if (match !== null)
        return { kind: 'challenge', detail, trace: { selector: 'body', text: match[0].slice(0, 100) } };
    }
  }
  // What bears a day of publication was published: a notice of maintenance, a report of a page that failed.
  const isPublished = published.source === 'meta' || published.source === 'label' || published.isSigned;
  const isShort = text.length < SHORT_PAGE || (own.length < SHORT_NOTICE && !saysMore(input));
  // A citizen's letter tells of what could not be found; who shows it is the page asked for.
  if (isShort && items < 3 && !isPublished && replies === 0) {
    for (const [detail, pattern] of NOT_THE_PAGE) {
      const match = pattern.exec(`${title} ${text.length < SHORT_PAGE ? said : own}`);
      if (match !== null)
        return { kind: 'error', detail, trace: { selector: 'body', text: match[0].slice(0, 100) } };
    }
  }
  const notice = noticeInFrame(input);
  if (notice !== null) return notice;
  const picture = isShort && aboveFoot(own).length < NO_WORDS ? GONE_PICTURE.exec(html) : null;
  if (picture !== null && items < 3 && !isPublished)
    return { kind: 'error', detail: 'soft-404', trace: { selector: 'img', text: picture[0].slice(0, 100) } };
  const gone =
    /^\s*404\b|404\s*(?:错误|页面|not found|error)|(?:页面|网页)(?:不存在|找不到|未找到)|找不到(?:页面|网页)|page not found/i.exec(
      title,
    );
  if ((gone !== null || isMessageOfLoss(title, own)) && items < 10) {
    return { kind: 'error', detail: 'soft-404', trace: { selector: 'title', text: title.slice(0, 100) } };
  }
  return null;
}

/** 提示信息 and 错误提示 stand over any message of a CMS: what was sent or filled in wrongly is no missing page. */
function isMessageOfLoss(title: string, own: string): boolean {
  return (
    /提示信息$|^\s*(?:错误|出错)(?:提示|页面|了)?\s*$/.test(title) &&
    /不存在|找不到|没有(?:找到|此|该|这)|无此|无效|非法|出错|异常|失败|删除|关闭|错误/.test(
      `${title} ${own}`,
    ) &&
    !/成功|登[录陆]|验证码|填写|输入|选择/.test(own)
  );
}

/** Whether the page has a form or an article of its own within the site's menus. */
function saysMore({ forms, meta, breadcrumb }: KindInput): boolean {
  return (
    meta.ArticleTitle !== undefined ||
    breadcrumb > 1 ||
    forms.some(({ purpose }) => purpose !== 'search' && purpose !== 'other')
  );
}

/** 系统维护中 with all of the site's menus around it: what is said outside the links is short and is no article. */
function noticeInFrame({ own, lists, forms, published, meta, replies }: KindInput): Named | null {
  // Links of the footer may look like a list; such a list is never sure.
  const items = lists.reduce(
    (sum, list) => sum + (list.confidence >= SURE_ENOUGH ? list.items.length : 0),
    0,
  );
  const isElse =
    items > 0 || replies > 0 || forms.some(({ purpose }) => purpose !== 'search' && purpose !== 'other');
  if (own.length > SHORT_PAGE || isElse || published.published !== null || meta.ArticleTitle) return null;
  const match = MAINTENANCE_NOTICE.exec(own);
  return match === null
    ? null
    : { kind: 'error', detail: 'maintenance', trace: { selector: 'body', text: match[0].slice(0, 100) } };
}

function byForms({ forms, lists, text, own, title, replies }: KindInput): Named | null {
  const items = lists.reduce((sum, list) => sum + list.items.length, 0);
  if (forms.some(({ purpose }) => purpose === 'letter')) return { kind: 'form', detail: null, trace: null };
  if (forms.some(({ purpose }) => purpose === 'login') && items < 5) {
    const match = LOGIN_WALL.exec(`${title} ${text.slice(0, 4_000)}`);
    if (match !== null)
      return { kind: 'other', detail: 'login-wall', trace: { selector: 'body', text: match[0] } };
  }
  if (own.length <= SHORT_PAGE && items < 3) {
    const match = /(?:请|需)(?:您)?先?(?:登录|登陆)|登录(?:后|超时)|未登录|实名认证/.exec(own);
    if (match !== null)
      return { kind: 'other', detail: 'login-wall', trace: { selector: 'body', text: match[0] } };
  }
  const main = lists.find((list) => list.main);
  if (replies >= 3 && lists.length <= 2 && (main?.items.length ?? 0) <= replies * 1.5)
    return { kind: 'reply-list', detail: null, trace: null };
  if (forms.some(({ purpose }) => purpose === 'lookup') && (main === undefined || main.items.length < 5))
    return { kind: 'lookup', detail: null, trace: null };
  return null;
}

/** What an article's address weighs. */
const ADDRESS = 2;
/** Below the threshold of those who judge: what the page would have said was not seen. */
const UNSURE = 0.3;

/** What is said before the foot of the page begins. */
function aboveFoot(own: string): string {
  return own.split(/主办|承办|版权所有|copyright|标识码|ICP备/i, 1)[0]?.trim() ?? '';
}

/** Whether it is there, what it weighs, and its words. */
type Evidence = readonly [boolean, number, string];

function weigh(evidence: readonly Evidence[]): number {
  return evidence.reduce((sum, [holds, weight]) => sum + (holds ? weight : 0), 0);
}

/** Six points ahead of the other kind leave no doubt. */
function margin(own: number, other: number): number {
  return Math.round(Math.min(0.95, 0.5 + 0.075 * Math.max(0, own - other)) * 100) / 100;
}

function said(evidence: readonly Evidence[], selector = 'body'): Trace | null {
  const words = evidence.filter(([holds]) => holds).map(([, , text]) => text);
  return words.length === 0 ? null : { selector, text: words.join('; ').slice(0, 200) };
}

/** Evidence for an article against evidence for a list; a home page is known by its address. */
function byContent({
  url,
  text,
  saysNothing,
  meta,
  lists,
  published,
  breadcrumb,
  hasPager,
  prose,
}: KindInput): KindReading {
  const { pathname, search } = new URL(url);
  const isRoot = /^\/(?:(?:index|default|main|home)\w{0,3}\.\w+)?$/i.test(pathname) && !/\d/.test(search);
  if (isRoot && breadcrumb === 0)
    return {
      kind: 'home',
      detail: null,
      trace: { selector: 'url', text: url.slice(0, 200) },
      confidence: 0.95,
    };
  const main = lists.find((list) => list.main);
  const blocks = lists.filter(
    ({ items, confidence }) => items.length >= 2 && confidence >= SURE_ENOUGH,
  ).length;
  const dated = main?.items.filter(({ date }) => date !== null).length ?? 0;
  // Below an article stands 相关信息, however long.
  const isBeside = (main?.confidence ?? 1) <= BESIDE_AT_MOST;
  const forArticle: readonly Evidence[] = [
    [meta.ArticleTitle !== undefined, 3, 'meta ArticleTitle'],
    [meta.PubDate !== undefined, 2, 'meta PubDate'],
    [published.source === 'label', 2, published.trace?.text ?? ''],
    [published.isUnderTitle, 2, '日期在标题下'],
    [isArticleUrl(url), ADDRESS, '网址为文章地址'],
    [ARTICLE_TAIL.test(text.slice(0, 8_000)), 2, 'breadcrumb ends in 正文'],
    [/上一篇|下一篇/.test(text), 2, '上一篇 · 下一篇'],
    [/字\s*[体号]\s*[:：]|打印本[页文]|关闭(?:窗口|本页)|【打印】/.test(text), 1, '字体 · 打印 · 关闭'],
    [prose > 300, 1, '成段正文'],
    [prose > 1_000, 1, '长篇正文'],
  ];
  const forList: readonly Evidence[] = [
    [main !== undefined && main.items.length === 0, 2, '列表没有条目'],
    // One date beside one link may be the line under an article's title.
    [dated > 0, dated >= 3 || hasPager ? 2 : 1, '条目带日期'],
    [dated >= 5 && !isBeside, 1, '5 条以上'],
    [dated >= 10 && !isBeside, 1, '10 条以上'],
    [hasPager, 2, '有翻页'],
    [isColumnUrl(url), 1, '网址为栏目地址'],
    [blocks >= 3, 1, '多个版块'],
    [Boolean(meta.ColumnType) && !meta.ArticleTitle, 1, 'meta ColumnType'],
  ];
  const [article, list] = [weigh(forArticle), weigh(forList)];
  const isStated = published.source === 'meta' || published.source === 'label';
  // An address alone makes no article of a page that says nothing between its menus and its foot.
  if (article <= ADDRESS && list <= 1 && lists.length === 0 && !isStated && saysNothing())
    return { kind: 'other', detail: null, trace: null, confidence: UNSURE };
  if (article > list && (article >= 2 || published.published !== null))
    return { kind: 'article', detail: null, trace: said(forArticle), confidence: margin(article, list) };
  if (main !== undefined || blocks > 0) {
    const isHome = breadcrumb === 0 && blocks >= 4 && main === undefined && meta.ColumnName === undefined;
    return {
      kind: isHome ? 'home' : 'list',
      detail: null,
      trace: said(forList, main?.selector),
      confidence: margin(list, article),
    };
  }
  if (published.published !== null || prose > 300)
    return {
      kind: article > 0 ? 'article' : 'other',
      detail: null,
      trace: said(forArticle),
      confidence: 0.5,
    };
  return { kind: 'other', detail: null, trace: null, confidence: 0.5 };
}
