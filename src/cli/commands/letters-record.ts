import path from 'node:path';
import type { Command } from 'commander';
import { EXIT } from '../../errors.ts';
import { recordHandLetters } from '../../run/letters-record.ts';
import type { Io } from '../context.ts';
import { byOf, countOf, textOf, withJudging } from '../letters-workspace.ts';
import { action } from '../register.ts';
import { campaignName } from './letters-plan.ts';

/** `letters record`: letters that people sent and watched by hand, into the same ledger. */
export function registerLettersRecord(
  letters: Command,
  io: Io,
  run: (status: Promise<number>) => void,
): void {
  letters
    .command('record <file>')
    .description('letters that people sent and watched by hand, as CSV, into the ledger · 录入人工测试信件')
    .requiredOption('--campaign <id>', 'the campaign they belong to; a new one begins with its first letter')
    .option('--deadline <workdays>', 'of a new campaign (default: letters.deadlineWorkdays)')
    .option('--deadline-source <text>', 'where that deadline comes from')
    .option('--why <reason>', 'kept with channels that took nothing', '人工测试，多次提交未成功')
    .option('--by <name>', 'who sent and watched them')
    .action(
      action(run, async (globals, [file = ''], options) => {
        await withJudging(globals, async (workspace, asOf) => {
          const { clock, store } = workspace;
          const recorded = await recordHandLetters(workspace, {
            ...{ campaign: campaignName(String(options.campaign)), file: path.resolve(file) },
            ...{ by: byOf(options), why: String(options.why) },
            at: store.mode === 'rehearsal' ? (asOf ?? clock.now()) : clock.now(),
            deadlineWorkdays: countOf(options.deadline, '--deadline') ?? null,
            deadlineSource: textOf(options.deadlineSource) ?? null,
          });
          if (globals.json) io.out(`${JSON.stringify(recorded)}\n`);
          else if (!globals.quiet)
            io.err(
              globals.lang === 'zh'
                ? `录入 ${recorded.letters} 封，已有 ${recorded.known} 封\n`
                : `${recorded.letters} letters recorded, ${recorded.known} known already\n`,
            );
        });
        return EXIT.ok;
      }),
    );
}
