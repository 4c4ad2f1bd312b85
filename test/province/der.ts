/** Just enough DER to write certificates with; Node signs but makes none. */

export const der = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag]), lengthOf(body.length), body]);
};

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes: number[] = [];
  for (let n = length; n > 0; n >>= 8) bytes.unshift(n & 0xff);
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}

export const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, ...parts);
export const set = (...parts: readonly Buffer[]): Buffer => der(0x31, ...parts);
export const octets = (body: Buffer): Buffer => der(0x04, body);
export const utf8 = (text: string): Buffer => der(0x0c, Buffer.from(text));
export const bits = (body: Buffer): Buffer => der(0x03, Buffer.from([0]), body);
export const truth = (): Buffer => der(0x01, Buffer.from([0xff]));

/** A whole number of up to four bytes, or the bytes of a longer one. */
export function integer(value: number | Buffer): Buffer {
  if (typeof value !== 'number') {
    // A zero in front keeps the number positive; one too many is refused as padding.
    const isNegative = (value[0] ?? 0) >= 0x80;
    return der(0x02, isNegative ? Buffer.concat([Buffer.from([0]), value]) : value);
  }
  const bytes: number[] = [];
  for (let n = value; n > 0 || bytes.length === 0; n = Math.floor(n / 256)) bytes.unshift(n % 256);
  if ((bytes[0] ?? 0) >= 0x80) bytes.unshift(0);
  return der(0x02, Buffer.from(bytes));
}

/** Object identifier in dotted form. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const septets = [arc & 0x7f];
    for (let n = arc >> 7; n > 0; n >>= 7) septets.unshift((n & 0x7f) | 0x80);
    bytes.push(...septets);
  }
  return der(0x06, Buffer.from(bytes));
}

/** `YYYYMMDDHHMMSSZ` for any year. */
export function time(at: Date): Buffer {
  const text = `${at.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`;
  return der(0x18, Buffer.from(text));
}
