/** Tables of new media. Facts are appended; `account_token` is a cache and holds sealed values only. */
export const ACCOUNT_SCHEMA = `
  CREATE TABLE account_version (
    id INTEGER PRIMARY KEY,
    account_key TEXT NOT NULL,
    at INTEGER NOT NULL,
    account_json TEXT NOT NULL
  ) STRICT;
  CREATE INDEX account_version_by_key ON account_version (account_key, id);

  CREATE TABLE account_look (
    id INTEGER PRIMARY KEY,
    account_key TEXT NOT NULL,
    at INTEGER NOT NULL,
    source TEXT NOT NULL,
    by_whom TEXT,
    facts_json TEXT NOT NULL
  ) STRICT;
  CREATE INDEX account_look_by_key ON account_look (account_key, at);

  CREATE TABLE account_lead (
    id INTEGER PRIMARY KEY,
    lead_key TEXT NOT NULL,
    at INTEGER NOT NULL,
    lead_json TEXT NOT NULL
  ) STRICT;
  CREATE INDEX account_lead_by_key ON account_lead (lead_key, at);

  CREATE TABLE account_token (id TEXT PRIMARY KEY, sealed TEXT NOT NULL, expires_at INTEGER NOT NULL) STRICT;

  CREATE TRIGGER account_version_is_kept BEFORE UPDATE ON account_version BEGIN SELECT RAISE(ABORT, 'history is appended, never changed'); END;
  CREATE TRIGGER account_look_is_a_fact BEFORE UPDATE ON account_look BEGIN SELECT RAISE(ABORT, 'facts are appended, never changed'); END;
  CREATE TRIGGER account_lead_is_a_fact BEFORE UPDATE ON account_lead BEGIN SELECT RAISE(ABORT, 'facts are appended, never changed'); END;
  CREATE TRIGGER account_version_stays BEFORE DELETE ON account_version BEGIN SELECT RAISE(ABORT, 'history is kept'); END;
  CREATE TRIGGER account_look_stays BEFORE DELETE ON account_look BEGIN SELECT RAISE(ABORT, 'facts are kept'); END;
  CREATE TRIGGER account_lead_stays BEFORE DELETE ON account_lead BEGIN SELECT RAISE(ABORT, 'facts are kept'); END;
`;

/** Draws of accounts, one row a draw; never changed once made. */
export const SAMPLE_SCHEMA = `
  CREATE TABLE account_sample (
    id INTEGER PRIMARY KEY,
    quarter TEXT NOT NULL,
    at INTEGER NOT NULL,
    sample_json TEXT NOT NULL
  ) STRICT;
  CREATE INDEX account_sample_by_quarter ON account_sample (quarter, at);
  CREATE TRIGGER account_sample_is_kept BEFORE UPDATE ON account_sample BEGIN SELECT RAISE(ABORT, 'draws are appended, never changed'); END;
  CREATE TRIGGER account_sample_stays BEFORE DELETE ON account_sample BEGIN SELECT RAISE(ABORT, 'draws are kept'); END;
`;
