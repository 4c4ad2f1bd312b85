import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { epochMs } from '../../src/clock.ts';
import type { LetterEvent } from '../../src/domain/letter.ts';
import { SELF } from '../../src/run/process-identity.ts';
import type { Workspace } from '../../src/run/workspace.ts';
import { letterSites, writeLetterConfig } from '../letters/helpers/letter-workspace.ts';
import { at, databaseOf, plan, workspaceAt } from '../letters/helpers/open-campaign.ts';

const TRACE = { formUrl: null, steps: [], dialogs: [], evidence: [] };
const RECEIPT = { number: 'A1', query: null, text: '', queryUrl: null };
const DEAD = { host: SELF.host, pid: 2 ** 22 + 1, nonce: 'gone' };
const isAlive = ({ pid }: { pid: number }) => pid !== DEAD.pid;

let workspace: Workspace;
let folder: string;
let letterId: string;
let other: string;
const now = at('06-07T10:00');
const append = (event: Omit<LetterEvent, 'at'>, id = letterId) =>
  workspace.store.letters.append(id, { at: now, ...event } as LetterEvent);
const intent = (round: number) => append({ kind: 'intent', round, detail: {} } as never);
const kinds = async (id = letterId) =>
  (await workspace.store.letters.find({ letterId: id }))[0]?.events.map(({ kind }) => kind);

beforeEach(async () => {
  const written = writeLetterConfig(
    letterSites(2, (i) => `s${i}.gov.cn`),
    9,
  );
  folder = written.folder;
  workspace = workspaceAt(written.config, '06-07T10:00');
  [letterId = '', other = ''] = await plan(workspace);
});
afterEach(() => workspace.close());

describe('the letter ledger itself', () => {
  const refused = expect.objectContaining({ code: 'LETTER_STATE' });

  it('takes one intent a round, and a new round only after the old one is known not to be stored', async () => {
    await intent(1);
    await expect(intent(1)).rejects.toEqual(refused);
    await expect(intent(2)).rejects.toEqual(refused);
    await append({ kind: 'ambiguous', round: 1, reason: 'http_500', trace: null } as never);
    await expect(intent(2)).rejects.toEqual(refused);
    await append({
      kind: 'not_stored',
      round: 1,
      via: 'person',
      reason: 'not_stored',
      word: null,
      trace: null,
    } as never);
    await expect(intent(3)).rejects.toEqual(refused);
    await intent(2);
    expect(await kinds()).toEqual(['intent', 'ambiguous', 'not_stored', 'intent']);
  });

  it('lets nothing follow a submission', async () => {
    await intent(1);
    await append({ kind: 'submitted', round: 1, receipt: RECEIPT, trace: TRACE } as never);
    await expect(intent(2)).rejects.toEqual(refused);
    const again = { kind: 'submitted', round: 1, receipt: RECEIPT, trace: TRACE };
    await expect(append(again as never)).rejects.toEqual(refused);
    const denied = { kind: 'not_stored', round: 1, via: 'person', reason: 'x', word: null, trace: null };
    await expect(append(denied as never)).rejects.toEqual(refused);
    await expect(append({ kind: 'cancelled', word: { by: 'a', why: 'b' } } as never)).rejects.toEqual(
      refused,
    );
    await expect(append({ kind: 'opened' } as never)).rejects.toEqual(refused);
  });

  it('takes no outcome without its intent', async () => {
    await expect(
      append({ kind: 'submitted', round: 1, receipt: RECEIPT, trace: TRACE } as never),
    ).rejects.toEqual(refused);
    await expect(append({ kind: 'ambiguous', round: 1, reason: 'x', trace: null } as never)).rejects.toEqual(
      refused,
    );
  });

  it('lets no cancelled letter go', async () => {
    await append({ kind: 'cancelled', word: { by: 'a', why: 'b' } } as never);
    await expect(intent(1)).rejects.toEqual(refused);
  });

  it('is appended, never changed or deleted, whoever writes', () => {
    const db = new Database(databaseOf(folder));
    db.prepare(
      "INSERT INTO letter_event (letter_id, at, kind, detail_json) VALUES (?, 1, 'opened', '{}')",
    ).run(letterId);
    for (const table of ['letter_campaign', 'letter', 'letter_event'])
      expect(() => db.prepare(`DELETE FROM ${table}`).run(), table).toThrow(/kept/);
    expect(() => db.prepare('UPDATE letter_event SET at = 2').run()).toThrow(/never changed/);
    expect(() => db.prepare("UPDATE letter SET nonce = 'x'").run()).toThrow(/never changed/);
    db.close();
  });

  it('gives a host to one letter and process at a time', async () => {
    const { letters } = workspace.store;
    const lease = (id: string, owner = SELF, host = 'h.gov.cn') =>
      letters.lease({ host, letterId: id, owner }, now, isAlive);
    expect(await lease(letterId)).toBe(true);
    expect(await lease(other)).toBe(false);
    expect(await lease(letterId, SELF, 'other.gov.cn')).toBe(false);
    await letters.release(letterId);
    expect(await lease(other)).toBe(true);
  });

  it('settles what a dead process left: an intent becomes ambiguous, an opened attempt is interrupted', async () => {
    const { letters } = workspace.store;
    await letters.lease({ host: 'a', letterId, owner: DEAD }, now, isAlive);
    await intent(1);
    await append({ kind: 'click', round: 1, detail: {} } as never);
    await letters.lease({ host: 'b', letterId: other, owner: DEAD }, now, isAlive);
    expect((await letters.sweep(epochMs(now + 1), isAlive)).sort()).toEqual([letterId, other].sort());
    expect(await kinds()).toEqual(['opened', 'intent', 'click', 'ambiguous']);
    expect(await kinds(other)).toEqual(['opened', 'interrupted']);
    expect(await letters.sweep(epochMs(now + 2), isAlive)).toEqual([]);
    expect(await letters.lease({ host: 'a', letterId, owner: SELF }, now, isAlive)).toBe(false);
    expect(await letters.lease({ host: 'b', letterId: other, owner: SELF }, now, isAlive)).toBe(true);
  });

  it('leaves alone what a living process holds', async () => {
    const { letters } = workspace.store;
    await letters.lease({ host: 'a', letterId, owner: SELF }, now, isAlive);
    await intent(1);
    expect(await letters.sweep(now, isAlive)).toEqual([]);
    expect(await kinds()).toEqual(['opened', 'intent']);
  });
});
