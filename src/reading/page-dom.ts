import { type CheerioAPI, load } from 'cheerio';
import { type AnyNode, type Document, type Element, isTag, isText } from 'domhandler';
import { parse } from 'parse5';
import { adapter } from 'parse5-htmlparser2-tree-adapter';
import { boundedMarkup } from './bounded-markup.ts';

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
  /** Indexes of the elements of a tag name, in document order. */
  tagged(name: string): readonly number[];
  /** Part of the page was not read: it is far larger or nests far deeper than any page a person reads. */
  cut: boolean;
}

export interface FlatNode {
  node: AnyNode;
  element: Element | null;
  text: string | null;
  parent: number;
  /** One past the last node of the subtree. */
  end: number;
}

const INVISIBLE_TAGS = new Set(['script', 'style', 'noscript', 'template', 'head', 'title']);

export function parsePage(html: string): PageDom {
  const markup = boundedMarkup(html);
  const document = parse(markup.html, {
    treeAdapter: adapter,
    scriptingEnabled: false,
  }) as unknown as Document;
  const nodes: FlatNode[] = [];
  const indexOf = new Map<AnyNode, number>();
  const tags = new Map<string, number[]>();
  const stack: { node: AnyNode; parent: number; index: number }[] = [];
  const push = (children: readonly AnyNode[], parent: number) => {
    for (let i = children.length - 1; i >= 0; i--) {
      const node = children[i];
      if (node !== undefined) stack.push({ node, parent, index: -1 });
    }
  };
  push(document.children, -1);
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
    if (element !== null) {
      const known = tags.get(element.name);
      if (known === undefined) tags.set(element.name, [nodes.length]);
      else known.push(nodes.length);
    }
    nodes.push({
      node,
      element,
      text: isText(node) ? node.data : null,
      parent: top.parent,
      end: nodes.length + 1,
    });
    if (element !== null) push(element.children, top.index);
  }
  return {
    ...{ $: shared, document, nodes, indexOf },
    tagged: (name) => tags.get(name) ?? [],
    cut: markup.cut || markup.bounded,
  };
}

/** Whether the element's text is never shown: scripts, styles and their like. */
export function isInvisible({ name }: Element): boolean {
  return INVISIBLE_TAGS.has(name);
}

/** Visible text of a subtree, pieces parted by a space, white space folded; reading stops past `limit` characters. */
export function textOf(dom: PageDom, index: number, limit = Number.POSITIVE_INFINITY): string {
  return textPieces(dom, index, limit).join(' ').replace(/\s+/g, ' ').trim();
}

/** The text nodes of a subtree, trimmed, empty ones left out. */
export function textPieces(dom: PageDom, index: number, limit = Number.POSITIVE_INFINITY): string[] {
  const pieces: string[] = [];
  const end = dom.nodes[index]?.end ?? index;
  let length = 0;
  for (let i = index; i < end && length <= limit; i++) {
    const flat = dom.nodes[i];
    if (flat === undefined) break;
    if (flat.element !== null && isInvisible(flat.element)) {
      i = flat.end - 1;
      continue;
    }
    const text = flat.text?.replace(/\s+/g, ' ').trim();
    if (!text) continue;
    pieces.push(text);
    length += text.length;
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

/** What links of one page resolve to: several readers ask for each. */
const resolved = { base: '', origin: '', urls: new Map<string, string | null>() };
/** A page has a few hundred; a hostile one may not fill the memory. */
const MAX_REMEMBERED = 2_000;

/** Absolute http(s) URL of a link; null for anchors, scripts and what is no URL. */
export function absoluteUrl(href: string | undefined, base: string): string | null {
  if (href === undefined || href.length > 500) return resolve(href, base, '');
  if (resolved.base !== base || resolved.urls.size > MAX_REMEMBERED) {
    resolved.base = base;
    resolved.origin = /^https?:/i.test(base) ? (parsed(base, base)?.origin ?? '') : '';
    resolved.urls.clear();
  }
  let url = resolved.urls.get(href);
  if (url === undefined) {
    url = resolve(href, base, resolved.origin);
    resolved.urls.set(href, url);
  }
  return url;
}

/** Addresses that nothing in the URL standard changes: nearly all links are one of these, and its parser is dear. */
const PLAIN = /^https?:\/\/(?:[a-z\d]+(?:-[a-z\d]+)*\.)+[a-z]{2,}\/[\w/-]*(?:\.\w+)?$/;
const PLAIN_PATH = /^\/(?!\/)[\w/-]*(?:\.\w+)?$/;

function resolve(href: string | undefined, base: string, origin: string): string | null {
  const text = href?.trim();
  if (text !== undefined && PLAIN.test(text)) return text;
  if (text !== undefined && origin !== '' && PLAIN_PATH.test(text)) return `${origin}${text}`;
  if (
    text === undefined ||
    text === '' ||
    text.startsWith('#') ||
    /^(javascript|mailto|tel|data|about):/i.test(text)
  )
    return null;
  const url = parsed(text, base);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null;
  if (!isCategory(url)) url.hash = '';
  return url.href;
}

/** 广东 gkmlpt shows all its columns on one page, told apart by a number behind the hash. */
function isCategory({ pathname, hash }: URL): boolean {
  return /^#\d{1,12}$/.test(hash) && /\/gkmlpt\/(index)?$/.test(pathname);
}

function parsed(text: string, base: string): URL | null {
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
}
