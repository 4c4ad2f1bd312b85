/** Fields of a posted form: urlencoded (UTF-8 or GBK), multipart or JSON. */
export function parsePost(contentType: string, body: Buffer): Map<string, string> {
  const fields = new Map<string, string>();
  if (body.length === 0) return fields;
  if (/json/i.test(contentType)) {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (typeof value === 'object' && value !== null)
      for (const [name, inner] of Object.entries(value)) fields.set(name, String(inner));
    return fields;
  }
  const boundary = /boundary=([^;]+)/i.exec(contentType)?.[1];
  if (boundary !== undefined) {
    for (const part of body.toString('utf8').split(`--${boundary}`)) {
      const m = /name="([^"]*)"[^\r\n]*\r\n(?:[^\r\n]+\r\n)*\r\n([\s\S]*)\r\n$/.exec(part);
      if (m !== null) fields.set(m[1] ?? '', m[2] ?? '');
    }
    return fields;
  }
  for (const pair of body.toString('latin1').split('&')) {
    const [name = '', value = ''] = pair.split('=');
    fields.set(decoded(name), decoded(value));
  }
  return fields;
}

function decoded(text: string): string {
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === '+') bytes.push(0x20);
    else if (char === '%') {
      bytes.push(Number.parseInt(text.slice(i + 1, i + 3), 16));
      i += 2;
    } else bytes.push(text.charCodeAt(i));
  }
  const raw = Uint8Array.from(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw);
  } catch {
    return new TextDecoder('gb18030').decode(raw);
  }
}
