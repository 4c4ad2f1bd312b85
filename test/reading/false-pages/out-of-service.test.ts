import { describe, expect, it } from 'vitest';
import { readHtml } from '../read-html.ts';
import {
  ARTICLE,
  areReadAs,
  COLUMN,
  type FalsePageCase,
  framed,
  HOME,
  LETTERS,
  pageOf,
} from './false-page-cases.ts';

/** Errors of servers, maintenance, sites closed or merged, domains for sale, doors that are shut. */
const CASES: readonly FalsePageCase[] = [
  [
    'whitelabel 500',
    pageOf(
      '<h1>Whitelabel Error Page</h1><p>This application has no explicit mapping for /error, so you are seeing this as a fallback.</p><div>There was an unexpected error (type=Internal Server Error, status=500).</div>',
      '',
    ),
    'error',
    'server-error',
    ARTICLE,
  ],
  [
    'tomcat 500 zh',
    pageOf(
      '<h1>HTTP状态 500 - 内部服务器错误</h1><p>类型 异常报告</p><p>消息 java.lang.NullPointerException</p>',
      'HTTP状态 500',
    ),
    'error',
    'server-error',
    ARTICLE,
  ],
  [
    'asp error',
    pageOf(
      "<p>Microsoft OLE DB Provider for SQL Server</font> <font>错误 '80004005'</font><p>[DBNETLIB][ConnectionOpen (Connect()).]SQL Server 不存在或拒绝访问。<p>/conn.asp，行 12",
      '',
    ),
    'error',
    'server-error',
    COLUMN,
  ],
  [
    'php mysql',
    pageOf(
      'Warning: mysql_connect(): Access denied for user root@localhost in /www/conn.php on line 3<br>Could not connect: Access denied',
      '',
    ),
    'error',
    'server-error',
    COLUMN,
  ],
  [
    'thinkphp',
    pageOf(
      '<div class="exception"><h1>页面错误！请稍后再试～</h1></div><div class="copyright">ThinkPHP V5.0.24 { 十年磨一剑-为API开发设计的高性能框架 }</div>',
      '系统发生错误',
    ),
    'error',
    'server-error',
    COLUMN,
  ],
  [
    '502 nginx',
    pageOf('<center><h1>502 Bad Gateway</h1></center>', '502 Bad Gateway'),
    'error',
    'server-error',
    COLUMN,
  ],
  [
    'maint plain',
    pageOf(
      '<div style="text-align:center"><h1>网站升级改造中</h1><p>为给您提供更好的服务，本网站正在升级改造，给您带来的不便敬请谅解。</p></div>',
      '网站维护中',
    ),
    'error',
    'maintenance',
    HOME,
  ],
  [
    'maint img',
    pageOf('<img src="/wh.jpg" alt="系统维护中，请稍后访问">', '系统维护'),
    'error',
    'maintenance',
    HOME,
  ],
  [
    'maint with date',
    pageOf(
      '<h2>停机维护公告</h2><p>因机房割接，我网站定于2024年6月28日18:00至6月30日8:00停机维护，期间网站无法访问。</p>',
      '停机维护',
    ),
    'error',
    'maintenance',
    HOME,
  ],
  [
    'maint letter box in frame',
    framed('<div class="con"><p>县长信箱升级改造中，如需反映问题请拨打12345。</p></div>'),
    'error',
    'maintenance',
    LETTERS,
  ],
  [
    'moved site',
    pageOf(
      '<p>本网站已停止更新，相关内容已迁移至<a href="https://www.y.gov.cn">示例市人民政府门户网站</a></p>',
      '网站迁移公告',
    ),
    'error',
    'suspended',
    HOME,
  ],
  [
    'closed site',
    pageOf('<p>根据集约化建设要求，本网站于2023年12月31日关停，请访问 www.y.gov.cn。</p>', ''),
    'error',
    'suspended',
    HOME,
  ],
  [
    'site merged',
    pageOf('<p>示例县统计局网站已整合至示例县人民政府门户网站，5秒后自动跳转。</p>', ''),
    'error',
    'suspended',
    HOME,
  ],
  [
    'beian block',
    pageOf(
      '<h2>该网站暂时无法访问</h2><p>该网站未根据工信部相关法规进行备案。备案信息：未备案</p>',
      '温馨提示',
    ),
    'error',
    'suspended',
    HOME,
  ],
  [
    'aliyun unbeian',
    pageOf(
      '<h1>该网站暂时无法进行访问</h1><p>该网站未进行备案或备案信息与接入商不一致，根据《非经营性互联网信息服务备案管理办法》，网站需要完成备案</p>',
      '网站暂时无法访问',
    ),
    'error',
    'suspended',
    HOME,
  ],
  [
    'parked aliyun',
    pageOf(
      '<h1>x.cn</h1><p>此域名正在出售中，点击联系卖家 This domain name is for sale</p>',
      'x.cn 域名出售',
    ),
    'error',
    'parked',
    HOME,
  ],
  [
    'bt 站点创建成功',
    pageOf(
      '<h1>恭喜, 站点创建成功！</h1><p>这是默认index.html，本页面由系统自动生成</p>',
      '恭喜，站点创建成功！',
    ),
    'error',
    'parked',
    HOME,
  ],
  [
    'iis default',
    pageOf('<a href="http://go.microsoft.com"><img src="iisstart.png" alt="IIS"></a>', 'IIS Windows Server'),
    'error',
    'parked',
    HOME,
  ],
  [
    'apache tomcat default',
    pageOf(
      "<h2>If you're seeing this, you've successfully installed Tomcat. Congratulations!</h2><p>Apache Tomcat/9.0.31</p>",
      'Apache Tomcat/9.0.31',
    ),
    'error',
    'parked',
    HOME,
  ],
  [
    'bt no site',
    pageOf('<h1>没有找到站点</h1><p>您的请求在Web服务器中没有找到对应的站点！</p>', '没有找到站点'),
    'error',
    'parked',
    HOME,
  ],
  ['403', pageOf('<h1>403 Forbidden</h1>', '403 Forbidden'), 'error', 'forbidden', ARTICLE],
  ['being redesigned', pageOf('<div>网站改版中，敬请期待……</div>'), 'error', 'maintenance', HOME],
  ['inside the house only', pageOf('<p>本页面仅限内网访问</p>', ''), 'error', 'forbidden', ARTICLE],
  [
    'blocked for want of a record',
    pageOf('<p>您访问的网站被阻断，该网站暂时无法访问，原因：网站未备案</p>', ''),
    'error',
    'suspended',
    HOME,
  ],
];

describe('pages of sites and servers that are out of service', () => {
  areReadAs(CASES);

  it('are no error where a column is under construction: it is there, with nothing in it', () => {
    expect(readHtml(framed('<div class="con">本栏目正在建设中</div>'), COLUMN).kind).not.toBe('error');
  });
});
