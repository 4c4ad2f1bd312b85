import type { Command } from 'commander';
import { DateTime } from 'luxon';
import { type EpochMs, epochMs } from '../clock.ts';
import { type Config, loadConfig } from '../config/load-config.ts';
import type { Language } from '../domain/probe.ts';
import { XunjianError } from '../errors.ts';

/** Where a command writes: results to `out`, progress and notes to `err`. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** Whether `err` is a terminal that can redraw a line. */
  isTerminal: boolean;
  /** Aborts on Ctrl-C. */
  signal: AbortSignal;
}

/** The global options as every command sees them. */
export interface Globals {
  /** Undefined when not given: then XUNJIAN_CONFIG or the default file, which may be absent. */
  config: string | undefined;
  asOf: string | undefined;
  json: boolean;
  lang: Language;
  quiet: boolean;
}

/** What a command returns: the process's exit status. */
export type Action = (
  globals: Globals,
  io: Io,
  args: string[],
  options: Record<string, unknown>,
) => Promise<number>;

export function globalsOf(command: Command): Globals {
  const { config, asOf, json, lang, quiet } = command.optsWithGlobals() as Record<string, unknown>;
  if (lang !== 'zh' && lang !== 'en') {
    throw new XunjianError(
      'USAGE',
      `--lang takes zh or en, not "${String(lang)}"`,
      'give --lang zh or --lang en',
    );
  }
  return {
    config: config === undefined ? undefined : String(config),
    asOf: asOf === undefined ? undefined : String(asOf),
    json: json === true,
    lang,
    quiet: quiet === true,
  };
}

export function configOf(globals: Globals, rehearsal: boolean): Config {
  return loadConfig({ file: globals.config, rehearsal, env: process.env });
}

/** `--as-of`: an ISO time, in the configured zone where it names none; null when not given. */
export function asOfOf({ asOf }: Globals, zone: string): EpochMs | null {
  if (asOf === undefined) return null;
  const at = DateTime.fromISO(asOf, { zone });
  if (!at.isValid) {
    throw new XunjianError(
      'USAGE',
      `--as-of "${asOf}" is no ISO time`,
      'write it like 2024-06-20T10:00:00+08:00',
    );
  }
  return epochMs(at.toMillis());
}
