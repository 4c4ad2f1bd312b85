import { describe, expect, it } from 'vitest';
import { readHtml } from '../read-html.ts';
import { ARTICLE, areReadAs, type FalsePageCase, framed, LETTERS, pageOf } from './false-page-cases.ts';

/** Firewalls, challenges to machines, captchas, and the doors of accounts. */
const CASES: readonly FalsePageCase[] = [
  [
    'a block page with the registration in its foot',
    pageOf(
      '<h1>禁止访问</h1><p>您的访问存在安全威胁，已被拦截。</p><p>网站备案号：陕ICP备05000001号-1</p>',
      '访问被拒绝',
    ),
    'challenge',
    'waf-block',
    ARTICLE,
  ],
  [
    '创宇盾',
    pageOf('<div><h2>当前访问疑似黑客攻击，已被创宇盾拦截。</h2><p>事件ID: 8a7b6c5d</p></div>', '创宇盾'),
    'challenge',
    'waf-block',
    ARTICLE,
  ],
  [
    '安全狗',
    pageOf(
      '<h2>网站防火墙</h2><p>您的请求带有不合法参数，已被网站管理员设置拦截！</p><p>可能原因：您提交的内容包含危险的攻击请求</p>',
      '网站防火墙',
    ),
    'challenge',
    'waf-block',
    ARTICLE,
  ],
  [
    '阿里云盾405',
    pageOf(
      '<div>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</div><p>您的请求ID是： 7b1234567890abcdef</p>',
      '405',
    ),
    'challenge',
    'waf-block',
    ARTICLE,
  ],
  [
    '网防G01',
    pageOf('<div>网防G01 提示：您的访问请求可能对网站造成安全威胁，请求已被 网防G01 拦截</div>', '网防G01'),
    'challenge',
    'waf-block',
    ARTICLE,
  ],
  [
    '宝塔防火墙',
    pageOf('<h1>您的请求带有不合法参数，已被网站管理员设置拦截！</h1><p>宝塔防火墙</p>', '网站防火墙'),
    'challenge',
    'waf-block',
    ARTICLE,
  ],
  [
    '瑞数412',
    pageOf(
      '<script type="text/javascript" r=\'m\'>$_ts=window[\'$_ts\'];if(!$_ts)$_ts={};$_ts.nsd=12345;</script><script type="text/javascript" src="/abc123.js" r="m"></script>',
      '',
    ),
    'challenge',
    'js-cookie',
    ARTICLE,
  ],
  [
    '瑞数6 no $_ts',
    pageOf(
      '<meta id="9DhefwqGPrzGxEp9hPaoag" content="M5r..." r=\'m\'><script r="m">_$ab();</script><script src="/4QbVtADbnLVIc/d.FxJzG50F.dfe1675.js" r=\'m\'></script>',
      '',
    ),
    'challenge',
    'js-cookie',
    ARTICLE,
  ],
  [
    '加速乐521',
    `<script>document.cookie=('_')+('_')+('j')+('s')+('l')+'_clearance_s=1718;max-age=3600;path=/';location.href=location.pathname+location.search</script>`,
    'challenge',
    'js-cookie',
    ARTICLE,
  ],
  [
    'acw_sc',
    pageOf(
      `<script>var arg1='1A2B3C4D5E6F7A8B9C0D1E2F3A4B5C6D7E8F9A0B';var _0x=['x'];function setCookie(name,value){document.cookie='acw_sc__v2='+value;}</script>`,
      '',
    ),
    'challenge',
    'js-cookie',
    ARTICLE,
  ],
  [
    '云锁',
    pageOf(
      '<script>function jump(){document.cookie="srcurl="+stringToHex(window.location.href)+";path=/;";self.location="/?security_verify_data="+stringToHex("1920,1080");}</script><body onload="setTimeout(\'jump()\',1500)">',
      '',
    ),
    'challenge',
    '*',
    ARTICLE,
  ],
  [
    '长亭雷池',
    pageOf('<div>请求存在威胁，已被拦截</div><p>EventID: 1c2d3e4f5a6b</p>', '雷池'),
    'challenge',
    'waf-block',
    ARTICLE,
  ],
  [
    '云防护 captcha',
    pageOf(
      '<p>为了保护您的访问安全，请完成以下验证</p><div id="captcha"></div><p>请按住滑块，拖动到最右边</p>',
      '访问验证',
    ),
    'challenge',
    'captcha',
    ARTICLE,
  ],
  ['频繁访问', pageOf('<p>您的访问过于频繁，请稍后再试</p>', ''), 'challenge', '*', ARTICLE],
  ['address shut out', pageOf('<p>您的IP地址 1.2.3.4 已被封禁</p>', ''), 'challenge', 'waf-block', ARTICLE],
  [
    'login by person or by firm',
    pageOf(
      '<div><a>个人登录</a><a>法人登录</a></div><form><input placeholder="身份证号/手机号码"><input type="password" placeholder="密码"><a class="btn">登 录</a></form>',
      '登录',
    ),
    'other',
    'login-wall',
    LETTERS,
  ],
  [
    'login wall 统一身份认证',
    pageOf(
      '<div class="login"><h2>陕西省政务服务统一身份认证平台</h2><ul><li>个人登录</li><li>法人登录</li></ul><form><input name="username" placeholder="请输入手机号/身份证号/用户名"><input type="password" name="pwd" placeholder="请输入密码"><input name="yzm" placeholder="验证码"><button>登录</button></form><a>短信登录</a><a>扫码登录</a></div>',
      '统一身份认证',
    ),
    'other',
    'login-wall',
    LETTERS,
  ],
  [
    'login wall sms',
    pageOf(
      '<h2>用户登录</h2><form><input name="phone" placeholder="请输入手机号码"><input name="code" placeholder="短信验证码"><button type="button">获取验证码</button><button>登录</button></form>',
      '登录',
    ),
    'other',
    'login-wall',
    LETTERS,
  ],
  [
    'login wall words in menu',
    framed('<div class="con"><p>您还没有登录，请登录后再写信。</p><a href="/login">点击登录</a></div>'),
    'other',
    'login-wall',
    LETTERS,
  ],
  [
    'login notice w/ menus',
    framed(
      '<div class="con"><p>写信前请先进行实名认证，</p><a href="https://zwfw.x.gov.cn/login">前往认证</a></div>',
    ),
    'other',
    'login-wall',
    LETTERS,
  ],
];

describe('pages that stand in front of the one asked for', () => {
  areReadAs(CASES);

  it('are walls where the visitor is turned away for the place he comes from', () => {
    const page = readHtml(pageOf('<p>您所在的地区无法访问本网站</p>', 'Access Denied'), ARTICLE);
    expect(page).toMatchObject({ kind: 'challenge', detail: 'region-block' });
  });
});
