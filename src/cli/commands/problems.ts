import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import type { Command } from 'commander';
import type { EpochMs } from '../../clock.ts';
import { loadReportProfile } from '../../config/report-profile.ts';
import { type CivilDate, civilDateOf, isoInZone, parseCivilDate } from '../../domain/civil-date.ts';
import {
  isAdmitted,
  ORIGIN_NAMES,
  type ProblemStanding,
  type ProblemWord,
  STATE_NAMES,
  standingOf,
} from '../../domain/problem.ts';
import { chineseCalendar, workdayAfter } from '../../domain/workday-calendar.ts';
import { EXIT, XunjianError } from '../../errors.ts';
import { readAccounts, readInventory } from '../../inventory/read-inventory.ts';
import { type UnitDue, unitDues } from '../../report/unit-due.ts';
import { checkAccounts } from '../../run/accounts-check.ts';
import { syncAccounts } from '../../run/accounts-registry.ts';
import { cityDue } from '../../run/city-due.ts';
import { observedProblems } from '../../run/observe-quarter.ts';
import { actOn, problemOf } from '../../run/problems-act.ts';
import { addProblem } from '../../run/problems-add.ts';
import { collectProblems } from '../../run/problems-collect.ts';
import { type LookAgain, type Registries, reviewOf, reviewRegistries } from '../../run/problems-review.ts';
import { scan } from '../../run/scan.ts';
import { openWorkspace, type Workspace } from '../../run/workspace.ts';
import type { ProblemFile, Raised } from '../../store/problem-repository.ts';
import { asOfOf, configOf, type Globals, type Io } from '../context.ts';
import { action, type Register } from '../register.ts';
import { platformOf } from './accounts.ts';

interface Options extends Record<string, unknown> {
  why?: string;
  by?: string;
}

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

const RAISED: Readonly<Record<'zh' | 'en', Readonly<Record<Raised, string>>>> = {
  zh: { opened: '新登记', recurred: '往期再次发生', reopened: '重新打开', kept: '已有，未重复登记' },
  en: { opened: 'opened', recurred: 'recurs', reopened: 'opened again', kept: 'there already' },
};

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
          else
            io.out(
              `新发现 ${collected.opened}，往期再次发生 ${collected.recurred}，本期重新打开 ${collected.reopened}，已有 ${collected.kept}\n`,
            );
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
              ? `${JSON.stringify(view(file, standing, workspace, city))}\n`
              : line(file, standing, city),
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
          io.out(globals.json ? `${JSON.stringify(unit)}\n` : dueLine(unit));
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
          if (globals.json) io.out(`${JSON.stringify(view(file, standing, workspace, city))}\n`);
          else {
            io.out(line(file, standing, city));
            for (const { word, at, by, why, until, review } of file.events)
              io.out(
                `  ${isoInZone(at, timezone)} ${word}${review === null ? '' : `(${review})`}${until === null ? '' : ` → ${until}`} ${by}：${why}\n`,
              );
          }
        });
        return EXIT.ok;
      }),
    );

  for (const said of WORDS) registerWord(problems, said, io, run);

  selectable(
    problems.command('review [ids...]').description('look again by the same probe; a pass closes · 复核'),
  )
    .option('--all', 'every ticket that can be reviewed', false)
    .option('--stored', 'only looks that are stored already, no network', false)
    .option('--by <name>', 'who does it')
    .action(
      action(run, async (globals, ids, options) => {
        let failed = 0;
        await within(
          globals,
          async (workspace, asOf) => {
            // 漏报 is closed by the registry: what was registered since has to be known.
            const { accounts } = workspace.config.inventory;
            if (existsSync(accounts)) await syncAccounts(workspace, readAccounts(accounts).rows);
            const registries = await reviewRegistries(workspace);
            for (const file of await targets(workspace, asOf, 'review', ids, options)) {
              if ((await reviewOne(workspace, registries, file, { globals, io, asOf, options })) !== 'pass')
                failed += 1;
            }
          },
          options.stored !== true,
        );
        return failed === 0 ? EXIT.ok : EXIT.failures;
      }),
    );
};

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

async function reviewOne(
  workspace: Workspace,
  registries: Registries,
  file: ProblemFile,
  { globals, io, asOf, options }: { globals: Globals; io: Io; asOf: EpochMs | null; options: Options },
): Promise<string> {
  const lookAgain = options.stored === true ? null : lookingAgain(workspace, globals, io);
  const now = () => timeOf(workspace, asOf);
  const review = await reviewOf(workspace, registries, file, now(), lookAgain);
  const zone = workspace.config.timezone;
  // After a look made just now: the word is said when the look was done.
  const at = options.stored === true ? now() : (Math.max(now(), workspace.clock.now()) as EpochMs);
  const by = actor(options);
  const { result, said, evidence } = review;
  await actOn(
    workspace.store,
    file,
    { word: 'review', at, by, why: said, until: null, review: result, evidence },
    zone,
  );
  if (result === 'pass') {
    const reviewed = await problemOf(workspace.store, file.problem.id);
    await actOn(
      workspace.store,
      reviewed,
      { word: 'close', at, by, why: '复核通过', until: null, evidence },
      zone,
    );
  }
  const { id } = file.problem;
  if (globals.json) io.out(`${JSON.stringify({ id, review: result, said })}\n`);
  else if (!globals.quiet) io.err(`${id} ${result} ${said}\n`);
  return result;
}

/** A new look at a site as `probe` makes it, at an account as `accounts check` makes it. */
function lookingAgain(workspace: Workspace, { lang: language }: Globals, { signal }: Io): LookAgain {
  const { config } = workspace;
  const silent = { onStart: () => {}, onResult: () => {} };
  return {
    async site(site) {
      const { columns } = existsSync(config.inventory.sites)
        ? readInventory(config.inventory, { skipBad: true })
        : { columns: [] };
      const declared = columns.filter(({ siteCode }) => siteCode === site.siteCode);
      const { pages } = config.scan;
      await scan(workspace, {
        ...{ kind: 'probe', sites: [site], declared, fresh: true, pages, language, signal, ...silent },
      });
    },
    async account({ key }) {
      await checkAccounts(workspace, {
        registry: existsSync(config.inventory.accounts) ? readAccounts(config.inventory.accounts).rows : [],
        isWanted: (one) => one.key === key,
        ...{ fresh: true, language, env: process.env, signal, ...silent },
      });
    },
  };
}

/** Filters that several commands share. */
function selectable(command: Command): Command {
  return command
    .option('--state <state>', 'only this state')
    .option('--region <region>', 'only this reporting unit')
    .option('--unit <unit>', 'only this 主办单位')
    .option('--origin <origin>', 'scan, sample, letter or person')
    .option('--kind <kind>', 'problem or warning')
    .option('--subject <kind>', 'site or account')
    .option('--period <quarter>', 'only found in this quarter')
    .option('--except <ids...>', 'not these')
    .option('--overdue', 'only past their due day', false);
}

async function selected(
  { store }: Workspace,
  asOf: EpochMs | null,
  today: CivilDate,
  options: Options,
): Promise<ProblemFile[]> {
  const files = await store.problems.all(asOf ?? (Number.MAX_SAFE_INTEGER as EpochMs));
  const except = new Set((options.except as string[] | undefined) ?? []);
  const isAsked = (option: unknown, value: string) => option === undefined || option === value;
  return files.filter(({ problem, events }) => {
    const { state, overdue } = standingOf(events, today);
    const { region, unit, origin, kind, subjectKind, period } = problem;
    return (
      isAsked(options.state, state) &&
      isAsked(options.region, region) &&
      isAsked(options.unit, unit) &&
      isAsked(options.origin, origin) &&
      isAsked(options.kind, kind) &&
      isAsked(options.subject, subjectKind) &&
      isAsked(options.period, period) &&
      !except.has(problem.id) &&
      (options.overdue !== true || overdue)
    );
  });
}

/** The tickets named, or with `--all` those the filters choose that admit the word. */
async function targets(
  workspace: Workspace,
  asOf: EpochMs | null,
  word: ProblemWord,
  ids: readonly string[],
  options: Options,
): Promise<ProblemFile[]> {
  if (options.all !== true) {
    if (ids.length === 0)
      throw new XunjianError('USAGE', `${word} needs ids`, 'name tickets, or give --all with filters');
    const files: ProblemFile[] = [];
    for (const id of ids) files.push(await problemOf(workspace.store, id));
    return files;
  }
  const today = civilDateOf(asOf ?? workspace.clock.now(), workspace.config.timezone);
  const files = await selected(workspace, asOf, today, options);
  return files.filter(({ events }) => isAdmitted(standingOf(events, today).state, word));
}

function dayOf(given: unknown, word: ProblemWord, workspace: Workspace, from: CivilDate): CivilDate {
  if (given === undefined) {
    if (word !== 'dispatch') throw new XunjianError('USAGE', `${word} needs a day`, 'give --due YYYY-MM-DD');
    const { dueWorkdays } = loadReportProfile(workspace.config.report.profile);
    return workdayAfter(chineseCalendar, from, dueWorkdays.province);
  }
  const day = parseCivilDate(String(given));
  if (day === null)
    throw new XunjianError('USAGE', `"${String(given)}" is no date`, 'write it like 2024-07-15');
  return day;
}

/** When an act is recorded: a rehearsal plays it at the time it is told, a real one happens now and is never backdated. */
function timeOf({ store, clock }: Workspace, asOf: EpochMs | null): EpochMs {
  return store.mode === 'rehearsal' ? (asOf ?? clock.now()) : clock.now();
}

const actor = (options: Options) => (options.by === undefined ? userInfo().username : String(options.by));

function line({ problem, events }: ProblemFile, standing: ProblemStanding, city: CivilDate | null): string {
  const marks = [
    ...(problem.kind === 'warning' ? ['预警'] : []),
    ...(standing.overdue ? ['超期'] : []),
    ...(standing.extensions > 0 ? ['已延期'] : []),
    ...(problem.recurs === null ? [] : [`再次发生（前次 ${problem.recurs}）`]),
    ...(events.at(-1)?.word === 'reopen' ? ['重新打开'] : []),
  ];
  const toCity = city === null || city === standing.due ? '' : `（报市 ${city}）`;
  const due = standing.due === null ? '' : ` 期限 ${standing.due}${toCity}`;
  return `${problem.id} [${STATE_NAMES[standing.state]}${marks.length > 0 ? `·${marks.join('·')}` : ''}] ${problem.region} ${problem.unit} ${problem.indicator} ${problem.message}（${ORIGIN_NAMES[problem.origin]}）${due}\n`;
}

function dueLine({ region, unit, dueCity, due, dispatched, reported, closed, overdue }: UnitDue): string {
  const days = due === null ? '全部办结' : `期限 ${due}${dueCity === null ? '' : `（报市 ${dueCity}）`}`;
  const late = overdue > 0 ? `，超期 ${overdue}` : '';
  return `${region} ${unit}  ${days}  转办 ${dispatched}，已报整改 ${reported}，办结 ${closed}${late}\n`;
}

function view(
  { problem, events }: ProblemFile,
  standing: ProblemStanding,
  { config }: Workspace,
  dueCity: CivilDate | null,
) {
  const iso = (at: EpochMs | null) => (at === null ? null : isoInZone(at, config.timezone));
  const { dispatchedAt, submittedAt, closedAt, ...rest } = standing;
  return {
    ...problem,
    foundAt: iso(problem.foundAt),
    ...rest,
    dueCity,
    ...{ dispatchedAt: iso(dispatchedAt), submittedAt: iso(submittedAt), closedAt: iso(closedAt) },
    events: events.map(({ problemId: _problem, at, ...event }) => ({ at: iso(at), ...event })),
  };
}

async function within(
  globals: Globals,
  work: (workspace: Workspace, asOf: EpochMs | null) => Promise<void>,
  looks = false,
): Promise<void> {
  const config = configOf(globals, looks && globals.asOf !== undefined);
  const asOf = asOfOf(globals, config.timezone);
  const workspace = openWorkspace({ config, rehearsalStart: looks ? asOf : null, mode: null });
  try {
    if (workspace.store.mode === 'rehearsal' && asOf === null && looks)
      throw new XunjianError('DATABASE_IS_REHEARSAL', 'the database belongs to a rehearsal', 'give --as-of');
    await work(workspace, asOf);
  } finally {
    await workspace.close();
  }
}
