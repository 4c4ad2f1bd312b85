import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { epochMs } from '../../src/clock.ts';
import type { LetterWatcher, WatchResult, WatchTask } from '../../src/letters/letter-watcher.ts';
import { isWatchDue } from '../../src/letters/watch-timetable.ts';
import { judgedLetter } from '../../src/run/letters-judged.ts';
import { campaignRates, letterAnswerOutcomes } from '../../src/run/letters-rates.ts';
import { resolveLetter } from '../../src/run/letters-resolve.ts';
import { sendLetters } from '../../src/run/letters-send.ts';
import { letterStory } from '../../src/run/letters-status.ts';
import { watchLetters } from '../../src/run/letters-watch.ts';
import type { Workspace } from '../../src/run/workspace.ts';
import { type LetterServer, startLetterServer } from './helpers/letter-server.ts';
import { letterSites, writeLetterConfig } from './helpers/letter-workspace.ts';
import { at, CAMPAIGN, movedTo, plan, workspaceAt } from './helpers/open-campaign.ts';
import { statusAt } from './helpers/play-campaign.ts';
import { scriptedCarrier } from './helpers/scripted-carrier.ts';

const signal = new AbortController().signal;
const ANSWER = '您好，请携带身份证、户口簿到市政务服务中心二楼窗口办理，三个工作日内办结。';
type Look = (task: WatchTask) => Partial<WatchResult> & Pick<WatchResult, 'kind'>;

let server: LetterServer;
let workspace: Workspace;
let ids: string[];
let status = 200;

beforeEach(async () => {
  status = 200;
  server = await startLetterServer(() => ({ status, text: 'A1' }));
  workspace = workspaceAt(
    writeLetterConfig(
      letterSites(2, (i) => `s${i}.gov.cn`),
      server.port,
    ).config,
    '06-07T10:00',
  );
  ids = await plan(workspace);
});
afterEach(async () => {
  await workspace.close();
  await server.close();
});

const send = async (when = '06-07T10:00') =>
  sendLetters(movedTo(workspace, when), {
    ...{ campaign: CAMPAIGN, letterId: null, live: false, blackhole: false, language: 'en', signal },
    ...{ carrier: scriptedCarrier(server.port), onStart: () => {}, onLetter: () => {} },
  });

async function watch(when: string, look: Look, dueOnly = false): Promise<WatchTask[]> {
  const asked: WatchTask[] = [];
  const then = movedTo(workspace, when);
  const watcher: LetterWatcher = {
    async look(task) {
      asked.push(task);
      const trace = {
        at: then.clock.now(),
        via: 'query',
        presence: 'unknown',
        steps: ['查询'],
        evidence: [],
      };
      return { ...trace, ...look(task) } as WatchResult;
    },
  };
  await watchLetters(then, {
    ...{ campaign: CAMPAIGN, letterId: null, dueOnly, watcher, language: 'en', signal },
    ...{ onStart: () => {}, onLook: () => {} },
  });
  return asked;
}
const nothing: Look = () => ({ kind: 'nothing', conclusive: true, state: '办理中' });
const reply =
  (text: string, statedAt: string | null = null): Look =>
  () => ({
    kind: 'reply',
    reply: { statedAt, department: '市医保局', text, url: null },
  });

describe('letters watch', () => {
  it('appends every look, also one that saw nothing, and asks for what the letter can be found by', async () => {
    await send();
    const [task] = await watch('06-07T11:00', nothing);
    expect(task).toMatchObject({ receipt: { number: 'A1', query: '123456' } });
    expect(task?.letter.title).toContain(task?.nonce ?? '?');
    expect(task?.persona.phone).toMatch(/^1990000/);
    const story = await letterStory(workspace, ids[0] ?? '', at('06-08T10:00'), 'en');
    expect(story.timeline.map(({ what }) => what)).toEqual(['opened', 'intent', 'submitted', 'look']);
  });

  it('an answered letter is not looked at again; one with an acknowledgement alone is', async () => {
    await send();
    await watch('06-07T12:00', (task) =>
      task.letterId === ids[0] ? reply(ANSWER)(task) : reply('来信已收悉，我们会尽快办理。')(task),
    );
    expect((await watch('06-08T12:00', nothing)).map(({ letterId }) => letterId)).toEqual([ids[1]]);
    const lines = await statusAt(workspace, '06-08T13:00');
    expect(lines.map(({ category, reply }) => [category, reply?.quality])).toEqual([
      ['same_day', 'substantive'],
      ['pending', 'acknowledgement'],
    ]);
  });

  it('looks that could not see anything never make silence', async () => {
    await send();
    for (const when of ['06-18T10:00', '07-07T10:00', '07-20T10:00'])
      await watch(when, (task) =>
        task.letterId === ids[0]
          ? { kind: 'nothing', conclusive: false, state: null }
          : { kind: 'undetermined', reason: 'challenged' },
      );
    expect((await statusAt(workspace, '07-21T10:00')).map(({ category }) => category)).toEqual([
      'undetermined',
      'undetermined',
    ]);
  });

  it('an ambiguous letter that is found again is submitted from the moment of its intent', async () => {
    status = 500;
    await send();
    const stored = (task: WatchTask) => ({
      ...nothing(task),
      presence: 'stored' as const,
      receipt: { number: 'B2', query: null, text: '', queryUrl: null },
    });
    // Minutes after the click an office's system may not show it yet: that says nothing.
    await watch('06-07T10:20', (asked) => ({ ...nothing(asked), presence: 'not_stored' }));
    expect((await statusAt(workspace, '06-07T10:30')).map(({ state }) => state)).toEqual([
      'ambiguous',
      'ambiguous',
    ]);
    const [task] = await watch('06-07T15:00', (asked) =>
      asked.letterId === ids[0] ? stored(asked) : { ...nothing(asked), presence: 'not_stored' },
    );
    expect(task?.receipt).toBeNull();
    const lines = await statusAt(workspace, '06-07T16:00');
    expect(lines[0]).toMatchObject({
      state: 'submitted',
      receipt: { number: 'B2' },
      submittedAt: expect.stringContaining('2024-06-07T10:00'),
    });
    expect(lines[1]).toMatchObject({ state: 'armed', reason: 'not_stored', attempts: 1 });
  });

  it('an ambiguous letter that nobody finds stays ambiguous and is never sent', async () => {
    status = 500;
    await send();
    await watch('06-07T15:00', nothing);
    await send('06-11T10:00');
    expect(server.arrived).toHaveLength(2);
    expect((await statusAt(workspace, '06-12T10:00')).map(({ state }) => state)).toEqual([
      'ambiguous',
      'ambiguous',
    ]);
  });

  it('a reply that a person records counts from its own time, with its proof as evidence', async () => {
    await send();
    await watch('06-14T10:00', nothing);
    const decision = {
      kind: 'replied',
      statedAt: '2024-06-12T16:00',
      text: ANSWER,
      department: null,
      proof: 'package.json',
    } as const;
    await resolveLetter(workspace, {
      letterId: ids[0] ?? '',
      decision,
      by: 'li',
      why: '电话答复',
      asOf: at('06-20T10:00'),
    });
    const [line] = await statusAt(workspace, '06-21T10:00');
    expect(line).toMatchObject({ category: 'on_time', flags: ['recorded_by_person'] });
    const story = await letterStory(workspace, ids[0] ?? '', at('06-21T10:00'), 'en');
    const [proof] = story.timeline.at(-1)?.evidence ?? [];
    expect(
      Buffer.from(await workspace.evidence.payload(proof as `sha256:${string}`)).toString('utf8'),
    ).toContain('"name": "xunjian"');
  });

  it('the same answer to two sites is flagged', async () => {
    await send();
    await watch('06-07T12:00', reply(ANSWER));
    expect((await statusAt(workspace, '06-08T10:00')).map(({ flags }) => flags)).toEqual([
      ['duplicate_text'],
      ['duplicate_text'],
    ]);
  });

  it('outcomes of letter-answer feed problems: silence is confirmed by looks of two days past the deadline', async () => {
    await send();
    await watch('06-18T10:00', (task) =>
      task.letterId === ids[0] ? nothing(task) : reply(ANSWER, '2024-06-18 09:30')(task),
    );
    const closing = async (when: string) => {
      await watch(when, nothing);
      return (await letterAnswerOutcomes(workspace, CAMPAIGN, at('07-21T10:00'))).map(
        ({ outcome, standing, category }) => [outcome, standing, category],
      );
    };
    expect(await closing('07-07T10:00')).toEqual([
      ['fail', 'confirmed', 'none'],
      ['fail', 'confirmed', 'late'],
    ]);
    const { rates, open } = await campaignRates(workspace, CAMPAIGN, at('06-20T10:00'));
    expect(rates).toMatchObject({ tested: 1, open: { overdue: 1 } });
    expect(open).toMatchObject([{ category: 'overdue' }]);
  });
});

describe('the timetable of looks', () => {
  it('is dense on the first day, looks around every limit, and thins out', async () => {
    await send();
    const looks: string[] = [];
    const step = 10 * 60_000;
    for (let time: number = at('06-07T10:10'); time < at('07-10T00:00'); time += step) {
      const letter = await judgedLetter(workspace, ids[0] ?? '', epochMs(time));
      if (!isWatchDue(letter)) continue;
      looks.push(new Date(time + 8 * 3_600_000).toISOString().slice(5, 16));
      const kept = {
        via: 'query',
        kind: 'nothing',
        conclusive: true,
        presence: 'unknown',
        reason: null,
        state: null,
        reply: null,
      } as const;
      await workspace.store.letters.appendLook(ids[0] ?? '', {
        at: epochMs(time),
        ...kept,
        by: null,
        why: null,
        steps: [],
        evidence: [],
      });
    }
    const on = (day: string) => looks.filter((look) => look.startsWith(day)).length;
    expect(on('06-07')).toBeGreaterThanOrEqual(12);
    expect(on('06-12')).toBeGreaterThanOrEqual(7);
    expect(on('06-12')).toBeLessThanOrEqual(9);
    expect(on('06-25')).toBe(1);
    // An hour before and right after midnight of the first day and of the deadline.
    expect(looks).toEqual(
      expect.arrayContaining(['06-07T23:00', '06-08T00:00', '06-17T23:00', '06-18T00:00', '07-07T00:00']),
    );
    expect(looks.length).toBeLessThan(140);
    expect(looks.at(-1)?.slice(0, 5)).toBe('07-07');
  });
});
