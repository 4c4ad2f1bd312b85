import { existsSync } from 'node:fs';
import type { Account } from '../domain/account.ts';
import type { DeclaredColumn, Site } from '../domain/site.ts';
import { XunjianError } from '../errors.ts';
import { ACCOUNT_HEADER, checkAccount } from './check-account.ts';
import { COLUMN_HEADER, checkColumn } from './check-column.ts';
import type { Checked } from './check-row.ts';
import { checkSite, SITE_HEADER } from './check-site.ts';
import { type CsvHeader, type CsvRow, type Refusal, readCsv } from './read-csv.ts';

/** Rows that are good, and those that were refused. */
export interface Registry<T> {
  rows: T[];
  refused: Refusal[];
}

export interface Inventory {
  sites: Site[];
  columns: DeclaredColumn[];
  accounts: Account[];
  refused: Refusal[];
}

/**
 * Reads the registries that the configuration names; those of columns and accounts may be absent. A bad row is refused
 * with file, line and reason; good rows are kept only when all files are good, or with `skipBad`. Throws
 * INVENTORY_UNREADABLE, INVENTORY_INVALID.
 */
export function readInventory(
  files: { sites: string; columns: string; accounts?: string },
  { skipBad }: { skipBad: boolean },
): Inventory {
  const sites = readSites(files.sites);
  const codes = new Set(sites.rows.map(({ siteCode }) => siteCode));
  const columns = existsSync(files.columns) ? readColumns(files.columns, codes) : none<DeclaredColumn>();
  const accounts =
    files.accounts !== undefined && existsSync(files.accounts)
      ? readAccounts(files.accounts)
      : none<Account>();
  const refused = [...sites.refused, ...columns.refused, ...accounts.refused];
  if (refused.length > 0 && !skipBad) throw registryRefusal(refused);
  return { sites: sites.rows, columns: columns.rows, accounts: accounts.rows, refused };
}

const none = <T>(): Registry<T> => ({ rows: [], refused: [] });

/** The registry of sites. Of two rows with one site code the first is kept. */
export function readSites(file: string): Registry<Site> {
  return read(file, SITE_HEADER, checkSite, {
    key: ({ siteCode }) => siteCode,
    name: ({ siteCode }) => `site ${siteCode}`,
    region: ({ region }) => region,
  });
}

/** The registry of columns; `codes` are the registered sites. */
export function readColumns(file: string, codes: ReadonlySet<string>): Registry<DeclaredColumn> {
  return read(file, COLUMN_HEADER, (cells) => checkColumn(cells, codes), {
    key: ({ siteCode, url }) => `${siteCode} ${url}`,
    name: ({ url }) => `column ${url}`,
  });
}

/** The registry of accounts. */
export function readAccounts(file: string): Registry<Account> {
  return read(file, ACCOUNT_HEADER, checkAccount, {
    key: ({ platform, name, operator }) => `${platform} ${name} ${operator}`,
    name: ({ platform, name }) => `${platform} account ${name}`,
    region: ({ region }) => region,
  });
}

interface Identity<T> {
  key(value: T): string;
  /** For the message. */
  name(value: T): string;
  region?(value: T): string;
}

function read<T>(
  file: string,
  header: CsvHeader,
  check: (cells: CsvRow['cells']) => Checked<T>,
  identity: Identity<T>,
): Registry<T> {
  const { rows, refused } = readCsv(file, header);
  const lineOf = new Map<string, number>();
  const spellings = new Map<string, { region: string; line: number }>();
  const good = rows.flatMap(({ line, cells }): T[] => {
    const checked = check(cells);
    const reason = 'value' in checked ? objection(checked.value, line) : checked;
    if (reason !== null) refused.push({ file, line, ...reason });
    return 'value' in checked && reason === null ? [checked.value] : [];
  });
  return { rows: good, refused: refused.sort((a, b) => a.line - b.line) };

  /** What speaks against a row that is good by itself. */
  function objection(value: T, line: number): { reason: string; remedy: string } | null {
    const earlier = lineOf.get(identity.key(value));
    if (earlier !== undefined) {
      return {
        reason: `${identity.name(value)} stands already on line ${earlier}`,
        remedy: 'keep one of the two rows',
      };
    }
    lineOf.set(identity.key(value), line);
    const region = identity.region?.(value);
    if (region === undefined) return null;
    const known = spellings.get(withoutSuffix(region));
    if (known === undefined) spellings.set(withoutSuffix(region), { region, line });
    // 榆林 and 榆林市 would be two reporting units in annex 3.
    if (known === undefined || known.region === region) return null;
    return {
      reason: `region "${region}" is written "${known.region}" on line ${known.line}`,
      remedy: 'write a reporting unit the same way everywhere',
    };
  }
}

function withoutSuffix(region: string): string {
  const plain = region.normalize('NFKC').replace(/\s/g, '');
  return plain.length > 2 ? plain.replace(/(示范区|地区|市|区|县)$/, '') : plain;
}

/** Bad rows as one error that names them. */
export function registryRefusal(refused: readonly Refusal[]): XunjianError {
  const [first] = refused;
  const lines = refused.slice(0, 20).map(({ file, line, reason }) => `${file}:${line}: ${reason}`);
  const more =
    refused.length > 20 ? [`… and ${refused.length - 20} more; xunjian inventory check lists them all`] : [];
  return new XunjianError(
    'INVENTORY_INVALID',
    [...lines, ...more].join('\n'),
    `${first?.remedy ?? ''}; or give --skip-bad to go on without the bad rows`,
    first === undefined ? {} : { place: { file: first.file, line: first.line } },
  );
}
