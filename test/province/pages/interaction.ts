import { columnHref, pageHtml } from '../chrome.ts';
import { iso } from '../days.ts';
import { esc } from '../html.ts';
import { between, pick } from '../random.ts';
import type { SiteState } from '../state.ts';
import { letterForm, lookupForm, surveyForm } from './forms.ts';
import { systemLinks } from './service.ts';

/** Paths of the citizens' channel; the same on every site, only the pages differ. */
export const CHANNEL_PATHS = {
  notice: '/hdjl/xxxz.html',
  form: '/hdjl/wyxx.html',
  inner: '/hdjl/inner/form.html',
  lookup: '/hdjl/xjcx.html',
  survey: '/hdjl/wsdc.html',
  login: '/user/login.html',
  post: '/hdjl/submit',
} as const;

const NAMES = ['我要咨询', '我要写信', '咨询投诉', '领导信箱'];

/** 互动交流: where the channel begins. Special channels for complaints and discipline do not count as one (W5). */
export function interactionMain(state: SiteState): string {
  const { site } = state;
  const missing = state.find('channel-missing')?.how;
  const elsewhere = state.find('channel-elsewhere');
  const needsNotice = site.dress.channel === 'notice-then-form';
  const name = pick(NAMES, site.siteCode, 'channel-name');
  const form =
    elsewhere !== undefined
      ? `http://${elsewhere.host}/message/add?site=${site.siteCode}`
      : needsNotice
        ? CHANNEL_PATHS.notice
        : CHANNEL_PATHS.form;
  const entries: [string, string][] = [
    ...(missing === undefined ? ([[name, form]] as [string, string][]) : []),
    ...(missing === undefined || missing === 'lookup-only'
      ? ([
          ['信件查询', CHANNEL_PATHS.lookup],
          ['网上调查', CHANNEL_PATHS.survey],
        ] as [string, string][])
      : []),
    ...(missing === 'none'
      ? []
      : ([
          ['网上信访', 'http://wsxf.shaanxi-mn.gov.cn/'],
          ['纪检监察举报', 'http://www.12388-mn.gov.cn/'],
        ] as [string, string][])),
  ];
  if (site.letterEntry !== undefined)
    return `<div class="interact">${site.letterEntry}${systemLinks(state, 'interaction')}</div>`;
  const children = site.columns.filter(
    ({ parent }) => parent === site.columns.find(({ form: f }) => f === 'interaction')?.no,
  );
  const links = entries.map(
    ([text, href]) =>
      `<li><a href="${esc(href)}"><img src="/images/hd.png" alt=""><span>${text}</span></a></li>`,
  );
  const more = children.map(
    (column) => `<li><a href="${columnHref(state, column)}">${esc(column.name)}</a></li>`,
  );
  return `<div class="interact"><ul class="entries">${links.join('')}${more.join('')}</ul>${systemLinks(state, 'interaction')}</div>`;
}

/** A page of the channel; null when the path is none of it. */
export function channelPage(
  state: SiteState,
  path: string,
): { status: number; html: string; location?: string } | null {
  const { site } = state;
  const trail = [{ text: '互动交流', href: interactionHref(state) }];
  const page = (title: string, main: string, status = 200) => ({
    status,
    html: pageHtml(state, { title, main, trail: [...trail, { text: title, href: path }] }),
  });
  const missing = state.find('channel-missing')?.how;
  if (path === CHANNEL_PATHS.lookup && (missing === undefined || missing === 'lookup-only'))
    return page('信件查询', lookupForm());
  if (path === CHANNEL_PATHS.survey && (missing === undefined || missing === 'lookup-only'))
    return page('网上调查', surveyForm(site.short));
  if (path === CHANNEL_PATHS.login) return page('用户登录', loginForm());
  const isForm = path === CHANNEL_PATHS.form;
  const isNotice = path === CHANNEL_PATHS.notice && site.dress.channel === 'notice-then-form';
  const isInner = path === CHANNEL_PATHS.inner && site.dress.channel === 'iframe-form';
  if (missing !== undefined || !(isForm || isNotice || isInner)) return null;
  if (isNotice) return page('写信须知', noticeHtml());
  const broken = state.find('channel-broken')?.how;
  if (broken === 'dead-link') return null;
  if (broken === 'status')
    return {
      status: 503,
      html: '<html><head><title>503 Service Unavailable</title></head><body><center><h1>503 Service Temporarily Unavailable</h1></center></body></html>',
    };
  if (broken === 'maintenance')
    return page(
      '系统维护',
      '<div class="tip"><h2>系统维护中</h2><p>信箱系统正在升级维护，暂停使用，给您带来不便敬请谅解！</p></div>',
    );
  const login = state.find('channel-login')?.how;
  if (login === 'redirect')
    return { status: 302, html: '', location: `${CHANNEL_PATHS.login}?back=${encodeURIComponent(path)}` };
  if (login === 'page')
    return page('我要写信', `<p class="tip">您还没有登录，请先登录后再提交信件。</p>${loginForm()}`);
  if (login === 'sms') return page('实名认证', smsForm());
  if (isForm && site.dress.channel === 'iframe-form')
    return page(
      '我要写信',
      `<iframe src="${CHANNEL_PATHS.inner}" width="800" height="700" frameborder="0"></iframe>`,
    );
  const html = letterForm(site.dress.channel, site.siteCode);
  return isInner
    ? { status: 200, html: `<html><head><title>我要写信</title></head><body>${html}</body></html>` }
    : page('我要写信', html);
}

function interactionHref(state: SiteState): string {
  const column = state.site.columns.find(({ form }) => form === 'interaction');
  return column === undefined ? '/' : columnHref(state, column);
}

function noticeHtml(): string {
  return `<div class="notice"><h2>写信须知</h2><p>一、来信请注明真实姓名、联系电话，一信一事。</p><p>二、请勿重复提交，内容不超过1000字。</p><p>三、网上信访、纪检举报事项请通过专门渠道反映。</p>
<p><input type="checkbox" id="agree"><label for="agree">我已阅读并同意以上内容</label> <a class="btn" href="${CHANNEL_PATHS.form}">同意并写信</a></p></div>`;
}

const loginForm = () =>
  '<form action="/user/dologin" method="post"><p>用户名：<input type="text" name="username"></p><p>密码：<input type="password" name="password"></p><p>验证码：<input type="text" name="code"><img src="/user/captcha.jpg" alt="验证码"></p><input type="submit" value="登录"><a href="/user/register.html">立即注册</a></form>';

const smsForm = () =>
  '<div class="auth"><h3>请先完成实名认证</h3><form action="/user/auth" method="post"><p>手机号码：<input type="text" name="mobile"></p><p>短信验证码：<input type="text" name="smscode"><button type="button">获取验证码</button></p><p>身份证号：<input type="text" name="idcard"></p><input type="submit" value="认证"></form></div>';

/** 信件选登: public letters with their answers. A fault leaves one unanswered. */
export function lettersMain(state: SiteState): string {
  const { site, day } = state;
  const open = state.find('letters-unanswered');
  // Where the whole site stands still its letters do too.
  const stopped = state.find('entrance') === undefined ? undefined : state.find('column-gap');
  const last = stopped === undefined ? day : stopped.since;
  const rows = Array.from({ length: 12 }, (_, i) => {
    const sent = last - 4 - i * between(5, 9, site.siteCode, 'gap');
    const replied = Math.min(last, sent + between(1, 4, site.siteCode, i));
    return letterRow(
      pick(
        ['咨询医保报销比例', '反映小区供暖问题', '请问户口迁移流程', '农村危房改造政策咨询'],
        site.siteCode,
        i,
      ),
      iso(sent),
      `已回复`,
      iso(replied),
      i,
    );
  });
  if (open !== undefined)
    rows.splice(6, 0, letterRow('关于道路破损何时修复的咨询', iso(open.sent), '待回复', '', 99));
  return `<table class="letters"><tr><th>编号</th><th>信件标题</th><th>来信时间</th><th>办理状态</th><th>答复时间</th></tr>${rows.join('')}</table>`;
}

function letterRow(title: string, sent: string, status: string, replied: string, i: number): string {
  return `<tr><td>XJ${sent.replaceAll('-', '')}${String(i).padStart(3, '0')}</td><td><a href="/hdjl/letter/${i}.html">${title}</a></td><td>${sent}</td><td>${status}</td><td>${replied}</td></tr>`;
}
