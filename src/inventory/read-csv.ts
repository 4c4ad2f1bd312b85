import { readFileSync, statSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { nearest } from '../domain/nearest.ts';
import { XunjianError } from '../errors.ts';
import { decodeCsv } from './decode-csv.ts';

/** One row as it stands in the file, with the line it begins on. */
export interface CsvRow {
  line: number;
  /** By header name; every known column is there, empty when the file has none. */
  cells: Readonly<Record<string, string>>;
}

/** A row that was refused, and how to mend it. */
export interface Refusal {
  file: string;
  line: number;
  reason: string;
  remedy: string;
}

/** The columns of a registry; `names` gives other words a header may use for them. */
export interface CsvHeader {
  required: readonly string[];
  optional: readonly string[];
  names: Readonly<Record<string, string>>;
}

export interface CsvTable {
  rows: CsvRow[];
  /** Rows with more or fewer cells than the header: a stray comma would shift every cell behind it. */
  refused: Refusal[];
}

/** 32 MiB: some hundred thousand rows. More is no registry of a province, and would have to be held in memory whole. */
const MAX_BYTES = 32 * 1024 * 1024;

interface Parsed {
  record: string[];
  raw: string;
  info: { lines: number };
}

/**
 * Reads a CSV registry with a header row, UTF-8 (BOM allowed) or GB18030. Columns it does not know are left aside.
 * Throws INVENTORY_UNREADABLE, or INVENTORY_INVALID when the file is no such registry as a whole.
 */
export function readCsv(file: string, header: CsvHeader): CsvTable {
  const text = decodeCsv(readBytes(file), file);
  const [first, ...rest] = parseRows(text, file);
  const columns = columnsOf(first?.record ?? [], header, file);
  const refused: Refusal[] = [];
  const rows = rest.flatMap(({ record, raw, info }): CsvRow[] => {
    // `lines` counts to the row's end; a quoted cell may hold line breaks, and empty lines before the row are part of `raw`.
    const line = info.lines - (raw.trim().match(/\r\n|\n|\r/g)?.length ?? 0);
    const cells = record.map(bare);
    while (cells.length > columns.length && cells.at(-1) === '') cells.pop();
    if (cells.every((cell) => cell === '')) return [];
    if (cells.length !== columns.length) {
      const reason = `the row has ${cells.length} cells, the header ${columns.length}`;
      refused.push({ file, line, reason, remedy: 'put cells that hold a comma in double quotes' });
      return [];
    }
    const byName = Object.fromEntries(columns.map((name, i) => [name, cells[i] ?? '']));
    const empty = Object.fromEntries([...header.required, ...header.optional].map((name) => [name, '']));
    return [{ line, cells: { ...empty, ...byName } }];
  });
  return { rows, refused };
}

/** Exports keep a cell that begins like a formula as text by a leading `'`, and so do spreadsheets: it is no part of a name. */
function bare(cell: string): string {
  return /^'\s*[=+\-@＝＋－＠]/.test(cell) ? cell.slice(1) : cell;
}

/** The cells of a file's header row as they stand. Throws like `readCsv`. */
export function headerCells(file: string): string[] {
  const [first] = parseRows(decodeCsv(readBytes(file), file), file);
  return first?.record.map((cell) => cell.normalize('NFKC').trim()) ?? [];
}

function readBytes(file: string): Buffer {
  try {
    const { size } = statSync(file);
    if (size <= MAX_BYTES) return readFileSync(file);
  } catch (cause) {
    const isAbsent = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    throw new XunjianError(
      'INVENTORY_UNREADABLE',
      `cannot read the inventory ${file}: ${isAbsent ? 'there is no such file' : String(cause)}`,
      'check the paths under "inventory" in the configuration',
      { cause, place: { file } },
    );
  }
  throw new XunjianError(
    'INVENTORY_INVALID',
    `${file} is larger than ${MAX_BYTES / 1024 / 1024} MiB`,
    'a registry is far smaller; check that this is the right file',
    { place: { file } },
  );
}

function parseRows(text: string, file: string): Parsed[] {
  try {
    return parse(text, {
      bom: true,
      info: true,
      raw: true,
      skip_empty_lines: true,
      trim: true,
      relax_column_count: true,
      max_record_size: 1024 * 1024,
    }) as unknown as Parsed[];
  } catch (cause) {
    const line = cause instanceof Error && 'lines' in cause ? Number(cause.lines) : undefined;
    throw new XunjianError(
      'INVENTORY_INVALID',
      `${file}${line === undefined ? '' : `:${line}`}: ${cause instanceof Error ? cause.message : String(cause)}`,
      'mend the double quotes on that line: a cell is quoted whole, and a quote in it is written twice',
      { cause, place: line === undefined ? { file } : { file, line } },
    );
  }
}

/** Header cells as our names. A missing column, a column given twice, or a slip of a known name is an error. */
function columnsOf(cells: readonly string[], header: CsvHeader, file: string): string[] {
  const known = [...header.required, ...header.optional];
  const columns = cells.map((cell) => {
    const name = cell.normalize('NFKC').trim();
    return header.names[name] ?? (known.includes(name.toLowerCase()) ? name.toLowerCase() : name);
  });
  const refuse = (what: string, remedy: string) =>
    new XunjianError('INVENTORY_INVALID', `${file}:1: ${what}`, remedy, { place: { file, line: 1 } });
  const all = `the header row names ${known.join(',')}`;
  const missing = header.required.filter((name) => !columns.includes(name));
  const strangers = columns.filter((name) => !known.includes(name));
  const [lost] = missing;
  if (lost !== undefined) {
    const slip = nearest(lost, strangers);
    const remedy = slip === null ? all : `"${slip}" may be meant for "${lost}"; ${all}`;
    throw refuse(`the header lacks ${missing.join(', ')}`, remedy);
  }
  const twice = columns.find((name, i) => known.includes(name) && columns.indexOf(name) !== i);
  if (twice !== undefined) throw refuse(`the header names ${twice} twice`, 'keep one of the two columns');
  for (const stranger of strangers) {
    // An optional column under a misspelt name would be left aside without a word.
    const meant = nearest(
      stranger,
      header.optional.filter((name) => !columns.includes(name)),
    );
    if (meant !== null) throw refuse(`unknown column "${stranger}"`, `did you mean "${meant}"?`);
  }
  return columns;
}
