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

  CREATE VIEW bi_account AS
    SELECT v.account_key, json_extract(v.account_json, '$.name') AS account_name,
      json_extract(v.account_json, '$.platform') AS platform, json_extract(v.account_json, '$.operator') AS operator,
      json_extract(v.account_json, '$.supervisor') AS supervisor, json_extract(v.account_json, '$.region') AS region,
      json_extract(v.account_json, '$.level') AS level, json_extract(v.account_json, '$.handle') AS handle,
      json_extract(v.account_json, '$.declared') AS declared, json_extract(v.account_json, '$.state') AS state,
      datetime(v.at / 1000, 'unixepoch') AS since_utc
    FROM account_version v
    WHERE v.id = (SELECT max(n.id) FROM account_version n WHERE n.account_key = v.account_key);

  CREATE VIEW bi_account_look AS
    SELECT id AS look_id, account_key, datetime(at / 1000, 'unixepoch') AS looked_utc, source, by_whom,
      json_extract(facts_json, '$.presence.value.state') AS presence,
      json_extract(facts_json, '$.presence.reason') AS presence_unseen,
      json_extract(facts_json, '$.posts.value.newest.date') AS newest_post,
      json_extract(facts_json, '$.posts.reason') AS posts_unseen,
      json_array_length(facts_json, '$.interaction.value.ways') AS interaction_ways,
      json_extract(facts_json, '$.interaction.reason') AS interaction_unseen
    FROM account_look;

  CREATE VIEW bi_letter AS
    SELECT l.letter_id, l.campaign, l.site_key, json_extract(l.site_json, '$.siteCode') AS site_code,
      json_extract(l.site_json, '$.name') AS site_name, json_extract(l.site_json, '$.region') AS region, l.ordinal,
      l.template_id = 'by-hand' AS by_hand, datetime(l.planned_at / 1000, 'unixepoch') AS planned_utc,
      (SELECT datetime(max(i.at) / 1000, 'unixepoch') FROM letter_event i WHERE i.letter_id = l.letter_id AND i.kind = 'intent'
        AND EXISTS (SELECT 1 FROM letter_event s WHERE s.letter_id = l.letter_id AND s.kind IN ('submitted', 'stored'))) AS submitted_utc,
      (SELECT e.kind FROM letter_event e WHERE e.letter_id = l.letter_id ORDER BY e.seq DESC LIMIT 1) AS last_event,
      (SELECT count(*) FROM letter_look k WHERE k.letter_id = l.letter_id) AS looks,
      (SELECT datetime(max(k.at) / 1000, 'unixepoch') FROM letter_look k WHERE k.letter_id = l.letter_id) AS last_look_utc,
      (SELECT datetime(min(k.at) / 1000, 'unixepoch') FROM letter_look k
        WHERE k.letter_id = l.letter_id AND json_extract(k.look_json, '$.kind') = 'reply') AS reply_seen_utc
    FROM letter l;

  CREATE VIEW bi_site AS
    SELECT s.site_key, json_extract(s.site_json, '$.siteCode') AS site_code, json_extract(s.site_json, '$.name') AS site_name,
      json_extract(s.site_json, '$.homeUrl') AS home_url, json_extract(s.site_json, '$.sponsor') AS sponsor,
      json_extract(s.site_json, '$.supervisor') AS supervisor, json_extract(s.site_json, '$.region') AS region,
      json_extract(s.site_json, '$.level') AS level, json_extract(s.site_json, '$.type') AS type
    FROM run_site s
    WHERE s.run_id = (SELECT max(n.run_id) FROM run_site n WHERE n.site_key = s.site_key);
  `;
