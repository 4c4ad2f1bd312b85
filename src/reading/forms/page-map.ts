import type { AnyNode, Element } from 'domhandler';
import { type FlatNode, folded, type PageDom } from '../page-dom.ts';
import { OpenRun, type TextRun } from './text-run.ts';

export type DomElement = Element;

/** An element with what the readers ask of it again and again. `at` and `end` number nodes in document order. */
export class MapEntry {
  readonly el: DomElement;
  readonly tag: string;
  readonly parent: MapEntry | null;
  readonly at: number;
  /** First number after the element's last descendant. */
  readonly end: number;

  constructor(el: DomElement, parent: MapEntry | null, at: number, end: number) {
    this.el = el;
    this.tag = el.name;
    this.parent = parent;
    this.at = at;
    this.end = end;
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

/** Inline scripts and style sheets beyond are those of a hostile or broken page. */
const MAX_SCRIPT = 300_000;

const OPAQUE = new Set(['script', 'style', 'template', 'noscript', 'select', 'textarea', 'svg', 'head']);
/** Pieces that a text goes on behind. */
const UNSEEN = new Set(['script', 'style', 'noscript', 'template']);
const INLINE = new Set(
  'a b i u s em strong span font small big sup sub abbr code cite q var tt ins del mark nobr bdi bdo ruby rt'.split(
    ' ',
  ),
);

/**
 * The elements and texts of a page as forms and letters are read from them. Several readers of one page share the map
 * by being handed it: kept beside the document, in a table or on it, maps outlived their page and made the collector's
 * work twice that of reading (measured).
 */
export function mapPage(page: PageDom | PageMap): PageMap {
  return 'runs' in page ? page : mapOf(page.nodes);
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

function mapOf(nodes: readonly FlatNode[]): PageMap {
  const map = emptyMap();
  const run = new OpenRun(map.runs);
  let around: MapEntry | null = null;
  for (let at = 0; at < nodes.length; at++) {
    const flat = nodes[at] as FlatNode;
    around = leave(around, at, run);
    if (flat.text !== null) {
      if (around !== null) run.add(flat, flat.text, at, around);
    } else if (flat.element !== null) {
      const entry = new MapEntry(flat.element, around, at, flat.end);
      note(map, entry);
      if (!INLINE.has(entry.tag) && !UNSEEN.has(entry.tag)) run.close();
      // The head is walked for its scripts and styles; it holds no visible text.
      if (!OPAQUE.has(entry.tag) || entry.tag === 'head') around = entry;
      else at = entry.end - 1;
    }
  }
  leave(around, nodes.length, run);
  run.close();
  const body = map.byTag.get('head')?.[0]?.end ?? 0;
  map.runs = map.runs.filter(({ at: place, within: { tag } }) => place >= body && tag !== 'title');
  return map;
}

/** Closes the elements that end before node `at`; what encloses them is open again. */
function leave(entry: MapEntry | null, at: number, run: OpenRun): MapEntry | null {
  let open = entry;
  for (; open !== null && at >= open.end; open = open.parent) if (!INLINE.has(open.tag)) run.close();
  return open;
}

function note(map: PageMap, entry: MapEntry): void {
  const { el, tag } = entry;
  const { id, name } = el.attribs;
  map.entries.push(entry);
  push(map.byTag, tag, entry);
  if (id) push(map.byId, id, entry);
  if (name) push(map.byName, `${tag} ${name}`, entry);
  if (tag === 'label' && el.attribs.for) push(map.labelFor, el.attribs.for, entry);
  if (tag === 'script' || tag === 'style') collect(map, tag, el);
  if (tag === 'head') readTitle(map, el);
}

function collect(map: PageMap, tag: 'script' | 'style', el: DomElement): void {
  if (map[tag].length > MAX_SCRIPT) return;
  for (const node of el.children) {
    if ('data' in node) map[tag] += `${node.data.slice(0, MAX_SCRIPT)}\n`;
  }
}

/** The elements right inside an element. */
export function elementsIn({ children }: DomElement): DomElement[] {
  return children.filter((child): child is DomElement => 'attribs' in child);
}

function readTitle(map: PageMap, head: DomElement): void {
  const title = elementsIn(head).find(({ name }) => name === 'title');
  if (title) map.title = textOf(title, 200);
}

function push<T>(into: Map<string, T[]>, key: string, value: T): void {
  const list = into.get(key);
  if (list) list.push(value);
  else into.set(key, [value]);
}

/** All text inside an element, scripts and options left out, at most `limit` characters. */
export function textOf(el: DomElement, limit = 400): string {
  const parts: string[] = [];
  let size = 0;
  const stack: AnyNode[] = [el];
  while (stack.length > 0 && size < limit) {
    const node = stack.pop();
    if (node === undefined) break;
    if (node.type === 'text') {
      parts.push(node.data);
      size += node.data.length;
    } else if ('children' in node) {
      const skip = 'name' in node && node !== el && (OPAQUE.has(node.name) || node.name === 'option');
      if (!skip) for (let i = node.children.length - 1; i >= 0; i--) stack.push(node.children[i] as AnyNode);
    }
  }
  return folded(parts.join('')).slice(0, limit);
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
