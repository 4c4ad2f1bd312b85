import type { Database } from 'better-sqlite3';
import { epochMs } from '../../clock.ts';
import type { Highlight, HighlightRepository } from '../highlight-repository.ts';

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

export function highlightRepository(db: Database): HighlightRepository {
  const insert = db.prepare(`
    INSERT INTO highlight (id, period, heading, text, evidence_json, word, by_whom, at)
    VALUES (@id, @period, @heading, @text, @evidenceJson, @word, @by, @at)`);
  const ofPeriod = db.prepare('SELECT * FROM highlight WHERE period = ? AND at <= ? ORDER BY ordinal');
  return {
    async append({ evidence, ...plain }) {
      insert.run({ ...plain, evidenceJson: JSON.stringify(evidence) });
    },
    async ofPeriod(period, until) {
      return (ofPeriod.all(period, until) as HighlightRow[]).map((row) => ({
        ...{ id: row.id, period: row.period, heading: row.heading, text: row.text, word: row.word },
        ...{ evidence: JSON.parse(row.evidence_json) as string[], by: row.by_whom, at: epochMs(row.at) },
      }));
    },
  };
}
