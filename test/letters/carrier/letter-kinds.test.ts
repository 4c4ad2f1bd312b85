import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CarrierHooks } from '../../../src/letters/letter-carrier.ts';
import { LETTER_KINDS } from '../../province/letters/all-kinds.ts';
import { type RunningLetters, startLetters } from '../../province/letters/start-letters.ts';
import { executable, freeHooks, LETTER, NEVER, PERSONA, setTable, type Table } from './bench-table.ts';

/** What must stand in nothing that is kept, however the page repeats it. */
const PRIVATE = [PERSONA.name, PERSONA.phone, PERSONA.email, PERSONA.idNumber ?? '', PERSONA.address];

/** Pictures that the page draws itself, as a person reads them. */
const LOCAL_PICTURES: Readonly<Record<string, string>> = {
  'sum-in-words.test': '8',
  'canvas-captcha.test': 'k7pd',
};

describe.skipIf(executable === null)(
  'each kind of letter system (skipped where no browser is installed)',
  () => {
    let letters: RunningLetters;
    let table: Table;

    beforeAll(async () => {
      const sites = LETTER_KINDS.map((kind) => ({
        ...{ host: `${kind.id}.test`, siteName: '某某市人民政府', kind },
        replies: 'never' as const,
      }));
      letters = await startLetters(sites, Date.parse('2024-06-07T09:00:00+08:00'));
      table = await setTable({ port: letters.port });
    });
    afterAll(async () => {
      await table?.close();
      await letters?.close();
    });

    /** A person who reads the picture; for one that the page puts another in place of only the second. */
    function personAt(host: string): CarrierHooks['solveCaptcha'] {
      let asked = 0;
      return async ({ expiresInMs, outdated }) => {
        asked += 1;
        const own = LOCAL_PICTURES[host];
        if (own !== undefined) return own;
        const isRenewed = expiresInMs !== null || host === 'reloads-itself.test';
        if (!isRenewed || asked > 1) return letters.desk.pictureOf(host);
        return new Promise((resolve) => outdated?.addEventListener('abort', () => resolve('LATE')));
      };
    }

    it.each(LETTER_KINDS.map((kind) => [kind.id, kind.what, kind] as const))(
      '%s: %s',
      async (id, _what, kind) => {
        const host = `${id}.test`;
        const hooks = freeHooks(personAt(host));
        const result = await table.carrier.carry(table.task({ homeUrl: `http://${host}/` }), hooks, NEVER);
        const said =
          'reason' in result && result.kind !== 'refused' && result.kind !== 'ambiguous'
            ? `${result.kind}:${result.reason}`
            : result.kind;
        expect(said, JSON.stringify(result, null, 1)).toBe(kind.expected);
        const arrived = letters.desk.of(host);
        expect(arrived).toHaveLength(kind.arrives);
        const [letter] = arrived;
        if (letter !== undefined) {
          expect([LETTER.title, ...LETTER.variants.map(({ title }) => title)]).toContain(letter.title);
          expect(letter).toMatchObject({ name: PERSONA.name, phone: PERSONA.phone });
        }
        if (result.kind === 'submitted' && kind.lookUp === 'number_code')
          expect(result.receipt).toMatchObject({ number: letter?.number, query: letter?.code });
        expect(result.evidence.length).toBeGreaterThan(0);
        for (const evidence of result.evidence) {
          const kept = Buffer.from(await table.evidence.payload(evidence)).toString('utf8');
          for (const value of PRIVATE) expect(kept.includes(value), `${value} in ${evidence}`).toBe(false);
        }
        expect(JSON.stringify(result)).not.toContain(PERSONA.phone);
      },
      60_000,
    );
  },
);
