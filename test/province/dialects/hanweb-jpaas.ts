import { partsOf } from '../days.ts';
import { hex } from '../random.ts';
import { columnBySlug, type Dialect, folderOf, type ListView } from './dialect.ts';
import { plainList } from './plain-list.ts';

/** Its pager states rows a page and records in all, as pages of the family do. */
function listHtml({ items, site, state, total }: ListView): string {
  const rows = plainList(items, site.dress, state.day, { tag: 'b', listClass: 'jpaas-list' });
  return `<div class="page-content">${rows}</div><div class="pagination" rows="15" count="${total}"></div>`;
}

/** 大汉 jpaas: the list is HTML inside JSON that the page's own script asks a gateway for. */
export const hanwebJpaas: Dialect = {
  perPage: 15,
  columnPath: (site, column) => `${folderOf(site, column)}index.html`,
  articlePath(site, { urlDay, id }) {
    const { year, month, date } = partsOf(urlDay);
    return `/art/${year}/${month}/${date}/art_${hex(32, site.siteCode, id).slice(8)}${id.toString(16).padStart(8, '0')}.html`;
  },
  resolve(site, path, query) {
    const article = /^\/art\/\d+\/\d+\/\d+\/art_[0-9a-f]{24}([0-9a-f]{8})\.html$/.exec(path);
    if (article?.[1] !== undefined) return { is: 'article', id: Number.parseInt(article[1], 16) };
    if (path === '/api-gateway/jpaas-publish-server/front/page/build/unit') {
      const column = columnBySlug(site, (query.get('tplSetId') ?? '').replace(/^.*_/, ''));
      const page = Number(/"pageNo":(\d+)/.exec(query.get('paramJson') ?? '')?.[1] ?? 1);
      return column === undefined ? null : { is: 'data', column: column.no, page, flavour: 'unit' };
    }
    const list = /^\/(?:[a-z]+\/)*([a-z]+)\/(?:index\.html)?$/.exec(path);
    const column = list?.[1] === undefined ? undefined : columnBySlug(site, list[1]);
    return column === undefined ? null : { is: 'column', column: column.no, page: 1 };
  },
  list({ site, column }) {
    const web = hex(32, site.siteCode, 'web');
    const page = hex(32, site.siteCode, column.no);
    const query = `webId=${web}&pageId=${page}&parseType=bulidstatic&pageType=column&tagId=${encodeURIComponent('信息列表')}&tplSetId=${hex(24, web)}_${column.slug}`;
    return `<div id="unit_${page}" class="tag_container" tagname="信息列表"><script parseType="buildstatic" async src="/script/page.js" id="_jpaas_${page}" url="/api-gateway/jpaas-publish-server/front/page/build/unit" querydata="{'parseType':'bulidstatic','webId':'${web}','tplSetId':'${hex(24, web)}_${column.slug}','pageType':'column','tagId':'信息列表','pageId':'${page}'}"></script></div>
<script type="text/javascript">
$.getJSON("/api-gateway/jpaas-publish-server/front/page/build/unit?${query}&paramJson=" + encodeURIComponent('{"pageNo":1,"pageSize":15}'), function (res) { document.getElementById("unit_${page}").innerHTML = res.data.html; });
</script>`;
  },
  data: (view) => ({
    type: 'application/json',
    body: JSON.stringify({ success: true, code: '200', message: '操作成功', data: { html: listHtml(view) } }),
  }),
};
