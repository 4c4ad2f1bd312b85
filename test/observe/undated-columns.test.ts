import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { daysBack, listOf, pageOf, type SmallSite, startSmallSite } from '../helpers/small-site.ts';

const DAY = '2024-06-20T10:00:00+08:00';
const NAV = { 政务动态: '/news/', 通知公告: '/notices/' };
const ENTRIES = ['关于防汛工作的通知', '关于征地补偿的公告', '关于安全生产的通知', '关于春耕生产的通知'];

let site: SmallSite;

describe('a column whose list shows no dates (no browser)', () => {
  beforeEach(async () => {
    site = await startSmallSite(['scan: { browserPages: 0 }']);
    site.pages.set('/', pageOf('首页', listOf(daysBack('2024-06-19', 8)), NAV));
    site.pages.set('/news/', pageOf('政务动态', listOf(daysBack('2024-06-19', 8)), NAV));
    const items = ENTRIES.map((title, i) => `<li><a href="/notices/1000${i}.html">${title}</a></li>`);
    site.pages.set(
      '/notices/',
      pageOf('通知公告', `<div class="list"><ul>${items.join('')}</ul></div>`, NAV),
    );
  });
  afterEach(() => site.close());

  const noticesOf = async () =>
    (await site.look(DAY)).outcomes.find(
      ({ indicator, subject }) =>
        indicator === 'column-not-updated' && subject?.url === 'http://www.yl.gov.cn/notices/',
    );

  it('is not called undated for articles that read like another list', async () => {
    for (const [i, title] of ENTRIES.entries())
      site.pages.set(`/notices/1000${i}.html`, pageOf(title, listOf(daysBack('2024-05-10', 12)), NAV));
    expect(await noticesOf()).toMatchObject({ outcome: 'undetermined', reason: 'not_observed' });
  }, 120_000);

  it('is undated where its articles say all they have to say and no day', async () => {
    for (const [i, title] of ENTRIES.entries())
      site.pages.set(
        `/notices/1000${i}.html`,
        pageOf(
          title,
          `<h1>${title}</h1><div>${'<p>各单位要提高认识，压实责任，抓好落实，确保安全。</p>'.repeat(20)}</div>`,
          NAV,
        ),
      );
    expect(await noticesOf()).toMatchObject({ outcome: 'fail', facts: { basis: 'undated' } });
  }, 120_000);
});
