import { createHash } from 'node:crypto';
import { userInfo } from 'node:os';
import type { Command } from 'commander';
import type { EpochMs } from '../../clock.ts';
import { loadWorkdays } from '../../config/load-workdays.ts';
import { type CivilDate, civilDateOf, parseCivilDate } from '../../domain/civil-date.ts';
import { parseQuarter } from '../../domain/quarter.ts';
import { workdayAfter } from '../../domain/workday-calendar.ts';
import { EXIT, XunjianError } from '../../errors.ts';
import { proposeHighlights } from '../../report/propose-highlights.ts';
import { type BulletinRequest, bulletinOf } from '../../run/report-bulletin.ts';
import { writeAnnexes, writeBulletin, writeNotices } from '../../run/report-write.ts';
import { openWorkspace, type Workspace } from '../../run/workspace.ts';
import { asOfOf, configOf, type Globals } from '../context.ts';
import { action, type Register } from '../register.ts';
import { registerReportCheck } from './report-check.ts';

export const registerReport: Register = (program, io, run) => {
  const report = program.command('report').description('bulletin, annexes, notices · 通报');

  dated(
    report
      .command('bulletin')
      .description('the quarter’s bulletin as DOCX, HTML, PDF and JSON with its annexes · 通报'),
  )
    .option('--no-pdf', 'without the PDF, which needs a browser')
    .action(
      action(run, async (globals, _args, options) => {
        await within(globals, async (workspace) => {
          const work = await bulletinOf(workspace, requestOf(workspace, globals, options));
          const { files, bulletin } = await writeBulletin(work, {
            ...{
              out: String(options.out),
              pdf: options.pdf !== false,
              browser: workspace.config.browser.executable,
              clock: workspace.clock,
            },
          });
          const edited = bulletin.blocks.filter(({ edited: is }) => is).map(({ key }) => key);
          io.out(
            globals.json
              ? `${JSON.stringify({ out: options.out, files, edited })}\n`
              : `${bulletin.title}\n${files.map((name) => `  ${name}\n`).join('')}${edited.length > 0 ? `  人工改写：${edited.join('、')}\n` : ''}`,
          );
        });
        return EXIT.ok;
      }),
    );

  dated(report.command('annex').description('the three annexes alone, as CSV · 附件')).action(
    action(run, async (globals, _args, options) => {
      await within(globals, async (workspace) => {
        const { bulletin } = await bulletinOf(workspace, requestOf(workspace, globals, options));
        for (const name of writeAnnexes(bulletin, String(options.out))) io.out(`${name}\n`);
      });
      return EXIT.ok;
    }),
  );

  dated(
    report
      .command('notices')
      .description('each city’s forwarding notice and each unit’s own list · 转发通知'),
  )
    .option('--forwarded <date>', 'day the cities forward it; the day of signing where not given')
    .option(
      '--city-due <date>',
      'by when units report to their city; by default so many workdays as the profile says',
    )
    .action(
      action(run, async (globals, _args, options) => {
        await within(globals, async (workspace) => {
          const request = requestOf(workspace, globals, options);
          const work = await bulletinOf(workspace, request);
          const { reportWorkdays } = work.profile;
          const { host, port } = workspace.config.server;
          const workdays = loadWorkdays(workspace.config.workdays);
          const forwarded = dayOf(options.forwarded, '--forwarded') ?? request.signed;
          const cityDue =
            dayOf(options.cityDue, '--city-due') ?? workdayAfter(workdays, forwarded, reportWorkdays.city);
          const due = request.due ?? workdayAfter(workdays, request.signed, reportWorkdays.province);
          if (cityDue > due)
            throw new XunjianError(
              'USAGE',
              `the cities’ day ${cityDue} is later than the province’s ${due}`,
              'give an earlier --city-due',
            );
          for (const { region, units } of await writeNotices(work, {
            out: String(options.out),
            forwarded,
            cityDue,
            due,
            evidenceBase: (work.profile.evidenceUrl ?? `http://${host}:${port}`).replace(/\/+$/, ''),
          }))
            io.out(
              globals.json
                ? `${JSON.stringify({ region, units, due: cityDue })}\n`
                : `${region}：${units.length}家\n`,
            );
        });
        return EXIT.ok;
      }),
    );

  dated(report.command('figures').description('every figure with its computation · 数据及算法'), false)
    .option('--figure <id>', 'only this one, with the rows it counts')
    .action(
      action(run, async (globals, _args, options) => {
        await within(globals, async (workspace) => {
          const { bulletin } = await bulletinOf(workspace, requestOf(workspace, globals, options));
          const wanted = options.figure === undefined ? null : String(options.figure);
          const figures = bulletin.figures.filter(({ id }) => wanted === null || id === wanted);
          if (figures.length === 0)
            throw new XunjianError('USAGE', `no figure "${wanted}"`, 'report figures --json lists them all');
          for (const { rate: _rate, ...figure } of figures) {
            const { id, text, computation, rows } = figure;
            if (globals.json) io.out(`${JSON.stringify(figure)}\n`);
            else if (wanted !== null || !id.includes('/')) io.out(`${id} = ${text}  ${computation}\n`);
            if (!globals.json && wanted !== null) for (const row of rows) io.out(`  ${row}\n`);
          }
          if (globals.json || wanted !== null) return;
          for (const { id, now, before, change, against } of bulletin.changes)
            io.out(`${against} ${id}：${before} → ${now}（${change ?? '—'}）\n`);
        });
        return EXIT.ok;
      }),
    );

  dated(
    report.command('highlights').description('candidates with their evidence; a person chooses · 亮点'),
    false,
  )
    .option('--heading <text>', 'choose one: its heading')
    .option('--text <text>', 'its text, as printed')
    .option('--evidence <ids...>', 'what it rests on: ids of rows, figures or stored evidence')
    .option('--withdraw <id>', 'take a chosen one back')
    .option('--by <name>', 'who chooses')
    .action(
      action(run, async (globals, _args, options) => {
        await within(globals, async (workspace) => {
          const request = requestOf(workspace, globals, options);
          const by = options.by === undefined ? userInfo().username : String(options.by);
          const at = timeOf(workspace, globals);
          const { highlights } = workspace.store;
          if (options.withdraw !== undefined) {
            const id = String(options.withdraw);
            const known = (await highlights.ofPeriod(request.quarter, at)).findLast(
              (highlight) => highlight.id === id,
            );
            if (known === undefined)
              throw new XunjianError(
                'USAGE',
                `no highlight ${id} was chosen`,
                'xunjian report highlights lists them',
              );
            await highlights.append({ ...known, word: 'withdraw', by, at });
            return;
          }
          if (options.heading !== undefined || options.text !== undefined) {
            const evidence = (options.evidence as string[] | undefined) ?? [];
            if (options.heading === undefined || options.text === undefined || evidence.length === 0)
              throw new XunjianError(
                'USAGE',
                'a highlight needs --heading, --text and --evidence',
                'a highlight without evidence is not printed',
              );
            const heading = String(options.heading);
            const text = String(options.text);
            const id = `h-${createHash('sha256').update(`${request.quarter}\n${heading}\n${text}`).digest('hex').slice(0, 10)}`;
            await highlights.append({
              ...{ id, period: request.quarter, heading, text, evidence },
              word: 'choose',
              by,
              at,
            });
            io.out(`${id}\n`);
            return;
          }
          const { observed, figures } = await bulletinOf(workspace, request);
          for (const chosen of observed.highlights)
            io.out(
              globals.json
                ? `${JSON.stringify({ ...chosen, chosen: true })}\n`
                : `已选 ${chosen.id} ${chosen.heading}\n`,
            );
          for (const proposed of proposeHighlights(observed, figures))
            io.out(
              globals.json
                ? `${JSON.stringify({ ...proposed, chosen: false })}\n`
                : `候选 ${proposed.subject} ${proposed.why}（${proposed.evidence.join(' ')}）\n`,
            );
        });
        return EXIT.ok;
      }),
    );

  registerReportCheck(report, io, run);
};

function dated(command: Command, writes = true): Command {
  command
    .requiredOption('--period <quarter>', 'the quarter, like 2024Q2')
    .option('--signed <date>', 'day of signing; today where not given. Facts after it are not looked at')
    .option('--due <date>', 'by when units report to the province')
    .option('--number <text>', '发文字号');
  return writes ? command.requiredOption('--out <dir>', 'where the files go') : command;
}

function requestOf(
  workspace: Workspace,
  globals: Globals,
  options: Record<string, unknown>,
): BulletinRequest {
  const quarter = parseQuarter(String(options.period));
  if (quarter === null)
    throw new XunjianError(
      'USAGE',
      `--period "${String(options.period)}" is no quarter`,
      'write it like 2024Q2',
    );
  const asOf = asOfOf(globals, workspace.config.timezone);
  const now = asOf ?? workspace.clock.now();
  const signed = dayOf(options.signed, '--signed') ?? civilDateOf(now, workspace.config.timezone);
  const due = dayOf(options.due, '--due');
  if (due !== null && due <= signed)
    throw new XunjianError(
      'USAGE',
      `--due ${due} is not after the day of signing ${signed}`,
      'give a later day',
    );
  return { quarter, signed, due, number: options.number === undefined ? null : String(options.number), asOf };
}

/** When something is recorded: only a rehearsal may say another time than now. */
function timeOf({ store, clock, config }: Workspace, globals: Globals): EpochMs {
  return (store.mode === 'rehearsal' ? asOfOf(globals, config.timezone) : null) ?? clock.now();
}

function dayOf(given: unknown, option: string): CivilDate | null {
  if (given === undefined) return null;
  const day = parseCivilDate(String(given));
  if (day === null)
    throw new XunjianError('USAGE', `${option} "${String(given)}" is no date`, 'write it like 2024-06-28');
  return day;
}

async function within(globals: Globals, work: (workspace: Workspace) => Promise<void>): Promise<void> {
  const workspace = openWorkspace({ config: configOf(globals, false), rehearsalStart: null, mode: null });
  try {
    await work(workspace);
  } finally {
    await workspace.close();
  }
}
