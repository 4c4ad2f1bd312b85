import { inflateRawSync } from 'node:zlib';
import type { Database } from 'better-sqlite3';
import { epochMs } from '../../clock.ts';
import type { EvidenceId } from '../../domain/outcome.ts';
import type { SiteFacts } from '../../domain/site-facts.ts';
import type { EvidenceUseRepository } from '../evidence-use-repository.ts';

/** Everything that may name evidence outside the looks at sites: table and column of text. */
const RECORDS = [
  ['letter_event', 'detail_json'],
  ['letter_look', 'look_json'],
  ['account_look', 'facts_json'],
  ['account_lead', 'lead_json'],
  ['problem', 'evidence_json'],
  ['problem_event', 'evidence_json'],
  ['highlight', 'evidence_json'],
] as const;

const EVIDENCE = /sha256:[0-9a-f]{64}/g;

export function evidenceUseRepository(db: Database): EvidenceUseRepository {
  const looks = db.prepare(`
    SELECT evidence AS id, role, max(at) AS at FROM look GROUP BY evidence, role
    UNION ALL SELECT picture, role, max(at) FROM look WHERE picture IS NOT NULL GROUP BY picture, role`);
  const readings = db.prepare('SELECT * FROM site_reading WHERE looked_at >= ? AND looked_at < ?');
  const owners = db.prepare(
    "SELECT DISTINCT owner_host AS host, owner_pid AS pid, owner_nonce AS nonce FROM run_site WHERE state = 'working' AND owner_host IS NOT NULL",
  );
  const newest = db.prepare('SELECT max(at) AS at FROM look');
  const records = RECORDS.map(([table, column]) => db.prepare(`SELECT ${column} AS text FROM ${table}`));
  return {
    *ofLooks() {
      for (const row of looks.iterate() as Iterable<{ id: EvidenceId; role: string; at: number }>)
        yield { ...row, at: epochMs(row.at) };
    },
    *ofRecords() {
      for (const record of records)
        for (const { text } of record.iterate() as Iterable<{ text: string }>)
          for (const [id] of text.matchAll(EVIDENCE)) yield id as EvidenceId;
    },
    *readings(since, until) {
      for (const row of readings.iterate(since, until) as Iterable<Row>)
        yield {
          ...{ runId: row.run_id, siteKey: row.site_key, readerVersion: row.reader_version },
          ...{ readAt: epochMs(row.read_at) },
          facts: JSON.parse(inflateRawSync(row.facts).toString('utf8')) as SiteFacts,
        };
    },
    isInUse(isAlive) {
      return (owners.all() as { host: string; pid: number; nonce: string | null }[]).some((owner) =>
        isAlive({ ...owner, nonce: owner.nonce ?? '' }),
      );
    },
    newestLook() {
      const { at } = newest.get() as { at: number | null };
      return at === null ? null : epochMs(at);
    },
  };
}

interface Row {
  run_id: number;
  site_key: string;
  reader_version: string;
  read_at: number;
  facts: Buffer;
}
