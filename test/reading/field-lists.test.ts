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

  it('has its own title, not the longer name of the office beside it', () => {
    const office = '<a href="/bm/1/">示例县人力资源和社会保障局机关后勤服务和信息化保障中心</a>';
    const page = columnPage(
      `<ul>${rows((t, d, i) => `<li><a href="/a/1234${i}.html">${t}</a>${office}<span>${d}</span></li>`)}</ul>`,
    );
    expect(titlesOf(page)).toEqual(TITLES);
  });

  it('leads where 查看 or its picture does when its title is no link', () => {
    const ways = ['<a href="/a/1234.html">查看</a>', '<a href="/a/1234.html"><img src="/a.jpg"></a>'];
    for (const way of ways) {
      const page = readHtml(
        columnPage(`<ul>${rows((t, d) => `<li>${way}<span>${t}</span><span>${d}</span></li>`)}</ul>`),
      );
      expect(mainOf(page)?.items.map(({ url }) => new URL(url).pathname)).toEqual(
        TITLES.map(() => '/a/1234.html'),
      );
    }
  });

  it('has neither the month of its day box nor the day of the document for its title', () => {
    const boxes = columnPage(
      `<div>${rows((t, d, i) => `<a class="box" href="/a/1234${i}.html"><div class="b1">${d.slice(8)}</div><div class="b2">${d.slice(0, 7)}</div><div class="b3">${t}</div></a>`)}</div>`,
    );
    expect(titlesOf(boxes)).toEqual(TITLES);
    expect(datesOf(readHtml(boxes))).toEqual(DATES);
    const lines = columnPage(
      `<ul>${rows((t, d, i) => `<li><a href="/a/1234${i}.html"><span>${t}</span><span>发布日期：${d}</span><span>成文日期：2020-01-0${i + 1}</span></a></li>`)}</ul>`,
    );
    expect(titlesOf(lines)).toEqual(TITLES);
    expect(datesOf(readHtml(lines))).toEqual(DATES);
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

describe('dates beside other words and days', () => {
  const table = (head: string, row: (title: string, date: string, i: number) => string) =>
    columnPage(`<table>${head}${rows((t, d, i) => `<tr>${row(t, d, i)}</tr>`)}</table>`, '规范性文件');
  const link = (t: string, i: number) => `<a href="/a/1234${i}.html">${t}</a>`;
  const earlier = (i: number) => `2021-02-0${i + 1}`;

  it('are read whatever state the document before them is said to be in', () => {
    const states = ['有效', '已废止', '失效'];
    const head = '<tr><th>标题</th><th>有效性</th><th>发布日期</th></tr>';
    for (const top of [head, ''])
      expect(
        datesOf(
          readHtml(table(top, (t, d, i) => `<td>${link(t, i)}</td><td>${states[i]}</td><td>${d}</td>`)),
        ),
      ).toEqual(DATES);
    const asked = columnPage(
      `<ul>${rows((t, d, i) => `<li>${link(t, i)}<span>已办结</span><span>${d}</span></li>`)}</ul>`,
    );
    expect(datesOf(readHtml(asked))).toEqual(DATES);
  });

  it('are read behind a second link to the same article, whatever its title tells of', () => {
    const page = columnPage(
      `<ul>${rows((_, d, i) => {
        const title = `县政府第${i}次常务会议研究防汛活动`;
        return `<li><a class="wide" href="/a/1234${i}.html" title="${title}">${title}</a><a class="small" href="/a/1234${i}.html">${title}</a><span>${d}</span></li>`;
      })}</ul>`,
    );
    expect(datesOf(readHtml(page))).toEqual(DATES);
  });

  it('are read below details of the document that the page shows under the pointer', () => {
    const details = (i: number) =>
      `<div class="box"><table><tr><td>索引号：</td><td>AB0${i}/2024-000${i}</td></tr><tr><td>生成日期：</td><td>${earlier(i)}</td></tr><tr><td>有效性：</td><td>有效</td></tr></table></div>`;
    const page = columnPage(
      `<div>${rows((t, d, i) => `<ul class="row"><li class="mc">${link(t, i)}${details(i)}</li><li class="rq">${d}</li></ul>`)}</div>`,
    );
    expect(datesOf(readHtml(page))).toEqual(DATES);
  });

  it('are those of the column whose head names the day of publication, wherever the head stands', () => {
    const names = ['标题', '发布日期', '成文日期'];
    const cells = (tag: string) => names.map((name) => `<${tag}>${name}</${tag}>`).join('');
    const two = (tag: string) => (t: string, d: string, i: number) =>
      [link(t, i), d, earlier(i)].map((cell) => `<${tag}>${cell}</${tag}>`).join('');
    const apart = columnPage(
      `<table><tr>${cells('td')}</tr></table><table>${rows((t, d, i) => `<tr>${two('td')(t, d, i)}</tr>`)}</table>`,
    );
    const inDivs = columnPage(
      `<div class="table"><div class="head">${cells('div')}</div>${rows((t, d, i) => `<div class="row">${two('div')(t, d, i)}</div>`)}</div>`,
    );
    const over = columnPage(
      `<div class="head">${cells('span')}</div><ul>${rows((t, d, i) => `<li>${two('span')(t, d, i)}</li>`)}</ul>`,
    );
    const spanning = table(
      '<tr><th colspan="2">标题</th><th>发布日期</th><th>成文日期</th></tr>',
      (t, d, i) => `<td>${i}</td>${two('td')(t, d, i)}`,
    );
    const grouped = table(
      '<tr><th>类别</th><th>标题</th><th>成文日期</th><th>发布日期</th></tr>',
      (t, d, i) =>
        `${i === 0 ? '<td rowspan="3">财政信息</td>' : ''}<td>${link(t, i)}</td><td>${earlier(i)}</td><td>${d}</td>`,
    );
    for (const page of [apart, inDivs, over, spanning, grouped])
      expect(datesOf(readHtml(page))).toEqual(DATES);
  });

  it('are those of publication before those of the document', () => {
    const head = '<tr><th>标题</th><th>发布日期</th><th>发文日期</th></tr>';
    const page = table(head, (t, d, i) => `<td>${link(t, i)}</td><td>${d}</td><td>${earlier(i)}</td>`);
    expect(datesOf(readHtml(page))).toEqual(DATES);
    const inLinks = columnPage(
      `<ul>${rows((t, d, i) => `<li><a href="/a/1234${i}.html"><p>${t}</p><p><em>发布日期</em><i>${d}</i><em>成文日期</em><i>${earlier(i)}</i></p></a></li>`)}</ul>`,
    );
    expect(datesOf(readHtml(inLinks))).toEqual(DATES);
    for (const colon of ['：', ''])
      for (const name of ['发布日期', '发 布 日 期']) {
        const labelled = columnPage(
          `<ul>${rows((t, d, i) => `<li>${link(t, i)}<p><span>${name}</span>${colon}<span>${d}</span><span>成文日期</span>${colon}<span>${earlier(i)}</span></p></li>`)}</ul>`,
        );
        expect(datesOf(readHtml(labelled))).toEqual(DATES);
      }
  });

  it('are read behind a line of dots, a stroke or a summary that ends in any word', () => {
    for (const between of [
      '<span>——————</span>',
      ' - ',
      '<i>~</i>',
      '<p>会议指出，要把各项工作落实到</p>',
      '<p>示例县财政局公布2024年度预算——</p>',
    ]) {
      const page = columnPage(
        `<ul>${rows((t, d, i) => `<li>${link(t, i)}${between}<span>${d}</span></li>`)}</ul>`,
      );
      expect(datesOf(readHtml(page))).toEqual(DATES);
    }
    // Between two days a stroke makes a span.
    const span = columnPage(
      `<ul>${rows((t, d, i) => `<li>${link(t, i)}<b>${earlier(i)}</b><i>~</i><b>${d}</b></li>`)}</ul>`,
    );
    expect(datesOf(readHtml(span))).toEqual([null, null, null]);
  });

  it('are those of publication before any other that a head names', () => {
    for (const [one, other] of [
      ['公示日期', '许可决定日期'],
      ['公告日期', '登记日期'],
      ['发布时间', '更新时间'],
    ]) {
      const head = `<tr><th>标题</th><th>${one}</th><th>${other}</th></tr>`;
      const page = table(head, (t, d, i) => `<td>${link(t, i)}</td><td>${d}</td><td>${earlier(i)}</td>`);
      expect(datesOf(readHtml(page))).toEqual(DATES);
    }
  });

  it('are read beside the name of an office, and beside no other words', () => {
    const beside = (words: (date: string) => string) =>
      datesOf(
        readHtml(
          columnPage(`<ul>${rows((t, d, i) => `<li>${link(t, i)}<span>${words(d)}</span></li>`)}</ul>`),
        ),
      );
    expect(beside((d) => `${d} 县应急管理局`)).toEqual(DATES);
    expect(beside((d) => `县政府办公室 | ${d}`)).toEqual(DATES);
    expect(beside((d) => `发布人：张某 ${d}`)).toEqual(DATES);
    expect(beside((d) => `${d} 全县防汛演练`)).toEqual([null, null, null]);
  });

  it('do not take a count of visits for their year', () => {
    const counted = (counts: number[]) =>
      datesOf(
        readHtml(
          columnPage(
            `<ul>${rows((t, d, i) => `<li>${link(t, i)}<span>${d.slice(5)}</span><span>${counts[i]}</span></li>`)}</ul>`,
          ),
        ),
      );
    expect(counted([2019, 871, 3022])).toEqual(DATES);
    // Where every entry shows one it is the year.
    expect(counted([2024, 2024, 2023])).toEqual([DATES[0], DATES[1], '2023-05-31']);
  });

  it('are unknown where one of them shows that days stand before months', () => {
    const written = (days: string[]) =>
      datesOf(
        readHtml(
          columnPage(`<ul>${rows((t, _, i) => `<li>${link(t, i)}<span>${days[i]}</span></li>`)}</ul>`),
        ),
      );
    expect(written(['20/06', '11/06', '06/05'])).toEqual([null, null, null]);
    expect(written(['05-06-2024', '30-05-2024', '29-05-2024'])).toEqual([null, null, null]);
    // A number that looks like one beside dates with years is a number.
    expect(written([DATES[0] ?? '', '13/12', DATES[2] ?? ''])).toEqual([DATES[0], null, DATES[2]]);
  });

  it('are unknown where every entry shows two days and nothing tells which is which', () => {
    const page = table('', (t, d, i) => `<td>${link(t, i)}</td><td>${d}</td><td>${earlier(i)}</td>`);
    expect(datesOf(readHtml(page))).toEqual([null, null, null]);
    // One day shown twice is one.
    const twice = table('', (t, d, i) => `<td>${link(t, i)}</td><td>${d}</td><td>${d} 08:00</td>`);
    expect(datesOf(readHtml(twice))).toEqual(DATES);
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
