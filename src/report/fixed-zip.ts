/**
 * Sets the time of every entry of a ZIP (DOCX, XLSX) to one fixed instant, in place: the same content gives the same
 * bytes whenever it is written. 1980-01-01 is the first day the format can say.
 */
export function withFixedTimes(zip: Uint8Array): Uint8Array {
  const fixed = Buffer.from(zip);
  const end = fixed.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0) throw new Error('no end of a ZIP directory');
  const count = fixed.readUInt16LE(end + 10);
  let at = fixed.readUInt32LE(end + 16);
  for (let entry = 0; entry < count; entry += 1) {
    if (fixed.readUInt32LE(at) !== 0x02014b50) throw new Error('a broken ZIP directory');
    stamp(fixed, at + 12);
    stamp(fixed, fixed.readUInt32LE(at + 42) + 10);
    at += 46 + fixed.readUInt16LE(at + 28) + fixed.readUInt16LE(at + 30) + fixed.readUInt16LE(at + 32);
  }
  return fixed;
}

/** Time 00:00 and day 1980-01-01 in MS-DOS form. */
function stamp(bytes: Buffer, at: number): void {
  bytes.writeUInt16LE(0, at);
  bytes.writeUInt16LE(0x21, at + 2);
}
