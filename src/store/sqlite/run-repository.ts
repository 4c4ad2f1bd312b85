import type { Database } from 'better-sqlite3';
import { type EpochMs, epochMs } from '../../clock.ts';
import { type Site, siteKeyOf } from '../../domain/site.ts';
import type { ProcessId, Run, RunKind, RunRepository } from '../store.ts';

interface RunRow {
  id: number;
  kind: RunKind;
  opened_at: number;
  closed_at: number | null;
}

interface SiteRow {
  run_id: number;
  site_key: string;
  site_json: string;
  state: 'waiting' | 'working' | 'done';
  owner_host: string | null;
  owner_pid: number | null;
  owner_nonce: string | null;
}

export function runRepository(db: Database): RunRepository {
  const insertRun = db.prepare('INSERT INTO run (kind, opened_at) VALUES (?, ?)');
  const insertSite = db.prepare(
    "INSERT INTO run_site (run_id, site_key, ordinal, site_json, state) VALUES (?, ?, ?, ?, 'waiting')",
  );
  const unfinished = db.prepare(
    'SELECT * FROM run WHERE kind = ? AND closed_at IS NULL ORDER BY id DESC LIMIT 1',
  );
  const get = db.prepare('SELECT * FROM run WHERE id = ?');
  const latest = db.prepare('SELECT * FROM run ORDER BY id DESC LIMIT 1');
  const sites = db.prepare('SELECT * FROM run_site WHERE run_id = ? ORDER BY ordinal');
  const open = db.prepare(
    "SELECT * FROM run_site WHERE run_id = ? AND state <> 'done' AND (trouble IS NOT NULL) = ? ORDER BY ordinal",
  );
  const postpone = db.prepare(
    "UPDATE run_site SET state = 'waiting', trouble = ?, owner_host = NULL, owner_pid = NULL, owner_nonce = NULL WHERE run_id = ? AND site_key = ?",
  );
  const take = db.prepare(
    "UPDATE run_site SET state = 'working', owner_host = ?, owner_pid = ?, owner_nonce = ? WHERE run_id = ? AND site_key = ?",
  );
  const finish = db.prepare(
    "UPDATE run_site SET state = 'done', finished_at = ? WHERE run_id = ? AND site_key = ?",
  );
  const release = db.prepare(
    "UPDATE run_site SET state = 'waiting', owner_host = NULL, owner_pid = NULL, owner_nonce = NULL WHERE run_id = ? AND site_key = ? AND state = 'working'",
  );
  const close = db.prepare('UPDATE run SET closed_at = ? WHERE id = ? AND closed_at IS NULL');
  // Beside max() the other columns are those of its row (SQLite, "bare columns in an aggregate query").
  const lastLooked = db.prepare(`
    SELECT s.site_key, max(s.finished_at) AS at, r.opened_at FROM run_site s JOIN run r ON r.id = s.run_id
    WHERE s.state = 'done' GROUP BY s.site_key`);

  const lastLookBegan = db.prepare(
    'SELECT site_key, max(looked_at) AS at FROM site_reading GROUP BY site_key',
  );

  const knownSites = db.prepare(`
    SELECT s.site_json FROM run_site s
    WHERE s.run_id = (SELECT max(n.run_id) FROM run_site n WHERE n.site_key = s.site_key)
    ORDER BY s.site_key`);

  const openRun = db.transaction((kind: RunKind, at: EpochMs, rows: readonly Site[]): Run => {
    const id = Number(insertRun.run(kind, at).lastInsertRowid);
    rows.forEach((site, ordinal) => {
      insertSite.run(id, siteKeyOf(site), ordinal, JSON.stringify(site));
    });
    return { id, kind, openedAt: at, closedAt: null };
  });

  const claim = db.transaction(
    (
      runId: number,
      owner: ProcessId,
      isAlive: (owner: ProcessId) => boolean,
      which: { troubled: boolean },
    ): Site | null => {
      for (const row of open.all(runId, which.troubled ? 1 : 0) as SiteRow[]) {
        const held =
          row.state === 'working' &&
          row.owner_host !== null &&
          row.owner_pid !== null &&
          isAlive({ host: row.owner_host, pid: row.owner_pid, nonce: row.owner_nonce ?? '' });
        if (held) continue;
        take.run(owner.host, owner.pid, owner.nonce, runId, row.site_key);
        return JSON.parse(row.site_json) as Site;
      }
      return null;
    },
  );

  return {
    async open(kind, at, rows) {
      return openRun.immediate(kind, at, rows);
    },
    async unfinished(kind) {
      return toRun(unfinished.get(kind) as RunRow | undefined);
    },
    async get(runId) {
      return toRun(get.get(runId) as RunRow | undefined);
    },
    async latest() {
      return toRun(latest.get() as RunRow | undefined);
    },
    async sites(runId) {
      return (sites.all(runId) as SiteRow[]).map((row) => ({
        runId: row.run_id,
        site: JSON.parse(row.site_json) as Site,
        state: row.state,
      }));
    },
    async claim(runId, owner, isAlive, which) {
      return claim.immediate(runId, owner, isAlive, which);
    },
    async postpone(runId, siteKey, trouble) {
      postpone.run(trouble, runId, siteKey);
    },
    async finish(runId, siteKey, at) {
      finish.run(at, runId, siteKey);
    },
    async release(runId, siteKey) {
      release.run(runId, siteKey);
    },
    async close(runId, at) {
      close.run(at, runId);
    },
    async knownSites() {
      return (knownSites.all() as { site_json: string }[]).map((row) => JSON.parse(row.site_json) as Site);
    },
    async lastLookBegan() {
      const rows = lastLookBegan.all() as { site_key: string; at: number }[];
      return new Map(rows.map((row) => [row.site_key, epochMs(row.at)]));
    },
    async lastLooked() {
      const rows = lastLooked.all() as { site_key: string; at: number; opened_at: number }[];
      return new Map(
        rows.map(({ site_key, at, opened_at }) => [
          site_key,
          { at: epochMs(at), runOpenedAt: epochMs(opened_at) },
        ]),
      );
    },
  };

  function toRun(row: RunRow | undefined): Run | null {
    if (row === undefined) return null;
    return {
      id: row.id,
      kind: row.kind,
      openedAt: epochMs(row.opened_at),
      closedAt: row.closed_at === null ? null : epochMs(row.closed_at),
    };
  }
}
