import { mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { XunjianError } from '../../errors.ts';
import type { Store, StoreMode } from '../store.ts';
import { accountRepository } from './account-repository.ts';
import { decisionRepository } from './decision-repository.ts';
import { deskRepository } from './desk-repository.ts';
import { evidenceUseRepository } from './evidence-use-repository.ts';
import { highlightRepository } from './highlight-repository.ts';
import { hostLeaseRepository } from './host-lease-repository.ts';
import { jobRepository } from './job-repository.ts';
import { letterRepository } from './letter-repository.ts';
import { lookRepository } from './look-repository.ts';
import { MIGRATIONS } from './migrations.ts';
import { problemRepository } from './problem-repository.ts';
import { reachRepository } from './reach-repository.ts';
import { readingRepository } from './reading-repository.ts';
import { rehearsalRepository } from './rehearsal-repository.ts';
import { runRepository } from './run-repository.ts';
import { sampleRepository } from './sample-repository.ts';
import { tokenRepository } from './token-repository.ts';

/** Opens the database at `file`, creating or migrating it. `mode` null takes what the database is (real when new). */
export function openSqliteStore(file: string, mode: StoreMode | null): Store {
  const db = openDatabase(file);
  try {
    migrate(db);
    const actual = settleMode(db, file, mode);
    return {
      mode: actual,
      runs: runRepository(db),
      looks: lookRepository(db),
      readings: readingRepository(db, actual),
      decisions: decisionRepository(db),
      problems: problemRepository(db),
      highlights: highlightRepository(db),
      reach: reachRepository(db),
      jobs: jobRepository(db),
      evidenceUses: evidenceUseRepository(db),
      accounts: accountRepository(db),
      samples: sampleRepository(db),
      letters: letterRepository(db),
      desk: deskRepository(db),
      tokens: tokenRepository(db),
      rehearsals: rehearsalRepository(db),
      hostLeases: hostLeaseRepository(db),
      close: () => {
        db.close();
      },
    };
  } catch (error) {
    db.close();
    throw error;
  }
}

function openDatabase(file: string): Database.Database {
  try {
    if (file !== ':memory:') mkdirSync(path.dirname(file), { recursive: true });
    const db = new Database(file);
    // Asked first: setting WAL would already change a file that is not ours to change.
    refuseNewer(db, file);
    // WAL with NORMAL loses at most the last commits on power failure, never consistency; the letter ledger
    // raises `synchronous` for its own transactions.
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    db.pragma('busy_timeout = 5000');
    db.pragma('foreign_keys = ON');
    db.pragma('wal_autocheckpoint = 10000');
    db.pragma('cache_size = -65536');
    return db;
  } catch (cause) {
    if (cause instanceof XunjianError) throw cause;
    throw new XunjianError(
      'DATABASE_UNREADABLE',
      `cannot open database ${file}: ${cause instanceof Error ? cause.message : String(cause)}`,
      'check that the path of "database" is a writable file of SQLite, or move the damaged file away',
      { cause },
    );
  }
}

function refuseNewer(db: Database.Database, file: string): void {
  const has = Number(db.pragma('user_version', { simple: true }));
  if (has <= MIGRATIONS.length) return;
  db.close();
  throw new XunjianError(
    'DATABASE_NEWER',
    `database ${file} has schema ${has}, this program knows ${MIGRATIONS.length}`,
    'run the newer xunjian that wrote it, or point "database" at another file; nothing was changed',
  );
}

function migrate(db: Database.Database): void {
  const has = Number(db.pragma('user_version', { simple: true }));
  if (has === MIGRATIONS.length) return;
  db.transaction(() => {
    // Read again under the write lock: another process may have migrated meanwhile.
    const now = Number(db.pragma('user_version', { simple: true }));
    for (const step of MIGRATIONS.slice(now)) db.exec(step);
    db.pragma(`user_version = ${MIGRATIONS.length}`);
  }).immediate();
}

function settleMode(db: Database.Database, file: string, wanted: StoreMode | null): StoreMode {
  const row = db.prepare("SELECT value FROM setting WHERE key = 'mode'").get() as
    | { value: string }
    | undefined;
  if (row === undefined) {
    const mode = wanted ?? 'real';
    db.prepare("INSERT OR IGNORE INTO setting (key, value) VALUES ('mode', ?)").run(mode);
    return mode;
  }
  const actual: StoreMode = row.value === 'rehearsal' ? 'rehearsal' : 'real';
  if (wanted === null || wanted === actual) return actual;
  throw actual === 'rehearsal'
    ? new XunjianError(
        'DATABASE_IS_REHEARSAL',
        `database ${file} belongs to a rehearsal`,
        'give --as-of to go on rehearsing, or point "database" at another file',
      )
    : new XunjianError(
        'DATABASE_IS_REAL',
        `database ${file} holds real observations; --as-of would rehearse in it`,
        'leave --as-of away, or point "database" at a file of its own for the rehearsal',
      );
}
