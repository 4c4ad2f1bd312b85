import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SiteResult } from '../../src/run/site-result.ts';
import { daysBack, listOf, pageOf, type SmallSite, startSmallSite } from '../helpers/small-site.ts';

const DAY = '2024-06-20T10:00:00+08:00';
/** A second look has an hour of its own: which of two that begin at one instant is the newer would be left to chance. */
const LATER = '2024-06-20T12:00:00+08:00';
const NAV = { 政务动态: '/news/', 政民互动: '/hudong/', 信件选登: '/letters/' };
const FORM = `<h2>我要写信</h2><form action="/submit" method="post"><p>姓名 <input name="xm"></p><p>手机号码 <input name="sj"></p>
<p>信件标题 <input name="bt"></p><p>信件内容 <textarea name="nr"></textarea></p><button type="submit">提交</button></form>`;

let site: SmallSite;
const of = (result: SiteResult, indicator: string) =>
  result.outcomes.filter((outcome) => outcome.indicator === indicator);

function lettersOf(open: string, state: string): string {
  const rows = daysBack('2024-06-10', 8).map(
    (sent, i) =>
      `<tr><td>XJ2024${i}001</td><td><a href="/letter/${i}.html">咨询医保报销比例的问题${i}</a></td><td>${sent}</td><td>已回复</td><td>${sent}</td></tr>`,
  );
  return `<table class="letters"><tr><th>编号</th><th>信件标题</th><th>来信时间</th><th>办理状态</th><th>答复时间</th></tr>${rows.join('')}
<tr><td>XJ20249001</td><td><a href="/letter/99.html">关于道路破损何时修复的咨询</a></td><td>${open}</td><td>${state}</td><td></td></tr></table>`;
}

describe('what a look notes of public letters and links (no browser)', () => {
  beforeEach(async () => {
    site = await startSmallSite(['scan: { browserPages: 0 }']);
    const list = listOf(daysBack('2024-06-19', 8));
    site.pages.set('/', pageOf('首页', list, NAV));
    site.pages.set('/news/', pageOf('政务动态', list, NAV));
    site.pages.set('/hudong/', pageOf('政民互动', FORM, NAV));
    site.pages.set('/letters/', pageOf('信件选登', lettersOf('2024-05-30', '待回复'), NAV));
    for (const i of [0, 1, 2, 3, 4, 5, 6, 7, 99])
      site.pages.set(`/letter/${i}.html`, pageOf('信件', '<p>信件内容</p>'));
  });
  afterEach(() => site.close());

  it('leaves a young letter alone', async () => {
    expect(of(await site.look(DAY), 'interaction-poor')).toMatchObject([{ outcome: 'pass' }]);
  }, 120_000);

  it('finds a public consultation that is unanswered for over three months', async () => {
    site.pages.set('/letters/', pageOf('信件选登', lettersOf('2024-02-10', '待回复'), NAV));
    const [outcome] = of(await site.look(DAY), 'interaction-poor');
    expect(outcome).toMatchObject({ outcome: 'fail', standing: 'suspected' });
    expect(outcome?.message).toContain('2024-02-10');
  }, 120_000);

  it('does not count letters that are in hand, nor petitions', async () => {
    site.pages.set('/letters/', pageOf('信件选登', lettersOf('2024-02-10', '办理中'), NAV));
    expect(of(await site.look(DAY), 'interaction-poor')).toMatchObject([{ outcome: 'pass' }]);
    site.pages.set('/letters/', pageOf('网上信访', lettersOf('2024-02-10', '待回复'), NAV));
    expect(of(await site.look(LATER), 'interaction-poor')).toMatchObject([{ outcome: 'pass' }]);
  }, 120_000);

  it('takes papers in hand, listed with their states as letters are, for no consultations', async () => {
    const papers = lettersOf('2024-02-10', '待受理')
      .replace('信件标题', '事项名称')
      .replace('来信时间', '受理时间')
      .replace('答复时间', '办结时间')
      .replaceAll('已回复', '已办结')
      .replaceAll('咨询', '申请');
    site.pages.set('/letters/', pageOf('办件公示', papers, NAV));
    expect(of(await site.look(DAY), 'interaction-poor')).toMatchObject([{ outcome: 'pass' }]);
  }, 120_000);

  it('finds a dead link of the home page, and takes a refusal of us for none', async () => {
    const links = '<p><a href="/gone.html">办事指南</a> <a href="/refused.html">便民服务</a></p>';
    site.pages.set('/', pageOf('首页', listOf(daysBack('2024-06-19', 8)) + links, NAV));
    site.pages.set('/refused.html', (_, response) => {
      response.writeHead(403);
      response.end('Forbidden');
    });
    expect(of(await site.look(DAY), 'link-broken')).toMatchObject([
      { outcome: 'fail', subject: { url: 'http://www.yl.gov.cn/gone.html' } },
    ]);
  }, 120_000);

  it('takes no address that it thought of itself for a broken link, and says where a link stands', async () => {
    // A tab of the home page that its own script opens: the address behind it is our guess.
    const tabs = { ...NAV, 政务公开: '/index.html?link=zwgk' };
    site.pages.set('/', pageOf('首页', listOf(daysBack('2024-06-19', 8)), tabs));
    site.pages.set('/index.html?link=zwgk', pageOf('首页', listOf(daysBack('2024-06-19', 8)), tabs));
    expect(of(await site.look(DAY), 'link-broken')).toMatchObject([{ outcome: 'pass' }]);
    site.pages.delete('/news/');
    expect(of(await site.look(LATER), 'link-broken')).toMatchObject([
      {
        subject: { url: 'http://www.yl.gov.cn/news/' },
        facts: { foundOn: 'http://www.yl.gov.cn/', status: 404, code: null },
      },
    ]);
  }, 120_000);

  it('reads the tags of the home page, of columns and of articles', async () => {
    const result = await site.look(DAY);
    expect(of(result, 'meta-tags-incomplete')).toMatchObject([{ outcome: 'pass' }]);
    site.pages.set('/news/', (site.pages.get('/news/') as string).replace('name="ColumnType"', 'name="x"'));
    expect(of(await site.look(LATER), 'meta-tags-incomplete')).toMatchObject([
      { outcome: 'fail', facts: { lacking: [{ level: 'column', missing: ['ColumnType'] }] } },
    ]);
  }, 120_000);
});
