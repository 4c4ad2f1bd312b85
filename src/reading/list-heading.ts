import { linkUrl, type PageDom, textOf } from './page-dom.ts';

/** Levels up from a list to its block's head, and siblings looked at on each. */
const MAX_UP = 4;
const MAX_SIBLINGS = 5;
const MAX_LOOKED = 60;

/** A breadcrumb, a search form's labels, a sentence, mere digits, the heads of a table's columns. */
const NO_NAME = /[:：>＞。；]|位置|^[\d\p{P}\s]+$|(?:标题|名称).*(?:日期|时间)/u;

export interface ListHeading {
  /** Heading of the block, when it has one. */
  name: string | null;
  /** Where the block's heading or "more" link leads, absolute. */
  moreUrl: string | null;
}

const MORE = /^[[【]?\s*(?:(?:查看)?更多|more|全部|>>|»|›|\+)[^\u4e00-\u9fff]{0,6}$|^更多.{0,4}$/i;

/** The block's heading and where its "more" link leads, from the nearest element around the list that has them. */
export function headingOf(dom: PageDom, container: number, base: string): ListHeading {
  let name: string | null = null;
  let linked: string | null = null;
  let moreUrl: string | null = null;
  let at = container;
  for (let up = 0; up < MAX_UP && at >= 0 && (name === null || moreUrl === null); up++) {
    if (dom.nodes[at]?.element?.name === 'body') break;
    let sibling = dom.nodes[at]?.node.prev ?? null;
    for (let i = 0; sibling && i < MAX_SIBLINGS && name === null; sibling = sibling.prev) {
      const index = dom.indexOf(sibling);
      const element = dom.nodes[index]?.element;
      if (!element || element.name === 'script' || element.name === 'br') continue;
      i += 1;
      const text = textOf(dom, index, 120);
      // Another block stands there; what is beyond it heads that one.
      if (text.length > 60) break;
      moreUrl ??= moreIn(dom, index, base);
      const words = text.replace(/(?:查看)?更多|more|>>|»|›|[+\s·|]/gi, '');
      if (words.length >= 2 && words.length <= 20 && isHeading(dom, index) && !NO_NAME.test(words)) {
        name = words;
        linked = onlyLink(dom, index, base);
      }
    }
    const next = dom.nodes[at]?.node.next;
    const after = next ? dom.indexOf(next) : -1;
    const beyond = after < 0 ? null : dom.nodes[after]?.node.next;
    for (const index of [after, beyond ? dom.indexOf(beyond) : -1]) {
      if (index >= 0 && name !== null && textOf(dom, index, 30).length <= 12)
        moreUrl ??= moreIn(dom, index, base);
    }
    at = dom.nodes[at]?.parent ?? -1;
  }
  return { name, moreUrl: moreUrl ?? linked };
}

/** A heading is a line: a menu beside the list has entries, another block a list of its own. */
function isHeading(dom: PageDom, index: number): boolean {
  const end = dom.nodes[index]?.end ?? index;
  let texts = 0;
  let entries = 0;
  for (let i = index; i < end; i++) {
    if (dom.nodes[i]?.text?.trim()) texts += 1;
    if (dom.nodes[i]?.element?.name === 'li') entries += 1;
    if (texts > 4 || entries > 1) return false;
  }
  return true;
}

function moreIn(dom: PageDom, index: number, base: string): string | null {
  const end = Math.min(dom.nodes[index]?.end ?? index, index + MAX_LOOKED);
  for (let i = index; i < end; i++) {
    const element = dom.nodes[i]?.element;
    if (element?.name !== 'a') continue;
    const { class: classes = '' } = element.attribs;
    if (MORE.test(textOf(dom, i, 20)) || /\bmore\b/i.test(classes)) return linkUrl(dom, i, base);
  }
  return null;
}

/** A heading that is itself a link leads to the column it names. */
function onlyLink(dom: PageDom, index: number, base: string): string | null {
  const end = Math.min(dom.nodes[index]?.end ?? index, index + MAX_LOOKED);
  const urls = new Set<string>();
  for (let i = index; i < end; i++) {
    const element = dom.nodes[i]?.element;
    const url = element?.name === 'a' ? linkUrl(dom, i, base) : null;
    if (url !== null) urls.add(url);
  }
  const [only] = urls;
  return urls.size === 1 && only !== undefined ? only : null;
}
