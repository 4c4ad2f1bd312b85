import type { FailureCode } from '../domain/exchange.ts';

export interface AnswerToJudge {
  status: number;
  headers: Readonly<Record<string, string>>;
  /** First part of the body as text. */
  text: string;
}

export interface Challenge {
  code: Extract<FailureCode, 'challenged' | 'rate_limited'>;
  /** Which wall, for the log. */
  wall: string;
}

/** Walls known by words of their own pages. Matched only on short pages: an article that speaks of firewalls is long. */
const WALL_PAGES: readonly [RegExp, string][] = [
  [/acw_sc__v2|aliyun_waf|_waf_is_mobile/, 'aliyun'],
  [/__jsl_clearance|jsluid/, 'jiasule'],
  [/\$_ts\s*=|_\$[a-zA-Z0-9]{2}\(|ruishu/i, 'rivers cookie script'],
  [/cf-browser-verification|challenge-platform|cf_chl_/, 'cloudflare'],
  [/网站防火墙|安全狗|云锁|创宇盾|D盾|玄武盾|云防护|安全卫士|WAF拦截/, 'firewall page'],
  [
    /(您的|你的|当前)?(访问|请求)(已|被|行为).{0,12}(拦截|阻断|阻止|禁止)|拦截提示|非法请求.{0,20}事件ID/,
    'firewall page',
  ],
  [
    /(滑动|拖动|点击).{0,8}(滑块|验证).{0,8}(继续|完成)?访问|安全验证.{0,20}(继续访问|浏览器)/,
    'verification page',
  ],
];

const RATE_WORDS = /(访问|请求|操作)(过于|太过?)频繁|too many requests|访问次数超(限|过)/i;

/** A wall page has little text; beyond this many visible characters it is a page of the site. */
const WALL_PAGE_CHARS = 1200;

/**
 * Tells a wall that answers in the site's place from the site itself. An ordinary 403, 404 or 500 is none, nor is a
 * page of the site that merely mentions such words.
 */
export function detectChallenge({ status, headers, text }: AnswerToJudge): Challenge | null {
  if (status === 429) return { code: 'rate_limited', wall: 'status 429' };
  const server = `${headers.server ?? ''} ${headers['x-powered-by'] ?? ''}`;
  if ('cf-mitigated' in headers) return { code: 'challenged', wall: 'cloudflare' };
  const visible = visibleText(text);
  const isShort = visible.length <= WALL_PAGE_CHARS;
  const hasScript = /<script/i.test(text);
  if (status === 412 && hasScript) return { code: 'challenged', wall: 'status 412 cookie script' };
  if (status === 521 && (hasScript || 'set-cookie' in headers))
    return { code: 'challenged', wall: 'status 521 cookie script' };
  if (!isShort) return null;
  const isError = status >= 400;
  if (RATE_WORDS.test(visible) && (isError || visible.length < 200))
    return { code: 'rate_limited', wall: 'rate limit page' };
  if (status === 405 && hasScript && /acw_|aliyun|arg1/i.test(text))
    return { code: 'challenged', wall: 'aliyun' };
  const wall = WALL_PAGES.find(([pattern]) => pattern.test(visible) || (hasScript && pattern.test(text)));
  if (wall === undefined) return null;
  // With status 200 a wall shows itself by having next to nothing else to say.
  if (!isError && visible.length > 400 && !/waf|safedog|yunsuo/i.test(server)) return null;
  return { code: 'challenged', wall: wall[1] };
}

/** Text without scripts, styles and tags; enough to measure by. */
function visibleText(html: string): string {
  return html
    .replace(/<script[\s\S]{0,200000}?<\/script>/gi, ' ')
    .replace(/<style[\s\S]{0,200000}?<\/style>/gi, ' ')
    .replace(/<[^>]{0,2000}>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
