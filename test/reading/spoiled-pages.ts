import { readdirSync } from 'node:fs';
import path from 'node:path';
import { corpusFile } from '../helpers/corpus.ts';

/** Real pages and what goes wrong with them on the way. */

/** Pages of the corpus of every kind, as paths below it. */
export function corpusPages(): string[] {
  return [
    ...['pages/lists', 'pages/letters', 'pages/portals', 'pages/articles', 'pages/feeds', 'pages/forms'],
    'sites/www.zhecheng.gov.cn/xxgk',
  ].flatMap((folder) =>
    readdirSync(corpusFile(folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.html?$/.test(name))
      .map((name) => path.join(folder, name)),
  );
}

export const SPOILS = ['cut', 'shuffle', 'encode', 'flip'] as const;
type Spoil = (typeof SPOILS)[number];

/** The bytes cut off, in another order, decoded wrongly or with signs changed; `n` chooses the place. */
export function spoiled(bytes: Buffer, how: Spoil, n: number): Buffer {
  const at = bytes.length === 0 ? 0 : n % bytes.length;
  switch (how) {
    case 'cut':
      return bytes.subarray(0, at);
    case 'shuffle': {
      const third = Math.floor(bytes.length / 3);
      const parts = [bytes.subarray(third, 2 * third), bytes.subarray(0, third), bytes.subarray(2 * third)];
      return Buffer.concat(n % 2 === 0 ? parts : parts.reverse());
    }
    case 'encode':
      return n % 2 === 0
        ? Buffer.from(bytes.toString('latin1'), 'utf8')
        : Buffer.from(bytes.toString('utf8'), 'utf16le');
    default: {
      const copy = Buffer.from(bytes);
      for (let i = at; i < copy.length; i += 97) copy[i] = (copy[i] ?? 0) ^ (1 + (n % 255));
      return copy;
    }
  }
}
