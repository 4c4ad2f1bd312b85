import type { Dialect } from './dialect.ts';
import { columnBySlug, folderOf } from './dialect.ts';
import { plainList } from './plain-list.ts';

/** The home page is a frameset, lists stand in an iframe of their own. */
export const frames: Dialect = {
  perPage: 15,
  columnPath: (site, column) => `${folderOf(site, column)}index.htm`,
  articlePath: (_, { column, id }) => `/news/${column.slug}/${id}.htm`,
  resolve(site, path, query) {
    const article = /^\/news\/[a-z]+\/(\d+)\.htm$/.exec(path);
    if (article?.[1] !== undefined) return { is: 'article', id: Number(article[1]) };
    const inner = /^\/frame\/([a-z]+)_list\.htm$/.exec(path)?.[1];
    const framed = inner === undefined ? undefined : columnBySlug(site, inner);
    if (framed !== undefined)
      return { is: 'data', column: framed.no, page: Number(query.get('p') ?? 1), flavour: 'frame' };
    const outer = /^\/(?:[a-z]+\/)*([a-z]+)\/(?:index\.htm)?$/.exec(path)?.[1];
    const column = outer === undefined ? undefined : columnBySlug(site, outer);
    return column === undefined ? null : { is: 'column', column: column.no, page: 1 };
  },
  list: ({ column }) =>
    `<iframe src="/frame/${column.slug}_list.htm" name="list" width="720" height="640" frameborder="0" scrolling="no"></iframe>`,
  data({ items, site, state, column, page, pages }) {
    const rows = plainList(items, site.dress, state.day);
    return {
      type: 'text/html',
      body: `<html><head><title>${column.name}</title><base target="_blank"></head><body>${rows}<p><a target="_self" href="/frame/${column.slug}_list.htm?p=${Math.min(page + 1, pages)}">下一页</a> ${page}/${pages}</p></body></html>`,
    };
  },
};
