// A Chromium that starts, and a font that has Chinese characters.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { aptInstall, isOffline, MINUTE, run, say, which } from './command.mjs';

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

/** What the person named, by XUNJIAN_BROWSER or `browser.executable`; null when nothing or `auto`. */
export function configuredBrowser(root, env = process.env) {
  if (env.XUNJIAN_BROWSER) return env.XUNJIAN_BROWSER;
  const file = path.resolve(root, env.XUNJIAN_CONFIG ?? 'config/xunjian.yaml');
  if (!existsSync(file)) return null;
  // The YAML parser may not be installed yet; one key on a line of its own, or in the contract's short form, is enough.
  const match = /^\s*(?:browser:\s*\{\s*)?executable:\s*["']?([^"'\n,}#]+)/m.exec(readFileSync(file, 'utf8'));
  const named = match?.[1].trim() ?? 'auto';
  return named === 'auto' || named === '' ? null : path.resolve(path.dirname(file), named);
}

/** Playwright's own headless shell, of the revision that the installed Playwright drives; null when not downloaded. */
export function playwrightShell(root, env = process.env) {
  const list = path.join(root, 'node_modules/playwright-core/browsers.json');
  if (!existsSync(list)) return null;
  const { browsers } = JSON.parse(readFileSync(list, 'utf8'));
  const shell = browsers.find(({ name }) => name === 'chromium-headless-shell');
  const folder = path.join(playwrightFolder(env), `chromium_headless_shell-${shell?.revision}`);
  if (!existsSync(path.join(folder, 'INSTALLATION_COMPLETE'))) return null;
  for (const inner of readdirSync(folder)) {
    for (const name of [
      'chrome-headless-shell',
      'headless_shell',
      'chrome-headless-shell.exe',
      'headless_shell.exe',
    ]) {
      const file = path.join(folder, inner, name);
      if (existsSync(file)) return file;
    }
  }
  return null;
}

function playwrightFolder(env) {
  if (env.PLAYWRIGHT_BROWSERS_PATH && env.PLAYWRIGHT_BROWSERS_PATH !== '0')
    return env.PLAYWRIGHT_BROWSERS_PATH;
  const home = os.homedir();
  if (process.platform === 'darwin') return path.join(home, 'Library/Caches/ms-playwright');
  if (process.platform === 'win32') return path.join(env.LOCALAPPDATA ?? home, 'ms-playwright');
  return path.join(env.XDG_CACHE_HOME ?? path.join(home, '.cache'), 'ms-playwright');
}

function systemBrowser(env = process.env) {
  if (process.platform === 'darwin') {
    const apps = MAC_APPS.map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`);
    return apps.find(existsSync) ?? which(SYSTEM_NAMES, env);
  }
  return which(SYSTEM_NAMES, env);
}

/** The browser that will be used, or null. */
export function findBrowser(root, env = process.env) {
  return playwrightShell(root, env) ?? systemBrowser(env);
}

/** Finds or installs a browser. Without one the HTTP tier still works, so nothing here ends the set-up. */
export function ensureBrowser(root) {
  const configured = configuredBrowser(root);
  if (configured !== null) {
    if (!existsSync(configured))
      say(`the configured browser ${configured} is not there → mend XUNJIAN_BROWSER or browser.executable`);
    return;
  }
  if (findBrowser(root) !== null) return;
  if (isOffline()) {
    say(
      'no browser found, and nothing may be fetched offline → install a Chromium or set XUNJIAN_BROWSER; HTTP checks work without',
    );
    return;
  }
  say('no browser found: asking Playwright for its headless shell …');
  const cli = path.join(root, 'node_modules/playwright/cli.js');
  // Its servers are tried one after the other; where they cannot be reached the connection time-out adds up.
  const env = { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '15000' };
  const fetched = run(process.execPath, [cli, 'install', 'chromium-headless-shell'], {
    cwd: root,
    timeoutMs: 3 * MINUTE,
    env,
  });
  const shell = playwrightShell(root);
  if (fetched.ok && shell !== null) {
    if (run(shell, ['--version'], { cwd: root, timeoutMs: MINUTE / 2 }).ok) return;
    // Downloaded, but libraries of the system are missing: the distribution's package brings its own along.
    say('Playwright’s headless shell does not start here (libraries are missing)');
  }
  say('asking the distribution for one …');
  const shellPackage = aptInstall(['chromium-headless-shell']);
  const installed = shellPackage.ok ? shellPackage : aptInstall(['chromium']);
  if (installed.ok && systemBrowser() !== null) return;
  if (installed.tail !== '') say(`apt-get: ${installed.tail.split('\n').at(-1)}`);
  say(
    'no browser could be installed → install Chromium (Debian: apt-get install chromium-headless-shell) or set XUNJIAN_BROWSER; HTTP checks work without',
  );
}

const CJK_FILE =
  /wqy|noto.*cjk|notosans(sc|tc|hans)|sourcehan|droidsansfallback|unifont|arphic|ukai|uming|simsun|simhei|msyh/i;

/** Whether a font with Chinese characters lies in the usual folders. */
export function hasCjkFont(env = process.env) {
  if (process.platform !== 'linux') return true;
  const home = env.HOME ?? os.homedir();
  const data = env.XDG_DATA_HOME ?? path.join(home, '.local/share');
  const folders = [
    '/usr/share/fonts',
    '/usr/local/share/fonts',
    path.join(home, '.fonts'),
    path.join(data, 'fonts'),
  ];
  return folders.some(
    (folder) =>
      existsSync(folder) &&
      readdirSync(folder, { recursive: true }).some((file) => CJK_FILE.test(String(file))),
  );
}

export function ensureFont() {
  if (hasCjkFont() || (aptInstall(['fonts-wqy-microhei']).ok && hasCjkFont())) return;
  say(
    'no CJK font found → install one (Debian: apt-get install fonts-wqy-microhei); without it screenshots show boxes',
  );
}
