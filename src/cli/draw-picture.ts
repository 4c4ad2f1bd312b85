import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';

interface Pixels {
  width: number;
  height: number;
  /** RGBA. */
  data: Uint8Array;
}

/** Wider than most terminals are, captchas are not: 120 px at one column a pixel stay readable. */
const MOST_COLUMNS = 100;
const DARK = 128;

/**
 * A small picture (a captcha) as half blocks for a terminal: dark on light, two pixels a character. Null when it is no
 * PNG or JPEG.
 */
export function drawPicture(image: Uint8Array): string | null {
  const pixels = decode(image);
  if (pixels === null) return null;
  const step = Math.max(1, Math.ceil(pixels.width / MOST_COLUMNS));
  const rows: string[] = [];
  for (let y = 0; y + step <= pixels.height; y += 2 * step) {
    let row = '';
    for (let x = 0; x + step <= pixels.width; x += step) {
      const top = isDark(pixels, x, y, step);
      const bottom = isDark(pixels, x, y + step, step);
      row += top ? (bottom ? '█' : '▀') : bottom ? '▄' : ' ';
    }
    rows.push(row.trimEnd());
  }
  return rows.join('\n');
}

/** Captchas are a few kilobytes; a picture that claims to be huge is none. */
const MOST_BYTES = 1024 * 1024;

function decode(image: Uint8Array): Pixels | null {
  if (image.length > MOST_BYTES) return null;
  try {
    if (image[0] === 0x89) {
      // Width and height stand at fixed places of a PNG: looked at before anything of that size is made.
      const header = Buffer.from(image);
      if (header.readUInt32BE(16) > 2000 || header.readUInt32BE(20) > 2000) return null;
      return PNG.sync.read(header);
    }
    if (image[0] === 0xff)
      return jpeg.decode(image, { useTArray: true, maxResolutionInMP: 4, maxMemoryUsageInMB: 64 });
  } catch {
    return null;
  }
  return null;
}

function isDark({ width, height, data }: Pixels, left: number, top: number, size: number): boolean {
  let sum = 0;
  let count = 0;
  for (let y = top; y < Math.min(top + size, height); y++) {
    for (let x = left; x < Math.min(left + size, width); x++) {
      const at = 4 * (y * width + x);
      const alpha = (data[at + 3] ?? 255) / 255;
      const light = 0.299 * (data[at] ?? 255) + 0.587 * (data[at + 1] ?? 255) + 0.114 * (data[at + 2] ?? 255);
      sum += light * alpha + 255 * (1 - alpha);
      count += 1;
    }
  }
  return count > 0 && sum / count < DARK;
}
