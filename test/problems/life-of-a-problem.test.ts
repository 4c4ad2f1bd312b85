import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { standingOf } from '../../src/domain/problem.ts';
import { readHandLetters } from '../../src/inventory/read-hand-letters.ts';
import { recordHandLetters } from '../../src/run/letters-record.ts';
import { problemOf } from '../../src/run/problems-act.ts';
import { reviewOf, reviewRegistries } from '../../src/run/problems-review.ts';
import type { Workspace } from '../../src/run/workspace.ts';
import { callCommand } from '../helpers/call-command.ts';
import { day, SITE } from '../helpers/facts.ts';
import { runCli } from '../helpers/run-cli.ts';
import { act, all, collect, columnLook, moment, openStage, store, twoLooks } from './stage.ts';

const opened: Workspace[] = [];
function stage() {
  const made = openStage();
  opened.push(made.workspace);
  return made;
}
afterEach(async () => {
  for (const workspace of opened.splice(0)) await workspace.close();
});

/** Collected, dispatched and reported mended: the one ticket's id. */
async function submitted(workspace: Workspace): Promise<string> {
  await store(workspace, ...twoLooks('2024-04-10', '2024-04-12'));
  await collect(workspace, '2024-04-15T09:00:00');
  const [file] = await all(workspace);
  const id = file?.problem.id ?? '';
  await act(workspace, id, 'dispatch', '2024-04-16T09:00:00');
  await act(workspace, id, 'submit', '2024-05-06T09:00:00');
  return id;
}

const review = async (workspace: Workspace, id: string, at: string) =>
  reviewOf(
    workspace,
    await reviewRegistries(workspace),
    await problemOf(workspace.store, id),
    moment(at),
    null,
  );

describe('tickets from findings', () => {
  it('are one for each subject and indicator, however often they are collected', async () => {
    const { workspace } = stage();
    await store(workspace, ...twoLooks('2024-04-10', '2024-04-12'));
    expect(await collect(workspace, '2024-04-15T09:00:00')).toMatchObject({ opened: 1, kept: 0 });
    expect(await collect(workspace, '2024-04-16T09:00:00')).toMatchObject({ opened: 0, kept: 1 });
    const files = await all(workspace);
    expect(files.map(({ problem }) => [problem.indicator, problem.origin, problem.region])).toEqual([
      ['column-not-updated', 'scan', SITE.region],
    ]);
  });

  it('come of confirmed ones alone', async () => {
    const { workspace } = stage();
    await store(workspace, columnLook('2024-04-10', 'stale'));
    expect(await collect(workspace, '2024-04-15T09:00:00')).toMatchObject({ opened: 0 });
  });

  it('are facts: neither they nor their events can be changed', async () => {
    const { workspace } = stage();
    const id = await submitted(workspace);
    await expect(act(workspace, id, 'submit', '2024-05-07T09:00:00')).rejects.toMatchObject({
      code: 'PROBLEM_STATE',
    });
    await expect(act(workspace, id, 'return', '2024-05-01T09:00:00', '往回')).rejects.toMatchObject({
      code: 'PROBLEM_STATE',
    });
  });
});

describe('the review', () => {
  it('passes by a new look at the same thing, and fails by one that still finds it', async () => {
    const { workspace } = stage();
    const id = await submitted(workspace);
    await store(workspace, columnLook('2024-05-08', 'stale'));
    expect((await review(workspace, id, '2024-05-09T09:00:00')).result).toBe('fail');
    await store(workspace, columnLook('2024-05-10', 'fresh'));
    expect((await review(workspace, id, '2024-05-11T09:00:00')).result).toBe('pass');
  });

  it('does not take a look from before the report for a new one', async () => {
    const { workspace } = stage();
    const id = await submitted(workspace);
    await expect(review(workspace, id, '2024-05-09T09:00:00')).rejects.toMatchObject({
      code: 'PROBLEM_STATE',
    });
  });

  it('cannot tell of a column that was taken away', async () => {
    const { workspace } = stage();
    const id = await submitted(workspace);
    await store(workspace, columnLook('2024-05-08', 'gone'));
    expect((await review(workspace, id, '2024-05-09T09:00:00')).result).toBe('undetermined');
  });

  it('closes through the command, and the command refuses to close without it or a reason', async () => {
    const { workspace, configFile } = stage();
    const id = await submitted(workspace);
    const cli = (...args: string[]) =>
      runCli(['--config', configFile, '--as-of', '2024-05-11T09:00:00', ...args]);
    expect((await cli('problems', 'close', id)).status).toBe(2);
    await store(workspace, columnLook('2024-05-10', 'fresh'));
    expect((await cli('problems', 'review', id, '--stored', '--by', '王')).status).toBe(0);
    const [shown] = (await cli('--json', 'problems', 'show', id)).lines<{
      state: string;
      overruledBy: string | null;
      events: { by: string; word: string }[];
    }>();
    expect(shown).toMatchObject({ state: 'closed', overruledBy: null });
    expect(shown?.events.slice(-2).map(({ word, by }) => [word, by])).toEqual([
      ['review', '王'],
      ['close', '王'],
    ]);
  }, 120_000);
});

describe('a problem that comes back', () => {
  async function closed(workspace: Workspace): Promise<string> {
    const id = await submitted(workspace);
    await store(workspace, columnLook('2024-05-10', 'fresh'));
    await act(workspace, id, 'close', '2024-05-11T09:00:00', '复核通过');
    return id;
  }

  it('after it was mended for the review hour only is found again and its ticket opened again', async () => {
    const { workspace } = stage();
    const id = await submitted(workspace);
    await store(workspace, columnLook('2024-05-10', 'fresh'));
    const file = await problemOf(workspace.store, id);
    const { result, said } = await reviewOf(
      workspace,
      await reviewRegistries(workspace),
      file,
      moment('2024-05-11T09:00:00'),
      null,
    );
    const base = {
      problemId: id,
      at: moment('2024-05-11T09:00:00'),
      by: '张',
      why: said,
      until: null,
      evidence: [],
    };
    await workspace.store.problems.append({ ...base, word: 'review', review: result });
    await workspace.store.problems.append({ ...base, word: 'close', review: null });
    await store(workspace, ...twoLooks('2024-05-20', '2024-05-22'));
    expect(await collect(workspace, '2024-05-23T09:00:00')).toMatchObject({ reopened: 1, opened: 0 });
    const again = await problemOf(workspace.store, id);
    expect(standingOf(again.events, day('2024-05-23')).state).toBe('rectifying');
  });

  it('in a later quarter is a new ticket that is linked to the earlier one', async () => {
    const { workspace } = stage();
    const id = await closed(workspace);
    await store(workspace, ...twoLooks('2024-07-10', '2024-07-12'));
    expect(await collect(workspace, '2024-07-15T09:00:00')).toMatchObject({ recurred: 1 });
    const files = await all(workspace);
    expect(files.map(({ problem }) => [problem.id, problem.period, problem.recurs])).toEqual([
      [id, '2024Q2', null],
      [`${id}-2`, '2024Q3', id],
    ]);
  });

  it('does not overrule a person who closed it knowing that it fails', async () => {
    const { workspace } = stage();
    const id = await submitted(workspace);
    await act(workspace, id, 'close', '2024-05-07T09:00:00', '栏目已并入其他栏目，核实无误');
    await store(workspace, ...twoLooks('2024-05-20', '2024-05-22'));
    expect(await collect(workspace, '2024-05-23T09:00:00')).toMatchObject({ reopened: 0, kept: 1 });
    expect((await problemOf(workspace.store, id)).events.at(-1)?.word).toBe('close');
  });
});

describe('a letter’s problem', () => {
  const HEADER = 'site_code,submitted_at,unavailable_at,replied_at,watched_until';
  /** A letter that a person sent and watched, into the ledger by the file of an office. */
  async function record(stage: ReturnType<typeof openStage>, campaign: string, cells: string, at: string) {
    const file = path.join(stage.folder, `${campaign}.csv`);
    writeFileSync(file, `${HEADER}\n${SITE.siteCode},${cells}\n`);
    await recordHandLetters(stage.workspace, {
      ...{ rows: readHandLetters(file), campaign, by: '张', why: '人工测试', at: moment(at) },
      ...{ deadlineWorkdays: null, deadlineSource: null, combine: null },
    });
  }

  it('is closed by the next campaign’s letter, never by looking at its own again', async () => {
    const own = stage();
    const { workspace } = own;
    await record(own, '2024Q2', '2024-05-13T09:00,,,2024-06-20T09:00', '2024-06-20T10:00:00');
    expect(await collect(workspace, '2024-06-21T09:00:00')).toMatchObject({ opened: 1 });
    const [file] = await all(workspace);
    const id = file?.problem.id ?? '';
    expect(file?.problem).toMatchObject({ origin: 'letter', period: '2024Q2', message: '测试信件未答复' });
    await act(workspace, id, 'dispatch', '2024-06-24T09:00:00');
    await record(own, '2024Q2', '2024-05-13T09:00,,2024-07-10T09:00,2024-07-10T10:00', '2024-07-10T11:00:00');
    await expect(review(workspace, id, '2024-07-20T09:00:00')).rejects.toMatchObject({
      code: 'PROBLEM_STATE',
    });
    await record(own, '2024Q3', '2024-08-12T09:00,,2024-08-13T09:00,2024-08-14T09:00', '2024-08-14T10:00:00');
    expect(await review(workspace, id, '2024-08-20T09:00:00')).toMatchObject({ result: 'pass' });
  });

  it('holds up no other when all are reviewed', async () => {
    const own = stage();
    const { workspace, configFile } = own;
    await store(workspace, ...twoLooks('2024-05-10', '2024-05-12'));
    await record(own, '2024Q2', '2024-05-13T09:00,,,2024-06-20T09:00', '2024-06-20T10:00:00');
    await collect(workspace, '2024-06-21T09:00:00');
    const files = await all(workspace);
    expect(files.map(({ problem }) => problem.origin).sort()).toEqual(['letter', 'scan']);
    for (const { problem } of files) {
      await act(workspace, problem.id, 'dispatch', '2024-06-24T09:00:00');
      await act(workspace, problem.id, 'submit', '2024-06-25T09:00:00');
    }
    await store(workspace, columnLook('2024-06-26', 'fresh'));
    const { status, err } = await callCommand(
      ...['--config', configFile, '--as-of', '2024-06-27T09:00:00+08:00'],
      ...['problems', 'review', '--all', '--stored'],
    );
    expect(status).toBe(1);
    expect(err).toContain('no later campaign');
    const states = (await all(workspace)).map(({ problem, events }) => [
      ...[problem.origin, standingOf(events, day('2024-06-27')).state],
    ]);
    expect(states.sort()).toEqual([
      ['letter', 'submitted'],
      ['scan', 'closed'],
    ]);
  });

  it('that a person closed is not opened again by its own campaign, however often its letters are looked at', async () => {
    const own = stage();
    const { workspace } = own;
    await record(own, '2024Q2', '2024-05-13T09:00,,,2024-06-20T09:00', '2024-06-20T10:00:00');
    await collect(workspace, '2024-06-21T09:00:00');
    const [file] = await all(workspace);
    const id = file?.problem.id ?? '';
    await act(workspace, id, 'dispatch', '2024-06-24T09:00:00');
    await act(workspace, id, 'close', '2024-06-25T09:00:00', '已电话答复来信人');
    await record(own, '2024Q2', '2024-05-13T09:00,,,2024-07-05T09:00', '2024-07-05T10:00:00');
    expect(await collect(workspace, '2024-07-08T09:00:00')).toMatchObject({
      opened: 0,
      kept: 1,
      recurred: 0,
    });
  });
});

describe('pre-warnings', () => {
  it('are a second kind that is collected when asked for', async () => {
    const { workspace } = stage();
    const near = columnLook('2024-04-20', 'fresh');
    if (near.home.seen) near.home.value.latest = day('2024-04-09');
    await store(workspace, near);
    expect(await collect(workspace, '2024-04-20T13:00:00')).toMatchObject({ opened: 0 });
    expect(await collect(workspace, '2024-04-20T13:00:00', true)).toMatchObject({ opened: 1 });
    expect((await all(workspace))[0]?.problem).toMatchObject({
      kind: 'warning',
      indicator: 'home-not-updated',
    });
  });
});
