import { compact, iso } from '../days.ts';
import { hex } from '../random.ts';
import type { Dialect } from './dialect.ts';

const channel = (siteCode: string, no: number) =>
  `${hex(28, siteCode, 'channel')}${String(no).padStart(4, '0')}`;

/** UCAP: lists are JSON from /common/search, articles wrapped in `<ucapcontent>` with `<publishtime>`. */
export const ucap: Dialect = {
  perPage: 15,
  columnPath: (_, column) => `/mn/c${107_800 + column.no}/list.shtml`,
  articlePath: (_, { column, urlDay, id }) =>
    `/mn/c${107_800 + column.no}/${compact(urlDay).slice(0, 6)}/c00_${30_000_000 + id}.shtml`,
  resolve(site, path, query) {
    const article = /\/c00_(\d+)\.shtml$/.exec(path);
    if (article?.[1] !== undefined) return { is: 'article', id: Number(article[1]) - 30_000_000 };
    const list = /^\/mn\/c(\d+)\/(?:list\.shtml)?$/.exec(path);
    if (list?.[1] !== undefined) return { is: 'column', column: Number(list[1]) - 107_800, page: 1 };
    const search = /^\/common\/search\/([0-9a-f]{28})(\d{4})$/.exec(path);
    if (search?.[2] === undefined || search[1] !== hex(28, site.siteCode, 'channel')) return null;
    return { is: 'data', column: Number(search[2]), page: Number(query.get('page') ?? 1), flavour: 'search' };
  },
  list: ({
    site,
    column,
  }) => `<div class="list-right"><ul id="ucap-list" class="ucap-list"></ul><div id="page"></div></div>
<script type="text/javascript">
var channelId = "${channel(site.siteCode, column.no)}";
$.ajax({ url: "/common/search/" + channelId + "?sort=publishedTime&_isAgg=true&_isJson=true&_pageSize=15&_template=index&_rangeTimeGte=&_channelName=&page=1", type: "GET", dataType: "json", success: function (res) {
  var html = "";
  res.data.results.forEach(function (item) { html += '<li><a href="' + item.url + '" target="_blank">' + item.title + '</a><span>' + (item.publishedTimeStr || '').substring(0, 10) + '</span></li>'; });
  document.getElementById("ucap-list").innerHTML = html;
} });
</script>`,
  data({ items, total, page, pages, column }) {
    const results = items.map(({ article, href, date }) => ({
      title: article.title,
      url: href,
      channelName: column.name,
      ...(date === null
        ? {}
        : {
            publishedTime: Date.parse(`${iso(article.day)}T${article.time}+08:00`),
            publishedTimeStr: `${iso(article.day)} ${article.time}`,
          }),
    }));
    return {
      type: 'application/json',
      body: JSON.stringify({ code: 200, data: { total, page, pageSize: 15, totalPage: pages, results } }),
    };
  },
};
