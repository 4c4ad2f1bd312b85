import { setMaxListeners } from 'node:events';
import { Command, CommanderError } from 'commander';
import { EXIT, XunjianError } from '../errors.ts';
import { registerAccounts } from './commands/accounts.ts';
import { registerConfig } from './commands/config.ts';
import { registerDemo } from './commands/demo.ts';
import { registerDoctor } from './commands/doctor.ts';
import { registerExport } from './commands/export.ts';
import { registerFindings } from './commands/findings.ts';
import { registerInventory } from './commands/inventory.ts';
import { registerJudge } from './commands/judge.ts';
import { registerLetters } from './commands/letters.ts';
import { registerProbe } from './commands/probe.ts';
import { registerProblems } from './commands/problems.ts';
import { registerPrune } from './commands/prune.ts';
import { registerReach } from './commands/reach.ts';
import { registerRead } from './commands/read.ts';
import { registerReport } from './commands/report.ts';
import { registerScan } from './commands/scan.ts';
import { registerSchedule } from './commands/schedule.ts';
import { registerServe } from './commands/serve.ts';
import { registerToken } from './commands/token.ts';
import type { Io } from './context.ts';
import { ERROR_WORDS } from './error-words.ts';

const REGISTER = [
  registerProbe,
  registerScan,
  registerReach,
  registerJudge,
  registerRead,
  registerFindings,
  registerAccounts,
  registerLetters,
  registerProblems,
  registerReport,
  registerInventory,
  registerExport,
  registerSchedule,
  registerPrune,
  registerServe,
  registerToken,
  registerConfig,
  registerDoctor,
  registerDemo,
] as const;

/** The program with all its commands; `run` receives each command's exit status. */
export function createProgram(io: Io, run: (status: Promise<number>) => void): Command {
  const program = new Command('xunjian')
    .description('巡检：政府网站与政务新媒体检查 · inspects government websites and new-media accounts')
    .option('--config <file>', 'configuration file (default: config/xunjian.yaml)')
    .option('--as-of <iso-time>', 'judging time; on observing commands: rehearse from that instant')
    .option('--json', 'results as JSON (JSON Lines where there are several)', false)
    .option('--lang <language>', 'language of messages: zh or en', 'zh')
    .option('--quiet', 'no progress on stderr', false)
    .configureOutput({ writeOut: (text) => io.out(text), writeErr: (text) => io.err(text) })
    .showSuggestionAfterError(true)
    .exitOverride();
  for (const register of REGISTER) register(program, io, run);
  return program;
}

/** Runs one command line and returns its exit status (DESIGN §5). Errors become one clear line on stderr. */
export async function main(argv: readonly string[]): Promise<number> {
  const interrupt = new AbortController();
  // Every request under way listens to it; Node warns of a leak beyond ten.
  setMaxListeners(0, interrupt.signal);
  const onSignal = () =>
    interrupt.abort(new XunjianError('INTERRUPTED', 'interrupted', 'run the same command again to go on'));
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  // A reader that closes the pipe early (head) is no error of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT.ok);
  });
  const io: Io = {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    isTerminal: process.stderr.isTTY === true,
    signal: interrupt.signal,
  };
  let status: Promise<number> = Promise.resolve(EXIT.ok);
  const program = createProgram(io, (running) => {
    status = running;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return await status;
  } catch (error) {
    return report(error, io, program.opts().lang === 'en');
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  }
}

function report(error: unknown, io: Io, inEnglish: boolean): number {
  if (error instanceof XunjianError) {
    const kind = inEnglish ? '' : `${ERROR_WORDS[error.code]}：`;
    io.err(`xunjian: ${kind}${error.message}\n  → ${error.remedy} [${error.code}]\n`);
    return error.exitStatus;
  }
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  io.err(`xunjian: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return EXIT.cannotRun;
}
