import { describe, expect, it } from 'vitest';
import type { CivilDate } from '../../src/domain/civil-date.ts';
import { columnPage, datesOf, mainOf, readHtml, readRendered } from './read-html.ts';

const li = (
  title: string,
  date: string,
  href = `/xxgk/tzgg/content_${title.length}${date.replace(/\D/g, '')}.html`,
) => `<li><a href="${href}">${title}</a><span>${date}</span></li>`;
const T = '关于开展农村饮水安全检查工作的通知';

describe('choosing the list a page is about', () => {
  it('reports a pinned old item first, marks it, and takes the newest date from below', () => {
    const page = readHtml(
      columnPage(
        `<ul>${li('示例县机构改革公告', '2021-03-01')}${li(T, '2024-06-20')}${li(T, '2024-06-18')}${li(T, '2024-06-11')}</ul>`,
      ),
    );
    expect(mainOf(page)?.items.map(({ pinned }) => pinned)).toEqual([true, false, false, false]);
    expect(mainOf(page)?.latest).toBe('2024-06-20');
  });

  it('knows 置顶 by its word, which is no part of the title', () => {
    const page = readHtml(
      columnPage(
        `<ul>${li('[置顶]示例县机构改革公告', '2024-06-25')}${li(T, '2024-06-20')}${li(T, '2024-06-18')}</ul>`,
      ),
    );
    expect(mainOf(page)?.items[0]).toMatchObject({ title: '示例县机构改革公告', pinned: true });
    expect(mainOf(page)?.items[1]?.pinned).toBe(false);
  });

  it('takes dates that a title tells of for no publication dates', () => {
    const items = [
      '2024年6月18日县政府常务会议召开',
      '2024年5月30日县政府常务会议召开',
      '6月1日至6月5日停水通告发布了',
    ]
      .map((title, i) => `<li><a href="/n/content_1000${i}.html">${title}</a></li>`)
      .join('');
    expect(datesOf(readHtml(columnPage(`<ul>${items}</ul>`)))).toEqual([null, null, null]);
  });

  it('prefers the column to a fresher list of hot articles beside it', () => {
    const hot = `<div class="right"><h3>热点文章</h3><ul>${li(T, '2024-06-27')}${li(T, '2024-06-26')}${li(T, '2024-06-25')}</ul></div>`;
    const own = `<div class="left"><ul>${li(T, '2023-01-03')}${li(T, '2022-12-01')}${li(T, '2022-06-11')}${li(T, '2022-06-01')}</ul><div class="page">共 4 条 <a href="?p=1">首页</a></div></div>`;
    for (const list of [own + hot, hot + own]) {
      const page = readHtml(columnPage(list));
      expect(mainOf(page)?.latest).toBe('2023-01-03');
      expect(mainOf(page)?.total).toBe(4);
      expect(page.lists.find(({ name }) => name === '热点文章')?.confidence).toBeLessThan(0.5);
    }
  });

  it('names no main list on an overview whose blocks each lead to more', () => {
    const block = (name: string, dir: string, date: string) =>
      `<div class="block"><div class="tit"><h2>${name}</h2><a class="more" href="/xxgk/${dir}/">更多&gt;&gt;</a></div><ul>${li(T, date)}${li(T, '2024-01-02')}${li(T, '2024-01-01')}</ul></div>`;
    const page = readHtml(
      columnPage(
        block('政策文件', 'zcwj', '2024-06-20') +
          block('人事信息', 'rsxx', '2024-03-05') +
          block('财政信息', 'czxx', '2024-05-01'),
        '信息公开',
      ),
    );
    expect(mainOf(page)).toBeUndefined();
    expect(page.lists.map(({ name, moreUrl }) => [name, moreUrl])).toEqual([
      ['政策文件', 'https://www.example.gov.cn/xxgk/zcwj/'],
      ['人事信息', 'https://www.example.gov.cn/xxgk/rsxx/'],
      ['财政信息', 'https://www.example.gov.cn/xxgk/czxx/'],
    ]);
    expect(page.kind).toBe('list');
  });

  it('reads a list of a single item', () => {
    const page = readHtml(
      columnPage(`<div class="right_list"><ul class="list">${li(T, '2024-06-20')}</ul></div>`),
    );
    expect(datesOf(page)).toEqual(['2024-06-20']);
  });

  it('takes the menus of a page for no lists', () => {
    const menu = `<ul class="leftmenu">${['机构设置', '领导信息', '政策文件', '规划计划', '统计信息'].map((name, i) => `<li><a href="/xxgk/c${i}/">${name}</a></li>`).join('')}</ul>`;
    const links = `<div class="yqlj">${['示例县教育体育局政府网站', '示例县人力资源和社会保障局', '示例县自然资源和规划局网站', '示例县退役军人事务局网站'].map((name, i) => `<a href="http://d${i}.example.gov.cn/">${name}</a>`).join('')}</div>`;
    const page = readHtml(columnPage(menu + links));
    expect(page.lists.filter(({ confidence }) => confidence >= 0.5)).toEqual([]);
  });

  it('keeps an undated list of articles, with less confidence', () => {
    const items = [T, '示例县关于加强秸秆禁烧工作的通告', '示例县城区道路停车收费标准公示']
      .map((t, i) => `<li><a href="/x/20240${i}1/content_${i}11.html">${t}</a></li>`)
      .join('');
    const page = readHtml(columnPage(`<ul class="list">${items}</ul>`));
    expect(datesOf(page)).toEqual([null, null, null]);
    expect(mainOf(page)?.confidence).toBeGreaterThanOrEqual(0.5);
    expect(mainOf(page)?.confidence).toBeLessThan(0.9);
  });

  it('resolves dates without a year across the turn of the year, never into the future', () => {
    const items = ['01-05', '12-30', '12-28', '06-19', '02-29']
      .map((date, i) => li(`${T}（${i}）`, date, `/a/${i}.html`))
      .join('');
    const page = readHtml(columnPage(`<ul>${items}</ul>`), undefined, '2024-01-10' as CivilDate);
    expect(datesOf(page)).toEqual(['2024-01-05', '2023-12-30', '2023-12-28', '2023-06-19', '2020-02-29']);
  });

  it('is not led by a pinned item to push dates without a year into last year', () => {
    const items = ['03-01', '06-18', '06-15', '05-30', '05-02']
      .map((date, i) => li(`${T}（${i}）`, date, `/a/${i}.html`))
      .join('');
    expect(datesOf(readHtml(columnPage(`<ul>${items}</ul>`)))).toEqual([
      '2024-03-01',
      '2024-06-18',
      '2024-06-15',
      '2024-05-30',
      '2024-05-02',
    ]);
  });

  it('takes the year of a date without one from the address of its article', () => {
    const items = [
      li(T, '06-18', '/xw/202106/t20210618_12345.html'),
      li(T, '05-30', '/xw/202105/t20210530_12340.html'),
    ].join('');
    expect(
      datesOf(readHtml(columnPage(`<ul>${items}${li(T, '05-02', '/xw/202105/t20210502_1.html')}</ul>`))),
    ).toEqual(['2021-06-18', '2021-05-30', '2021-05-02']);
  });

  it('keeps the date shown where the address bears another, and reports the other', () => {
    const page = readHtml(
      columnPage(
        `<ul>${li(T, '2024-06-18', '/xw/202406/t20240620_12345.html')}${li(T, '2024-06-10', '/xw/202406/t20240610_1.html')}</ul>`,
      ),
    );
    expect(mainOf(page)?.items[0]).toMatchObject({ date: '2024-06-18', urlDate: '2024-06-20' });
    expect(mainOf(page)?.items[1]?.urlDate).toBeUndefined();
  });

  it('leaves a date that lies in the future out of the newest one', () => {
    const page = readHtml(
      columnPage(`<ul>${li(T, '2042-06-18')}${li(T, '2024-06-10')}${li(T, '2024-06-01')}</ul>`),
    );
    expect(mainOf(page)?.latest).toBe('2024-06-10');
  });

  it('reads the list that 大汉 pages keep as records inside a script', () => {
    const records = ['2024-06-20', '2024-06-11']
      .map(
        (date, i) =>
          `<record><![CDATA[<tr><td><a href="/art/2024/6/${i}/art_1_${i}23.html" title="${T}">${T.slice(0, 8)}...</a></td><td>${date}</td></tr>]]></record>`,
      )
      .join('');
    const page = readHtml(
      columnPage(
        `<div id="8888"><script type="text/xml"><datastore><nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1&appid=1"></a>]]></nextgroup><recordset>${records}</recordset></datastore></script></div>`,
      ),
    );
    expect(mainOf(page)?.items).toMatchObject([
      { title: T, date: '2024-06-20' },
      { title: T, date: '2024-06-11' },
    ]);
    expect(page.kind).toBe('list');
    expect(page.complete).toBe(true);
  });
});

describe('recognising an empty column', () => {
  it('reports an empty main list where the page says that there is nothing', () => {
    for (const words of [
      '暂无信息',
      '暂无相关内容！',
      '对不起，该栏目下暂无信息。',
      '没有找到相关数据',
      '栏目建设中...',
    ]) {
      const page = readHtml(columnPage(`<div class="list"><p>${words}</p></div>`));
      expect([words, mainOf(page)?.items]).toEqual([words, []]);
    }
  });

  it('reports an empty main list where the list stands there without items and no script could fill it', () => {
    const page = readHtml(columnPage('<ul class="news_list"></ul><div class="page"></div>'));
    expect(mainOf(page)).toMatchObject({ items: [], latest: null });
    expect(page.complete).toBe(true);
  });

  it('reports an empty main list where the pager counts no items', () => {
    const table =
      '<table class="lb"></table><table><tr><td>通知公告 共 0 条 页次：1/1 <a href="?page=1">下一页</a></td></tr></table>';
    expect(mainOf(readHtml(columnPage(table)))).toMatchObject({ items: [], total: 0 });
  });

  it('believes the rendered page’s words that there is nothing, but not the silence of a list still to come', () => {
    const loads = `<script>var x = new XMLHttpRequest(); x.open('GET', '/api/list');</script>`;
    const said = columnPage(`<div id="art"><p>暂无数据</p></div>${loads}`);
    expect(mainOf(readRendered(said))).toMatchObject({ items: [], total: 0 });
    expect(mainOf(readHtml(said))).toBeUndefined();
    expect(mainOf(readRendered(columnPage(`<ul class="list"></ul>${loads}`)))).toBeUndefined();
    const inline = `<div class="news"><ul></ul></div><script>box.innerHTML = '<ul><li></li></ul>';</script>`;
    expect(mainOf(readRendered(columnPage(inline)))).toMatchObject({ items: [] });
  });

  it('finds a column empty whose list stands in a frame of its own', () => {
    const frame =
      '<html><head><title>通知公告</title></head><body><ul class="list"></ul><p>下一页 1/1</p></body></html>';
    expect(mainOf(readHtml(frame))).toMatchObject({ items: [] });
  });

  it('does not take a list that script fills for an empty column', () => {
    const page = readHtml(
      columnPage(
        `<ul class="news_list" id="list"></ul><script>$.ajax({url:'/api/list',success:function(d){$('#list').html(d)}})</script>`,
      ),
    );
    expect(mainOf(page)).toBeUndefined();
    expect(page.complete).toBe(false);
  });

  it('does not take the words of an article for an empty column', () => {
    const page = readHtml(
      columnPage(`<ul>${li('关于目前暂无相关信息的说明', '2024-06-20')}${li(T, '2024-06-11')}</ul>`),
    );
    expect(mainOf(page)?.items).toHaveLength(2);
  });
});

describe('a list in parts', () => {
  const DAYS = ['2024-06-20', '2024-06-18', '2024-06-11', '2024-05-30', '2024-05-06', '2024-03-12'];
  const pager = '<div class="page">共 60 条 <a href="index_1.html">下一页</a></div>';
  const entry = (day: string) =>
    `<a href="/a/${day.replaceAll('-', '')}00.html">关于${day.slice(5)}有关事项的公告</a>`;
  const item = (day: string) => `<li>${entry(day)}<span>${day}</span></li>`;
  const row = (day: string) => `<tr><td>${entry(day)}</td><td>${day}</td></tr>`;
  const parts = (open: string, one: (day: string) => string, close: string) =>
    [0, 2, 4]
      .map(
        (k) =>
          `${open}${DAYS.slice(k, k + 2)
            .map(one)
            .join('')}${close}`,
      )
      .join('\n');
  const PARTED: Record<string, string> = {
    lists: parts('<ul class="five">', item, '</ul>'),
    'lists in boxes': parts('<div class="box"><ul>', item, '</ul></div>'),
    tables: parts('<table>', row, '</table>'),
    'lists with a line between': parts('<ul>', item, '</ul><hr>'),
  };
  for (const [name, list] of Object.entries(PARTED)) {
    it(`is one where it is parted into ${name}`, () => {
      for (const end of [pager, '']) expect(datesOf(readHtml(columnPage(list + end)))).toEqual(DAYS);
    });
  }

  it('is as new as its newest part where they are not sure to be one', () => {
    const undated = (days: readonly string[]) =>
      `<ul>${days.map((day) => `<li>${entry(day)}</li>`).join('')}</ul>`;
    const boxes = [DAYS.slice(0, 3), DAYS.slice(3)].map((days) => `<div class="box">${undated(days)}</div>`);
    const first = mainOf(readHtml(columnPage(boxes.join('') + pager)))?.items[0]?.url;
    expect(first).toContain(DAYS[0]?.replaceAll('-', ''));
    const tabs = [DAYS.slice(2), DAYS.slice(0, 2)].map(
      (days) => `<div class="pane"><ul>${days.map(item).join('')}</ul></div>`,
    );
    const page = readHtml(columnPage(tabs.join('') + pager));
    expect(page.lists).toHaveLength(2);
    expect(mainOf(page)?.latest).toBe('2024-06-20');
  });

  it('is not the block of the newest texts that stands between it and the pager', () => {
    const list = `<ul>${DAYS.map(item).join('')}</ul>`;
    const beside = `<div class="side"><h3>最新公开</h3><ul>${['06-27', '06-26'].map(item).join('')}</ul></div>`;
    expect(datesOf(readHtml(columnPage(list + beside + pager)))).toEqual(DAYS);
  });
});

describe('a list beside a longer one', () => {
  const rows = (n: number, year: string) =>
    `<ul>${Array.from({ length: n }, (_, i) => `<li><a href="/a/${year}00${i}.html">关于第${i}号有关事项的公告</a><span>${year}-05-${20 - i}</span></li>`).join('')}</ul>`;

  it('is the page’s where it bears its name', () => {
    const page = readHtml(
      columnPage(`<div>${rows(10, '2022')}</div><div><h2>通知公告</h2>${rows(4, '2024')}</div>`),
    );
    expect(mainOf(page)?.latest).toBe('2024-05-20');
  });

  it('leaves open whose the page is where it is the newer one and neither bears its name', () => {
    for (const head of ['<h3>政府公报</h3>', '']) {
      const page = readHtml(columnPage(`<div>${head}${rows(10, '2022')}</div><div>${rows(4, '2024')}</div>`));
      expect(mainOf(page)).toBeUndefined();
      // The older one beside it changes nothing.
      const fresh = readHtml(
        columnPage(`<div>${head}${rows(4, '2022')}</div><div>${rows(10, '2024')}</div>`),
      );
      expect(mainOf(fresh)?.latest).toBe('2024-05-20');
    }
  });

  it('is the page’s where the pager stands below it, though the whole page is called a page', () => {
    const more = '<div class="fy">共 231 条 <a href="index_1.html">下一页</a></div>';
    const inside = `<div>${rows(8, '2024')}${more}</div><div><h3>文件解读</h3>${rows(20, '2022')}</div>`;
    const page = readHtml(columnPage(inside).replace('<body>', '<body><div class="page">'));
    expect(mainOf(page)).toMatchObject({ latest: '2024-05-20', total: 231 });
  });

  it('is not named by the heads of its columns', () => {
    const head = '<div class="hd"><span>标题</span><span>发布日期</span></div>';
    expect(mainOf(readHtml(columnPage(head + rows(4, '2024'))))?.name).toBeNull();
  });
});

describe('an archive by years over one pager', () => {
  it('has the block of the newest year for its main list', () => {
    const year = (y: string, day: string) =>
      `<h3>${y}年</h3><ul>${[1, 2, 3].map((i) => `<li><a href="/a/${y}0${i}.html">关于第${i}批项目的公告</a><span>${day}</span></li>`).join('')}</ul>`;
    const page = readHtml(
      columnPage(`${year('2024', '06-18')}${year('2023', '05-10')}<div class="page">共 6 条</div>`),
    );
    expect(mainOf(page)?.latest).toBe('2024-06-18');
  });
});

describe('reading what a pager states', () => {
  const items = `<ul>${li(T, '2024-06-18')}${li(T, '2024-06-10')}${li(T, '2024-06-01')}</ul>`;
  const PAGERS: Record<string, string> = {
    'in words': '<div>共 231 条 第1/16页 <a href="index_2.html">下一页</a></div>',
    'as 博达 writes it':
      '<table><tr><td>共231条&nbsp;&nbsp;1/16&nbsp;</td><td><a href="1.htm">尾页</a></td></tr></table>',
    'as 帝国 writes it': '<a title="Total record">&nbsp;<b>231</b> </a><b>1</b> <a href="index_2.html">2</a>',
    'split over elements': '<div class="pagination">总记录数：<span>231</span> 每页15条</div>',
    'in a script': '<script>createPageHTML(16, 0, "index", "html", 231);</script>',
    'in an attribute': '<div class="pagination" rows="15" count="231" pageNo="1"></div>',
  };
  for (const [name, pager] of Object.entries(PAGERS)) {
    it(`finds the total ${name}`, () => {
      expect(mainOf(readHtml(columnPage(items + pager)))?.total).toBe(231);
    });
  }

  it('takes the entries of one page for no total', () => {
    const pager = '<div class="pages">每页15条 共16页 <a href="index_2.html">下一页</a></div>';
    expect(mainOf(readHtml(columnPage(items + pager)))?.total).toBeNull();
  });
});
