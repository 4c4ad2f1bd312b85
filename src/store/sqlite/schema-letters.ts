/**
 * Letter ledger, desk and tokens. The constraints of `letter_event` make a second submission impossible whatever the
 * program does: an intent needs a round of its own, a new round needs the old one to be known as not stored, and
 * nothing follows a letter that was submitted.
 */
export const LETTERS_SCHEMA = `
  CREATE TABLE letter_campaign (
    id TEXT PRIMARY KEY,
    planned_at INTEGER NOT NULL,
    campaign_json TEXT NOT NULL
  ) STRICT;

  CREATE TABLE letter (
    ordinal_in_store INTEGER PRIMARY KEY,
    letter_id TEXT NOT NULL UNIQUE,
    campaign TEXT NOT NULL REFERENCES letter_campaign(id),
    site_key TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    host TEXT NOT NULL,
    template_id TEXT NOT NULL,
    nonce TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL UNIQUE,
    text_json TEXT NOT NULL,
    site_json TEXT NOT NULL,
    sealed_persona BLOB NOT NULL,
    planned_at INTEGER NOT NULL,
    UNIQUE (campaign, site_key, ordinal)
  ) STRICT;

  CREATE TABLE letter_event (
    seq INTEGER PRIMARY KEY,
    letter_id TEXT NOT NULL REFERENCES letter(letter_id),
    at INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('opened', 'intent', 'click', 'submitted', 'refused', 'ambiguous', 'failed',
      'undetermined', 'rehearsed', 'interrupted', 'stored', 'not_stored', 'unavailable_confirmed', 'cancelled')),
    round INTEGER,
    detail_json TEXT NOT NULL
  ) STRICT;
  CREATE INDEX letter_event_by_letter ON letter_event (letter_id, seq);
  CREATE INDEX letter_intent_by_time ON letter_event (at) WHERE kind = 'intent';
  CREATE UNIQUE INDEX letter_one_intent_a_round ON letter_event (letter_id, round) WHERE kind = 'intent';
  CREATE UNIQUE INDEX letter_round_ends_once ON letter_event (letter_id, round)
    WHERE kind IN ('refused', 'not_stored') AND round IS NOT NULL;
  CREATE UNIQUE INDEX letter_submitted_once ON letter_event (letter_id) WHERE kind IN ('submitted', 'stored');

  CREATE TRIGGER letter_intent_needs_a_new_round BEFORE INSERT ON letter_event WHEN NEW.kind = 'intent' BEGIN
    SELECT RAISE(ABORT, 'letter: this letter may have been sent already') WHERE NEW.round IS NOT 1 + (
      SELECT count(*) FROM letter_event e
      WHERE e.letter_id = NEW.letter_id AND e.kind IN ('refused', 'not_stored') AND e.round IS NOT NULL);
    SELECT RAISE(ABORT, 'letter: this letter is submitted or set aside') WHERE EXISTS (
      SELECT 1 FROM letter_event e WHERE e.letter_id = NEW.letter_id
        AND e.kind IN ('submitted', 'stored', 'cancelled', 'unavailable_confirmed'));
  END;
  CREATE TRIGGER letter_outcome_needs_its_intent BEFORE INSERT ON letter_event
    WHEN NEW.kind IN ('submitted', 'ambiguous', 'stored', 'not_stored', 'click')
      OR (NEW.kind = 'refused' AND NEW.round IS NOT NULL)
  BEGIN
    SELECT RAISE(ABORT, 'letter: no intent of this round') WHERE NOT EXISTS (
      SELECT 1 FROM letter_event e WHERE e.letter_id = NEW.letter_id AND e.kind = 'intent' AND e.round = NEW.round);
    SELECT RAISE(ABORT, 'letter: this round is settled') WHERE EXISTS (
      SELECT 1 FROM letter_event e WHERE e.letter_id = NEW.letter_id AND (e.kind IN ('submitted', 'stored')
        OR (e.kind IN ('refused', 'not_stored') AND e.round = NEW.round)));
  END;
  CREATE TRIGGER letter_must_be_unsent BEFORE INSERT ON letter_event
    WHEN NEW.kind IN ('opened', 'cancelled', 'unavailable_confirmed')
  BEGIN
    SELECT RAISE(ABORT, 'letter: this letter may have been sent already') WHERE
      (SELECT count(*) FROM letter_event e WHERE e.letter_id = NEW.letter_id AND e.kind = 'intent') <>
      (SELECT count(*) FROM letter_event e WHERE e.letter_id = NEW.letter_id
        AND e.kind IN ('refused', 'not_stored') AND e.round IS NOT NULL);
    SELECT RAISE(ABORT, 'letter: this letter is set aside') WHERE EXISTS (
      SELECT 1 FROM letter_event e WHERE e.letter_id = NEW.letter_id AND e.kind IN ('cancelled', 'unavailable_confirmed'));
  END;

  CREATE TABLE letter_look (
    seq INTEGER PRIMARY KEY,
    letter_id TEXT NOT NULL REFERENCES letter(letter_id),
    at INTEGER NOT NULL,
    look_json TEXT NOT NULL
  ) STRICT;
  CREATE INDEX letter_look_by_letter ON letter_look (letter_id, seq);

  CREATE TRIGGER campaign_is_a_fact BEFORE UPDATE ON letter_campaign BEGIN SELECT RAISE(ABORT, 'campaigns are never changed'); END;
  CREATE TRIGGER letter_is_a_fact BEFORE UPDATE ON letter BEGIN SELECT RAISE(ABORT, 'letters are never changed'); END;
  CREATE TRIGGER letter_event_is_a_fact BEFORE UPDATE ON letter_event BEGIN SELECT RAISE(ABORT, 'the ledger is appended, never changed'); END;
  CREATE TRIGGER letter_look_is_a_fact BEFORE UPDATE ON letter_look BEGIN SELECT RAISE(ABORT, 'looks are appended, never changed'); END;
  CREATE TRIGGER campaign_stays BEFORE DELETE ON letter_campaign BEGIN SELECT RAISE(ABORT, 'campaigns are kept'); END;
  CREATE TRIGGER letter_stays BEFORE DELETE ON letter BEGIN SELECT RAISE(ABORT, 'letters are kept'); END;
  CREATE TRIGGER letter_event_stays BEFORE DELETE ON letter_event BEGIN SELECT RAISE(ABORT, 'the ledger is kept'); END;
  CREATE TRIGGER letter_look_stays BEFORE DELETE ON letter_look BEGIN SELECT RAISE(ABORT, 'looks are kept'); END;

  -- Not facts: who works on a host now, what waits at the desk, who may come in.
  CREATE TABLE letter_lease (
    host TEXT PRIMARY KEY,
    letter_id TEXT NOT NULL UNIQUE REFERENCES letter(letter_id),
    owner_host TEXT NOT NULL,
    owner_pid INTEGER NOT NULL,
    owner_nonce TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE desk_item (
    id TEXT PRIMARY KEY,
    letter_id TEXT NOT NULL,
    site_code TEXT NOT NULL,
    site_name TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    owner_host TEXT NOT NULL,
    owner_pid INTEGER NOT NULL,
    owner_nonce TEXT NOT NULL,
    image BLOB NOT NULL,
    answer TEXT,
    answered_by TEXT,
    answered_at INTEGER
  ) STRICT;

  CREATE TABLE access_token (
    id TEXT PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL CHECK (role IN ('viewer', 'operator', 'admin')),
    unit TEXT,
    name TEXT,
    created_at INTEGER NOT NULL,
    revoked_at INTEGER
  ) STRICT;
`;
