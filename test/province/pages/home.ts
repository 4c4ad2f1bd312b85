import { charsetTag, columnHref, metaTags, pageHtml } from '../chrome.ts';
import type { Day } from '../days.ts';
import { plainList } from '../dialects/plain-list.ts';
import { fetchedList } from '../dialects/script-fetch.ts';
import { inlineList } from '../dialects/script-inline.ts';
import { esc } from '../html.ts';
import type { ProvinceColumn } from '../model.ts';
import { pick } from '../random.ts';
import type { SiteState } from '../state.ts';
import { blockItems } from './list-view.ts';
import { systemLinks } from './service.ts';

/** Links to others, on every home page: neither columns nor systems of the site. */
const FRIENDS: readonly [string, string][] = [
  ['中国政府网', 'http://www.gov.cn/'],
  ['人民网', 'http://www.people-mn.com.cn/'],
  ['新华网', 'http://www.xinhua-mn.com/'],
  ['陕西省人民政府', 'http://www.shaanxi-mn.gov.cn/'],
  ['官方微博', 'https://weibo.com/u/1000000000'],
];

/** Path of the page a `dead-link` fault leads to. */
export const DEAD_PATH = '/zt/2019/hjzl/index.html';

export function homePage(state: SiteState): string {
  const { site } = state;
  if (site.dialect === 'frames') return framesetHtml(state);
  return pageHtml(state, { title: site.name, main: homeMain(state), isHome: true });
}

/** What the home page shows; for framed sites the page in the main frame. */
export function homeMain(state: SiteState): string {
  const { site } = state;
  const isEntrance = state.find('entrance') !== undefined;
  const dead =
    state.find('dead-link') === undefined
      ? ''
      : `<div class="banner"><a href="${DEAD_PATH}">环境整治专栏</a></div>`;
  const blocks = isEntrance
    ? `<div class="entrance">${state
        .childrenOf(null)
        .map(
          (column) =>
            `<a class="gate" href="${columnHref(state, column)}"><img src="/images/gate.png" alt=""><b>${esc(column.name)}</b></a>`,
        )
        .join('')}</div>`
    : homeBlocks(state);
  const friends = FRIENDS.map(([name, url]) => `<a href="${url}" target="_blank">${name}</a>`).join('');
  return `${dead}${blocks}${site.letterEntry === undefined ? '' : `\n${site.letterEntry}`}${site.accountTrace ?? ''}
<div class="systems">${systemLinks(state, 'home')}</div>
<div class="friend-links"><span>友情链接</span>${friends}</div>
<div class="share" data-share="weibo,wechat"><a href="http://service.weibo.com/share/share.php?url=http%3A%2F%2F${site.host}">分享到微博</a></div>`;
}

function homeBlocks(state: SiteState): string {
  const { site, homeColumns } = state;
  const undated = state.find('home-undated');
  const blocks = homeColumns.map((column) => ({
    column,
    html: blockHtml(state, column, 7, {
      day: state.homeDay,
      undated: undated !== undefined && (undated.kinds?.includes(column.kind) ?? true),
    }),
  }));
  const withTabs = site.dress.tabs && blocks.length > 2;
  if (!withTabs) return blocks.map(({ column, html }) => block(state, column, html)).join('\n');
  const heads = blocks.map(
    ({ column }, i) =>
      `<li class="${i === 0 ? 'on' : ''}"><a href="${columnHref(state, column)}">${esc(column.name)}</a></li>`,
  );
  const bodies = blocks.map(
    ({ html }, i) => `<div class="bd" style="display:${i === 0 ? 'block' : 'none'}">${html}</div>`,
  );
  return `<div class="tab"><div class="hd"><ul>${heads.join('')}</ul></div>${bodies.join('\n')}</div>`;
}

function block(state: SiteState, column: ProvinceColumn, html: string): string {
  const href = columnHref(state, column);
  return `<div class="box"><div class="tit"><h3><a href="${href}">${esc(column.name)}</a></h3><a class="more" href="${moreHref(state, href)}">更多&gt;&gt;</a></div>${html}</div>`;
}

/** The same column under its other address: counting it twice would make two of one fault. */
function moreHref({ site }: SiteState, href: string): string {
  return (site.dialect === 'trs' || site.dialect === 'empire') && href.endsWith('/')
    ? `${href}index.html`
    : href;
}

/** A column's newest items as a block, in the site's own way. */
export function blockHtml(
  state: SiteState,
  column: ProvinceColumn,
  count: number,
  { day, undated }: { day: Day; undated: boolean },
): string {
  const { site } = state;
  const items = blockItems(state, column, count, day);
  const shown = undated ? items.map((item) => ({ ...item, date: null })) : items;
  if (site.dialect === 'script-inline') return inlineList(shown, `home_${column.no}`);
  // The interface knows no frozen home page: such a site's home carries its rows itself.
  if (site.dialect === 'script-fetch') {
    return day === state.day && !undated
      ? fetchedList(column.no, count)
      : inlineList(shown, `home_${column.no}`);
  }
  return plainList(
    shown,
    {
      ...site.dress,
      dateStyle: pick([site.dress.dateStyle, 'month-day', 'iso'] as const, site.siteCode, column.no, 'home'),
    },
    state.day,
  );
}

/** 框架网页: navigation and news in frames of their own. */
function framesetHtml(state: SiteState): string {
  const { site } = state;
  return `<html><head>${charsetTag(state)}<title>${esc(site.name)}</title>
${metaTags(state, { title: site.name, main: '', isHome: true })}</head>
<frameset rows="160,*,90" frameborder="no" border="0"><frame src="/frame/top.htm" name="top" scrolling="no"><frame src="/frame/main.htm" name="main"><frame src="/frame/foot.htm" name="foot" scrolling="no"><noframes><body>您的浏览器不支持框架</body></noframes></frameset></html>`;
}
