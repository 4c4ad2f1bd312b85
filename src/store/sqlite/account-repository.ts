import type { Database } from 'better-sqlite3';
import { epochMs } from '../../clock.ts';
import type { Account } from '../../domain/account.ts';
import type { AccountFacts } from '../../domain/account-facts.ts';
import { type AccountLead, leadKeyOf } from '../../domain/account-lead.ts';
import type { AccountRepository, AccountVersion } from '../account-repository.ts';

interface VersionRow {
  account_key: string;
  at: number;
  account_json: string;
}

export function accountRepository(db: Database): AccountRepository {
  const insertVersion = db.prepare(
    'INSERT INTO account_version (account_key, at, account_json) VALUES (?, ?, ?)',
  );
  const newest = db.prepare(`
    SELECT * FROM account_version v
    WHERE v.id = (SELECT max(n.id) FROM account_version n WHERE n.account_key = v.account_key AND n.at <= ?)
    ORDER BY (SELECT min(f.id) FROM account_version f WHERE f.account_key = v.account_key)`);
  const history = db.prepare('SELECT * FROM account_version WHERE account_key = ? ORDER BY id');
  const insertLook = db.prepare(
    'INSERT INTO account_look (account_key, at, source, by_whom, facts_json) VALUES (?, ?, ?, ?, ?)',
  );
  const known = db.prepare(
    'SELECT 1 FROM account_look WHERE account_key = ? AND at = ? AND source = ? AND by_whom IS ? AND facts_json = ?',
  );
  const newestAt = db.prepare(
    'SELECT max(at) AS at FROM account_look WHERE account_key = ? AND at BETWEEN ? AND ?',
  );
  const looks = db.prepare(
    'SELECT facts_json FROM account_look WHERE account_key = ? AND at BETWEEN ? AND ? ORDER BY at, id',
  );
  const last = db.prepare(
    "SELECT account_key, max(at) AS at FROM account_look WHERE source <> 'person' GROUP BY account_key",
  );
  const insertLead = db.prepare('INSERT INTO account_lead (lead_key, at, lead_json) VALUES (?, ?, ?)');
  const leads = db.prepare('SELECT at, lead_json FROM account_lead WHERE at <= ? ORDER BY at, id');
  const token = db.prepare('SELECT sealed, expires_at FROM account_token WHERE id = ?');
  const keepToken = db.prepare(
    'INSERT OR REPLACE INTO account_token (id, sealed, expires_at) VALUES (?, ?, ?)',
  );
  return {
    async registered(until = epochMs(Number.MAX_SAFE_INTEGER)) {
      return (newest.all(until) as VersionRow[]).map(toVersion);
    },
    async history(key) {
      return (history.all(key) as VersionRow[]).map(toVersion);
    },
    async appendVersions(versions) {
      db.transaction(() => {
        for (const { key, account, at } of versions) insertVersion.run(key, at, JSON.stringify(account));
      }).immediate();
    },
    async appendLook(facts) {
      insertLook.run(facts.accountKey, facts.at, facts.source, facts.by, JSON.stringify(facts));
    },
    async appendLooks(some) {
      let added = 0;
      db.transaction(() => {
        for (const facts of some) {
          const { accountKey, at, source, by } = facts;
          const row = [accountKey, at, source, by, JSON.stringify(facts)] as const;
          if (known.get(...row) !== undefined) continue;
          insertLook.run(...row);
          added += 1;
        }
      }).immediate();
      return { added, known: some.length - added };
    },
    async newestLook(key, since, until) {
      const { at } = newestAt.get(key, since, until) as { at: number | null };
      return at === null ? null : epochMs(at);
    },
    async looks(key, since, until) {
      return (looks.all(key, since, until) as { facts_json: string }[]).map(
        ({ facts_json }) => JSON.parse(facts_json) as AccountFacts,
      );
    },
    async lastLooked() {
      const rows = last.all() as { account_key: string; at: number }[];
      return new Map(rows.map(({ account_key, at }) => [account_key, epochMs(at)]));
    },
    async appendLeads(found) {
      db.transaction(() => {
        for (const { at, lead } of found) insertLead.run(leadKeyOf(lead), at, JSON.stringify(lead));
      }).immediate();
    },
    async leads(until) {
      return (leads.all(until) as { at: number; lead_json: string }[]).map(({ at, lead_json }) => ({
        at: epochMs(at),
        lead: JSON.parse(lead_json) as AccountLead,
      }));
    },
    async token(id) {
      const row = token.get(id) as { sealed: string; expires_at: number } | undefined;
      return row === undefined ? null : { sealed: row.sealed, expiresAt: epochMs(row.expires_at) };
    },
    async keepToken(id, sealed, expiresAt) {
      keepToken.run(id, sealed, expiresAt);
    },
  };
}

function toVersion(row: VersionRow): AccountVersion {
  return { key: row.account_key, at: epochMs(row.at), account: JSON.parse(row.account_json) as Account };
}
