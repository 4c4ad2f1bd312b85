import type { Command } from 'commander';
import { EXIT } from '../../errors.ts';
import { openLetterWatcher } from '../../run/letter-browser.ts';
import { watchLetters } from '../../run/letters-watch.ts';
import type { Io } from '../context.ts';
import { textOf, withActing } from '../letters-workspace.ts';
import { printLetter } from '../print-letter.ts';
import { createProgress } from '../progress.ts';
import { action } from '../register.ts';

export function registerLettersWatch(letters: Command, io: Io, run: (status: Promise<number>) => void): void {
  letters
    .command('watch')
    .description('look once at every letter that is sent and not answered yet · 查看答复')
    .option('--campaign <id>', 'only this campaign')
    .option('--letter <id>', 'only this letter')
    .option(
      '--due',
      'only letters whose timetable says so: dense at first, around every limit, then daily',
      false,
    )
    .option('--desk', 'captchas of look-up pages wait for a person at the desk', false)
    .action(
      action(run, (globals, _args, options) =>
        withActing(globals, async (workspace) => {
          const progress = createProgress(io, workspace.clock, globals.quiet, globals.lang);
          const summary = await watchLetters(workspace, {
            ...{ campaign: textOf(options.campaign) ?? null, letterId: textOf(options.letter) ?? null },
            ...{ dueOnly: options.due === true, language: globals.lang },
            watcher: await openLetterWatcher(workspace, options.desk === true),
            signal: io.signal,
            onStart(total) {
              progress.start(total, 0);
              if (total === 0 && !globals.quiet)
                io.err(
                  globals.lang === 'zh' ? '现在没有要查看的信件\n' : 'no letter is to be looked at now\n',
                );
            },
            onLook(letter) {
              io.out(globals.json ? `${JSON.stringify(letter)}\n` : printLetter(letter, globals.lang));
              progress.step(letter.siteName);
            },
          }).finally(() => progress.end());
          return summary.interrupted ? EXIT.interrupted : EXIT.ok;
        }),
      ),
    );
}
