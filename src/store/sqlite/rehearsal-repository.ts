import type { Database } from 'better-sqlite3';
import { epochMs } from '../../clock.ts';
import type { RehearsalRepository } from '../rehearsal-repository.ts';

export const REHEARSAL_SCHEMA = `
  CREATE TABLE rehearsal_command (
    id INTEGER PRIMARY KEY,
    started_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX rehearsal_command_by_start ON rehearsal_command (started_at);
`;

export function rehearsalRepository(db: Database): RehearsalRepository {
  const insert = db.prepare('INSERT INTO rehearsal_command (started_at, ended_at) VALUES (?, ?)');
  const end = db.prepare('SELECT max(ended_at) AS ended FROM rehearsal_command WHERE started_at = ?');
  return {
    async append(startedAt, endedAt) {
      insert.run(startedAt, endedAt);
    },
    async endOf(startedAt) {
      const { ended } = end.get(startedAt) as { ended: number | null };
      return ended === null ? null : epochMs(ended);
    },
  };
}
