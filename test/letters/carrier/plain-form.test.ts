import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLAIN_KINDS } from '../../province/letters/kinds-plain.ts';
import { type RunningLetters, startLetters } from '../../province/letters/start-letters.ts';
import { executable, freeHooks, LETTER, NEVER, PERSONA, setTable, type Table } from './bench-table.ts';

describe.skipIf(executable === null)('a letter on one page (skipped where no browser is installed)', () => {
  let letters: RunningLetters;
  let table: Table;

  beforeAll(async () => {
    const sites = PLAIN_KINDS.map((kind) => ({
      host: `${kind.id}.test`,
      siteName: '某某市人民政府',
      kind,
      replies: 'never' as const,
    }));
    letters = await startLetters(sites, Date.parse('2024-06-07T09:00:00+08:00'));
    table = await setTable({ port: letters.port });
  });
  afterAll(async () => {
    await table?.close();
    await letters?.close();
  });

  it.each(PLAIN_KINDS.map(({ id, what }) => [id, what]))('%s: %s', async (id) => {
    const host = `${id}.test`;
    const hooks = freeHooks();
    const result = await table.carrier.carry(table.task({ homeUrl: `http://${host}/` }), hooks, NEVER);
    expect(result, JSON.stringify(result, null, 1)).toMatchObject({ kind: 'submitted' });
    const [letter, ...others] = letters.desk.of(host);
    expect(others).toEqual([]);
    expect([LETTER.title, ...LETTER.variants.map(({ title }) => title)]).toContain(letter?.title);
    expect(letter).toMatchObject({ name: PERSONA.name, phone: PERSONA.phone });
    expect(hooks.intents).toHaveLength(1);
  });
});
