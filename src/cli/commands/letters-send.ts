import type { Command } from 'commander';
import { EXIT } from '../../errors.ts';
import { openLetterCarrier } from '../../run/letter-browser.ts';
import { sendLetters } from '../../run/letters-send.ts';
import type { Io } from '../context.ts';
import { textOf, withActing } from '../letters-workspace.ts';
import { printLetter } from '../print-letter.ts';
import { createProgress } from '../progress.ts';
import { action } from '../register.ts';

export function registerLettersSend(letters: Command, io: Io, run: (status: Promise<number>) => void): void {
  letters
    .command('send')
    .description('submit what is planned and due, each letter at most once · 发出信件')
    .requiredOption('--campaign <id>', 'which campaign')
    .option('--letter <id>', 'only this letter')
    .option(
      '--live',
      'really submit (needs letters.enabled too); without it everything but the submit happens',
      false,
    )
    .option('--blackhole', 'everything but the submit, also in a rehearsal', false)
    .action(
      action(run, (globals, _args, options) =>
        withActing(globals, async (workspace) => {
          const progress = createProgress(io, workspace.clock, globals.quiet, globals.lang);
          let unavailable = 0;
          const note = (zh: string, en: string) => {
            if (!globals.quiet) io.err(`${globals.lang === 'zh' ? zh : en}\n`);
          };
          const summary = await sendLetters(workspace, {
            ...{ campaign: String(options.campaign), letterId: textOf(options.letter) ?? null },
            ...{ live: options.live === true, blackhole: options.blackhole === true, language: globals.lang },
            carrier: await openLetterCarrier(workspace),
            signal: io.signal,
            onStart(total, mode) {
              progress.start(total, 0);
              if (total === 0) note('现在没有到时该发的信件', 'no letter is due now');
              else if (mode === 'blackhole' && options.blackhole === true)
                note('演练到提交为止：信件不会发出', 'blackhole: nothing is submitted');
              else if (mode === 'blackhole')
                note(
                  '演练到提交为止：信件不会发出（需要 letters.enabled: true 与 --live）',
                  'blackhole: nothing is submitted (that needs letters.enabled: true and --live)',
                );
            },
            onLetter(letter, rehearsed) {
              if (letter.state === 'unavailable') unavailable += 1;
              if (globals.json)
                io.out(`${JSON.stringify(rehearsed === null ? letter : { ...letter, rehearsed })}\n`);
              else
                io.out(
                  `${printLetter(letter, globals.lang)}${rehearsed === null ? '' : printIntent(rehearsed)}`,
                );
              progress.step(letter.siteName);
            },
          }).finally(() => progress.end());
          if (summary.postponed.length > 0)
            note(
              `${summary.postponed.length} 封留待下次`,
              `${summary.postponed.length} letters left for the next run`,
            );
          if (summary.stoppedBy !== null) note(summary.stoppedBy.message, summary.stoppedBy.message);
          if (summary.interrupted) return EXIT.interrupted;
          return unavailable > 0 ? EXIT.failures : EXIT.ok;
        }),
      ),
    );
}

/** What would have been sent, field by field. */
function printIntent(detail: unknown): string {
  const { formUrl, fields } = detail as {
    formUrl: string;
    fields: { role: string; label: string; value: string | null }[];
  };
  const rows = fields.map(({ role, label, value }) => `      ${label || role}: ${value ?? '***'}`);
  return `    → ${formUrl}\n${rows.join('\n')}\n`;
}
