import { describe, expect, it } from 'vitest';
import { columnPage, datesOf, mainOf, readHtml } from './read-html.ts';

/** Ways in which lists are written that were once misread. */

const TITLES = [
  '县人民政府办公室关于印发2023年重点工作任务的通知',
  '关于2024年上半年事业单位公开招聘面试公告',
  '市生态环境局召开2024年度党风廉政建设会议',
];
const DATES = ['2024-06-27', '2024-06-25', '2024-05-31'];
const rows = (row: (title: string, date: string, i: number) => string) =>
  TITLES.map((title, i) => row(title, DATES[i] ?? '', i)).join('\n');
const titlesOf = (html: string) => mainOf(readHtml(html))?.items.map(({ title }) => title);

describe('an entry that is one link around everything', () => {
  it('has the heading in it for its title, not the day, the summary and the count of visits', () => {
    const boxes = columnPage(
      `<ul>${rows((t, d, i) => `<li><a href="/info/1044/1000${i}.htm"><div class="time"><h3>${d.slice(8)}</h3><p>${d.slice(0, 7)}</p></div><div class="txt"><h4>${t}</h4><p>为深入贯彻落实决策部署，根据2021年12月1日印发的方案，现通知如下……</p></div></a></li>`)}</ul>`,
    );
    expect(titlesOf(boxes)).toEqual(TITLES);
    expect(datesOf(readHtml(boxes))).toEqual(DATES);
    const cards = columnPage(
      `<div class="list">${rows((t, d, i) => `<a href="/a/1234${i}.html" class="row"><span class="tit">${t}</span><span>根据《国务院办公厅关于2023年部分节假日安排的通知》，现将有关事项公告如下……</span><i>${d} 08:30</i><i>123</i></a>`)}</div>`,
    );
    expect(titlesOf(cards)).toEqual(TITLES);
    expect(datesOf(readHtml(cards))).toEqual(DATES);
  });
});

describe('dates of list entries', () => {
  it('are not the span in which opinions were asked for', () => {
    const asked = (i: number) => `征集时间：2024-03-0${i + 1} 至 2024-04-0${i + 1}`;
    const both = columnPage(
      `<ul>${rows((t, d, i) => `<li><a href="/a/1234${i}.html">${t}</a><p>${asked(i)}</p><p>状态：已结束</p><p>发布时间：${d}</p></li>`)}</ul>`,
      '意见征集',
    );
    expect(datesOf(readHtml(both))).toEqual(DATES);
    const only = columnPage(
      `<ul>${rows((t, _, i) => `<li><a href="/a/1234${i}.html">${t}</a><p>${asked(i)}</p><span>已结束</span></li>`)}</ul>`,
      '意见征集',
    );
    expect(datesOf(readHtml(only))).toEqual([null, null, null]);
  });

  it('stand on any line of the text under the pointer', () => {
    const page = columnPage(
      `<ul>${rows((t, d, i) => `<li><a href="/a/1234${i}.html" title="${t}&#10;发布时间:${d}&#10;点击:12">${t}</a></li>`)}</ul>`,
    );
    expect(datesOf(readHtml(page))).toEqual(DATES);
    expect(titlesOf(page)).toEqual(TITLES);
  });

  it('are read where the month bears its English name', () => {
    const month = (d: string) => (d.slice(5, 7) === '06' ? 'Jun' : 'May');
    const page = columnPage(
      `<ul>${rows((t, d, i) => `<li><div class="date"><b>${d.slice(8)}</b><span>${month(d)}, ${d.slice(0, 4)}</span></div><a href="/a/1234${i}.html">${t}</a></li>`)}</ul>`,
    );
    expect(datesOf(readHtml(page))).toEqual(DATES);
  });

  it('have the year of the heading over them where they bear none', () => {
    const list = (year: number) =>
      `<h3>${year}年</h3><ul>${rows((t, d, i) => `<li><a href="/a/${year}1234${i}.html">${t}</a><span>${d.slice(5)}</span></li>`)}</ul>`;
    const page = readHtml(columnPage(`<div>${list(2023)}${list(2022)}</div>`));
    expect(page.lists.map(({ latest }) => latest)).toEqual(['2023-06-27', '2022-06-27']);
  });
});

describe('a column without entries', () => {
  it('says so in more words than one', () => {
    for (const words of [
      '栏目建设中，敬请期待！',
      '本栏目正在建设中，请稍后访问',
      '该栏目内容正在完善，敬请关注',
      '内容更新中，敬请期待…',
      '暂无内容，敬请期待',
      '当前栏目还没有添加任何内容！',
      '没有符合条件的记录',
      '此栏目下没有内容',
    ]) {
      const page = readHtml(columnPage(`<div class="con"><p>${words}</p></div>`));
      expect([words, mainOf(page)?.items]).toEqual([words, []]);
    }
  });

  it('is one whose records in the page’s script are none', () => {
    const page = readHtml(
      columnPage(
        '<div id="5"><script type="text/xml"><datastore><totalrecord>0</totalrecord><totalpage>0</totalpage><recordset></recordset></datastore></script></div>',
      ),
      'https://www.example.gov.cn/col/col33/index.html',
    );
    expect(mainOf(page)).toMatchObject({ items: [], total: 0 });
  });
});

describe('a gallery', () => {
  it('is an undated list of articles, however short their titles', () => {
    const page = readHtml(
      columnPage(
        `<ul>${['大美示例', '出行', '步入千树园', '“厚土”'].map((t, i) => `<li><div class="pic"><a href="2018-07-01/49${i}.html"><img src="/d/${i}.jpg"></a></div><div class="txt"><a href="2018-07-01/49${i}.html">${t}</a></div></li>`).join('')}</ul>`,
        '图说示例',
      ),
    );
    expect(page.kind).toBe('list');
    expect(mainOf(page)).toMatchObject({ latest: null, confidence: 0.5 });
    expect(mainOf(page)?.items).toHaveLength(4);
  });
});

describe('blocks and tabs of an overview', () => {
  const list = (year: number, style = '') =>
    `<ul${style}>${rows((t, d, i) => `<li><a href="/z/${year}/1234${i}.html">${t}</a><span>${year}${d.slice(4)}</span></li>`)}</ul>`;

  it('are no items of a list, however few entries each has', () => {
    const page = readHtml(
      columnPage(
        ['通知公告', '政策文件', '人事信息']
          .map(
            (name, i) => `<div class="box"><h2><a href="/zw/c${i}/">${name}</a></h2>${list(2024 - i)}</div>`,
          )
          .join(''),
        '政务公开',
      ),
    );
    expect(page.lists.map(({ name, latest, main }) => [name, latest, main])).toEqual([
      ['通知公告', '2024-06-27', false],
      ['政策文件', '2023-06-27', false],
      ['人事信息', '2022-06-27', false],
    ]);
  });

  it('are not run together where one of them is hidden', () => {
    const page = readHtml(
      columnPage(`<div class="bd">${list(2022)}${list(2024, ' style="display:none"')}</div>`),
    );
    expect(page.lists.map(({ latest }) => latest)).toEqual(['2022-06-27', '2024-06-27']);
  });
});
