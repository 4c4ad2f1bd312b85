import { columnHref, pageHtml } from '../chrome.ts';
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
