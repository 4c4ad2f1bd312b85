import { describe, expect, it } from 'vitest';
import { detectChallenge } from '../../src/net/challenge.ts';

const judge = (status: number, text: string, headers: Record<string, string> = {}) =>
  detectChallenge({ status, headers, body: Buffer.from(text) })?.code ?? null;
const prose = '各单位要落实网络安全责任制，切实加强门户网站安全防护。'.repeat(20);

describe('a wall in the site’s place', () => {
  it.each([
    ['瑞数', 412, '<meta id="x" content="y"><script>$_ts=window["$_ts"]||{}</script>', {}],
    ['加速乐', 521, '<script>document.cookie=("_")+("_")+("jsl_clearance")</script>', {}],
    ['加速乐 without script', 521, '', { 'set-cookie': '__jsluid_s=1' }],
    [
      '阿里云',
      405,
      '<html><script>var arg1="5F3A9C0E7B1D4F6A8C2E0B9D7F5A3C1E6D8B4F02";function setCookie(){}</script></html>',
      {},
    ],
    ['阿里云 with answer 200', 200, '<html><script>var arg1="A";x="acw_sc__v2"</script></html>', {}],
    ['Cloudflare', 403, '<title>Just a moment...</title><script>window._cf_chl_opt={}</script>', {}],
    ['Cloudflare by its header', 403, prose, { 'cf-mitigated': 'challenge' }],
    ['网站防火墙', 200, '<p>网站防火墙</p><p>您的请求带有不合法参数，已被网站管理员设置拦截！</p>', {}],
    ['安全狗', 403, '<title>网站安全狗</title><p>请联系管理员</p>', {}],
    ['创宇盾', 403, '<p>当前访问疑似黑客攻击，已被创宇盾拦截</p>', {}],
    ['云锁', 403, '<p>云锁提示您</p>', {}],
    ['拦截提示', 200, '<title>拦截提示</title><p>请求编号 123</p>', {}],
    ['a slider', 200, '<p>请拖动滑块继续访问</p>', {}],
  ])('is challenged: %s', (_, status, text, headers) => {
    expect(judge(status, text, headers as Record<string, string>)).toBe('challenged');
  });

  it.each([
    [429, ''],
    [403, '<p>您的访问过于频繁，请稍后再试</p>'],
    [200, '<p>请求太频繁</p>'],
    [503, 'Too Many Requests'],
  ])('is rate limited: %i "%s"', (status, text) => {
    expect(judge(status, text)).toBe('rate_limited');
  });
});

describe('the site itself', () => {
  const links = (count: number) => '<li><A\nhref="/a/">栏目</A></li>'.repeat(count);
  it('shows itself by its links where it has little text, a wall’s words among them', () => {
    expect(judge(200, `<script>var a = "<a ";</script><p>您的请求已被拦截</p>${links(9)}`)).toBe(null);
    expect(judge(200, `<p>您的请求已被拦截</p>${links(8)}`)).toBe('challenged');
  });

  it('shows itself by its text in any charset, whose characters are counted, not their bytes', () => {
    const wall = '您的请求已被拦截';
    // Less than a page's text in characters, more in bytes.
    expect(judge(200, `<p>${wall}${'。'.repeat(200)}</p>`)).toBe('challenged');
    expect(judge(200, `<p>${wall}${'。'.repeat(400)}</p>`)).toBe(null);
    const gbk = Buffer.from([...Buffer.from('<p>'), ...Array<number>(1_000).fill(0xb0)]);
    expect(detectChallenge({ status: 200, headers: {}, body: gbk })).toBe(null);
  });

  it.each([
    ['an ordinary 403', 403, '<title>403 Forbidden</title><hr>nginx'],
    ['a 403 for directory listing', 403, '<h1>禁止访问</h1><p>您无权查看该目录</p>'],
    ['an ordinary 404', 404, '<p>您访问的页面不存在</p>'],
    ['an ordinary 500', 500, '<h1>服务器内部错误</h1>'],
    ['a 503 of maintenance', 503, '<p>系统维护中，请稍后访问</p>'],
    ['a 405 of a web server', 405, '<h1>405 Not Allowed</h1>'],
    ['a 412 without script', 412, '<h1>Precondition Failed</h1>'],
    ['a 521 without script or cookie', 521, 'down'],
    ['a long article about firewalls', 200, `<h1>网站防火墙</h1>${prose}请求已被拦截，访问过于频繁`],
    [
      'a short news page with its navigation',
      200,
      `${'<a href="/">栏目</a>'.repeat(20)}<h1>黑客攻击请求已被拦截</h1>`,
    ],
    ['a footer that names the protection', 200, '<div id="app"></div><p>网站防护：创宇盾 云防护</p>'],
    [
      'an ordinary page behind Cloudflare',
      200,
      '<div id="app"></div><script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>',
    ],
    [
      'a script that warns of haste',
      200,
      '<form><input name="title">咨询</form><script>alert("操作过于频繁")</script>',
    ],
    ['a page in JavaScript alone', 200, '<div id="app"></div><script>var _$ab=1;_$ab(1)</script>'],
  ])('is no wall: %s', (_, status, text) => {
    expect(judge(status, text)).toBeNull();
  });
});

describe('hostile markup', () => {
  it.each([
    ['open scripts', '<script'],
    ['open tags', '<'],
    ['open comments', '<!--'],
    ['words of walls', '访问已被'],
    ['nested elements', '<div>'],
    ['white space', ' \n'],
  ])('is judged in time that grows with its length: %s', (_, piece) => {
    const timeFor = (chars: number) => {
      const text = piece.repeat(chars / piece.length);
      const began = performance.now();
      judge(403, text);
      return performance.now() - began;
    };
    timeFor(65_536);
    // Quadratic time would take 64 times as long for eight times the text; the margin is for a busy machine.
    expect(timeFor(8 * 65_536)).toBeLessThan(Math.max(400, 30 * timeFor(65_536)));
  });
});
