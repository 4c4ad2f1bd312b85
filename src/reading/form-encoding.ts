let table: Map<string, number> | null = null;

/** Two-byte codes of GBK, turned round from the decoder: the one direction the platform lacks. Made on first use. */
function codes(): Map<string, number> {
  if (table !== null) return table;
  const decoder = new TextDecoder('gb18030');
  const made = new Map<string, number>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      const char = decoder.decode(Uint8Array.of(lead, trail));
      if (char.length === 1 && char !== '\ufffd' && !made.has(char)) made.set(char, (lead << 8) | trail);
    }
  }
  table = made;
  return made;
}

/**
 * Names and values as a browser sends them from a page of this charset (application/x-www-form-urlencoded): pages in GBK
 * send GBK, and what it cannot say as a numeric reference.
 */
export function urlEncoded(pairs: Readonly<Record<string, string>>, charset: string): string {
  const encode = /^(gb|hz)/i.test(charset) ? encodeGbk : encodeUtf8;
  return Object.entries(pairs)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');
}

function encodeUtf8(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1);
}

function encodeGbk(text: string): string {
  const hex = (byte: number) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  return [...text]
    .map((char) => {
      if ((char.codePointAt(0) ?? 0) < 0x80) return encodeUtf8(char);
      const code = codes().get(char);
      return code === undefined ? encodeUtf8(`&#${char.codePointAt(0)};`) : hex(code >> 8) + hex(code & 0xff);
    })
    .join('');
}
