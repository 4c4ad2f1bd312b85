import { describe, expect, it } from 'vitest';
import { literalAt } from '../../src/reading/script-literal.ts';
import { columnPage, datesOf, mainOf, readHtml } from './read-html.ts';

const value = (script: string) => literalAt(script, 0)?.value;

describe('literals in scripts', () => {
  it('are read as JSON and as people write them', () => {
    expect(value('[1, "a", {"b": [true, null]}]')).toEqual([1, 'a', { b: [true, null] }]);
    expect(value("{title:'通知\\u4e00',n:-2.5,/* x */ list:[1,2,],}")).toEqual({
      title: '通知一',
      n: -2.5,
      list: [1, 2],
    });
    expect(value("['it\\'s', \"<\\/a>\"]")).toEqual(["it's", '</a>']);
  });

  it('are none where they hold an expression, or are cut', () => {
    expect(literalAt('[a+b]', 0)).toBeNull();
    expect(literalAt('{t: f(1)}', 0)).toBeNull();
    expect(literalAt('["a", "b', 0)).toBeNull();
    expect(literalAt('['.repeat(1_000), 0)).toBeNull();
  });
});

const row = (i: number) =>
  `{"title":"关于第${i}号事项的通知","url":"/a/${i}.html","pubDate":"2024-06-1${i}"}`;
const ROWS = [0, 1, 2, 3, 4].map(row).join(',');

describe('lists that stand in scripts', () => {
  it('are read where the page shows none itself', () => {
    const page = readHtml(
      columnPage(`<div id="l"></div><script>var data = {list:[${ROWS}],total:5};show(data);</script>`),
    );
    expect(datesOf(page)).toEqual(['2024-06-10', '2024-06-11', '2024-06-12', '2024-06-13', '2024-06-14']);
    expect(mainOf(page)).toMatchObject({ selector: 'script', latest: '2024-06-14' });
    expect(mainOf(page)?.confidence).toBeLessThan(0.8);
  });

  it('are all read where each block of a page has a script of its own', () => {
    const block = (days: readonly string[], of: string) =>
      `<div class="news" id="${of}"></div><script>(function () { var rows = [${days
        .map((day, i) => `["全县召开第${i}次${of}会议","/${of}/${i}.html","${day}"]`)
        .join()}], html = ''; for (var i = 0; i < rows.length; i++) html += '<li><a href="' + rows[i][1] + '">' + rows[i][0] + '</a></li>'; document.getElementById('${of}').innerHTML = html; })();</script>`;
    const blocks = [
      block(['2024-06-01', '2024-05-20', '2024-05-02'], 'dt'),
      block(['2024-06-20', '2024-06-18'], 'jc'),
      block(['2024-04-20', '2024-04-18'], 'gg'),
    ];
    const page = readHtml(columnPage(blocks.join(''), '首页'), 'https://www.example.gov.cn/');
    expect(page.lists.map(({ latest, main }) => [latest, main])).toEqual([
      ['2024-06-20', false],
      ['2024-04-20', false],
      ['2024-06-01', true],
    ]);
  });

  it('do not stand against a list that the page shows', () => {
    const shown =
      '<ul><li><a href="/b/1.html">关于另一事项的通知</a><span>2024-01-02</span></li><li><a href="/b/2.html">关于又一事项的通知</a><span>2024-01-01</span></li></ul>';
    const page = readHtml(columnPage(`${shown}<script>var hot = [${ROWS}];</script>`));
    expect(mainOf(page)?.latest).toBe('2024-01-02');
  });

  it('are none where the data bears no dates: menus and regions are data too', () => {
    const menu = [1, 2, 3].map((i) => `{"name":"栏目${i}","url":"/c${i}/"}`).join(',');
    const page = readHtml(
      columnPage(`<div id="l"></div><script>var updated="2024-06-01";var menu = [${menu}];</script>`),
    );
    expect(mainOf(page)).toBeUndefined();
  });

  it('are not read out of a script that puts its items together from variables', () => {
    const script = `for(var i=0;i<rows.length;i++){html+='<li><a href="'+rows[i].u+'">'+rows[i].t+'</a><span>2024-</span></li>'}$('#l').html(html);`;
    const page = readHtml(columnPage(`<div id="l"></div><script>${script}</script>`));
    expect(mainOf(page)).toBeUndefined();
    expect(page.complete).toBe(false);
  });
});
