import { describe, it } from 'vitest';
import { ACCOUNT_HEADER } from '../../src/inventory/check-account.ts';
import { COLUMN_HEADER } from '../../src/inventory/check-column.ts';
import { SITE_HEADER } from '../../src/inventory/check-site.ts';
import type { CsvHeader } from '../../src/inventory/read-csv.ts';
import { LEAD_HEADER } from '../../src/inventory/read-leads.ts';
import { LOOK_HEADER } from '../../src/inventory/read-looks.ts';
import {
  DECLARED,
  KINDS,
  LEVELS,
  PLATFORM_WORDS,
  SPONSORS,
  STATES,
  TYPES,
} from '../../src/inventory/words.ts';
import { code, holdBlock, table } from './hold-block.ts';

const FILE = 'docs/reference/inventory.md';
const HEADERS: Readonly<Record<string, CsvHeader>> = {
  sites: SITE_HEADER,
  columns: COLUMN_HEADER,
  accounts: ACCOUNT_HEADER,
  looks: LOOK_HEADER,
  leads: LEAD_HEADER,
};
const WORDS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  level: LEVELS,
  type: TYPES,
  sponsor_kind: SPONSORS,
  kind: KINDS,
  platform: PLATFORM_WORDS,
  declared: DECLARED,
  state: STATES,
};

describe('docs/reference/inventory.md', () => {
  it('lists the columns of each registry and the Chinese names they may bear', () => {
    const rows = Object.entries(HEADERS).flatMap(([registry, { required, optional, names }]) =>
      [...required, ...optional].map((column) => {
        const also = Object.entries(names).filter(([, meant]) => meant === column);
        return [
          registry,
          code(column),
          required.includes(column) ? 'yes' : 'no',
          also.map(([name]) => name).join('、'),
        ];
      }),
    );
    holdBlock(FILE, 'headers', table(['Registry', 'Column', 'Required', 'Also written'], rows));
  });

  it('lists the words each closed column accepts', () => {
    const rows = Object.entries(WORDS).flatMap(([column, words]) =>
      [...new Set(Object.values(words).map(String))].map((meaning) => {
        const accepted = Object.keys(words).filter(
          (word) => String(words[word]) === meaning && word !== meaning,
        );
        return [code(column), code(meaning), accepted.join('、')];
      }),
    );
    holdBlock(FILE, 'words', table(['Column', 'Meaning', 'Also accepted'], rows));
  });
});
