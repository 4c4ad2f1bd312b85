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
export class MapEntry {
  readonly el: DomElement;
  readonly tag: string;
  readonly parent: MapEntry | null;
  readonly at: number;
  /** First number after the element's last descendant. */
  end: number;
  readonly depth: number;

  constructor(el: DomElement, parent: MapEntry | null, at: number) {
    this.el = el;
    this.tag = el.name;
    this.parent = parent;
    this.at = at;
    this.end = at + 1;
    this.depth = (parent?.depth ?? 0) + 1;
  }
}

/** Text a person sees as one piece: broken by blocks, cells, line breaks and controls, not by inline tags. */
export class TextRun {
  readonly text: string;
  /** Number of the first text node. */
  readonly at: number;
  /** The innermost element around the first text node. */
  readonly within: MapEntry;

  constructor(text: string, at: number, within: MapEntry) {
    this.text = text;
    this.at = at;
    this.within = within;
  }

  /** Inside a link or a button: seldom a label. */
  get clickable(): boolean {
    return climb(this.within, ({ tag }) => tag === 'a' || tag === 'button', 8) !== null;
  }

  get heading(): boolean {
    return climb(this.within, ({ tag }) => HEADING.test(tag), 8) !== null;
  }
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
  /** Place among the siblings of the same tag, from 1, of elements whose siblings were counted. */
  nths: Map<DomElement, number>;
  /** Places of the controls a person sees, in order, once somebody asked. */
  controls?: { at: number }[];
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

/**
 * The page walked once, without recursion. Several readers of one page share the map by being handed it: kept beside
 * the document, in a table or on it, maps outlived their page and made the collector's work twice that of reading
 * (measured).
 */
export function mapPage(page: PageDom | PageMap): PageMap {
  if ('runs' in page) return page;
  const root = documentOf(page);
  return root === null ? emptyMap() : walk(root);
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
    nths: new Map(),
  };
}

function walk(root: DomNode): PageMap {
  const map = emptyMap();
  let at = 0;
  let run = '';
  let size = 0;
  let runAt = 0;
  let within: MapEntry | null = null;

  const flush = (): void => {
    if (within === null) return;
    const text = tidy(run);
    if (text !== '') map.runs.push(new TextRun(text, runAt, within));
    within = null;
  };

  let entry: MapEntry | null = null;
  let node: DomNode | null = 'children' in root ? (root.children[0] ?? null) : null;
  while (node !== null && at < MAX_NODES) {
    let into: DomNode | null = null;
    if (node.type === 'text') {
      const here = at++;
      if (entry !== null) {
        if (within === null) {
          [run, size, runAt, within] = ['', 0, here, entry];
        }
        if (size < MAX_RUN) {
          run += node.data.length > MAX_TEXT ? node.data.slice(0, MAX_TEXT) : node.data;
          size += node.data.length;
        }
      }
    } else if ('attribs' in node) {
      const el = node as DomElement;
      const tag = el.name;
      const opened = new MapEntry(el, entry, at);
      at += 1;
      map.entries.push(opened);
      push(map.byTag, tag, opened);
      const { id, name } = el.attribs;
      if (id) push(map.byId, id, opened);
      if (tag === 'label' && el.attribs.for) push(map.labelFor, el.attribs.for, opened);
      if (name) push(map.byName, `${tag} ${name}`, opened);
      if (!INLINE.has(tag) && !isUnseenPiece(tag)) flush();
      if (tag === 'script' || tag === 'style') collect(map, tag, el);
      if (tag === 'head') readTitle(map, el);
      if (CONTROL.has(tag) && tag !== 'button') flush();
      // The head is walked for its scripts and styles; it holds no visible text.
      if (!OPAQUE.has(tag) || tag === 'head') {
        entry = opened;
        into = el.children[0] ?? null;
        if (into === null) entry = close(opened, at, flush);
      }
    }
    if (into !== null) {
      node = into;
      continue;
    }
    while (node !== null && node.next === null && entry !== null) {
      node = entry.el;
      entry = close(entry, at, flush);
    }
    node = node?.next ?? null;
  }
  for (let open = entry; open !== null; ) open = close(open, at, flush);
  flush();
  const body = map.byTag.get('head')?.[0]?.end ?? 0;
  map.runs = map.runs.filter(({ at: place, within: { tag } }) => place >= body && tag !== 'title');
  return map;
}

/** The end of an element: what encloses it is open again. */
function close(entry: MapEntry, at: number, flush: () => void): MapEntry | null {
  entry.end = at;
  if (!INLINE.has(entry.tag)) flush();
  return entry.parent;
}

function isUnseenPiece(tag: string): boolean {
  return tag === 'script' || tag === 'style' || tag === 'noscript' || tag === 'template';
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
  const trimmed = text.trim();
  if (!UNTIDY.test(trimmed)) return trimmed;
  return trimmed
    .replace(/[\u200b-\u200d\ufeff]/g, '')
    .replace(/[\s\u00a0\u3000]+/g, ' ')
    .trim();
}

/** What tidying changes: zero-width characters, all white space but single blanks. */
const UNTIDY = /[\u200b-\u200d\ufeff]|\s\s|[^\S ]/;

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

/** Place of an element among the siblings of the same tag, from 1: what `:nth-of-type` counts. */
export function nthOfType(map: PageMap, { el }: MapEntry): number {
  const known = map.nths.get(el);
  if (known !== undefined) return known;
  const counts = new Map<string, number>();
  for (const child of el.parent?.children ?? []) {
    if (!('attribs' in child)) continue;
    const nth = (counts.get(child.name) ?? 0) + 1;
    counts.set(child.name, nth);
    map.nths.set(child as DomElement, nth);
  }
  return map.nths.get(el) ?? 1;
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
