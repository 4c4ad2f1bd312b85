import { describe, expect, it } from 'vitest';
import { SURE_ENOUGH } from '../../src/domain/page-reading.ts';
import { readHtml } from './read-html.ts';

/** Pages that are not the one asked for, as servers, walls and templates write them, and pages that only speak of such. */

const MENU = ['首页', '政务公开', '办事服务', '互动交流', '走进示例', '专题专栏'];
const nav = `<div class="header"><div class="nav"><ul>${MENU.map((name, i) => `<li><a href="/n${i}/">${name}</a></li>`).join('')}</ul></div></div>`;
const foot =
  '<div class="footer"><p>主办：示例县人民政府办公室 网站标识码：6108220001 陕ICP备05000001号-1 陕公网安备61082202000001号 <a href="/map.html">网站地图</a></p></div>';
const pg = (body: string, title = '示例县人民政府') =>
  `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}</title></head><body>${body}</body></html>`;
const fr = (body: string, title?: string) => pg(nav + body + foot, title);
const A = 'https://www.example.gov.cn/zw/202406/t20240620_1234.html';
const L = 'https://www.example.gov.cn/zw/tzgg/';
const X = 'https://www.example.gov.cn/hd/xx.html';
const R = 'https://www.example.gov.cn/';

/** What it is, its markup, the kind, the detail, its address. */
const CASES: readonly [string, string, string, string | null, string][] = [
  [
    'nginx 404',
    pg('<center><h1>404 Not Found</h1></center><hr><center>nginx</center>', '404 Not Found'),
    'error',
    'soft-404',
    A,
  ],
  [
    'IIS 404 zh',
    pg(
      '<div id="header"><h1>服务器错误</h1></div><h2>404 - 找不到文件或目录。</h2><h3>您要查找的资源可能已被删除，已更改名称或者暂时不可用。</h3>',
      '404 - 找不到文件或目录。',
    ),
    'error',
    'soft-404',
    A,
  ],
  [
    'Tomcat 404',
    pg(
      '<h1>HTTP Status 404 – Not Found</h1><hr><p><b>Type</b> Status Report</p><p><b>Message</b> /zw/x.html</p><p>The origin server did not find a current representation</p><h3>Apache Tomcat/8.5.57</h3>',
      'HTTP Status 404',
    ),
    'error',
    'soft-404',
    A,
  ],
  [
    'Tomcat 404 zh',
    pg(
      '<h1>HTTP状态 404 - 未找到</h1><p>消息 请求的资源[/a]不可用</p><p>描述 源服务器未能找到目标资源的表示或者是不愿公开一个已经存在的资源表示。</p>',
      'HTTP状态 404 - 未找到',
    ),
    'error',
    'soft-404',
    A,
  ],
  [
    'sorry page w/ menu',
    fr(
      '<div class="err"><img src="/404.png"><p>抱歉，您访问的页面不存在或已删除！</p><p><span id="s">5</span>秒后自动跳转至<a href="/">首页</a></p></div>',
    ),
    'error',
    'soft-404',
    A,
  ],
  [
    'page lost fun',
    fr('<div class="e404"><h2>404</h2><p>哎呀…您访问的页面走丢了</p><a href="/">返回首页</a></div>', '404'),
    'error',
    'soft-404',
    A,
  ],
  [
    'page lost no words 404 only',
    fr('<div class="e404"><h2>404</h2><p>页面飞走了~</p><a href="/">返回首页</a></div>', '示例县人民政府'),
    'error',
    'soft-404',
    A,
  ],
  [
    '帝国 error',
    pg(
      '<table><tr><td>信息提示</td></tr><tr><td><b>此信息不存在</b><br><a href="javascript:history.go(-1)">如果您的浏览器没有自动跳转，请点击这里</a></td></tr></table>',
      '信息提示',
    ),
    'error',
    'soft-404',
    A,
  ],
  [
    'jcms 文章不存在',
    pg('<script>alert("您访问的信息不存在或已被删除！");window.close();</script>', ''),
    'error',
    'soft-404',
    A,
  ],
  ['article removed', fr('<p>该文章已下线或正在审核中。</p>'), 'error', 'soft-404', A],
  [
    'dede',
    pg(
      '<div>DEDECMS 提示信息！ 对不起，您指定的文档不存在或已删除！<br>如果你的浏览器没反应，请点击这里...</div>',
      '提示信息',
    ),
    'error',
    'soft-404',
    A,
  ],
  [
    'tencent gongyi 404',
    pg('<script src="//volunteer.cdn-go.cn/404/latest/404.js"></script>', '404'),
    'error',
    'soft-404',
    A,
  ],
  [
    'gone english',
    pg(
      '<h1>Object not found!</h1><p>The requested URL was not found on this server.</p><h2>Error 404</h2>',
      'Object not found!',
    ),
    'error',
    'soft-404',
    A,
  ],
  [
    'spring whitelabel',
    pg(
      '<h1>Whitelabel Error Page</h1><p>This application has no explicit mapping for /error, so you are seeing this as a fallback.</p><div>There was an unexpected error (type=Not Found, status=404).</div>',
      '',
    ),
    'error',
    'soft-404',
    A,
  ],
  [
    'whitelabel 500',
    pg(
      '<h1>Whitelabel Error Page</h1><p>This application has no explicit mapping for /error, so you are seeing this as a fallback.</p><div>There was an unexpected error (type=Internal Server Error, status=500).</div>',
      '',
    ),
    'error',
    'server-error',
    A,
  ],
  [
    'tomcat 500 zh',
    pg(
      '<h1>HTTP状态 500 - 内部服务器错误</h1><p>类型 异常报告</p><p>消息 java.lang.NullPointerException</p>',
      'HTTP状态 500',
    ),
    'error',
    'server-error',
    A,
  ],
  [
    'asp error',
    pg(
      "<p>Microsoft OLE DB Provider for SQL Server</font> <font>错误 '80004005'</font><p>[DBNETLIB][ConnectionOpen (Connect()).]SQL Server 不存在或拒绝访问。<p>/conn.asp，行 12",
      '',
    ),
    'error',
    'server-error',
    L,
  ],
  [
    'php mysql',
    pg(
      'Warning: mysql_connect(): Access denied for user root@localhost in /www/conn.php on line 3<br>Could not connect: Access denied',
      '',
    ),
    'error',
    'server-error',
    L,
  ],
  [
    'thinkphp',
    pg(
      '<div class="exception"><h1>页面错误！请稍后再试～</h1></div><div class="copyright">ThinkPHP V5.0.24 { 十年磨一剑-为API开发设计的高性能框架 }</div>',
      '系统发生错误',
    ),
    'error',
    'server-error',
    L,
  ],
  [
    '502 nginx',
    pg('<center><h1>502 Bad Gateway</h1></center>', '502 Bad Gateway'),
    'error',
    'server-error',
    L,
  ],
  [
    'maint plain',
    pg(
      '<div style="text-align:center"><h1>网站升级改造中</h1><p>为给您提供更好的服务，本网站正在升级改造，给您带来的不便敬请谅解。</p></div>',
      '网站维护中',
    ),
    'error',
    'maintenance',
    R,
  ],
  [
    'maint img',
    pg('<img src="/wh.jpg" alt="系统维护中，请稍后访问">', '系统维护'),
    'error',
    'maintenance',
    R,
  ],
  [
    'maint with date',
    pg(
      '<h2>停机维护公告</h2><p>因机房割接，我网站定于2024年6月28日18:00至6月30日8:00停机维护，期间网站无法访问。</p>',
      '停机维护',
    ),
    'error',
    'maintenance',
    R,
  ],
  [
    'maint letter box in frame',
    fr('<div class="con"><p>县长信箱升级改造中，如需反映问题请拨打12345。</p></div>'),
    'error',
    'maintenance',
    X,
  ],
  [
    'moved site',
    pg(
      '<p>本网站已停止更新，相关内容已迁移至<a href="https://www.y.gov.cn">示例市人民政府门户网站</a></p>',
      '网站迁移公告',
    ),
    'error',
    'suspended',
    R,
  ],
  [
    'closed site',
    pg('<p>根据集约化建设要求，本网站于2023年12月31日关停，请访问 www.y.gov.cn。</p>', ''),
    'error',
    'suspended',
    R,
  ],
  [
    'site merged',
    pg('<p>示例县统计局网站已整合至示例县人民政府门户网站，5秒后自动跳转。</p>', ''),
    'error',
    'suspended',
    R,
  ],
  [
    'beian block',
    pg('<h2>该网站暂时无法访问</h2><p>该网站未根据工信部相关法规进行备案。备案信息：未备案</p>', '温馨提示'),
    'error',
    'suspended',
    R,
  ],
  [
    'aliyun unbeian',
    pg(
      '<h1>该网站暂时无法进行访问</h1><p>该网站未进行备案或备案信息与接入商不一致，根据《非经营性互联网信息服务备案管理办法》，网站需要完成备案</p>',
      '网站暂时无法访问',
    ),
    'error',
    'suspended',
    R,
  ],
  [
    'parked aliyun',
    pg('<h1>x.cn</h1><p>此域名正在出售中，点击联系卖家 This domain name is for sale</p>', 'x.cn 域名出售'),
    'error',
    'parked',
    R,
  ],
  [
    'bt 站点创建成功',
    pg(
      '<h1>恭喜, 站点创建成功！</h1><p>这是默认index.html，本页面由系统自动生成</p>',
      '恭喜，站点创建成功！',
    ),
    'error',
    'parked',
    R,
  ],
  [
    'iis default',
    pg('<a href="http://go.microsoft.com"><img src="iisstart.png" alt="IIS"></a>', 'IIS Windows Server'),
    'error',
    'parked',
    R,
  ],
  [
    'apache tomcat default',
    pg(
      "<h2>If you're seeing this, you've successfully installed Tomcat. Congratulations!</h2><p>Apache Tomcat/9.0.31</p>",
      'Apache Tomcat/9.0.31',
    ),
    'error',
    'parked',
    R,
  ],
  [
    'bt no site',
    pg('<h1>没有找到站点</h1><p>您的请求在Web服务器中没有找到对应的站点！</p>', '没有找到站点'),
    'error',
    'parked',
    R,
  ],
  [
    '创宇盾',
    pg('<div><h2>当前访问疑似黑客攻击，已被创宇盾拦截。</h2><p>事件ID: 8a7b6c5d</p></div>', '创宇盾'),
    'challenge',
    'waf-block',
    A,
  ],
  [
    '安全狗',
    pg(
      '<h2>网站防火墙</h2><p>您的请求带有不合法参数，已被网站管理员设置拦截！</p><p>可能原因：您提交的内容包含危险的攻击请求</p>',
      '网站防火墙',
    ),
    'challenge',
    'waf-block',
    A,
  ],
  [
    '阿里云盾405',
    pg(
      '<div>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</div><p>您的请求ID是： 7b1234567890abcdef</p>',
      '405',
    ),
    'challenge',
    'waf-block',
    A,
  ],
  [
    '网防G01',
    pg('<div>网防G01 提示：您的访问请求可能对网站造成安全威胁，请求已被 网防G01 拦截</div>', '网防G01'),
    'challenge',
    'waf-block',
    A,
  ],
  [
    '宝塔防火墙',
    pg('<h1>您的请求带有不合法参数，已被网站管理员设置拦截！</h1><p>宝塔防火墙</p>', '网站防火墙'),
    'challenge',
    'waf-block',
    A,
  ],
  [
    '瑞数412',
    pg(
      '<script type="text/javascript" r=\'m\'>$_ts=window[\'$_ts\'];if(!$_ts)$_ts={};$_ts.nsd=12345;</script><script type="text/javascript" src="/abc123.js" r="m"></script>',
      '',
    ),
    'challenge',
    'js-cookie',
    A,
  ],
  [
    '瑞数6 no $_ts',
    pg(
      '<meta id="9DhefwqGPrzGxEp9hPaoag" content="M5r..." r=\'m\'><script r="m">_$ab();</script><script src="/4QbVtADbnLVIc/d.FxJzG50F.dfe1675.js" r=\'m\'></script>',
      '',
    ),
    'challenge',
    'js-cookie',
    A,
  ],
  [
    '加速乐521',
    `<script>document.cookie=('_')+('_')+('j')+('s')+('l')+'_clearance_s=1718;max-age=3600;path=/';location.href=location.pathname+location.search</script>`,
    'challenge',
    'js-cookie',
    A,
  ],
  [
    'acw_sc',
    pg(
      `<script>var arg1='1A2B3C4D5E6F7A8B9C0D1E2F3A4B5C6D7E8F9A0B';var _0x=['x'];function setCookie(name,value){document.cookie='acw_sc__v2='+value;}</script>`,
      '',
    ),
    'challenge',
    'js-cookie',
    A,
  ],
  [
    '云锁',
    pg(
      '<script>function jump(){document.cookie="srcurl="+stringToHex(window.location.href)+";path=/;";self.location="/?security_verify_data="+stringToHex("1920,1080");}</script><body onload="setTimeout(\'jump()\',1500)">',
      '',
    ),
    'challenge',
    '*',
    A,
  ],
  [
    '长亭雷池',
    pg('<div>请求存在威胁，已被拦截</div><p>EventID: 1c2d3e4f5a6b</p>', '雷池'),
    'challenge',
    'waf-block',
    A,
  ],
  [
    '云防护 captcha',
    pg(
      '<p>为了保护您的访问安全，请完成以下验证</p><div id="captcha"></div><p>请按住滑块，拖动到最右边</p>',
      '访问验证',
    ),
    'challenge',
    'captcha',
    A,
  ],
  ['频繁访问', pg('<p>您的访问过于频繁，请稍后再试</p>', ''), 'challenge', '*', A],
  ['403', pg('<h1>403 Forbidden</h1>', '403 Forbidden'), 'error', 'forbidden', A],
  ['not published yet', fr('<div class="con">该信息未发布或已撤稿</div>'), 'error', 'soft-404', A],
  ['under review', fr('<div class="con"><p>内容正在审核中</p></div>'), 'error', 'soft-404', A],
  [
    'a picture of 404 among the menus',
    fr('<div class="con"><img src="/images/404.jpg"><a href="/">返回首页</a></div>'),
    'error',
    'soft-404',
    A,
  ],
  ['being redesigned', pg('<div>网站改版中，敬请期待……</div>'), 'error', 'maintenance', R],
  ['inside the house only', pg('<p>本页面仅限内网访问</p>', ''), 'error', 'forbidden', A],
  [
    'blocked for want of a record',
    pg('<p>您访问的网站被阻断，该网站暂时无法访问，原因：网站未备案</p>', ''),
    'error',
    'suspended',
    R,
  ],
  ['account given up', pg('<p>此账号已自主注销，内容无法查看</p>', ''), 'error', 'link-expired', A],
  ['address shut out', pg('<p>您的IP地址 1.2.3.4 已被封禁</p>', ''), 'challenge', 'waf-block', A],
  [
    'login by person or by firm',
    pg(
      '<div><a>个人登录</a><a>法人登录</a></div><form><input placeholder="身份证号/手机号码"><input type="password" placeholder="密码"><a class="btn">登 录</a></form>',
      '登录',
    ),
    'other',
    'login-wall',
    X,
  ],
  [
    'login wall 统一身份认证',
    pg(
      '<div class="login"><h2>陕西省政务服务统一身份认证平台</h2><ul><li>个人登录</li><li>法人登录</li></ul><form><input name="username" placeholder="请输入手机号/身份证号/用户名"><input type="password" name="pwd" placeholder="请输入密码"><input name="yzm" placeholder="验证码"><button>登录</button></form><a>短信登录</a><a>扫码登录</a></div>',
      '统一身份认证',
    ),
    'other',
    'login-wall',
    X,
  ],
  [
    'login wall sms',
    pg(
      '<h2>用户登录</h2><form><input name="phone" placeholder="请输入手机号码"><input name="code" placeholder="短信验证码"><button type="button">获取验证码</button><button>登录</button></form>',
      '登录',
    ),
    'other',
    'login-wall',
    X,
  ],
  [
    'login wall words in menu',
    fr('<div class="con"><p>您还没有登录，请登录后再写信。</p><a href="/login">点击登录</a></div>'),
    'other',
    'login-wall',
    X,
  ],
  [
    'login notice w/ menus',
    fr(
      '<div class="con"><p>写信前请先进行实名认证，</p><a href="https://zwfw.x.gov.cn/login">前往认证</a></div>',
    ),
    'other',
    'login-wall',
    X,
  ],
  [
    'wechat expired',
    pg('<div class="weui-msg"><h2>该内容已被发布者删除</h2></div>', ''),
    'error',
    'link-expired',
    A,
  ],
  [
    'wechat migrated',
    pg(
      '<p>该公众号已迁移</p><p>该公众号已迁移至新的账号，原账号已回收。若需访问原文章链接，请点击下方按钮。</p>',
      '',
    ),
    'error',
    'link-expired',
    A,
  ],
  [
    'article on maintenance',
    fr(
      `<div class="pos">当前位置：<a href="/">首页</a> &gt; <a href="/zw/">通知公告</a></div><h1>关于社保系统停机维护的公告</h1><div class="info">发布时间：2024-06-20 来源：县人社局</div><p>因系统升级，社保经办系统将于6月22日停机维护，暂停服务，敬请谅解。</p>`,
      '关于社保系统停机维护的公告',
    ),
    'article',
    null,
    A,
  ],
  [
    'article short, no date label',
    fr(
      `<div class="pos">当前位置：<a href="/">首页</a> &gt; <a href="/zw/">通知公告</a> &gt; 正文</div><h1>寻人启事</h1><p>王某，男，45岁，于6月1日走失，如有线索请联系。</p>`,
      '寻人启事',
    ),
    'article',
    null,
    A,
  ],
  [
    'article about lost files',
    fr(
      `<div class="pos">当前位置：<a href="/">首页</a> &gt; <a href="/zw/">通知公告</a></div><h1>关于营业执照遗失作废的公告</h1><p>因原件已找不到，特此声明作废。原登记信息已被删除。</p><p>示例县市场监管局</p><p>2024年6月20日</p>`,
      '关于营业执照遗失作废的公告',
    ),
    'article',
    null,
    A,
  ],
  [
    'article 404 hospital',
    fr(
      `<h1>解放军第404医院来我县开展义诊</h1><p>${'6月20日，义诊专家组来到我县。'.repeat(10)}</p><p>2024年6月20日</p>`,
      '解放军第404医院来我县开展义诊',
    ),
    'article',
    null,
    A,
  ],
  [
    'article 网站关停',
    fr(
      `<h1>关于关停示例县统计局网站的公告</h1><div>2024-06-20 10:00　来源：县政府办</div><p>根据集约化要求，县统计局网站自即日起关停。</p>`,
      '关于关停示例县统计局网站的公告',
    ),
    'article',
    null,
    A,
  ],
  [
    'empty article body pdf only',
    fr(
      `<div class="pos">当前位置：<a href="/">首页</a> &gt; <a href="/zw/">公示</a></div><h1>2024年第二批雨露计划公示表</h1><div>发布日期：2024-06-20</div><p><a href="/P020240620.pdf">附件：公示表.pdf</a></p>`,
      '2024年第二批雨露计划公示表',
    ),
    'article',
    null,
    A,
  ],
  [
    'picture only article',
    fr(
      `<h1>一图读懂《示例县养老服务办法》</h1><div>时间：2024-06-20</div><p><img src="/1.jpg"></p>`,
      '一图读懂',
    ),
    'article',
    null,
    A,
  ],
  [
    'video article',
    fr(
      `<h1>在线访谈：县长谈乡村振兴</h1><div class="info">2024-06-20</div><video src="1.mp4"></video><p>主持人：各位网友大家好，欢迎收看。</p><p>县长：大家好。</p>`,
      '在线访谈',
    ),
    'article',
    null,
    A,
  ],
];

describe('pages that are not what they claim', () => {
  for (const [name, html, kind, detail, url] of CASES) {
    it(`are ${kind}${detail === null ? '' : ` (${detail})`}: ${name}`, () => {
      const page = readHtml(html, url);
      expect(page.kind).toBe(kind);
      if (detail !== '*') expect(page.detail).toBe(detail);
      // Each judgement of this kind tells the words it rests on.
      if (kind === 'error' || kind === 'challenge') expect(page.kindTrace?.text).toBeTruthy();
    });
  }

  it.each([
    '在网站上没有找到相关说明，特来信咨询。',
    '您好，系统升级中暂停服务的通知是什么时候发的？',
    '小区网页已删除，公示信息找不到页面，请处理。',
  ])('are none of those where a letter with its answer speaks of such: %s', (content) => {
    const row = (head: string, cell: string) => `<tr><th>${head}</th><td>${cell}</td></tr>`;
    const letter = fr(
      `<div class="main"><h2>信件详情</h2><table>${row('信件编号', '202405130001')}${row('信件标题', '材料咨询')}${row('来信时间', '2024-05-13 09:30')}${row('信件内容', content)}${row('办理状态', '已回复')}${row('答复时间', '2024-05-16 11:00')}${row('答复内容', '您好，请持身份证到大厅办理。')}</table></div>`,
      '信件详情',
    );
    const { kind, replies } = readHtml(letter, X);
    expect(replies).toHaveLength(1);
    expect(kind).not.toBe('error');
  });

  it('are no articles where nothing stands between menus and foot, whatever the address says', () => {
    const empty = readHtml(fr('<div class="con"></div>'), A);
    expect(empty.kind).toBe('other');
    expect(empty.kindConfidence).toBeLessThan(SURE_ENOUGH);
    const pictured = readHtml(fr('<h1>一图读懂养老服务办法</h1><img src="/1.jpg">'), A);
    expect(pictured.kind).toBe('article');
  });

  it('are columns under construction no error: the column is there, with nothing in it', () => {
    expect(readHtml(fr('<div class="con">本栏目正在建设中</div>'), L).kind).not.toBe('error');
  });

  it('are walls where the visitor is turned away for the place he comes from', () => {
    const page = readHtml(pg('<p>您所在的地区无法访问本网站</p>', 'Access Denied'), A);
    expect(page).toMatchObject({ kind: 'challenge', detail: 'region-block' });
  });
});
