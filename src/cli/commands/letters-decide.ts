import type { Command } from 'commander';
import { EXIT, XunjianError } from '../../errors.ts';
import { type Decision, resolveLetter } from '../../run/letters-resolve.ts';
import { letterStatusLines } from '../../run/letters-status.ts';
import type { Globals, Io } from '../context.ts';
import { byOf, textOf, whyOf, withJudging } from '../letters-workspace.ts';
import { printLetter } from '../print-letter.ts';
import { action } from '../register.ts';

export function registerLettersDecide(
  letters: Command,
  io: Io,
  run: (status: Promise<number>) => void,
): void {
  letters
    .command('resolve <id>')
    .description('what a person decides about a letter, with the reason that is kept · 人工认定')
    .option('--stored', 'an ambiguous letter has arrived', false)
    .option('--number <number>', 'with --stored: 受理编号')
    .option('--query <code>', 'with --stored: 查询码')
    .option('--not-stored', 'an ambiguous letter has not arrived: it may be tried again', false)
    .option('--unavailable', 'the channel is unavailable (a person confirms that there is none)', false)
    .option('--replied-at <time>', 'a reply that came another way (telephone, mail), at this ISO time')
    .option('--text <text>', 'with --replied-at: its words')
    .option('--department <name>', 'with --replied-at: who replied')
    .option('--proof <file>', 'with --replied-at: a file that shows it')
    .requiredOption('--why <reason>', 'the reason, which is kept')
    .option('--by <name>', 'who says so')
    .action(
      action(run, (globals, [id = ''], options) => decide(globals, io, [id], decisionOf(options), options)),
    );

  letters
    .command('cancel <ids...>')
    .description('letters that are not to be sent any more · 取消')
    .requiredOption('--why <reason>', 'the reason, which is kept')
    .option('--by <name>', 'who says so')
    .action(action(run, (globals, ids, options) => decide(globals, io, ids, { kind: 'cancelled' }, options)));
}

async function decide(
  globals: Globals,
  io: Io,
  ids: readonly string[],
  decision: Decision,
  options: Record<string, unknown>,
): Promise<number> {
  const [by, why] = [byOf(options), whyOf(options)];
  await withJudging(globals, async (workspace, asOf) => {
    for (const letterId of ids) {
      const { context } = await resolveLetter(workspace, { letterId, decision, by, why, asOf });
      for (const line of await letterStatusLines(workspace, { letterId }, context.asOf, globals.lang))
        io.out(globals.json ? `${JSON.stringify(line)}\n` : printLetter(line, globals.lang));
    }
  });
  return EXIT.ok;
}

function decisionOf(options: Record<string, unknown>): Decision {
  const asked = [
    options.stored === true,
    options.notStored === true,
    options.unavailable === true,
    options.repliedAt !== undefined,
  ];
  if (asked.filter(Boolean).length !== 1)
    throw new XunjianError(
      'USAGE',
      'one decision a time is needed',
      'give one of --stored, --not-stored, --unavailable, --replied-at',
    );
  if (options.stored === true)
    return {
      kind: 'stored',
      receipt: { number: textOf(options.number) ?? null, query: textOf(options.query) ?? null },
    };
  if (options.notStored === true) return { kind: 'not_stored' };
  if (options.unavailable === true) return { kind: 'unavailable' };
  const [text, proof] = [textOf(options.text), textOf(options.proof)];
  if (text === undefined || proof === undefined)
    throw new XunjianError(
      'USAGE',
      '--replied-at needs --text and --proof',
      'a reply counts with its words and a proof',
    );
  const department = textOf(options.department) ?? null;
  return { kind: 'replied', statedAt: String(options.repliedAt), text, department, proof };
}
