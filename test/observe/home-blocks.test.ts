import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SiteResult } from '../../src/run/site-result.ts';
import { daysBack, listOf, pageOf, type SmallSite, startSmallSite } from '../helpers/small-site.ts';

const DAY = '2024-06-20T10:00:00+08:00';
const NAV = { 政务动态: '/news/', 通知公告: '/notices/' };

/** A block as headlines and picture news often are: the articles bear dates, the block does not. */
const undated = (newest: string) => listOf(daysBack(newest, 6)).replaceAll(/<span>[^<]*<\/span>/g, '');

/** A block of a column as overviews show it. */
function blockOf(name: string, folder: string, newest: string): string {
  const [list = ''] = /<ul[\s\S]*<\/ul>/.exec(undated(newest)) ?? [];
  return `<div class="box"><div class="tit"><h3><a href="${folder}">${name}</a></h3><a class="more" href="${folder}">更多&gt;&gt;</a></div>${list}</div>`;
}

let site: SmallSite;
const homeOf = ({ outcomes }: SiteResult) =>
  outcomes.find(({ indicator }) => indicator === 'home-not-updated') ?? null;

describe('a home page whose blocks show no dates (no browser)', () => {
  beforeEach(async () => {
    site = await startSmallSite(['scan: { browserPages: 0 }']);
    for (const path of Object.values(NAV))
      site.pages.set(path, pageOf('栏目', listOf(daysBack('2024-06-19', 8)), NAV));
  });
  afterEach(() => site.close());

  it('is judged by the articles of all of them, not of the first alone', async () => {
    site.pages.set('/', pageOf('首页', undated('2024-05-10') + undated('2024-06-18'), NAV));
    expect(homeOf(await site.look(DAY))).toMatchObject({ outcome: 'pass', facts: { latest: '2024-06-18' } });
  }, 120_000);

  it('is not stale while headlines without a date above an old dated block are new', async () => {
    site.pages.set('/', pageOf('首页', undated('2024-06-18') + listOf(daysBack('2024-05-10', 6)), NAV));
    expect(homeOf(await site.look(DAY))).toMatchObject({ outcome: 'pass', facts: { latest: '2024-06-18' } });
  }, 120_000);

  it('is stale when neither its dates nor those of its articles are new', async () => {
    site.pages.set('/', pageOf('首页', undated('2024-05-12') + listOf(daysBack('2024-05-10', 6)), NAV));
    expect(homeOf(await site.look(DAY))).toMatchObject({ outcome: 'fail', facts: { latest: '2024-05-12' } });
  }, 120_000);

  it('stays undetermined when articles that may be newer could not be opened', async () => {
    const headlines = undated('2024-06-18').replaceAll('/art/', '/lost/');
    site.pages.set('/', pageOf('首页', headlines + listOf(daysBack('2024-05-10', 6)), NAV));
    expect(homeOf(await site.look(DAY))).toMatchObject({ outcome: 'undetermined', reason: 'not_observed' });
  }, 120_000);

  it('stays undetermined when articles that may be newer show nothing between their menus and their foot', async () => {
    const headlines = undated('2024-06-18').replaceAll(/\/art\/\d{8}_/g, '/blank/');
    for (const [, path = ''] of headlines.matchAll(/href="(\/blank\/[^"]+)"/g))
      site.pages.set(path, pageOf('正文', '<div class="article"></div>', NAV));
    site.pages.set('/', pageOf('首页', headlines + listOf(daysBack('2024-05-10', 6)), NAV));
    expect(homeOf(await site.look(DAY))).toMatchObject({ outcome: 'undetermined', reason: 'not_observed' });
  }, 120_000);

  it('is no other with the overview of a column: as fresh as its freshest block', async () => {
    const nav = { ...NAV, 政策文件: '/policy/' };
    const blocks =
      blockOf('规范性文件', '/policy/a/', '2023-11-10') + blockOf('其他文件', '/policy/b/', '2024-06-18');
    site.pages.set('/', pageOf('首页', listOf(daysBack('2024-06-19', 8)), nav));
    site.pages.set('/policy/', pageOf('政策文件', blocks, nav));
    const { outcomes } = await site.look(DAY);
    const overview = outcomes.find(({ subject }) => subject?.url === 'http://www.yl.gov.cn/policy/');
    expect(overview).toMatchObject({ outcome: 'pass', facts: { latest: '2024-06-18', items: 12 } });
  }, 120_000);

  it('takes an overview of many such blocks for as fresh as the freshest of them, the last one as well', async () => {
    site.pages.set('/', pageOf('首页', listOf(daysBack('2024-06-19', 6)), NAV));
    const old = Array.from({ length: 6 }, (_, i) =>
      blockOf(`镇街动态${i + 1}`, `/news/${i + 1}/`, `2024-03-1${i}`),
    );
    const blocks = [...old, blockOf('要闻', '/news/yw/', '2024-06-18')];
    site.pages.set('/news/', pageOf('政务动态', blocks.join(''), NAV));
    const result = await site.look(DAY);
    expect(result.facts.columns.find(({ name }) => name === '政务动态')).toMatchObject({
      latest: '2024-06-18',
    });
  }, 120_000);
});
