import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { XunjianError } from '../errors.ts';

/** One row as it stands in the file, with the line it begins on. */
export interface CsvRow {
  line: number;
  cells: Record<string, string>;
}

/** A row that was refused, and how to mend it. */
export interface Refusal {
  file: string;
  line: number;
  reason: string;
  remedy: string;
}

/** 64 MiB: a registry of a million rows; more is not a registry. */
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Reads a CSV registry with a header row, UTF-8 (BOM allowed) or GB18030. Throws INVENTORY_UNREADABLE, or
 * INVENTORY_INVALID when required columns are missing or the file is no CSV.
 */
export function readCsv(file: string, required: readonly string[]): CsvRow[] {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw new XunjianError(
      'INVENTORY_UNREADABLE',
      `cannot read the inventory ${file}`,
      'check the paths under "inventory" in the configuration',
      { cause, place: { file } },
    );
  }
  if (bytes.length > MAX_BYTES) {
    throw new XunjianError(
      'INVENTORY_INVALID',
      `${file} has ${bytes.length} bytes`,
      'a registry of sites is far smaller; check the file',
      { place: { file } },
    );
  }
  let rows: { record: Record<string, string>; info: { lines: number } }[];
  try {
    rows = parse(decode(bytes), {
      bom: true,
      columns: (header: string[]) => header.map((name) => name.trim()),
      info: true,
      skip_empty_lines: true,
      trim: true,
      relax_column_count: true,
    }) as unknown as typeof rows;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new XunjianError('INVENTORY_INVALID', `${file}: ${reason}`, 'mend the quotes on that line', {
      cause,
      place: { file },
    });
  }
  const [first] = rows;
  const missing = first === undefined ? [] : required.filter((name) => !(name in first.record));
  if (missing.length > 0) {
    throw new XunjianError(
      'INVENTORY_INVALID',
      `${file}:1: the header lacks ${missing.join(', ')}`,
      `the header row must name: ${required.join(', ')}`,
      { place: { file, line: 1 } },
    );
  }
  return rows.map(({ record, info }) => ({ line: info.lines, cells: record }));
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
