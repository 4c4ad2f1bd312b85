/** In what forms a value may stand in markup, addresses and scripts. Pure. */

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
const hex = (code: number, digits: number) => code.toString(16).padStart(digits, '0');

/** What may stand between two characters of a value without parting it: blanks, dashes, elements, in any writing. */
const BETWEEN =
  '(?:[\\s\\u00ad\\u200b-\\u200d\\u2060\\ufeff\\u2013\\u2014+-]|&(?:nbsp|ensp|emsp|thinsp|zwnj|zwj|shy);|&#(?:160|8203|12288);|%(?:25)*(?:20|2d|0a|0d)|\\\\{1,4}[nrt]|<[^<>]{0,300}>)*';

/** A regular expression that finds the value plain, escaped for HTML or scripts, percent-encoded in UTF-8 or GBK, misread or in base64. */
export function formsOf(value: string): string {
  const spaced = [...value.trim()].map(charForms).join(BETWEEN);
  const whole = [...misread(value), ...inBase64(value)].map(escaped);
  return [spaced, ...whole].join('|');
}

function charForms(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  const forms = [escaped(char), `&#0*${code};?`, `&#x0*${code.toString(16)};?`];
  forms.push(
    `\\\\{1,4}u${hex(code, 4)}`,
    `\\\\{1,4}u\\{0*${code.toString(16)}\\}`,
    `%(?:25)*u${hex(code, 4)}`,
  );
  // Digits and letters of full width.
  if (code > 0x20 && code < 0x7f) forms.push(String.fromCharCode(code + 0xfee0), `\\\\{1,4}x${hex(code, 2)}`);
  forms.push(percent(Buffer.from(char)));
  const gbk = code < 0x80 ? null : gbkOf(char);
  if (gbk !== null) forms.push(percent(gbk));
  return `(?:${forms.join('|')})`;
}

const percent = (bytes: Uint8Array) => [...bytes].map((byte) => `%(?:25)*${hex(byte, 2)}`).join('');

/** How a value looks whose bytes were read in the wrong charset. */
function misread(value: string): string[] {
  const utf8 = Buffer.from(value);
  if (utf8.length === value.length) return [];
  const gbk = Buffer.concat([...value].map((char) => gbkOf(char) ?? Buffer.from(char)));
  const read = [
    new TextDecoder('gb18030').decode(utf8),
    new TextDecoder('windows-1252').decode(utf8),
    new TextDecoder('windows-1252').decode(gbk),
  ];
  // What no character stands for is lost; the rest is enough to know it by.
  return read.map((text) => text.split('\ufffd')[0] ?? '').filter((text) => text.length >= 3);
}

/** Signed tokens and hidden states carry values so; which of three ways depends on what stands before. */
function inBase64(value: string): string[] {
  const bytes = Buffer.from(value);
  const found = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    return text.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
  });
  return found
    .filter((text) => text.length >= 8)
    .flatMap((text) => [text, text.replaceAll('+', '-').replaceAll('/', '_')]);
}

let gbkTable: Map<string, Buffer> | null = null;

/** Two-byte GBK; null for what it does not have. Node writes no GBK, so its own reading is turned round. */
function gbkOf(char: string): Buffer | null {
  if (gbkTable === null) {
    gbkTable = new Map();
    const decoder = new TextDecoder('gbk');
    for (let high = 0x81; high <= 0xfe; high++)
      for (let low = 0x40; low <= 0xfe; low++) {
        const bytes = Buffer.from([high, low]);
        const text = decoder.decode(bytes);
        if (text.length === 1 && text !== '\ufffd') gbkTable.set(text, bytes);
      }
  }
  return gbkTable.get(char) ?? null;
}
