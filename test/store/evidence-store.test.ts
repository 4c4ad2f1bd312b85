import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { WARCParser, WARCSerializer } from 'warcio';
import { epochMs } from '../../src/clock.ts';
import type { Exchange } from '../../src/domain/exchange.ts';
import { openEvidenceStore } from '../../src/store/evidence-store.ts';
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
    const found: string[] = [];
    for await (const record of new WARCParser([readFileSync(store.file(id))])) {
      found.push(record.warcType ?? '');
      const { warcBlockDigest, warcPayloadDigest } = record;
      const digest = { algo: 'sha-256', prefix: 'sha256:', base32: false } as const;
      record.warcHeaders.headers.delete('WARC-Block-Digest');
      record.warcHeaders.headers.delete('WARC-Payload-Digest');
      await WARCSerializer.serialize(record, { digest });
      expect(record.warcBlockDigest).toBe(warcBlockDigest);
      expect(record.warcPayloadDigest).toBe(warcPayloadDigest);
      if (record.warcType !== 'request') expect(record.warcPayloadDigest).toBe(id);
    }
    expect(found).toEqual(types);
  });
});
