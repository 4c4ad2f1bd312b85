import { describe, expect, it } from 'vitest';
import { readHtml } from './read-html.ts';

/** Articles as offices publish them, in texts of our own: how the day of publication is stated. */

const TITLE = '关于做好防汛工作的通知';
const URL = 'https://www.example.gov.cn/xxgk/tzgg/content_55.html';
const BODY =
  '根据2023年5月6日县政府常务会议精神，截至2024年1月1日，全县共有水库十二座。现将有关事项通知如下，请认真贯彻执行。为确保安全度汛，各级各部门要提高思想认识，压实责任，细化措施，加强值班值守，做好物资准备，及时发布预警信息，确保人民群众生命财产安全。';

function art(info: string, { head = '', body = BODY }: { head?: string; body?: string } = {}): string {
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${TITLE}-示例县人民政府</title>${head}</head><body>
<div class="header"><div class="today">今天是：2024年6月28日 星期五</div><ul class="nav"><li><a href="/">首页</a></li><li><a href="/xxgk/">信息公开</a></li></ul></div>
<div class="position">您的位置：<a href="/">首页</a> &gt; <a href="/xxgk/">信息公开</a> &gt; <a href="/xxgk/tzgg/">通知公告</a> &gt; 正文</div>
<div class="content"><h1>${TITLE}</h1>${info}
<div class="article"><p>各乡镇人民政府，县政府各部门：</p><p>${body}</p><p>示例县人民政府办公室</p><p>2024年6月25日</p></div><div>上一篇：<a href="/xxgk/tzgg/a1.html">关于某事的公告</a> 下一篇：<a href="/xxgk/tzgg/a2.html">关于另事的公告</a></div></div>
<div class="footer">主办单位：示例县人民政府办公室 网站标识码：6108220001 陕ICP备05000001号-1</div></body></html>`;
}

const D = '2024-06-26';
const ARTICLES: Record<string, [html: string, published: string | null]> = {
  plain: [art(`<div>发布时间：${D} 10:11　来源：县政府办　浏览：12</div>`), D],
  chinese: [art(`<div>发布日期：2024年06月26日</div>`), D],
  'time only': [art(`<div>时间：${D}</div>`), D],
  bracketed: [art(`<div>【发布时间：${D}】【字体：大 中 小】</div>`), D],
  spaced: [art(`<div>发布时间 : ${D}</div>`), D],
  'date first': [art(`<div>${D} 10:11 来源：县政府办 作者：张</div>`), D],
  'source first': [art(`<div>来源：县政府办 ${D}</div>`), D],
  'split label': [
    art(`<p><span>发布时间：</span><span>${D}</span><span>来源：</span><span>县政府办</span></p>`),
    D,
  ],
  'label no colon td': [
    art(
      `<table><tr><td>索引号</td><td>61000-2024-0001</td><td>成文日期</td><td>2024-01-01</td></tr><tr><td>发布机构</td><td>县政府办</td><td>发布日期</td><td>${D}</td></tr><tr><td>文号</td><td>示政发〔2024〕1号</td><td>有效性</td><td>有效</td></tr></table>`,
    ),
    D,
  ],
  'gk table 生成': [
    art(`<table><tr><td>生成日期：</td><td>2024-01-01</td><td>公开日期：</td><td>${D}</td></tr></table>`),
    D,
  ],
  'created only written date': [
    art(
      `<table><tr><th>成文日期：</th><td>2024-06-01</td><th>发布日期：</th><td>${D} 09:00</td></tr></table>`,
    ),
    D,
  ],
  updated: [
    art(`<div>作者：办公室 点击数：<script>document.write(123)</script> 更新时间：2024/6/26 10:11:12</div>`),
    D,
  ],
  entered: [art(`<div>录入时间：${D} 点击：12次</div>`), D],
  square: [art(`<div>[ ${D} 10:11 ]【字体：大 中 小】</div>`), D],
  publisher: [art(`<div>发布者：办公室 发布时间：${D}</div>`), D],
  uploaded: [art(`<div>上传时间：${D}　稿件来源：县政府</div>`), D],
  'var createtime': [
    art(
      `<div>发布时间：<script>var createtime="${D} 10:00:00";document.write(createtime.substring(0,16));</script> 来源：县政府</div>`,
    ),
    D,
  ],
  'doc.write': [art(`<div>发布时间：<script>document.write('${D}')</script></div>`), D],
  'publishtime tag': [art(`<publishtime>${D} 10:00:00</publishtime>`), D],
  'id pubtime': [art(`<div class="info"><span id="pubtime">${D} 10:00</span><span>县政府</span></div>`), D],
  'class date bare': [art(`<div class="info"><span class="date">${D}</span></div>`), D],
  'meta PubDate': [art('', { head: `<meta name="PubDate" content="${D} 10:00">` }), D],
  'meta slash': [art('', { head: `<meta name="PubDate" content="2024/6/26 10:00:00">` }), D],
  'meta compact': [art('', { head: `<meta name="PubDate" content="20240626">` }), D],
  'meta dot0': [art('', { head: `<meta name="PubDate" content="${D} 10:11:12.0">` }), D],
  'meta iso': [art('', { head: `<meta name="pubdate" content="${D}T10:11:12+08:00">` }), D],
  'meta chinese': [art('', { head: `<meta name="PubDate" content="2024年06月26日">` }), D],
  'meta publishdate': [art('', { head: `<meta name="publishdate" content="${D}">` }), D],
  others: [
    art(`<p class="ly">信息来源：县政府办公室　　发布时间：${D}　　浏览次数：<span id="hits"></span></p>`),
    D,
  ],
  'sp dates': [art(`<div>发表时间：${D}&nbsp;&nbsp;信息来源：本站</div>`), D],
  issue: [art(`<div>发稿时间: ${D} 10:00:01 字号: T | T</div>`), D],
  'label em': [art(`<div><em>日期</em>：<i>${D}</i></div>`), D],
  'two lines': [art(`<div class="xxxx"><div>发布时间</div><div>${D}</div></div>`), D],
  'no colon inline': [art(`<div>发布时间 ${D} 10:11 来源 县政府办</div>`), D],
  dots: [art(`<div>发布时间：2024.06.26</div>`), D],
  'wide digits': [art(`<div>发布时间：２０２４－０６－２６</div>`), D],
  'two-digit': [art(`<div>发布时间：24-06-26</div>`), D],
  'no date at all': [art('<div>来源：县政府办</div>'), null],
  'meeting time only': [
    art('', { body: '会议时间：2024年5月6日。现将有关事项通知如下，请认真贯彻执行。' }),
    null,
  ],
  'deadline only': [art('<div>截止时间：2024-05-30</div>'), null],
  'time in body para': [
    art('', {
      body: '一、时间：2024年5月6日上午。二、地点：县政府。请各单位按时参加，不得缺席，有关事项另行通知。',
    }),
    null,
  ],
  'hits after': [art(`<div class="other">2024年06月26日 10:11 　浏览量：<span>25</span></div>`), D],
  'author date': [art(`<div>作者：张三　2024-06-26 10:11:12</div>`), D],
  ucap: [art(`<ucapsource>县政府</ucapsource><publishtime>2024-06-26 10:01:01</publishtime>`), D],
  'hidden index': [
    art(`<div class="gkml">索 引 号：6108220001/2024-00123 发文日期：2024-05-20 发布日期：${D}</div>`),
    D,
  ],
  '发文 only': [art(`<div>发文日期：${D}</div>`), D],
  'date under title h2': [art(`<h2>${D}</h2>`), D],
  'time tag': [art(`<time>${D}</time>`), D],
  'source behind it, then a sentence with a day': [
    art(`<div><span>2024年06月26日 10:12</span><span>来源：本站</span></div>`, {
      body: '6月18日，县委召开会议，传达2024年5月31日中央会议精神，研究部署下一步工作。',
    }),
    D,
  ],
  'source alone, then a sentence with a day': [
    art('<div><span>来源：本站</span></div>', {
      body: '6月18日，县委召开会议，传达2024年5月31日中央会议精神，研究部署下一步工作。',
    }),
    null,
  ],
  'no year behind the label, then a sentence with a day': [
    art('<div>发布时间：06-26 来源：本站</div>', {
      body: '6月18日，县委召开会议，传达2024年5月31日中央会议精神，研究部署下一步工作。',
    }),
    null,
  ],
  'right over the title': [art('').replace('<h1>', `<div class="time">${D}</div><h1>`), D],
  'a clock right over the title': [art('').replace('<h1>', '<div>2024-06-28</div><h1>'), null],
  'beside the name of the office': [art(`<div>${D} 10:00:00 县融媒体中心</div>`), D],
  'official account': [art('<em>昨天</em>', { head: '<script>var ct = "1719367200";</script>' }), D],
};

describe('the day that a sentence tells of', () => {
  it('is none of publication, whatever the sentence says of sources and editors', () => {
    for (const told of ['截至2019年3月1日，全县收入来源主要为税收', '2019年3月1日，县志编辑部到来源村走访']) {
      const page = art('').replace('<p>各乡镇人民政府，县政府各部门：</p>', `<p>${told}</p>`);
      expect(readHtml(page, URL).published).toBeNull();
    }
  });
});

describe('the time of a meeting', () => {
  it('is none of publication, though it stands behind 时间', () => {
    const meeting =
      '<p>经研究，定于近期召开全县防汛工作推进会，现通知如下：</p><p>时间：2024年3月1日上午</p><p>地点：示例宾馆';
    const withMeeting = (info: string) =>
      readHtml(art(info).replace('<p>各乡镇人民政府，县政府各部门：', meeting), URL).published;
    expect(withMeeting(`<p>${D} 来源：县政府办</p>`)).toBe(D);
    expect(withMeeting('')).toBeNull();
    expect(withMeeting(`<p>时间：${D}</p>`)).toBe(D);
  });
});

describe('a day that is labelled otherwise', () => {
  it('is none of publication', () => {
    const other = [
      '拍摄时间：2024-05-20 作者：张某',
      '开标时间：2024-05-20 09:00 来源：交易中心',
      '投票截止时间：2024-05-20',
    ];
    for (const info of other) expect(readHtml(art(`<p>${info}</p>`), URL).published).toBeNull();
  });

  it('is read where the label only says when it was put in', () => {
    for (const label of ['添加时间', '创建时间', '编辑时间'])
      expect(readHtml(art(`<p>${label}：${D}</p>`), URL).published).toBe(D);
  });

  it('is none of publication where it is that of another article, or of the site', () => {
    const other = '<a href="/xxgk/tzgg/a9.html">关于公布行政许可事项清单的通知</a>';
    const label = '<span>发布时间：2023-01-02</span>';
    const below = art('').replace('<div>上一篇', `<ul><li>${other}${label}</li></ul><div>上一篇`);
    const above = art('').replace(
      '<div class="content">',
      `<div><p>${other}</p><p>${label}</p></div><div class="content">`,
    );
    const foot = art('').replace('主办单位：', '建站时间：2019-01-01 更新日期：2023-01-01 主办单位：');
    for (const html of [below, above, foot]) expect(readHtml(html, URL).published).toBeNull();
    const source = `<p>来源：<a href="https://www.example.gov.cn/">示例县人民政府门户网站</a> 发布时间：${D}</p>`;
    expect(readHtml(art(source), URL).published).toBe(D);
  });
});

describe('the day of a signature', () => {
  it('is none of publication, though the editor stands right below it', () => {
    const page = art('').replace('<div>上一篇', '<p>责任编辑：王某</p><div>上一篇');
    expect(readHtml(page, URL).published).toBeNull();
    // Above the text the same two lines are those of the article.
    expect(readHtml(art(`<p>${D} 08:30</p><p>责任编辑：王某</p>`), URL).published).toBe(D);
  });
});

describe('the day of publication of an article', () => {
  for (const [name, [html, published]] of Object.entries(ARTICLES)) {
    it(`is ${published ?? 'left open'} where the page has: ${name}`, () => {
      const page = readHtml(html, URL);
      expect(page.kind).toBe('article');
      expect(page.published).toBe(published);
    });
  }
});

describe('days of publication that contradict each other', () => {
  const conflicts = (html: string, url = URL) =>
    readHtml(html, url).dateConflicts.map(({ source, date }) => `${source} ${date}`);

  it('are all reported with where they stand, the one believed first', () => {
    const html = art(`<div>发布时间：2024-06-20</div>`, {
      head: '<meta name="PubDate" content="2024-06-26 10:00">',
    });
    const url = 'https://www.example.gov.cn/zw/202311/t20231102_1.html';
    expect(conflicts(html, url)).toEqual(['meta 2024-06-26', 'label 2024-06-20', 'url 2023-11-02']);
    for (const { trace } of readHtml(html, url).dateConflicts) expect(trace.text).not.toBe('');
  });

  it('are none where they lie a day apart, as over midnight', () => {
    const html = art(`<div>发布时间：2024-06-25</div>`, {
      head: '<meta name="PubDate" content="2024-06-26 00:10">',
    });
    expect(conflicts(html, 'https://www.example.gov.cn/zw/202406/t20240626_1.html')).toEqual([]);
  });

  it('name a day that is still to come, which is never the day of publication', () => {
    const meta = art(`<div>发布时间：2024-06-20</div>`, {
      head: '<meta name="PubDate" content="2024-09-26 10:00">',
    });
    expect(readHtml(meta, URL).published).toBe('2024-06-20');
    expect(conflicts(meta)).toEqual(['label 2024-06-20', 'meta 2024-09-26']);
    const label = art(`<div>发布时间：2024-09-20</div>`);
    expect(readHtml(label, URL).published).toBeNull();
    expect(conflicts(label)).toEqual(['label 2024-09-20']);
    expect(conflicts(art(`<div>发布时间：2024-06-20 截止时间：2024-09-20</div>`))).toEqual([]);
  });
});
