import type { Database } from 'better-sqlite3';
import type { Exchange, Tier } from '../../domain/exchange.ts';
import type { EvidenceId } from '../../domain/outcome.ts';
import type { Look, LookRepository } from '../store.ts';

interface Row {
  id: number;
  run_id: number;
  site_key: string;
  request_key: string;
  role: string;
  tier: Tier;
  evidence: EvidenceId;
  picture: EvidenceId | null;
  exchange_json: string;
}

export function lookRepository(db: Database): LookRepository {
  const insert = db.prepare(`
    INSERT INTO look (run_id, site_key, request_key, role, tier, url, at, status, failure, evidence, picture, exchange_json)
    VALUES (@runId, @siteKey, @requestKey, @role, @tier, @url, @at, @status, @failure, @evidence, @picture, @json)`);
  const ofSite = db.prepare('SELECT * FROM look WHERE run_id = ? AND site_key = ? ORDER BY id');
  const count = db.prepare('SELECT count(*) AS n FROM look WHERE run_id = ?');
  return {
    async append(look) {
      const { exchange } = look;
      const { lastInsertRowid } = insert.run({
        runId: look.runId,
        siteKey: look.siteKey,
        requestKey: look.requestKey,
        role: look.role,
        tier: look.tier,
        url: exchange.url,
        at: exchange.at,
        status: exchange.status,
        failure: exchange.failure?.code ?? null,
        evidence: look.evidence,
        picture: look.picture,
        json: JSON.stringify(exchange),
      });
      return { ...look, id: Number(lastInsertRowid) };
    },
    async ofSite(runId, siteKey) {
      return (ofSite.all(runId, siteKey) as Row[]).map(toLook);
    },
    async count(runId) {
      return (count.get(runId) as { n: number }).n;
    },
  };
}

function toLook(row: Row): Look {
  return {
    id: row.id,
    runId: row.run_id,
    siteKey: row.site_key,
    requestKey: row.request_key,
    role: row.role,
    tier: row.tier,
    evidence: row.evidence,
    picture: row.picture,
    exchange: JSON.parse(row.exchange_json) as Exchange,
  };
}
