import { type DateInText, narrow, wholeDate } from './dates.ts';
import type { RawItem } from './item-roots.ts';
import { labelledDate } from './labelled-date.ts';
import { type PageDom, textOf, textPieces } from './page-dom.ts';

/** Nodes looked at between two items. */
const MAX_BESIDE = 8;

/** How many entries of a list are the value. */
export function count<T>(list: readonly T[], value: T): number {
  return list.reduce((sum, entry) => sum + (entry === value ? 1 : 0), 0);
}

/** Dates between the items: after each title or before each, whichever the list does. */
export function besideItems(dom: PageDom, items: readonly RawItem[]): (DateInText | null)[] {
  const roots = new Set(items.map(({ root }) => root));
  const after = items.map(({ root }) => beside(dom, root, roots, 'next'));
  const before = items.map(({ root }) => beside(dom, root, roots, 'prev'));
  const [nAfter, nBefore] = [items.length - count(after, null), items.length - count(before, null)];
  if (nAfter !== nBefore) return nAfter > nBefore ? after : before;
  // Both find as many when nothing parts the items: then the first tells which side is its own.
  return before[0] !== null && after.at(-1) === null ? before : after;
}

function beside(
  dom: PageDom,
  root: number,
  roots: ReadonlySet<number>,
  way: 'next' | 'prev',
): DateInText | null {
  const parts: string[] = [];
  let sibling = dom.nodes[root]?.node[way] ?? null;
  for (let i = 0; sibling && i < MAX_BESIDE; i++, sibling = sibling[way]) {
    const index = dom.indexOf(sibling);
    if (index < 0 || roots.has(index)) break;
    const flat = dom.nodes[index];
    if (flat?.element && /^(br|hr|a)$/.test(flat.element.name)) break;
    const text = (flat?.text ?? (flat?.element ? textOf(dom, index, 121) : '')).trim();
    if (text.length > 120) break;
    if (text === '') continue;
    const date = wholeDate(text) ?? labelledDate(text);
    if (date !== null) return date;
    if (way === 'next') parts.push(text);
    else parts.unshift(text);
    const together = wholeDate(parts.join(' '));
    if (together !== null) return together;
  }
  return null;
}

/** A date set off at the end or the start of the title: `关于…的通知 (2024-06-28)`, `[06-28] 关于…`. */
export function insideTitle(dom: PageDom, items: readonly RawItem[]): (DateInText | null)[] {
  return items.map(({ anchor }) => {
    const title = narrow(textOf(dom, anchor));
    if (!/\d/.test(title)) return null;
    const last = /^(.*?)[\s[(（【]+([\d年月日/.:：\s-]{5,20})[\])）】]?$/.exec(title);
    const first = /^[[(（【]?([\d年月日/.-]{5,12})[\])）】\s]+\S/.exec(title);
    return (
      (last === null ? null : wholeDate(last[2] ?? '')) ?? (first === null ? null : wholeDate(first[1] ?? ''))
    );
  });
}

/** Titles in one cell and their dates, as many, in the next one. */
export function parallelColumn(dom: PageDom, items: readonly RawItem[]): (DateInText | null)[] {
  const none = items.map(() => null);
  const container = items[0]?.container ?? -1;
  if (items.length < 3 || container < 0) return none;
  for (const way of ['next', 'prev'] as const) {
    let sibling = dom.nodes[container]?.node[way] ?? null;
    for (let i = 0; sibling && i < 4; i++, sibling = sibling[way]) {
      const index = dom.indexOf(sibling);
      if (index < 0) break;
      const dates = textPieces(dom, index).flatMap((piece) => wholeDate(piece) ?? []);
      if (dates.length === items.length) return dates;
    }
  }
  return none;
}
