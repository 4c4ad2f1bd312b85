import { compact, iso } from '../days.ts';
import { esc } from '../html.ts';
import { hex } from '../random.ts';
import { columnBySlug, type Dialect } from './dialect.ts';

const source = (siteCode: string, no: number) => hex(32, siteCode, 'ds', no);

/** 新华网 data source: the first screen is in the page, the rest in `ds_HEX.json`; on every second column all of it is. */
export const xinhuaDs: Dialect = {
  perPage: 20,
  columnPath: (_, column) => `/${column.slug}/index.htm`,
  articlePath: (site, { urlDay, id }) =>
    `/${compact(urlDay)}/${id.toString(16).padStart(8, '0')}${hex(24, site.siteCode, id)}/c.html`,
  resolve(site, path) {
    const article = /^\/\d{8}\/([0-9a-f]{8})[0-9a-f]{24}\/c\.html$/.exec(path);
    if (article?.[1] !== undefined) return { is: 'article', id: Number.parseInt(article[1], 16) };
    const data = /^\/([a-z]+)\/ds_([0-9a-f]{32})\.json$/.exec(path);
    const fed = data?.[1] === undefined ? undefined : columnBySlug(site, data[1]);
    if (fed !== undefined)
      return data?.[2] === source(site.siteCode, fed.no)
        ? { is: 'data', column: fed.no, page: 1, flavour: 'ds' }
        : null;
    const list = /^\/([a-z]+)\/(?:index\.htm)?$/.exec(path);
    const column = list?.[1] === undefined ? undefined : columnBySlug(site, list[1]);
    return column === undefined ? null : { is: 'column', column: column.no, page: 1 };
  },
  list({ items, site, column }) {
    const shown = column.no % 2 === 0 ? items.slice(0, 8) : [];
    const rows = shown.map(
      ({ article, href, date }) =>
        `<li id="zhf"><a href="..${esc(href)}" target="_blank">${esc(article.title)}</a>${date === null ? '' : `<span class="date">(${iso(date)})</span>`}</li>`,
    );
    const id = source(site.siteCode, column.no);
    return `<div class="xwzx-yw-box"><ul class="list01" id="list_${id}" data="datasource:${id}" datatype="ds" preview="ds_">${rows.join('')}</ul></div>
<script type="text/javascript" src="/js/datasource.js"></script>`;
  },
  data: ({ items, site, column }) => ({
    type: 'application/json',
    body: JSON.stringify({
      datasource: items.map(({ article, href, date }) => ({
        contentId: hex(40, site.siteCode, article.id),
        title: article.title,
        showTitle: article.title,
        publishUrl: `..${href}`,
        linkUrls: [],
        contentType: 'MultiMedia',
        ...(date === null ? {} : { publishTime: `${iso(article.day)} ${article.time}` }),
        publishType: 'published',
      })),
      publishDomain: `http://${site.host}`,
      categoryUrl: '',
      categoryId: source(site.siteCode, column.no),
    }),
  }),
};
