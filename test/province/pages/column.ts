import { columnHref, pageHtml } from '../chrome.ts';
import { dialectOf } from '../dialects/all.ts';
import { esc } from '../html.ts';
import type { ProvinceColumn } from '../model.ts';
import { hex } from '../random.ts';
import type { SiteState } from '../state.ts';
import { blockHtml } from './home.ts';
import { interactionMain, lettersMain } from './interaction.ts';
import { listView } from './list-view.ts';
import { serviceMain } from './service.ts';

export function columnPage(state: SiteState, column: ProvinceColumn, page: number): string {
  const siblings =
    column.parent === null ? [] : state.site.columns.filter(({ parent }) => parent === column.parent);
  const children = state.childrenOf(column);
  const path = dialectOf(state.site.dialect).columnPath(state.site, column);
  // What stands behind a hash is unknown to the server: its page is the frame of all such columns.
  if (path.includes('#')) {
    const [shared = ''] = path.split('#');
    const title = '政府信息公开目录';
    return pageHtml(state, {
      title,
      column: { ...column, name: title, kind: 'other', limit: { months: 12 } },
      main: listMain(state, column, page).replace(/^<h2.*<\/h2>\n/, ''),
      trail: [{ text: title, href: shared }],
    });
  }
  return pageHtml(state, {
    title: column.name,
    main: columnMain(state, column, page),
    column,
    trail: state
      .pathTo(column)
      .map((c) => ({ text: c.name, href: dialectOf(state.site.dialect).columnPath(state.site, c) })),
    side: children.length > 0 ? children : siblings,
  });
}

function columnMain(state: SiteState, column: ProvinceColumn, page: number): string {
  switch (column.form) {
    case 'list':
      return listMain(state, column, page);
    case 'overview':
      return overviewMain(state, column);
    case 'static':
      return staticMain(state, column);
    case 'leaders':
      return leadersMain(state);
    case 'service':
      return serviceMain(state);
    case 'interaction':
      return interactionMain(state);
    case 'letters':
      return lettersMain(state);
  }
}

function listMain(state: SiteState, column: ProvinceColumn, page: number): string {
  if (state.on('column-picture', column) !== undefined) {
    return `<div class="pic"><img src="/images/list_${hex(8, state.site.siteCode, column.no)}.jpg" width="700" height="900" usemap="#m" alt=""></div>`;
  }
  return `<h2 class="column-name">${esc(column.name)}</h2>\n${dialectOf(state.site.dialect).list(listView(state, column, page))}`;
}

/** A parent shows the first items of each child: fresh as a whole although one child may be stale. */
function overviewMain(state: SiteState, column: ProvinceColumn): string {
  return state
    .childrenOf(column)
    .map((child) => {
      const href = columnHref(state, child);
      const items =
        child.form === 'list' && state.on('column-picture', child) === undefined
          ? blockHtml(state, child, 5, { day: state.day, undated: false })
          : '';
      return `<div class="box"><div class="tit"><h3><a href="${href}">${esc(child.name)}</a></h3><a class="more" href="${href}">更多&gt;&gt;</a></div>${items}</div>`;
    })
    .join('\n');
}

const staticMain = (state: SiteState, column: ProvinceColumn): string =>
  `<div class="article-content"><h1>${esc(column.name)}</h1><p>${esc(state.site.name)}位于陕西省，2019年机构改革后设12个内设机构。</p><p>办公地址：政府大楼${column.no}层。办公时间：工作日8:30-17:30。</p></div>`;

/** Portraits in an order kept by invented dates, as some systems do it: no publication dates. */
const leadersMain = (state: SiteState): string =>
  `<ul class="leaders">${['王建国', '李志强', '张晓红', '刘永明']
    .map(
      (name, i) =>
        `<li><a href="/ld/${hex(6, state.site.siteCode, i)}.html"><img src="/images/ld${i}.jpg" alt=""><b>${name}</b></a><span>${['书记', '主任', '副主任', '副主任'][i]}</span><span class="date" style="display:none">2009-01-0${i + 1}</span></li>`,
    )
    .join('')}</ul>`;
