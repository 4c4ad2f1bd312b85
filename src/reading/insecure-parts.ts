import type { InsecurePart } from '../domain/page-reading.ts';
import { absoluteUrl } from './absolute-url.ts';
import type { PageDom } from './page-dom.ts';

/** Browsers block these on an https page (W3C Mixed Content §4.2); images and media they fetch by https or show with a warning. */
const BLOCKED: readonly (readonly [tag: string, attribute: string])[] = [
  ['script', 'src'],
  ['iframe', 'src'],
  ['object', 'data'],
  ['embed', 'src'],
];
const SHOWN: readonly (readonly [tag: string, attribute: string])[] = [
  ['img', 'src'],
  ['audio', 'src'],
  ['video', 'src'],
  ['source', 'src'],
];
/** Enough to name what is wrong. */
const MOST = 20;

/** 混合内容: what an https page loads by plain http. Empty for pages that are not https themselves. */
export function insecureParts(dom: PageDom, base: string): InsecurePart[] {
  if (!base.startsWith('https:')) return [];
  const found = new Map<string, InsecurePart>();
  const note = (index: number, attribute: string, blocked: boolean) => {
    const url = absoluteUrl(dom.nodes[index]?.element?.attribs[attribute], base);
    if (url?.startsWith('http:') && !found.has(url) && found.size < MOST) found.set(url, { url, blocked });
  };
  for (const [tag, attribute] of BLOCKED) for (const index of dom.tagged(tag)) note(index, attribute, true);
  for (const index of dom.tagged('link')) {
    const { rel = '' } = dom.nodes[index]?.element?.attribs ?? {};
    if (/\bstylesheet\b/i.test(rel)) note(index, 'href', true);
  }
  for (const [tag, attribute] of SHOWN) for (const index of dom.tagged(tag)) note(index, attribute, false);
  return [...found.values()];
}
