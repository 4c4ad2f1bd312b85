import { readFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import {
  ANNEX1_COLUMNS,
  ANNEX2_COLUMNS,
  ANNEX3_COLUMNS,
  APART_COLUMNS,
} from '../../src/report/annex-rows.ts';
import { QUARTER_TABLES } from '../../src/report/quarter-tables.ts';
import { RESULT_TABLES } from '../../src/report/result-tables.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { temporaryFolder } from '../helpers/run-cli.ts';

const TEXT = readFileSync('docs/reference/data.md', 'utf8');

/** Columns that the section under a heading names, in its order. */
function described(heading: string): string[] {
  const section = TEXT.split(/^### /m).find((one) => one.startsWith(`${heading}\n`)) ?? '';
  const own = section.split(/^## /m)[0] ?? '';
  return [...own.matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1] ?? '');
}

describe('docs/reference/data.md', () => {
  it('describes every column of every export, in its order', () => {
    expect(described('`export findings` and `export outcomes`')).toEqual([...RESULT_TABLES.outcomes]);
    expect(described('`export columns`')).toEqual([...RESULT_TABLES.columns]);
    expect(described('`export sites`')).toEqual([...RESULT_TABLES.sites]);
    for (const [name, columns] of Object.entries(QUARTER_TABLES))
      expect(described(`\`export ${name}\``), name).toEqual([...columns]);
  });

  it('describes every view and each of its columns, in their order', () => {
    const file = path.join(temporaryFolder(), 'x.db');
    openSqliteStore(file, null).close();
    const db = new Database(file, { readonly: true });
    const views = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name").all() as {
      name: string;
    }[];
    for (const { name } of views) {
      const columns = db.prepare(`SELECT name FROM pragma_table_info('${name}')`).all() as { name: string }[];
      expect(described(`\`${name}\``), name).toEqual(columns.map((column) => column.name));
      // A view over columns that are gone fails only when it is read.
      expect(db.prepare(`SELECT * FROM ${name}`).all()).toEqual([]);
    }
    expect([...TEXT.matchAll(/^### `(bi_\w+)`/gm)].map((match) => match[1]).sort()).toEqual(
      views.map(({ name }) => name),
    );
    db.close();
  });

  it('names the columns of the annexes', () => {
    for (const columns of [ANNEX1_COLUMNS, ANNEX2_COLUMNS, ANNEX3_COLUMNS, APART_COLUMNS])
      expect(TEXT).toContain(columns.join(','));
  });
});
