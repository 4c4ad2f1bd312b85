import { expect, it } from 'vitest';
import { parsePage } from '../../../src/reading/page-dom.ts';
import { wallKind } from '../../../src/reading/receipt/wall-kind.ts';

function kind(html: string): string | null {
  return wallKind(parsePage(html))?.kind ?? null;
}

it.each([
  ['a prompt to log in', '<div>您尚未登录，请先登录</div>', 'login'],
  [
    'a login form',
    '<h2>用户登录</h2><form>账号<input>密码<input type=password><button>登录</button></form>',
    'login',
  ],
  ['a prompt to prove who one is', '<p>请先完成实名认证后再写信</p>', 'real_name'],
  [
    'a login by phone code',
    '<h3>短信验证码登录</h3><input placeholder="手机号"><input placeholder="验证码"><button>登录</button>',
    'sms',
  ],
  [
    'a script that sends visitors away',
    '<h1>我要咨询</h1><textarea></textarea><script>if(!isLogin()){ location.href="login.html"; }</script>',
    'login',
  ],
])('%s is a wall', (_what, html, wall) => {
  expect(kind(html)).toBe(wall);
});

it('an open form whose header offers to log in is none', () => {
  expect(
    kind(
      '<div><a href="/login">登录</a>|<a href="/reg">注册</a></div><form><p>标题<input></p><p>内容<textarea></textarea></p></form>',
    ),
  ).toBeNull();
});

it('a long page with a link to log in is none', () => {
  expect(
    kind(`<a href="/login">用户登录</a>${'<p>新闻标题一二三四五六七八九十</p>'.repeat(200)}`),
  ).toBeNull();
});
