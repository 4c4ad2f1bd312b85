let table: Map<string, number> | null = null;

/** Two-byte codes of GBK, turned round from the decoder: saves a dependency for the one direction Node lacks. */
function codes(): Map<string, number> {
  if (table !== null) return table;
  const decoder = new TextDecoder('gb18030');
  table = new Map();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      const char = decoder.decode(Uint8Array.of(lead, trail));
      if (char.length === 1 && char !== '\ufffd' && !table.has(char)) table.set(char, (lead << 8) | trail);
    }
  }
  return table;
}

/** Text as GBK bytes; what GBK cannot say becomes a numeric reference, as old editors wrote it. */
export function encodeGb18030(text: string): Buffer {
  const known = codes();
  const bytes: number[] = [];
  for (const char of text) {
    const point = char.codePointAt(0) ?? 0x3f;
    if (point < 0x80) {
      bytes.push(point);
      continue;
    }
    const code = known.get(char);
    if (code === undefined) for (const c of `&#${point};`) bytes.push(c.charCodeAt(0));
    else bytes.push(code >> 8, code & 0xff);
  }
  return Buffer.from(bytes);
}
