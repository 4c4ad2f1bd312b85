/** Inspection of sites: pictures beside pages, availability samples, how a site's part in a run ended, timetable. */
export const SITES_SCHEMA = `
  ALTER TABLE look ADD COLUMN picture TEXT;
  ALTER TABLE run_site ADD COLUMN trouble TEXT;

  CREATE TABLE reach_sample (
    id INTEGER PRIMARY KEY,
    site_key TEXT NOT NULL,
    at INTEGER NOT NULL,
    vantage TEXT NOT NULL,
    result TEXT NOT NULL CHECK (result IN ('up', 'down', 'unknown')),
    reason TEXT,
    code TEXT,
    detail TEXT NOT NULL,
    status INTEGER,
    took_ms INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX reach_sample_by_site ON reach_sample (site_key, at);
  CREATE TRIGGER reach_sample_is_a_fact BEFORE UPDATE ON reach_sample BEGIN SELECT RAISE(ABORT, 'facts are appended, never changed'); END;
  CREATE TRIGGER reach_sample_stays BEFORE DELETE ON reach_sample BEGIN SELECT RAISE(ABORT, 'facts are kept'); END;

  CREATE TABLE job_run (
    id INTEGER PRIMARY KEY,
    job TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    status INTEGER,
    owner_host TEXT NOT NULL,
    owner_pid INTEGER NOT NULL,
    owner_nonce TEXT NOT NULL
  ) STRICT;
  CREATE INDEX job_run_by_job ON job_run (job, due_at);
`;
