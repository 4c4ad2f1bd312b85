import { climb, contains, elementsIn, lowerBound, type MapEntry, type PageMap } from '../forms/page-map.ts';
import type { TextRun } from '../forms/text-run.ts';

/** A label and no more: no sentence, no greeting. */
const LABEL_LIKE = /^[\u4e00-\u9fff\s]{2,12}[:：]?$/;

/** Whether a label's own place for its value is empty and what follows belongs to something else. */
export function leavesSlotEmpty(map: PageMap, label: TextRun, value: TextRun): boolean {
  return isBeyond(map, label, value) || isNextLabel(label, value);
}

/** Whether a value stands behind the table of its label though that has cells for it. */
function isBeyond(map: PageMap, label: TextRun, value: TextRun): boolean {
  const cell = climb(label.within, (e) => e.tag === 'td' || e.tag === 'th', 8);
  const table = cell && climb(cell, (e) => e.tag === 'table', 6);
  if (!cell || !table || contains(table, value)) return false;
  const cells = map.byTag.get('td') ?? [];
  const next = cells[lowerBound(cells, cell.end)];
  return next !== undefined && contains(table, next);
}

/** `<th>部门</th><td></td> <th>职务</th><td>…`: the next words are a label built just like the first. */
function isNextLabel(label: TextRun, value: TextRun): boolean {
  if (!LABEL_LIKE.test(value.text) || /^[您你]|好[:：]?$/.test(value.text)) return false;
  const place = climb(label.within, (e) => /^(td|th|dt)$/.test(e.tag), 6);
  const other = climb(value.within, (e) => /^(td|th|dt)$/.test(e.tag), 6);
  if (place !== null || other !== null)
    return place !== null && place.tag === other?.tag && hasSlot(place, other) && hasSlot(other, place);
  const row = climb(label.within, (e) => elementsIn(e.el).length > 1, 4);
  if (row === null || contains(row, value)) return false;
  const next = climb(value.within, (e) => e.parent === row.parent, 6);
  return (
    next?.tag === row.tag && next.el.attribs.class === row.el.attribs.class && elementsIn(next.el).length > 1
  );
}

/** Whether a place of its own for a value stands right behind the place of a label. */
function hasSlot(place: MapEntry, other: MapEntry): boolean {
  const around = place.parent ? elementsIn(place.parent.el) : [];
  const next = around[around.indexOf(place.el) + 1];
  return next !== undefined && next !== other.el && (next.name === 'td' || next.name === 'dd');
}
