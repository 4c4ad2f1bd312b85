import { existsSync } from 'node:fs';
import path from 'node:path';
import { XunjianError } from '../errors.ts';
import { PACKAGE_ROOT } from '../package-root.ts';
import { type Serving, startServing } from './province-process.ts';

/** What the letter systems of the province say of themselves when they are ready. */
export interface LetterSystemsReady {
  port: number;
  sites: number;
  config: string;
}

/** A campaign beside the truth (test/province/letters/serve.ts). */
export interface LettersScore {
  letters: number;
  right: number;
  wrong: { siteName: string; said: string; truth: string }[];
  /** Decided by the truth, left open by the campaign. */
  missed: { siteName: string; said: string; truth: string }[];
  /** Sites that got more than one letter. */
  twice: string[];
}

/** Starts the letter systems as a process that ends with this one. Throws USAGE where they are not installed. */
export async function startLettersProcess(options: {
  /** `YYYY-MM-DD`. */
  date: string;
  /** Where registry and configuration are written. */
  folder: string;
}): Promise<Serving<LetterSystemsReady>> {
  const script = path.join(PACKAGE_ROOT, 'dist/test/province/letters/serve.js');
  if (!existsSync(script))
    throw new XunjianError(
      'USAGE',
      'the simulated letter systems are not part of this installation',
      'run it from a checkout',
    );
  return startServing<LetterSystemsReady>(script, ['--date', options.date, '--out', options.folder]);
}
