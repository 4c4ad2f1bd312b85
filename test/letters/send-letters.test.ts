import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { XunjianError } from '../../src/errors.ts';
import type { CarryResult, LetterCarrier } from '../../src/letters/letter-carrier.ts';
import type { LetterStatus } from '../../src/letters/letter-status.ts';
import { resolveLetter } from '../../src/run/letters-resolve.ts';
import { type SendSummary, sendLetters } from '../../src/run/letters-send.ts';
import { letterStatusLines } from '../../src/run/letters-status.ts';
import type { Workspace } from '../../src/run/workspace.ts';
import { type LetterServer, startLetterServer } from './helpers/letter-server.ts';
import { letterSites, writeLetterConfig } from './helpers/letter-workspace.ts';
import { at, CAMPAIGN, databaseOf, movedTo, plan, workspaceAt } from './helpers/open-campaign.ts';
import { type CarrierScript, scriptedCarrier } from './helpers/scripted-carrier.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function stage(
  hosts: readonly string[],
  options: { answer?: Parameters<typeof startLetterServer>[0]; letters?: string; perSite?: number } = {},
): Promise<{ workspace: Workspace; server: LetterServer; ids: string[]; folder: string; config: string }> {
  const server = await startLetterServer(options.answer);
  open.push(server.close);
  const { folder, config } = writeLetterConfig(
    letterSites(hosts.length, (i) => hosts[i] ?? ''),
    server.port,
    options.letters,
  );
  const workspace = workspaceAt(config, '06-07T10:00');
  open.push(() => workspace.close());
  const ids = await plan(workspace, options.perSite);
  return { workspace, server, ids, folder, config };
}

async function send(
  workspace: Workspace,
  carrier: LetterCarrier,
  options: { signal?: AbortSignal; blackhole?: boolean; live?: boolean } = {},
): Promise<{ summary: SendSummary; seen: LetterStatus[]; shown: unknown[] }> {
  const seen: LetterStatus[] = [];
  const shown: unknown[] = [];
  const summary = await sendLetters(workspace, {
    ...{
      campaign: CAMPAIGN,
      letterId: null,
      live: options.live ?? false,
      blackhole: options.blackhole ?? false,
    },
    ...{ carrier, language: 'en', signal: options.signal ?? new AbortController().signal },
    onStart: () => {},
    onLetter: (letter, rehearsed) => {
      seen.push(letter);
      shown.push(rehearsed);
    },
  });
  return { summary, seen, shown };
}

const status = async (workspace: Workspace, when: string) =>
  letterStatusLines(workspace, { campaign: CAMPAIGN }, at(when), 'en');
const carry = (server: LetterServer, script: CarrierScript = {}) => scriptedCarrier(server.port, script);

describe('letters send', () => {
  it('submits every planned letter once, with its receipt, and sending again sends nothing', async () => {
    const { workspace, server, ids } = await stage(['a.gov.cn', 'b.gov.cn', 'c.gov.cn']);
    await send(workspace, carry(server));
    await send(workspace, carry(server));
    expect([...server.arrived].sort()).toEqual([...ids].sort());
    for (const line of await status(workspace, '06-07T12:00'))
      expect(line).toMatchObject({
        state: 'submitted',
        category: 'pending',
        receipt: { number: 'A1' },
        deadline: '2024-06-17',
      });
  });

  it('has the intent on disk before the click', async () => {
    const { workspace, server, folder } = await stage(['a.gov.cn']);
    let before: unknown[] = [];
    const afterIntent = () => {
      const other = new Database(databaseOf(folder), { readonly: true });
      before = other.prepare('SELECT kind FROM letter_event ORDER BY seq').pluck().all();
      other.close();
      expect(server.arrived).toEqual([]);
    };
    await send(workspace, carry(server, { afterIntent }));
    expect(before).toEqual(['opened', 'intent']);
  });

  it('leaves a letter ambiguous whose server answered with an error or not at all, and never sends it again', async () => {
    const { workspace, server, ids } = await stage(['error.gov.cn', 'silent.gov.cn'], {
      answer: (_, host) => (host.startsWith('silent') ? 'silence' : { status: 502, text: '提交失败' }),
    });
    await send(workspace, carry(server));
    await send(movedTo(workspace, '06-11T10:00'), carry(server));
    expect([...server.arrived].sort()).toEqual([...ids].sort());
    const lines = await status(workspace, '06-12T10:00');
    expect(lines.map(({ state, reason, category }) => [state, reason, category])).toEqual([
      ['ambiguous', 'http_502', 'undetermined'],
      ['ambiguous', 'no_answer', 'undetermined'],
    ]);
  });

  it('tries an ambiguous letter again only after a person said that it was not stored', async () => {
    let isBroken = true;
    const { workspace, server, ids } = await stage(['a.gov.cn'], {
      answer: () => (isBroken ? { status: 500, text: '' } : { status: 200, text: 'A2' }),
    });
    const [letterId = ''] = ids;
    await send(workspace, carry(server));
    isBroken = false;
    await resolveLetter(workspace, {
      letterId,
      decision: { kind: 'not_stored' },
      by: 'li',
      why: '电话核实',
      asOf: at('06-07T11:00'),
    });
    const early = await send(movedTo(workspace, '06-07T12:00'), carry(server));
    expect(early.summary.tried).toBe(0);
    await send(movedTo(workspace, '06-07T15:30'), carry(server));
    expect(server.arrived).toEqual([letterId, letterId]);
    expect((await status(workspace, '06-08T10:00'))[0]).toMatchObject({
      state: 'submitted',
      receipt: { number: 'A2' },
    });
  });

  it('calls a channel unavailable after three failed attempts, four hours apart, on two workdays', async () => {
    const { workspace, server } = await stage(['broken-a.gov.cn', 'missing-b.gov.cn']);
    const states: string[] = [];
    // Saturday 8 June is no workday; the fourth attempt is the first on a second workday.
    for (const when of [
      '06-07T10:00',
      '06-07T12:00',
      '06-07T15:00',
      '06-08T09:00',
      '06-08T14:00',
      '06-11T09:00',
    ]) {
      await send(movedTo(workspace, when), carry(server));
      states.push(
        (await status(workspace, `${when.slice(0, 5)}T23:00`))
          .map(({ state, attempts }) => `${state}${attempts}`)
          .join(' '),
      );
    }
    expect(states).toEqual([
      'armed1 armed1',
      'armed1 armed1',
      'armed2 armed2',
      'armed3 armed3',
      'armed4 armed4',
      'unavailable5 unavailable5',
    ]);
    expect((await status(workspace, '06-12T10:00')).map(({ category }) => category)).toEqual([
      'channel_unavailable',
      'channel_unavailable',
    ]);
  });

  it('a wall that needs a person waits as what it is and counts as no failed attempt', async () => {
    const { workspace, server } = await stage(['captcha-a.gov.cn']);
    await send(workspace, carry(server));
    await send(movedTo(workspace, '06-11T10:00'), carry(server));
    expect((await status(workspace, '06-12T10:00'))[0]).toMatchObject({
      state: 'armed',
      reason: 'captcha_waiting',
      attempts: 0,
      category: 'undetermined',
    });
    expect(server.arrived).toEqual([]);
  });

  it('a person at the desk answers the captcha and the letter goes', async () => {
    const { workspace, server, ids } = await stage(['captcha-a.gov.cn'], {
      letters: '{ deskWaitSeconds: 60 }',
    });
    const sending = send(workspace, carry(server));
    const [item] = await untilSome(() => workspace.store.desk.waiting(() => true));
    expect(item?.letterId).toBe(ids[0]);
    expect(await workspace.store.desk.answer(item?.id ?? '', 'k7p2', 'li', at('06-07T10:01'))).toBe(true);
    await sending;
    expect(server.arrived).toEqual(ids);
    expect(await workspace.store.desk.waiting(() => true)).toEqual([]);
  });

  it('a clear refusal stores nothing: the letter may be tried again, and after three it is left to a person', async () => {
    const { workspace, server } = await stage(['a.gov.cn'], {
      answer: () => ({ status: 422, text: '标题过短' }),
    });
    for (const when of ['06-07T10:00', '06-07T15:00', '06-11T10:00', '06-12T10:00'])
      await send(movedTo(workspace, when), carry(server));
    expect((await status(workspace, '06-13T10:00'))[0]).toMatchObject({
      state: 'armed',
      reason: 'refused',
      nextAttemptAt: null,
    });
    const rounds = (await workspace.store.letters.find({}))[0]?.events.filter(
      ({ kind }) => kind === 'intent',
    );
    expect(rounds).toHaveLength(3);
  });

  it('never lets two letters of a host go at once, nor more than its quota a day', async () => {
    const { workspace, server } = await stage(['a.gov.cn'], { perSite: 3 });
    let now = 0;
    let most = 0;
    const script = {
      afterIntent() {
        now += 1;
        most = Math.max(most, now);
      },
      afterAnswer() {
        now -= 1;
      },
    };
    const first = await send(workspace, carry(server, script));
    expect(most).toBe(1);
    expect(server.arrived).toHaveLength(2);
    expect(first.summary.postponed).toHaveLength(1);
    await send(movedTo(workspace, '06-11T10:00'), carry(server, script));
    expect(server.arrived).toHaveLength(3);
  });

  it('a second process finds the host taken and leaves the letter alone', async () => {
    const { workspace, server, config } = await stage(['a.gov.cn']);
    const other = workspaceAt(config, '06-07T10:00');
    open.push(() => other.close());
    const meanwhile: SendSummary[] = [];
    const afterIntent = async () => {
      meanwhile.push((await send(other, carry(server))).summary);
    };
    await send(workspace, carry(server, { afterIntent }));
    expect(server.arrived).toHaveLength(1);
    expect(meanwhile[0]).toMatchObject({ tried: 0 });
  });

  it('the kill switch stops a letter right before its click', async () => {
    const { workspace, server, folder } = await stage(['a.gov.cn'], {
      letters: '{ stopFile: ../STOP }',
    });
    const stopping: LetterCarrier = {
      carry(task, hooks, signal) {
        writeFileSync(path.join(folder, 'STOP'), '');
        return carry(server).carry(task, hooks, signal);
      },
    };
    await send(workspace, stopping);
    expect(server.arrived).toEqual([]);
    expect((await status(workspace, '06-07T12:00'))[0]).toMatchObject({
      state: 'armed',
      reason: 'not_allowed',
      attempts: 0,
    });
    await expect(send(workspace, carry(server))).rejects.toMatchObject({ code: 'LETTERS_NOT_ALLOWED' });
  });

  it('blackhole does everything but the submit and shows what would be sent, without the persona', async () => {
    const { workspace, server } = await stage(['a.gov.cn']);
    const { shown, seen } = await send(workspace, carry(server), { blackhole: true });
    expect(server.arrived).toEqual([]);
    expect(seen[0]).toMatchObject({ state: 'armed', reason: 'blackhole' });
    expect(JSON.stringify(shown)).toContain('标题');
    expect(JSON.stringify(shown)).not.toContain('1990000');
    await send(workspace, carry(server));
    expect(server.arrived).toHaveLength(1);
  });

  it('an interruption before the intent leaves nothing, after it an ambiguous letter', async () => {
    const { workspace, server } = await stage(['a.gov.cn']);
    const stop = new AbortController();
    const interrupted = send(workspace, carry(server, { afterIntent: () => stop.abort(new Error('stop')) }), {
      signal: stop.signal,
    });
    expect((await interrupted).summary.interrupted).toBe(true);
    expect((await status(workspace, '06-07T12:00'))[0]).toMatchObject({
      state: 'ambiguous',
      reason: 'interrupted',
    });
  });

  it('what a carrier says after a click of its own is never taken for an attempt that failed', async () => {
    const { workspace, server } = await stage(['a.gov.cn']);
    const odd: LetterCarrier = {
      async carry(task, hooks, signal) {
        const result = await carry(server).carry(task, hooks, signal);
        return { ...result, kind: 'unavailable', reason: 'server_error' } as CarryResult;
      },
    };
    await send(workspace, odd);
    expect((await status(workspace, '06-07T12:00'))[0]).toMatchObject({
      state: 'ambiguous',
      reason: 'server_error',
    });
  });

  it('a button that let nothing out after the click is a failed attempt, not an open question', async () => {
    const { workspace } = await stage(['a.gov.cn']);
    const dead: LetterCarrier = {
      async carry({ site }, hooks) {
        await hooks.beforeSubmit({ formUrl: site.homeUrl, action: null, fields: [], evidence: [] });
        const trace = { at: at('06-07T10:00'), formUrl: null, steps: [], dialogs: [], evidence: [] };
        return { ...trace, kind: 'unavailable', reason: 'submit_dead' };
      },
    };
    await send(workspace, dead);
    expect((await status(workspace, '06-07T12:00'))[0]).toMatchObject({
      state: 'armed',
      reason: 'submit_dead',
      attempts: 1,
    });
  });

  it('a full disk ends the run and lets no letter go whose intent is not written', async () => {
    const { workspace, server } = await stage(['a.gov.cn', 'b.gov.cn']);
    const { letters } = workspace.store;
    const full = new XunjianError('DATABASE_UNWRITABLE', 'the ledger cannot be written', 'make room');
    const append: typeof letters.append = (letterId, event) =>
      event.kind === 'intent' ? Promise.reject(full) : letters.append(letterId, event);
    const store = { ...workspace.store, letters: { ...letters, append } };
    await expect(send({ ...workspace, store }, carry(server))).rejects.toBe(full);
    expect(server.arrived).toEqual([]);
    await send(workspace, carry(server));
    expect(server.arrived).toHaveLength(2);
  });

  it('keeps personas out of database and output: no name, number or address in clear', async () => {
    const { workspace, server, folder } = await stage(['a.gov.cn', 'b.gov.cn']);
    const personas = readFileSync('config/letters/personas.yaml', 'utf8');
    const { seen } = await send(workspace, carry(server));
    const bytes = ['xunjian.db', 'xunjian.db-wal'].map((file) => {
      try {
        return readFileSync(path.join(folder, file)).toString('utf8');
      } catch {
        return '';
      }
    });
    const text = `${bytes.join('')}${JSON.stringify(seen)}`;
    for (const [, name = '', phone = '', email = ''] of personas.matchAll(
      /name: (\S+), phone: "(\d+)", email: (\S+),/g,
    )) {
      for (const secret of [name, phone, email]) expect(text.includes(secret), secret).toBe(false);
    }
    expect(text).toContain('受理编号A1');
  });
});

async function untilSome<T>(ask: () => Promise<T[]>): Promise<T[]> {
  for (;;) {
    const found = await ask();
    if (found.length > 0) return found;
    await systemClock.sleep(20);
  }
}
