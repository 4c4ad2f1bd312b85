import { type PageDom, textOf } from './page-dom.ts';

/** Words of a head that names a column of days. */
const NAMES_DAY = /日期|时间/;
/** Longest words of one head, and of a head in all. */
const LONGEST = 20;
const LONGEST_ROW = 120;
/** Elements above a list among whose neighbours its head may stand, and neighbours looked at. */
const MAX_UP = 3;
const MAX_BEFORE = 3;

/** What the head of a list says of each column. */
export interface ColumnHeads {
  /** By the number of the column, from 0. */
  names: ReadonlyMap<number, string>;
  /** How many columns it has. */
  width: number;
}

/** A list without a head. */
export const NO_HEADS: ColumnHeads = { names: new Map(), width: 0 };

/**
 * The head of a list: a row of the same table, else a row of as many cells right before the list, in a table of its
 * own or in other elements.
 */
export function columnHeads(dom: PageDom, row: number): ColumnHeads {
  const inTable = dom.nodes[row]?.element?.name === 'tr' ? headInTable(dom, row) : NO_HEADS;
  return inTable.width > 0 ? inTable : headBefore(dom, row);
}

/** What the head says of the column that a node inside a row stands in. */
export function headOver(dom: PageDom, { names, width }: ColumnHeads, row: number, index: number): string {
  if (width === 0) return '';
  const column = columnOf(dom, row, index);
  if (column < 0) return '';
  const lacks = width - columnsOf(dom, row);
  return names.get(lacks > 0 && isSpanned(dom, row, width) ? column + lacks : column) ?? '';
}

/** Rows looked back on for the cell that spans a row. */
const MAX_SPANNED = 60;

/** Whether a row lacks its first cells because those of a row above reach down to it. */
function isSpanned(dom: PageDom, row: number, width: number): boolean {
  let sibling = dom.nodes[row]?.node.prev ?? null;
  for (let i = 0; sibling && i < MAX_SPANNED; sibling = sibling.prev) {
    const index = dom.indexOf(sibling);
    if (!dom.nodes[index]?.element) continue;
    i += 1;
    if (columnsOf(dom, index) < width) continue;
    const first = dom.nodes[nextCell(dom, index, index + 1)]?.element;
    return Number(first?.attribs.rowspan ?? 1) > 1;
  }
  return false;
}

/** The number of the column that a node inside a row stands in; -1 where it stands beside them. */
function columnOf(dom: PageDom, row: number, index: number): number {
  const parent = cellsParent(dom, row);
  let column = 0;
  for (let i = nextCell(dom, parent, parent + 1); i >= 0 && i <= index; ) {
    const end = dom.nodes[i]?.end ?? i;
    if (index < end) return column;
    column += widthOf(dom, i);
    i = nextCell(dom, parent, end);
  }
  return -1;
}

function headInTable(dom: PageDom, row: number): ColumnHeads {
  let table = row;
  while (table >= 0 && dom.nodes[table]?.element?.name !== 'table') table = dom.nodes[table]?.parent ?? -1;
  for (let i = table + 1; table >= 0 && i < row; i++) {
    if (dom.nodes[i]?.element?.name !== 'tr') continue;
    const heads = namesIn(dom, i);
    if (heads.width > 0) return heads;
  }
  return NO_HEADS;
}

function headBefore(dom: PageDom, row: number): ColumnHeads {
  const width = columnsOf(dom, row);
  let at = row;
  for (let up = 0; up <= MAX_UP && at >= 0 && dom.nodes[at]?.element?.name !== 'body'; up++) {
    let sibling = dom.nodes[at]?.node.prev ?? null;
    for (let i = 0; sibling && i < MAX_BEFORE; sibling = sibling.prev) {
      const index = dom.indexOf(sibling);
      if (!dom.nodes[index]?.element) continue;
      i += 1;
      const head = onlyRow(dom, index);
      const heads = columnsOf(dom, head) === width ? namesIn(dom, head) : NO_HEADS;
      if (heads.width > 0) return heads;
    }
    at = dom.nodes[at]?.parent ?? -1;
  }
  return NO_HEADS;
}

/** Heads of a row that names a day in one of them. */
function namesIn(dom: PageDom, row: number): ColumnHeads {
  const names = new Map<number, string>();
  if (textOf(dom, row, LONGEST_ROW + 1).length > LONGEST_ROW) return NO_HEADS;
  let column = 0;
  let namesDay = false;
  const parent = cellsParent(dom, row);
  for (
    let i = nextCell(dom, parent, parent + 1);
    i >= 0;
    i = nextCell(dom, parent, dom.nodes[i]?.end ?? -1)
  ) {
    const words = textOf(dom, i, LONGEST).slice(0, LONGEST);
    if (NAMES_DAY.test(words)) namesDay = true;
    names.set(column, words);
    column += widthOf(dom, i);
  }
  return namesDay ? { names, width: column } : NO_HEADS;
}

/** The one row of a table that holds no other, else the element itself. */
function onlyRow(dom: PageDom, index: number): number {
  const end = dom.nodes[index]?.end ?? index;
  for (let i = index; i < end; i++) if (dom.nodes[i]?.element?.name === 'tr') return i;
  return index;
}

/** The element whose children are the cells of a row: the row itself, else what alone stands in it. */
function cellsParent(dom: PageDom, row: number): number {
  let at = row;
  while (dom.nodes[at]?.element?.name !== 'tr') {
    const only = nextCell(dom, at, at + 1);
    if (only < 0 || nextCell(dom, at, dom.nodes[only]?.end ?? -1) >= 0) break;
    at = only;
  }
  return at;
}

/** The first element from `from` on among the children of a node; -1 where there is none. */
function nextCell(dom: PageDom, parent: number, from: number): number {
  const end = dom.nodes[parent]?.end ?? parent;
  for (let i = from; i < end; i = dom.nodes[i]?.end ?? end) if (dom.nodes[i]?.element) return i;
  return -1;
}

function columnsOf(dom: PageDom, row: number): number {
  const parent = cellsParent(dom, row);
  let columns = 0;
  for (let i = nextCell(dom, parent, parent + 1); i >= 0; i = nextCell(dom, parent, dom.nodes[i]?.end ?? -1))
    columns += widthOf(dom, i);
  return columns;
}

/** Columns that a cell spans. */
function widthOf(dom: PageDom, cell: number): number {
  const span = Number(dom.nodes[cell]?.element?.attribs.colspan ?? 1);
  return span >= 1 && span <= 20 ? Math.trunc(span) : 1;
}
