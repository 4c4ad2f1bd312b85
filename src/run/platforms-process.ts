import { existsSync } from 'node:fs';
import path from 'node:path';
import { XunjianError } from '../errors.ts';
import { PACKAGE_ROOT } from '../package-root.ts';
import { type Serving, startServing } from './province-process.ts';

/** What the account platforms of the province say of themselves when they are ready. */
export interface PlatformsReady {
  port: number;
  /** Virtual time: give it as `--as-of`. */
  asOf: string;
  accounts: number;
  config: string;
}

/** Results beside the truth (test/province/accounts/score.ts). */
export interface PlatformsScore {
  accounts: number;
  faults: number;
  found: number;
  recall: number;
  /** Accusations of accounts that are fine or that nobody could see, by name. */
  wrong: string[];
  missed: string[];
  hidden: number;
  /** Hidden parts that were not said to be undetermined. */
  guessed: string[];
  /** Accounts without a result. */
  absent: string[];
}

export interface PlatformsOptions {
  seed: number;
  accounts: number;
  /** `YYYY-MM-DD`. */
  date: string;
  /** Where registry, credentials and configuration are written. */
  folder: string;
  minDelayMs: number;
  /** A file of persons' looks at what no machine sees, looks.csv. @default false */
  persons?: boolean;
}

/** Starts the account platforms of the proving province as a process that ends with this one. Throws USAGE where they are not installed. */
export async function startPlatformsProcess(options: PlatformsOptions): Promise<Serving<PlatformsReady>> {
  const script = path.join(PACKAGE_ROOT, 'dist/test/province/accounts/serve.js');
  if (!existsSync(script))
    throw new XunjianError(
      'USAGE',
      'the simulated platforms are not part of this installation',
      'run it from a checkout',
    );
  const { seed, accounts, date, folder, minDelayMs, persons = false } = options;
  return startServing<PlatformsReady>(script, [
    ...['--seed', `${seed}`, '--accounts', `${accounts}`, '--date', date],
    ...['--out', folder, '--delay', `${minDelayMs}`],
    ...(persons ? ['--persons'] : []),
  ]);
}
