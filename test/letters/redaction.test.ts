import { describe, expect, it } from 'vitest';
import type { Persona } from '../../src/letters/letter-carrier.ts';
import { redacted, redactor } from '../../src/letters/redaction.ts';
import { encodeGb18030 } from '../province/gb18030.ts';

const PERSONA: Persona = {
  ...{ name: '王晓梅', phone: '13800001234', email: 'wangxm1985@example.com' },
  ...{ idNumber: '61010219850101123X', address: '建设路东段88号幸福小区3号楼', postcode: '710000' },
};
const redact = redactor(PERSONA);
const percent = (bytes: Uint8Array) =>
  [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0').toUpperCase()}`).join('');
const escapes = (text: string, one: (code: number) => string) =>
  [...text].map((char) => one(char.codePointAt(0) ?? 0)).join('');

/** Every way in which a page, an address or a script may repeat a value. */
const WAYS: readonly [string, (value: string) => string][] = [
  ['plain', (value) => value],
  ['with blanks between', (value) => [...value].join(' ')],
  ['with blanks of full width between', (value) => [...value].join('\u3000')],
  ['with &nbsp; between', (value) => [...value].join('&nbsp;')],
  ['over several elements', (value) => `<b>${value.slice(0, 1)}</b><i class="x">${value.slice(1)}</i>`],
  ['as decimal entities', (value) => escapes(value, (code) => `&#${code};`)],
  ['as hexadecimal entities', (value) => escapes(value, (code) => `&#x${code.toString(16).toUpperCase()};`)],
  ['percent-encoded', (value) => encodeURIComponent(value)],
  ['percent-encoded twice', (value) => encodeURIComponent(encodeURIComponent(value))],
  ['percent-encoded to the last byte', (value) => percent(Buffer.from(value))],
  ['percent-encoded in GBK', (value) => percent(encodeGb18030(value))],
  ['escaped for scripts', (value) => escapes(value, (code) => `\\u${code.toString(16).padStart(4, '0')}`)],
  [
    'escaped in JSON within JSON',
    (value) => escapes(value, (code) => `\\\\u${code.toString(16).padStart(4, '0')}`),
  ],
  ['by escape()', (value) => escapes(value, (code) => `%u${code.toString(16).padStart(4, '0')}`)],
  ['in capitals', (value) => value.toUpperCase()],
  ['in base64', (value) => Buffer.from(`{"v":"${value}"}`).toString('base64')],
];
const values = Object.entries(PERSONA).filter(([key]) => key !== 'postcode') as [string, string][];

describe('what is kept of a persona', () => {
  it.each(WAYS)('nothing that stands there %s', (_, write) => {
    for (const [key, value] of values) {
      const written = write(value);
      const kept = redact(`前面 ${written} 后面`);
      expect(kept, key).toContain('■■■');
      if (!written.startsWith('eyJ')) expect(kept.replace(/<[^<>]*>/g, ''), key).toBe('前面 ■■■ 后面');
      for (let from = 0; from + 4 <= value.length; from++)
        expect(kept, key).not.toContain(value.slice(from, from + 4));
    }
  });

  it('nothing whose bytes were read in the wrong charset', () => {
    const { name } = PERSONA;
    for (const [bytes, charset] of [
      [Buffer.from(name), 'gb18030'],
      [Buffer.from(name), 'windows-1252'],
      [encodeGb18030(name), 'windows-1252'],
    ] as const)
      expect(redact(`您好，${new TextDecoder(charset).decode(bytes)}`), charset).toMatch(/^您好，■■■.?$/u);
  });

  it('nor the day of birth that the identity number tells', () => {
    for (const day of ['1985-01-01', '19850101', '1985/01/01', '1985年1月1日', '1985年01月01日'])
      expect(redact(`出生日期：${day}`)).toBe('出生日期：■■■');
  });

  it('elements between the characters stay, so that the page can be read again', () => {
    expect(redact('<td><span>王</span><span>晓梅</span></td>')).toBe(
      '<td><span>■■■</span><span></span></td>',
    );
  });

  it('other words, numbers and days stay as they are', () => {
    const text = '王市长答复：编号202406070001，电话12345，邮编710000，1985-01-02，138 0000 1235，晓梅';
    expect(redact(text)).toBe(text);
  });

  it('a page of a megabyte is done within a second', () => {
    const html = '<div class="item"><a href="/a.html?x=%E7%8E%8B">王某某 13800 2024-06-07</a></div>'.repeat(
      15_000,
    );
    const began = process.hrtime.bigint();
    redact(html);
    expect(Number(process.hrtime.bigint() - began) / 1e6).toBeLessThan(1_000);
  });

  it('strings are cleaned wherever they stand in what the ledger keeps', () => {
    expect(redacted({ a: ['王晓梅您好'], b: { url: '/q?phone=138-0000-1234' }, c: 5 }, PERSONA)).toEqual({
      a: ['■■■您好'],
      b: { url: '/q?phone=■■■' },
      c: 5,
    });
  });
});
