import { columnHref, pageHtml } from '../chrome.ts';
import { dialectOf } from '../dialects/all.ts';
import { esc } from '../html.ts';
import type { SiteState } from '../state.ts';

/** 站点地图: every column by name, which the footer has to lead to. */
export function siteMapPage(state: SiteState): string {
  const branch = (parent: Parameters<SiteState['childrenOf']>[0]): string => {
    const children = state.childrenOf(parent);
    if (children.length === 0) return '';
    return `<ul>${children.map((column) => `<li><a href="${columnHref(state, column)}">${esc(column.name)}</a>${branch(column)}</li>`).join('')}</ul>`;
  };
  return pageHtml(state, {
    title: '网站地图',
    main: `<div class="sitemap">${branch(null)}</div>`,
    trail: [{ text: '网站地图', href: '/site/map.html' }],
  });
}

/** What the site's own search finds: the newest of every list, and of what the home page shows. */
function searchResults(state: SiteState, query: string): { title: string; href: string }[] {
  if (query === '' || state.find('search-broken')?.how === 'empty') return [];
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

/** 站内搜索: results in the page, or fetched by its script. */
export function searchPage(state: SiteState, query: string): string {
  const found = searchResults(state, query);
  const rows = found.map(({ title, href }) => `<li><a href="${esc(href)}">${esc(title)}</a></li>`).join('');
  const isByScript = state.site.dress.search === 'own-script';
  return pageHtml(state, {
    title: '站内搜索',
    main: isByScript
      ? '<div class="result" id="result"></div><script type="text/javascript" src="/js/search.js"></script>'
      : `<div class="result"><p>为您找到相关结果 ${found.length} 条</p><ul>${rows}</ul></div>`,
    trail: [{ text: '站内搜索', href: '/search' }],
  });
}

/** The same results as data, for the script. */
export function searchData(state: SiteState, query: string): string {
  return JSON.stringify({ results: searchResults(state, query) });
}

/** What a site answers for a page it does not have. */
export const notFoundHtml =
  '<html><head><title>404 Not Found</title></head><body><center><h1>404 Not Found</h1></center><hr><center>nginx</center></body></html>';

/** A page that is gone and says so with status 200. */
export function softNotFoundPage(state: SiteState): string {
  return pageHtml(state, {
    title: '页面不存在',
    main: '<div class="error"><h2>抱歉，您访问的页面不存在或已被删除！</h2><p><a href="/">返回首页</a></p></div>',
  });
}
