import type { Database } from 'better-sqlite3';
import { type EpochMs, epochMs } from '../../clock.ts';
import type { JobRepository, JobRun } from '../job-repository.ts';
import type { ProcessId } from '../store.ts';

interface Row {
  id: number;
  job: string;
  due_at: number;
  started_at: number;
  ended_at: number | null;
  status: number | null;
  owner_host: string;
  owner_pid: number;
  owner_nonce: string;
}

export function jobRepository(db: Database): JobRepository {
  const running = db.prepare('SELECT * FROM job_run WHERE job = ? AND ended_at IS NULL');
  const insert = db.prepare(`
    INSERT INTO job_run (job, due_at, started_at, owner_host, owner_pid, owner_nonce)
    VALUES (@job, @dueAt, @at, @host, @pid, @nonce)`);
  const end = db.prepare('UPDATE job_run SET ended_at = ?, status = ? WHERE id = ? AND ended_at IS NULL');
  const latest = db.prepare('SELECT * FROM job_run WHERE job = ? ORDER BY id DESC LIMIT 1');
  const start = db.transaction(
    (job: string, dueAt: EpochMs, at: EpochMs, owner: ProcessId, isAlive: (owner: ProcessId) => boolean) => {
      if ((running.all(job) as Row[]).some((row) => isAlive(toRun(row).owner))) return null;
      const { lastInsertRowid } = insert.run({ job, dueAt, at, ...owner });
      return { id: Number(lastInsertRowid), job, dueAt, startedAt: at, endedAt: null, status: null, owner };
    },
  );
  return {
    async start(job, dueAt, at, owner, isAlive) {
      return start.immediate(job, dueAt, at, owner, isAlive);
    },
    async end(id, at, status) {
      end.run(at, status, id);
    },
    async latest(job) {
      const row = latest.get(job) as Row | undefined;
      return row === undefined ? null : toRun(row);
    },
  };
}

function toRun(row: Row): JobRun {
  return {
    id: row.id,
    job: row.job,
    dueAt: epochMs(row.due_at),
    startedAt: epochMs(row.started_at),
    endedAt: row.ended_at === null ? null : epochMs(row.ended_at),
    status: row.status,
    owner: { host: row.owner_host, pid: row.owner_pid, nonce: row.owner_nonce },
  };
}
