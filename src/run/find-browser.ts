import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import path from 'node:path';

/** Small ones first: the headless shell starts five times faster than a whole Chromium. */
const SYSTEM_NAMES = [
  'chromium-headless-shell',
  'chrome-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
];
const MAC_APPS = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
const SHELL_NAMES = [
  'chrome-headless-shell',
  'headless_shell',
  'chrome-headless-shell.exe',
  'headless_shell.exe',
];

/**
 * The browser to run: the configured file whether it is there or not, else Playwright's headless shell of the revision
 * it drives, else one of the system's; null when there is none. scripts/setup/browser.mjs looks in the same order.
 */
export function findBrowser(
  executable: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): string | null {
  return executable === 'auto' ? (playwrightShell(env) ?? systemBrowser(env)) : executable;
}

function playwrightShell(env: Readonly<Record<string, string | undefined>>): string | null {
  try {
    const own = createRequire(import.meta.url).resolve('playwright');
    const list = createRequire(own)
      .resolve('playwright-core/package.json')
      .replace(/package\.json$/, 'browsers.json');
    const { browsers } = JSON.parse(readFileSync(list, 'utf8')) as {
      browsers: { name: string; revision: string }[];
    };
    const revision = browsers.find(({ name }) => name === 'chromium-headless-shell')?.revision;
    const folder = path.join(playwrightFolder(env), `chromium_headless_shell-${revision}`);
    const files = readdirSync(folder).flatMap((inner) =>
      SHELL_NAMES.map((name) => path.join(folder, inner, name)),
    );
    return files.find((file) => existsSync(file)) ?? null;
  } catch {
    return null; // not installed, or its browsers were never downloaded
  }
}

function playwrightFolder(env: Readonly<Record<string, string | undefined>>): string {
  const named = env.PLAYWRIGHT_BROWSERS_PATH;
  if (named && named !== '0') return named;
  if (process.platform === 'darwin') return path.join(homedir(), 'Library/Caches/ms-playwright');
  if (process.platform === 'win32') return path.join(env.LOCALAPPDATA ?? homedir(), 'ms-playwright');
  return path.join(env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'ms-playwright');
}

function systemBrowser(env: Readonly<Record<string, string | undefined>>): string | null {
  if (process.platform === 'darwin') {
    const app = MAC_APPS.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`).find((file) =>
      existsSync(file),
    );
    if (app !== undefined) return app;
  }
  const suffix = process.platform === 'win32' ? '.exe' : '';
  // The usual folders too: cron and systemd give a short PATH.
  const folders = [
    ...(env.PATH ?? '').split(path.delimiter),
    '/usr/bin',
    '/usr/local/bin',
    '/snap/bin',
  ].filter(Boolean);
  const files = SYSTEM_NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name + suffix)));
  return files.find((file) => existsSync(file)) ?? null;
}
