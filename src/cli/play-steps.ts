import path from 'node:path';
import { epochMs, systemClock } from '../clock.ts';
import { loadConfig } from '../config/load-config.ts';
import { EXIT } from '../errors.ts';
import { type QuarterScript, type ScriptStep, storeStep } from '../run/demo-looks.ts';
import { openWorkspace, type Workspace } from '../run/workspace.ts';
import type { Globals, Io } from './context.ts';

/** The province that serves a script, as whoever plays it needs it. */
export interface ServedWorld {
  /** Moves its clock. */
  setNow(at: number): Promise<void>;
  /** What a person reads in the picture that a site shows; null when it shows none. */
  picture(siteCode: string): Promise<string | null>;
}

export interface Play {
  script: QuarterScript;
  configFile: string;
  /** Null when looks are stored as facts and nothing is reached. */
  world: ServedWorld | null;
  globals: Pick<Globals, 'quiet' | 'lang'>;
  io: Io;
  /** Told of every command that ended, with its milliseconds. */
  onCommand?(step: { at: string; args: readonly string[] }, ms: number): Promise<void> | void;
}

/** How often the person at the desk looks for a picture, ms: well inside the time that a captcha waits. */
const DESK_EVERY_MS = 300;

/** Plays all steps of the script, each at its own time, commands through the public command line. */
export async function playSteps(play: Play): Promise<void> {
  const { script, world, globals, io } = play;
  // The database is a rehearsal's from its first moment on.
  await staged(play, null, async () => {});
  for (const step of world === null ? script.steps : script.servedSteps) {
    if (io.signal.aborted) throw io.signal.reason;
    if (step.is === 'say') {
      if (!globals.quiet) io.err(`■ ${step[globals.lang]}\n`);
    } else if (step.is === 'command') await playCommand(play, step);
    else {
      const at = step.is === 'accounts' ? (script.accountLooks[step.look] ?? null) : null;
      await staged(play, at, (workspace) => storeStep(workspace, script, step));
    }
  }
}

/** Runs one command of the script. Throws when it ended otherwise than done or done with failures. */
export async function playCommand(
  play: Play,
  step: Omit<Extract<ScriptStep, { is: 'command' }>, 'is'>,
): Promise<void> {
  const { at, args, desk = false } = step;
  await play.world?.setNow(Date.parse(at));
  const began = systemClock.elapsed();
  const over = new AbortController();
  const person = desk ? personAtDesk(play, at, over.signal) : Promise.resolve();
  try {
    await command(play, at, args);
  } finally {
    over.abort();
    await person;
  }
  await play.onCommand?.(step, systemClock.elapsed() - began);
}

async function command(play: Play, at: string, args: readonly string[]): Promise<string> {
  const { configFile, io } = play;
  const { createProgram } = await import('./main.ts');
  let said = '';
  const quiet: Io = {
    ...io,
    out(text) {
      said += text;
    },
    err: () => {},
    isTerminal: false,
  };
  // Files of the script are named by where it wrote them.
  const own = args.map((arg) =>
    arg.startsWith('@') ? path.join(path.dirname(configFile), arg.slice(1)) : arg,
  );
  let status: Promise<number> = Promise.resolve(EXIT.ok);
  await createProgram(quiet, (running) => {
    status = running;
  }).parseAsync(['--config', configFile, '--as-of', at, '--quiet', ...own], { from: 'user' });
  const ended = await status;
  if (ended !== EXIT.ok && ended !== EXIT.failures) throw new Error(`${args.join(' ')} ended with ${ended}`);
  return said;
}

/** Reads the captchas that wait, as a person would; the province tells what its pictures show. */
async function personAtDesk(play: Play, at: string, signal: AbortSignal): Promise<void> {
  const { world, io } = play;
  while (!signal.aborted && !io.signal.aborted && world !== null) {
    const waiting = await command(play, at, ['--json', 'letters', 'desk', '--list']);
    for (const line of waiting.split('\n').filter(Boolean)) {
      const { id, siteCode } = JSON.parse(line) as { id: string; siteCode: string };
      const text = await world.picture(siteCode);
      if (text === null) continue;
      const answer = ['letters', 'desk', '--answer', id, '--text', text, '--by', 'demo'];
      // One that was outdated meanwhile is asked for again.
      await command(play, at, answer).catch(() => undefined);
    }
    await systemClock.sleep(DESK_EVERY_MS);
  }
}

async function staged(
  { configFile }: Play,
  at: string | null,
  work: (workspace: Workspace) => Promise<void>,
): Promise<void> {
  const config = loadConfig({ file: configFile, rehearsal: true });
  const rehearsalStart = at === null ? null : epochMs(Date.parse(at));
  const workspace = openWorkspace({ config, rehearsalStart, mode: 'rehearsal' });
  try {
    await work(workspace);
  } finally {
    await workspace.close();
  }
}
