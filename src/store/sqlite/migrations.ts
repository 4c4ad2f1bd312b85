import { HOST_LEASE_SCHEMA, HOST_WANT_SCHEMA } from './host-lease-repository.ts';
import { REHEARSAL_SCHEMA } from './rehearsal-repository.ts';
import { ACCOUNT_SCHEMA, SAMPLE_SCHEMA } from './schema-accounts.ts';
import { LETTERS_SCHEMA } from './schema-letters.ts';
import { PROBLEM_SCHEMA } from './schema-problems.ts';
import { SITES_SCHEMA } from './schema-sites.ts';

/**
 * The schema, one step an entry, applied in order and never edited after release. `user_version` counts the
 * steps a database has; a database that has more than these is from a newer program and is refused.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

  CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    closed_at INTEGER
  ) STRICT;

  CREATE TABLE run_site (
    run_id INTEGER NOT NULL REFERENCES run(id),
    site_key TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    site_json TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'working', 'done')),
    owner_host TEXT,
    owner_pid INTEGER,
    owner_nonce TEXT,
    finished_at INTEGER,
    PRIMARY KEY (run_id, site_key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX run_site_waiting ON run_site (run_id, ordinal) WHERE state <> 'done';

  CREATE TABLE look (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES run(id),
    site_key TEXT NOT NULL,
    request_key TEXT NOT NULL,
    role TEXT NOT NULL,
    tier TEXT NOT NULL,
    url TEXT NOT NULL,
    at INTEGER NOT NULL,
    status INTEGER,
    failure TEXT,
    evidence TEXT NOT NULL,
    exchange_json TEXT NOT NULL,
    UNIQUE (run_id, site_key, request_key)
  ) STRICT;

  CREATE TABLE site_reading (
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES run(id),
    site_key TEXT NOT NULL,
    reader_version TEXT NOT NULL,
    looked_at INTEGER NOT NULL,
    read_at INTEGER NOT NULL,
    facts BLOB NOT NULL
  ) STRICT;
  CREATE INDEX site_reading_by_site ON site_reading (site_key, looked_at);
  CREATE INDEX site_reading_by_run ON site_reading (run_id, site_key);

  CREATE TABLE decision (
    id INTEGER PRIMARY KEY,
    finding_id TEXT NOT NULL,
    site_key TEXT NOT NULL,
    word TEXT NOT NULL CHECK (word IN ('confirm', 'dismiss', 'exempt')),
    until TEXT,
    why TEXT NOT NULL,
    by_whom TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX decision_by_site ON decision (site_key, at);

  CREATE TRIGGER look_is_a_fact BEFORE UPDATE ON look BEGIN SELECT RAISE(ABORT, 'facts are appended, never changed'); END;
  CREATE TRIGGER reading_is_a_fact BEFORE UPDATE ON site_reading BEGIN SELECT RAISE(ABORT, 'readings are appended, never changed'); END;
  CREATE TRIGGER decision_is_kept BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'decisions are appended, never changed'); END;
  CREATE TRIGGER look_stays BEFORE DELETE ON look BEGIN SELECT RAISE(ABORT, 'facts are kept'); END;
  CREATE TRIGGER reading_stays BEFORE DELETE ON site_reading BEGIN SELECT RAISE(ABORT, 'readings are kept'); END;
  CREATE TRIGGER decision_stays BEFORE DELETE ON decision BEGIN SELECT RAISE(ABORT, 'decisions are kept'); END;
  `,
  SITES_SCHEMA,
  ACCOUNT_SCHEMA,
  LETTERS_SCHEMA,
  PROBLEM_SCHEMA,
  SAMPLE_SCHEMA,
  REHEARSAL_SCHEMA,
  HOST_LEASE_SCHEMA,
  HOST_WANT_SCHEMA,
];
