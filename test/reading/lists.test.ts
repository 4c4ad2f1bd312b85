import { describe, expect, it } from 'vitest';
import { columnPage, datesOf, mainOf, readHtml, readRendered } from './read-html.ts';

const TITLES = [
  '关于开展2024年度安全生产大检查的通知',
  '示例县自然资源局土地出让公告（示自然告字〔2024〕3号）',
  '关于公布2023年度考核结果的公示',
  '关于端午节放假期间值班安排的通知',
  '示例县城市规划区内道路改造工程公示',
];
const DATES = ['2024-06-26', '2024-06-20', '2024-05-31', '2024-03-02', '2023-12-29'];

/** Five items, each written by `one`. */
function five(one: (title: string, date: string, i: number) => string): string {
  return TITLES.map((title, i) => one(title, DATES[i] ?? '', i)).join('\n');
}
const parts = (date: string) => date.split('-') as [string, string, string];
const href = (i: number) => `/xxgk/tzgg/content_${i}.html`;

const LAYOUTS: Record<string, string> = {
  'date in a span after the link': `<ul class="list">${five((t, d, i) => `<li><a href="${href(i)}">${t}</a><span>${d}</span></li>`)}</ul>`,
  'date before the link': `<ul>${five((t, d, i) => `<li><em>[${d}]</em><a href="${href(i)}">${t}</a></li>`)}</ul>`,
  'date in full-width brackets as bare text': `<ul>${five((t, d, i) => `<li><a href="${href(i)}">${t}</a>（${d}）</li>`)}</ul>`,
  'date with dots': `<ul>${five((t, d, i) => `<li><a href="${href(i)}">${t}</a><i>${d.replace(/-/g, '.')}</i></li>`)}</ul>`,
  'date in Chinese': `<ul>${five((t, d, i) => `<li><a href="${href(i)}">${t}</a><i>${parts(d)[0]}年${Number(parts(d)[1])}月${Number(parts(d)[2])}日</i></li>`)}</ul>`,
  'date with slashes and time': `<ul>${five((t, d, i) => `<li><a href="${href(i)}">${t}</a><i>${d.replace(/-0?/g, '/')} 09:05:00</i></li>`)}</ul>`,
  'day large, year and month small': `<ul>${five((t, d, i) => `<li><div class="t"><b>${parts(d)[2]}</b><span>${parts(d)[0]}-${parts(d)[1]}</span></div><a href="${href(i)}">${t}</a><p>摘要摘要摘要摘要摘要摘要摘要，全文请看附件。</p></li>`)}</ul>`,
  'year small, month and day large': `<ul>${five((t, d, i) => `<li><p><strong>${parts(d)[1]}-${parts(d)[2]}</strong><small>${parts(d)[0]}</small></p><h4><a href="${href(i)}">${t}</a></h4></li>`)}</ul>`,
  'year, month and day in three elements': `<ul>${five((t, d, i) => `<li><span>${parts(d)[0]}</span><span>${parts(d)[1]}</span><span>${parts(d)[2]}</span><a href="${href(i)}">${t}</a></li>`)}</ul>`,
  'all inside the link': `<ul>${five((t, d, i) => `<li><a href="${href(i)}"><h3>${t}</h3><span>${d}</span></a></li>`)}</ul>`,
  'links with date divs and no list element': `<div class="news">${five((t, d, i) => `<a href="${href(i)}"><div>${t}</div><div>${d}</div></a>`)}</div>`,
  'a department link before the title': `<div class="news">${five((t, d, i) => `<div class="row"><a href="/bm/${i}/">[发改局]</a> <a href="${href(i)}">${t}</a> <span>${d}</span></div>`)}</div>`,
  'a table row each': `<table><tr><th>序号</th><th>标题</th><th>发布日期</th></tr>${five((t, d, i) => `<tr><td>${i + 1}</td><td><a href="${href(i)}">${t}</a></td><td>${d}</td></tr>`)}</table>`,
  'a table each': `<div>${five((t, d, i) => `<table width="98%"><tr><td>·<a href="${href(i)}">${t}</a></td><td>[${d}]</td></tr></table>`)}</div>`,
  'date in the row below': `<table>${five((t, d, i) => `<tr><td><a href="${href(i)}">${t}</a></td></tr><tr><td>发布时间：${d}　点击：12</td></tr>`)}</table>`,
  'lines parted by br': `<table><tr><td>${five((t, d, i) => `·<a href="${href(i)}">${t}</a> ${d}<br>`)}</td></tr></table>`,
  'lines parted by br, date first': `<div>${five((t, d, i) => `${d} <a href="${href(i)}">${t}</a><br>`)}</div>`,
  'dt for the date, dd for the title': `<dl>${five((t, d, i) => `<dt>${d}</dt><dd><a href="${href(i)}">${t}</a></dd>`)}</dl>`,
  'a dl each': `<div>${five((t, d, i) => `<dl><dt><a href="${href(i)}">${t}</a></dt><dd>示例县政府办</dd><dd>${d}</dd></dl>`)}</div>`,
  'titles and dates in two columns': `<table><tr><td>${five((t, _d, i) => `<a href="${href(i)}">${t}</a><br>`)}</td><td>${five((_t, d) => `${d}<br>`)}</td></tr></table>`,
  'a paragraph each': `<div>${five((t, d, i) => `<p><a href="${href(i)}">${t}</a> <font color="#999">${d}</font></p>`)}</div>`,
  'date at the end of the title': `<ul>${five((t, d, i) => `<li><a href="${href(i)}">${t} (${d})</a></li>`)}</ul>`,
  'source line with a label': `<div>${five((t, d, i) => `<div class="item"><h3><a href="${href(i)}">${t}</a></h3><p>来源：县政府办　发布时间：${d}　浏览：15次</p></div>`)}</div>`,
  'document date beside publication date': `<table><tr><th>文件名称</th><th>文号</th><th>成文日期</th><th>发布日期</th></tr>${five((t, d, i) => `<tr><td><a href="${href(i)}">${t}</a></td><td>示政发〔2024〕${i}号</td><td>2022-0${i + 1}-01</td><td>${d}</td></tr>`)}</table>`,
  'publication date before document date': `<table><tr><th>文件名称</th><th>公开日期</th><th>成文日期</th></tr>${five((t, d, i) => `<tr><td><a href="${href(i)}">${t}</a></td><td>${d}</td><td>2022-0${i + 1}-01</td></tr>`)}</table>`,
  'an end date beside the date': `<ul>${five((t, d, i) => `<li><a href="${href(i)}">${t}</a><span>发布日期：${d}</span><span>截止日期：2024-08-01</span></li>`)}</ul>`,
  'index number like a date': `<ul>${five((t, d, i) => `<li><span>0233621J/2024-0028${i}</span><a href="${href(i)}">${t}</a><span>${d}</span></li>`)}</ul>`,
  'a new ul after two items': `<ul class="l">${five((t, d, i) => `<li><a href="${href(i)}">${t}</a><span>${d}</span></li>${i === 1 ? '</ul>\n<ul class="l">' : ''}`)}</ul>`,
  'a thumbnail link and a title link': `<ul>${five((t, d, i) => `<li><a href="${href(i)}"><img src="/a${i}.jpg"></a><h5><a href="${href(i)}">${t}</a></h5><p>${d}</p></li>`)}</ul>`,
  'links opened by script': `<ul>${five((t, d, i) => `<li><a href="javascript:void(0)" onclick="window.open('${href(i)}')">${t}</a><span>${d}</span></li>`)}</ul>`,
  'two-digit years': `<ul>${five((t, d, i) => `<li><a href="${href(i)}">${t}</a><span>[${d.slice(2)}]</span></li>`)}</ul>`,
  'digits of full width': `<ul>${five((t, d, i) => `<li><a href="${href(i)}">${t}</a><span>${d.replace(/\d/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))}</span></li>`)}</ul>`,
  'eight digits': `<ul>${five((t, d, i) => `<li><a href="${href(i)}">${t}</a><span class="date">${d.replace(/-/g, '')}</span></li>`)}</ul>`,
  'no year': `<ul>${five((t, d, i) => `<li><a href="${href(i)}">${t}</a><span>[${d.slice(5)}]</span></li>`)}</ul>`,
  'no year, month in words': `<ul>${five((t, d, i) => `<li><a href="${href(i)}">${t}</a><span>${Number(parts(d)[1])}月${Number(parts(d)[2])}日</span></li>`)}</ul>`,
  'day large, month without year': `<ul>${five((t, d, i) => `<li><div><b>${parts(d)[2]}</b><i>${parts(d)[1]}月</i></div><a href="${href(i)}">${t}</a></li>`)}</ul>`,
  'nested divs around each part': `<div class="list">${five((t, d, i) => `<div class="item${i % 2 ? ' odd' : ''}"><div class="l"><div><a href="${href(i)}" title="${t}">${t.slice(0, 10)}...</a></div></div><div class="r"><div><span>${d}</span></div></div></div>`)}</div>`,
};

describe('reading lists', () => {
  for (const [name, list] of Object.entries(LAYOUTS)) {
    it(`finds items, titles and dates where a list is written with ${name}`, () => {
      const page = readHtml(columnPage(list));
      expect(datesOf(page)).toEqual(DATES);
      expect(mainOf(page)?.items.map(({ title }) => title)).toEqual(TITLES);
      expect(mainOf(page)?.items[0]?.url).toBe(`https://www.example.gov.cn${href(0)}`);
      expect(mainOf(page)?.latest).toBe('2024-06-26');
      expect(page.kind).toBe('list');
    });
  }

  it('takes the clock of the head and the way to the page for no list, though its list stands in a frame', () => {
    const page = readRendered(`<html><head><title>通知公告</title></head><body>
<div class="header"><div class="today" id="today">2024年6月28日</div><a href="/"><img src="/logo.png" alt="示例县"></a></div>
<table class="nav"><tr><td><a href="/">首页</a></td><td><a href="/gzdt/index.htm"><b>工作动态</b></a></td><td><a href="/tzgg/index.htm"><b>通知公告</b></a></td></tr></table>
<div class="position">您当前的位置：<a href="/">首页</a> &gt; <a href="/tzgg/index.htm">通知公告</a></div>
<div class="content"><h2>通知公告</h2><iframe src="/frame/tzgg_list.htm" width="720" height="640"></iframe></div></body></html>`);
    expect(page.lists).toEqual([]);
    expect(page.dataRequests).toMatchObject([{ dialect: 'frame' }]);
  });
});
