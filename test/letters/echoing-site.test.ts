import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { loadPersonas } from '../../src/letters/load-personas.ts';
import { runCli } from '../helpers/run-cli.ts';
import { encodeGb18030 } from '../province/gb18030.ts';
import { LETTER_KINDS } from '../province/letters/all-kinds.ts';
import { startLetters } from '../province/letters/start-letters.ts';
import { executable } from './carrier/bench-table.ts';
import { letterSites, writeLetterConfig } from './helpers/letter-workspace.ts';

const START = Date.parse('2024-06-07T10:00:00+08:00');

/** Every writing of a persona's values that the site uses, as bytes. */
const NEEDLES = loadPersonas('config/letters/personas.yaml').flatMap(
  ({ name, phone, email, address, idNumber }) =>
    [name, phone, email, address, idNumber].flatMap((value) => {
      if (value === null) return [];
      const hex = (bytes: Uint8Array) => [...bytes].map((byte) => `%${byte.toString(16)}`).join('');
      const written = [
        value,
        [...value].join(' '),
        encodeURIComponent(value),
        hex(encodeGb18030(value)),
        [...value].map((c) => `&#${c.codePointAt(0)};`).join(''),
        [...value].map((c) => `\\u${(c.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`).join(''),
        Buffer.from(value).toString('base64'),
      ].map((text) => Buffer.from(text));
      return [...written, Buffer.from(encodeGb18030(value)), Buffer.from(value, 'utf16le')];
    }),
);

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile());
}

/** A file's bytes and, where it is packed, what is in it. */
function contentsOf(file: string): Buffer[] {
  const bytes = readFileSync(file);
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? [bytes, gunzipSync(bytes)] : [bytes];
}

describe.skipIf(executable === null)('a site that repeats who wrote to it on every page', () => {
  it('leaves no value of a persona in evidence, database, output and exports', {
    timeout: 240_000,
  }, async () => {
    const kind = LETTER_KINDS.find(({ id }) => id === 'echoes-all');
    const [site] = letterSites(1, () => 's0.gov.cn');
    if (kind === undefined || site === undefined) throw new Error('no such kind');
    const { host, name: siteName } = site;
    const province = await startLetters([{ host, siteName, kind, replies: 'same_day' }], START);
    const { config, folder } = writeLetterConfig([site], province.port);
    const said: string[] = [];
    const run = async (when: string, ...args: string[]) => {
      const done = await runCli(['--config', config, '--as-of', `2024-${when}:00+08:00`, ...args]);
      said.push(done.stdout, done.stderr);
      return done;
    };
    await run('06-07T09:00', 'letters', 'plan', '--campaign', '2024Q2');
    expect((await run('06-07T10:00', 'letters', 'send', '--campaign', '2024Q2')).status).toBe(0);
    province.setNow(START + 3 * 3_600_000);
    await run('06-07T13:00', 'letters', 'watch', '--campaign', '2024Q2');
    const status = await run('06-07T13:00', '--json', 'letters', 'status', '--campaign', '2024Q2');
    const [line] = status.lines<{ letterId: string; category: string; reply: { text: string } }>();
    expect(line?.category).toBe('same_day');
    expect(line?.reply.text).toContain('尊敬的■■■（电话■■■，住■■■，身份证■■■）');
    await run('06-07T13:00', 'letters', 'show', line?.letterId ?? '');
    for (const format of ['csv', 'jsonl', 'xlsx'])
      await run(
        '06-07T13:00',
        'export',
        'letters',
        '--format',
        format,
        '--out',
        path.join(folder, `l.${format}`),
      );
    await run('06-07T13:00', 'report', 'annex', '--quarter', '2024Q2', '--out', path.join(folder, 'report'));
    await province.close();

    const [letter] = province.desk.letters;
    expect(province.desk.letters).toHaveLength(1);
    expect(NEEDLES.some((needle) => needle.equals(Buffer.from(letter?.name ?? '-')))).toBe(true);
    const kept = filesIn(folder);
    expect(kept.filter((file) => file.includes('evidence')).length).toBeGreaterThan(4);
    expect(kept.some((file) => file.endsWith('l.xlsx'))).toBe(true);
    for (const [where, bytes] of [
      ...kept.flatMap((file) => contentsOf(file).map((content) => [file, content] as const)),
      ...said.map((text, i) => [`output ${i}`, Buffer.from(text)] as const),
    ])
      for (const needle of NEEDLES) expect(bytes.includes(needle), `${needle} in ${where}`).toBe(false);
  });
});
