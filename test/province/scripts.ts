import { navHtml } from './chrome.ts';
import { footHtml } from './identity.ts';
import type { SiteState } from './state.ts';

/** Scripts that the pages load. They really work in a browser: what only script shows must be there when it ran. */

/** The few calls of jQuery that the pages make. */
const JQUERY = `(function () {
  function ajax(o) { var x = new XMLHttpRequest(); x.open(o.type || 'GET', o.url); x.onload = function () { var t = x.responseText; o.success(o.dataType === 'json' ? JSON.parse(t) : t); }; x.send(); }
  function $(s) {
    if (typeof s === 'function') { if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', s); else s(); return; }
    var el = document.querySelectorAll(s);
    return { load: function (u) { ajax({ url: u, success: function (t) { el.forEach(function (e) { e.innerHTML = t; }); } }); }, html: function (t) { el.forEach(function (e) { e.innerHTML = t; }); }, ready: function (f) { $(f); } };
  }
  $.ajax = ajax; $.getJSON = function (u, f) { ajax({ url: u, dataType: 'json', success: f }); };
  window.$ = window.jQuery = $;
})();`;

/** Pager of 拓尔思 and list maker of 大汉. */
const COMMON = `function createPageHTML(count, current, name, ext, total) {
  function to(n) { return name + (n === 0 ? '' : '_' + n) + '.' + ext; }
  var h = '<span>共' + (total || count) + '条</span> ';
  for (var i = Math.max(0, current - 4); i < Math.min(count, current + 5); i++) h += i === current ? '<b>' + (i + 1) + '</b>' : '<a href="' + to(i) + '">' + (i + 1) + '</a>';
  if (current + 1 < count) h += '<a href="' + to(current + 1) + '">下一页</a>';
  document.write(h);
}
function jpage(o) {
  var box = document.getElementById(o.unitid), s = box.getElementsByTagName('script')[0].textContent;
  var r = /<record><!\\[CDATA\\[([\\s\\S]*?)\\]\\]><\\/record>/g, m, h = '';
  while ((m = r.exec(s)) !== null) h += m[1];
  var ul = document.createElement('ul'); ul.innerHTML = h; box.appendChild(ul);
}`;

const DATASOURCE = `document.querySelectorAll('ul[datatype=ds]').forEach(function (ul) {
  var id = ul.getAttribute('data').replace('datasource:', ''), x = new XMLHttpRequest();
  x.open('GET', 'ds_' + id + '.json');
  x.onload = function () { ul.innerHTML = JSON.parse(x.responseText).datasource.map(function (d) { return '<li><a href="' + d.publishUrl + '">' + d.showTitle + '</a><span class="date">' + (d.publishTime ? '(' + d.publishTime.slice(0, 10) + ')' : '') + '</span></li>'; }).join(''); };
  x.send();
});`;

const GKMLPT = `(function () {
  function show() {
    var c = window._CONFIG, cat = location.hash.replace('#', '') || c.DEFAULT, x = new XMLHttpRequest();
    document.querySelector('.gkml-nav').innerHTML = c.TREE.map(function (t) { return '<a href="/gkmlpt/index#' + t.id + '">' + t.name + '</a>'; }).join('');
    x.open('GET', '/gkmlpt/api/all/' + cat + '?page=1&sid=' + c.SID);
    x.onload = function () { document.querySelector('.gkml-list').innerHTML = '<table>' + JSON.parse(x.responseText).articles.map(function (a) { return '<tr><td>' + a.identifier + '</td><td><a href="' + a.url + '">' + a.title + '</a></td><td>' + (a.created_at || '').slice(0, 10) + '</td></tr>'; }).join('') + '</table>'; };
    x.send();
  }
  window.addEventListener('hashchange', show); show();
})();`;

const SEARCH = `(function () {
  var x = new XMLHttpRequest();
  x.open('GET', '/search/data' + location.search);
  x.onload = function () { if (x.status !== 200) return; var a = JSON.parse(x.responseText), r = a.results; document.getElementById('result').innerHTML = r.length === 0 ? a.none : '<p>' + r.length + '</p><ul>' + r.map(function (a) { return '<li><a href="' + a.href + '">' + a.title + '</a></li>'; }).join('') + '</ul>'; };
  x.send();
})();`;

const written = (html: string) =>
  `document.write(${JSON.stringify(html).replaceAll('</script', '<\\/script')});`;

/** The script at a path; null when there is none. */
export function scriptAt(state: SiteState, path: string): string | null {
  switch (path) {
    case '/js/jquery.min.js':
      return JQUERY;
    case '/js/common.js':
      return COMMON;
    case '/js/datasource.js':
      return DATASOURCE;
    case '/js/search.js':
      return SEARCH;
    case '/gkmlpt/js/app.js':
      return GKMLPT;
    case '/script/page.js':
      return '';
    case '/js/nav.js':
      return written(navHtml(state));
    case '/js/foot.js':
      return written(footHtml(state));
    default:
      return null;
  }
}
