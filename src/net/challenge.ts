import { isUtf8 } from 'node:buffer';
import type { FailureCode } from '../domain/exchange.ts';

export interface AnswerToJudge {
  status: number;
  headers: Readonly<Record<string, string>>;
  /** Decoded body; its first part is enough. */
  body: Uint8Array;
}

export interface Challenge {
  code: Extract<FailureCode, 'challenged' | 'rate_limited'>;
  /** Which wall, for the log. */
  wall: string;
}

/** Walls that show a script instead of the page. The marks stand in the script; the page around it is empty. */
const SCRIPT_WALLS: readonly [RegExp, string][] = [
  [/acw_sc__v[23]|aliyun_waf|_waf_is_mobile|arg1\s*=\s*['"][0-9A-F]{20}/, 'aliyun'],
  [/__jsl_clearance|jsl_clearance_s/, 'jiasule'],
  [/\$_ts\s*=|\$_ts\.cd|window\[['"]\$_ts/, 'ruishu cookie script'],
  [/cf-browser-verification|challenge-platform\/h\/\w{1,4}\/orchestrate|cf_chl_/, 'cloudflare'],
  [/_Incapsula_Resource/, 'incapsula'],
  [/TencentCaptcha|turing\.captcha|geetest|AliyunCaptcha|nc_token/i, 'captcha'],
];

/** Makers of walls. Their names alone say nothing: an article may speak of them. */
const WALL_MAKERS =
  /网站防火墙|网站卫士|安全狗|云锁|创宇盾|知道创宇|加速乐|D盾|玄武盾|云防护|云盾|网防G01|护卫神|安恒|长亭|雷池|SafeLine|WAF|Web Application Firewall/i;

/** What a wall tells its visitor. */
const BLOCKED =
  /[您你]的?(当前)?(的)?(访问|请求|操作|IP).{0,24}(被.{0,12}(拦截|阻断|阻止|禁止|拒绝)|不合法|有威胁|威胁|可疑|攻击)|(访问|请求|操作)(行为)?(已|疑似)?被.{0,12}(拦截|阻断)|拦截提示|拦截页面|请求带有不合法参数|事件\s?ID|request (has been|was|is) blocked|you have been blocked|attack detected/i;

const VERIFY =
  /(滑动|拖动|点击|完成).{0,12}(滑块|验证|拼图)|人机(识别)?验证|安全验证|访问验证|浏览器安全检查|正在检测.{0,8}浏览器|checking your browser|just a moment|verify you are human|请(开启|启用)\s?JavaScript.{0,12}(刷新|继续)|enable JavaScript (and cookies )?to continue|please enable JavaScript and refresh/i;

const RATE =
  /(访问|请求|操作|刷新)(的?(次数|速度|频率))?(过于|太过|太|过)频?[繁多快高]|访问次数(超过?限|过多)|too many requests|rate limit(ed)? exceeded/i;

/** A wall's page has little text; beyond this many visible characters it is a page of the site. */
const ERROR_PAGE_CHARS = 1200;
/** With an ordinary status a wall shows itself by having next to nothing else to say. */
const OK_PAGE_CHARS = 300;
/** Walls lead nowhere, or to their maker; more links than this are a site's navigation. */
const OK_PAGE_LINKS = 8;
/** What is looked at: walls come before anything else on their pages. */
const LOOKED_BYTES = 64 * 1024;
const GLANCED_BYTES = 12 * 1024;
/** Scripts of walls are long, pages of 200 KB with an ordinary status are the site's own. */
const WALL_BYTES = 200 * 1024;

/**
 * Tells a wall that answers in the site's place from the site itself. An ordinary 403, 404 or 500 is none, nor is a
 * page of the site that merely mentions such words, nor one that carries a wall's script beside its content.
 */
export function detectChallenge({ status, headers, body }: AnswerToJudge): Challenge | null {
  if (status === 429) return { code: 'rate_limited', wall: 'status 429' };
  if ('cf-mitigated' in headers) return challenged('cloudflare');
  const isError = status >= 400;
  if (!isError && body.length > WALL_BYTES) return null;
  const type = headers['content-type'] ?? '';
  if (!isError && type !== '' && !/html|text\/plain/i.test(type)) return null;

  const limit = isError ? ERROR_PAGE_CHARS : OK_PAGE_CHARS;
  // Nearly every page is no wall, and its beginning shows that, whatever its charset.
  if (!isError && beginsAsPage(body)) return null;
  const text = decode(body.subarray(0, LOOKED_BYTES));
  const { visible, hasScript } = visibleText(text, isError ? Number.POSITIVE_INFINITY : limit);
  if (status === 412 && hasScript) return challenged('status 412 cookie script');
  if (status === 521 && (hasScript || 'set-cookie' in headers)) return challenged('status 521 cookie script');
  if (visible.length > limit) return null;
  if (!isError && (text.match(/<a\s/gi)?.length ?? 0) > OK_PAGE_LINKS) return null;

  if (RATE.test(visible)) return { code: 'rate_limited', wall: 'rate limit page' };
  const scriptWall = hasScript ? SCRIPT_WALLS.find(([mark]) => mark.test(text)) : undefined;
  if (scriptWall !== undefined) return challenged(scriptWall[1]);
  // A captcha widget beside a form is the site's; alone on the page it is a wall.
  if (VERIFY.test(visible) && !/<input[^>]{0,200}type=["']?(text|password)/i.test(text))
    return challenged('verification page');
  if (BLOCKED.test(visible)) return challenged('firewall page');
  return isError && WALL_MAKERS.test(visible) ? challenged('firewall page') : null;
}

function challenged(wall: string): Challenge {
  return { code: 'challenged', wall };
}

/** Firewall pages are UTF-8 or GBK; which of the two is all that matters here. */
function decode(bytes: Uint8Array): string {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length - cutAtEnd(bytes));
  return isUtf8(whole) ? whole.toString('utf8') : new TextDecoder('gb18030').decode(bytes);
}

/** Bytes of a UTF-8 character that was cut off at the end: a lead byte and fewer followers than it announces. */
function cutAtEnd(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const announced = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return announced > back ? back : 0;
  }
  return 0;
}

/** Text without scripts, styles, comments and tags, until there is more than `most` of it; one pass, whatever the markup. */
function visibleText(html: string, most: number): { visible: string; hasScript: boolean } {
  let visible = '';
  let hasScript = false;
  let at = 0;
  const add = (text: string) => {
    const words = text.trim();
    if (words !== '') visible += `${visible === '' ? '' : ' '}${words.replace(/\s+/g, ' ')}`;
  };
  while (at < html.length && visible.length <= most) {
    const open = html.indexOf('<', at);
    if (open < 0) {
      add(html.slice(at));
      break;
    }
    if (open > at) add(html.slice(at, open));
    const name = specialName(html, open);
    if (name === 'script') hasScript = true;
    at = afterTag(html, open, name);
    // What is not closed is no text.
    if (at < 0) break;
  }
  return { visible, hasScript };
}

/** Which element that is told apart, or comment, opens there. */
function specialName(html: string, open: number): string | undefined {
  if (!SPECIAL.has(html.charCodeAt(open + 1))) return undefined;
  return /^<(script|style|title|!--)/i.exec(html.slice(open, open + 8))?.[1]?.toLowerCase();
}

/** Where the text goes on after the tag, comment, script or style that opens there; -1 where it is not closed. */
function afterTag(html: string, open: number, name: string | undefined): number {
  if (name === '!--') {
    const end = html.indexOf('-->', open);
    return end < 0 ? -1 : end + 3;
  }
  const isRaw = name === 'script' || name === 'style';
  const closing = isRaw ? closerOf(name, html, open) : open;
  return closing < 0 ? -1 : html.indexOf('>', closing) + 1 || -1;
}

/**
 * Whether the beginning shows more text or more links than a wall has. It is gone through as latin1, a character a byte:
 * markup is ASCII in every charset that pages have, and nothing need be decoded.
 */
function beginsAsPage(body: Uint8Array): boolean {
  const start = body.subarray(0, GLANCED_BYTES);
  const whole = Buffer.from(start.buffer, start.byteOffset, start.length - cutAtEnd(start));
  // Of a character in UTF-8 all bytes but its first lie in one range; in the GB charsets it has up to four of any kind.
  const isUnicode = isUtf8(whole);
  const most = isUnicode ? OK_PAGE_CHARS : OK_PAGE_CHARS * 4;
  const html = whole.toString('latin1');
  let chars = 0;
  let links = 0;
  for (let at = 0; at < html.length; ) {
    const open = html.indexOf('<', at);
    const until = open < 0 ? html.length : open;
    for (; at < until; at++) {
      const code = html.charCodeAt(at);
      if (code > BLANK && !(isUnicode && code >= 0x80 && code <= 0xbf)) chars += 1;
    }
    if (chars > most) return true;
    if (open < 0) break;
    if ((html.charCodeAt(open + 1) | 0x20) === LETTER_A && html.charCodeAt(open + 2) <= BLANK) links += 1;
    if (links > OK_PAGE_LINKS) return true;
    at = afterTag(html, open, specialName(html, open));
    if (at < 0) break;
  }
  return false;
}

const LETTER_A = 0x61;
const BLANK = 0x20;

/** First letters of the elements that are told apart. */
const SPECIAL = new Set([...'sStT!'].map((letter) => letter.charCodeAt(0)));

function closerOf(name: string, html: string, from: number): number {
  const lower = html.indexOf(`</${name}`, from);
  return lower >= 0 ? lower : html.indexOf(`</${name.toUpperCase()}`, from);
}
