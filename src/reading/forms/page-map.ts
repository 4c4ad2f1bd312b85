import type { Htmlparser2TreeAdapterMap } from 'parse5-htmlparser2-tree-adapter';

export type DomNode = Htmlparser2TreeAdapterMap['node'];
export type DomElement = Htmlparser2TreeAdapterMap['element'];
export type DomDocument = Htmlparser2TreeAdapterMap['document'];

/** A parsed page as its callers hold it: the document, something that holds it, a cheerio selection, or a loaded `$`. */
export type PageDom =
  | DomDocument
  | { document: unknown }
  | ArrayLike<unknown>
  | { root(): ArrayLike<unknown> };

/** An element with what the readers ask of it again and again. `at` and `end` number nodes in document order. */
export interface MapEntry {
  el: DomElement;
  tag: string;
  parent: MapEntry | null;
  at: number;
  /** First number after the element's last descendant. */
  end: number;
  depth: number;
  /** Place among the siblings of the same tag, from 1: what `:nth-of-type` counts. */
  nth: number;
}

/** Text a person sees as one piece: broken by blocks, cells, line breaks and controls, not by inline tags. */
export interface TextRun {
  text: string;
  /** Number of the first text node. */
  at: number;
  /** The innermost element around the first text node. */
  within: MapEntry;
  /** Inside a link or a button: seldom a label. */
  clickable: boolean;
  heading: boolean;
}

export interface PageMap {
  entries: MapEntry[];
  /** Entries that bear an id, by id, in document order. */
  byId: Map<string, MapEntry[]>;
  byTag: Map<string, MapEntry[]>;
  /** Controls and forms by `tag name`. */
  byName: Map<string, MapEntry[]>;
  /** `<label for>` by the id it names. */
  labelFor: Map<string, MapEntry[]>;
  runs: TextRun[];
  /** Inline scripts and style sheets, capped. */
  script: string;
  style: string;
  title: string;
}

/** Past these a page is hostile or broken; what lies beyond is not read. Each keeps the work bounded. */
const MAX_NODES = 400_000;
const MAX_TEXT = 20_000;
const MAX_RUN = 2_000;
const MAX_SCRIPT = 300_000;

const CONTROL = new Set(['input', 'textarea', 'select', 'button']);
const OPAQUE = new Set(['script', 'style', 'template', 'noscript', 'select', 'textarea', 'svg', 'head']);
const INLINE = new Set(
  'a b i u s em strong span font small big sup sub abbr code cite q var tt ins del mark nobr bdi bdo ruby rt'.split(
    ' ',
  ),
);
const HEADING = /^h[1-6]$|^legend$|^caption$/;

function documentOf(dom: PageDom): DomNode | null {
  if ('type' in dom && 'children' in dom) return dom as DomDocument;
  if ('document' in dom) return dom.document as DomNode;
  const list = 'root' in dom && typeof dom.root === 'function' ? dom.root() : dom;
  return ((list as ArrayLike<unknown>)[0] as DomNode | undefined) ?? null;
}

const maps = new WeakMap<object, PageMap>();

/** The page walked once, without recursion; readers of one page share the walk. */
export function mapPage(dom: PageDom): PageMap {
  const root = documentOf(dom);
  if (root === null) return emptyMap();
  const known = maps.get(root);
  if (known) return known;
  const map = walk(root);
  maps.set(root, map);
  return map;
}

function emptyMap(): PageMap {
  return {
    entries: [],
    byId: new Map(),
    byTag: new Map(),
    byName: new Map(),
    labelFor: new Map(),
    runs: [],
    script: '',
    style: '',
    title: '',
  };
}

function walk(root: DomNode): PageMap {
  const map = emptyMap();
  let at = 0;
  let run: { parts: string[]; size: number; at: number; within: MapEntry } | null = null;

  const flush = (): void => {
    if (run === null) return;
    const text = tidy(run.parts.join(''));
    if (text !== '') {
      let clickable = false;
      let heading = false;
      for (let e: MapEntry | null = run.within, n = 0; e && n < 8; e = e.parent, n++) {
        if (e.tag === 'a' || e.tag === 'button') clickable = true;
        if (HEADING.test(e.tag)) heading = true;
      }
      map.runs.push({ text, at: run.at, within: run.within, clickable, heading });
    }
    run = null;
  };

  // One frame per open element: its children, the next of them, and the tag counts for nth-of-type.
  const stack: { node: DomNode; entry: MapEntry | null; next: number; counts: Map<string, number> | null }[] =
    [{ node: root, entry: null, next: 0, counts: null }];
  while (stack.length > 0) {
    const frame = stack[stack.length - 1];
    if (frame === undefined) break;
    const children = 'children' in frame.node ? frame.node.children : [];
    const child = at < MAX_NODES ? children[frame.next] : undefined;
    if (child === undefined) {
      if (frame.entry) {
        frame.entry.end = at;
        if (!INLINE.has(frame.entry.tag)) flush();
      }
      stack.pop();
      continue;
    }
    frame.next++;
    if (child.type === 'text') {
      const here = at++;
      if (frame.entry === null) continue;
      if (run === null) run = { parts: [], size: 0, at: here, within: frame.entry };
      if (run.size < MAX_RUN) {
        run.parts.push(child.data.slice(0, MAX_TEXT));
        run.size += child.data.length;
      }
      continue;
    }
    if (!('attribs' in child)) continue;
    const el = child as DomElement;
    const tag = el.name;
    frame.counts ??= new Map();
    const nth = (frame.counts.get(tag) ?? 0) + 1;
    frame.counts.set(tag, nth);
    const entry: MapEntry = { el, tag, parent: frame.entry, at: at++, end: at, depth: stack.length, nth };
    map.entries.push(entry);
    push(map.byTag, tag, entry);
    const id = el.attribs.id;
    if (id) push(map.byId, id, entry);
    if (tag === 'label' && el.attribs.for) push(map.labelFor, el.attribs.for, entry);
    if (el.attribs.name) push(map.byName, `${tag} ${el.attribs.name}`, entry);
    if (!INLINE.has(tag) && !isUnseenPiece(tag)) flush();
    if (tag === 'script' || tag === 'style') collect(map, tag, el);
    if (tag === 'head') readTitle(map, el);
    if (!OPAQUE.has(tag) || tag === 'head') {
      // The head is walked for its scripts and styles; it holds no visible text.
      stack.push({ node: el, entry, next: 0, counts: null });
    } else if (tag === 'select' || tag === 'template') {
      entry.end = at;
    }
    if (CONTROL.has(tag) && tag !== 'button') flush();
  }
  flush();
  map.runs = map.runs.filter((r) => !underHead(r.within));
  return map;
}

function isUnseenPiece(tag: string): boolean {
  return tag === 'script' || tag === 'style' || tag === 'noscript' || tag === 'template';
}

function underHead(entry: MapEntry): boolean {
  for (let e: MapEntry | null = entry; e; e = e.parent) {
    if (e.tag === 'head' || e.tag === 'title') return true;
    if (e.tag === 'body') return false;
  }
  return false;
}

function collect(map: PageMap, tag: 'script' | 'style', el: DomElement): void {
  if (map[tag].length > MAX_SCRIPT) return;
  for (const node of el.children) {
    if ('data' in node) map[tag] += `${node.data.slice(0, MAX_SCRIPT)}\n`;
  }
}

function readTitle(map: PageMap, head: DomElement): void {
  const title = head.children.find((c) => 'attribs' in c && c.name === 'title');
  if (title && 'children' in title) map.title = textOf(title as DomElement, 200);
}

function push<T>(into: Map<string, T[]>, key: string, value: T): void {
  const list = into.get(key);
  if (list) list.push(value);
  else into.set(key, [value]);
}

/** Spaces folded; zero-width characters, which editors leave in labels, dropped. */
export function tidy(text: string): string {
  return text
    .replace(/[\u200b-\u200d\ufeff]/g, '')
    .replace(/[\s\u00a0\u3000]+/g, ' ')
    .trim();
}

/** All text inside an element, scripts and options left out, at most `limit` characters. */
export function textOf(el: DomElement, limit = 400): string {
  const parts: string[] = [];
  let size = 0;
  const stack: DomNode[] = [el];
  while (stack.length > 0 && size < limit) {
    const node = stack.pop();
    if (node === undefined) break;
    if (node.type === 'text') {
      parts.push(node.data);
      size += node.data.length;
    } else if ('children' in node) {
      const skip = 'name' in node && node !== el && (OPAQUE.has(node.name) || node.name === 'option');
      if (!skip) for (let i = node.children.length - 1; i >= 0; i--) stack.push(node.children[i] as DomNode);
    }
  }
  return tidy(parts.join('')).slice(0, limit);
}

export function attr(entry: MapEntry, name: string): string {
  return entry.el.attribs[name] ?? '';
}

/** Whether `inner` stands inside `outer` (or is it). */
export function contains(outer: MapEntry, inner: { at: number }): boolean {
  return inner.at >= outer.at && inner.at < outer.end;
}

/** The nearest ancestor, the element itself included, that satisfies `test`; at most `limit` steps up. */
export function climb(entry: MapEntry | null, test: (e: MapEntry) => boolean, limit = 60): MapEntry | null {
  for (let e = entry, n = 0; e && n < limit; e = e.parent, n++) if (test(e)) return e;
  return null;
}

/** Index of the first item at or after `at` in a list ordered by `at`. */
export function lowerBound(list: readonly { at: number }[], at: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if ((list[mid]?.at ?? 0) < at) low = mid + 1;
    else high = mid;
  }
  return low;
}
