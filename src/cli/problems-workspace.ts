import { userInfo } from 'node:os';
import type { Command } from 'commander';
import type { EpochMs } from '../clock.ts';
import { type CivilDate, civilDateOf } from '../domain/civil-date.ts';
import { isAdmitted, type ProblemWord, standingOf } from '../domain/problem.ts';
import { XunjianError } from '../errors.ts';
import { problemOf } from '../run/problems-act.ts';
import { openWorkspace, type Workspace } from '../run/workspace.ts';
import type { ProblemFile } from '../store/problem-repository.ts';
import { asOfOf, configOf, type Globals } from './context.ts';

/** Options of the commands about tickets. */
export interface ProblemOptions extends Record<string, unknown> {
  why?: string;
  by?: string;
}

/** Filters that several commands share. */
export function selectable(command: Command): Command {
  return command
    .option('--state <state>', 'only this state')
    .option('--region <region>', 'only this reporting unit')
    .option('--unit <unit>', 'only this 主办单位')
    .option('--origin <origin>', 'scan, sample, letter or person')
    .option('--kind <kind>', 'problem or warning')
    .option('--subject <kind>', 'site or account')
    .option('--period <quarter>', 'only found in this quarter')
    .option('--except <ids...>', 'not these')
    .option('--overdue', 'only past their due day', false);
}

export async function selected(
  { store }: Workspace,
  asOf: EpochMs | null,
  today: CivilDate,
  options: ProblemOptions,
): Promise<ProblemFile[]> {
  const files = await store.problems.all(asOf ?? (Number.MAX_SAFE_INTEGER as EpochMs));
  const except = new Set((options.except as string[] | undefined) ?? []);
  const isAsked = (option: unknown, value: string) => option === undefined || option === value;
  return files.filter(({ problem, events }) => {
    const { state, overdue } = standingOf(events, today);
    const { region, unit, origin, kind, subjectKind, period } = problem;
    return (
      isAsked(options.state, state) &&
      isAsked(options.region, region) &&
      isAsked(options.unit, unit) &&
      isAsked(options.origin, origin) &&
      isAsked(options.kind, kind) &&
      isAsked(options.subject, subjectKind) &&
      isAsked(options.period, period) &&
      !except.has(problem.id) &&
      (options.overdue !== true || overdue)
    );
  });
}

/** The tickets named, or with `--all` those the filters choose that admit the word. */
export async function targets(
  workspace: Workspace,
  asOf: EpochMs | null,
  word: ProblemWord,
  ids: readonly string[],
  options: ProblemOptions,
): Promise<ProblemFile[]> {
  if (options.all !== true) {
    if (ids.length === 0)
      throw new XunjianError('USAGE', `${word} needs ids`, 'name tickets, or give --all with filters');
    const files: ProblemFile[] = [];
    for (const id of ids) files.push(await problemOf(workspace.store, id));
    return files;
  }
  const today = civilDateOf(asOf ?? workspace.clock.now(), workspace.config.timezone);
  const files = await selected(workspace, asOf, today, options);
  return files.filter(({ events }) => isAdmitted(standingOf(events, today).state, word));
}

/** When an act is recorded: a rehearsal plays it at the time it is told, a real one happens now and is never backdated. */
export function timeOf({ store, clock }: Workspace, asOf: EpochMs | null): EpochMs {
  return store.mode === 'rehearsal' ? (asOf ?? clock.now()) : clock.now();
}

export const actor = (options: ProblemOptions) =>
  options.by === undefined ? userInfo().username : String(options.by);

/** Opens the store; a command that looks (`looks`) rehearses on a rehearsal's database. */
export async function within(
  globals: Globals,
  work: (workspace: Workspace, asOf: EpochMs | null) => Promise<void>,
  looks = false,
): Promise<void> {
  const config = configOf(globals, looks && globals.asOf !== undefined);
  const asOf = asOfOf(globals, config.timezone);
  const workspace = openWorkspace({ config, rehearsalStart: looks ? asOf : null, mode: null });
  try {
    if (workspace.store.mode === 'rehearsal' && asOf === null && looks)
      throw new XunjianError('DATABASE_IS_REHEARSAL', 'the database belongs to a rehearsal', 'give --as-of');
    await work(workspace, asOf);
  } finally {
    await workspace.close();
  }
}
