import type { DataRequest } from '../domain/page-reading.ts';
import { absoluteUrl } from './absolute-url.ts';
import { type PageDom, selectorOf } from './page-dom.ts';

/** A page asks for a handful of things; a hostile one may name thousands. */
const MAX_REQUESTS = 40;

/** Requests by which the page loads what it does not carry: known list dialects, fragments put in by script, frames. */
export function readDataRequests(
  dom: PageDom,
  scripts: readonly string[],
  html: string,
  base: string,
): DataRequest[] {
  const requests = [
    ...jpaas(dom, base),
    ...dataproxy(scripts, base),
    ...datasource(dom, base),
    ...gkmlpt(html, base),
    ...ucap(html, base),
  ];
  for (const script of scripts) requests.push(...fragments(script, base));
  for (const index of [...dom.tagged('frame'), ...dom.tagged('iframe')]) {
    const element = dom.nodes[index]?.element;
    const url = absoluteUrl(element?.attribs.src, base);
    if (url !== null && element && requests.length < MAX_REQUESTS * 2)
      requests.push({ dialect: 'frame', url, method: 'GET', form: null, into: selectorOf(element) });
  }
  for (const { element } of /data-include|w3-include-html/i.test(dom.html) ? dom.nodes : []) {
    // `<div data-include="/head.html">`, `w3-include-html`, `<embed src>`: fragments without a line of script.
    const included = element?.attribs['w3-include-html'] ?? element?.attribs['data-include'];
    const part = absoluteUrl(included, base);
    if (part !== null && element !== null)
      requests.push({ dialect: 'fragment', url: part, method: 'GET', form: null, into: selectorOf(element) });
  }
  const seen = new Set<string>();
  return requests.filter(({ url, form }) => {
    const key = `${url} ${JSON.stringify(form)}`;
    if (seen.size >= MAX_REQUESTS || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Text of inline scripts, each capped: a minified library is no place to look for a list. */
export function scriptTexts(dom: PageDom): string[] {
  return dom.tagged('script').flatMap((index) => {
    const element = dom.nodes[index]?.element;
    if (!element || element.attribs.src !== undefined) return [];
    const [first] = element.children;
    return first !== undefined && 'data' in first ? [String(first.data).slice(0, 300_000)] : [];
  });
}

const PROXY_FIELDS = [
  ...[
    'col',
    'appid',
    'webid',
    'path',
    'columnid',
    'sourceContentType',
    'unitid',
    'webname',
    'permissiontype',
  ],
];

/** 大汉 jpage: the page names the proxy and the parameters it is called with. */
function dataproxy(scripts: readonly string[], base: string): DataRequest[] {
  return scripts.flatMap((script) => {
    const path = /['"]([^'"]{0,200}?\/(?:more\w*)?dataproxy\.jsp)(\?[^'"]{0,400})?/.exec(script);
    const url = path === null ? null : absoluteUrl(path[1], base);
    if (url === null) return [];
    const form: Record<string, string> = {};
    const stated = new URLSearchParams((path?.[2] ?? '').replace(/&amp;/g, '&'));
    for (const name of PROXY_FIELDS) {
      const written = new RegExp(
        `(?:^|[\\s,{&?'"])${name}['"]?\\s*[:=]\\s*(?:['"]([^'"&]{0,120})['"]?|([\\w./%-]{1,60}))`,
      ).exec(script);
      const value = stated.get(name) ?? written?.[1] ?? written?.[2];
      if (value !== undefined && value !== null) form[name] = decoded(value);
    }
    const perPage = /perpage['"]?\s*[:=]\s*['"]?(\d{1,3})/i.exec(script)?.[1] ?? '15';
    const query = new URL(url);
    query.searchParams.set('startrecord', '1');
    query.searchParams.set('endrecord', String(Math.max(1, Number(perPage)) * 3));
    query.searchParams.set('perpage', perPage);
    const into = /\$\(\s*['"]#?([\w-]{1,60})['"]\s*\)\s*\.jpage/.exec(script)?.[1];
    return [
      {
        dialect: 'dataproxy' as const,
        url: query.href,
        method: 'POST' as const,
        form,
        into: into ? `#${into}` : 'script',
      },
    ];
  });
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** 大汉 jpaas: `<script url="/api-gateway/…/build/unit" queryData="{'webId':…}">` puts the list where it stands. */
function jpaas(dom: PageDom, base: string): DataRequest[] {
  return dom.tagged('script').flatMap((index) => {
    const element = dom.nodes[index]?.element;
    const { url: path, querydata } = element?.attribs ?? {};
    if (!element || path === undefined || querydata === undefined || !path.includes('build/unit')) return [];
    const url = absoluteUrl(path, base);
    if (url === null) return [];
    const query = new URL(url);
    for (const match of querydata
      .slice(0, 4_000)
      .matchAll(/['"]([\w-]{1,40})['"]\s*:\s*(?:'([^']{0,300})'|"([^"]{0,300})"|([\w.-]{1,60}))/g)) {
      const value = match[2] ?? match[3] ?? match[4];
      if (match[1] !== undefined && value !== undefined) query.searchParams.set(match[1], value);
    }
    return [
      {
        dialect: 'jpaas' as const,
        url: query.href,
        method: 'GET' as const,
        form: null,
        into: selectorOf(element),
      },
    ];
  });
}

/** Xinhua: `<ul data="datasource:HEX" datatype="ds">` loads `ds_HEX.json` beside the page. */
function datasource(dom: PageDom, base: string): DataRequest[] {
  const requests: DataRequest[] = [];
  for (const { element } of dom.html.includes('datasource:') ? dom.nodes : []) {
    const data = element?.attribs.data;
    const hex = data === undefined ? undefined : /^datasource:([0-9a-f]{16,64})$/.exec(data)?.[1];
    if (element === null || hex === undefined || requests.length >= MAX_REQUESTS) continue;
    const url = absoluteUrl(`${element.attribs.preview ?? 'ds_'}${hex}.json`, base);
    if (url !== null)
      requests.push({ dialect: 'datasource', url, method: 'GET', form: null, into: selectorOf(element) });
  }
  return requests;
}

/** 广东 gkmlpt: a Vue page whose `_CONFIG` names the site and the category; several offices share a host by folder. */
function gkmlpt(html: string, base: string): DataRequest[] {
  const prefix = /^(https?:\/\/[^/]+(?:\/[\w-]+)*?)\/gkmlpt(?:\/|$|\?|#)/.exec(base)?.[1];
  if (prefix === undefined) return [];
  const sid = /["']?\bSID["']?\s*[:=]\s*["']?(\d{1,12})/.exec(html)?.[1];
  const category =
    /#(\d{1,12})$/.exec(base)?.[1] ??
    /["']?(?:CATE(?:GORY)?(?:_?ID)?|cate|defaultCate|CURRENT_CATE)["']?\s*[:=]\s*["']?(\d{1,12})/i.exec(
      html,
    )?.[1] ??
    '0';
  if (sid === undefined) return [];
  return [
    {
      dialect: 'gkmlpt',
      url: `${prefix}/gkmlpt/api/all/${category}?page=1&sid=${sid}`,
      method: 'GET',
      form: null,
      into: '#app',
    },
  ];
}

/**
 * 开普 UCAP: `/common/search/ID?…_isJson=true`, `/searchList/ID`, written out or put together with the channel id that
 * the page's script names.
 */
function ucap(html: string, base: string): DataRequest[] {
  const found: DataRequest[] = [];
  if (!html.includes('/search') && !html.includes('/common/search')) return found;
  const add = (path: string) => {
    const url = absoluteUrl(path.replace(/&amp;/g, '&'), base);
    if (url === null || found.length >= 3) return;
    const query = new URL(url);
    query.searchParams.set('_isJson', 'true');
    if (!query.searchParams.get('page')) query.searchParams.set('page', '1');
    found.push({ dialect: 'ucap', url: query.href, method: 'GET', form: null, into: 'body' });
  };
  for (const match of html.matchAll(/["'](\/(?:common\/)?search(?:List)?\/[\w-]{6,64}\?[^"'<>]{0,400})["']/g))
    add(match[1] ?? '');
  for (const match of html.matchAll(
    /["'](\/(?:common\/)?search(?:List)?\/)["']\s*\+\s*([A-Za-z_$][\w$]{0,40})(?:\s*\+\s*["'](\?[^"'<>]{0,400})["'])?/g,
  )) {
    const [, path = '', name = '', query = '?_isJson=true'] = match;
    const escaped = name.replace(/\$/g, '\\$');
    const id = new RegExp(`\\b${escaped}\\s*[=:]\\s*["']?([\\w-]{6,64})["']?`).exec(html)?.[1];
    if (id !== undefined) add(`${path}${id}${query}`);
  }
  return found;
}

/** `$('#head').load('/head.html')` and `$.get('/foot.html', …)` put HTML of the site itself into the page. */
function fragments(script: string, base: string): DataRequest[] {
  const requests: DataRequest[] = [];
  const add = (path: string | undefined, into: string) => {
    const url = absoluteUrl(path?.trim().split(/\s/)[0], base);
    if (url !== null) requests.push({ dialect: 'fragment', url, method: 'GET', form: null, into });
  };
  for (const match of script.matchAll(
    /\$\(\s*['"]([^'"]{1,100})['"]\s*\)\s*\.load\(\s*['"]([^'"]{1,300})['"]/g,
  ))
    add(match[2], match[1] ?? '');
  for (const match of script.matchAll(
    /\$\.(?:get|ajax)\(\s*(?:\{\s*url\s*:\s*)?['"]([^'"]{1,300}\.s?html?)['"]/g,
  ))
    add(match[1], 'script');
  return requests;
}
