import { createHash } from 'node:crypto';
import type { Frame, Page } from 'playwright';
import { contentOf } from '../../browser/page-content.ts';
import { pictureOf } from '../../browser/page-picture.ts';
import type { Clock } from '../../clock.ts';
import type { Exchange } from '../../domain/exchange.ts';
import type { EvidenceId } from '../../domain/outcome.ts';
import type { EvidenceStore } from '../../store/evidence-store.ts';
import type { Redact } from '../redaction.ts';
import { pictureWithout } from './cover-persona.ts';
import { within } from './within.ts';

/** Markup and picture of a long page take a second or two on a busy machine. */
const KEEP_MS = 20_000;

export interface EvidenceKeeper {
  /** The documents of a page as they stand and a picture of it, without what belongs to a persona. */
  keepPage(page: Page, status: number | null): Promise<EvidenceId[]>;
}

export interface EvidenceSetting {
  evidence: Pick<EvidenceStore, 'put'>;
  clock: Clock;
  vantage: string;
  redact: Redact;
  privateValues: readonly string[];
}

/** Writes pages into the evidence store as WARC and PNG. Never rejects: a letter does not hang on its picture. */
export function createEvidenceKeeper(setting: EvidenceSetting): EvidenceKeeper {
  const { evidence, clock, vantage, redact, privateValues } = setting;

  async function keep(
    url: string,
    bytes: Uint8Array,
    type: string,
    status: number | null,
  ): Promise<EvidenceId> {
    const exchange: Exchange = {
      ...{ url, finalUrl: url, method: 'GET', tier: 'browser', at: clock.now(), vantage, hops: [], status },
      ...{ headers: { 'content-type': type }, wireBytes: 0, tls: null, failure: null },
      body: { sha256: idOf(bytes), bytes: bytes.length, truncated: false },
      timing: { dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: null, totalMs: 0 },
    };
    const { pathname, search, host } = URL.canParse(url) ? new URL(url) : new URL('http://none/');
    return evidence.put({
      ...{ exchange, bytes },
      requestHead: `GET ${redact(`${pathname}${search}`)} HTTP/1.1\r\nhost: ${host}`,
      responseHead: `HTTP/1.1 ${status ?? 200} OK\r\ncontent-type: ${type}`,
    });
  }

  async function keepDocument(
    frame: Frame,
    read: string | undefined,
    status: number | null,
  ): Promise<EvidenceId> {
    const html = redact(read ?? (await contentOf(frame)));
    return keep(redact(frame.url()), Buffer.from(html), 'text/html; charset=utf-8', status);
  }

  return {
    keepPage: (page, status) => within(clock, KEEP_MS, keepPage(page, status), []),
  };

  async function keepPage(page: Page, status: number | null): Promise<EvidenceId[]> {
    const frames = page
      .frames()
      .filter((frame) => /^https?:/.test(frame.url()))
      .slice(0, 6);
    const { picture, contents } = await pictureWithout(page, privateValues, () => pictureOf(page, clock));
    const documents = await Promise.allSettled(
      frames.map((frame) => keepDocument(frame, contents.get(frame), status)),
    );
    const kept = documents.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    if (picture !== null)
      kept.push(await keep(`${redact(page.url()).split('#')[0]}#screenshot`, picture, 'image/png', null));
    return kept;
  }
}

function idOf(bytes: Uint8Array): EvidenceId {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
