import type { Command } from 'commander';
import { COMBINE_POLICIES, type CombinePolicy } from '../../domain/site-letters.ts';
import { EXIT, XunjianError } from '../../errors.ts';
import { HAND_LETTER_HEADER, handLetter, readHandLetters } from '../../inventory/read-hand-letters.ts';
import { recordHandLetters } from '../../run/letters-record.ts';
import { letterStatusLines } from '../../run/letters-status.ts';
import type { Io } from '../context.ts';
import { byOf, countOf, textOf, whyOf, withJudging } from '../letters-workspace.ts';
import { printLetter } from '../print-letter.ts';
import { action } from '../register.ts';

/** Options that stand for a column of the file. */
const CELLS = {
  letter: 'letter_id',
  site: 'site_code',
  submittedAt: 'submitted_at',
  number: 'receipt_number',
  query: 'query_code',
  failedAt: 'failed_at',
  unseenAt: 'unseen_at',
  repliedAt: 'replied_at',
  seenAt: 'seen_at',
  department: 'department',
  text: 'reply',
  quality: 'quality',
  proof: 'proof',
} as const;

export function registerLettersRecord(
  letters: Command,
  io: Io,
  run: (status: Promise<number>) => void,
): void {
  letters
    .command('record [file]')
    .description(
      'letters that people sent and watched by hand, one or a CSV file of them · 录入人工寄送的信件',
    )
    .option('--campaign <id>', 'for rows that name none; one that is new is opened')
    .option('--letter <id>', 'without a file: of this letter')
    .option('--site <code>', 'without a file: of the letter to this site')
    .option('--submitted-at <time>', 'when it was submitted')
    .option('--number <number>', '受理编号')
    .option('--query <code>', '查询码')
    .option('--failed-at <times>', 'attempts to submit it that failed, parted by ;')
    .option('--unseen-at <times>', 'looks that saw no answer, parted by ;')
    .option('--replied-at <time>', 'when the answer says it was given')
    .option('--seen-at <time>', 'when the answer was first seen')
    .option('--department <name>', 'who answered')
    .option('--text <text>', 'the answer’s words')
    .option('--quality <word>', 'what the answer is worth, where its words are not given')
    .option('--proof <files>', 'what shows it (screenshot, PDF), parted by ;')
    .option('--deadline <workdays>', 'of a campaign that is new (default: letters.deadlineWorkdays)')
    .option('--deadline-source <text>', 'of a campaign that is new: where that deadline comes from')
    .option('--combine <policy>', `of a campaign that is new: ${COMBINE_POLICIES.join(', ')}`)
    .requiredOption('--why <reason>', 'how it is known; kept')
    .option('--by <name>', 'who says so')
    .action(
      action(run, (globals, [file], options) =>
        withJudging(globals, async (workspace, asOf) => {
          const [by, why] = [byOf(options), whyOf(options)];
          const rows = file === undefined ? [rowOf(options)] : readHandLetters(fileAlone(file, options));
          const recorded = await recordHandLetters(workspace, {
            ...{ rows, by, why, campaign: textOf(options.campaign) ?? null },
            // Only a rehearsal may say another time than now.
            at: workspace.store.mode === 'rehearsal' ? asOf : null,
            deadlineWorkdays: countOf(options.deadline, '--deadline') ?? null,
            deadlineSource: textOf(options.deadlineSource) ?? null,
            combine: combineOf(options.combine),
          });
          const touched = new Set(recorded.touched);
          for (const line of await letterStatusLines(workspace, {}, asOf, globals.lang)) {
            if (!touched.has(line.letterId)) continue;
            io.out(globals.json ? `${JSON.stringify(line)}\n` : printLetter(line, globals.lang));
          }
          const { opened, known } = recorded;
          if (!globals.quiet)
            io.err(
              globals.lang === 'zh'
                ? `录入 ${touched.size} 封${opened.length === 0 ? '' : `，新建活动 ${opened.join('、')}`}${known === 0 ? '' : `；${known} 行此前已录入`}\n`
                : `${touched.size} letters recorded${opened.length === 0 ? '' : `, campaign ${opened.join(', ')} opened`}${known === 0 ? '' : `; ${known} rows were there already`}\n`,
            );
          return EXIT.ok;
        }),
      ),
    );
}

function fileAlone(file: string, options: Record<string, unknown>): string {
  const given = Object.keys(CELLS).find((name) => options[name] !== undefined);
  if (given === undefined) return file;
  throw new XunjianError('USAGE', `a file and --${dashed(given)} at once`, 'put it into the file');
}

function rowOf(options: Record<string, unknown>) {
  if (options.letter === undefined && options.site === undefined)
    throw new XunjianError(
      'USAGE',
      'neither a file nor a letter is named',
      `give a CSV file (columns ${HAND_LETTER_HEADER.optional.join(',')}), or --letter, or --campaign and --site`,
    );
  const cells = Object.entries(CELLS).map(([name, column]) => [column, String(options[name] ?? '')]);
  return handLetter(Object.fromEntries(cells), { file: 'letters record', line: 1 });
}

const dashed = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function combineOf(value: unknown): CombinePolicy | null {
  if (value === undefined) return null;
  const found = COMBINE_POLICIES.find((one) => one === value);
  if (found !== undefined) return found;
  throw new XunjianError(
    'USAGE',
    `--combine knows no "${String(value)}"`,
    `it takes ${COMBINE_POLICIES.join(', ')}`,
  );
}
