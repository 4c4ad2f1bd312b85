import {
  type DataRequest,
  type IdentityReading,
  type LinkReading,
  type ListReading,
  SURE_ENOUGH,
} from '../domain/page-reading.ts';
import { type PageDom, textOf } from './page-dom.ts';

export interface CompletenessInput {
  text: string;
  links: readonly LinkReading[];
  lists: readonly ListReading[];
  scripts: readonly string[];
  requests: readonly DataRequest[];
  identity: IdentityReading;
  /** Its scripts have run: what they set at once is there, what they ask for may still be missing. */
  rendered: boolean;
}

/** A page that says less than this without script has its content made by script. */
const LITTLE_TEXT = 120;
const LOADS_BY_SCRIPT =
  /\$\.(?:ajax|get|post|getJSON)\s*\(|axios|\bfetch\s*\(|XMLHttpRequest|new\s+Vue|createApp|ReactDOM|dataproxy|queryArticleBy|layui\.|\.jpage\s*\(|document\.write\s*\([^)]{0,200}<(?:li|tr|td|ul|dl|dd|a\s+href)\b/;
/** Lists and forms put together as text and set into the page. */
const SETS_MARKUP = /\.(?:inner|outer)HTML\s*\+?=|\.insertAdjacentHTML\s*\(|\.(?:append|html|prepend)\s*\(/;
const MARKUP_OF_CONTENT = /['"`]\s*<(?:li|tr|td|dl|dd|ul|ol|table|form|input|textarea)[\s>'"`]/i;
/** Places that a script is to fill: `{{item.title}}`, `v-for`, `ng-repeat`, `<%= title %>`. */
const TEMPLATE = /\{\{[^{}]{1,80}\}\}|<%=?[^%]{1,80}%>|\$\{[^{}]{1,60}\}/;
const TEMPLATE_ATTRIBUTES = [
  ...['v-for', 'v-html', 'v-text', 'ng-repeat', 'ng-app', ':href', 'data-bind', 'ms-controller'],
];
/** `<div id="app"></div>`: where a script puts the whole page. */
const ROOT_ID = /^(?:app|root|__next|vue-?app)$/;
/** Elements that hold the entries of a list. */
const LIST_PLACE = new Set(['ul', 'ol', 'dl', 'table', 'tbody']);
/** Scripts by whose names they move, count and share what is there, and put no entries into a page. */
const LIBRARY =
  /jquery|swiper|slide|bootstrap|\blayer\b|share|jiathis|qrcode|echarts|html5|respond|\bie\d|wza|baidu|analytics|tongji|count|stat\b|conac|jiucuo|kaipuyun|weixin|wechat|animate|lazyload|polyfill|css3/i;
/** What stands in the place of entries while they are fetched. */
const LOADING =
  /(?:^|\s)(?:数据|内容|页面|信息|正在|努力|玩命|拼命)?(?:正在)?(?:加载|载入|读取)(?:数据)?中|(?:^|\s)loading\s?(?:\.{2,}|…)/i;
const HEAD_SCRIPT = /(?:head|top|nav|menu|banner|daohang|tou)\w{0,12}\.js(?:\?|$)/i;
const FOOT_SCRIPT = /(?:foot|bottom|copyright|yejiao|banquan|wei|dibu|end)\w{0,8}\.js(?:\?|$)/i;
const LIST_DIALECTS = new Set(['dataproxy', 'gkmlpt', 'ucap', 'datasource', 'jpaas']);

/** Whether everything a visitor sees is in the page without running its scripts. In doubt it is not. */
export function isComplete(dom: PageDom, input: CompletenessInput): boolean {
  const { text, links, lists, scripts, requests, identity, rendered } = input;
  if (dom.cut) return false;
  const tags = dom.tagged('script');
  if (tags.length === 0) return !isTemplate(dom, text);
  const sources = tags.flatMap((index) => dom.nodes[index]?.element?.attribs.src ?? []);
  // A head or foot that a script of that name writes, and that is not here yet.
  if (sources.some((src) => FOOT_SCRIPT.test(src)) && identity.siteCode === null && identity.icp.length === 0)
    return false;
  const menu = links.filter(({ place }) => place === 'nav').length;
  if (sources.some((src) => HEAD_SCRIPT.test(src)) && menu < 3) return false;
  if (lists.some(({ latest, confidence }) => latest !== null && confidence >= SURE_ENOUGH)) return true;
  if (!rendered && (text.length < LITTLE_TEXT || links.length < 3)) return false;
  if (!rendered && (LOADING.test(text) || (sources.some(mayFill) && hasEmptyPlace(dom)))) return false;
  if (isTemplate(dom, text) || requests.some(({ dialect }) => LIST_DIALECTS.has(dialect))) return false;
  return !scripts.some(
    (script) =>
      LOADS_BY_SCRIPT.test(script) ||
      (!rendered && SETS_MARKUP.test(script) && MARKUP_OF_CONTENT.test(script)),
  );
}

function mayFill(src: string): boolean {
  return !LIBRARY.test(src);
}

/** A list without entries, or an element of the page's own making without words. */
function hasEmptyPlace(dom: PageDom): boolean {
  return dom.nodes.some(({ element }, i) => {
    if (element === null || !(LIST_PLACE.has(element.name) || element.name.includes('-'))) return false;
    return textOf(dom, i, 1) === '' && !hasPicture(dom, i);
  });
}

/** What shows a picture is not empty. */
function hasPicture(dom: PageDom, index: number): boolean {
  const end = dom.nodes[index]?.end ?? index;
  for (let i = index; i < end; i++) {
    const name = dom.nodes[i]?.element?.name;
    if (name === 'img' || name === 'input' || name === 'iframe' || name === 'svg') return true;
  }
  return false;
}

/** What a library is to fill stands there unfilled. */
function isTemplate(dom: PageDom, text: string): boolean {
  return TEMPLATE.test(text.slice(0, 100_000)) || hasPlacesForScript(dom);
}

/** Elements that a library fills: marked by its attributes, or the empty root of a page that is all script. */
function hasPlacesForScript({ html, nodes }: PageDom): boolean {
  const named = TEMPLATE_ATTRIBUTES.filter((name) => html.includes(name));
  return nodes.some(({ element }) => {
    if (element === null) return false;
    const { id } = element.attribs;
    if (id !== undefined && element.children.length === 0 && ROOT_ID.test(id)) return true;
    return named.length > 0 && named.some((name) => element.attribs[name] !== undefined);
  });
}
