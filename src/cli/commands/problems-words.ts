import type { Command } from 'commander';
import { loadWorkdays } from '../../config/load-workdays.ts';
import { loadReportProfile } from '../../config/report-profile.ts';
import { type CivilDate, civilDateOf, parseCivilDate } from '../../domain/civil-date.ts';
import type { ProblemWord } from '../../domain/problem.ts';
import { workdayAfter } from '../../domain/workday-calendar.ts';
import { EXIT, XunjianError } from '../../errors.ts';
import { actOn } from '../../run/problems-act.ts';
import type { Workspace } from '../../run/workspace.ts';
import type { Io } from '../context.ts';
import { actor, selectable, targets, timeOf, within } from '../problems-workspace.ts';
import { action, type Register } from '../register.ts';

interface Said {
  word: ProblemWord;
  describe: string;
  /** `due`: a new due day; `until`: the last day of an exemption. */
  day?: 'due' | 'until';
}

const WORDS: readonly Said[] = [
  { word: 'dispatch', describe: 'send it to its unit with a due day · 转办', day: 'due' },
  { word: 'sign', describe: 'the unit has it · 签收' },
  { word: 'start', describe: 'the unit is at work · 整改中' },
  { word: 'submit', describe: 'the unit says it is mended · 提交整改' },
  { word: 'return', describe: 'send it back · 退回' },
  { word: 'appeal', describe: 'the unit contests it · 申诉' },
  { word: 'uphold', describe: 'the appeal is right: closed · 申诉成立' },
  { word: 'reject', describe: 'the appeal is wrong · 申诉不成立' },
  { word: 'extend', describe: 'a later due day · 延期', day: 'due' },
  { word: 'exempt', describe: 'set aside until a day · 例外', day: 'until' },
  { word: 'close', describe: 'close it; without a passing review a person’s reason is needed · 办结' },
  { word: 'reopen', describe: 'open it again · 重新打开' },
];

/** What people say of tickets, one command a word. */
export function registerProblemWords(problems: Command, io: Io, run: Parameters<Register>[2]): void {
  for (const said of WORDS) registerWord(problems, said, io, run);
}

function registerWord(problems: Command, said: Said, io: Io, run: Parameters<Register>[2]): void {
  const { word, describe, day } = said;
  const command = selectable(problems.command(`${word} [ids...]`).description(describe))
    .option('--all', 'every ticket chosen by the filters that admits it', false)
    .option('--why <reason>', 'the reason, which is kept')
    .option('--by <name>', 'who does it');
  if (day === 'due')
    command.option('--due <date>', 'due day; by default so many workdays as the profile says');
  if (day === 'until') command.requiredOption('--until <date>', 'last day it holds');
  command.action(
    action(run, async (globals, ids, options) => {
      await within(globals, async (workspace, asOf) => {
        const zone = workspace.config.timezone;
        const files = await targets(workspace, asOf, word, ids, options);
        for (const file of files) {
          const at = timeOf(workspace, asOf);
          const until =
            day === undefined ? null : dayOf(options[day], word, workspace, civilDateOf(at, zone));
          const act = { word, at, by: actor(options), why: String(options.why ?? ''), until };
          const standing = await actOn(workspace.store, file, act, zone);
          if (globals.json)
            io.out(`${JSON.stringify({ id: file.problem.id, state: standing.state, due: standing.due })}\n`);
        }
        if (!globals.json && !globals.quiet) io.err(`${word}：${files.length}\n`);
      });
      return EXIT.ok;
    }),
  );
}

function dayOf(given: unknown, word: ProblemWord, workspace: Workspace, from: CivilDate): CivilDate {
  if (given === undefined) {
    if (word !== 'dispatch') throw new XunjianError('USAGE', `${word} needs a day`, 'give --due YYYY-MM-DD');
    const { dueWorkdays } = loadReportProfile(workspace.config.report.profile);
    return workdayAfter(loadWorkdays(workspace.config.workdays), from, dueWorkdays.province);
  }
  const day = parseCivilDate(String(given));
  if (day === null)
    throw new XunjianError('USAGE', `"${String(given)}" is no date`, 'write it like 2024-07-15');
  return day;
}
