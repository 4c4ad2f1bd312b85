import type { DataRequest } from '../domain/page-reading.ts';
import { absoluteUrl, type PageDom, selectorOf } from './page-dom.ts';

/** Requests by which the page loads what it does not carry: known list dialects, fragments put in by script, frames. */
export function readDataRequests(dom: PageDom, html: string, base: string): DataRequest[] {
  const scripts = scriptTexts(dom);
  const requests = [
    ...dataproxy(scripts, base),
    ...datasource(dom, base),
    ...gkmlpt(html, base),
    ...ucap(html, base),
  ];
  for (const script of scripts) requests.push(...fragments(script, base));
  for (const { element } of dom.nodes) {
    if (element?.name !== 'iframe' && element?.name !== 'frame') continue;
    const url = absoluteUrl(element.attribs.src, base);
    if (url !== null)
      requests.push({ dialect: 'frame', url, method: 'GET', form: null, into: selectorOf(element) });
  }
  const seen = new Set<string>();
  return requests.filter(({ url, form }) => {
    const key = `${url} ${JSON.stringify(form)}`;
    return seen.size < 40 && !seen.has(key) && seen.add(key);
  });
}

/** Text of inline scripts, each capped: a minified library is no place to look for a list. */
export function scriptTexts(dom: PageDom): string[] {
  return dom.nodes.flatMap(({ element }) => {
    if (element?.name !== 'script' || element.attribs.src !== undefined) return [];
    const [first] = element.children;
    return first !== undefined && 'data' in first ? [String(first.data).slice(0, 300_000)] : [];
  });
}

/** 大汉 jpage: the page names the proxy and the parameters it is called with. */
function dataproxy(scripts: readonly string[], base: string): DataRequest[] {
  return scripts.flatMap((script) => {
    const path = /['"]([^'"]{0,200}dataproxy\.jsp)[^'"]{0,300}['"]/.exec(script)?.[1];
    const url = path === undefined ? null : absoluteUrl(path, base);
    if (url === null) return [];
    const form: Record<string, string> = {};
    for (const name of [
      'col',
      'appid',
      'webid',
      'path',
      'columnid',
      'sourceContentType',
      'unitid',
      'webname',
      'permissiontype',
    ]) {
      const value = new RegExp(
        `['"]?${name}['"]?\\s*[:=]\\s*['"]?([\\w./%\\u4e00-\\u9fff-]{1,60})['"]?`,
      ).exec(script)?.[1];
      if (value !== undefined) form[name] = value;
    }
    const perPage = /perpage\s*[:=]\s*['"]?(\d{1,3})/i.exec(script)?.[1] ?? '15';
    const query = new URL(url);
    query.searchParams.set('startrecord', '1');
    query.searchParams.set('endrecord', String(Number(perPage) * 3));
    query.searchParams.set('perpage', perPage);
    return [
      { dialect: 'dataproxy' as const, url: query.href, method: 'POST' as const, form, into: 'script' },
    ];
  });
}

/** Xinhua: `<ul data="datasource:HEX" datatype="ds">` loads `ds_HEX.json` beside the page. */
function datasource(dom: PageDom, base: string): DataRequest[] {
  return dom.nodes.flatMap(({ element }) => {
    const hex = /^datasource:([0-9a-f]{16,64})$/.exec(element?.attribs.data ?? '')?.[1];
    const url =
      hex === undefined || element === null
        ? null
        : absoluteUrl(`${element.attribs.preview ?? 'ds_'}${hex}.json`, base);
    return url === null || element === null
      ? []
      : [
          {
            dialect: 'datasource' as const,
            url,
            method: 'GET' as const,
            form: null,
            into: selectorOf(element),
          },
        ];
  });
}

function gkmlpt(html: string, base: string): DataRequest[] {
  if (!base.includes('/gkmlpt/')) return [];
  const sid = /["']?SID["']?\s*:\s*["']?(\d{1,12})/.exec(html)?.[1];
  const category =
    /#(\d{1,12})$/.exec(base)?.[1] ??
    /["']?(?:CATE|cate|defaultCate)["']?\s*:\s*["']?(\d{1,12})/.exec(html)?.[1];
  if (sid === undefined || category === undefined) return [];
  const url = absoluteUrl(`/gkmlpt/api/all/${category}?page=1&sid=${sid}`, base);
  return url === null ? [] : [{ dialect: 'gkmlpt', url, method: 'GET', form: null, into: '#app' }];
}

function ucap(html: string, base: string): DataRequest[] {
  const path = /["'](\/common\/search\/[\w-]{1,64}\?[^"']{0,300}_isJson=true[^"']{0,100})["']/.exec(
    html,
  )?.[1];
  const url = path === undefined ? null : absoluteUrl(path.replace(/&amp;/g, '&'), base);
  return url === null ? [] : [{ dialect: 'ucap', url, method: 'GET', form: null, into: 'body' }];
}

/** `$('#head').load('/head.html')` and its kin put HTML of the site itself into the page. */
function fragments(script: string, base: string): DataRequest[] {
  const requests: DataRequest[] = [];
  for (const match of script.matchAll(
    /\$\(\s*['"]([^'"]{1,100})['"]\s*\)\s*\.load\(\s*['"]([^'"]{1,300})['"]/g,
  )) {
    const url = absoluteUrl(match[2]?.split(/\s/)[0], base);
    if (url !== null)
      requests.push({ dialect: 'fragment', url, method: 'GET', form: null, into: match[1] ?? '' });
  }
  return requests;
}
