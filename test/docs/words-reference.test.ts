import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { STANDINGS, UNDETERMINED_REASONS } from '../../src/domain/outcome.ts';
import { ERROR_CODES } from '../../src/errors.ts';
import { firstCells } from './hold-block.ts';

describe('docs/reference/reasons.md', () => {
  it('explains every reason and standing, and no other', () => {
    expect(firstCells('docs/reference/reasons.md')).toEqual([...UNDETERMINED_REASONS, ...STANDINGS]);
  });
});

describe('docs/reference/errors.md', () => {
  it('explains every error code with its exit status, and no other', () => {
    const text = readFileSync('docs/reference/errors.md', 'utf8');
    const rows = [...text.matchAll(/^\| `([A-Z_]+)` \| (\d+) \|/gm)].map((m) => [m[1], Number(m[2])]);
    expect(rows).toEqual(Object.entries(ERROR_CODES));
  });
});

describe('docs/dependencies.md', () => {
  it('has a line for every dependency in package.json, and no other', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
      'dependencies' | 'devDependencies',
      Record<string, string>
    >;
    const named = firstCells('docs/dependencies.md').sort();
    expect(named).toEqual([...Object.keys(dependencies), ...Object.keys(devDependencies)].sort());
  });

  it('is about exact versions', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
      string,
      Record<string, string>
    >;
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
    );
    expect(loose).toEqual([]);
  });
});
