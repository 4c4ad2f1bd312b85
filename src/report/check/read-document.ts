import { inflateRawSync } from 'node:zlib';

/** 64 MiB: no bulletin comes near; a document that unpacks to more is a bomb. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Plain text of a saved document by its name: .docx, .html, bulletin.json of ours, else text. Lines are paragraphs. */
export function documentText(name: string, bytes: Uint8Array): string {
  if (/\.docx$/i.test(name)) return docxText(bytes);
  const text = new TextDecoder('utf-8').decode(bytes);
  if (/\.html?$/i.test(name)) return htmlText(text);
  if (/\.json$/i.test(name)) return jsonText(text);
  return text;
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};
const decode = (text: string) =>
  text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, named) => {
    if (named !== undefined) return ENTITIES[String(named)] ?? whole;
    const point = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });

function htmlText(html: string): string {
  const bare = html.replace(/<(style|script|head)\b[\s\S]*?<\/\1>/gi, '');
  return decode(
    bare.replace(/<(?:br|\/p|\/h\d|\/tr|\/div|\/td|\/th)\b[^>]*>/gi, '\n').replace(/<[^>]*>/g, ''),
  );
}

function docxText(bytes: Uint8Array): string {
  const xml = zipEntry(Buffer.from(bytes), 'word/document.xml');
  if (xml === null) throw new Error('this is no DOCX');
  return decode(
    xml
      .replace(/<w:tab\/>/g, ' ')
      .replace(/<w:br\b[^>]*>/g, '\n')
      .replace(/<\/w:p>/g, '\n')
      .replace(/<[^>]*>/g, ''),
  );
}

function jsonText(text: string): string {
  const {
    title,
    blocks = [],
    signed = '',
  } = JSON.parse(text) as {
    title?: string;
    signed?: string;
    blocks?: { heading: string; text: string }[];
  };
  const [year, month, day] = signed.split('-').map(Number);
  return [
    title ?? '',
    ...blocks.map((block) => block.heading + block.text),
    `${year}年${month}月${day}日`,
  ].join('\n\n');
}

/** One text entry of a ZIP; null when it has none of that name. */
function zipEntry(zip: Buffer, wanted: string): string | null {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0) return null;
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, packed, nameLength] = [
      zip.readUInt16LE(at + 10),
      zip.readUInt32LE(at + 20),
      zip.readUInt16LE(at + 28),
    ];
    if (zip.toString('utf8', at + 46, at + 46 + nameLength) === wanted) {
      const local = zip.readUInt32LE(at + 42);
      const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      const data = zip.subarray(from, from + packed);
      return (method === 0 ? data : inflateRawSync(data, { maxOutputLength: MOST_BYTES })).toString('utf8');
    }
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return null;
}
