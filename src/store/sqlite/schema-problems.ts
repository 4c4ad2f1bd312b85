/** Tickets, what people handed in, and the views that reporting tools read (docs/reference/data.md). */
export const PROBLEM_SCHEMA = `
  CREATE TABLE problem (
    id TEXT PRIMARY KEY,
    ordinal INTEGER NOT NULL UNIQUE,
    finding_id TEXT NOT NULL,
    occurrence INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('problem', 'warning')),
    origin TEXT NOT NULL CHECK (origin IN ('scan', 'sample', 'letter', 'person')),
    subject_kind TEXT NOT NULL CHECK (subject_kind IN ('site', 'account')),
    subject_key TEXT NOT NULL,
    subject_name TEXT NOT NULL,
    subject_json TEXT NOT NULL,
    indicator TEXT NOT NULL,
    message TEXT NOT NULL,
    unit TEXT NOT NULL,
    supervisor TEXT NOT NULL,
    region TEXT NOT NULL,
    period TEXT NOT NULL,
    evidence_json TEXT NOT NULL,
    recurs TEXT REFERENCES problem(id),
    found_at INTEGER NOT NULL,
    found_by TEXT NOT NULL,
    UNIQUE (finding_id, occurrence)
  ) STRICT;

  CREATE TABLE problem_event (
    id INTEGER PRIMARY KEY,
    problem_id TEXT NOT NULL REFERENCES problem(id),
    word TEXT NOT NULL,
    at INTEGER NOT NULL,
    by_whom TEXT NOT NULL,
    why TEXT NOT NULL,
    until TEXT,
    review TEXT CHECK (review IN ('pass', 'fail', 'undetermined')),
    evidence_json TEXT NOT NULL
  ) STRICT;
  CREATE INDEX problem_event_by_problem ON problem_event (problem_id, id);

  CREATE TABLE letter_return (
    id INTEGER PRIMARY KEY,
    campaign TEXT NOT NULL,
    site_key TEXT NOT NULL,
    submitted_at INTEGER,
    unavailable_at INTEGER,
    replied_at INTEGER,
    watched_until INTEGER NOT NULL,
    by_whom TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX letter_return_by_campaign ON letter_return (campaign, site_key, at);

  CREATE TABLE account_return (
    id INTEGER PRIMARY KEY,
    account_key TEXT NOT NULL,
    account_json TEXT NOT NULL,
    sample TEXT,
    indicator TEXT NOT NULL,
    result TEXT NOT NULL CHECK (result IN ('pass', 'fail', 'undetermined')),
    message TEXT NOT NULL,
    evidence TEXT NOT NULL,
    checked_at INTEGER NOT NULL,
    by_whom TEXT NOT NULL
  ) STRICT;
  CREATE INDEX account_return_by_time ON account_return (checked_at);

  CREATE TABLE highlight (
    ordinal INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    period TEXT NOT NULL,
    heading TEXT NOT NULL,
    text TEXT NOT NULL,
    evidence_json TEXT NOT NULL,
    word TEXT NOT NULL CHECK (word IN ('choose', 'withdraw')),
    by_whom TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;

  CREATE TRIGGER problem_is_a_fact BEFORE UPDATE ON problem BEGIN SELECT RAISE(ABORT, 'tickets are appended to, never changed'); END;
  CREATE TRIGGER problem_stays BEFORE DELETE ON problem BEGIN SELECT RAISE(ABORT, 'tickets are kept'); END;
  CREATE TRIGGER problem_event_is_a_fact BEFORE UPDATE ON problem_event BEGIN SELECT RAISE(ABORT, 'events are appended, never changed'); END;
  CREATE TRIGGER problem_event_stays BEFORE DELETE ON problem_event BEGIN SELECT RAISE(ABORT, 'events are kept'); END;
  CREATE TRIGGER letter_return_is_a_fact BEFORE UPDATE ON letter_return BEGIN SELECT RAISE(ABORT, 'returns are appended, never changed'); END;
  CREATE TRIGGER letter_return_stays BEFORE DELETE ON letter_return BEGIN SELECT RAISE(ABORT, 'returns are kept'); END;
  CREATE TRIGGER account_return_is_a_fact BEFORE UPDATE ON account_return BEGIN SELECT RAISE(ABORT, 'returns are appended, never changed'); END;
  CREATE TRIGGER account_return_stays BEFORE DELETE ON account_return BEGIN SELECT RAISE(ABORT, 'returns are kept'); END;
  CREATE TRIGGER highlight_is_a_fact BEFORE UPDATE ON highlight BEGIN SELECT RAISE(ABORT, 'choices are appended, never changed'); END;
  CREATE TRIGGER highlight_stays BEFORE DELETE ON highlight BEGIN SELECT RAISE(ABORT, 'choices are kept'); END;

  CREATE VIEW bi_problem_event AS
    SELECT id AS event_id, problem_id, word, datetime(at / 1000, 'unixepoch') AS at_utc, by_whom, why, until AS day, review
    FROM problem_event;

  CREATE VIEW bi_problem AS
    SELECT
      p.id AS problem_id, p.kind, p.origin, p.period, p.region, p.unit, p.supervisor, p.subject_kind, p.subject_key,
      p.subject_name, p.indicator, p.message, p.finding_id, p.occurrence, p.recurs,
      datetime(p.found_at / 1000, 'unixepoch') AS found_utc,
      CASE (SELECT e.word FROM problem_event e WHERE e.problem_id = p.id AND e.word <> 'extend' ORDER BY e.id DESC LIMIT 1)
        WHEN 'dispatch' THEN 'dispatched' WHEN 'sign' THEN 'signed' WHEN 'start' THEN 'rectifying'
        WHEN 'submit' THEN 'submitted' WHEN 'return' THEN 'returned' WHEN 'appeal' THEN 'appealed'
        WHEN 'reject' THEN 'rectifying' WHEN 'uphold' THEN 'closed' WHEN 'exempt' THEN 'exempted' WHEN 'close' THEN 'closed'
        WHEN 'reopen' THEN CASE WHEN EXISTS (SELECT 1 FROM problem_event d WHERE d.problem_id = p.id AND d.word = 'dispatch')
                             THEN 'rectifying' ELSE 'found' END
        WHEN 'review' THEN CASE (SELECT r.review FROM problem_event r WHERE r.problem_id = p.id AND r.word = 'review' ORDER BY r.id DESC LIMIT 1)
                             WHEN 'fail' THEN 'returned' ELSE 'reviewing' END
        ELSE 'found' END AS state,
      (SELECT e.until FROM problem_event e WHERE e.problem_id = p.id AND e.word IN ('dispatch', 'extend') ORDER BY e.id DESC LIMIT 1) AS due,
      (SELECT datetime(max(e.at) / 1000, 'unixepoch') FROM problem_event e WHERE e.problem_id = p.id AND e.word = 'dispatch') AS dispatched_utc
    FROM problem p;

  CREATE VIEW bi_problems_by_region AS
    SELECT period, region,
      count(*) AS problems,
      sum(state = 'closed') AS closed,
      sum(subject_kind = 'site') AS site_problems,
      sum(subject_kind = 'site' AND state = 'closed') AS site_closed,
      sum(subject_kind = 'account') AS account_problems,
      sum(subject_kind = 'account' AND state = 'closed') AS account_closed
    FROM bi_problem
    WHERE kind = 'problem' AND origin IN ('scan', 'sample') AND dispatched_utc IS NOT NULL
    GROUP BY period, region;

  CREATE VIEW bi_account_check AS
    SELECT id AS check_id, account_key, json_extract(account_json, '$.name') AS account_name,
      json_extract(account_json, '$.platform') AS platform, json_extract(account_json, '$.operator') AS operator,
      json_extract(account_json, '$.region') AS region, sample, indicator, result, message, evidence,
      datetime(checked_at / 1000, 'unixepoch') AS checked_utc, by_whom
    FROM account_return;

  CREATE VIEW bi_letter_return AS
    SELECT id AS return_id, campaign, site_key, datetime(submitted_at / 1000, 'unixepoch') AS submitted_utc,
      datetime(unavailable_at / 1000, 'unixepoch') AS unavailable_utc,
      datetime(replied_at / 1000, 'unixepoch') AS replied_utc,
      datetime(watched_until / 1000, 'unixepoch') AS watched_until_utc, by_whom
    FROM letter_return;

  CREATE VIEW bi_site AS
    SELECT s.site_key, json_extract(s.site_json, '$.siteCode') AS site_code, json_extract(s.site_json, '$.name') AS site_name,
      json_extract(s.site_json, '$.homeUrl') AS home_url, json_extract(s.site_json, '$.sponsor') AS sponsor,
      json_extract(s.site_json, '$.supervisor') AS supervisor, json_extract(s.site_json, '$.region') AS region,
      json_extract(s.site_json, '$.level') AS level, json_extract(s.site_json, '$.type') AS type
    FROM run_site s
    WHERE s.run_id = (SELECT max(n.run_id) FROM run_site n WHERE n.site_key = s.site_key);
  `;
