import type { Database } from 'better-sqlite3';
import { epochMs } from '../../clock.ts';
import type { Account } from '../../domain/account.ts';
import type { AccountReturn, Highlight, LetterReturn, ReturnRepository } from '../return-repository.ts';

interface LetterRow {
  campaign: string;
  site_key: string;
  submitted_at: number | null;
  unavailable_at: number | null;
  replied_at: number | null;
  watched_until: number;
  by_whom: string;
  at: number;
}

interface AccountRow {
  account_key: string;
  account_json: string;
  sample: string | null;
  indicator: string;
  result: AccountReturn['result'];
  message: string;
  evidence: string;
  checked_at: number;
  by_whom: string;
}

interface HighlightRow {
  id: string;
  period: string;
  heading: string;
  text: string;
  evidence_json: string;
  word: Highlight['word'];
  by_whom: string;
  at: number;
}

const instant = (value: number | null) => (value === null ? null : epochMs(value));

export function returnRepository(db: Database): ReturnRepository {
  const insertLetter = db.prepare(`
    INSERT INTO letter_return (campaign, site_key, submitted_at, unavailable_at, replied_at, watched_until, by_whom, at)
    VALUES (@campaign, @siteKey, @submittedAt, @unavailableAt, @repliedAt, @watchedUntil, @by, @at)`);
  const insertAccount = db.prepare(`
    INSERT INTO account_return (account_key, account_json, sample, indicator, result, message, evidence, checked_at, by_whom)
    VALUES (@accountKey, @json, @sample, @indicator, @result, @message, @evidence, @checkedAt, @by)`);
  const letters = db.prepare(`
    SELECT * FROM letter_return r WHERE campaign = ? AND at <= ?
      AND id = (SELECT max(n.id) FROM letter_return n WHERE n.campaign = r.campaign AND n.site_key = r.site_key AND n.at <= ?)
    ORDER BY id`);
  const accounts = db.prepare('SELECT * FROM account_return WHERE checked_at <= ? ORDER BY checked_at, id');
  const insertHighlight = db.prepare(`
    INSERT INTO highlight (id, period, heading, text, evidence_json, word, by_whom, at)
    VALUES (@id, @period, @heading, @text, @evidenceJson, @word, @by, @at)`);
  const highlights = db.prepare('SELECT * FROM highlight WHERE period = ? AND at <= ? ORDER BY ordinal');

  const addLetters = db.transaction((rows: readonly LetterReturn[]) => {
    for (const row of rows) insertLetter.run(row);
  });
  const addAccounts = db.transaction((rows: readonly AccountReturn[]) => {
    for (const { account, ...row } of rows) insertAccount.run({ ...row, json: JSON.stringify(account) });
  });

  return {
    async appendLetters(returns) {
      addLetters.immediate(returns);
    },
    async appendAccounts(returns) {
      addAccounts.immediate(returns);
    },
    async letters(campaign, until) {
      return (letters.all(campaign, until, until) as LetterRow[]).map((row) => ({
        ...{ campaign: row.campaign, siteKey: row.site_key, submittedAt: instant(row.submitted_at) },
        ...{ unavailableAt: instant(row.unavailable_at), repliedAt: instant(row.replied_at) },
        ...{ watchedUntil: epochMs(row.watched_until), by: row.by_whom, at: epochMs(row.at) },
      }));
    },
    async accounts(until) {
      return (accounts.all(until) as AccountRow[]).map((row) => ({
        ...{ accountKey: row.account_key, account: JSON.parse(row.account_json) as Account },
        ...{ sample: row.sample, indicator: row.indicator, result: row.result, message: row.message },
        ...{ evidence: row.evidence, checkedAt: epochMs(row.checked_at), by: row.by_whom },
      }));
    },
    async appendHighlight({ evidence, ...plain }) {
      insertHighlight.run({ ...plain, evidenceJson: JSON.stringify(evidence) });
    },
    async highlights(period, until) {
      return (highlights.all(period, until) as HighlightRow[]).map((row) => ({
        ...{ id: row.id, period: row.period, heading: row.heading, text: row.text, word: row.word },
        ...{ evidence: JSON.parse(row.evidence_json) as string[], by: row.by_whom, at: epochMs(row.at) },
      }));
    },
  };
}
