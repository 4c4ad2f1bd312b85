import type { Command } from 'commander';
import { describe, it } from 'vitest';
import { createProgram } from '../../src/cli/main.ts';
import { code, holdBlock, table } from './hold-block.ts';

const io = { out: () => {}, err: () => {}, isTerminal: false, signal: new AbortController().signal };
const program = createProgram(io, () => {});

function leaves(command: Command, path: string): { path: string; command: Command }[] {
  const here = path === '' ? '' : `${path} `;
  const inner = command.commands.flatMap((child) => leaves(child, `${here}${child.name()}`));
  return inner.length > 0 ? inner : [{ path, command }];
}

const COMMANDS = leaves(program, '');

/** From so many commands on an option is explained once, in a table of its own. */
const SHARED_BY = 3;
const users = new Map<string, number>();
for (const { command } of COMMANDS)
  for (const { flags } of command.options) users.set(flags, (users.get(flags) ?? 0) + 1);
const isShared = ({ flags }: { flags: string }) => (users.get(flags) ?? 0) >= SHARED_BY;

function optionsOf({ options }: Command): string {
  const shared = options.filter(isShared).map(({ flags }) => code(flags.replace(/[ ,].*/, '')));
  const own = options.filter((option) => !isShared(option));
  return [...own.map(({ flags, description }) => `${code(flags)} ${description}`), shared.join(' ')]
    .filter((text) => text !== '')
    .join('<br>');
}

describe('docs/reference/commands.md', () => {
  it('lists every command with its arguments and options', () => {
    const rows = COMMANDS.map(({ path, command }) => {
      const usage = command.registeredArguments.map((argument) => {
        const inner = `${argument.name()}${argument.variadic ? '…' : ''}`;
        return argument.required ? `<${inner}>` : `[${inner}]`;
      });
      return [code([path, ...usage].join(' ')), command.description(), optionsOf(command)];
    });
    holdBlock('docs/reference/commands.md', 'commands', table(['Command', 'Does', 'Options'], rows));
  });

  it('explains once the options that several commands take', () => {
    const options = COMMANDS.flatMap(({ command }) => command.options).filter(isShared);
    const meanings = new Map<string, Set<string>>();
    for (const { flags, description } of options)
      meanings.set(flags, (meanings.get(flags) ?? new Set()).add(description));
    const rows = [...meanings].map(([flags, said]) => [code(flags), [...said].join('; or ')]);
    holdBlock('docs/reference/commands.md', 'shared', table(['Option', 'Meaning'], rows));
  });

  it('lists the options that every command takes', () => {
    const rows = program.options.map(({ flags, description }) => [code(flags), description]);
    holdBlock('docs/reference/commands.md', 'global', table(['Option', 'Meaning'], rows));
  });
});
