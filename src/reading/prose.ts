import { isInvisible, type PageDom } from './page-dom.ts';
import { placeAt } from './place.ts';

/** A paragraph is longer; what is shorter is a label, a cell or a line of a list. */
const PARAGRAPH = 40;

/** Characters of running text outside links: much on an article, little on a list. */
export function proseIn(dom: PageDom, from: number): number {
  let prose = 0;
  const end = dom.nodes[from]?.end ?? from;
  for (let i = from; i < end; i++) {
    const flat = dom.nodes[i];
    if (flat === undefined) break;
    if (flat.element !== null && (flat.element.name === 'a' || isInvisible(flat.element))) i = flat.end - 1;
    else if (flat.words.length >= PARAGRAPH && /[。，；,.]/.test(flat.words)) prose += flat.words.length;
  }
  return prose;
}

/** What stands between head and foot of the page, outside its links, menus and trails, up to `limit` characters. */
export function contentText(dom: PageDom, from: number, limit: number): string {
  let text = '';
  const end = dom.nodes[from]?.end ?? from;
  for (let i = from; i < end && text.length <= limit; i++) {
    const flat = dom.nodes[i];
    if (flat === undefined) break;
    if (flat.element !== null && (flat.element.name === 'a' || isInvisible(flat.element))) i = flat.end - 1;
    if (flat.words === '') continue;
    const { place } = placeAt(dom, flat.parent);
    if (place === null || place === 'heading') text += flat.words;
  }
  return text;
}

/** What the page says outside its links, up to `limit` characters: menus, trails and side columns are left out. */
export function ownText(dom: PageDom, from: number, limit: number): string {
  const said: string[] = [];
  let length = 0;
  const end = dom.nodes[from]?.end ?? from;
  for (let i = from; i < end && length <= limit; i++) {
    const flat = dom.nodes[i];
    if (flat === undefined) break;
    if (flat.element !== null && (flat.element.name === 'a' || isInvisible(flat.element))) i = flat.end - 1;
    if (flat.words === '') continue;
    said.push(flat.words);
    length += flat.words.length;
  }
  return said.join(' ').slice(0, limit + 1);
}
