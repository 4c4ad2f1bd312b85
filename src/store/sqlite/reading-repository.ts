import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Database } from 'better-sqlite3';
import { epochMs } from '../../clock.ts';
import type { SiteFacts } from '../../domain/site-facts.ts';
import type { ReadingRepository, SiteReading, StoreMode } from '../store.ts';

interface Row {
  run_id: number;
  site_key: string;
  reader_version: string;
  read_at: number;
  facts: Buffer;
}

/**
 * Site facts are JSON, deflated: a portal's hundred columns shrink from about 60 KB to 6. In a rehearsal an as-of time
 * names the run that starts then: what was looked at in it, moments later, belongs to it.
 */
export function readingRepository(db: Database, mode: StoreMode): ReadingRepository {
  const isKnown =
    mode === 'rehearsal'
      ? '(r.looked_at <= @until OR (SELECT opened_at FROM run WHERE id = r.run_id) <= @until)'
      : 'r.looked_at <= @until';
  // Of two runs of a rehearsal that start at one instant the later one is the newer, however fast each was.
  const order =
    mode === 'rehearsal'
      ? '(SELECT opened_at FROM run WHERE id = r.run_id), r.run_id, r.looked_at, r.id'
      : 'r.looked_at, r.id';
  const insert = db.prepare(`
    INSERT INTO site_reading (run_id, site_key, reader_version, looked_at, read_at, facts)
    VALUES (@runId, @siteKey, @readerVersion, @lookedAt, @readAt, @facts)`);
  const ofSite = db.prepare(`
    SELECT r.* FROM site_reading r
    WHERE r.site_key = @siteKey AND r.looked_at >= @since AND ${isKnown}
      AND r.id = (SELECT max(n.id) FROM site_reading n WHERE n.run_id = r.run_id AND n.site_key = r.site_key)
    ORDER BY ${order}`);
  const ofRun = db.prepare(
    'SELECT * FROM site_reading WHERE run_id = ? AND site_key = ? ORDER BY id DESC LIMIT 1',
  );
  return {
    async append(reading) {
      insert.run({
        runId: reading.runId,
        siteKey: reading.siteKey,
        readerVersion: reading.readerVersion,
        lookedAt: reading.facts.at,
        readAt: reading.readAt,
        facts: deflateRawSync(JSON.stringify(reading.facts)),
      });
    },
    async ofSite(siteKey, until, since) {
      return (ofSite.all({ siteKey, until, since }) as Row[]).map(toReading);
    },
    async ofRun(runId, siteKey) {
      const row = ofRun.get(runId, siteKey) as Row | undefined;
      return row === undefined ? null : toReading(row);
    },
  };
}

function toReading(row: Row): SiteReading {
  return {
    runId: row.run_id,
    siteKey: row.site_key,
    readerVersion: row.reader_version,
    readAt: epochMs(row.read_at),
    facts: JSON.parse(inflateRawSync(row.facts).toString('utf8')) as SiteFacts,
  };
}
