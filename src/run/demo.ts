import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { XunjianError } from '../errors.ts';
import { PACKAGE_ROOT } from '../package-root.ts';

/** The generated sites, as their own process serves them. */
export interface DemoStage {
  configFile: string;
  /** Indicators that a perfect inspector would find failing, by site code. */
  truth: ReadonlyMap<string, readonly string[]>;
  asOf: string;
  close(): void;
}

interface DemoModule {
  DEMO_TRUTH: Readonly<Record<string, readonly string[]>>;
}
interface WorkspaceModule {
  writeDemoConfig(folder: string, sites: readonly unknown[], port: number): string;
}
interface Ready {
  port: number;
  sites: { siteCode: string; fault: string }[];
}

const SITES = 12;
const TODAY = '2024-06-20';

/** Starts the generated sites on loopback and writes a configuration for them into `out`, emptied first. */
export async function openDemoStage(out: string): Promise<DemoStage> {
  const folder = path.resolve(out);
  const stage = path.join(PACKAGE_ROOT, 'dist/test/demo-sites');
  if (!existsSync(stage)) {
    throw new XunjianError(
      'USAGE',
      'the demo’s generated sites are not part of this installation',
      'run the demo from a checkout: npm run demo',
    );
  }
  // Only what a demo wrote is removed: a folder with anything else in it is refused.
  if (existsSync(folder) && !existsSync(path.join(folder, 'config/xunjian.yaml'))) {
    throw new XunjianError(
      'USAGE',
      `${folder} is not a demo’s folder`,
      'name an empty or new folder with --out',
    );
  }
  rmSync(folder, { recursive: true, force: true });
  const child = fork(path.join(stage, 'serve.js'), [String(SITES), TODAY], { silent: true });
  const ready = await readyLine(child);
  const { DEMO_TRUTH } = (await import(path.join(stage, 'generate.js'))) as DemoModule;
  const { writeDemoConfig } = (await import(path.join(stage, 'workspace.js'))) as WorkspaceModule;
  return {
    configFile: writeDemoConfig(folder, ready.sites, ready.port),
    truth: new Map(ready.sites.map(({ siteCode, fault }) => [siteCode, DEMO_TRUTH[fault] ?? []])),
    asOf: `${TODAY}T10:00:00+08:00`,
    close: () => {
      child.kill();
    },
  };
}

async function readyLine(child: ChildProcess): Promise<Ready> {
  if (child.stdout === null) throw new Error('the demo’s server has no output');
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
  return JSON.parse(chunk.toString('utf8')) as Ready;
}
