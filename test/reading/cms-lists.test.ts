import { describe, expect, it } from 'vitest';
import { columnPage, datesOf, mainOf, readHtml } from './read-html.ts';

/** How the content management systems of offices write their lists, in texts of our own. */

const TITLES = [
  '关于开展2024年度安全生产大检查的通知',
  '示例县自然资源局土地出让公告（示自然告字〔2024〕3号）',
  '关于公布2023年度考核结果的公示',
  '关于端午节放假期间值班安排的通知',
  '示例县城市规划区内道路改造工程公示',
];
const DATES = ['2024-06-26', '2024-06-20', '2024-05-31', '2024-03-02', '2023-12-29'];

function five(one: (title: string, date: string, i: number) => string): string {
  return TITLES.map((title, i) => one(title, DATES[i] ?? '', i)).join('\n');
}
const parts = (date: string) => date.split('-') as [string, string, string];
const href = (i: number) => `/xxgk/tzgg/content_${i}.html`;
const NUMERALS = '〇一二三四五六七八九';
const inWords = (n: number) =>
  n < 10
    ? NUMERALS[n]
    : `${n < 20 ? '' : NUMERALS[Math.floor(n / 10)]}十${n % 10 === 0 ? '' : NUMERALS[n % 10]}`;

const TEMPLATES: Record<string, string> = {
  '博达 rows with a line between them': `<script language=javascript src="/system/resource/js/dynclicks.js"></script><table width="100%" cellspacing=0>${five((t, d, i) => `<tr height=20 id="line47_${i}"><td class=leaderfont47 >◆</td><td><a class=c47 href="../info/1044/10006${i}.htm" target=_blank title="${t}">${t.slice(0, 12)}...</a></td><td class="timestyle47" align=right>${d.replace(/-/g, '/')}&nbsp;</td></tr><tr><td colspan=3 height=1 background="/i/line.gif"></td></tr>`)}<tr><td colspan=3><table><tr><td>共123条&nbsp;1/9&nbsp;</td><td><div>首页上页<a href="index/8.htm">下页</a>&nbsp;<a href="index/1.htm">尾页</a></div></td></tr></table></td></tr></table>`,
  'phpcms: date before the link, a ruler between': `<ul class="list lh24 f14">${five((t, d, i) => `<li><span class="rt">${d} 09:12:33</span>·<a href="/show-12-${i}-1.html" target="_blank" style="color:#f00">${t}</a></li>${i === 2 ? '<li class="bk20 hr"></li>' : ''}`)}</ul><div id="pages" class="text-c"><a class="a1">123条</a> <a href="x" class="a1">上一页</a> <span>1</span> <a href="/list-12-2.html">2</a></div>`,
  '织梦: category link, labels in small': `<ul class="e2">${five((t, d, i) => `<li>[<b><a href='/a/tzgg/'>通知公告</a></b>] <a href="/a/${i}.html" class="title">${t}</a><span class="info"><small>日期：</small>${d} 10:00:01 <small>点击：</small>12${i} <small>好评：</small>0</span><p class="intro">各乡镇人民政府，县政府各部门：现将有关事项通知如下...</p></li>`)}</ul><div class="dede_pages"><ul class="pagelist"><li><span class="pageinfo">共 <strong>3</strong>页<strong>52</strong>条</span></li></ul></div>`,
  '科融: date on the right': `<ul class="column-list">${five((t, d, i) => `<li><a class="left" href="/p/${i}.html" target="_blank" title="${t}"><b>${t}</b></a><span class="right date">${d}</span></li>`)}</ul>`,
  'a hidden box of other dates behind each title': `<table class="tableclass"><tr><th>序号</th><th>名称</th><th>文号</th><th>发布日期</th></tr>${five((t, d, i) => `<tr><td class="xh">${i + 1}</td><td class="info"><div class="mc"><a href="/p/${i}.html">${t}</a><div class="box" style="display:none"><p>索引号：61000/2024-0${i}</p><p>成文日期：2022-01-0${i + 1}</p><p>发布日期：${d}</p></div></div></td><td>示政发〔2024〕${i}号</td><td class="fbrq">${d}</td></tr>`)}</table>`,
  'day over year and month in a dt': `<div>${five((t, d, i) => `<dl><dt>${parts(d)[2]}<br>${parts(d)[0]}.${parts(d)[1]}</dt><dd><a href="${href(i)}">${t}</a></dd></dl>`)}</div>`,
  'month and day over the year': `<ul>${five((t, d, i) => `<li><span class="time">${parts(d)[1]}.${parts(d)[2]}<br>${parts(d)[0]}</span><a href="${href(i)}">${t}</a></li>`)}</ul>`,
  'day, month and year in an element each': `<ul>${five((t, d, i) => `<li><i class="day">${parts(d)[2]}</i><i class="month">${Number(parts(d)[1])}月</i><i>${parts(d)[0]}</i><a href="${href(i)}">${t}</a></li>`)}</ul>`,
  '28日 beside 2024年6月': `<ul>${five((t, d, i) => `<li><div class="d"><b>${parts(d)[2]}日</b><span>${parts(d)[0]}年${parts(d)[1]}月</span></div><div><h3><a href="${href(i)}">${t}</a></h3></div></li>`)}</ul>`,
  'the day of the week': `<ul>${five((t, d, i) => `<li><a href="${href(i)}">${t}</a><span>${d} 星期三</span></li>`)}</ul>`,
  'tortoise-shell brackets': `<ul>${five((t, d, i) => `<li><a href="${href(i)}">${t}</a><span>〔${d}〕</span></li>`)}</ul>`,
  'the source behind a stroke': `<ul>${five((t, d, i) => `<li><a href="${href(i)}">${t}</a><p>${d} | 来源：县政府办</p></li>`)}</ul>`,
  'visits behind the date': `<ul>${five((t, d, i) => `<li><a href="${href(i)}">${t}</a><span>${d.replace(/-/g, '/')}　阅读：123</span></li>`)}</ul>`,
  'visits in words': `<ul>${five((t, d, i) => `<li><a href="${href(i)}">${t}</a><span>${d} 10:11 浏览次数 123 次</span></li>`)}</ul>`,
  'month first': `<ul>${five((t, d, i) => `<li><a href="${href(i)}">${t}</a><span>${parts(d)[1]}/${parts(d)[2]}/${parts(d)[0]}</span></li>`)}</ul>`,
  'the moment in an attribute alone': `<ul>${five((t, d, i) => `<li><a href="${href(i)}">${t}</a><time datetime="${d}T10:00:00+08:00">很久以前</time></li>`)}</ul>`,
  'the moment under the pointer': `<ul>${five((t, d, i) => `<li><a href="${href(i)}">${t}</a><span title="${d} 10:11:12">更早</span></li>`)}</ul>`,
  'a script that writes each date': `<ul>${five((t, d, i) => `<li><a href="${href(i)}">${t}</a><span><script>document.write("${d} 10:00:00".substring(0,10));</script></span></li>`)}</ul>`,
  'a variable that a script writes': `<ul>${five((t, d, i) => `<li><a href="${href(i)}">${t}</a><span><script>var time="${d} 10:00:00";document.write(time.split(" ")[0]);</script></span></li>`)}</ul>`,
  'label and date in the title of the link': `<ul>${five((t, d, i) => `<li><a href="${href(i)}" title="标题：${t}&#10;发布时间：${d}">${t.slice(0, 10)}…</a></li>`)}</ul>`,
  'links to attachments beside the title': `<ul>${five((t, d, i) => `<li><a href="${href(i)}">${t}</a><a href="/f/${i}.pdf">[PDF]</a><a href="/jd/${i}.html">[解读]</a><span>${d}</span></li>`)}</ul>`,
  'cards with pictures': `<div class="grid">${five((t, d, i) => `<div class="card"><a href="${href(i)}"><img src="/x${i}.jpg" alt="${t}"><p class="t">${t}</p><span class="date">${d}</span></a></div>`)}</div>`,
  'floats and a picture for new items': `<div class="newsList"><ul>${five((t, d, i) => `<li class="clearfix"><div class="fl"><i class="ico"></i><a href="${href(i)}" target="_blank"><font color="red">${t}</font></a><img src="/images/new.gif"></div><div class="fr">${d}</div></li>`)}</ul></div>`,
  'a bare date in front': `<ul>${five((t, d, i) => `<li>[${d}] <a href="${href(i)}">${t}</a></li>`)}</ul>`,
  'a float inside the link': `<ul>${five((t, d, i) => `<li><a href="${href(i)}"><span class="fr">${d}</span>${t}</a></li>`)}</ul>`,
  'month and day inside the link': `<ul>${five((t, d, i) => `<li><a href="${href(i)}">${t}<em>[${d.slice(5)}]</em></a></li>`)}</ul>`,
  'document.write for every item': `<div id="l"></div><script>document.write('<ul class="list">');${five((t, d, i) => `document.write('<li><a href="${href(i)}">${t}</a><span>${d}</span></li>');`)}document.write('</ul>');</script>`,
  'objects in a script': `<div id="l"></div><script>var list=[${five((t, d, i) => `{id:${i},title:'${t}',url:'${href(i)}',time:'${d} 10:00'},`)}];for(var i=0;i<list.length;i++){$('#l').append('<li><a href="'+list[i].url+'">'+list[i].title+'</a></li>')}</script>`,
  'dashed rows between': `<table><tr><td><table width="100%">${five((t, d, i) => `<tr><td width="20"><img src="/dot.gif"></td><td><a href="${href(i)}" class="a1">${t}</a></td><td width="90">${d}</td></tr><tr><td colspan="3" class="dashed"></td></tr>`)}</table></td></tr></table>`,
  'font tags and attributes without quotes': `<table>${five((t, d, i) => `<tr><td>·<a href=${href(i)}>${t}</a>&nbsp;<font color=#999999>(${d})</font><img src=/new.gif></td></tr>`)}</table>`,
  'list elements left open': `<ul>${five((t, d, i) => `<li><a href="${href(i)}">${t}</a><span>${d}</span>`)}</ul>`,
  'rows left open': `<table>${five((t, d, i) => `<tr><td><a href="${href(i)}">${t}</a><td>${d}`)}</table>`,
  'a foot of department and date': `<div class="list-wrap">${five((t, d, i) => `<section class="item"><h4><a href="${href(i)}">${t}</a></h4><p>正文摘要，正文摘要，正文摘要，会议时间2021-01-0${i + 1}举行。</p><footer><span>发布机构：县政府</span><span>${d}</span></footer></section>`)}</div>`,
  'Chinese numerals': `<ul>${five((t, d, i) => `<li><a href="${href(i)}">${t}</a><span>${[...parts(d)[0]].map((c) => NUMERALS[Number(c)]).join('')}年${inWords(Number(parts(d)[1]))}月${inWords(Number(parts(d)[2]))}日</span></li>`)}</ul>`,
  'blanks inside the date': `<ul>${five((t, d, i) => `<li><a href="${href(i)}">${t}</a><span>&nbsp;${d.replace(/-/g, '&nbsp;-&nbsp;')}&nbsp;</span></li>`)}</ul>`,
  'strokes of full width': `<ul>${five((t, d, i) => `<li><a href="${href(i)}">${t}</a><span>${d.replace(/-/g, '－')}</span></li>`)}</ul>`,
  'a span of days beside the date': `<ul>${five((t, d, i) => `<li><a href="${href(i)}">${t}</a><p>征集时间：2024-01-01 至 2024-08-30</p><span>${d}</span></li>`)}</ul>`,
  'rows that open by a click': `<ul>${five((t, d, i) => `<li onclick="location.href='${href(i)}'"><span class="t">${t}</span><span>${d}</span></li>`)}</ul>`,
  'an extract with another date and 详细': `<div>${five((t, d, i) => `<div class="news_item"><div class="news_date"><p class="day">${parts(d)[2]}</p><p class="ym">${parts(d)[0]}/${parts(d)[1]}</p></div><div class="news_con"><p class="bt"><a href="${href(i)}">${t}</a></p><p class="zy">为深入贯彻落实有关精神，县政府2019年3月召开会议…<a href="${href(i)}">[详细]</a></p></div></div>`)}</div>`,
  'a large day beside year and month in words': `<ul>${five((t, d, i) => `<li><div><strong>${parts(d)[2]}</strong><span>${parts(d)[0]}年${Number(parts(d)[1])}月</span></div><a href="${href(i)}">${t}</a></li>`)}</ul>`,
  'hour and minute in words': `<ul>${five((t, d, i) => `<li><a href="${href(i)}">${t}</a><span>${parts(d)[0]}年${parts(d)[1]}月${parts(d)[2]}日 10时30分</span></li>`)}</ul>`,
  'hour and minute of one digit': `<ul>${five((t, d, i) => `<li><a href="${href(i)}">${t}</a><span>${d} 8:05</span></li>`)}</ul>`,
  'office and date in brackets before the link': `<ul>${five((t, d, i) => `<li>[县政府办] [${d}] <a href="${href(i)}">${t}</a></li>`)}</ul>`,
  'a longer link to its explanation behind each title': `<ul>${five((t, d, i) => `<li><a href="${href(i)}">${t}</a><span>${d}</span><a href="/jd/${i}.html">【政策解读】一图读懂：${t}的出台背景和主要内容</a></li>`)}</ul>`,
  'a script of its own that writes each item': `<ul>${five((t, d, i) => `<li><script>document.write("<a href='${href(i)}'>${t}</a><span>${d}</span>");</script></li>`)}</ul>`,
  'a list for each title and the date behind it': `<div>${five((t, d, i) => `<div class="xx"><ul><li><a href="${href(i)}">${t}</a></li></ul><p>发布日期：${d}</p></div>`)}</div>`,
};

describe('lists as the content management systems write them', () => {
  for (const [name, list] of Object.entries(TEMPLATES)) {
    it(`are read with ${name}`, () => {
      const page = readHtml(columnPage(list));
      expect(datesOf(page)).toEqual(DATES);
      expect(mainOf(page)?.items.map(({ title }) => title)).toEqual(TITLES);
      expect(page.kind).toBe('list');
    });
  }
});
