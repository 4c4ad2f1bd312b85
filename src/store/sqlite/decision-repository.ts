import type { Database } from 'better-sqlite3';
import { epochMs } from '../../clock.ts';
import type { Decision, DecisionRepository } from '../store.ts';

interface Row {
  finding_id: string;
  site_key: string;
  word: Decision['word'];
  until: string | null;
  why: string;
  by_whom: string;
  at: number;
}

export function decisionRepository(db: Database): DecisionRepository {
  const insert = db.prepare(`
    INSERT INTO decision (finding_id, site_key, word, until, why, by_whom, at)
    VALUES (@findingId, @siteKey, @word, @until, @why, @by, @at)`);
  const ofSite = db.prepare('SELECT * FROM decision WHERE site_key = ? AND at <= ? ORDER BY at, id');
  return {
    async append(decision) {
      insert.run(decision);
    },
    async ofSite(siteKey, until) {
      return (ofSite.all(siteKey, until) as Row[]).map((row) => ({
        findingId: row.finding_id,
        siteKey: row.site_key,
        word: row.word,
        until: row.until,
        why: row.why,
        by: row.by_whom,
        at: epochMs(row.at),
      }));
    },
  };
}
