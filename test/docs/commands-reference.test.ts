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

const optionsOf = (command: Command) =>
  command.options.map(({ flags, description }) => `${code(flags)} ${description}`).join('<br>');

describe('docs/reference/commands.md', () => {
  it('lists every command with its arguments and options', () => {
    const rows = leaves(program, '').map(({ path, command }) => {
      const usage = command.registeredArguments.map((argument) => {
        const inner = `${argument.name()}${argument.variadic ? '…' : ''}`;
        return argument.required ? `<${inner}>` : `[${inner}]`;
      });
      return [code([path, ...usage].join(' ')), command.description(), optionsOf(command)];
    });
    holdBlock('docs/reference/commands.md', 'commands', table(['Command', 'Does', 'Options'], rows));
  });

  it('lists the options that every command takes', () => {
    const rows = program.options.map(({ flags, description }) => [code(flags), description]);
    holdBlock('docs/reference/commands.md', 'global', table(['Option', 'Meaning'], rows));
  });
});
