import { chineseDay } from './days.ts';
import { dialectOf } from './dialects/all.ts';
import { esc } from './html.ts';
import { footHtml, identityOf } from './identity.ts';
import type { ProvinceColumn } from './model.ts';
import { hex } from './random.ts';
import type { SiteState } from './state.ts';

export interface PageParts {
  title: string;
  main: string;
  column?: ProvinceColumn | undefined;
  /** 内容页标签 of an article. */
  article?: { title: string; published: string | null; source: string } | undefined;
  /** Breadcrumb below the home page. */
  trail?: readonly { text: string; href: string }[];
  /** Column whose children stand in the side menu. */
  side?: readonly ProvinceColumn[];
  /** What the page's `<title>` ends with is left out on the home page. */
  isHome?: boolean;
}

/** How the standard names column types (appendix of 国办发〔2017〕47号); columns of no such type leave the tag out. */
function columnType(column: ProvinceColumn): string {
  switch (column.kind) {
    case 'news':
      return '工作动态';
    case 'notice':
      return '通知公告';
    case 'policy':
      return '政策文件';
    case 'interaction':
      return '互动交流';
    case 'consultation':
      return '意见征集';
    case 'service':
      return '办事服务';
    case 'static':
      return column.name.includes('领导') ? '领导信息' : '机构职能';
    case 'other':
      return column.limit === null ? '其他' : column.name;
  }
}

function tagOf(state: SiteState, column: ProvinceColumn): string {
  const { kind = column.kind } = state.on('column-tag', column) ?? {};
  return columnType({ ...column, kind });
}

export function columnHref(state: SiteState, column: ProvinceColumn): string {
  return esc(dialectOf(state.site.dialect).columnPath(state.site, column));
}

export function metaTags(state: SiteState, { column, article, isHome }: PageParts): string {
  const { site } = state;
  const gone = new Set(state.find('meta-without')?.names ?? []);
  const { siteCode } = identityOf(state);
  const name = isHome === true ? '网站首页' : (column?.name ?? '');
  const tags: [string, string][] = [
    ['SiteName', site.name],
    ['SiteDomain', site.host],
    ...(siteCode === null ? [] : [['SiteIDCode', site.dress.emptyMeta ? '' : siteCode] as [string, string]]),
    ...(name === ''
      ? []
      : ([
          ['ColumnName', name],
          ['ColumnDescription', `${site.name}${name}栏目`],
          ['ColumnKeywords', `${site.short},${name}`],
          ['ColumnType', column === undefined ? '网站首页' : tagOf(state, column)],
        ] as [string, string][])),
    ...(article === undefined
      ? []
      : ([
          ['ArticleTitle', article.title],
          ...(article.published === null ? [] : [['PubDate', article.published]]),
          ['ContentSource', article.source],
        ] as [string, string][])),
  ];
  return tags
    .filter(([tag]) => !gone.has(tag))
    .map(([tag, content]) => `<meta name="${tag}" content="${esc(content)}">`)
    .join('\n');
}

export function navHtml(state: SiteState): string {
  const { site } = state;
  const top = state.childrenOf(null);
  const entry = (column: ProvinceColumn): string => {
    const children = site.dress.nav === 'plain' ? [] : state.childrenOf(column);
    const sub =
      children.length === 0
        ? ''
        : `<ul class="sub">${children.map((child) => `<li><a href="${columnHref(state, child)}">${esc(child.name)}</a></li>`).join('')}</ul>`;
    return `<li><a href="${columnHref(state, column)}">${esc(column.name)}</a>${sub}</li>`;
  };
  if (site.dress.foot === 'table') {
    const cells = top.map(
      (column) =>
        `<td align="center"><a href="${columnHref(state, column)}"><b>${esc(column.name)}</b></a></td>`,
    );
    return `<table width="1000" align="center" bgcolor="#c00" class="nav"><tr><td align="center"><a href="/">首页</a></td>${cells.join('')}</tr></table>`;
  }
  return `<div class="nav" id="nav"><ul><li><a href="/">首页</a></li>${top.map(entry).join('')}</ul></div>`;
}

function clockHtml(state: SiteState): string {
  switch (state.site.dress.clock) {
    case 'none':
      return '';
    case 'server':
      return `<div class="today">今天是：${chineseDay(state.day)}</div>`;
    case 'script':
      return '<div class="today" id="today"></div><script>var d=new Date();document.getElementById("today").innerHTML=d.getFullYear()+"年"+(d.getMonth()+1)+"月"+d.getDate()+"日";</script>';
  }
}

export function searchHtml(state: SiteState): string {
  if (state.find('search-broken')?.how === 'missing') return '';
  return state.site.dress.search === 'component'
    ? `<form class="search" action="http://api.so-gov.cn/s" method="get" target="_blank"><input type="hidden" name="siteCode" value="${state.site.siteCode}"><input type="text" name="qt" placeholder="请输入关键字"><input type="submit" value="搜索"></form>`
    : '<form class="search" action="/search" method="get"><input type="text" name="q" placeholder="请输入关键字"><button type="submit">搜索</button></form>';
}

export function headHtml(state: SiteState): string {
  const { site } = state;
  const nav =
    site.dress.nav === 'script'
      ? '<script type="text/javascript" src="/js/nav.js"></script>'
      : navHtml(state);
  return `<div class="header">${clockHtml(state)}<div class="logo"><svg width="24" height="24" viewBox="0 0 1024 1024"><path d="M2019.12 31.08 2025-11-20 512 512 2026.1.1z"></path></svg><a href="/"><img src="/images/logo.png" alt="${esc(site.name)}"></a></div>${searchHtml(state)}</div>\n${nav}`;
}

function mixedHtml(state: SiteState): string {
  const url = `http://${state.site.host}`;
  return state.find('mixed-content')?.what === 'script'
    ? `\n<script type="text/javascript" src="${url}/js/common.js"></script>`
    : '';
}

/** A whole page of the site, all its dress on. */
export function pageHtml(state: SiteState, parts: PageParts): string {
  const { site } = state;
  const { dress } = site;
  const byLoad = dress.foot === 'fragment';
  const head = byLoad ? '<div id="header"></div>' : headHtml(state);
  const foot = byLoad
    ? '<div id="footer"></div><script type="text/javascript">$(function(){$("#header").load("/static/head/index.html");$("#footer").load("/static/foot/index.html");});</script>'
    : dress.foot === 'script'
      ? '<script type="text/javascript" src="/js/foot.js"></script>'
      : footHtml(state);
  const hidden = state
    .all('hidden-link')
    .map(({ url }) => `<div style="display:none"><a href="${url}">棋牌娱乐</a></div>`);
  const trail = parts.trail ?? [];
  const crumbs =
    parts.isHome === true || trail.length === 0
      ? ''
      : `<div class="position">您当前的位置：<a href="/">首页</a>${trail.map(({ text, href }) => ` &gt; <a href="${esc(href)}">${esc(text)}</a>`).join('')}</div>`;
  const side =
    parts.side === undefined || parts.side.length === 0
      ? ''
      : `<div class="side-menu"><ul>${parts.side.map((column) => `<li><a href="${columnHref(state, column)}">${esc(column.name)}</a></li>`).join('')}</ul></div>`;
  const suffix = parts.isHome === true ? '' : `-${site.name}`;
  return `<!DOCTYPE html>
<html>
<head>
${charsetTag(state)}
<title>${esc(parts.title)}${esc(suffix)}</title>
${metaTags(state, parts)}
<link rel="stylesheet" type="text/css" href="/css/style.css">
<script type="text/javascript" src="/js/jquery.min.js"></script>
<script type="text/javascript" src="/js/common.js"></script>${mixedHtml(state)}
</head>
<body>
${head}
${crumbs}<div class="wrap">${side}<div class="content">
${parts.main}
</div></div>
${foot}${hidden.join('')}${state.find('mixed-content')?.what === 'image' ? `\n<img src="http://${site.host}/images/tel.png" alt="">` : ''}
<script type="text/javascript">var _hmt=_hmt||[];(function(){var hm=document.createElement("script");hm.src="https://hm.baidu.com/hm.js?${hex(32, site.siteCode, 'hm')}";hm.async=true;})();</script>
</body>
</html>`;
}

export function charsetTag({ site: { dress } }: SiteState): string {
  if (dress.declares === 'header') return '';
  const stated = dress.declares === 'lie' ? 'utf-8' : dress.charset === 'gb18030' ? 'gb2312' : 'utf-8';
  return dress.charset === 'gb18030'
    ? `<meta http-equiv="Content-Type" content="text/html; charset=${stated}">`
    : `<meta charset="${stated}">`;
}

/** The `Content-Type` of a page: what the header states of the charset, if anything. */
export function contentType({ site: { dress } }: SiteState, type = 'text/html'): string {
  const stated = dress.charset === 'gb18030' ? 'gb2312' : 'utf-8';
  return dress.declares === 'meta' ? type : `${type}; charset=${stated}`;
}
