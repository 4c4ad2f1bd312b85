import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const packageJson = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};
const RUNTIME = Object.keys(packageJson.dependencies);
const DEVELOPMENT = Object.keys(packageJson.devDependencies);

/** Names of packages that the TypeScript below `folders` imports. */
function importedBelow(folders: readonly string[]): Set<string> {
  const files = folders.flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true })
      .map((file) => path.join(ROOT, folder, String(file)))
      .filter((file) => file.endsWith('.ts')),
  );
  const names = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/(?:from |import |import\()'([a-z@][\w@./-]*)'/g)]
      .map((match) => match[1] ?? '')
      .filter((name) => !name.startsWith('node:') && !name.includes('${'))
      .map((name) => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? ''),
  );
  return new Set(names);
}

describe('docs/dependencies.md', () => {
  it('has a line for each package, and for no other', () => {
    const text = readFileSync(path.join(ROOT, 'docs/dependencies.md'), 'utf8');
    const listed = [...text.matchAll(/^\| `([^`]+)`/gm)].map((match) => match[1] ?? '');
    expect(listed.sort()).toEqual([...RUNTIME, ...DEVELOPMENT].sort());
  });

  it('names packages by their exact version alone', () => {
    const loose = Object.entries({ ...packageJson.dependencies, ...packageJson.devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
    );
    expect(loose).toEqual([]);
  });

  it('knows every package that the program imports, and keeps none that it does not', () => {
    expect([...importedBelow(['src', 'probes'])].sort()).toEqual([...RUNTIME].sort());
  });
});
