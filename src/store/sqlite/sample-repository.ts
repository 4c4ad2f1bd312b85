import type { Database } from 'better-sqlite3';
import type { AccountSample } from '../../domain/account-sample.ts';
import type { SampleRepository } from '../sample-repository.ts';

export function sampleRepository(db: Database): SampleRepository {
  const insert = db.prepare('INSERT INTO account_sample (quarter, at, sample_json) VALUES (?, ?, ?)');
  const select = db.prepare(
    'SELECT sample_json FROM account_sample WHERE quarter = ? AND at <= ? ORDER BY at, id',
  );
  return {
    async append(sample) {
      insert.run(sample.quarter, sample.at, JSON.stringify(sample));
    },
    async ofQuarter(quarter, until) {
      return (select.all(quarter, until) as { sample_json: string }[]).map(
        ({ sample_json }) => JSON.parse(sample_json) as AccountSample,
      );
    },
  };
}
