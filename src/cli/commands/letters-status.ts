import type { Command } from 'commander';
import { LETTER_CATEGORIES, LETTER_STATES } from '../../domain/letter.ts';
import { EXIT, XunjianError } from '../../errors.ts';
import { campaignRates } from '../../run/letters-rates.ts';
import { letterStatusLines, letterStory } from '../../run/letters-status.ts';
import type { Io } from '../context.ts';
import { textOf, withJudging } from '../letters-workspace.ts';
import { printLetter, printRates } from '../print-letter.ts';
import { printStory } from '../print-story.ts';
import { action } from '../register.ts';

export function registerLettersStatus(
  letters: Command,
  io: Io,
  run: (status: Promise<number>) => void,
): void {
  letters
    .command('status')
    .description('where every letter stands, with its category and how that was worked out · 信件状态')
    .option('--campaign <id>', 'only this campaign')
    .option('--site <code>', 'only this site')
    .option('--state <state>', `only letters that are ${LETTER_STATES.join(', ')}`)
    .option('--category <category>', `only ${LETTER_CATEGORIES.join(', ')}`)
    .action(
      action(run, (globals, _args, options) =>
        withJudging(globals, async (workspace, asOf) => {
          const query = {
            campaign: textOf(options.campaign),
            siteCode: textOf(options.site)?.toLowerCase(),
            state: oneOf(options.state, LETTER_STATES, '--state'),
            category: oneOf(options.category, LETTER_CATEGORIES, '--category'),
          };
          const lines = await letterStatusLines(workspace, query, asOf, globals.lang);
          for (const line of lines)
            io.out(globals.json ? `${JSON.stringify(line)}\n` : printLetter(line, globals.lang));
          if (lines.length === 0 && !globals.quiet)
            io.err(globals.lang === 'zh' ? '没有符合条件的信件\n' : 'no letter fits\n');
          return EXIT.ok;
        }),
      ),
    );

  letters
    .command('show <id>')
    .description('one letter: text, timeline, evidence · 单封信件的全过程')
    .action(
      action(run, (globals, [id = '']) =>
        withJudging(globals, async (workspace, asOf) => {
          const story = await letterStory(workspace, id, asOf, globals.lang);
          io.out(globals.json ? `${JSON.stringify(story)}\n` : printStory(story, globals.lang));
          return EXIT.ok;
        }),
      ),
    );

  letters
    .command('rates')
    .description('rate of replies in time and annex 2, derived from the looks · 按期答复率与附件2')
    .requiredOption('--campaign <id>', 'which campaign')
    .action(
      action(run, (globals, _args, options) =>
        withJudging(globals, async (workspace, asOf) => {
          const rates = await campaignRates(workspace, String(options.campaign), asOf);
          io.out(globals.json ? `${JSON.stringify(rates)}\n` : printRates(rates, globals.lang));
          return EXIT.ok;
        }),
      ),
    );
}

function oneOf<T extends string>(value: unknown, known: readonly T[], option: string): T | undefined {
  if (value === undefined) return undefined;
  const found = known.find((word) => word === value);
  if (found !== undefined) return found;
  throw new XunjianError('USAGE', `${option} knows no "${String(value)}"`, `it takes ${known.join(', ')}`);
}
