import { hash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { WARCParser, WARCRecord, WARCSerializer } from 'warcio';
import type { Exchange } from '../domain/exchange.ts';
import type { EvidenceId } from '../domain/outcome.ts';
import { XunjianError } from '../errors.ts';

/** What came over the wire, as it is kept. */
export interface WirePage {
  exchange: Exchange;
  /** Decoded body; null when none came. */
  bytes: Uint8Array | null;
  requestHead: string;
  responseHead: string;
}

/**
 * Evidence by SHA-256: one gzipped WARC a distinct body, named by the digest of its payload, so that a body
 * seen on ten nights is kept once and every outcome's `sha256:…` names a file that standard tools open. A look
 * that brought no body is kept as a metadata record that says what happened.
 */
export interface EvidenceStore {
  put(page: WirePage): Promise<EvidenceId>;
  /** Keeps a picture of a page (PNG) beside its WARC. */
  putPicture(png: Uint8Array): Promise<EvidenceId>;
  /** The payload; throws EVIDENCE_MISSING. */
  payload(id: EvidenceId): Promise<Uint8Array>;
  has(id: EvidenceId): boolean;
  /** Path of the WARC or PNG file; throws EVIDENCE_MISSING. */
  file(id: EvidenceId): string;
  /** Every WARC and picture there is; `modifiedAt` in epoch milliseconds of the machine. */
  files(): Iterable<{ id: EvidenceId; bytes: number; modifiedAt: number }>;
  /** Removes a WARC or picture for good. */
  remove(id: EvidenceId): void;
}

export function evidenceIdOf(bytes: Uint8Array): EvidenceId {
  return `sha256:${hash('sha256', bytes)}`;
}

export function openEvidenceStore(directory: string): EvidenceStore {
  try {
    mkdirSync(directory, { recursive: true });
  } catch (cause) {
    throw new XunjianError(
      'EVIDENCE_UNWRITABLE',
      `cannot create the evidence folder ${directory}`,
      'check that "evidence" names a folder this user may write to',
      { cause },
    );
  }

  const pathOf = (id: EvidenceId, kind: 'warc.gz' | 'png') => {
    const hex = id.slice('sha256:'.length);
    return path.join(directory, hex.slice(0, 2), hex.slice(2, 4), `${hex}.${kind}`);
  };

  function existing(id: EvidenceId): string {
    const file = [pathOf(id, 'warc.gz'), pathOf(id, 'png')].find((one) => existsSync(one));
    if (file !== undefined) return file;
    throw new XunjianError(
      'EVIDENCE_MISSING',
      `evidence ${id} is not in ${directory}`,
      'it was pruned or the folder was moved; point "evidence" at the folder the database was filled with',
    );
  }

  return {
    file: existing,
    has: (id) => [pathOf(id, 'warc.gz'), pathOf(id, 'png')].some((one) => existsSync(one)),
    *files() {
      for (const entry of readdirSync(directory, { withFileTypes: true, recursive: true })) {
        const hex = /^([0-9a-f]{64})\.(?:warc\.gz|png)$/.exec(entry.name)?.[1];
        if (hex === undefined || !entry.isFile()) continue;
        const { size, mtimeMs } = statSync(path.join(entry.parentPath, entry.name));
        yield { id: `sha256:${hex}`, bytes: size, modifiedAt: mtimeMs };
      }
    },
    remove(id) {
      for (const kind of ['warc.gz', 'png'] as const) rmSync(pathOf(id, kind), { force: true });
    },
    async put(page) {
      const payload = page.bytes ?? new TextEncoder().encode(describeFailure(page.exchange));
      const id = evidenceIdOf(payload);
      const file = pathOf(id, 'warc.gz');
      if (existsSync(file)) return id;
      const warc =
        page.bytes === null ? await metadataWarc(page, payload) : await responseWarc(page, payload);
      write(file, warc);
      return id;
    },
    async putPicture(png) {
      const id = evidenceIdOf(png);
      const file = pathOf(id, 'png');
      if (!existsSync(file)) write(file, png);
      return id;
    },
    async payload(id) {
      const file = existing(id);
      if (file.endsWith('.png')) return readFileSync(file);
      const parser = new WARCParser([readFileSync(file)]);
      for await (const record of parser) {
        if (record.warcType === 'response' || record.warcType === 'metadata') return record.readFully(false);
      }
      throw new XunjianError(
        'EVIDENCE_MISSING',
        `evidence ${id} holds no payload`,
        'the file is damaged; restore it from a backup',
      );
    },
  };
}

/** A reader never meets half a file: written aside, then renamed. */
function write(file: string, bytes: Uint8Array): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const aside = `${file}.${process.pid}.part`;
  writeFileSync(aside, bytes);
  renameSync(aside, file);
}

const warcVersion = 'WARC/1.1';

/**
 * One gzip member a record, as WARC wants it. Digests and compression are Node's: warcio instantiates WebAssembly for
 * each digest and hands each piece of a record to a stream of its own, four times the processor time of a whole look.
 */
async function serialize(record: WARCRecord, payload: Uint8Array): Promise<Uint8Array> {
  const head = record.httpHeaders === null ? '' : `${record.httpHeaders.toString()}\r\n`;
  const { headers } = record.warcHeaders;
  headers.set('WARC-Payload-Digest', evidenceIdOf(payload));
  headers.set('WARC-Block-Digest', evidenceIdOf(concat([Buffer.from(head), payload])));
  return gzipSync(await WARCSerializer.serialize(record, { gzip: false }));
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function warcDate(exchange: Exchange): string {
  return new Date(exchange.at).toISOString();
}

async function responseWarc(page: WirePage, payload: Uint8Array): Promise<Uint8Array> {
  const { exchange } = page;
  const [statusline, ...lines] = page.responseHead.split('\r\n');
  // The body is kept decoded; transfer and content encodings would make tools decode it a second time.
  const httpHeaders = headersWithout(lines, ['content-encoding', 'transfer-encoding', 'content-length']);
  const common = { url: exchange.finalUrl, date: warcDate(exchange), warcVersion } as const;
  const response = await WARCRecord.create(
    { ...common, type: 'response', httpHeaders, statusline: statusline ?? 'HTTP/1.1 000' },
    once(payload),
  );
  const requestLines = page.requestHead.split('\r\n');
  const request = await WARCRecord.create(
    {
      ...common,
      type: 'request',
      httpHeaders: headersWithout(requestLines.slice(1), []),
      statusline: requestLines[0] ?? '',
      warcHeaders: { 'WARC-Concurrent-To': response.warcHeader('WARC-Record-ID') ?? '' },
    },
    once(new Uint8Array()),
  );
  return concat([await serialize(response, payload), await serialize(request, new Uint8Array())]);
}

async function metadataWarc(page: WirePage, payload: Uint8Array): Promise<Uint8Array> {
  const record = await WARCRecord.create(
    {
      url: page.exchange.finalUrl,
      date: warcDate(page.exchange),
      warcVersion,
      type: 'metadata',
      warcHeaders: { 'Content-Type': 'application/json' },
    },
    once(payload),
  );
  return serialize(record, payload);
}

function describeFailure(exchange: Exchange): string {
  const { url, finalUrl, method, tier, at, vantage, hops, status, failure, timing } = exchange;
  return JSON.stringify({ url, finalUrl, method, tier, at, vantage, hops, status, failure, timing }, null, 2);
}

function headersWithout(lines: string[], names: string[]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const name = line.slice(0, colon).trim();
    if (names.includes(name.toLowerCase())) continue;
    const value = line.slice(colon + 1).trim();
    headers[name] = name in headers ? `${headers[name]}, ${value}` : value;
  }
  return headers;
}

function concat(parts: Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}
