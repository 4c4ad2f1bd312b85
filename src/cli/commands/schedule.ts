import { userInfo } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { loadWorkdays } from '../../config/load-workdays.ts';
import { isoInZone } from '../../domain/civil-date.ts';
import { EXIT, XunjianError } from '../../errors.ts';
import { PACKAGE_ROOT } from '../../package-root.ts';
import { followTimetable, type JobEvent, runDue } from '../../run/follow-timetable.ts';
import { crontabOf, systemdOf } from '../../run/print-timetable.ts';
import { createTimetable, JOBS, type JobName } from '../../run/timetable.ts';
import { runJob } from '../../run/timetable-jobs.ts';
import { configOf, type Globals, type Io } from '../context.ts';
import { withActing, withJudging } from '../letters-workspace.ts';
import { JOB_NAMES, minuteOf, printJobEvent } from '../print-job.ts';
import { action, type Register } from '../register.ts';

type Options = Readonly<Record<string, unknown>>;

const LIVE = 'letters really go, where letters.enabled allows it too';
const SKIP_BAD = 'go on without the registry rows that are refused';

export const registerSchedule: Register = (program, io, run) => {
  const schedule = program
    .command('schedule')
    .description('run the timetable in this process: nightly scan, samples, letters, accounts · 按时间表运行')
    .option('--only <jobs...>', `only these of ${JOBS.join(', ')}`)
    .option('--live', LIVE, false)
    .option('--skip-bad', SKIP_BAD, false);
  // An option that both commands have is the outer one's to the parser, wherever it stands.
  const isGiven = (options: Options, name: string) =>
    options[name] === true || schedule.opts()[name] === true;
  schedule.action(
    action(run, (globals, args, options) => {
      if (args[0] !== undefined) throw unknownJob(args[0]);
      const jobs = options.only === undefined ? JOBS : (options.only as string[]).map(jobOf);
      return withActing(globals, async (workspace) => {
        await followTimetable(workspace, {
          timetable: createTimetable(workspace.config, loadWorkdays(workspace.config.workdays)),
          run: (job) => runJob(job, workspace, jobOptions(globals, io, isGiven.bind(null, options))),
          onEvent: logger(globals, io, workspace.config.timezone),
          ...{ signal: io.signal, jobs },
        });
        return EXIT.interrupted;
      });
    }),
  );

  schedule
    .command('run <job>')
    .description(
      'one job of the timetable now, by the same rules: what crontab and timers call · 执行一项任务',
    )
    .option('--live', LIVE, false)
    .option('--skip-bad', SKIP_BAD, false)
    .action(
      action(run, (globals, [name = ''], options) => {
        const job = jobOf(name);
        return withActing(globals, async (workspace) => {
          let failure: unknown = null;
          const log = logger(globals, io, workspace.config.timezone);
          const status = await runDue(job, workspace.clock.now(), workspace, {
            run: (one) => runJob(one, workspace, jobOptions(globals, io, isGiven.bind(null, options))),
            onEvent(event) {
              if (event.event === 'failed') failure = event.error;
              else if (event.event !== 'busy') log(event);
            },
            signal: io.signal,
          });
          if (failure !== null) throw failure;
          if (status === null)
            throw new XunjianError('RUN_LOCKED', `another process runs ${job} now`, 'wait for it, or end it');
          return status;
        });
      }),
    );

  schedule
    .command('print')
    .description('lines for crontab and unit files for systemd · 打印 crontab 与 systemd 配置')
    .option('--for <system>', 'crontab or systemd; both where not given')
    .option('--user <name>', 'the user that services run as')
    .option('--live', LIVE, false)
    .action(
      action(run, async (globals, _args, options) => {
        const wanted = options.for === undefined ? null : String(options.for);
        if (wanted !== null && wanted !== 'crontab' && wanted !== 'systemd')
          throw new XunjianError(
            'USAGE',
            `--for takes crontab or systemd, not "${wanted}"`,
            'leave it away for both',
          );
        const config = configOf(globals, false);
        const at = {
          ...{ node: process.execPath, program: path.join(PACKAGE_ROOT, 'bin/xunjian.mjs') },
          ...{ user: String(options.user ?? userInfo().username), live: isGiven(options, 'live') },
        };
        const head = (name: string) => (wanted === null ? `# ═══ ${name} ═══\n` : '');
        if (wanted !== 'systemd') io.out(`${head('crontab -e')}${crontabOf(config, at, globals.lang)}`);
        if (wanted === null) io.out('\n');
        if (wanted !== 'crontab') io.out(`${head('systemd')}${systemdOf(config, at, globals.lang)}`);
        return EXIT.ok;
      }),
    );

  schedule
    .command('status')
    .description('each job: its last run and when it is due next · 各项任务的上次与下次')
    .action(
      action(run, (globals) =>
        withJudging(globals, async ({ store, config, clock }, asOf) => {
          const timetable = createTimetable(config, loadWorkdays(config.workdays));
          const zone = config.timezone;
          for (const job of JOBS) {
            const last = await store.jobs.latest(job);
            const next = timetable.next(job, asOf ?? clock.now());
            if (globals.json) {
              const iso = (at: JobEvent['dueAt'] | null | undefined) =>
                at == null ? null : isoInZone(at, zone);
              const { status = null } = last ?? {};
              const row = {
                job,
                startedAt: iso(last?.startedAt),
                endedAt: iso(last?.endedAt),
                status,
                next: iso(next),
              };
              io.out(`${JSON.stringify(row)}\n`);
            } else {
              const zh = globals.lang === 'zh';
              const was =
                last === null
                  ? zh
                    ? '从未执行'
                    : 'never ran'
                  : `${minuteOf(last.startedAt, zone)} ${stateOf(last, zh)}`;
              const due = next === null ? (zh ? '无' : 'never') : minuteOf(next, zone);
              io.out(
                `${JOB_NAMES[job][globals.lang]}：${zh ? '上次' : 'last'} ${was} · ${zh ? '下次' : 'next'} ${due}\n`,
              );
            }
          }
          return EXIT.ok;
        }),
      ),
    );
};

function stateOf(
  { endedAt, status }: { endedAt: number | null; status: number | null },
  zh: boolean,
): string {
  if (endedAt === null) return zh ? '执行中或已中断' : 'running, or cut off';
  if (status === EXIT.ok) return zh ? '完成' : 'done';
  if (status === EXIT.failures) return zh ? '完成，有问题' : 'done, with failures';
  if (status === EXIT.interrupted) return zh ? '被中断' : 'interrupted';
  return zh ? `未能执行（${status}）` : `could not run (${status})`;
}

function jobOptions(globals: Globals, io: Io, isGiven: (name: string) => boolean) {
  return {
    ...{ live: isGiven('live'), skipBad: isGiven('skipBad') },
    ...{ language: globals.lang, signal: io.signal },
  };
}

function jobOf(name: string): JobName {
  const job = JOBS.find((one) => one === name);
  if (job === undefined) throw unknownJob(name);
  return job;
}

function unknownJob(name: string): XunjianError {
  return new XunjianError('USAGE', `the timetable has no job "${name}"`, `use one of ${JOBS.join(', ')}`);
}

/** Events go to stdout as JSON Lines when asked for, else to stderr: a line for a person, or for a log. */
function logger(globals: Globals, io: Io, zone: string): (event: JobEvent) => void {
  const log = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime },
    { write: (text) => io.err(text) },
  );
  return (event) => {
    const { dueAt, ...rest } = event;
    const row = { ...rest, dueAt: isoInZone(dueAt, zone) };
    const line = printJobEvent(event, globals.lang, zone);
    const isTrouble = event.event === 'failed';
    if (globals.json) {
      const error = event.event === 'failed' ? { error: line } : {};
      io.out(`${JSON.stringify({ ...row, ...error })}\n`);
    } else if (globals.quiet && !isTrouble) return;
    else if (io.isTerminal) io.err(`${line}\n`);
    else if (isTrouble) log.error({ job: event.job, status: event.status }, line);
    else log.info(row, line);
  };
}
