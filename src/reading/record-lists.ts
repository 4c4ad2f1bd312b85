import type { CivilDate } from '../domain/civil-date.ts';
import type { ListReading } from '../domain/page-reading.ts';
import { emptyList } from './empty-list.ts';
import { readLists } from './lists.ts';
import { parsePage } from './page-dom.ts';

/** Records of one answer that are read; pages show fifteen to sixty. */
const MAX_RECORDS = 500;

/**
 * The list in `<record><![CDATA[…]]></record>`, in a page's script as in the proxy's answer (大汉 jpage); null when
 * there is none; without entries where it states that there are none. Records are bare rows, entries or free HTML, which only inside a list are parsed as what they are.
 */
export function readRecords(text: string, base: string, today: CivilDate): ListReading | null {
  const records = recordsIn(text);
  const total = /<totalrecord>\s*(\d{1,7})\s*<\/totalrecord>/i.exec(text)?.[1];
  if (records.length === 0) return total === '0' ? emptyList('record') : null;
  const rows = records.map((html) => {
    if (/^\s*<li[\s>]/i.test(html)) return html;
    // The parser drops rows outside a table: their cells become spans.
    return `<li>${html.replace(/<(\/?)t(?:[rdh]|body|able|head)\b[^>]{0,500}>/gi, '<$1span>')}</li>`;
  });
  const lists = readLists(parsePage(`<ul>${rows.join('')}</ul>`), base, today).map(({ list }) => list);
  const [best] = lists.sort((a, b) => b.items.length - a.items.length);
  return best === undefined
    ? null
    : { ...best, selector: 'record', main: true, total: total === undefined ? null : Number(total) };
}

const START = /<record>\s*<!\[CDATA\[/gi;

/** What the records hold, in one pass: one pattern for the whole would search to the end for each record left open. */
function recordsIn(text: string): string[] {
  const records: string[] = [];
  START.lastIndex = 0;
  for (
    let start = START.exec(text);
    start !== null && records.length < MAX_RECORDS;
    start = START.exec(text)
  ) {
    const from = start.index + start[0].length;
    const end = text.indexOf(']]>', from);
    if (end < 0) break;
    records.push(text.slice(from, end));
    START.lastIndex = end;
  }
  return records;
}
