import { articleAt, parseArticleId } from './articles.ts';
import { contentType, headHtml } from './chrome.ts';
import { dialectOf } from './dialects/all.ts';
import { encodeGb18030 } from './gb18030.ts';
import { footHtml } from './identity.ts';
import type { ProvinceColumn } from './model.ts';
import { articlePage } from './pages/article.ts';
import { columnPage } from './pages/column.ts';
import { letterForm } from './pages/forms.ts';
import { DEAD_PATH, homeMain, homePage } from './pages/home.ts';
import { CHANNEL_PATHS, channelPage } from './pages/interaction.ts';
import { listView } from './pages/list-view.ts';
import { notFoundHtml, siteMapPage, softNotFoundPage } from './pages/other.ts';
import { searchData, searchPage } from './pages/search.ts';
import { scriptAt } from './scripts.ts';
import type { SiteState, World } from './state.ts';
import { wallAnswer } from './walls.ts';

export interface Asked {
  /** Without port, lower case. */
  host: string;
  method: string;
  /** Path and query as sent. */
  target: string;
  cookie: string;
}

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
  /** What the connection does instead of, or before, answering. */
  trouble?: 'reset' | 'slow' | 'hangs' | 'refused';
  /** Answered 429 when the host is asked again too soon. */
  limit?: 'burst';
}

/** One transparent pixel: what every picture of the province is. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

export const CANARY_HOSTS = ['canary-1.mn.test', 'canary-2.mn.test'] as const;

/** What a host answers on the world's day: a pure function of world and question. */
export function answerFor(world: World, asked: Asked): Answer {
  const site = world.siteAt(asked.host);
  if (site === undefined) return foreignAnswer(world, asked);
  const state = world.state(site);
  const down = state.find('down');
  if (down?.how === 'refused') return { ...plain(503, ''), trouble: 'refused' };
  if (down?.how === 'reset') return { ...plain(500, ''), trouble: 'reset' };
  if (down?.how === 'status')
    return plain(
      500,
      '<html><head><title>500 Internal Server Error</title></head><body><h1>Internal Server Error</h1></body></html>',
    );
  const wall = state.find('wall');
  const walled = wall === undefined ? null : wallAnswer(wall.how, asked.cookie);
  if (walled !== null)
    return {
      ...plain(walled.status, walled.html),
      headers: { 'content-type': 'text/html; charset=utf-8', ...walled.headers },
    };
  const rate = state.find('rate-limit');
  if (rate?.how === 'always')
    return {
      ...plain(429, '<html><body>Too Many Requests</body></html>'),
      headers: { 'content-type': 'text/html', 'retry-after': '120' },
    };
  const redirect = state.find('redirect-home');
  if (redirect !== undefined && asked.host === site.host) {
    return { ...plain(302, ''), headers: { location: redirect.to.replace(/\/$/, '') + asked.target } };
  }
  const answer = siteAnswer(state, asked);
  if (down?.how === 'slow' || down?.how === 'hangs') return { ...answer, trouble: down.how };
  return rate === undefined ? answer : { ...answer, limit: 'burst' };
}

function plain(status: number, html: string): Answer {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body: Buffer.from(html) };
}

function htmlAnswer(state: SiteState, html: string, status = 200): Answer {
  const body = state.site.dress.charset === 'gb18030' ? encodeGb18030(html) : Buffer.from(html);
  return { status, headers: { 'content-type': contentType(state) }, body };
}

function siteAnswer(state: SiteState, { method, target }: Asked): Answer {
  const { site } = state;
  const url = new URL(target, 'http://x/');
  const path = url.pathname;
  const query = url.searchParams;
  if (path === '/' || path === '/index.html') return htmlAnswer(state, homePage(state));
  if (path.endsWith('.js')) {
    const script = scriptAt(state, path);
    if (script !== null)
      return {
        status: 200,
        headers: { 'content-type': 'application/javascript; charset=utf-8' },
        body: Buffer.from(script),
      };
  }
  const fixed = fixedAnswer(state, path, url.search, method);
  if (fixed !== null) return fixed;
  const dialect = dialectOf(site.dialect);
  const asked = dialect.resolve(site, path, query);
  if (asked === null) return notFound(state);
  if (asked.is === 'article') {
    const { column: no, window } = parseArticleId(asked.id);
    const column = state.column(no);
    if (column === undefined || column.form !== 'list') return notFound(state);
    if (state.on('column-undated', column)?.articles === 'unreadable')
      return plain(500, '<h1>Internal Server Error</h1>');
    const html = articlePage(state, articleAt(site, column, window, state.publishing(column)));
    return html === null ? notFound(state) : htmlAnswer(state, html);
  }
  const column = state.column(asked.column);
  if (column === undefined) return notFound(state);
  const isShared = asked.is === 'column' && dialect.columnPath(site, column).includes('#');
  const broken = isShared ? undefined : state.on('column-status', column);
  if (broken !== undefined)
    return broken.status === 404
      ? notFound(state)
      : plain(broken.status, '<html><body><h1>Internal Server Error</h1></body></html>');
  if (asked.is === 'column') return htmlAnswer(state, columnPage(state, column, asked.page));
  return dataAnswer(state, column, asked.page, asked.flavour);
}

function dataAnswer(state: SiteState, column: ProvinceColumn, page: number, flavour: string): Answer {
  const dialect = dialectOf(state.site.dialect);
  const isPicture = state.on('column-picture', column) !== undefined;
  if (dialect.data === undefined || isPicture) return notFound(state);
  const { type, body } = dialect.data(listView(state, column, page), flavour);
  if (type === 'text/html') return htmlAnswer(state, body);
  return { status: 200, headers: { 'content-type': `${type}; charset=utf-8` }, body: Buffer.from(body) };
}

/** The words of a search, in the charset of the page that asked. */
function wordsOf({ site }: SiteState, search: string): string {
  const [, sent = ''] = /[?&]q=([^&]*)/.exec(search) ?? [];
  const bytes = Buffer.from(
    sent
      .replaceAll('+', ' ')
      .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
  return new TextDecoder(site.dress.charset).decode(bytes);
}

function fixedAnswer(state: SiteState, path: string, search: string, method: string): Answer | null {
  const { site } = state;
  if (/\.(png|jpg|gif|ico)$/.test(path))
    return { status: 200, headers: { 'content-type': 'image/gif' }, body: PIXEL };
  if (path.endsWith('.css'))
    return { status: 200, headers: { 'content-type': 'text/css' }, body: Buffer.from('') };
  if (path === '/robots.txt') return robotsAnswer(site.dress.robots);
  if (path === '/static/head/index.html') return htmlAnswer(state, headHtml(state));
  if (path === '/static/foot/index.html') return htmlAnswer(state, footHtml(state));
  if (path === '/site/map.html') return htmlAnswer(state, siteMapPage(state));
  if (path === DEAD_PATH)
    return state.find('dead-link')?.soft === true
      ? htmlAnswer(state, softNotFoundPage(state))
      : notFound(state);
  if (path === '/search' || path === '/search/data') {
    const how = state.find('search-broken')?.how;
    if (how === 'missing') return notFound(state);
    if (how === 'status') return plain(500, '<h1>Internal Server Error</h1>');
    const words = wordsOf(state, search);
    if (path === '/search') return htmlAnswer(state, searchPage(state, words));
    if (how === 'data') return plain(503, 'Service Unavailable');
    return {
      status: 200,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: Buffer.from(searchData(state, words)),
    };
  }
  if (site.dialect === 'frames') {
    const base = (html: string) =>
      htmlAnswer(state, `<html><head><base target="_top"></head><body>${html}</body></html>`);
    if (path === '/frame/top.htm') return base(headHtml(state));
    if (path === '/frame/main.htm') return base(homeMain(state));
    if (path === '/frame/foot.htm') return base(footHtml(state));
  }
  if (path.startsWith('/e/public/ViewClick/'))
    return {
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: Buffer.from("document.write('128');"),
    };
  if (method === 'POST' && path.startsWith('/hdjl/')) return htmlAnswer(state, '<p>提交成功</p>');
  if (/^\/(hdjl\/letter|ld|user)\/[^/]+\.html$/.test(path) && path !== CHANNEL_PATHS.login) {
    return htmlAnswer(
      state,
      `<html><head><title>${site.name}</title></head><body><p>${site.name}</p></body></html>`,
    );
  }
  const channel = channelPage(state, path);
  if (channel === null) return null;
  const answer = htmlAnswer(state, channel.html, channel.status);
  return channel.location === undefined ? answer : { ...answer, headers: { location: channel.location } };
}

function notFound(state: SiteState): Answer {
  const { status, headers, body } = plain(404, notFoundHtml);
  return { status, headers: { ...headers, server: state.site.dialect }, body };
}

function robotsAnswer(robots: 'none' | 'allow' | 'partial'): Answer {
  if (robots === 'none') return plain(404, notFoundHtml);
  const text =
    robots === 'allow' ? 'User-agent: *\nDisallow:\n' : 'User-agent: *\nDisallow: /e/\nDisallow: /admin/\n';
  return { status: 200, headers: { 'content-type': 'text/plain' }, body: Buffer.from(text) };
}

/** Hosts that are no site of the inventory: canaries, systems, third parties' components, friend links. */
function foreignAnswer(world: World, { host, target }: Asked): Answer {
  if (host === 'dcs.conac.cn' || host === 'zfwzgl.www.gov.cn') {
    if (!target.endsWith('.js'))
      return plain(200, '<html><head><title>政府网站找错</title></head><body>政府网站找错</body></html>');
    const html =
      host === 'dcs.conac.cn'
        ? '<a href="http://bszs.conac.cn/sitename"><img src="//dcs.conac.cn/image/red.png" alt="党政机关"></a>'
        : '<a href="http://zfwzgl.www.gov.cn/exposure/jiucuo.html"><img src="//zfwzgl.www.gov.cn/exposure/images/jiucuo.png" alt="政府网站找错"></a>';
    return {
      status: 200,
      headers: { 'content-type': 'application/javascript' },
      body: Buffer.from(`document.write(${JSON.stringify(html)});`),
    };
  }
  const redirected = world.province.sites.find(
    (site) => world.state(site).find('redirect-home')?.to === `http://${host}/`,
  );
  if (redirected !== undefined)
    return siteAnswer(world.state(redirected), { host, target, method: 'GET', cookie: '' });
  if (host.startsWith('liuyan.')) {
    return plain(
      200,
      `<html><head><meta charset="utf-8"><title>网上留言</title></head><body><h2>网上留言</h2>${letterForm('table-form', target)}</body></html>`,
    );
  }
  return plain(
    200,
    `<html><head><meta charset="utf-8"><title>${host}</title></head><body><h1>${host}</h1></body></html>`,
  );
}
