import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { urlEncoded } from '../../src/reading/form-encoding.ts';
import { findBrowser } from '../../src/run/find-browser.ts';
import type { SiteResult } from '../../src/run/site-result.ts';
import {
  daysBack,
  pageOf as pageWithSearch,
  SEARCH_BOX,
  type SmallSite,
  startSmallSite,
} from '../helpers/small-site.ts';
import { encodeGb18030 } from '../province/gb18030.ts';

/** These tests put in searches of their own. */
const pageOf = (...args: Parameters<typeof pageWithSearch>) =>
  pageWithSearch(...args).replace(SEARCH_BOX, '');

const DAY = '2024-06-20T10:00:00+08:00';
const NAV = { 政务动态: '/news/' };
const TITLES = Array.from({ length: 8 }, (_, i) => `全市第${i + 1}次经济工作会议在市政府召开`);
const DATES = daysBack('2024-06-19', 8);
const LIST = `<div class="list"><ul>${TITLES.map(
  (title, i) =>
    `<li><a href="/art/${DATES[i]?.replaceAll('-', '')}_${i}.html">${title}</a><span>${DATES[i]}</span></li>`,
).join('')}</ul></div>`;
const formOf = (attributes: string) =>
  `<form class="search" ${attributes}><input name="q" placeholder="请输入关键字"><button>搜索</button></form>`;
const BOX = formOf('action="/search" method="get"');

const results = (titles: readonly string[]) =>
  pageOf(
    '搜索结果',
    `<div class="result"><ul>${titles.map((title, i) => `<li><a href="/x${i}.html">${title}</a></li>`).join('')}</ul></div>`,
  );

describe('the search of a portal', () => {
  let site: SmallSite;
  const asked = () => site.asked.filter((path) => path.startsWith('/search'));
  const outcomeOf = (result: SiteResult) => {
    const [outcome] = result.outcomes.filter(({ indicator }) => indicator === 'search-not-working');
    return outcome;
  };
  const homeWith = (box: string) => site.pages.set('/', pageOf('首页', box + LIST, NAV));
  /** Answers every search by what `titles` makes of the words. */
  const answer = (respond: (words: string, request: IncomingMessage, response: ServerResponse) => string) => {
    for (const title of TITLES)
      site.pages.set(`/search?${new URLSearchParams({ q: title })}`, (request, response) => {
        const html = respond(title, request, response);
        if (!response.writableEnded)
          response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
      });
  };

  const start = async (extra: string[]) => {
    site = await startSmallSite(extra);
    site.site.type = 'portal';
    homeWith(BOX);
    site.pages.set('/news/', pageOf('政务动态', LIST, NAV));
  };
  afterEach(() => site.close());

  describe('without a browser', () => {
    beforeEach(() => start(['scan: { browserPages: 0 }']));

    /** Every title is found, and the first one settled is the only one that is asked for. */
    const passesAskedOnce = async () => {
      answer((words) => results([words]));
      expect(outcomeOf(await site.look(DAY))).toMatchObject({ outcome: 'pass' });
      expect(asked()).toEqual([`/search?${new URLSearchParams({ q: TITLES[2] ?? '' })}`]);
    };

    it('is asked once where it finds a title of the site, one that its index can know', async () => {
      await passesAskedOnce();
    }, 60_000);

    it('fails where its page answers 500, twice', async () => {
      answer((_, __, response) => {
        response.writeHead(500).end('<h1>Internal Server Error</h1>');
        return '';
      });
      expect(outcomeOf(await site.look(DAY))).toMatchObject({
        ...{ outcome: 'fail', standing: 'suspected' },
        facts: { tried: [{ gave: 'dead' }, { gave: 'dead' }] },
      });
    }, 60_000);

    it('fails where nothing on the home page speaks of searching', async () => {
      homeWith('');
      expect(outcomeOf(await site.look(DAY))).toMatchObject({ outcome: 'fail', facts: { tried: [] } });
    }, 60_000);

    it('is left undetermined where only script searches, where nobody shows its results, and where it refuses us', async () => {
      homeWith('<div class="search"><input id="kw" placeholder="搜索"><i onclick="go()"></i></div>');
      expect(outcomeOf(await site.look(DAY))).toMatchObject({
        outcome: 'undetermined',
        reason: 'not_observed',
      });
      homeWith(BOX);
      answer(() => pageOf('搜索结果', '<div id="app"></div>'));
      expect(outcomeOf(await site.look('2024-06-20T11:00:00+08:00'))).toMatchObject({
        outcome: 'undetermined',
      });
      answer((_, __, response) => {
        response.writeHead(403).end('Forbidden');
        return '';
      });
      expect(outcomeOf(await site.look('2024-06-20T12:00:00+08:00'))).toMatchObject({
        outcome: 'undetermined',
      });
    }, 60_000);

    it('is asked for titles of articles, not for those of letters', async () => {
      const letters = `<table><tr><th>标题</th><th>来信时间</th><th>答复时间</th><th>答复单位</th></tr>${DATES.map(
        (date, i) =>
          `<tr><td><a href="/letter/${i}.html">咨询第${i + 1}小学招生范围问题</a></td><td>${date}</td><td>${date}</td><td>教育局</td></tr>`,
      ).join('')}</table>`;
      site.pages.set('/', pageOf('首页', BOX, { 来信选登: '/letters/', ...NAV }));
      site.pages.set('/letters/', pageOf('来信选登', letters, NAV));
      await passesAskedOnce();
    }, 60_000);

    it('is asked for titles whose day stands in their address alone', async () => {
      const undated = LIST.replaceAll(/<span>[^<]*<\/span>/g, '');
      site.pages.set('/', pageOf('首页', BOX + undated, NAV));
      site.pages.set('/news/', pageOf('政务动态', undated, NAV));
      await passesAskedOnce();
    }, 60_000);

    it('is asked by POST where the form says so', async () => {
      homeWith(formOf('action="/search" method="post"'));
      site.pages.set('/search', (request, response) => {
        let sent = '';
        request.on('data', (chunk) => {
          sent += String(chunk);
        });
        request.on('end', () => {
          response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
          response.end(results([new URLSearchParams(sent).get('q') ?? '']));
        });
      });
      expect(outcomeOf(await site.look(DAY))).toMatchObject({ outcome: 'pass' });
    }, 60_000);

    it('is not tried where the rules do not ask for it', async () => {
      site.site.type = 'department';
      answer((words) => results([words]));
      expect(outcomeOf(await site.look(DAY))).toMatchObject({ outcome: 'not_applicable' });
      expect(asked()).toEqual([]);
    }, 60_000);
  });

  describe.skipIf(findBrowser('auto') === null)('with a browser (real Chromium; skipped without one)', () => {
    beforeEach(() => start([]));

    it('passes where script shows the title', async () => {
      answer((words) => {
        const html = encodeURIComponent(`<a href="/x.html">${words}</a>`);
        const script = `<script>document.getElementById('app').innerHTML = decodeURIComponent("${html}");</script>`;
        return pageOf('搜索结果', `<div id="app"></div>${script}`);
      });
      expect(outcomeOf(await site.look(DAY))).toMatchObject({ outcome: 'pass' });
    }, 120_000);

    it('is asked in the charset that the page came in, also where the page was rendered', async () => {
      const byScript = `<div id="news"></div><script>document.getElementById('news').innerHTML = ${JSON.stringify(LIST)};</script>`;
      site.pages.set('/', (_, response) => {
        const html = pageOf('首页', BOX + byScript, NAV).replace('charset="utf-8"', 'charset="gb2312"');
        expect(html).toContain('gb2312');
        response.writeHead(200, { 'content-type': 'text/html' }).end(encodeGb18030(html));
      });
      site.pages.set('/news/', pageOf('政务动态', LIST, NAV));
      for (const title of TITLES)
        site.pages.set(`/search?${urlEncoded({ q: title }, 'gbk')}`, results([title]));
      expect(outcomeOf(await site.look(DAY))).toMatchObject({ outcome: 'pass' });
      expect(asked()).toEqual([`/search?${urlEncoded({ q: TITLES[2] ?? '' }, 'gbk')}`]);
    }, 120_000);

    it('is accused of nothing where its results stand in another charset than they state', async () => {
      answer((words, _, response) => {
        const script = `<script>var a = document.getElementById('app'); a.innerHTML = '<a href="/x.html">' + a.dataset.title + '</a>';</script>`;
        const html = pageOf('搜索结果', `<div id="app" data-title="${words}"></div>${script}`);
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(encodeGb18030(html));
        return '';
      });
      expect(outcomeOf(await site.look(DAY))).toMatchObject({ outcome: 'undetermined' });
    }, 120_000);

    it('fails where the only links of its results are those of the front page', async () => {
      const front = `<ul>${TITLES.slice(0, 2)
        .map(
          (_, i) =>
            `<li><a href="/hot/${i}.html">今日热点新闻专题报道第${i}期</a><span>${DATES[i]}</span></li>`,
        )
        .join('')}</ul>`;
      homeWith(BOX + front);
      answer(() => pageOf('搜索结果', `${front}<div class="result"><p>共找到 0 条结果</p></div>`));
      const outcome = outcomeOf(await site.look(DAY));
      expect(outcome).toMatchObject({ outcome: 'fail', facts: { tried: [{ gave: 'nothing' }, {}, {}, {}] } });
    }, 120_000);

    it('is accused of nothing where its page of results does not get its own data', async () => {
      const asking = (shown: string, then = '') =>
        pageOf(
          '搜索结果',
          `<div class="result" id="r">${shown}</div><script>fetch('/data' + location.search).then(function (a) { return a.json(); }).then(function () {}, function () { ${then} });</script>`,
        );
      const pages = [
        asking(''),
        // What is there before the data come, and what lists of component libraries show without them.
        asking('<p>共找到 <span id="total">0</span> 条结果</p>'),
        asking('', "document.getElementById('r').innerHTML = '<p>没有找到相关结果</p>';"),
        asking('<div style="display:none"><p>没有找到相关结果</p></div>'),
      ];
      const data = `http://www.yl.gov.cn/data?${new URLSearchParams({ q: TITLES[2] ?? '' })}`;
      const nothing = { gave: 'nothing', unanswered: [expect.any(String)] };
      for (const [i, html] of pages.entries()) {
        answer(() => html);
        expect(outcomeOf(await site.look(`2024-06-20T1${i}:00:00+08:00`))).toMatchObject({
          ...{ outcome: 'undetermined', reason: 'not_observed' },
          facts: { tried: [{ ...nothing, unanswered: [data] }, nothing, nothing, nothing] },
        });
      }
      expect(site.asked.some((path) => path.startsWith('/data'))).toBe(true);
    }, 240_000);

    it('is accused of nothing where its page of results says nothing, or only what an empty list shows', async () => {
      for (const [i, shown] of ['', '<p>暂无数据</p>', '<p>请换个词</p>'].entries()) {
        answer(() => pageOf('搜索结果', `<div class="result">${shown}</div>`));
        expect(outcomeOf(await site.look(`2024-06-20T1${i}:00:00+08:00`))).toMatchObject({
          ...{ outcome: 'undetermined', reason: 'selector_lost' },
        });
      }
    }, 240_000);

    it('passes where a title is found after one of which its page said nothing', async () => {
      answer((words) => (words === TITLES[2] ? pageOf('搜索结果', '<p>请稍候</p>') : results([words])));
      expect(outcomeOf(await site.look(DAY))).toMatchObject({
        ...{ outcome: 'pass', facts: { tried: [{ gave: 'nothing' }, { gave: 'found' }] } },
      });
    }, 120_000);

    it('fails by the words with which it says so, and shows them', async () => {
      const says = [
        (words: string) => `<p>抱歉，没有找到与“<em>${words}</em>”相关的内容</p>`,
        () => '<p>共找到 0 条结果</p>',
        () => '<h3>没有找到相关内容</h3>',
        // Its script had to ask first; the words came after the answer.
        (words: string) =>
          `<div id="r"></div><script>fetch('/data').then(function () { document.getElementById('r').innerHTML = '<p>未检索到“${words}”的相关信息</p>'; });</script>`,
      ];
      site.pages.set('/data', '{"results":[]}');
      for (const [i, say] of says.entries()) {
        answer((words) => pageOf('搜索结果', `<div class="result">${say(words)}</div>`));
        const outcome = outcomeOf(await site.look(`2024-06-20T1${i}:00:00+08:00`));
        const nothing = {
          gave: 'nothing',
          said: {
            selector: expect.stringMatching(/div\.result|div#r/),
            text: expect.stringMatching(/没有找到|0 条|未检索到/),
          },
        };
        expect(outcome).toMatchObject({
          outcome: 'fail',
          facts: { tried: [nothing, nothing, nothing, nothing] },
        });
        expect(outcome?.message).toMatch(/没有找到|0 条|未检索到/);
      }
    }, 240_000);

    it('is accused by no words of a title, and by none that stand on the front page as well', async () => {
      const letters = '<ul><li><a href="/l/1.html">没有找到相关政策文件</a><span>2024-06-19</span></li></ul>';
      homeWith(`${BOX}${letters}<p>没有相关信息</p>`);
      answer(() => pageOf('搜索结果', `${letters}<div class="result"><p>没有相关信息</p></div>`));
      expect(outcomeOf(await site.look(DAY))).toMatchObject({ outcome: 'undetermined' });
      answer((words) => pageOf('搜索结果', `<div class="result"><p>${words}：共 10 条</p></div>`));
      expect(outcomeOf(await site.look('2024-06-20T12:00:00+08:00'))).toMatchObject({
        outcome: 'undetermined',
      });
    }, 120_000);

    it('fails where none of four titles brings a result, and is a notice where others come', async () => {
      answer(() => pageOf('搜索结果', '<div class="result"><p>共找到 0 条结果</p></div>'));
      expect(outcomeOf(await site.look(DAY))).toMatchObject({
        outcome: 'fail',
        facts: {
          tried: [{ gave: 'nothing' }, { gave: 'nothing' }, { gave: 'nothing' }, { gave: 'nothing' }],
        },
      });
      const others = Array.from({ length: 8 }, (_, i) => `关于印发第${i}号工作方案的通知`);
      answer(() => results(others));
      expect(outcomeOf(await site.look('2024-06-20T12:00:00+08:00'))).toMatchObject({ outcome: 'notice' });
    }, 120_000);
  });
});
