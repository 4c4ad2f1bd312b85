import { describe, it } from 'vitest';
import { LETTER_KINDS } from '../province/letters/all-kinds.ts';
import { code, holdBlock, table } from './hold-block.ts';

describe('docs/reference/letter-systems.md', () => {
  it('lists every kind with what is expected of it', () => {
    const rows = LETTER_KINDS.map(({ id, what, expected, arrives, lookUp }) => [
      code(id),
      what,
      code(expected),
      String(arrives),
      code(lookUp),
    ]);
    holdBlock(
      'docs/reference/letter-systems.md',
      'kinds',
      table(['Kind', 'What it is', 'Expected', 'Leaves', 'Looked up by'], rows),
    );
  });
});
