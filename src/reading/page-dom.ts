import { type CheerioAPI, load } from 'cheerio';
import { type AnyNode, type Document, type Element, isTag, isText } from 'domhandler';
import { parse } from 'parse5';
import { adapter } from 'parse5-htmlparser2-tree-adapter';

/** One loader for the process: `load(html)` for each page builds a class per page and halves the speed (measured). */
const shared: CheerioAPI = load('');

/**
 * A parsed page as two views of one tree: cheerio for selectors, and a flat list in document order, in which an
 * element's subtree is a range. The flat list keeps deep nesting from becoming deep recursion.
 */
export interface PageDom {
  $: CheerioAPI;
  document: Document;
  nodes: readonly FlatNode[];
  indexOf: ReadonlyMap<AnyNode, number>;
}

export interface FlatNode {
  node: AnyNode;
  element: Element | null;
  text: string | null;
  parent: number;
  /** One past the last node of the subtree. */
  end: number;
}

/** Nothing a person reads is nested deeper; what is nested deeper is there to break readers. */
const MAX_DEPTH = 400;

const INVISIBLE = new Set(['script', 'style', 'noscript', 'template', 'head', 'title']);

export function parsePage(html: string): PageDom {
  const document = parse(html, { treeAdapter: adapter, scriptingEnabled: false }) as unknown as Document;
  const nodes: FlatNode[] = [];
  const indexOf = new Map<AnyNode, number>();
  const stack: { node: AnyNode; parent: number; depth: number; index: number }[] = [];
  const push = (children: readonly AnyNode[], parent: number, depth: number) => {
    for (let i = children.length - 1; i >= 0; i--) {
      const node = children[i];
      if (node !== undefined) stack.push({ node, parent, depth, index: -1 });
    }
  };
  push(document.children, -1, 0);
  while (stack.length > 0) {
    const top = stack[stack.length - 1];
    if (top === undefined) break;
    if (top.index >= 0) {
      const flat = nodes[top.index];
      if (flat !== undefined) flat.end = nodes.length;
      stack.pop();
      continue;
    }
    top.index = nodes.length;
    const { node } = top;
    const element = isTag(node) ? node : null;
    indexOf.set(node, nodes.length);
    nodes.push({
      node,
      element,
      text: isText(node) ? node.data : null,
      parent: top.parent,
      end: nodes.length + 1,
    });
    if (element !== null) {
      if (top.depth >= MAX_DEPTH) element.children = [];
      else push(element.children, top.index, top.depth + 1);
    }
  }
  return { $: shared, document, nodes, indexOf };
}

/** Visible text of a subtree, pieces parted by a space, white space folded. */
export function textOf(dom: PageDom, index: number, skip?: (index: number) => boolean): string {
  return textPieces(dom, index, skip).join(' ').replace(/\s+/g, ' ').trim();
}

/** The text nodes of a subtree, trimmed, empty ones left out. */
export function textPieces(dom: PageDom, index: number, skip?: (index: number) => boolean): string[] {
  const pieces: string[] = [];
  const end = dom.nodes[index]?.end ?? index;
  for (let i = index; i < end; i++) {
    const flat = dom.nodes[i];
    if (flat === undefined) break;
    if (flat.element !== null && (INVISIBLE.has(flat.element.name) || skip?.(i))) {
      i = flat.end - 1;
      continue;
    }
    const text = flat.text?.replace(/\s+/g, ' ').trim();
    if (text) pieces.push(text);
  }
  return pieces;
}

/** A short CSS path that a person can find the place by: from the nearest id, else four levels up. */
export function selectorOf(element: Element): string {
  const steps: string[] = [];
  for (let at: AnyNode | null = element; at !== null && isTag(at) && steps.length < 4; at = at.parent) {
    const { id, class: classes } = at.attribs;
    if (id !== undefined && /^[A-Za-z][\w-]*$/.test(id)) {
      steps.unshift(`${at.name}#${id}`);
      break;
    }
    const first = classes?.trim().split(/\s+/)[0];
    steps.unshift(first !== undefined && /^[A-Za-z][\w-]*$/.test(first) ? `${at.name}.${first}` : at.name);
  }
  return steps.join(' > ');
}

/** Absolute http(s) URL of a link; null for anchors, scripts and what is no URL. */
export function absoluteUrl(href: string | undefined, base: string): string | null {
  const text = href?.trim();
  if (
    text === undefined ||
    text === '' ||
    text.startsWith('#') ||
    /^(javascript|mailto|tel|data|about):/i.test(text)
  )
    return null;
  if (!URL.canParse(text, base)) return null;
  const url = new URL(text, base);
  if (!/^https?:$/.test(url.protocol)) return null;
  url.hash = '';
  return url.href;
}
