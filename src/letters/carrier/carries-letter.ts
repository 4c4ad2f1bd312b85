/** Tells whether a request carries a letter, whatever its form was encoded in. Pure. */

export interface OutgoingRequest {
  method: string;
  url: string;
  body: Uint8Array | null;
}

/** Names of values that differ with every request of the same letter. */
const PASSING = /^(_|_t|t|ts|time|timestamp|r|rand|random|nonce|_?token|csrf\w*|__\w+)$/i;
/** So many characters in a row are the letter's own. */
const SAMPLE_CHARS = 12;
/** What is searched at most; forms with attachments are larger, and the letter stands before them. */
const MAX_BYTES = 2 * 1024 * 1024;

/** Runs of the letter's text long enough to know it by, from its beginning, middle and end. */
export function samplesOf(texts: readonly string[]): string[] {
  const samples: string[] = [];
  for (const text of texts) {
    const plain = text.replace(/\s+/g, '');
    if (plain.length < 4) continue;
    if (plain.length <= SAMPLE_CHARS) samples.push(plain);
    else
      for (const from of [0, (plain.length - SAMPLE_CHARS) >> 1, plain.length - SAMPLE_CHARS])
        samples.push(plain.slice(from, from + SAMPLE_CHARS));
  }
  return samples;
}

/** Whether any of the samples goes out with the request. */
export function carriesAny(request: OutgoingRequest, samples: readonly string[]): boolean {
  const texts = decodings(request).map((text) => text.replace(/\s+/g, ''));
  return samples.some((sample) => texts.some((text) => text.includes(sample)));
}

/** Whether two requests hand in the same: equal but for boundaries, times and tokens. */
export function handsInTheSame(one: OutgoingRequest, other: OutgoingRequest): boolean {
  if (withoutPassing(one.url) !== withoutPassing(other.url)) return false;
  return essence(one) === essence(other);
}

function decodings({ url, body }: OutgoingRequest): string[] {
  const raw = body === null ? new Uint8Array() : body.subarray(0, MAX_BYTES);
  const found = [...decodedBytes(percentDecoded(Buffer.from(url, 'latin1')))];
  if (raw.length > 0) {
    found.push(...decodedBytes(raw), ...decodedBytes(percentDecoded(raw)));
    const ascii = Buffer.from(raw).toString('latin1');
    if (/\\u[0-9a-f]{4}|&#\d{4,6};|%u[0-9a-f]{4}/i.test(ascii)) found.push(unescaped(ascii));
  }
  return found;
}

function decodedBytes(bytes: Uint8Array): string[] {
  return [new TextDecoder('utf-8').decode(bytes), new TextDecoder('gb18030').decode(bytes)];
}

/** application/x-www-form-urlencoded as bytes, `+` left for a blank that is taken out anyway. */
function percentDecoded(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    const code =
      byte === 0x25
        ? Number.parseInt(String.fromCharCode(bytes[at + 1] ?? 0, bytes[at + 2] ?? 0), 16)
        : Number.NaN;
    if (Number.isNaN(code)) out[length++] = byte === 0x2b ? 0x20 : byte;
    else {
      out[length++] = code;
      at += 2;
    }
  }
  return out.subarray(0, length);
}

function unescaped(text: string): string {
  return text
    .replace(/(?:\\|%)u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/&#(\d{4,6});/g, (_, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)));
}

function withoutPassing(url: string): string {
  const parsed = new URL(url);
  for (const name of [...parsed.searchParams.keys()])
    if (PASSING.test(name)) parsed.searchParams.delete(name);
  return parsed.href;
}

/** Names and values of a body whatever it is written in, in order of names. */
function essence({ body }: OutgoingRequest): string {
  const { pairs, text } = pairsOf(body);
  const kept = pairs.filter(([name]) => !PASSING.test(name)).map(([name, value]) => `${name}=${value}`);
  return kept.length === 0 ? text : kept.sort().join('\n');
}

function pairsOf(body: Uint8Array | null): { pairs: [string, string][]; text: string } {
  const text = body === null ? '' : Buffer.from(body.subarray(0, MAX_BYTES)).toString('latin1');
  const boundary = /^--([^\r\n]{1,100})\r?\n/.exec(text)?.[1];
  const pairs: [string, string][] = [];
  if (boundary !== undefined) {
    for (const part of text.split(`--${boundary}`)) {
      const m = /name="([^"]*)"[^\r\n]*\r\n(?:[^\r\n]+\r\n)*\r\n([\s\S]*?)\r\n$/.exec(part);
      if (m !== null) pairs.push([m[1] ?? '', m[2] ?? '']);
    }
  } else if (/^\s*[[{]/.test(text)) {
    pairs.push(...jsonPairs(Buffer.from(text, 'latin1').toString('utf8')));
  } else if (text !== '') {
    for (const pair of text.split('&')) {
      const [name = '', value = ''] = pair.split('=');
      const plain = (part: string) =>
        Buffer.from(percentDecoded(Buffer.from(part, 'latin1'))).toString('latin1');
      pairs.push([plain(name), plain(value)]);
    }
  }
  return { pairs, text };
}

/** Fields that say what is to be done with a letter: checked first, saved then. */
const OPERATION = /^(_?action|act|_?method|m|a|op|oper|operate|cmd|command|do|step|flag|func)$/i;

/** In an address they may also say where within the system it goes (index.php?s=letter/check). */
const ROUTE = /^(s|r|c|ac|route|service|controller)$/i;

/**
 * Whether two requests go to the same place for the same purpose, whatever else differs in them: scripts that try again
 * count their tries in the address.
 */
export function goesTheSameWay(one: OutgoingRequest, other: OutgoingRequest): boolean {
  return wayOf(one) === wayOf(other);
}

function wayOf({ url, body }: OutgoingRequest): string {
  const { host, pathname, searchParams } = new URL(url);
  const asked = [...searchParams].filter(([name]) => OPERATION.test(name) || ROUTE.test(name));
  const posted = pairsOf(body).pairs.filter(([name]) => OPERATION.test(name));
  return [`${host}${pathname}`, asked.join('&'), posted.join('&')].join('\n');
}

function jsonPairs(text: string): [string, string][] {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).map(([name, inner]) => [
      name,
      Buffer.from(typeof inner === 'string' ? inner : JSON.stringify(inner), 'utf8').toString('latin1'),
    ]);
  } catch {
    return [];
  }
}
