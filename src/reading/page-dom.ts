import { type CheerioAPI, load } from 'cheerio';
import type { AnyNode, Document, Element } from 'domhandler';
import { absoluteUrl } from './absolute-url.ts';
import { boundedMarkup } from './bounded-markup.ts';
import { type DateInText, wholeDate } from './dates.ts';
import { leanAdapter } from './lean-adapter.ts';
import type { KnownPlace } from './place.ts';
import { parseInRuns } from './run-parser.ts';
import { Sign, signsIn } from './text-signs.ts';

/** One loader for the process: `load(html)` for each page builds a class per page and halves the speed (measured). */
const shared: CheerioAPI = load('');

/**
 * A parsed page as two views of one tree: cheerio for selectors, and a flat list in document order, in which an
 * element's subtree is a range. The flat list keeps deep nesting from becoming deep recursion.
 */
export interface PageDom {
  $: CheerioAPI;
  document: Document;
  /** The markup as it was parsed: what does not stand in it need not be looked for in the tree. */
  html: string;
  nodes: readonly FlatNode[];
  /** Place of a node in `nodes`; -1 for one that is not of this page. */
  indexOf(node: AnyNode): number;
  /** Indexes of the elements of a tag name, in document order. */
  tagged(name: string): readonly number[];
  /** What `placeAt` found out, by node. */
  places: (KnownPlace | undefined)[];
  /** Texts of links, by node, as {@link linkWords} found them. */
  linkWords: (string | undefined)[];
  /** Addresses of links, by node, as {@link linkUrl} found them, and against what. */
  linkUrls: { base: string; urls: (string | null | undefined)[] };
  /** Part of the page was not read: it is far larger or nests far deeper than any page a person reads. */
  cut: boolean;
}

/**
 * Made by a constructor: what a literal makes often and long V8 puts into the old space, and there it keeps whole pages
 * alive (decision 042).
 */
export class FlatNode {
  readonly node: AnyNode;
  readonly element: Element | null;
  /** Of a text node what stands in the source. */
  readonly text: string | null;
  /** Of a text node its text, white space folded and cut off at both ends; empty for elements and within scripts and styles. */
  readonly words: string;
  /** What stands in `words`: see text-signs.ts. */
  readonly signs: number;
  readonly parent: number;
  /** One past the last node of the subtree. */
  end: number;
  /** The date that `words` consist of, once {@link dateAt} was asked. */
  date: DateInText | null | undefined = undefined;

  constructor(node: AnyNode, isCode: boolean, parent: number, end: number) {
    const text = node.type === 'text' ? node.data : null;
    const signs = text === null || isCode ? 0 : signsIn(text);
    this.node = node;
    this.element = 'attribs' in node ? node : null;
    this.text = text;
    this.signs = signs;
    this.words = text === null || isCode ? '' : signs & Sign.unfolded ? folded(text) : text;
    this.parent = parent;
    this.end = end;
  }
}

const INVISIBLE_TAGS = new Set(['script', 'style', 'noscript', 'template', 'head', 'title']);

export function parsePage(html: string): PageDom {
  // A page is not kept in memory for the sake of one path.
  last.element = null;
  const markup = boundedMarkup(html);
  const document: Document = parseInRuns(markup.html, { treeAdapter: leanAdapter, scriptingEnabled: false });
  const { nodes, tags } = flatten(document);
  return {
    ...{ $: shared, document, html: markup.html, nodes },
    // The parser leaves `startIndex` empty unless it is asked for places in the source.
    indexOf: ({ startIndex }) => startIndex ?? -1,
    tagged: (name) => tags.get(name) ?? [],
    places: new Array<KnownPlace | undefined>(nodes.length),
    linkWords: new Array<string | undefined>(nodes.length),
    linkUrls: { base: '', urls: [] },
    cut: markup.cut || markup.bounded,
  };
}

/** The tree in document order, by the links between its nodes: no stack, however deep it is. */
function flatten(document: Document): { nodes: FlatNode[]; tags: Map<string, number[]> } {
  const nodes: FlatNode[] = [];
  const tags = new Map<string, number[]>();
  let node: AnyNode | null = document.children[0] ?? null;
  let parent = -1;
  while (node !== null) {
    const index = nodes.length;
    node.startIndex = index;
    const flat: FlatNode = new FlatNode(node, isCode(nodes[parent]?.element), parent, index + 1);
    nodes.push(flat);
    const { element } = flat;
    if (element !== null) {
      const known = tags.get(element.name);
      if (known === undefined) tags.set(element.name, [index]);
      else known.push(index);
      const [first] = element.children;
      if (first !== undefined) {
        node = first;
        parent = index;
        continue;
      }
    }
    while (node !== null && node.next === null) {
      const around: FlatNode | undefined = nodes[parent];
      if (around === undefined) return { nodes, tags };
      around.end = nodes.length;
      node = around.node;
      parent = around.parent;
    }
    node = node?.next ?? null;
  }
  return { nodes, tags };
}

function isCode(element: Element | null | undefined): boolean {
  return element?.name === 'script' || element?.name === 'style';
}

/** White space folded and cut off at both ends; zero-width characters, which editors leave in texts, dropped. */
export function folded(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '') return trimmed;
  if (!UNFOLDED.test(trimmed)) return trimmed;
  return trimmed.replace(ZERO_WIDTH, '').replace(/\s+/g, ' ').trim();
}
/** What folding changes: zero-width characters, all white space but single blanks. */
const UNFOLDED = /[\u200b-\u200d\ufeff]|\s\s|[^\S ]/;
const ZERO_WIDTH = /[\u200b-\u200d\ufeff]/g;

/** Whether the element's text is never shown: scripts, styles and their like. */
export function isInvisible({ name }: Element): boolean {
  return INVISIBLE_TAGS.has(name);
}

/** Whether its own style hides the element. */
export function isUndisplayed({ attribs: { style } }: Element): boolean {
  return style !== undefined && /display\s*:\s*none/i.test(style);
}

/** The date that a text node consists of: several readers ask for each. */
export function dateAt(flat: FlatNode): DateInText | null {
  if (flat.date === undefined) flat.date = flat.signs & Sign.day ? wholeDate(flat.words) : null;
  return flat.date;
}

/** Visible text of a subtree, pieces parted by a space, white space folded; reading stops past `limit` characters. */
export function textOf(dom: PageDom, index: number, limit = Number.POSITIVE_INFINITY): string {
  const end = dom.nodes[index]?.end ?? index;
  let text = '';
  for (let i = index; i < end && text.length <= limit; i++) {
    const flat = dom.nodes[i];
    if (flat === undefined) break;
    if (flat.words !== '') text = text === '' ? flat.words : `${text} ${flat.words}`;
    else if (flat.element !== null && isInvisible(flat.element)) i = flat.end - 1;
  }
  return text;
}

/** The first two hundred characters of a link's text: several readers ask for each. */
export function linkWords(dom: PageDom, index: number): string {
  let words = dom.linkWords[index];
  if (words === undefined) {
    words = textOf(dom, index, LINK_TEXT);
    dom.linkWords[index] = words;
  }
  return words;
}
const LINK_TEXT = 200;

/** Where a link leads, absolute; null where that is no page. Several readers ask for each. */
export function linkUrl(dom: PageDom, index: number, base: string): string | null {
  if (dom.linkUrls.base !== base)
    dom.linkUrls = { base, urls: new Array<string | null | undefined>(dom.nodes.length) };
  const { urls } = dom.linkUrls;
  let url = urls[index];
  if (url === undefined) {
    url = absoluteUrl(dom.nodes[index]?.element?.attribs.href, base);
    urls[index] = url;
  }
  return url;
}

/** The text nodes of a subtree, trimmed, empty ones left out. */
export function textPieces(dom: PageDom, index: number, limit = Number.POSITIVE_INFINITY): string[] {
  const pieces: string[] = [];
  const end = dom.nodes[index]?.end ?? index;
  let length = 0;
  for (let i = index; i < end && length <= limit; i++) {
    const flat = dom.nodes[i];
    if (flat === undefined) break;
    if (flat.words !== '') {
      pieces.push(flat.words);
      length += flat.words.length;
    } else if (flat.element !== null && isInvisible(flat.element)) i = flat.end - 1;
  }
  return pieces;
}

/** The path found last: rows of one list have their links at the same. */
const last: { element: Element | null; path: string } = { element: null, path: '' };

/** A short CSS path that a person can find the place by: from the nearest id, else four levels up. */
export function selectorOf(element: Element): string {
  if (last.element === null || !isPlacedAlike(element, last.element)) {
    last.path = pathTo(element);
    last.element = element;
  }
  return last.path;
}

/** Two elements of the same names in parents of the same names, in one and the same element. */
function isPlacedAlike(one: Element, other: Element): boolean {
  if (one === other) return true;
  const [a, b] = [one.parent, other.parent];
  if (!isNamedAlike(one, other) || a === null || b === null || a.parent !== b.parent) return false;
  return a === b || ('attribs' in a && 'attribs' in b && isNamedAlike(a, b));
}

function isNamedAlike(one: Element, other: Element): boolean {
  return (
    one.name === other.name &&
    one.attribs.class === other.attribs.class &&
    one.attribs.id === other.attribs.id
  );
}

function pathTo(element: Element): string {
  let path = '';
  let at: AnyNode | null = element;
  for (let steps = 0; at !== null && 'attribs' in at && steps < 4; at = at.parent, steps++) {
    const { id, class: classes } = at.attribs;
    const named = id !== undefined && SELECTABLE.test(id);
    const first = named || classes === undefined ? undefined : firstWord(classes);
    const step = named ? `${at.name}#${id}` : first === undefined ? at.name : `${at.name}.${first}`;
    path = path === '' ? step : `${step} > ${path}`;
    if (named) break;
  }
  return path;
}

const SELECTABLE = /^[A-Za-z][\w-]*$/;

function firstWord(classes: string): string | undefined {
  if (SELECTABLE.test(classes)) return classes;
  const [first] = classes.trim().split(/\s+/, 1);
  return first !== undefined && SELECTABLE.test(first) ? first : undefined;
}
