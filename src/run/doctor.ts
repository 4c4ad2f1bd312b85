import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, statfsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Config } from '../config/load-config.ts';

export interface MachineCheck {
  what: string;
  ok: boolean;
  detail: string;
  /** How to mend it. */
  mend: string;
}

/** 5 GiB: a quarter of evidence for a province of 552 sites, roughly. */
const ENOUGH_DISK_BYTES = 5 * 1024 ** 3;

const BROWSERS = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Looks at the machine: what a run needs and what is missing. Reaches no network. */
export async function checkMachine(config: Config): Promise<MachineCheck[]> {
  return [
    nodeVersion(),
    sqlite(),
    await browser(config),
    font(),
    writable('evidence', config.evidence),
    database(config),
    disk(config.evidence),
    contact(config),
  ];
}

function nodeVersion(): MachineCheck {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const ok = major > 20 || (major === 20 && minor >= 19);
  return { what: 'Node', ok, detail: process.versions.node, mend: 'install Node 20.19 or newer' };
}

function sqlite(): MachineCheck {
  const mend = 'run npm run setup; building it needs python3, make and g++';
  try {
    const Database = createRequire(import.meta.url)('better-sqlite3') as new (
      file: string,
    ) => { close(): void };
    new Database(':memory:').close();
    return { what: 'SQLite', ok: true, detail: 'better-sqlite3 opens', mend };
  } catch (error) {
    return {
      what: 'SQLite',
      ok: false,
      detail: error instanceof Error ? error.message : String(error),
      mend,
    };
  }
}

async function browser({ browser: { executable } }: Config): Promise<MachineCheck> {
  const mend = 'run npm run setup, or set browser.executable (HTTP checks run without one)';
  const own = await playwrightBrowser();
  const candidates =
    executable === 'auto' ? [process.env.XUNJIAN_BROWSER ?? '', own, ...BROWSERS] : [executable];
  const found = candidates.find((file) => file !== '' && existsSync(file));
  return { what: '浏览器 browser', ok: found !== undefined, detail: found ?? 'none found', mend };
}

async function playwrightBrowser(): Promise<string> {
  try {
    const { chromium } = await import('playwright');
    return chromium.executablePath();
  } catch {
    return '';
  }
}

function font(): MachineCheck {
  const mend = 'install a CJK font such as fonts-wqy-microhei: screenshots would show boxes';
  try {
    const fonts = execFileSync('fc-list', [':lang=zh', 'family'], {
      encoding: 'utf8',
      timeout: 5_000,
    }).trim();
    return { what: '中文字体 CJK font', ok: fonts !== '', detail: fonts.split('\n')[0] || 'none', mend };
  } catch {
    return { what: '中文字体 CJK font', ok: false, detail: 'fc-list did not answer', mend };
  }
}

function writable(what: string, folder: string): MachineCheck {
  const mend = `make ${folder} writable for this user, or change "${what}"`;
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return { what, ok: true, detail: folder, mend };
  } catch (error) {
    return { what, ok: false, detail: error instanceof Error ? error.message : String(error), mend };
  }
}

function database({ databaseFile }: Config): MachineCheck {
  if (databaseFile === null)
    return { what: 'database', ok: false, detail: 'no SQLite file', mend: 'use sqlite:PATH for "database"' };
  return writable('database', path.dirname(databaseFile));
}

function disk(folder: string): MachineCheck {
  const { bavail, bsize } = statfsSync(existsSync(folder) ? folder : '.');
  const free = bavail * bsize;
  return {
    what: '磁盘 disk',
    ok: free >= ENOUGH_DISK_BYTES,
    detail: `${(free / 1024 ** 3).toFixed(1)} GiB free`,
    mend: 'free some space, or point "evidence" at a larger disk',
  };
}

function contact({ network: { userAgent } }: Config): MachineCheck {
  return {
    what: 'network.userAgent',
    ok: !userAgent.includes('set network.userAgent'),
    detail: userAgent,
    mend: 'put a page or mailbox of your office there: a site must be able to ask who looks',
  };
}
