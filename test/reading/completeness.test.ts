import { describe, expect, it } from 'vitest';
import { columnPage, mainOf, readHtml } from './read-html.ts';

const PROSE = '欢迎您给我们来信，请认真填写以下内容，我们将在五个工作日内答复。'.repeat(5);

describe('whether a page is whole without its scripts', () => {
  it('is not where a script sets a form or a list into it', () => {
    for (const script of [
      `document.getElementById('app').innerHTML = '<form action="/submit"><input name="title"></form>';`,
      `var h = '<ul>'; for (var i = 0; i < rows.length; i++) h += '<li>' + rows[i] + '</li>'; box.innerHTML = h;`,
      `$('#box').append('<li>' + title + '</li>');`,
      `document.write("<a href='" + url + "'>" + title + "</a>");`,
    ])
      expect(
        readHtml(columnPage(`<p>${PROSE}</p><div id="app"></div><script>${script}</script>`)).complete,
      ).toBe(false);
  });

  it('is not where a list stands empty and a script of its own may fill it', () => {
    const own = '<script src="/js/jquery.min.js"></script><script src="/js/page.js?v=2"></script>';
    for (const place of [
      '<ul class="list" id="list"></ul>',
      '<ul class="list"></ul><div class="no-data">暂无数据</div>',
      '<ul class="list"></ul><div>共<span>0</span>条</div>',
      '<table><thead><tr><th>标题</th></tr></thead><tbody id="rows"></tbody></table>',
      '<news-list channel="12"></news-list>',
      '<ul class="list"><li>加载中...</li></ul>',
    ]) {
      const page = readHtml(columnPage(`<p>${PROSE}</p>${place}${own}`));
      expect(page.complete).toBe(false);
      expect(mainOf(page)).toBeUndefined();
    }
  });

  it('is where nothing but libraries are at hand to fill an empty list', () => {
    const libraries =
      '<script src="/js/jquery-1.12.4.min.js"></script><script src="/js/swiper.min.js"></script><script src="https://hm.baidu.com/hm.js"></script>';
    const page = readHtml(columnPage(`<p>${PROSE}</p><ul class="list"></ul><p>暂无信息</p>${libraries}`));
    expect(page.complete).toBe(true);
    expect(mainOf(page)).toMatchObject({ items: [], total: 0 });
  });

  it('is where a script only shows the day or counts visits', () => {
    const clock = `document.getElementById('today').innerHTML = d.getFullYear() + '年';`;
    expect(readHtml(columnPage(`<p>${PROSE}</p><script>${clock}</script>`)).complete).toBe(true);
  });
});

describe('words that say there is nothing', () => {
  it('count only where they are shown', () => {
    const hidden = '<div style="display: none"><p>暂无数据</p></div>';
    const page = readHtml(columnPage(`<p>${PROSE}</p>${hidden}`));
    expect(mainOf(page)).toBeUndefined();
  });
});
