import { pageHtml } from '../chrome.ts';
import { dialectOf } from '../dialects/all.ts';
import { esc } from '../html.ts';
import { pick } from '../random.ts';
import type { SiteState } from '../state.ts';

/** Ways in which searches say that they found nothing. */
const NOTHING: readonly ((query: string) => string)[] = [
  () => '<p>为您找到相关结果 0 条</p>',
  (query) => `<p>抱歉，没有找到与“<em>${query}</em>”相关的内容，请更换关键词重新搜索</p>`,
  () => '<p>共检索到 <b>0</b> 条记录，用时 0.03 秒</p>',
  () => '<div class="nodata"><h3>没有找到相关信息！</h3></div>',
  (query) => `<p>您搜索的“${query}”暂无相关数据</p>`,
  () => '<p>很抱歉，未找到符合条件的结果</p><p>建议您：检查输入是否正确，或简化关键词</p>',
  (query) => `<p>找不到和您查询的“${query}”相符的内容或信息。</p>`,
  () => '<table class="list"><tr><td colspan="3">查无记录</td></tr></table>',
  () => '<p>对不起，系统没有搜索到您要找的信息</p>',
  () => '<p>查询结果：共 0 条</p>',
];

/** What the site's own search finds: the newest of every list, and of what the home page shows. */
function searchResults(state: SiteState, query: string): { title: string; href: string }[] {
  const how = state.find('search-broken')?.how;
  if (query === '' || how === 'empty' || how === 'silent') return [];
  const articles = state.site.columns
    .filter((column) => column.form === 'list' && state.on('column-blank', column) === undefined)
    .flatMap((column) =>
      [state.day, state.homeDay].flatMap((day) => state.articles(column, { count: 30, day }).articles),
    );
  const found = new Map(
    articles
      .filter(({ title }) => title.includes(query))
      .map((article) => [dialectOf(state.site.dialect).articlePath(state.site, article), article.title]),
  );
  return [...found].slice(0, 10).map(([href, title]) => ({ href, title }));
}

/** What is shown instead of results; a silent search shows nothing at all. */
function saysNothing(state: SiteState, query: string): string {
  if (state.find('search-broken')?.how === 'silent') return '';
  return pick(NOTHING, state.site.siteCode, 'nothing-found')(esc(query));
}

/** 站内搜索: results in the page, or fetched by its script. */
export function searchPage(state: SiteState, query: string): string {
  const found = searchResults(state, query);
  const rows = found.map(({ title, href }) => `<li><a href="${esc(href)}">${esc(title)}</a></li>`).join('');
  const shown =
    found.length === 0
      ? saysNothing(state, query)
      : `<p>为您找到相关结果 ${found.length} 条</p><ul>${rows}</ul>`;
  const isByScript = state.site.dress.search === 'own-script';
  return pageHtml(state, {
    title: '站内搜索',
    main: isByScript
      ? '<div class="result" id="result"></div><script type="text/javascript" src="/js/search.js"></script>'
      : `<div class="result">${shown}</div>`,
    trail: [{ text: '站内搜索', href: '/search' }],
  });
}

/** The same results as data, for the script, with what it shows where there are none. */
export function searchData(state: SiteState, query: string): string {
  return JSON.stringify({ results: searchResults(state, query), none: saysNothing(state, query) });
}
