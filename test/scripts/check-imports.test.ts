import { describe, expect, it } from 'vitest';
import { breachesOf } from '../../scripts/check-imports.mjs';

describe('the import rule', () => {
  it.each([
    [
      'reading must not reach the network',
      'src/reading/a.ts',
      "import { get } from '../net/http-client.ts';",
    ],
    ['net must not know the store', 'src/net/a.ts', "import { open } from '../store/store.ts';"],
    ['the store must not know net', 'src/store/a.ts', "import { get } from '../net/http-client.ts';"],
    ['judge must not observe', 'src/judge/a.ts', "import { look } from '../observe/observe-site.ts';"],
    [
      'a probe must not judge by reading',
      'probes/a.ts',
      "import { readPage } from '../src/reading/read-page.ts';",
    ],
    [
      'domain takes configuration as a type only',
      'src/domain/a.ts',
      "import { load } from '../config/rule-set.ts';",
    ],
    ['imports over several lines count', 'src/net/a.ts', "import {\n  open,\n} from '../store/store.ts';"],
    ['imports while running count', 'src/net/a.ts', "const s = await import('../store/store.ts');"],
    ['imports for their effects count', 'src/net/a.ts', "import '../store/store.ts';"],
    ['re-exports count', 'src/net/a.ts', "export { open } from '../store/store.ts';"],
  ])('%s', (_, file, text) => {
    expect(breachesOf(file, text)).toHaveLength(1);
  });

  it.each([
    ['types of the rule set', 'src/domain/a.ts', "import type { RuleSet } from '../config/rule-set.ts';"],
    ['the layers below', 'src/observe/a.ts', "import { readPage } from '../reading/read-page.ts';"],
    ['its own layer', 'src/net/a.ts', "import { guard } from './guard.ts';"],
    ['a library', 'src/reading/a.ts', "import { load } from 'cheerio';"],
  ])('a file may import %s', (_, file, text) => {
    expect(breachesOf(file, text)).toEqual([]);
  });
});

describe('the doors', () => {
  it.each(['undici', 'node:net', 'node:http', 'node:https', 'node:tls', 'node:dns', 'node:dns/promises'])(
    'the network (%s) is opened in src/net alone',
    (name) => {
      const text = `import { something } from '${name}';`;
      expect(breachesOf('src/run/a.ts', text)).toHaveLength(1);
      expect(breachesOf('src/net/a.ts', text)).toEqual([]);
    },
  );

  it('SQL stands in src/store alone', () => {
    const text = "import Database from 'better-sqlite3';";
    expect(breachesOf('src/run/a.ts', text)).toHaveLength(1);
    expect(breachesOf('src/store/sqlite/a.ts', text)).toEqual([]);
  });

  it.each(['Date.now()', 'new Date()', 'setTimeout(f, 1)', 'setInterval(f, 1)'])(
    'time (%s) comes from src/clock.ts alone',
    (call) => {
      expect(breachesOf('src/run/a.ts', `const x = ${call};`)).toHaveLength(1);
      expect(breachesOf('probes/a.ts', `const x = ${call};`)).toHaveLength(1);
      expect(breachesOf('src/clock.ts', `const x = ${call};`)).toEqual([]);
    },
  );
});
