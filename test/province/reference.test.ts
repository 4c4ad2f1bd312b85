import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DIALECTS } from './model.ts';
import { SCORED } from './truth.ts';
import { REFERENCE, withGenerated } from './write-reference.ts';

describe('docs/reference/province.md', () => {
  const page = readFileSync(REFERENCE, 'utf8');

  it('holds the scenarios and their coverage as the code makes them (npx tsx test/province/write-reference.ts)', () => {
    expect(page).toBe(withGenerated(page));
  });

  it('names every dialect and every indicator that is scored', () => {
    for (const dialect of DIALECTS) expect(page).toContain(`\`${dialect}\``);
    for (const indicator of SCORED) expect(page).toContain(`\`${indicator}\``);
  });
});
