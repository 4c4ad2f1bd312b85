import type { Element } from 'domhandler';
import type { LinkReading } from '../domain/page-reading.ts';
import { absoluteUrl } from './absolute-url.ts';
import { folded, linkUrl, linkWords, type PageDom, selectorOf, textOf } from './page-dom.ts';
import { placeAt } from './place.ts';
import { scriptTarget } from './script-target.ts';

/** Far more than any portal's home page has; a hostile page may have millions. */
const MAX_LINKS = 5_000;
/** Names of columns and systems are shorter; longer texts are titles. */
const LONGEST_NAME = 16;
const MORE = /^[[【]?\s*(更多|查看更多|more|>>|»|\+)/i;

/** Every link with the place it stands in, and its depth below the main navigation. */
export function readLinks(dom: PageDom, base: string): LinkReading[] {
  const links: LinkReading[] = [];
  for (let index = 0; index < dom.nodes.length && links.length < MAX_LINKS; index++) {
    const element = dom.nodes[index]?.element;
    if (!element) continue;
    if (element.name === 'frame' || element.name === 'iframe') {
      const url = absoluteUrl(element.attribs.src, base);
      const text = (element.attribs.title ?? element.attribs.name ?? '').slice(0, 200);
      if (url !== null) links.push({ text, url, place: 'frame', navLevel: 0, selector: selectorOf(element) });
    } else if (element.name === 'option') {
      const link = optionLink(dom, index, element, base);
      if (link !== null) links.push(link);
    } else if (element.name === 'a' || element.name === 'area') {
      const url = linkUrl(dom, index, base) ?? scriptTarget(element, base);
      const text = url === null ? '' : linkText(dom, index, element);
      if (url !== null && text !== '') {
        const { place, navLevel } = placeOf(dom, index, text);
        links.push({ text, url, place, navLevel, selector: selectorOf(element) });
      }
    }
  }
  return links;
}

/** Drop-down lists of other sites: 友情链接 in a `<select>`. */
function optionLink(dom: PageDom, index: number, element: Element, base: string): LinkReading | null {
  const value = element.attribs.value ?? '';
  const url = /^(https?:)?\/\//i.test(value.trim()) ? absoluteUrl(value, base) : null;
  const text = url === null ? '' : textOf(dom, index, 60);
  return url === null || text === ''
    ? null
    : { text, url, place: 'footer', navLevel: 0, selector: selectorOf(element) };
}

function linkText(dom: PageDom, index: number, element: Element): string {
  const text = linkWords(dom, index) || folded(element.attribs.title ?? '');
  if (text !== '') return text.slice(0, 200);
  const end = Math.min(dom.nodes[index]?.end ?? index, index + 20);
  for (let i = index; i < end; i++) {
    const { alt = '', title = '' } = dom.nodes[i]?.element?.attribs ?? {};
    const words = (alt.trim() || title.trim()).slice(0, 200);
    if (words !== '') return words;
  }
  return '';
}

function placeOf(
  dom: PageDom,
  index: number,
  text: string,
): { place: LinkReading['place']; navLevel: number } {
  if (text.length <= 8 && MORE.test(text)) return { place: 'more', navLevel: 0 };
  const { place, depth } = placeAt(dom, dom.nodes[index]?.parent ?? -1);
  if (place === 'nav') {
    // An article named in the navigation's drop-down is still an article.
    return text.length > LONGEST_NAME + 4
      ? { place: 'item', navLevel: 0 }
      : { place, navLevel: Math.max(1, depth) };
  }
  if (place !== null && !(place === 'aside' && text.length > LONGEST_NAME)) return { place, navLevel: 0 };
  return { place: text.length > LONGEST_NAME ? 'item' : 'body', navLevel: 0 };
}
