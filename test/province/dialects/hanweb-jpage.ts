import { partsOf } from '../days.ts';
import { esc } from '../html.ts';
import type { ProvinceSite } from '../model.ts';
import { between } from '../random.ts';
import type { Dialect, ShownItem } from './dialect.ts';
import { dateHtml, link, styleFor } from './plain-list.ts';

const columnBase = (site: ProvinceSite) => 1_229_000_000 + between(0, 9999, site.siteCode, 'col') * 100;
const unitId = (site: ProvinceSite, no: number) => 7_000_000 + between(0, 9999, site.siteCode, 'unit') + no;

function record(item: ShownItem, site: ProvinceSite, items: readonly ShownItem[], today: number): string {
  const style = styleFor(site.dress.dateStyle, items, today);
  const date = item.date === null ? '' : dateHtml(item.date, style, item.article.time, 'b', 'rq');
  const [first, second] = site.dress.dateBeforeLink ? [date, link(item)] : [link(item), date];
  return `<record><![CDATA[\n<li class="list-item">${first}${second}</li>]]></record>`;
}

/** 大汉 jpage: items in CDATA inside a script, further pages from dataproxy.jsp in chunks of three pages. */
export const hanwebJpage: Dialect = {
  perPage: 15,
  columnPath: (site, column) => `/col/col${columnBase(site) + column.no}/index.html`,
  articlePath(site, { column, urlDay, id }) {
    const { year, month, date } = partsOf(urlDay);
    return `/art/${year}/${month}/${date}/art_${columnBase(site) + column.no}_${id}.html`;
  },
  resolve(site, path, query) {
    const article = /^\/art\/\d+\/\d+\/\d+\/art_\d+_(\d+)\.html$/.exec(path);
    if (article?.[1] !== undefined) return { is: 'article', id: Number(article[1]) };
    const list = /^\/col\/col(\d+)\/(?:index\.html)?$/.exec(path);
    if (list?.[1] !== undefined) return { is: 'column', column: Number(list[1]) - columnBase(site), page: 1 };
    if (!path.endsWith('/jpage/dataproxy.jsp')) return null;
    const start = Number(query.get('startrecord') ?? 1);
    const column = Number(query.get('columnid')) - columnBase(site);
    return { is: 'data', column, page: Math.floor((start - 1) / 15) + 1, flavour: 'proxy' };
  },
  list({ items, site, column, state, total }) {
    const records = items.map((item) => record(item, site, items, state.day)).join('\n');
    const id = columnBase(site) + column.no;
    return `<div id="${unitId(site, column.no)}" class="main-list"><script type="text/xml"><datastore>
<nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1&webid=1&path=/&columnid=${id}&unitid=${unitId(site, column.no)}&webname=${encodeURIComponent(site.name)}&permissiontype=0"></a>]]></nextgroup>
<recordset>
${records}
</recordset></datastore></script></div>
<script type="text/javascript">
var perpage=15;var totalRecord=${total};var dataproxy_url="/module/web/jpage/dataproxy.jsp";
jpage({col:1,appid:1,webid:1,path:"/",columnid:${id},sourceContentType:1,unitid:"${unitId(site, column.no)}",webname:"${esc(site.name)}",permissiontype:0,perPage:perpage,totalRecord:totalRecord,proxyUrl:dataproxy_url});
</script>`;
  },
  data({ items, site, state, total }) {
    const records = items.map((item) => record(item, site, items, state.day)).join('\n');
    return {
      type: 'text/xml',
      body: `<?xml version="1.0" encoding="UTF-8"?><datastore><totalrecord>${total}</totalrecord><totalpage>${Math.ceil(total / 15)}</totalpage><recordset>\n${records}\n</recordset></datastore>`,
    };
  },
};
