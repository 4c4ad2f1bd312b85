import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { drawPicture } from '../../src/cli/draw-picture.ts';

function png(rows: readonly string[]): Uint8Array {
  const picture = new PNG({ width: rows[0]?.length ?? 0, height: rows.length });
  rows.forEach((row, y) => {
    [...row].forEach((mark, x) => {
      const light = mark === '#' ? 0 : 255;
      picture.data.set([light, light, light, 255], 4 * (y * picture.width + x));
    });
  });
  return PNG.sync.write(picture);
}

describe('a captcha on a terminal', () => {
  it('is drawn in half blocks, two pixels a character', () => {
    expect(drawPicture(png(['##..', '#.#.', '....', '####']))).toBe('█▀▄\n▄▄▄▄');
  });

  it('is not drawn when it is no picture, or one that claims to be huge', () => {
    expect(drawPicture(Buffer.from('<svg/>'))).toBeNull();
    expect(drawPicture(Buffer.from('\x89PNG broken', 'latin1'))).toBeNull();
    const huge = Buffer.from(png(['#']));
    huge.writeUInt32BE(60_000, 16);
    expect(drawPicture(huge)).toBeNull();
  });
});
