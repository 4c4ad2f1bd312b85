import { userInfo } from 'node:os';
import type { EpochMs } from '../clock.ts';
import { XunjianError } from '../errors.ts';
import { judgingTimeOf } from '../run/judging-time.ts';
import { openWorkspace, type Workspace } from '../run/workspace.ts';
import { asOfOf, configOf, type Globals } from './context.ts';

/** For commands that act (plan, send, watch): `--as-of` makes it a rehearsal that starts then. */
export async function withActing<T>(globals: Globals, act: (workspace: Workspace) => Promise<T>): Promise<T> {
  const config = configOf(globals, globals.asOf !== undefined);
  const rehearsalStart = asOfOf(globals, config.timezone);
  const mode = rehearsalStart === null ? 'real' : 'rehearsal';
  const workspace = openWorkspace({ config, rehearsalStart, mode });
  try {
    return await act(workspace);
  } finally {
    await workspace.close();
  }
}

/** For commands that read or record a person's word: the database as it is, `--as-of` the time judged or recorded. */
export async function withJudging<T>(
  globals: Globals,
  act: (workspace: Workspace, asOf: EpochMs | null) => Promise<T>,
): Promise<T> {
  const config = configOf(globals, false);
  const workspace = openWorkspace({ config, rehearsalStart: null, mode: null });
  try {
    return await act(workspace, await judgingTimeOf(workspace, asOfOf(globals, config.timezone)));
  } finally {
    await workspace.close();
  }
}

/** A required reason that says something. */
export function whyOf(options: Record<string, unknown>): string {
  const why = String(options.why ?? '').trim();
  if (why === '') throw new XunjianError('USAGE', '--why is empty', 'say in a few words what was seen');
  return why;
}

export function byOf(options: Record<string, unknown>): string {
  return options.by === undefined ? userInfo().username : String(options.by);
}

export const textOf = (value: unknown): string | undefined =>
  value === undefined ? undefined : String(value);

export function countOf(value: unknown, option: string): number | undefined {
  if (value === undefined) return undefined;
  const count = Number(value);
  if (Number.isInteger(count) && count >= 1) return count;
  throw new XunjianError(
    'USAGE',
    `${option} takes a whole number from 1, not "${String(value)}"`,
    `give ${option} 1 or more`,
  );
}
