import type { Element } from 'domhandler';
import type { LinkReading } from '../domain/page-reading.ts';
import { absoluteUrl, type PageDom, selectorOf, textOf, textPieces } from './page-dom.ts';

/** Far more than any portal's home page has; a hostile page may have millions. */
const MAX_LINKS = 5_000;

const PLACE_WORDS: readonly [RegExp, LinkReading['place']][] = [
  [/foot|bottom|copyright|yejiao|friend|yqlj|link_?box|links\b|friendly/i, 'footer'],
  [/crumb|curmb|position|location|weizhi|dqwz|path/i, 'breadcrumb'],
  [/nav|menu|daohang|header|topbar/i, 'nav'],
  [/side|left|aside|leftbar/i, 'aside'],
  [/sitemap|wzdt/i, 'sitemap'],
];

/** Every link with the place it stands in, and its depth below the main navigation. */
export function readLinks(dom: PageDom, base: string): LinkReading[] {
  const links: LinkReading[] = [];
  for (let index = 0; index < dom.nodes.length && links.length < MAX_LINKS; index++) {
    const element = dom.nodes[index]?.element;
    if (!element) continue;
    if (element.name === 'frame' || element.name === 'iframe') {
      const url = absoluteUrl(element.attribs.src, base);
      if (url !== null)
        links.push({
          text: element.attribs.title ?? '',
          url,
          place: 'frame',
          navLevel: 0,
          selector: selectorOf(element),
        });
      continue;
    }
    if (element.name !== 'a' && element.name !== 'area') continue;
    const url = absoluteUrl(element.attribs.href, base) ?? scriptTarget(element, base);
    if (url === null) continue;
    const text = linkText(dom, index, element);
    if (text === '') continue;
    const { place, navLevel } = placeOf(dom, index, text);
    links.push({ text, url, place, navLevel, selector: selectorOf(element) });
  }
  return links;
}

/** `onclick="window.open('/x.html')"` is a link too. */
function scriptTarget(element: Element, base: string): string | null {
  const code = `${element.attribs.onclick ?? ''};${element.attribs.href ?? ''}`;
  const target = /(?:open|location(?:\.href)?\s*=|goto|jump\w*)\s*\(?\s*['"]([^'"]{1,300})['"]/i.exec(
    code,
  )?.[1];
  return target === undefined ? null : absoluteUrl(target, base);
}

function linkText(dom: PageDom, index: number, element: Element): string {
  const text = textOf(dom, index) || element.attribs.title || '';
  if (text !== '') return text.replace(/\s+/g, ' ').trim().slice(0, 200);
  const end = dom.nodes[index]?.end ?? index;
  for (let i = index; i < end; i++) {
    const alt = dom.nodes[i]?.element?.attribs.alt?.trim();
    if (alt) return alt.slice(0, 200);
  }
  return '';
}

function placeOf(
  dom: PageDom,
  index: number,
  text: string,
): { place: LinkReading['place']; navLevel: number } {
  if (/^(更多|more|查看更多|>>|»|\+)/i.test(text) && text.length <= 8) return { place: 'more', navLevel: 0 };
  let depth = 0;
  let at = dom.nodes[index]?.parent ?? -1;
  for (let up = 0; at >= 0 && up < 14; up++) {
    const element = dom.nodes[at]?.element;
    if (!element || element.name === 'body') break;
    if (element.name === 'li' || element.name === 'dd') depth += 1;
    if (element.name === 'footer') return { place: 'footer', navLevel: 0 };
    if (/^h[1-6]$/.test(element.name)) return { place: 'heading', navLevel: 0 };
    const words = `${element.attribs.class ?? ''} ${element.attribs.id ?? ''}`;
    const found = PLACE_WORDS.find(([pattern]) => pattern.test(words));
    if (found !== undefined || element.name === 'nav') {
      const place = found?.[1] ?? 'nav';
      return { place, navLevel: place === 'nav' ? Math.max(1, depth) : 0 };
    }
    at = dom.nodes[at]?.parent ?? -1;
  }
  return { place: text.length > 14 ? 'item' : 'body', navLevel: 0 };
}

/** 当前位置：首页 > 信息公开 > 公示公告, outermost first, the home page left out. */
export function readBreadcrumb(dom: PageDom, base: string): { text: string; url: string }[] {
  for (let index = 0; index < dom.nodes.length; index++) {
    const text = dom.nodes[index]?.text;
    if (!text || !/位\s*置|首\s*页/.test(text)) continue;
    let at = dom.nodes[index]?.parent ?? -1;
    for (let up = 0; up < 4 && at >= 0; up++) {
      const trail = trailIn(dom, at, base);
      if (trail !== null) return trail;
      at = dom.nodes[at]?.parent ?? -1;
    }
  }
  return [];
}

const SEPARATOR = /[>＞›»→/\\-]|&gt;/;

function trailIn(dom: PageDom, index: number, base: string): { text: string; url: string }[] | null {
  const whole = textPieces(dom, index).join(' ');
  if (whole.length > 160 || !/首\s*页/.test(whole) || !SEPARATOR.test(whole)) return null;
  const start = whole.search(/首\s*页/);
  const names = whole
    .slice(start)
    .split(/\s*(?:[>＞›»→]|&gt;|\s[-/]\s)+\s*/)
    .map((name) => name.replace(/正文$|列表$/, '').trim())
    .filter((name) => name !== '');
  if (names.length < 2 || !/^(网站|本站)?首\s*页$/.test(names[0] ?? '')) return null;
  const urls = new Map<string, string>();
  const end = dom.nodes[index]?.end ?? index;
  for (let i = index; i < end; i++) {
    const element = dom.nodes[i]?.element;
    const url = element?.name === 'a' ? absoluteUrl(element.attribs.href, base) : null;
    if (url !== null) urls.set(textOf(dom, i), url);
  }
  return names.slice(1, 7).map((text) => ({ text: text.slice(0, 60), url: urls.get(text) ?? '' }));
}
