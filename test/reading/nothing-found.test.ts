import { describe, expect, it } from 'vitest';
import { SURE_ENOUGH } from '../../src/domain/page-reading.ts';
import { readHtml, readRendered } from './read-html.ts';

const URL = 'https://www.example.gov.cn/search?q=x';
const pageWith = (body: string, head = '') =>
  `<!DOCTYPE html><html><head><meta charset="utf-8"><title>站内搜索-示例县人民政府</title>${head}</head><body>
<div class="header"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li><li><a href="/hdjl/">互动交流</a></li></ul></div>
<form class="search" action="/search"><input name="q" placeholder="请输入关键字"><button>搜索</button></form>
<div class="main">${body}</div>
<div class="footer">主办单位：示例县人民政府办公室 网站标识码：6108220001 地址：示例县人民路一号政务中心 邮编：719000 联系电话：0912-1234567 技术支持：示例县政务信息化服务中心 建议使用1366以上分辨率浏览</div>
</body></html>`;
const saidOn = (body: string, head = '') => readRendered(pageWith(body, head), URL).nothingFound ?? [];
const wordsOn = (body: string, head = '') => saidOn(body, head).map(({ trace }) => trace.text);
const sure = (body: string) => saidOn(body).filter(({ confidence }) => confidence >= SURE_ENOUGH);

describe('a page of results that says that it found nothing', () => {
  it.each([
    '0 条',
    '共0条',
    '共 0 条记录',
    '共找到 0 条结果',
    '为您找到相关结果 0 条',
    '为您找到 0 条相关信息',
    '为您找到相关结果约 0 个',
    '搜索结果：0 条',
    '共搜索到<em>0</em>条与“安全生产”有关的信息，用时 0.02 秒',
    '没有找到',
    '“全市经济工作会议召开”没有找到',
    '没有找到相关结果！',
    '没有找到相关内容',
    '未找到相关信息',
    '未检索到符合条件的数据',
    '未查询到任何记录。',
    '抱歉，没有找到与“<em>全市经济工作会议召开</em>”相关的内容',
    '很抱歉，没有找到和 全市经济工作会议召开 相关的结果，请更换关键词再试',
    '您搜索的“全市经济工作会议召开”没有找到相关结果',
    '对不起，系统未能搜索到您所需要的信息',
    '暂无相关数据',
    '您搜索的“全市经济工作会议召开”暂无相关数据',
    '暂无搜索结果',
    '没有相关信息',
    '没有符合条件的记录',
    '查无记录',
    '无结果',
    '无搜索结果',
    '找不到相关结果',
    '找不到和您查询的“全市经济工作会议召开”相符的内容或信息',
    '共 0 条，每页 10 条',
    '检索结果为空',
    'Sorry, no results found.',
    'No results',
    '0 results found for "x"',
    'Your search did not match any documents.',
  ])('is taken at its word: “%s”', (said) => {
    expect(sure(`<div class="result"><p>${said}</p></div>`)).toHaveLength(1);
  });

  it('is told by the words and the place they stand in', () => {
    const [said] = saidOn('<div class="result"><p class="none-found">抱歉，没有找到相关结果。</p></div>');
    expect(said?.trace).toEqual({
      selector: expect.stringContaining('p.none-found'),
      text: '抱歉，没有找到相关结果。',
    });
    expect(said?.confidence).toBeGreaterThan(saidOn('<p>没有相关信息</p>')[0]?.confidence ?? 1);
  });

  it.each(['暂无数据', '暂无信息', '无记录', '没有内容'])(
    'is not sure by “%s”, which lists show while they have none',
    (said) => {
      expect(saidOn(`<div class="result"><p>${said}</p></div>`)[0]?.confidence).toBeLessThan(SURE_ENOUGH);
    },
  );

  it.each([
    '共 10 条',
    '共找到 10 条结果',
    '为您找到相关结果 100 条',
    '为您找到 20 条相关信息，用时 0 秒',
    '共 10 条，每页 0 条',
    '暂无搜索记录',
    '搜索历史：暂无内容',
    '没有更多结果了',
    '共 0 条评论',
    '网友评论（共 0 条）',
    '未读消息 0 条',
    '没有找到小学报名入口怎么办',
    '我在网上没有找到相关信息',
    '没有找到您要访问的页面',
    '抱歉，您访问的页面不存在或已被删除',
    '该文件未找到',
    '没有找到您要访问的网页',
    '您访问的内容没有找到',
    '没有找到您浏览的内容',
    '县政府网站暂无法访问相关信息',
    '新闻 0 篇 通知 3 篇',
    '没有找到站点',
    '本网站没有任何收费项目',
    '未发现违法违规问题',
    '没有调查就没有发言权',
    '以“没有找到相关结果”为题的通报',
    'No. 10 of 2024',
    '结果加载中，请稍候',
  ])('says no such thing by “%s”', (said) => {
    expect(wordsOn(`<div class="result"><p>${said}</p></div>`)).toEqual([]);
  });
});

describe('words that are none of the page’s own', () => {
  const said = '没有找到相关结果';
  const title = '没有找到相关政策文件';

  it('are those of a result: its title, or what stands beside its link', () => {
    expect(wordsOn(`<ul><li><a href="/l/1.html">${title}</a><span>2024-06-01</span></li></ul>`)).toEqual([]);
    expect(
      wordsOn(
        `<ul><li><a href="/l/1.html">关于小学招生范围问题的咨询</a><p>${said}</p><span>2024-06-01</span></li></ul>`,
      ),
    ).toEqual([]);
    expect(
      wordsOn(
        `<table><tr><td><a href="/l/1.html">关于小学招生范围问题的咨询</a></td><td>${said}</td></tr></table>`,
      ),
    ).toEqual([]);
    // A way back is no result.
    expect(wordsOn(`<ul><li>${said}，<a href="/">返回首页</a></li></ul>`)).toHaveLength(1);
  });

  it('are those of scripts, templates and what is not shown', () => {
    expect(wordsOn(`<script>var none = '<p>${said}</p>';</script>`)).toEqual([]);
    expect(wordsOn(`<template><p>${said}</p></template>`)).toEqual([]);
    expect(wordsOn(`<script type="text/html"><p>${said}</p></script>`)).toEqual([]);
    expect(wordsOn(`<div style="display: none"><p>${said}</p></div>`)).toEqual([]);
    expect(wordsOn(`<div hidden><p>${said}</p></div>`)).toEqual([]);
    expect(wordsOn(`<div class="layui-hide"><p>${said}</p></div>`)).toEqual([]);
    expect(wordsOn(`<div class="nf"><p>${said}</p></div>`, '<style>.nf{display:none}</style>')).toEqual([]);
    expect(wordsOn(`<div v-if="!list.length"><p>${said}</p></div>`)).toEqual([]);
    expect(wordsOn('<p>{{ total }} 没有找到相关结果</p>')).toEqual([]);
  });

  it('are those of a button, a menu and the foot', () => {
    expect(wordsOn(`<button>${said}</button>`)).toEqual([]);
    expect(wordsOn(`<div class="footer"><p>${said}</p></div>`)).toEqual([]);
    expect(wordsOn(`<div class="sidebar"><p>${said}</p></div>`)).toEqual([]);
  });

  it('are not sure where script has yet to fill the page', () => {
    const html = pageWith(`<p>${said}</p><script>$.ajax({ url: '/search/data', success: show });</script>`);
    const [unsure] = readHtml(html, URL).nothingFound ?? [];
    expect(unsure?.confidence).toBeLessThan(SURE_ENOUGH);
    expect(readRendered(html, URL).nothingFound?.[0]?.confidence).toBeGreaterThanOrEqual(SURE_ENOUGH);
    expect(readHtml(pageWith(`<p>${said}</p>`), URL).nothingFound?.[0]?.confidence).toBeGreaterThanOrEqual(
      SURE_ENOUGH,
    );
  });

  it('are not looked for in articles, and a page that says nothing has no such part', () => {
    const article = `<h1>${title}</h1><p>发布时间：2024-06-01</p>${'<p>经查，有关情况已经依法处理，现予以通报。</p>'.repeat(20)}<p>${said}</p>`;
    expect(
      readHtml(
        pageWith(article, '<meta name="ArticleTitle" content="通报">'),
        'https://www.example.gov.cn/art/2024/6/1/art_1_1.html',
      ),
    ).not.toHaveProperty('nothingFound');
    expect(readRendered(pageWith('<p>欢迎</p>'), URL)).not.toHaveProperty('nothingFound');
  });

  it('are read off an enormous page in linear time', () => {
    const nearly = `<p>${'没找到相关'.repeat(35)}</p>`.repeat(13_000);
    const started = performance.now();
    expect(wordsOn(nearly)).toEqual([]);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
