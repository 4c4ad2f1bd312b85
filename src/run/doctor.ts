import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, statfsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { loadCredentials } from '../accounts/credentials.ts';
import { type Config, requireContact } from '../config/load-config.ts';
import { loadRuleSet, ruleSetName } from '../config/rule-set.ts';
import { XunjianError } from '../errors.ts';
import { readInventory } from '../inventory/read-inventory.ts';
import { findBrowser } from './find-browser.ts';

/** One thing a run needs, whether it is there, and how to mend it. */
export interface MachineCheck {
  what: string;
  ok: boolean;
  detail: string;
  /** One line; also given when all is well. */
  mend: string;
}

/** 5 GiB: a quarter of evidence for a province of 552 sites, roughly. */
const ENOUGH_DISK_BYTES = 5 * 1024 ** 3;
/** A browser that does not tell its version by then hangs; a cold start from a slow disk takes a few seconds. */
const BROWSER_START_MS = 20_000;

type Env = Readonly<Record<string, string | undefined>>;

/** Looks at the machine and the configuration: what a run needs and what is missing. Reaches no network, changes nothing. */
export async function checkMachine(config: Config, env: Env = process.env): Promise<MachineCheck[]> {
  return [
    nodeVersion(),
    charset(),
    sqlite(),
    await browser(config, env),
    font(env),
    database(config),
    writable('evidence', config.evidence),
    disk(config.evidence),
    attempt('rules', config.rules, 'see docs/reference/indicators.md', () =>
      ruleSetName(loadRuleSet(config.rules)),
    ),
    inventory(config),
    ...credentials(config, env),
    attempt('network.userAgent', '', '', () => {
      requireContact(config);
      return config.network.userAgent;
    }),
  ];
}

/** Only where there is such a file: most offices begin without. */
function credentials({ accounts }: Config, env: Env): MachineCheck[] {
  const what = 'accounts.credentials';
  const file = accounts.credentials;
  if (!existsSync(file)) return [];
  const isOpen = process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0;
  if (isOpen)
    return [{ what, ok: false, detail: `${file} can be read by others`, mend: `chmod 600 ${file}` }];
  return [
    attempt(what, file, 'see docs/guides/accounts.md', () => {
      const missing = loadCredentials(file, env).withoutSecret();
      if (missing.length === 0) return file;
      throw new XunjianError(
        'CONFIG_INVALID',
        `no secret for ${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ` and ${missing.length - 5} more` : ''}`,
        'set the variable or write the file that secretEnv or secretFile names',
      );
    }),
  ];
}

/** A check that passes with what `look` says, and fails with the message and remedy of what it throws. */
function attempt(what: string, subject: string, mend: string, look: () => string): MachineCheck {
  try {
    return { what, ok: true, detail: look(), mend };
  } catch (error) {
    const remedy = error instanceof XunjianError ? error.remedy : mend;
    const detail = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return { what, ok: false, detail: detail || subject, mend: remedy };
  }
}

function nodeVersion(): MachineCheck {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const ok = major > 20 || (major === 20 && minor >= 19);
  return { what: 'Node', ok, detail: process.versions.node, mend: 'install Node 20.19 or newer' };
}

/** A Node built with small ICU reads no GB18030, and every other government page would be unreadable. */
function charset(): MachineCheck {
  return attempt('GB18030', 'not known', 'install a Node with full ICU, such as the official builds', () => {
    const text = new TextDecoder('gb18030').decode(new Uint8Array([0xd1, 0xb2, 0xbc, 0xec]));
    if (text !== '巡检') throw new Error(`read as ${text}`);
    return 'read';
  });
}

function sqlite(): MachineCheck {
  const mend = 'run npm run setup; building it needs python3, make and g++';
  return attempt('SQLite', 'better-sqlite3', mend, () => {
    const Database = createRequire(import.meta.url)('better-sqlite3') as new (
      file: string,
    ) => { close(): void };
    new Database(':memory:').close();
    return 'better-sqlite3 opens';
  });
}

async function browser({ browser: { executable } }: Config, env: Env): Promise<MachineCheck> {
  const what = '浏览器 browser';
  const mend =
    'run npm run setup, or set browser.executable or XUNJIAN_BROWSER (HTTP checks work without one)';
  const found = findBrowser(executable, env);
  if (found === null) return { what, ok: false, detail: 'none found', mend };
  try {
    const { stdout } = await promisify(execFile)(found, ['--version'], { timeout: BROWSER_START_MS });
    return { what, ok: true, detail: `${stdout.trim().split('\n')[0] ?? ''} (${found})`, mend };
  } catch (error) {
    const why = error instanceof Error ? (error.message.trim().split('\n').at(-1) ?? '') : String(error);
    return { what, ok: false, detail: `${found} does not start: ${why}`, mend };
  }
}

const CJK_FILE =
  /wqy|noto.*cjk|notosans(sc|tc|hans)|sourcehan|droidsansfallback|unifont|arphic|ukai|uming|simsun|simhei|msyh|pingfang/i;

function font(env: Env): MachineCheck {
  const what = '中文字体 CJK font';
  const mend = 'install a CJK font such as fonts-wqy-microhei: without it screenshots show boxes';
  if (process.platform !== 'linux') return { what, ok: true, detail: 'the system brings one', mend };
  const home = env.HOME ?? homedir();
  const folders = [
    '/usr/share/fonts',
    '/usr/local/share/fonts',
    path.join(home, '.fonts'),
    path.join(env.XDG_DATA_HOME ?? path.join(home, '.local/share'), 'fonts'),
  ];
  for (const folder of folders.filter((name) => existsSync(name))) {
    const file = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((name) =>
      CJK_FILE.test(name),
    );
    if (file !== undefined) return { what, ok: true, detail: path.join(folder, file), mend };
  }
  return { what, ok: false, detail: 'none found', mend };
}

function database({ databaseFile }: Config): MachineCheck {
  if (databaseFile === ':memory:') return { what: 'database', ok: true, detail: 'in memory', mend: '' };
  if (databaseFile !== null) return writable('database', databaseFile);
  const mend = 'use sqlite:PATH for "database"';
  return { what: 'database', ok: false, detail: 'not a SQLite file: not served by this build', mend };
}

/** Whether `file` can be written, or made: its nearest folder that is there decides. Makes nothing itself. */
function writable(what: string, file: string): MachineCheck {
  const there = nearestThere(file);
  return attempt(what, file, `make ${there} writable for this user, or change "${what}"`, () => {
    accessSync(there, constants.W_OK);
    return file;
  });
}

function nearestThere(file: string): string {
  const parent = path.dirname(file);
  return existsSync(file) || parent === file ? file : nearestThere(parent);
}

function disk(folder: string): MachineCheck {
  const { bavail, bsize } = statfsSync(nearestThere(folder));
  const free = bavail * bsize;
  return {
    what: '磁盘 disk',
    ok: free >= ENOUGH_DISK_BYTES,
    detail: `${(free / 1024 ** 3).toFixed(1)} GiB free`,
    mend: 'free some space, or point "evidence" at a larger disk',
  };
}

function inventory(config: Config): MachineCheck {
  return attempt('名录 inventory', config.inventory.sites, 'xunjian inventory check', () => {
    const { sites, columns, accounts } = readInventory(config.inventory, { skipBad: false });
    return `${sites.length} sites, ${columns.length} columns, ${accounts.length} accounts`;
  });
}
