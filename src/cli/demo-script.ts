import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { epochMs } from '../clock.ts';
import { loadConfig } from '../config/load-config.ts';
import { EXIT, XunjianError } from '../errors.ts';
import { PACKAGE_ROOT } from '../package-root.ts';
import {
  type QuarterScript,
  type ScriptStep,
  storeAccountLooks,
  storeLeads,
  storeLetters,
  storeLooks,
} from '../run/demo-looks.ts';
import { openWorkspace } from '../run/workspace.ts';
import type { Globals, Io } from './context.ts';

/** Where each script stands among the compiled parts of the province. */
const SCRIPTS: Readonly<Record<string, string>> = { '2024Q2': 'quarter-2024q2/play.js' };

const CONFIG = `# Written by xunjian demo --script: a rehearsal on stored facts; nothing is mapped, nothing is reached.
timezone: Asia/Shanghai
database: sqlite:../xunjian.db
evidence: ../evidence
inventory: { sites: sites.csv, accounts: accounts.csv }
`;

/**
 * Plays a quarter: stores its facts, and lets people's acts go through the public commands, each at its own time. Leaves
 * bulletin, annexes and notices in \`out\`, with configuration and database beside them to go on looking with.
 */
export async function playScript(name: string, out: string, globals: Globals, io: Io): Promise<number> {
  const folder = path.resolve(out);
  const script = await scriptOf(name);
  const configFile = prepare(folder, script);
  const { createProgram } = await import('./main.ts');
  const quiet: Io = { ...io, out: () => {}, err: () => {}, isTerminal: false };
  const command = async (at: string, args: readonly string[]) => {
    // Files of the script are named by where it wrote them.
    const own = args.map((arg) => (arg.startsWith('@') ? path.join(folder, 'config', arg.slice(1)) : arg));
    let status: Promise<number> = Promise.resolve(EXIT.ok);
    await createProgram(quiet, (running) => {
      status = running;
    }).parseAsync(['--config', configFile, '--as-of', at, '--quiet', ...own], { from: 'user' });
    const ended = await status;
    if (ended !== EXIT.ok && ended !== EXIT.failures)
      throw new Error(`${args.join(' ')} ended with ${ended}`);
  };
  const staged = (at: string | null) => {
    const config = loadConfig({ file: configFile, rehearsal: true });
    const rehearsalStart = at === null ? null : epochMs(Date.parse(at));
    return openWorkspace({ config, rehearsalStart, mode: 'rehearsal' });
  };
  const store = async (step: Exclude<ScriptStep, { is: 'say' | 'command' }>) => {
    const workspace = staged(step.is === 'accounts' ? (script.ACCOUNT_LOOKS[step.look] ?? null) : null);
    try {
      if (step.is === 'looks') await storeLooks(workspace, script, step.look);
      else if (step.is === 'accounts') await storeAccountLooks(workspace, script, step.look);
      else if (step.is === 'leads') await storeLeads(workspace, script, step.at);
      else await storeLetters(workspace, script);
    } finally {
      await workspace.close();
    }
  };
  // The database is a rehearsal's from its first moment on.
  await staged(null).close();
  for (const step of script.STEPS) {
    if (io.signal.aborted) throw io.signal.reason;
    if (step.is === 'say') {
      if (!globals.quiet) io.err(`■ ${step[globals.lang]}\n`);
    } else if (step.is === 'command') await command(step.at, step.args);
    else await store(step);
  }
  const { asOf, bulletin, notices } = script.DOCUMENTS;
  await command(asOf, ['report', 'bulletin', ...bulletin, '--out', folder]);
  await command(asOf, ['report', 'notices', ...bulletin, ...notices, '--out', folder]);
  const left = [
    'bulletin.docx',
    'bulletin.html',
    'bulletin.pdf',
    'bulletin.json',
    'annex1.csv',
    'annex2.csv',
    'annex3.csv',
    'apart.csv',
    'notices/',
  ];
  io.out(
    globals.json
      ? `${JSON.stringify({ out: folder, files: left, config: configFile })}\n`
      : `${folder}\n${left.map((file) => `  ${file}\n`).join('')}${goOn(configFile, bulletin, globals.lang)}`,
  );
  return EXIT.ok;
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

async function scriptOf(name: string): Promise<QuarterScript> {
  const module = SCRIPTS[name];
  if (module === undefined)
    throw new XunjianError(
      'USAGE',
      `no script "${name}"`,
      `choose one of ${Object.keys(SCRIPTS).join(', ')}`,
    );
  const file = path.join(PACKAGE_ROOT, 'dist/test/province', module);
  if (!existsSync(file))
    throw new XunjianError(
      'USAGE',
      'the quarter’s script is not part of this installation',
      'run it from a checkout',
    );
  return (await import(file)) as QuarterScript;
}

/** Only what a demo wrote is removed: a folder with anything else in it is refused. */
function prepare(folder: string, { FILES }: QuarterScript): string {
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
  for (const [name, text] of Object.entries(FILES)) writeFileSync(path.join(folder, 'config', name), text());
  return configFile;
}
