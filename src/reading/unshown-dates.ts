import { type DateInText, wholeDate } from './dates.ts';
import type { RawItem } from './item-roots.ts';
import { labelledDate } from './labelled-date.ts';
import type { PageDom } from './page-dom.ts';
import { writtenDate } from './written-date.ts';

/** Nodes of one item that are looked at. */
const MAX_LOOKED = 60;
/** Attributes in which templates keep the moment that they show in other words. */
const ATTRIBUTES = ['datetime', 'data-time', 'data-date', 'title'];

/**
 * Dates that an item bears without showing them as text: in `<time datetime>`, in the title that appears under the
 * pointer, in a script of its own that writes the date.
 */
export function unshownDates(dom: PageDom, items: readonly RawItem[]): (DateInText | null)[] {
  return items.map((item) => unshownDate(dom, item));
}

function unshownDate(dom: PageDom, { root }: RawItem): DateInText | null {
  const end = Math.min(dom.nodes[root]?.end ?? root, root + MAX_LOOKED);
  for (let i = root; i < end; i++) {
    const { element, text, parent } = dom.nodes[i] ?? { element: null, text: null, parent: -1 };
    if (element !== null) {
      for (const name of ATTRIBUTES) {
        const stated = element.attribs[name];
        if (stated === undefined || stated.length > 300) continue;
        const lines = stated.split(/[\r\n]+|&#10;/).map((line) => line.trim());
        // The first of several lines is the title, which may tell of any day.
        const said = lines.length > 1 ? lines.slice(1) : lines;
        for (const date of [wholeDate(stated), ...said.map(labelledDate)])
          if (date !== null && date.year !== null) return date;
      }
    } else if (text !== null && dom.nodes[parent]?.element?.name === 'script') {
      const written = writtenDate(text);
      if (written !== null) return written.date;
    }
  }
  return null;
}
