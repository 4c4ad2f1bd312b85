import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { XunjianError } from '../errors.ts';
import { type ProvinceProcess, startProvinceProcess } from './province-process.ts';

/** A simulated province that serves its sites on loopback, and the folder in which the demo works. */
export interface DemoStage {
  folder: string;
  configFile: string;
  province: ProvinceProcess;
  seed: number;
  /** The two virtual days that are looked at, `YYYY-MM-DD`. */
  days: readonly [string, string];
}

export interface DemoOptions {
  out: string;
  /** All sites of a province instead of some forty. */
  full: boolean;
  seed: number;
}

/** A file that only a demo leaves: a folder without it is never emptied. */
const MARK = 'ca.pem';
/** Loopback takes more than a real site; 200 ms apart the demo would last for minutes. */
const MIN_DELAY_MS = 25;

/** Starts the province as a process of its own, with its registries and a configuration in `out`, emptied first. */
export async function openDemoStage({ out, full, seed }: DemoOptions): Promise<DemoStage> {
  const folder = path.resolve(out);
  if (existsSync(folder) && !existsSync(path.join(folder, 'config', MARK))) {
    throw new XunjianError(
      'USAGE',
      `${folder} is not a demo’s folder`,
      'name an empty or new folder with --out',
    );
  }
  rmSync(folder, { recursive: true, force: true });
  const configFolder = path.join(folder, 'config');
  const province = await startProvinceProcess({
    ...{ seed, size: full ? 'full' : 'demo', folder: configFolder, minDelayMs: MIN_DELAY_MS },
  });
  const first = province.ready.date;
  return {
    folder,
    configFile: province.ready.config,
    ...{ province, seed },
    days: [first, dayAfter(first)],
  };
}

function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
