import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { EXIT, XunjianError } from '../errors.ts';
import { PACKAGE_ROOT } from '../package-root.ts';
import type { QuarterScript } from '../run/demo-looks.ts';
import { type Serving, startServing } from '../run/province-process.ts';
import type { Globals, Io } from './context.ts';
import { type Play, playCommand, playSteps, type ServedWorld } from './play-steps.ts';

/** Where each script stands among the compiled parts of the province. */
const SCRIPTS: Readonly<Record<string, string>> = { '2024Q2': 'quarter-2024q2' };

const CONFIG = `# Written by xunjian demo --script: a rehearsal on stored facts; nothing is mapped, nothing is reached.
timezone: Asia/Shanghai
database: sqlite:../xunjian.db
evidence: ../evidence
inventory: { sites: sites.csv, columns: columns.csv, accounts: accounts.csv }
`;

export interface ScriptRequest {
  name: string;
  out: string;
  /** The province serves the quarter and the public commands look at it; else their looks are stored as facts. */
  served: boolean;
}

/**
 * Plays a quarter and lets people's acts go through the public commands, each at its own time. Leaves bulletin, annexes
 * and notices in `out`, with configuration and database beside them to go on looking with.
 */
export async function playScript(
  { name, out, served }: ScriptRequest,
  globals: Globals,
  io: Io,
): Promise<number> {
  const folder = path.resolve(out);
  const parts = partsOf(name);
  const { quarterScript } = (await import(path.join(parts, 'play.js'))) as {
    quarterScript(): QuarterScript;
  };
  const script = quarterScript();
  const configFile = prepare(folder, script);
  const serving = served ? await serve(parts, configFile) : null;
  const play: Play = {
    ...{ script, configFile, globals, io, world: serving === null ? null : worldOf(serving) },
    ...(serving === null || globals.quiet
      ? {}
      : {
          onCommand: ({ at, args }, ms) =>
            io.err(`  ${at.slice(0, 16)} ${shortly(args)} ${Math.round(ms / 1000)} s\n`),
        }),
  };
  let counts: ServedCounts | null = null;
  try {
    await playSteps(play);
    const { asOf: at, bulletin, notices } = script.documents;
    await playCommand(play, { at, args: ['report', 'bulletin', ...bulletin, '--out', folder] });
    await playCommand(play, { at, args: ['report', 'notices', ...bulletin, ...notices, '--out', folder] });
    counts = ((await serving?.ask({ ask: 'counts' })) ?? null) as ServedCounts | null;
  } finally {
    serving?.close();
  }
  io.out(told({ folder, configFile, script, counts }, globals));
  return EXIT.ok;
}

/** What the serving process counted (test/province/quarter-2024q2/serve.ts). */
interface ServedCounts {
  sites: number;
  platforms: number;
  /** Sites that got more than one letter. */
  twice: string[];
  /** Its own processor time, microseconds. */
  cpu: { user: number; system: number };
}

/** Lists of site codes are long. */
const shortly = (args: readonly string[]) =>
  args.map((arg) => (arg.length > 30 ? `${arg.slice(0, 30)}…` : arg)).join(' ');

async function serve(parts: string, configFile: string): Promise<Serving<unknown>> {
  return startServing(path.join(parts, 'serve.js'), ['--out', path.dirname(configFile)]);
}

const worldOf = (serving: Serving<unknown>): ServedWorld => ({
  async setNow(at) {
    await serving.ask({ ask: 'now', at });
  },
  picture: async (siteCode) => (await serving.ask({ ask: 'picture', siteCode })) as string | null,
});

interface Played {
  folder: string;
  configFile: string;
  script: QuarterScript;
  /** Null when nothing was served. */
  counts: ServedCounts | null;
}

function told({ folder, configFile, script, counts }: Played, { json, lang }: Globals): string {
  const { bulletin } = script.documents;
  const documents = ['docx', 'html', 'pdf', 'json'].map((ending) => `bulletin.${ending}`);
  const files = [...documents, ...['annex1.csv', 'annex2.csv', 'annex3.csv', 'apart.csv', 'notices/']];
  const served = counts === null ? {} : { served: counts };
  if (json) return `${JSON.stringify({ out: folder, files, config: configFile, ...served })}\n`;
  const asked = counts === null ? '' : printCounts(counts, lang);
  return `${folder}\n${files.map((file) => `  ${file}\n`).join('')}${asked}${goOn(configFile, bulletin, lang)}`;
}

function printCounts({ sites, platforms, twice }: ServedCounts, language: Globals['lang']): string {
  return language === 'zh'
    ? `模拟省收到网站请求${sites}次、平台请求${platforms}次，收到两封信的单位${twice.length}个\n`
    : `The province was asked ${sites} times at its sites, ${platforms} times at its platforms; ${twice.length} offices got two letters\n`;
}

function goOn(configFile: string, bulletin: readonly string[], language: Globals['lang']): string {
  const line = (args: string) => `  npx xunjian --config ${configFile} ${args}\n`;
  const lines = [
    line(`report figures ${bulletin.slice(0, 4).join(' ')}`),
    line('problems list --state returned'),
    line(`report check ${path.join(path.dirname(path.dirname(configFile)), 'bulletin.docx')}`),
  ];
  return `${language === 'zh' ? '继续查看：' : 'Go on with:'}\n${lines.join('')}`;
}

/** The folder of a script's compiled parts. */
function partsOf(name: string): string {
  const own = SCRIPTS[name];
  if (own === undefined)
    throw new XunjianError(
      'USAGE',
      `no script "${name}"`,
      `choose one of ${Object.keys(SCRIPTS).join(', ')}`,
    );
  const folder = path.join(PACKAGE_ROOT, 'dist/test/province', own);
  if (!existsSync(path.join(folder, 'play.js')))
    throw new XunjianError(
      'USAGE',
      'the quarter’s script is not part of this installation',
      'run it from a checkout',
    );
  return folder;
}

/** Only what a demo wrote is removed: a folder with anything else in it is refused. */
function prepare(folder: string, { files }: QuarterScript): string {
  const configFile = path.join(folder, 'config/xunjian.yaml');
  if (existsSync(folder) && !existsSync(configFile))
    throw new XunjianError(
      'USAGE',
      `${folder} is not a demo’s folder`,
      'name an empty or new folder with --out',
    );
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.join(folder, 'config'), { recursive: true });
  writeFileSync(configFile, CONFIG);
  for (const [name, text] of Object.entries(files))
    writeFileSync(path.join(folder, 'config', name), text, { mode: 0o600 });
  return configFile;
}
