import { onePage, plainTake } from './kinds-plain.ts';
import type { LetterKind } from './letter-kind.ts';
import { form, LETTER, PERSON, page, redirect } from './letter-pages.ts';

/** Systems that no letter gets through, or whose answer leaves it open. */

const link = (text: string, href: string) => `<a href="${href}">${text}</a>`;
const LOGIN =
  '<form action="/user/dologin" method="post"><p>用户名：<input type="text" name="username"></p><p>密码：<input type="password" name="password"></p><p>验证码：<input type="text" name="code"><img src="/captcha.svg" alt="验证码"></p><input type="submit" value="登录"><a href="/user/register">立即注册</a></form>';
const SMS =
  '<div class="auth"><h3>请先完成实名认证</h3><form action="/user/auth" method="post"><p>手机号码：<input type="text" name="mobile"></p><p>短信验证码：<input type="text" name="smscode"><button type="button">获取验证码</button></p><p>身份证号：<input type="text" name="idcard"></p><input type="submit" value="认证"></form></div>';

const usual = () => page('我要写信', form([...PERSON, ...LETTER]));
const gone = () => page('404', '<p>您访问的页面不存在</p>', 404);
const required = ['title', 'content', 'name', 'phone'];

export const WALL_KINDS: readonly LetterKind[] = [
  onePage({
    id: 'login-page',
    what: '写信前要登录',
    ...{ expected: 'undetermined:login_required', arrives: 0, lookUp: 'none' },
    formPage: () => redirect('/user/login?back=/hdjl/write'),
    answer: ({ path }) =>
      path === '/hdjl/write'
        ? redirect('/user/login?back=/hdjl/write')
        : path === '/user/login'
          ? page('用户登录', `<p>您还没有登录，请先登录后再提交信件。</p>${LOGIN}`)
          : null,
  }),
  onePage({
    id: 'login-at-submit',
    what: '表单人人看得到，点提交时才说要登录',
    ...{ expected: 'undetermined:login_required', arrives: 0, lookUp: 'none' },
    formPage: () =>
      page(
        '我要写信',
        form([...PERSON, ...LETTER], { attributes: `onsubmit="alert('请先登录后再提交');return false"` }),
      ),
  }),
  onePage({
    id: 'sms-wall',
    what: '先用短信验证码实名认证',
    ...{ expected: 'undetermined:login_required', arrives: 0, lookUp: 'none' },
    formPage: () => page('实名认证', SMS),
  }),
  onePage({
    id: 'sms-field',
    what: '网上民声：表单里有短信验证码一栏',
    ...{ expected: 'undetermined:login_required', arrives: 0, lookUp: 'none' },
    formPage: () =>
      page(
        '我要写信',
        form([
          ...PERSON,
          {
            label: '短信验证码',
            name: 'sms',
            is: 'raw',
            required: true,
            html: '<input type="text" name="sms"><button type="button">获取验证码</button>',
          },
          ...LETTER,
        ]),
      ),
  }),
  onePage({
    id: 'no-channel',
    what: '首页和互动栏目都没有写信的地方，只有信件查询',
    ...{ expected: 'unavailable:no_channel', arrives: 0, lookUp: 'none' },
    entry: () => link('互动交流', '/hdjl/'),
    formPage: gone,
    answer: ({ path }) =>
      path === '/hdjl/'
        ? page(
            '互动交流',
            `<ul><li>${link('信件查询', '/hdjl/query')}</li><li>${link('网上调查', '/hdjl/survey')}</li><li>${link('在线访谈', '/hdjl/talk')}</li></ul>`,
          )
        : path === '/hdjl/survey'
          ? page(
              '网上调查',
              '<p>您对本网站是否满意？</p><form><input type="radio" name="q">满意<input type="radio" name="q">不满意<input type="submit" value="提交投票"></form>',
            )
          : path === '/hdjl/talk'
            ? page('在线访谈', '<p>暂无访谈</p>')
            : null,
  }),
  onePage({
    id: 'petition-only',
    what: '只有网上信访和纪检监察举报，不算咨询渠道',
    ...{ expected: 'unavailable:no_channel', arrives: 0, lookUp: 'none' },
    entry: () => `${link('互动交流', '/hdjl/')} ${link('网上信访', '/xf/')}`,
    formPage: gone,
    answer: ({ path }) =>
      path === '/hdjl/'
        ? page(
            '互动交流',
            `<ul><li>${link('网上信访', '/xf/')}</li><li>${link('纪检监察举报', '/jb/')}</li></ul>`,
          )
        : path === '/xf/' || path === '/jb/'
          ? page(path === '/xf/' ? '网上信访' : '纪检监察举报', form([...PERSON, ...LETTER]))
          : null,
  }),
  onePage({
    id: 'maintenance',
    what: '信箱页面写着系统维护',
    ...{ expected: 'unavailable:maintenance', arrives: 0, lookUp: 'none' },
    formPage: () =>
      page(
        '领导信箱',
        '<div class="tip"><h2>系统维护中</h2><p>信箱系统正在升级维护，暂停使用，给您带来不便敬请谅解！</p></div>',
      ),
  }),
  onePage({
    id: 'server-error',
    what: '信箱页面回 500',
    ...{ expected: 'unavailable:server_error', arrives: 0, lookUp: 'none' },
    formPage: () => page('500', '<h1>Internal Server Error</h1>', 500),
  }),
  onePage({
    id: 'dead-link',
    what: '写信的链接是死链',
    ...{ expected: 'unavailable:page_dead', arrives: 0, lookUp: 'none' },
    formPage: () => page('404', '<p>您访问的页面不存在</p>', 404),
  }),
  onePage({
    id: 'dead-button',
    what: '提交按钮点了没有反应',
    ...{ expected: 'unavailable:submit_dead', arrives: 0, lookUp: 'none' },
    formPage: () =>
      page(
        '我要写信',
        form([...PERSON, ...LETTER], {
          submit: '<button type="button" onclick="doSubmitForm()">提交</button>',
        }),
      ),
  }),
  onePage({
    id: 'captcha-dead',
    what: '验证码图片出不来',
    ...{ expected: 'undetermined:captcha_waiting', arrives: 0, lookUp: 'none' },
    formPage: () =>
      page(
        '我要写信',
        form([
          ...PERSON,
          ...LETTER,
          {
            label: '验证码',
            name: 'rand',
            is: 'raw',
            required: true,
            html: '<input type="text" name="rand"> <img src="/captcha/none.svg" width="80" height="30">',
          },
        ]),
      ),
  }),
  onePage({
    id: 'slider',
    what: '滑块验证，机器不做',
    ...{ expected: 'undetermined:captcha_waiting', arrives: 0, lookUp: 'none' },
    formPage: () =>
      page(
        '我要写信',
        form([
          ...PERSON,
          ...LETTER,
          {
            label: '验证',
            name: 'x',
            is: 'raw',
            html: '<div class="nc-container" id="nc">请按住滑块，拖动到最右边</div>',
          },
        ]),
      ),
  }),
  onePage({
    id: 'refused-words',
    what: '提交后在表单旁边说内容含有敏感词，信没有存',
    ...{ expected: 'refused', arrives: 0, lookUp: 'none' },
    formPage: usual,
    take: () =>
      page(
        '我要写信',
        `<div class="error">提交内容含有敏感词，请修改后再提交</div>${form([...PERSON, ...LETTER])}`,
      ),
  }),
  onePage({
    id: 'refused-by-script',
    what: '脚本在本地检查不通过，弹窗提示，什么也没有发出',
    ...{ expected: 'refused', arrives: 0, lookUp: 'none' },
    formPage: () =>
      page(
        '我要写信',
        form([...PERSON, ...LETTER], { attributes: `onsubmit="alert('手机号码格式不正确');return false"` }),
      ),
  }),
];

export const UNCLEAR_KINDS: readonly LetterKind[] = [
  onePage({
    id: 'stored-500',
    what: '信存下了，回的却是 500',
    ...{ expected: 'ambiguous', arrives: 1, lookUp: 'phone_title' },
    formPage: usual,
    take(flow) {
      flow.desk.take(flow.host, flow.now, flow.fields);
      return page('500', '<h1>Internal Server Error</h1>', 500);
    },
  }),
  onePage({
    id: 'lost-500',
    what: '信没有存下，回 502',
    ...{ expected: 'ambiguous', arrives: 0, lookUp: 'phone_title' },
    formPage: usual,
    take: () => page('502', '<h1>502 Bad Gateway</h1>', 502),
  }),
  onePage({
    id: 'stored-failure',
    what: '信存下了，页面却说提交失败',
    ...{ expected: 'ambiguous', arrives: 1, lookUp: 'phone_title' },
    formPage: usual,
    take(flow) {
      flow.desk.take(flow.host, flow.now, flow.fields);
      return page('提示', "<script>alert('提交失败，请稍后再试！');history.back();</script>");
    },
  }),
  onePage({
    id: 'stored-silence',
    what: '信存下了，永远没有应答',
    ...{ expected: 'ambiguous', arrives: 1, lookUp: 'phone_title' },
    formPage: usual,
    take(flow) {
      flow.desk.take(flow.host, flow.now, flow.fields);
      return { status: 200, headers: {}, body: '', trouble: 'hang' };
    },
  }),
  onePage({
    id: 'stored-reset',
    what: '信存下了，连接被切断',
    ...{ expected: 'ambiguous', arrives: 1, lookUp: 'phone_title' },
    formPage: usual,
    take(flow) {
      flow.desk.take(flow.host, flow.now, flow.fields);
      return { status: 200, headers: {}, body: '', trouble: 'reset' };
    },
  }),
  onePage({
    id: 'stored-home',
    what: '信存下了，什么也不说就回到首页',
    ...{ expected: 'ambiguous', arrives: 1, lookUp: 'phone_title' },
    formPage: usual,
    take(flow) {
      flow.desk.take(flow.host, flow.now, flow.fields);
      return redirect('/');
    },
  }),
  onePage({
    id: 'stored-duplicate',
    what: '信存下了，页面说请勿重复提交（已提交过）',
    ...{ expected: 'ambiguous', arrives: 1, lookUp: 'phone_title' },
    formPage: usual,
    take(flow) {
      const refusal = plainTake(required)(flow);
      return flow.desk.of(flow.host).length === 0
        ? refusal
        : page('提示', "<script>alert('该信件您已提交过，请勿重复提交');history.back();</script>");
    },
  }),
];
