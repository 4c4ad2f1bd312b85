import { randomUUID } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { epochMs } from '../../clock.ts';
import type { DeskRepository } from '../desk-repository.ts';

interface Row {
  id: string;
  letter_id: string;
  site_code: string;
  site_name: string;
  asked_at: number;
  expires_at: number;
  owner_host: string;
  owner_pid: number;
  owner_nonce: string;
}

export function deskRepository(db: Database): DeskRepository {
  const insert = db.prepare(`
    INSERT INTO desk_item (id, letter_id, site_code, site_name, asked_at, expires_at, owner_host, owner_pid, owner_nonce, image)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const waiting = db.prepare('SELECT * FROM desk_item WHERE answer IS NULL ORDER BY asked_at, rowid');
  const image = db.prepare('SELECT image FROM desk_item WHERE id = ?');
  const answer = db.prepare(
    'UPDATE desk_item SET answer = ?, answered_by = ?, answered_at = ? WHERE id = ? AND answer IS NULL',
  );
  const answerOf = db.prepare('SELECT answer FROM desk_item WHERE id = ?');
  const remove = db.prepare('DELETE FROM desk_item WHERE id = ?');
  return {
    async ask({ letterId, siteCode, siteName, askedAt, expiresAt }, picture, owner) {
      const id = randomUUID();
      const who = [owner.host, owner.pid, owner.nonce];
      insert.run(id, letterId, siteCode, siteName, askedAt, expiresAt, ...who, Buffer.from(picture));
      return id;
    },
    async waiting(isAlive) {
      return (waiting.all() as Row[])
        .filter((row) => isAlive({ host: row.owner_host, pid: row.owner_pid, nonce: row.owner_nonce }))
        .map((row) => ({
          id: row.id,
          letterId: row.letter_id,
          siteCode: row.site_code,
          siteName: row.site_name,
          askedAt: epochMs(row.asked_at),
          expiresAt: epochMs(row.expires_at),
        }));
    },
    async image(id) {
      return (image.get(id) as { image: Uint8Array } | undefined)?.image ?? null;
    },
    async answer(id, text, by, at) {
      return answer.run(text, by, at, id).changes === 1;
    },
    async answerOf(id) {
      return (answerOf.get(id) as { answer: string | null } | undefined)?.answer ?? null;
    },
    async close(id) {
      remove.run(id);
    },
  };
}
