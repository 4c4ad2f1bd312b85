import type { Trace } from '../../domain/page-reading.ts';
import { collectUnits } from '../forms/controls.ts';
import { mapPage, type PageMap } from '../forms/page-map.ts';
import type { PageDom } from '../page-dom.ts';

/** What stands between a visitor and the form: an account, a proven identity, a code sent to a phone. */
export type WallKind = 'login' | 'real_name' | 'sms';

const REAL_NAME =
  /(请|需|须|必须|完成|通过|进行|未)(您)?(先)?(完成|进行|通过|要)?(您的)?(实名|身份)(认证|验证|核验|登录)|实名(认证|登录)(后|才)|刷脸|人脸(识别|认证)/;
const SMS =
  /短信(验证)?(码)?登录|手机(号)?(验证码)?(快捷)?登录|验证码登录|(请|需)(先)?(验证|绑定)(您的)?手机/;
const LOGIN =
  /(请|需|须|必须|尚未|还未|未|您没有|账号未)(您)?(先|要)?(登[录陆]|注册)(?!.{0,16}(网站|官网|网址|门户|www|http))|登[录陆](后|才)(可|能|方可|进行|使用|提交|写信|留言)|用户登[录陆]|统一(身份)?(认证|登[录陆])|账号登[录陆]|请使用.{0,12}账号登[录陆]|政务服务网.{0,6}登[录陆]|法人登[录陆]|个人登[录陆]|(please )?(log ?in|sign ?in) (first|to continue)|(会话|登[录陆])(状态|信息)?已?(超时|过期|失效).{0,6}登[录陆]/i;

/** The wall a short text speaks of; null when it speaks of none. */
export function wallIn(text: string): WallKind | null {
  const short = text.slice(0, 4_000);
  if (REAL_NAME.test(short)) return 'real_name';
  if (SMS.test(short)) return 'sms';
  return LOGIN.test(short) ? 'login' : null;
}

/**
 * Whether a page is a wall in front of the form. A page that shows a letter form is none, though its header offers
 * to log in; a script that sends away whoever has no account makes one all the same (`isLogin()`), and is reported
 * with its words.
 */
export function wallKind(dom: PageDom | PageMap): { kind: WallKind; words: Trace } | null {
  const map = mapPage(dom);
  const sent =
    /if\s*\(\s*!\s*(?:is_?Log(?:in|ged)?|isAuth|checkLogin|hasLogin|userInfo|token)\w*\s*(?:\(\s*\))?\s*\)\s*\{?[^}]{0,200}?location(?:\.href)?\s*=\s*["'][^"']*(?:login|auth|sso|cas)/i.exec(
      map.script.slice(0, 200_000),
    );
  if (sent)
    return { kind: 'login', words: { selector: 'script', text: sent[0].replace(/\s+/g, ' ').slice(0, 160) } };
  const units = collectUnits(map);
  const writes = units.some((u) => u.control === 'textarea' || u.control === 'editor');
  if (writes) return null;
  const password = units.some((u) => u.type === 'password');
  const texts = map.runs.filter((r) => r.text.length <= 60).slice(0, 400);
  const size = map.runs.reduce((n, r) => n + r.text.length, 0);
  for (const run of texts) {
    const kind = wallIn(run.text);
    if (kind === null) continue;
    // A link 登录 in the header of a full page is an offer. A wall has a login form, or little else to read.
    const bare = size < 1_500 || password;
    if (!bare || (run.clickable && !password && size > 300)) continue;
    return { kind, words: { selector: 'body', text: run.text } };
  }
  return password &&
    size < 1_500 &&
    /登[录陆]|login/i.test(`${map.title} ${texts.map((r) => r.text).join(' ')}`)
    ? { kind: 'login', words: { selector: 'input[type="password"]', text: map.title.slice(0, 80) } }
    : null;
}
