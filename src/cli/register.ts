import type { Command } from 'commander';
import type { Globals, Io } from './context.ts';
import { globalsOf } from './context.ts';

/** How each command file adds itself to the program. */
export type Register = (program: Command, io: Io, run: (status: Promise<number>) => void) => void;

/** Wraps a command's action: global options first, exit status out. */
export function action(
  run: (status: Promise<number>) => void,
  act: (globals: Globals, args: string[], options: Record<string, unknown>) => Promise<number>,
): (...received: unknown[]) => void {
  return (...received) => {
    const command = received.at(-1) as Command;
    run(act(globalsOf(command), command.args, command.opts()));
  };
}
