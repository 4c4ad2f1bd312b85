import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { WARCParser } from 'warcio';
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
    const found: string[] = [];
    for await (const record of new WARCParser([readFileSync(store.file(id))])) {
      found.push(record.warcType ?? '');
      const { warcBlockDigest, warcPayloadDigest, httpHeaders } = record;
      const content = Buffer.from(await record.readFully(false));
      const head = httpHeaders === null ? '' : `${httpHeaders.toString()}\r\n`;
      expect(warcBlockDigest).toBe(evidenceIdOf(Buffer.concat([Buffer.from(head), content])));
      expect(warcPayloadDigest).toBe(evidenceIdOf(content));
      if (record.warcType !== 'request') expect(warcPayloadDigest).toBe(id);
    }
    expect(found).toEqual(types);
  });
});
