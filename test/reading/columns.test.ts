import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CivilDate } from '../../src/domain/civil-date.ts';
import { SURE_ENOUGH } from '../../src/domain/page-reading.ts';
import { columnKey, columnKind, discoverColumns } from '../../src/reading/columns.ts';
import { readPage } from '../../src/reading/read-page.ts';
import { corpusFile, hasCorpus } from '../helpers/corpus.ts';

const HOME = 'http://www.test.gov.cn/';

function page(body: string, url = HOME) {
  const bytes = Buffer.from(`<html><head><title>测试县人民政府</title></head><body>${body}</body></html>`);
  return readPage({ bytes, url, contentType: null, today: '2024-07-01' as CivilDate });
}

const nav = (...links: [name: string, href: string][]) =>
  `<div class="nav"><ul>${links.map(([name, href]) => `<li><a href="${href}">${name}</a></li>`).join('')}</ul></div>`;

const names = (body: string) => discoverColumns([page(body)], HOME).map(({ name }) => name);

describe('the columns of a site', () => {
  it('are one where several addresses lead to one channel', () => {
    const body = nav(
      ['通知公告', '/tzgg/'],
      ['通知公告', '/tzgg/index.html'],
      ['通知公告', 'https://www.test.gov.cn/tzgg'],
    );
    expect(names(body)).toEqual(['通知公告']);
  });

  it('are neither articles, downloads, pagers, other hosts nor the home page itself', () => {
    const body = nav(
      ['网站首页', '/'],
      ['首页要闻', '/index.html'],
      ['会议召开', '/art/2024/6/28/art_406_123.html'],
      ['年度报表', '/files/report.xlsx'],
      ['下页内容', '/tzgg/index_2.html'],
      ['市政府网', 'http://www.city.gov.cn/tzgg/'],
      ['政策文件', '/zcwj/'],
    );
    expect(names(body)).toEqual(['政策文件']);
  });

  it('are no articles with short titles, which the breadcrumb on their own page tells', () => {
    const home = page(
      `${nav(['图片新闻', '/list.asp?id=8'])}<div class="pictures"><a href="/show.asp?id=805195">县领导调研重点项目</a></div>`,
    );
    const article = page(
      `<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/list.asp?id=8">图片新闻</a></div>
<div class="article"><h1>县领导调研重点项目</h1><p>发布时间：2024-06-28 10:00　来源：县政府办</p>${'<p>调研组一行实地查看了项目建设进展，详细了解有关情况，要求抓好落实，确保按期完成。</p>'.repeat(8)}</div>`,
      `${HOME}show.asp?id=805195`,
    );
    expect(article.kind).toBe('article');
    expect(discoverColumns([home, article], HOME).map(({ url }) => url)).toEqual([`${HOME}list.asp?id=8`]);
  });

  it('are neither letters with short titles nor the persons of 领导信息', () => {
    const trail = (name: string) =>
      `<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="./">${name}</a></div>`;
    const letters = [1, 2, 3].map(
      (n) =>
        `<tr><td><a href="/xj/${n}.html">咨询医保报销比例</a></td><td>2024-06-0${n}</td><td>已回复</td></tr>`,
    );
    const leaders = ['王建国', '李志强', '张晓红'].map(
      (name, i) => `<li><a href="/ld/${i}.html"><img src="a.jpg"><b>${name}</b></a><span>主任</span></li>`,
    );
    const pages = [
      page(nav(['信件选登', '/xjxd/'], ['领导信息', '/ldxx/'])),
      page(`${trail('信件选登')}<table>${letters.join('')}</table>`, `${HOME}xjxd/`),
      page(`${trail('领导信息')}<ul>${leaders.join('')}</ul>`, `${HOME}ldxx/`),
    ];
    expect(discoverColumns(pages, HOME).map(({ name }) => name)).toEqual(['信件选登', '领导信息']);
  });

  it('are told apart by the query where one program shows them all', () => {
    const body = nav(['工作动态', '/list.asp?id=2'], ['通知公告', '/list.asp?id=9']);
    expect(names(body)).toEqual(['工作动态', '通知公告']);
    expect(columnKey(`${HOME}tzgg/list.html`)).toBe(columnKey(`${HOME}tzgg/`));
  });

  it('are told apart by the number behind the hash where one page shows them all', () => {
    const body = nav(
      ['政府信息公开目录', '/gkmlpt/index'], // shows one of the others
      ['通知公告', '/gkmlpt/index#13412'],
      ['规范性文件', '/gkmlpt/index#13413'],
    );
    expect(names(body)).toEqual(['通知公告', '规范性文件']);
    expect(discoverColumns([page(body)], HOME).map(({ url }) => url)).toEqual([
      `${HOME}gkmlpt/index#13412`,
      `${HOME}gkmlpt/index#13413`,
    ]);
    expect(names(nav(['通知公告', '/tzgg/#1'], ['公告', '/tzgg/#top']))).toEqual(['通知公告']);
  });

  it('are not the further pages of a list, which bear its name as well', () => {
    const trail =
      '<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/tzgg.htm">通知公告</a></div>';
    const list = '<ul><li><a href="/info/1.htm">关于做好防汛工作的通知</a><span>2024-06-20</span></li></ul>';
    const pager =
      '<div class="fanye"><a href="tzgg/2.htm">2</a><a href="tzgg/2.htm">下页</a><a href="tzgg/1.htm">尾页</a></div>';
    const pages = [
      page(nav(['通知公告', '/tzgg.htm'])),
      page(`${trail}${list}${pager}`, `${HOME}tzgg.htm`),
      page(`${trail}${list}${pager}`, `${HOME}tzgg/2.htm`),
    ];
    expect(discoverColumns(pages, HOME).map(({ url }) => url)).toEqual([`${HOME}tzgg.htm`]);
  });

  it('are not the home page saved again for each of its tabs by a mirroring program', () => {
    const copies = nav(['要闻动态', '/index7980.html?link=ywdt'], ['互动交流', '/index14da.html?link=hdjl']);
    // What is left are the folders the tabs name, which count only where there is such a page.
    expect(discoverColumns([page(copies)], HOME).map(({ url, guessed }) => [url, guessed])).toEqual([
      [`${HOME}ywdt/`, true],
      [`${HOME}hdjl/`, true],
    ]);
    expect(columnKey(`${HOME}index7980.html?link=ywdt`)).toBe(columnKey(HOME));
    // A page of its own that merely looks alike stays one.
    expect(columnKey(`${HOME}index2018.html`)).not.toBe(columnKey(HOME));
  });

  it('have the level of the home page’s navigation, not that of an office’s own menu below it', () => {
    const office = `${HOME}gzjg/xzjd/apz/`;
    const pages = [
      page(nav(['政策文件', '/zc/wj/'])),
      page(nav(['乡镇文件', '/gzjg/xzjd/apz/xzwj/']), office),
    ];
    const levels = Object.fromEntries(discoverColumns(pages, HOME).map(({ name, level }) => [name, level]));
    expect(levels).toMatchObject({ 政策文件: 1, 乡镇文件: 4 });
  });
});

describe('the kind of a column', () => {
  it.each([
    ['部门动态', 'news'],
    ['公示公告', 'notice'],
    ['规范性文件', 'policy'],
    ['意见征集', 'consultation'],
    ['县长信箱', 'interaction'],
    ['办事指引服务', 'service'],
    ['领导信息', 'static'],
    ['政策解读', 'other'],
    ['办事指南', 'service'],
    ['政府信息公开指南', 'static'],
    ['权责清单', 'static'],
    ['单位职责', 'static'],
    ['往期专题', 'static'],
    ['走进示例', 'static'],
    ['直属单位', 'static'],
    ['监督电话', 'static'],
    ['常见问题', 'interaction'],
  ] as const)('of “%s” is %s by its name', (name, kind) => {
    expect(columnKind(name)).toMatchObject({ kind, kindFrom: 'name' });
  });

  it('comes from the meta tag where the name says nothing', () => {
    expect(columnKind('本县信息', { ColumnType: '工作动态' })).toMatchObject({
      kind: 'news',
      kindFrom: 'meta',
    });
    expect(columnKind('本县信息')).toEqual({
      ...{ kind: 'other', kindFrom: 'none', kindConfidence: SURE_ENOUGH },
    });
  });

  it('is the surer the more says so: name and tag, the tag, the name', () => {
    const sure = (name: string, type?: string) =>
      columnKind(name, type === undefined ? {} : { ColumnType: type }).kindConfidence;
    expect(sure('部门动态', '工作动态')).toBeGreaterThan(sure('本县信息', '工作动态'));
    expect(sure('本县信息', '工作动态')).toBeGreaterThan(sure('部门动态'));
    expect(sure('部门动态')).toBeGreaterThanOrEqual(SURE_ENOUGH);
    // Notices and policies share their limit; a tag without a word of a kind contradicts nothing.
    expect(sure('通知公告', '政策文件')).toBeGreaterThanOrEqual(SURE_ENOUGH);
    expect(sure('部门动态', '政务公开')).toBe(sure('部门动态'));
  });

  it.each([
    ['政策解读', '政策文件', 'policy', 'other'],
    ['工作动态', '通知公告', 'news', 'notice'],
    ['采购公告', '政务要闻', 'news', 'other'],
    ['通知公告', '机构职能', 'notice', 'static'],
  ] as const)(
    'is not sure where name (%s) and tag (%s) contradict each other',
    (name, type, kind, kindElse) => {
      const found = columnKind(name, { ColumnType: type });
      expect(found).toMatchObject({ kind, kindElse });
      expect(found.kindConfidence).toBeLessThan(SURE_ENOUGH);
    },
  );

  it('is told with the words it rests on and where they stand', () => {
    const tagged = (type: string) => {
      const own = page('<p>栏目</p>', `${HOME}zwdt/`);
      own.meta.ColumnType = type;
      return discoverColumns([page(nav(['政务动态', '/zwdt/'])), own], HOME)[0]?.kindTrace;
    };
    expect(discoverColumns([page(nav(['政务动态', '/zwdt/']))], HOME)[0]?.kindTrace).toEqual({
      selector: expect.stringContaining('a'),
      text: '政务动态',
    });
    expect(tagged('工作动态')).toEqual({ selector: 'meta[name=ColumnType]', text: '工作动态' });
    expect(tagged('政策文件')).toEqual({
      selector: 'meta[name=ColumnType]',
      text: '政策文件 ≠ 政务动态',
    });
  });

  it('comes from its items where neither name nor tag says it and nearly all of them do', () => {
    const kindWith = (title: (i: number) => string) => {
      const items = Array.from(
        { length: 12 },
        (_, i) => `<li><a href="/a/${i}.html">${title(i)}</a><span>2024-06-${10 + i}</span></li>`,
      );
      const own = page(`<ul>${items.join('')}</ul>`, `${HOME}zwgs/`);
      const [found] = discoverColumns([page(nav(['政务快递', '/zwgs/'])), own], HOME);
      if (found?.kindFrom === 'content') {
        expect(found.kindConfidence).toBeGreaterThanOrEqual(SURE_ENOUGH);
        expect(found.kindConfidence).toBeLessThan(columnKind('部门动态').kindConfidence);
        expect(found.kindTrace.text).toContain(title(0));
      }
      return [found?.kind, found?.kindFrom];
    };
    expect(kindWith((i) => `关于第${i}次机动车限行的通告`)).toEqual(['notice', 'content']);
    expect(kindWith((i) => `关于印发第${i}项工作方案的通知`)).toEqual(['policy', 'content']);
    expect(kindWith((i) => (i % 2 ? '关于限行的通告' : '县长调研防汛工作'))).toEqual(['other', 'none']);
    expect(kindWith((i) => `我县召开第${i}次工作会议`)).toEqual(['other', 'none']);
  });
});

describe.skipIf(!hasCorpus)('columns of a real portal (../shared/corpus; skipped where it is absent)', () => {
  it('are found from the home page and the sections its tabs stand for', () => {
    const root = 'http://www.zhecheng.gov.cn/';
    const files = ['index.html', 'xxgk/index.html', 'hdjl/index.html'];
    const pages = files.map((file) =>
      readPage({
        bytes: readFileSync(corpusFile(`sites/www.zhecheng.gov.cn/${file}`)),
        url: `${root}${file.replace('index.html', '')}`,
        contentType: 'text/html',
        today: '2018-07-28' as CivilDate,
      }),
    );
    const found = discoverColumns(pages, root);
    const at = (path: string) => found.find(({ url }) => columnKey(url) === columnKey(root + path));
    expect(at('ywdt/bmdt/')).toMatchObject({ name: '部门动态', kind: 'news', level: 2 });
    expect(at('xxgk/xxgkml/gsgg/')).toMatchObject({ kind: 'notice', level: 3 });
    expect(at('hdjl/yjzj/')).toMatchObject({ kind: 'consultation', level: 2 });
    expect(new Set(found.map(({ url }) => columnKey(url))).size).toBe(found.length);
    expect(found.map(({ url }) => columnKey(url))).not.toContain(columnKey(root));
  });
});
