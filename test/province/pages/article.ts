import { type Article, isOut } from '../articles.ts';
import { pageHtml } from '../chrome.ts';
import { iso, partsOf } from '../days.ts';
import { dialectOf } from '../dialects/all.ts';
import { esc } from '../html.ts';
import { between, pick } from '../random.ts';
import type { SiteState } from '../state.ts';

/** An article's page; null when there is no such article on this day. */
export function articlePage(state: SiteState, article: Article): string | null {
  const { site } = state;
  const { column } = article;
  if (!isOut(article, state.day, state.publishing(column)) || state.on('column-blank', column) !== undefined)
    return null;
  const isDated = state.on('column-undated', column)?.articles !== 'undated';
  const taggedBack = state.on('redated', column)?.by ?? 0;
  const source = pick([site.name, `${site.short}融媒体中心`, '陕西日报'], site.siteCode, article.id);
  return pageHtml(state, {
    title: article.title,
    main: bodyHtml(state, article, isDated, source),
    column,
    article: {
      title: article.title,
      published: isDated ? `${iso(article.day - taggedBack)} ${article.time.slice(0, 5)}` : null,
      source,
    },
    trail: state
      .pathTo(column)
      .map((c) => ({ text: c.name, href: dialectOf(site.dialect).columnPath(site, c) })),
  });
}

function bodyHtml({ site }: SiteState, article: Article, isDated: boolean, source: string): string {
  const { id, day, time, title } = article;
  const { year, month, date } = partsOf(day);
  const dates = {
    plain: `发布时间：${iso(day)} ${time.slice(0, 5)}`,
    chinese: `日期：${year}年${month}月${date}日`,
    ucap: `<publishtime>${iso(day)} ${time}</publishtime>`,
  };
  const label =
    site.dialect === 'ucap'
      ? dates.ucap
      : pick([dates.plain, dates.plain, dates.chinese], site.siteCode, 'label');
  const hits =
    site.dialect === 'empire'
      ? `<script src="/e/public/ViewClick/?classid=${article.column.no}&amp;id=${id}&amp;addclick=1"></script>`
      : `${between(30, 3000, id)}`;
  const paragraphs = Array.from(
    { length: between(2, 5, id, 'paragraphs') },
    (_, i) =>
      `<p>　　${esc(pick(['会议指出', '据了解', '下一步', '按照工作部署', '截至2025年12月底'], id, i))}，${esc(site.short)}将围绕重点任务，压实责任、细化措施，确保各项工作落到实处。联系电话：029-8${between(1_000_000, 9_999_999, id, i, 'tel')}。</p>`,
  );
  const inner = `<h1 class="title">${esc(title)}</h1><div class="info">${isDated ? `<span>${label}</span>` : ''}<span>来源：${esc(source)}</span><span>浏览次数：${hits}</span></div><div class="article-content" id="vsb_content">${paragraphs.join('\n')}</div>`;
  return site.dialect === 'ucap' ? `<ucapcontent>${inner}</ucapcontent>` : inner;
}
