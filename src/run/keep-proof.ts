import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { EpochMs } from '../clock.ts';
import type { EvidenceId } from '../domain/outcome.ts';
import { XunjianError } from '../errors.ts';
import type { Workspace } from './workspace.ts';

/** Scans and photographs of a screen are smaller; what is larger was not meant. */
const MAX_PROOF_BYTES = 20 * 1024 * 1024;

/** A person's proof (a mail saved as PDF, a screenshot) goes where all evidence is. Throws FILE_UNREADABLE. */
export async function keepProofFile(workspace: Workspace, file: string, at: EpochMs): Promise<EvidenceId> {
  return keepProof(workspace, readProof(file), at);
}

/** The bytes of a proof. Throws FILE_UNREADABLE when it is not there, no file, or larger than 20 MiB. */
export function readProof(file: string): Uint8Array {
  try {
    const status = statSync(file);
    if (!status.isFile() || status.size > MAX_PROOF_BYTES)
      throw new Error(status.isFile() ? 'it is larger than 20 MiB' : 'it is no file');
    return readFileSync(file);
  } catch (cause) {
    throw new XunjianError(
      'FILE_UNREADABLE',
      `cannot read ${file}${cause instanceof Error ? `: ${cause.message}` : ''}`,
      'name the file of the proof: a screenshot, a mail saved as PDF',
      { cause },
    );
  }
}

export async function keepProof(
  { evidence, config }: Workspace,
  bytes: Uint8Array,
  at: EpochMs,
): Promise<EvidenceId> {
  const sha256: EvidenceId = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  const url = `urn:${sha256}`;
  return evidence.put({
    bytes,
    requestHead: `GET ${url} HTTP/1.1`,
    responseHead: `HTTP/1.1 200 OK\r\ncontent-type: ${mediaTypeOf(bytes)}\r\nx-recorded-by: person`,
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

/** By its first bytes: what is not known is never opened as a page. */
function mediaTypeOf(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 5)).toString('latin1');
  if (head.startsWith('\x89PNG')) return 'image/png';
  if (head.startsWith('\xff\xd8')) return 'image/jpeg';
  return head === '%PDF-' ? 'application/pdf' : 'application/octet-stream';
}
