import { XunjianError } from '../errors.ts';
import { ACCOUNT_HEADER } from './check-account.ts';
import { COLUMN_HEADER } from './check-column.ts';
import { SITE_HEADER } from './check-site.ts';
import { type CsvHeader, headerCells } from './read-csv.ts';

export const REGISTRIES = ['sites', 'columns', 'accounts'] as const;
export type RegistryKind = (typeof REGISTRIES)[number];

/** The column that only this registry must have. */
const TELLING: Readonly<Record<RegistryKind, readonly [CsvHeader, string]>> = {
  accounts: [ACCOUNT_HEADER, 'account_name'],
  columns: [COLUMN_HEADER, 'column_name'],
  sites: [SITE_HEADER, 'home_url'],
};

/** Which registry a CSV file is, by its header. Throws INVENTORY_UNREADABLE, and INVENTORY_INVALID when it is none. */
export function registryKindOf(file: string): RegistryKind {
  const cells = headerCells(file);
  for (const kind of ['accounts', 'columns', 'sites'] as const) {
    const [{ names }, wanted] = TELLING[kind];
    const named: Readonly<Record<string, string>> = names;
    if (cells.some((cell) => cell.toLowerCase() === wanted || named[cell] === wanted)) return kind;
  }
  throw new XunjianError(
    'INVENTORY_INVALID',
    `${file}:1: the header is that of no registry`,
    'a registry has a column site_name and home_url, column_name, or account_name; say which it is with --as',
    { place: { file, line: 1 } },
  );
}
