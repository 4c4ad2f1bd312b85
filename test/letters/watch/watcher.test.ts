import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clockStartingAt, epochMs } from '../../../src/clock.ts';
import type { Receipt } from '../../../src/letters/letter-carrier.ts';
import type { LetterWatcher, WatchTask } from '../../../src/letters/letter-watcher.ts';
import { createBrowserWatcher } from '../../../src/letters/watch/create-watcher.ts';
import { LETTER_KINDS } from '../../province/letters/all-kinds.ts';
import type { ArrivedLetter } from '../../province/letters/letter-desk.ts';
import { type NamedPlan, REPLY_PLANS, repliesOf, replyAt } from '../../province/letters/reply-plan.ts';
import { type RunningLetters, startLetters } from '../../province/letters/start-letters.ts';
import { chinaDay } from '../../province/letters/workdays.ts';
import { executable, LETTER, NEVER, PERSONA, setTable, type Table } from '../carrier/bench-table.ts';

const SENT = Date.parse('2024-06-07T09:00:00+08:00');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const LOOK_UPS = {
  plain: 'query',
  'strict-lengths': 'query',
  'id-and-sex': 'phone',
  'stored-500': 'phone',
  'list-only': 'list',
} as const;

describe.skipIf(executable === null)('watching for an answer (skipped where no browser is installed)', () => {
  let letters: RunningLetters;
  let table: Table;
  const hostOf = (kind: string, plan: NamedPlan) => `${kind}.${plan.replaceAll('_', '-')}.test`;

  beforeAll(async () => {
    const sites = Object.keys(LOOK_UPS).flatMap((id) => {
      const kind = LETTER_KINDS.find((one) => one.id === id);
      if (kind === undefined) throw new Error(`no kind ${id}`);
      return REPLY_PLANS.map((replies) => ({
        host: hostOf(id, replies),
        siteName: '某某市人民政府',
        kind,
        replies,
      }));
    });
    letters = await startLetters(sites, SENT);
    table = await setTable({ port: letters.port });
    for (const { host } of sites)
      letters.desk.take(
        host,
        SENT,
        new Map([
          ...[
            ['title', LETTER.title],
            ['content', LETTER.content],
            ['name', PERSONA.name],
            ['phone', PERSONA.phone],
          ],
          ['idNumber', PERSONA.idNumber ?? ''],
        ] as [string, string][]),
      );
  });
  afterAll(async () => {
    await table?.close();
    await letters?.close();
  });

  const letterAt = (host: string) => letters.desk.of(host)[0] as ArrivedLetter;

  function taskFor(host: string, receipt: Receipt | null, more: Partial<WatchTask> = {}): WatchTask {
    return {
      ...{
        letterId: 'l1',
        site: table.task({ homeUrl: `http://${host}/` }).site,
        formUrl: `http://${host}/hdjl/write`,
      },
      ...{
        receipt,
        sentAt: epochMs(SENT),
        letter: LETTER,
        nonce: '迁入户口后老人参加居民医保',
        persona: PERSONA,
        ...more,
      },
    };
  }

  function watcherAt(now: number, host?: string): LetterWatcher {
    letters.setNow(now);
    return createBrowserWatcher({
      ...{ pool: table.pool, evidence: table.evidence, clock: clockStartingAt(epochMs(now)) },
      ...{ zone: 'Asia/Shanghai', vantage: 'test', limits: { settleMs: 1_500 } },
      ...(host === undefined ? {} : { desk: { solveCaptcha: async () => letters.desk.pictureOf(host) } }),
    });
  }

  function receiptOf(host: string, kind: string): Receipt | null {
    const { number, code } = letterAt(host);
    const queryUrl = `http://${host}/hdjl/query`;
    if (kind === 'plain') return { number, query: code, text: '', queryUrl };
    if (kind === 'strict-lengths') return { number: null, query: code, text: '', queryUrl };
    return kind === 'stored-500'
      ? null
      : { number: null, query: null, text: '', queryUrl: kind === 'list-only' ? null : queryUrl };
  }

  it.each(Object.entries(LOOK_UPS))(
    'before an answer a look at %s by %s sees the letter waiting',
    async (kind, via) => {
      const host = hostOf(kind, 'last_workday');
      const seen = await watcherAt(SENT + 3 * HOUR, host).look(taskFor(host, receiptOf(host, kind)), NEVER);
      expect(seen, JSON.stringify(seen, null, 1)).toMatchObject({
        kind: 'nothing',
        conclusive: true,
        via,
        presence: 'stored',
      });
      expect(seen.evidence.length).toBeGreaterThan(0);
      expect(JSON.stringify(seen)).not.toContain(PERSONA.phone);
    },
  );

  it.each(Object.entries(LOOK_UPS))(
    'an answer at %s is read by %s with its time, office and words',
    async (kind, via) => {
      const host = hostOf(kind, 'last_workday');
      const [reply] = repliesOf('last_workday', { at: SENT });
      const seen = await watcherAt(SENT + 20 * DAY, host).look(taskFor(host, receiptOf(host, kind)), NEVER);
      expect(seen, JSON.stringify(seen, null, 1)).toMatchObject({ kind: 'reply', via, presence: 'stored' });
      if (seen.kind !== 'reply') return;
      expect(seen.reply.statedAt?.slice(0, 10)).toBe(chinaDay(reply?.statedAt ?? 0));
      expect(seen.reply.department).toBe(reply?.department);
      expect(seen.reply.text.replace(/\s+/g, '')).toBe(reply?.text.replace(/\s+/g, ''));
    },
  );

  it.each(REPLY_PLANS)(
    'every day of a letter answered “%s” is seen as it is',
    async (plan) => {
      const host = hostOf('plain', plan);
      for (const days of [0.3, 3, 9, 16]) {
        const now = SENT + days * DAY;
        const truth = replyAt(plan, letterAt(host), now);
        const seen = await watcherAt(now).look(taskFor(host, receiptOf(host, 'plain')), NEVER);
        expect(seen.kind, `${plan} after ${days} days: ${JSON.stringify(seen, null, 1)}`).toBe(
          truth === null ? 'nothing' : 'reply',
        );
        if (seen.kind !== 'reply' || truth === null) continue;
        expect(seen.reply.text.replace(/\s+/g, '')).toBe(truth.text.replace(/\s+/g, ''));
        expect(seen.reply.statedAt?.slice(0, 10)).toBe(chinaDay(truth.statedAt));
      }
    },
    90_000,
  );

  it('a letter the query page does not know was not stored, and says nothing against the site', async () => {
    const host = hostOf('stored-500', 'never');
    const task = taskFor(host, null, { persona: { ...PERSONA, phone: '13900009999' } });
    const seen = await watcherAt(SENT + DAY).look(task, NEVER);
    expect(seen).toMatchObject({ kind: 'nothing', conclusive: false, presence: 'not_stored' });
  });

  it('a look-up with a captcha and nobody at the desk is undetermined', async () => {
    const host = hostOf('strict-lengths', 'never');
    const seen = await watcherAt(SENT + DAY).look(taskFor(host, receiptOf(host, 'strict-lengths')), NEVER);
    expect(seen).toMatchObject({ kind: 'undetermined', reason: 'captcha_waiting', presence: 'unknown' });
  });
});
