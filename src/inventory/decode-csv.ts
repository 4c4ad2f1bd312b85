import { XunjianError } from '../errors.ts';

/**
 * Text of a registry: UTF-8 with or without a BOM, else GB18030. A UTF-8 file with a few broken bytes is refused, not
 * read as GB18030: that would turn every name in it into other characters. Throws INVENTORY_INVALID.
 */
export function decodeCsv(bytes: Uint8Array, file: string): string {
  const refuse = (what: string, remedy: string, line?: number) =>
    new XunjianError(
      'INVENTORY_INVALID',
      `${line === undefined ? file : `${file}:${line}`}: ${what}`,
      remedy,
      {
        place: line === undefined ? { file } : { file, line },
      },
    );
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    throw refuse('this is a workbook, not CSV', 'save it as “CSV UTF-8 (comma delimited)”');
  }
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || bytes.includes(0)) {
    throw refuse('this is UTF-16 or no text', 'save it as “CSV UTF-8 (comma delimited)”');
  }
  const utf8 = new TextDecoder('utf-8').decode(bytes);
  const broken = utf8.indexOf('\uFFFD');
  if (broken < 0) return utf8;
  // Chinese in GB18030 is hardly ever valid UTF-8, so there the replacements outnumber what could be read.
  const replaced = utf8.split('\uFFFD').length - 1;
  const read = utf8.match(/[\u0080-\uFFFC]/g)?.length ?? 0;
  if (read > replaced) {
    const line = utf8.slice(0, broken).split('\n').length;
    throw refuse(
      'a character is neither UTF-8 nor GB18030',
      'retype that cell, or save the file as UTF-8 again',
      line,
    );
  }
  return new TextDecoder('gb18030').decode(bytes);
}
