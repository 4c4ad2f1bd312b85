import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { EpochMs } from '../clock.ts';
import type { EvidenceId } from '../domain/outcome.ts';
import { XunjianError } from '../errors.ts';
import type { Workspace } from './workspace.ts';

/**
 * Puts a person's proof (a mail saved as PDF, a screenshot, the list that was handed in) where all evidence is. `named`
 * says where the file's name came from. Throws FILE_UNREADABLE.
 */
export async function keepProof(
  { evidence, config }: Pick<Workspace, 'evidence' | 'config'>,
  file: string,
  at: EpochMs,
  named: string,
): Promise<EvidenceId> {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw new XunjianError('FILE_UNREADABLE', `cannot read ${file}`, `check the path given with ${named}`, {
      cause,
    });
  }
  const sha256: EvidenceId = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  const url = `urn:${sha256}`;
  return evidence.put({
    bytes,
    requestHead: `GET ${url} HTTP/1.1`,
    responseHead: 'HTTP/1.1 200 OK\r\ncontent-type: application/octet-stream\r\nx-recorded-by: person',
    exchange: {
      ...{
        url,
        finalUrl: url,
        method: 'GET',
        tier: 'http',
        at,
        vantage: config.vantage,
        hops: [],
        status: 200,
      },
      ...{ headers: {}, body: { sha256, bytes: bytes.length, truncated: false }, wireBytes: 0, tls: null },
      timing: { dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: null, totalMs: 0 },
      failure: null,
    },
  });
}
