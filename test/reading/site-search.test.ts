import { describe, expect, it } from 'vitest';
import { urlEncoded } from '../../src/reading/form-encoding.ts';
import { readHtml } from './read-html.ts';

const searchOf = (body: string) => readHtml(`<html><body>${body}</body></html>`).search;

describe('readSiteSearch', () => {
  it('reads a plain form with what goes along with the words', () => {
    const form = `<form action="/so/s" method="get" target="_blank"><input type="hidden" name="siteCode" value="6108000001">
      <select name="tab"><option value="all">全部</option><option value="news" selected>新闻</option></select>
      <input type="text" name="qt" placeholder="请输入关键字"><input type="submit" value="搜索"></form>`;
    expect(searchOf(form)?.forms).toEqual([
      {
        ...{ action: 'https://www.example.gov.cn/so/s', method: 'get', field: 'qt', charset: null },
        rest: { siteCode: '6108000001', tab: 'news' },
      },
    ]);
  });

  it('takes no login, look-up, subscription or letter for a search', () => {
    const forms = [
      '<form action="/login"><input name="user"><input type="password" name="search"></form>',
      '<form action="/query"><p>受理编号</p><input name="bh"><button>检索</button></form>',
      '<form action="/sub"><p>邮箱订阅</p><input name="keyword"></form>',
      '<form action="/write"><input name="search"><textarea name="nr"></textarea></form>',
    ];
    for (const form of forms) expect(searchOf(form)?.forms ?? []).toEqual([]);
  });

  it('leaves to script what script sends, and says that something searches', () => {
    const byHandler =
      '<form action="/s" onsubmit="go(); return false"><input name="q" placeholder="搜索"></form>';
    const noForm =
      '<div class="search-box"><input id="kw"><img src="/img/so.png" alt="搜索" onclick="go()"></div>';
    for (const html of [byHandler, noForm]) {
      expect(searchOf(html)?.forms).toEqual([]);
      expect(searchOf(html)?.trace).not.toBeNull();
    }
  });

  it('finds the page that a link names for searching', () => {
    expect(searchOf('<a href="/search/index.html">站内搜索</a>')?.links).toEqual([
      'https://www.example.gov.cn/search/index.html',
    ]);
  });

  it('is silent where nothing speaks of searching', () => {
    expect(searchOf('<ul class="news"><li><a href="/a.html">研究部署近期工作</a></li></ul>')).toBeUndefined();
  });
});

describe('urlEncoded', () => {
  it('sends the words in the charset of the page', () => {
    expect(urlEncoded({ q: '陕西 a&b' }, 'utf-8')).toBe('q=%E9%99%95%E8%A5%BF+a%26b');
    expect(urlEncoded({ q: '陕西 a&b' }, 'gb18030')).toBe('q=%C9%C2%CE%F7+a%26b');
  });
});
