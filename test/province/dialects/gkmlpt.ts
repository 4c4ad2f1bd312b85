import { compact, iso } from '../days.ts';
import { inScript } from '../html.ts';
import type { ProvinceColumn, ProvinceSite } from '../model.ts';
import { between } from '../random.ts';
import { columnBySlug, type Dialect } from './dialect.ts';
import { plainList } from './plain-list.ts';

/** 目录 of the open government platform: everything but news and topics stands there. */
const isInCatalogue = (column: ProvinceColumn) =>
  column.form === 'list' &&
  (column.kind === 'notice' || column.kind === 'policy' || column.limit !== null) &&
  column.kind !== 'news';

const base = (site: ProvinceSite) => 10_000 + between(0, 99, site.siteCode, 'gkml') * 100;
const sid = (site: ProvinceSite) => 700_000 + between(1, 99_999, site.siteCode, 'sid');

/** 广东 gkmlpt: one Vue page for all catalogue columns, told apart by the URL's fragment; lists are JSON. */
export const gkmlpt: Dialect = {
  perPage: 20,
  columnPath: (site, column) =>
    isInCatalogue(column) ? `/gkmlpt/index#${base(site) + column.no}` : `/${column.slug}/index.html`,
  articlePath: (site, { column, urlDay, id }) =>
    isInCatalogue(column)
      ? `/gkmlpt/content/${Math.floor(id / 1_000_000)}/${Math.floor(id / 1000)}/post_${id}.html#${base(site) + column.no}`
      : `/${column.slug}/content/post_${compact(urlDay)}${id}.html`,
  resolve(site, path, query) {
    const article = /\/post_(?:\d{8}(?=\d{6,}))?(\d+)\.html$/.exec(path);
    if (article?.[1] !== undefined) return { is: 'article', id: Number(article[1]) };
    const api = /^\/gkmlpt\/api\/all\/(\d+)$/.exec(path)?.[1];
    if (api !== undefined)
      return {
        is: 'data',
        column: Number(api) - base(site),
        page: Number(query.get('page') ?? 1),
        flavour: 'api',
      };
    if (path === '/gkmlpt/index') {
      const first = site.columns.find(isInCatalogue);
      return first === undefined ? null : { is: 'column', column: first.no, page: 1 };
    }
    const list = /^\/([a-z]+)\/(?:index(?:_(\d+))?\.html)?$/.exec(path);
    const column = list?.[1] === undefined ? undefined : columnBySlug(site, list[1]);
    return column === undefined ? null : { is: 'column', column: column.no, page: Number(list?.[2] ?? 1) };
  },
  list({ site, column, items, state, page, pages }) {
    if (!isInCatalogue(column)) {
      return `<div class="list-box">${plainList(items, site.dress, state.day)}<div class="page"><a href="/${column.slug}/index_${Math.min(page + 1, pages)}.html">下一页</a></div></div>`;
    }
    const tree = site.columns
      .filter(isInCatalogue)
      .map((c) => ({ id: base(site) + c.no, name: c.name, children: [] }));
    return `<div id="app"><div class="gkml-nav"></div><div class="gkml-list"></div></div>
<script type="text/javascript">window._CONFIG = ${inScript({ SID: sid(site), SITE_NAME: site.name, DEFAULT: base(site) + column.no, TREE: tree })};</script>
<script type="text/javascript" src="/gkmlpt/js/app.js"></script>`;
  },
  data({ site, column, items, total }) {
    const articles = items.map(({ article, href, date }) => ({
      id: article.id,
      identifier: `0233621J/${compact(article.day).slice(0, 4)}-${String(article.id % 100_000).padStart(5, '0')}`,
      title: article.title,
      publisher: site.sponsor,
      url: `http://${site.host}${href}`,
      post_url: `http://${site.host}${href}`,
      ...(date === null
        ? {}
        : {
            created_at: `${iso(article.day)} ${article.time}`,
            first_publish_time: Math.floor(Date.parse(`${iso(article.day)}T${article.time}+08:00`) / 1000),
            display_publish_time: Math.floor(Date.parse(`${iso(article.day)}T${article.time}+08:00`) / 1000),
          }),
    }));
    return {
      type: 'application/json',
      body: JSON.stringify({ articles, total, classify: { id: base(site) + column.no, name: column.name } }),
    };
  },
};
