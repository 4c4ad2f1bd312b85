import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { epochMs } from '../../src/clock.ts';
import type { Exchange } from '../../src/domain/exchange.ts';
import { evidenceIdOf, openEvidenceStore } from '../../src/store/evidence-store.ts';
import { temporaryFolder } from '../helpers/run-cli.ts';

const exchange = {
  ...{ url: 'http://www.yl.gov.cn/', finalUrl: 'http://www.yl.gov.cn/', at: epochMs(0) },
  ...{ hops: [], method: 'GET', tier: 'http' },
} as unknown as Exchange;
const page = {
  exchange,
  bytes: Buffer.from('<p>市政府召开常务会议</p>'),
  requestHead: 'GET / HTTP/1.1\r\nhost: www.yl.gov.cn',
  responseHead: 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip',
};

describe('evidence on disk', () => {
  it.each([
    ['a page', page, ['response', 'request']],
    ['a look that brought no body', { ...page, bytes: null }, ['metadata']],
  ])('%s is kept as records whose digests a standard tool finds right', async (_, kept, types) => {
    const store = openEvidenceStore(temporaryFolder());
    const id = await store.put(kept);
    // As any tool would take it apart: heads, and blocks of the lengths that the heads state.
    let rest = gunzipSync(readFileSync(store.file(id)));
    const found: string[] = [];
    while (rest.length > 0) {
      const start = rest.indexOf('\r\n\r\n') + 4;
      const head = rest.subarray(0, start).toString();
      const field = (name: string) => new RegExp(`^${name}: (.*)\\r$`, 'm').exec(head)?.[1];
      const block = rest.subarray(start, start + Number(field('Content-Length')));
      found.push(field('WARC-Type') ?? '');
      expect(field('WARC-Block-Digest')).toBe(evidenceIdOf(block));
      if (field('WARC-Type') !== 'request') expect(field('WARC-Payload-Digest')).toBe(id);
      rest = rest.subarray(start + block.length + '\r\n\r\n'.length);
    }
    expect(Buffer.from(await store.payload(id)).length).toBeGreaterThan(0);
    expect(found).toEqual(types);
  });
});
