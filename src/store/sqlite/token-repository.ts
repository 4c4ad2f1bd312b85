import type { Database } from 'better-sqlite3';
import { epochMs } from '../../clock.ts';
import type { AccessToken, Role, TokenRepository } from '../token-repository.ts';

interface Row {
  id: string;
  role: Role;
  unit: string | null;
  name: string | null;
  created_at: number;
  revoked_at: number | null;
}

export function tokenRepository(db: Database): TokenRepository {
  const insert = db.prepare(
    'INSERT INTO access_token (id, hash, role, unit, name, created_at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const list = db.prepare('SELECT * FROM access_token ORDER BY created_at, id');
  const byHash = db.prepare('SELECT * FROM access_token WHERE hash = ? AND revoked_at IS NULL');
  const revoke = db.prepare('UPDATE access_token SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL');
  return {
    async add({ id, role, unit, name, createdAt }, hash) {
      insert.run(id, hash, role, unit, name, createdAt);
    },
    async list() {
      return (list.all() as Row[]).map(toToken);
    },
    async byHash(hash) {
      const row = byHash.get(hash) as Row | undefined;
      return row === undefined ? null : toToken(row);
    },
    async revoke(id, at) {
      return revoke.run(at, id).changes === 1;
    },
  };
}

function toToken({ id, role, unit, name, created_at, revoked_at }: Row): AccessToken {
  return {
    ...{ id, role, unit, name, createdAt: epochMs(created_at) },
    revokedAt: revoked_at === null ? null : epochMs(revoked_at),
  };
}
