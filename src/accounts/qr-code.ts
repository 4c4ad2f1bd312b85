import jpeg from 'jpeg-js';
import jsqr from 'jsqr';
import { PNG } from 'pngjs';

/** A page's code is a few kilobytes; what is larger is a photograph or an attack. */
export const MAX_IMAGE_BYTES = 2 * 1024 * 1024;
/** Four bytes a pixel are held, and looking for a code takes time with the area. */
const MAX_PIXELS = 4_000_000;

/** What the QR code in a PNG or JPEG says; null for images without one, of another kind, damaged, or too large. */
export function qrText(bytes: Uint8Array): string | null {
  if (bytes.length > MAX_IMAGE_BYTES) return null;
  try {
    const image = pixelsOf(bytes);
    if (image === null || image.width * image.height > MAX_PIXELS) return null;
    const { data, width, height } = image;
    const text = decode(
      new Uint8ClampedArray(data.buffer, data.byteOffset, data.length),
      width,
      height,
    )?.data;
    return text === undefined || text === '' ? null : text.slice(0, 2_000);
  } catch {
    // A broken image is no code.
    return null;
  }
}

// The package is CommonJS with a default of its own.
const decode = ((jsqr as unknown as { default?: typeof jsqr }).default ?? jsqr) as unknown as (
  data: Uint8ClampedArray,
  width: number,
  height: number,
) => { data: string } | null;

function pixelsOf(bytes: Uint8Array): { data: Uint8Array; width: number; height: number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes[0] === 0x89 && bytes[1] === 0x50 && bytes.length > 33) {
    // Asked of the header: the pixels are unpacked only when they are few enough.
    if (view.getUint32(16) * view.getUint32(20) > MAX_PIXELS) return null;
    return PNG.sync.read(Buffer.from(bytes));
  }
  if (bytes[0] === 0xff && bytes[1] === 0xd8)
    return jpeg.decode(bytes, { useTArray: true, maxResolutionInMP: 4, maxMemoryUsageInMB: 128 });
  return null;
}
