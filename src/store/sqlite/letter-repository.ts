import type { Database } from 'better-sqlite3';
import { type EpochMs, epochMs } from '../../clock.ts';
import { HAND_TEMPLATE, type LetterEvent } from '../../domain/letter.ts';
import type { Site } from '../../domain/site.ts';
import { XunjianError } from '../../errors.ts';
import type {
  Campaign,
  HandBatch,
  LetterLease,
  LetterLook,
  LetterQuery,
  LetterRecord,
  LetterRepository,
  PlannedLetter,
  PlannedText,
} from '../letter-repository.ts';
import type { ProcessId } from '../store.ts';

interface LetterRow {
  ordinal_in_store: number;
  letter_id: string;
  campaign: string;
  site_key: string;
  ordinal: number;
  host: string;
  template_id: string;
  nonce: string;
  text_json: string;
  site_json: string;
  sealed_persona: Uint8Array;
  planned_at: number;
}

interface EventRow {
  at: number;
  kind: string;
  round: number | null;
  detail_json: string;
}

interface LeaseRow {
  host: string;
  letter_id: string;
  owner_host: string;
  owner_pid: number;
  owner_nonce: string;
}

type IsAlive = (owner: ProcessId) => boolean;

export function letterRepository(db: Database): LetterRepository {
  const insertCampaign = db.prepare(
    'INSERT INTO letter_campaign (id, planned_at, campaign_json) VALUES (?, ?, ?)',
  );
  const insertLetter = db.prepare(`
    INSERT INTO letter (letter_id, campaign, site_key, ordinal, host, template_id, nonce, title, text_json, site_json, sealed_persona, planned_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const campaign = db.prepare('SELECT campaign_json FROM letter_campaign WHERE id = ?');
  const campaigns = db.prepare('SELECT campaign_json FROM letter_campaign ORDER BY planned_at, id');
  const find = db.prepare(`
    SELECT * FROM letter
    WHERE (@campaign IS NULL OR campaign = @campaign) AND (@siteKey IS NULL OR site_key = @siteKey)
      AND (@letterId IS NULL OR letter_id = @letterId)
      AND ordinal_in_store > coalesce((SELECT ordinal_in_store FROM letter WHERE letter_id = @after), 0)
    ORDER BY ordinal_in_store LIMIT @limit`);
  const events = db.prepare(
    'SELECT at, kind, round, detail_json FROM letter_event WHERE letter_id = ? ORDER BY seq',
  );
  const looks = db.prepare('SELECT look_json FROM letter_look WHERE letter_id = ? ORDER BY seq');
  const insertEvent = db.prepare(
    'INSERT INTO letter_event (letter_id, at, kind, round, detail_json) VALUES (?, ?, ?, ?, ?)',
  );
  const insertLook = db.prepare('INSERT INTO letter_look (letter_id, at, look_json) VALUES (?, ?, ?)');
  const unsendable = db.prepare(`
    SELECT 1 FROM letter_event e WHERE e.letter_id = @letterId AND (e.kind IN ('submitted', 'stored', 'cancelled', 'unavailable_confirmed')
      OR (e.kind = 'intent' AND NOT EXISTS (SELECT 1 FROM letter_event r WHERE r.letter_id = e.letter_id
        AND r.kind IN ('refused', 'not_stored') AND r.round = e.round)))
    LIMIT 1`);
  const words = db.prepare('SELECT nonce, title FROM letter');
  const leaseOf = db.prepare('SELECT * FROM letter_lease WHERE host = ? OR letter_id = ?');
  const leases = db.prepare('SELECT * FROM letter_lease');
  const insertLease = db.prepare(
    'INSERT INTO letter_lease (host, letter_id, owner_host, owner_pid, owner_nonce) VALUES (?, ?, ?, ?, ?)',
  );
  const deleteLease = db.prepare('DELETE FROM letter_lease WHERE letter_id = ?');
  const intents = db.prepare(`
    SELECT e.letter_id AS letterId, l.site_key AS siteKey FROM letter_event e JOIN letter l ON l.letter_id = e.letter_id
    WHERE e.kind = 'intent' AND e.at >= ? AND e.at < ?`);
  const newest = db.prepare(`
    SELECT max(at) AS at FROM (SELECT max(at) AS at FROM letter_event UNION ALL SELECT max(at) FROM letter_look
      UNION ALL SELECT max(planned_at) FROM letter_campaign)`);

  const write = (letterId: string, event: LetterEvent): void => {
    const { at, kind, ...rest } = event;
    const { round = null, ...detail } = rest as { round?: number | null };
    insertEvent.run(letterId, at, kind, round, JSON.stringify(detail));
  };

  const planAll = db.transaction((planned: Campaign, letters: readonly PlannedLetter[]) => {
    if (campaign.get(planned.id) !== undefined) {
      throw new XunjianError(
        'CAMPAIGN_EXISTS',
        `campaign ${planned.id} is planned already`,
        'go on with letters send, or plan another campaign under a name of its own',
      );
    }
    insertCampaign.run(planned.id, planned.plannedAt, JSON.stringify(planned));
    for (const letter of letters) addLetter(letter);
  });

  const addLetter = (letter: PlannedLetter): void => {
    const { letterId, siteKey, ordinal, host, templateId, nonce, text, site, plannedAt } = letter;
    // Our own letters are all different; what people wrote we only note.
    const title = templateId === HAND_TEMPLATE ? letterId : text.title;
    insertLetter.run(
      ...[letterId, letter.campaign, siteKey, ordinal, host, templateId, nonce, title],
      ...[JSON.stringify(text), JSON.stringify(site), Buffer.from(letter.sealedPersona), plannedAt],
    );
  };

  const recordAll = db.transaction(({ campaigns: opened, letters, entries }: HandBatch): void => {
    for (const one of opened) insertCampaign.run(one.id, one.plannedAt, JSON.stringify(one));
    for (const letter of letters) addLetter(letter);
    for (const entry of entries) {
      for (const event of entry.events) write(entry.letterId, event);
      for (const look of entry.looks) insertLook.run(entry.letterId, look.at, JSON.stringify(look));
    }
  });

  /** Settles what the dead owner of this lease left. */
  const settle = (row: LeaseRow, at: EpochMs): void => {
    const left = (events.all(row.letter_id) as EventRow[]).filter(({ kind }) => kind !== 'click').at(-1);
    if (left?.kind === 'intent' && left.round !== null) {
      write(row.letter_id, { at, kind: 'ambiguous', round: left.round, reason: 'process_died', trace: null });
    } else if (left?.kind === 'opened') {
      write(row.letter_id, { at, kind: 'interrupted', reason: 'process_died' });
    }
    deleteLease.run(row.letter_id);
  };

  const isHeld = (row: LeaseRow, isAlive: IsAlive) =>
    isAlive({ host: row.owner_host, pid: row.owner_pid, nonce: row.owner_nonce });

  const take = db.transaction((lease: LetterLease, at: EpochMs, isAlive: IsAlive): boolean => {
    for (const row of leaseOf.all(lease.host, lease.letterId) as LeaseRow[]) {
      if (isHeld(row, isAlive)) return false;
      settle(row, at);
      // What was found may have made this very letter ambiguous: the caller looks again before it opens.
      if (row.letter_id === lease.letterId) return false;
    }
    const { host, letterId, owner } = lease;
    if (unsendable.get({ letterId }) !== undefined) return false;
    insertLease.run(host, letterId, owner.host, owner.pid, owner.nonce);
    write(letterId, { at, kind: 'opened' });
    return true;
  });

  const sweepAll = db.transaction((at: EpochMs, isAlive: IsAlive): string[] => {
    const dead = (leases.all() as LeaseRow[]).filter((row) => !isHeld(row, isAlive));
    for (const row of dead) settle(row, at);
    return dead.map(({ letter_id }) => letter_id);
  });

  return {
    async plan(planned, letters) {
      planAll.immediate(planned, letters);
    },
    async record(batch) {
      durably(true, () => recordAll.immediate(batch));
    },
    async campaigns() {
      return (campaigns.all() as { campaign_json: string }[]).map(toCampaign);
    },
    async campaign(id) {
      const row = campaign.get(id) as { campaign_json: string } | undefined;
      return row === undefined ? null : toCampaign(row);
    },
    async find(query: LetterQuery) {
      const rows = find.all({
        campaign: query.campaign ?? null,
        siteKey: query.siteCode ?? null,
        letterId: query.letterId ?? null,
        after: query.after ?? null,
        limit: query.limit ?? -1,
      }) as LetterRow[];
      return rows.map(toRecord);
    },
    async usedWords() {
      const rows = words.all() as { nonce: string; title: string }[];
      return { nonces: new Set(rows.map((row) => row.nonce)), titles: new Set(rows.map((row) => row.title)) };
    },
    async append(letterId, event) {
      durably(event.kind === 'intent' || event.kind === 'click', () => write(letterId, event));
    },
    async appendLook(letterId, look) {
      durably(false, () => insertLook.run(letterId, look.at, JSON.stringify(look)));
    },
    async lease(lease, at, isAlive) {
      return take.immediate(lease, at, isAlive);
    },
    async release(letterId) {
      deleteLease.run(letterId);
    },
    async sweep(at, isAlive) {
      return sweepAll.immediate(at, isAlive);
    },
    async intentsBetween(from, to) {
      return intents.all(from, to) as { letterId: string; siteKey: string }[];
    },
    async newestAt() {
      const { at } = newest.get() as { at: number | null };
      return at === null ? null : epochMs(at);
    },
  };

  /** An intent must survive a power cut: NORMAL may lose the last commits of the log (FOUNDATIONS "SQLite"). */
  function durably(isIntent: boolean, run: () => unknown): void {
    if (isIntent) db.pragma('synchronous = FULL');
    try {
      run();
    } catch (cause) {
      if (cause instanceof Error && /^letter: |letter_event\./.test(cause.message)) {
        throw new XunjianError(
          'LETTER_STATE',
          cause.message.replace(/^letter: /, ''),
          'see what happened to it with letters show ID; a letter is sent at most once',
          { cause },
        );
      }
      if (
        cause instanceof Error &&
        'code' in cause &&
        /^SQLITE_(FULL|IOERR|READONLY)/.test(String(cause.code))
      ) {
        throw new XunjianError(
          'DATABASE_UNWRITABLE',
          `the ledger cannot be written: ${cause.message}`,
          'make room on the disk of "database"; no letter is sent whose intent is not written',
          { cause },
        );
      }
      throw cause;
    } finally {
      if (isIntent) db.pragma('synchronous = NORMAL');
    }
  }

  function toRecord(row: LetterRow): LetterRecord {
    return {
      letter: {
        letterId: row.letter_id,
        campaign: row.campaign,
        siteKey: row.site_key,
        site: JSON.parse(row.site_json) as Site,
        ordinal: row.ordinal,
        host: row.host,
        templateId: row.template_id,
        nonce: row.nonce,
        text: JSON.parse(row.text_json) as PlannedText,
        sealedPersona: row.sealed_persona,
        plannedAt: epochMs(row.planned_at),
      },
      events: (events.all(row.letter_id) as EventRow[]).map(toEvent),
      looks: (looks.all(row.letter_id) as { look_json: string }[]).map(
        ({ look_json }) => JSON.parse(look_json) as LetterLook,
      ),
    };
  }
}

function toCampaign({ campaign_json }: { campaign_json: string }): Campaign {
  return JSON.parse(campaign_json) as Campaign;
}

function toEvent({ at, kind, round, detail_json }: EventRow): LetterEvent {
  return { at, kind, round, ...(JSON.parse(detail_json) as object) } as unknown as LetterEvent;
}
