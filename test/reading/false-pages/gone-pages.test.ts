import { describe, expect, it } from 'vitest';
import { SURE_ENOUGH } from '../../../src/domain/page-reading.ts';
import { readHtml } from '../read-html.ts';
import { ARTICLE, areReadAs, type FalsePageCase, framed, pageOf } from './false-page-cases.ts';

/** Soft 404s: the answer is 200, the page says that there is nothing; links and accounts that are no more. */
const CASES: readonly FalsePageCase[] = [
  [
    'nginx 404',
    pageOf('<center><h1>404 Not Found</h1></center><hr><center>nginx</center>', '404 Not Found'),
    'error',
    'soft-404',
    ARTICLE,
  ],
  [
    'IIS 404 zh',
    pageOf(
      '<div id="header"><h1>服务器错误</h1></div><h2>404 - 找不到文件或目录。</h2><h3>您要查找的资源可能已被删除，已更改名称或者暂时不可用。</h3>',
      '404 - 找不到文件或目录。',
    ),
    'error',
    'soft-404',
    ARTICLE,
  ],
  [
    'Tomcat 404',
    pageOf(
      '<h1>HTTP Status 404 – Not Found</h1><hr><p><b>Type</b> Status Report</p><p><b>Message</b> /zw/x.html</p><p>The origin server did not find a current representation</p><h3>Apache Tomcat/8.5.57</h3>',
      'HTTP Status 404',
    ),
    'error',
    'soft-404',
    ARTICLE,
  ],
  [
    'Tomcat 404 zh',
    pageOf(
      '<h1>HTTP状态 404 - 未找到</h1><p>消息 请求的资源[/a]不可用</p><p>描述 源服务器未能找到目标资源的表示或者是不愿公开一个已经存在的资源表示。</p>',
      'HTTP状态 404 - 未找到',
    ),
    'error',
    'soft-404',
    ARTICLE,
  ],
  [
    'sorry page w/ menu',
    framed(
      '<div class="err"><img src="/404.png"><p>抱歉，您访问的页面不存在或已删除！</p><p><span id="s">5</span>秒后自动跳转至<a href="/">首页</a></p></div>',
    ),
    'error',
    'soft-404',
    ARTICLE,
  ],
  [
    'page lost fun',
    framed(
      '<div class="e404"><h2>404</h2><p>哎呀…您访问的页面走丢了</p><a href="/">返回首页</a></div>',
      '404',
    ),
    'error',
    'soft-404',
    ARTICLE,
  ],
  [
    'page lost no words 404 only',
    framed(
      '<div class="e404"><h2>404</h2><p>页面飞走了~</p><a href="/">返回首页</a></div>',
      '示例县人民政府',
    ),
    'error',
    'soft-404',
    ARTICLE,
  ],
  [
    '帝国 error',
    pageOf(
      '<table><tr><td>信息提示</td></tr><tr><td><b>此信息不存在</b><br><a href="javascript:history.go(-1)">如果您的浏览器没有自动跳转，请点击这里</a></td></tr></table>',
      '信息提示',
    ),
    'error',
    'soft-404',
    ARTICLE,
  ],
  [
    'jcms 文章不存在',
    pageOf('<script>alert("您访问的信息不存在或已被删除！");window.close();</script>', ''),
    'error',
    'soft-404',
    ARTICLE,
  ],
  ['article removed', framed('<p>该文章已下线或正在审核中。</p>'), 'error', 'soft-404', ARTICLE],
  [
    'dede',
    pageOf(
      '<div>DEDECMS 提示信息！ 对不起，您指定的文档不存在或已删除！<br>如果你的浏览器没反应，请点击这里...</div>',
      '提示信息',
    ),
    'error',
    'soft-404',
    ARTICLE,
  ],
  [
    'tencent gongyi 404',
    pageOf('<script src="//volunteer.cdn-go.cn/404/latest/404.js"></script>', '404'),
    'error',
    'soft-404',
    ARTICLE,
  ],
  [
    'gone english',
    pageOf(
      '<h1>Object not found!</h1><p>The requested URL was not found on this server.</p><h2>Error 404</h2>',
      'Object not found!',
    ),
    'error',
    'soft-404',
    ARTICLE,
  ],
  [
    'spring whitelabel',
    pageOf(
      '<h1>Whitelabel Error Page</h1><p>This application has no explicit mapping for /error, so you are seeing this as a fallback.</p><div>There was an unexpected error (type=Not Found, status=404).</div>',
      '',
    ),
    'error',
    'soft-404',
    ARTICLE,
  ],
  ['not published yet', framed('<div class="con">该信息未发布或已撤稿</div>'), 'error', 'soft-404', ARTICLE],
  ['under review', framed('<div class="con"><p>内容正在审核中</p></div>'), 'error', 'soft-404', ARTICLE],
  [
    'a picture of 404 among the menus',
    framed('<div class="con"><img src="/images/404.jpg"><a href="/">返回首页</a></div>'),
    'error',
    'soft-404',
    ARTICLE,
  ],
  ['account given up', pageOf('<p>此账号已自主注销，内容无法查看</p>', ''), 'error', 'link-expired', ARTICLE],
  [
    'wechat expired',
    pageOf('<div class="weui-msg"><h2>该内容已被发布者删除</h2></div>', ''),
    'error',
    'link-expired',
    ARTICLE,
  ],
  [
    'wechat migrated',
    pageOf(
      '<p>该公众号已迁移</p><p>该公众号已迁移至新的账号，原账号已回收。若需访问原文章链接，请点击下方按钮。</p>',
      '',
    ),
    'error',
    'link-expired',
    ARTICLE,
  ],
];

describe('pages that say that what was asked for is not there', () => {
  areReadAs(CASES);

  it('are no articles where nothing stands between menus and foot, whatever the address says', () => {
    const empty = readHtml(framed('<div class="con"></div>'), ARTICLE);
    expect(empty.kind).toBe('other');
    expect(empty.kindConfidence).toBeLessThan(SURE_ENOUGH);
    const pictured = readHtml(framed('<h1>一图读懂养老服务办法</h1><img src="/1.jpg">'), ARTICLE);
    expect(pictured.kind).toBe('article');
  });
});
