import { describe, expect, it } from 'vitest';
import { pageOf } from './false-pages/false-page-cases.ts';
import { columnPage, readHtml } from './read-html.ts';

/** Menus so long that the page's text is no short one. */
const MENU = `<div class="nav"><ul>${Array.from({ length: 60 }, (_, i) => `<li><a href="/lm${i}/">栏目名称第${i}个</a></li>`).join('')}</ul></div>`;
const kindOf = (content: string) => readHtml(columnPage(MENU + content, '我要写信'));

describe('a page with all of the site’s menus around a notice', () => {
  it('is under maintenance where that is all it says', () => {
    expect(kindOf('<h2>系统维护中</h2><p>信箱系统正在升级维护，暂停使用，敬请谅解！</p>')).toMatchObject({
      kind: 'error',
      detail: 'maintenance',
    });
  });

  it('is so too where the links of its footer look like a list', () => {
    const foot =
      '<div class="footer"><div class="foot-links"><a href="https://beian.miit.gov.cn/">陕ICP备05338031号-2</a> <a href="/ga.html">陕公网安备61050002170192号</a> <a href="/site/map.html">网站地图</a></div></div>';
    expect(kindOf(`<h2>系统维护中</h2><p>信箱系统正在升级维护，暂停使用。</p>${foot}`).detail).toBe(
      'maintenance',
    );
  });

  it('is a wall where it asks for a real name by SMS', () => {
    const wall =
      '<h3>请先完成实名认证</h3><form action="/auth"><p>手机号码：<input name="mobile"></p><p>短信验证码：<input name="smscode"><button type="button">获取验证码</button></p><input type="submit" value="认证"></form>';
    expect(kindOf(wall).detail).toBe('login-wall');
  });

  it('is no such thing where it is an article about maintenance, or a letter form with a note', () => {
    const article = `<h1>关于网站升级维护的公告</h1><div>发布时间：2024-06-20</div><p>${'我单位网站将于本周末升级维护，期间暂停服务。'.repeat(3)}</p>`;
    expect(kindOf(article).detail).toBeNull();
    const form =
      '<form><table><tr><td>姓名</td><td><input name="xm"></td></tr><tr><td>联系电话</td><td><input name="dh"></td></tr><tr><td>标题</td><td><input name="bt"></td></tr><tr><td>内容</td><td><textarea name="nr"></textarea></td></tr></table><input type="submit" value="提交"><p>夜间系统维护期间暂停服务。</p></form>';
    expect(kindOf(form)).toMatchObject({ kind: 'form', detail: null });
  });
});

describe('an article', () => {
  it('is one with more entries below it than it has text of its own', () => {
    const related = Array.from(
      { length: 15 },
      (_, i) =>
        `<li><a href="/a/t20240${i + 100}.html">关于第${i}批有关事项的通知</a><span>2024-06-${10 + i}</span></li>`,
    );
    const url = 'https://www.example.gov.cn/xxgk/202406/t20240620_55.html';
    for (const head of ['<h3>相关信息</h3>', ''])
      for (const line of ['发布时间：2024-06-20', '2024-06-20 来源：县水利局']) {
        const page = readHtml(
          columnPage(
            `<h1>关于做好防汛工作的通知</h1><p>${line}</p><p>各单位要提高认识，压实责任。</p><div>${head}<ul>${related.join('')}</ul></div>`,
          ).replace(/<title>.*?</, '<title>关于做好防汛工作的通知-示例县人民政府<'),
          url,
        );
        expect(page).toMatchObject({ kind: 'article', published: '2024-06-20' });
      }
  });

  it('is one though its day stands below the only link of the way to it', () => {
    const html = columnPage('').replace(
      /<div class="position">.*?<\/div>\n<div class="content"><\/div>/s,
      '<div class="pos">当前位置：<a href="/xxgk/">信息公开</a></div><h1>关于做好防汛工作的通知</h1><p>2024-06-20</p><p>各单位要压实责任。</p><div class="pages"><a>上一页</a><a>下一页</a></div>',
    );
    const page = readHtml(
      html.replace('通知公告-', '关于做好防汛工作的通知-'),
      'https://www.example.gov.cn/xxgk/55/index.html',
    );
    expect(page).toMatchObject({ kind: 'article', published: '2024-06-20' });
  });
});

describe('a page of a CMS with one message and the title 提示信息', () => {
  const message = (words: string, title = '提示信息') =>
    readHtml(
      pageOf(
        `<div class="msg"><h5>提示信息</h5><p>${words}</p><a href="javascript:history.back()">[点这里返回上一页]</a></div>`,
        title,
      ),
    );

  it('is what its message says it is', () => {
    expect(message('您请求的栏目没有找到！')).toMatchObject({ kind: 'error', detail: 'soft-404' });
    expect(message('请先登录，正在跳转到登录页面')).toMatchObject({ kind: 'other', detail: 'login-wall' });
  });

  it('is no missing page where something was done or a field was filled in wrongly', () => {
    expect(message('您还没有登录，请登录后再操作', '错误提示').detail).toBe('login-wall');
    for (const words of ['留言提交成功！', '验证码错误', '正在打开外部网站，请稍候'])
      expect([words, message(words).detail]).toEqual([words, null]);
  });
});
