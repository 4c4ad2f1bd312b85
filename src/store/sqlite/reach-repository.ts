import type { Database } from 'better-sqlite3';
import { epochMs } from '../../clock.ts';
import type { ReachSample } from '../../domain/reach.ts';
import type { ReachRepository } from '../reach-repository.ts';

interface Row {
  site_key: string;
  at: number;
  vantage: string;
  result: ReachSample['result'];
  reason: ReachSample['reason'];
  code: string | null;
  detail: string;
  status: number | null;
  took_ms: number;
}

export function reachRepository(db: Database): ReachRepository {
  const insert = db.prepare(`
    INSERT INTO reach_sample (site_key, at, vantage, result, reason, code, detail, status, took_ms)
    VALUES (@siteKey, @at, @vantage, @result, @reason, @code, @detail, @status, @tookMs)`);
  const ofSite = db.prepare(
    'SELECT * FROM reach_sample WHERE site_key = ? AND at BETWEEN ? AND ? ORDER BY at, id',
  );
  const insertAll = db.transaction((samples: readonly ReachSample[]) => {
    for (const sample of samples) insert.run(sample);
  });
  return {
    async append(samples) {
      insertAll.immediate(samples);
    },
    async ofSite(siteKey, since, until) {
      return (ofSite.all(siteKey, since, until) as Row[]).map((row) => ({
        ...{ siteKey: row.site_key, at: epochMs(row.at), vantage: row.vantage, result: row.result },
        ...{
          reason: row.reason,
          code: row.code,
          detail: row.detail,
          status: row.status,
          tookMs: row.took_ms,
        },
      }));
    },
  };
}
