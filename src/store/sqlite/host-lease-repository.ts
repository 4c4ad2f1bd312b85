import type { Database } from 'better-sqlite3';
import type { HostLeaseRepository, LeaseHolder, LeaseLimits, TakenTurn } from '../host-lease-repository.ts';
import type { ProcessId } from '../store.ts';

export const HOST_LEASE_SCHEMA = `
  CREATE TABLE lease_holder (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    host TEXT NOT NULL,
    pid INTEGER NOT NULL,
    nonce TEXT NOT NULL,
    knows INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE host_rest (
    host TEXT PRIMARY KEY,
    next_start INTEGER NOT NULL,
    quiet_until INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE host_hold (
    id INTEGER PRIMARY KEY,
    host TEXT NOT NULL,
    holder INTEGER NOT NULL REFERENCES lease_holder(id) ON DELETE CASCADE,
    until INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX host_hold_by_host ON host_hold (host);
  CREATE INDEX host_hold_by_holder ON host_hold (holder);
`;

/** Later than the rest: whose urgent request waits for a host. */
export const HOST_WANT_SCHEMA = `
  CREATE TABLE host_want (
    host TEXT NOT NULL,
    holder INTEGER NOT NULL REFERENCES lease_holder(id) ON DELETE CASCADE,
    until INTEGER NOT NULL,
    PRIMARY KEY (host, holder)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX host_want_by_holder ON host_want (holder);
`;

/** An urgent request asks again sooner than so long after it may; one that was given up keeps others waiting no longer. */
const WANT_MS = 500;

/** When all slots are taken nobody knows when one comes free: so long a wait, then it is asked again. */
const FULL_WAIT_MS = 25;

interface HolderRow {
  id: number;
  host: string;
  pid: number;
  nonce: string;
  knows: number;
}

export function hostLeaseRepository(db: Database): HostLeaseRepository {
  const insert = db.prepare('INSERT INTO lease_holder (host, pid, nonce) VALUES (?, ?, ?)');
  const rows = db.prepare('SELECT * FROM lease_holder WHERE id <> ? ORDER BY id');
  const remove = db.prepare('DELETE FROM lease_holder WHERE id = ?');
  const forget = db.prepare('DELETE FROM host_rest');
  const note = db.prepare('UPDATE lease_holder SET knows = ? WHERE id = ?');
  const resting = db.prepare('SELECT next_start, quiet_until FROM host_rest WHERE host = ?');
  const held = db.prepare('SELECT count(*) AS n FROM host_hold WHERE host = ? AND until > ? AND until <= ?');
  const hold = db.prepare('INSERT INTO host_hold (host, holder, until) VALUES (?, ?, ?)');
  const give = db.prepare('DELETE FROM host_hold WHERE id = ?');
  const start = db.prepare(`
    INSERT INTO host_rest (host, next_start, quiet_until) VALUES (?, ?, 0)
    ON CONFLICT (host) DO UPDATE SET next_start = excluded.next_start`);
  const want = db.prepare(`
    INSERT INTO host_want (host, holder, until) VALUES (?, ?, ?)
    ON CONFLICT (host, holder) DO UPDATE SET until = excluded.until`);
  const unwant = db.prepare('DELETE FROM host_want WHERE host = ? AND holder = ?');
  const wanted = db.prepare(
    'SELECT 1 FROM host_want WHERE host = ? AND holder <> ? AND until > ? AND until <= ?',
  );
  const rest = db.prepare(`
    INSERT INTO host_rest (host, next_start, quiet_until) VALUES (?, ?, ?)
    ON CONFLICT (host) DO UPDATE SET
      next_start = max(next_start, excluded.next_start), quiet_until = max(quiet_until, excluded.quiet_until)`);

  const living = (id: number, isAlive: (process: ProcessId) => boolean): LeaseHolder[] =>
    (rows.all(id) as HolderRow[]).flatMap(({ id: other, host, pid, nonce, knows }) => {
      const process = { host, pid, nonce };
      if (isAlive(process)) return [{ id: other, process, knows }];
      remove.run(other);
      return [];
    });

  const join = db.transaction((self: ProcessId, isAlive: (process: ProcessId) => boolean): number => {
    if (living(0, isAlive).length === 0) forget.run();
    return Number(insert.run(self.host, self.pid, self.nonce).lastInsertRowid);
  });

  const taking = (id: number, host: string, limits: LeaseLimits, at: number): TakenTurn => {
    const { concurrency, minDelayMs, holdMs, mostDelayMs, mostQuietMs, slackMs, urgent } = limits;
    const row = resting.get(host) as { next_start: number; quiet_until: number } | undefined;
    const spaceMs = leftOf(row?.next_start, at, Math.max(mostDelayMs, minDelayMs) + slackMs);
    const quietMs = leftOf(row?.quiet_until, at, mostQuietMs + slackMs);
    const waitMs = Math.max(spaceMs, quietMs);
    if (waitMs > 0) return { waitMs, quietMs };
    const { n } = held.get(host, at, at + holdMs + slackMs) as { n: number };
    const isWanted = !urgent && wanted.get(host, id, at, at + mostDelayMs + WANT_MS + slackMs) !== undefined;
    if (n >= concurrency || isWanted) return { waitMs: FULL_WAIT_MS, quietMs: 0 };
    start.run(host, at + minDelayMs);
    return { hold: Number(hold.run(host, id, at + holdMs).lastInsertRowid) };
  };

  const take = db.transaction((id: number, host: string, limits: LeaseLimits, at: number): TakenTurn => {
    const taken = taking(id, host, limits, at);
    if (!limits.urgent) return taken;
    // Whoever it waits behind lets it go first when the next slot comes free.
    if ('hold' in taken) unwant.run(host, id);
    else if (taken.quietMs === 0) want.run(host, id, at + taken.waitMs + WANT_MS);
    return taken;
  });

  return {
    async join(self, isAlive) {
      return join.immediate(self, isAlive);
    },
    async others(id, isAlive) {
      return living(id, isAlive);
    },
    async note(id, knows) {
      note.run(knows, id);
    },
    async take(id, host, limits, at) {
      return take.immediate(id, host, limits, at);
    },
    async hold(id, host, until) {
      return Number(hold.run(host, id, until).lastInsertRowid);
    },
    async give(id) {
      give.run(id);
    },
    async rest(host, nextStart, quietUntil) {
      rest.run(host, nextStart, quietUntil);
    },
    async leave(id) {
      remove.run(id);
    },
  };
}

/** Milliseconds left until then; none when it lies further off than anything that was written by this clock. */
function leftOf(until: number | undefined, at: number, most: number): number {
  const left = (until ?? 0) - at;
  return left > most ? 0 : Math.max(0, left);
}
