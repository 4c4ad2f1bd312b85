import { civilDateOf, isoInZone } from '../../domain/civil-date.ts';
import { standingOf } from '../../domain/problem.ts';
import { EXIT } from '../../errors.ts';
import { unitDues } from '../../report/unit-due.ts';
import { cityDue } from '../../run/city-due.ts';
import { observedProblems } from '../../run/observe-quarter.ts';
import { problemOf } from '../../run/problems-act.ts';
import { addProblem } from '../../run/problems-add.ts';
import { collectProblems } from '../../run/problems-collect.ts';
import { collectedLine, problemLine, problemView, RAISED, unitDueLine } from '../print-problem.ts';
import { actor, selectable, selected, timeOf, within } from '../problems-workspace.ts';
import { action, type Register } from '../register.ts';
import { platformOf } from './accounts.ts';
import { registerProblemsReview } from './problems-review.ts';
import { registerProblemWords } from './problems-words.ts';

export const registerProblems: Register = (program, io, run) => {
  const problems = program.command('problems').description('tickets from finding to closing · 问题清单');

  problems
    .command('collect')
    .description('a ticket for every confirmed finding that has none · 生成问题清单')
    .option('--warnings', 'pre-warnings too · 预警', false)
    .option('--by <name>', 'who does it')
    .action(
      action(run, async (globals, _args, options) => {
        await within(globals, async (workspace, asOf) => {
          const collected = await collectProblems(workspace, {
            ...{
              asOf: asOf ?? workspace.clock.now(),
              by: actor(options),
              warnings: options.warnings === true,
            },
          });
          if (globals.json) io.out(`${JSON.stringify(collected)}\n`);
          else io.out(collectedLine(collected, globals.lang));
        });
        return EXIT.ok;
      }),
    );

  problems
    .command('add')
    .description('a ticket by hand · 人工登记问题')
    .option('--site <code>', 'the site it is about')
    .option('--account <key>', 'or the account: its key, name or handle')
    .option('--platform <platform>', 'where the account’s name stands on several platforms')
    .requiredOption('--indicator <id>', 'the indicator it breaks')
    .requiredOption('--message <text>', 'what is wrong')
    .option('--column <name>', 'the column it is about')
    .option('--url <url>', 'its address, as findings name it')
    .option('--proof <files...>', 'what shows it: screenshot, PDF; kept as evidence')
    .option('--by <name>', 'who says so')
    .action(
      action(run, async (globals, _args, options) => {
        await within(globals, async (workspace, asOf) => {
          const text = (name: string) => (options[name] === undefined ? null : String(options[name]));
          const { problem, did } = await addProblem(workspace, {
            ...{ site: text('site'), account: text('account'), column: text('column'), url: text('url') },
            platform: options.platform === undefined ? null : platformOf(String(options.platform)),
            ...{ indicator: String(options.indicator), message: String(options.message) },
            ...{ proofs: (options.proof as string[] | undefined) ?? [] },
            ...{ at: timeOf(workspace, asOf), by: actor(options) },
          });
          io.out(
            globals.json
              ? `${JSON.stringify({ id: problem.id, did })}\n`
              : `${problem.id} ${RAISED[globals.lang][did]}\n`,
          );
        });
        return EXIT.ok;
      }),
    );

  selectable(problems.command('list').description('tickets and where they stand · 问题清单')).action(
    action(run, async (globals, _args, options) => {
      await within(globals, async (workspace, asOf) => {
        const day = civilDateOf(asOf ?? workspace.clock.now(), workspace.config.timezone);
        const dueCity = cityDue(workspace);
        for (const file of await selected(workspace, asOf, day, options)) {
          const standing = standingOf(file.events, day);
          const city = dueCity(file.problem, standing);
          io.out(
            globals.json
              ? `${JSON.stringify(problemView(file, standing, workspace, city))}\n`
              : problemLine(file, standing, city, globals.lang),
          );
        }
      });
      return EXIT.ok;
    }),
  );

  selectable(
    problems
      .command('due')
      .description('by unit: what it has to report and by when, who has reported, who is late · 整改期限'),
  ).action(
    action(run, async (globals, _args, options) => {
      let late = 0;
      await within(globals, async (workspace, asOf) => {
        const day = civilDateOf(asOf ?? workspace.clock.now(), workspace.config.timezone);
        const files = await selected(workspace, asOf, day, options);
        const named = { accounts: new Map(), dueCity: cityDue(workspace) };
        for (const unit of unitDues(observedProblems(files, day, named))) {
          late += unit.overdue;
          io.out(globals.json ? `${JSON.stringify(unit)}\n` : unitDueLine(unit, globals.lang));
        }
      });
      return late === 0 ? EXIT.ok : EXIT.failures;
    }),
  );

  problems
    .command('show <id>')
    .description('one ticket with everything that happened to it')
    .action(
      action(run, async (globals, [id = '']) => {
        await within(globals, async (workspace, asOf) => {
          const { timezone } = workspace.config;
          const file = await problemOf(workspace.store, id);
          const standing = standingOf(file.events, civilDateOf(asOf ?? workspace.clock.now(), timezone));
          const city = cityDue(workspace)(file.problem, standing);
          if (globals.json) io.out(`${JSON.stringify(problemView(file, standing, workspace, city))}\n`);
          else {
            io.out(problemLine(file, standing, city, globals.lang));
            for (const { word, at, by, why, until, review } of file.events)
              io.out(
                `  ${isoInZone(at, timezone)} ${word}${review === null ? '' : `(${review})`}${until === null ? '' : ` → ${until}`} ${by}：${why}\n`,
              );
          }
        });
        return EXIT.ok;
      }),
    );

  registerProblemWords(problems, io, run);

  registerProblemsReview(problems, io, run);
};
