// Makes a fresh clone ready: dependencies, SQLite, browser, CJK font, build. Node built-ins only; every step has a
// deadline, does nothing when nothing is missing, and says in one line what it could not do and how to mend it.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const MINUTE = 60_000;
const say = (line) => process.stderr.write(`setup: ${line}\n`);
const isRoot = process.getuid?.() === 0;

/** Runs a command with a deadline; true when it ended well. */
function run(command, args, { timeoutMs, env = {}, quiet = true }) {
  const { status } = spawnSync(command, args, {
    cwd: root,
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    stdio: ['ignore', quiet ? 'ignore' : 'inherit', quiet ? 'ignore' : 'inherit'],
    env: { ...process.env, ...env },
  });
  return status === 0;
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  say(`Node ${process.versions.node} is too old → install Node 20.19 or newer`);
  process.exit(1);
}

/** npm as it came with this Node, so that a PATH without npm does not matter. */
function npm(args, options) {
  const beside = [
    path.resolve(process.execPath, '../../lib/node_modules/npm/bin/npm-cli.js'),
    path.resolve(process.execPath, '../node_modules/npm/bin/npm-cli.js'),
  ].find(existsSync);
  const cli = process.env.npm_execpath?.endsWith('.js') ? process.env.npm_execpath : beside;
  return cli === undefined ? run('npm', args, options) : run(process.execPath, [cli, ...args], options);
}

/** Node's own headers, when they are installed beside it: node-gyp would download them otherwise. */
function headers() {
  const prefix = path.resolve(process.execPath, '../..');
  return existsSync(path.join(prefix, 'include/node/node.h')) ? { npm_config_nodedir: prefix } : {};
}

function installDependencies() {
  const lock = path.join(root, 'package-lock.json');
  const stamp = path.join(root, 'node_modules', '.xunjian-lock');
  const digest = createHash('sha256').update(readFileSync(lock)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;
  say('installing dependencies (npm ci); building better-sqlite3 may take two minutes …');
  // Browsers are found or installed below: no package downloads one of its own.
  const env = { ...headers(), PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' };
  const done = npm(['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { timeoutMs: 10 * MINUTE, env, quiet: false });
  if (!done) {
    say('npm ci did not finish → check that the npm registry is reachable, then run npm run setup again');
    process.exit(1);
  }
  if (!sqliteOpens()) buildSqlite(env);
  writeFileSync(stamp, digest);
}

function sqliteOpens() {
  const code = "new (require('better-sqlite3'))(':memory:').close()";
  return spawnSync(process.execPath, ['-e', code], { cwd: root, stdio: 'ignore', timeout: MINUTE }).status === 0;
}

function buildSqlite(env) {
  // npm asks for leave to run install scripts in some versions; the package's own install script is run directly then.
  const built = npm(['rebuild', 'better-sqlite3', '--foreground-scripts'], { timeoutMs: 10 * MINUTE, env }) && sqliteOpens();
  const again = built || (npm(['run', 'install', '--prefix', path.join(root, 'node_modules/better-sqlite3')], { timeoutMs: 10 * MINUTE, env }) && sqliteOpens());
  if (again) return;
  say('better-sqlite3 could not be built → install python3, make and g++, then run npm run setup again');
  process.exit(1);
}

const SYSTEM_BROWSERS = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function findBrowser() {
  const configured = process.env.XUNJIAN_BROWSER;
  if (configured && existsSync(configured)) return configured;
  try {
    const { chromium } = createRequire(path.join(root, 'package.json'))('playwright');
    if (existsSync(chromium.executablePath())) return chromium.executablePath();
  } catch {
    // Playwright is not installed yet: a system browser does as well.
  }
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/bin', '/usr/local/bin'];
  return folders.flatMap((folder) => SYSTEM_BROWSERS.map((name) => path.join(folder, name))).find(existsSync) ?? null;
}

function ensureBrowser() {
  if (findBrowser() !== null) return;
  say('no browser found; trying to install one …');
  const playwright = path.join(root, 'node_modules/playwright/cli.js');
  if (run(process.execPath, [playwright, 'install', 'chromium-headless-shell'], { timeoutMs: 2 * MINUTE }) && findBrowser()) return;
  if (aptInstall(['chromium-headless-shell']) && findBrowser()) return;
  say('no browser could be installed → install Chromium, or set XUNJIAN_BROWSER to one; HTTP checks run without it');
}

function ensureFont() {
  if (process.platform !== 'linux') return;
  try {
    if (execFileSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8', timeout: 5_000 }).trim() !== '') return;
  } catch {
    // No fontconfig: the font package brings it.
  }
  if (aptInstall(['fonts-wqy-microhei', 'fontconfig'])) return;
  say('no CJK font found → install fonts-wqy-microhei; without it screenshots show boxes');
}

function aptInstall(packages) {
  if (!isRoot || !existsSync('/usr/bin/apt-get')) return false;
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const install = () => run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { timeoutMs: 4 * MINUTE, env });
  return install() || (run('apt-get', ['update'], { timeoutMs: 2 * MINUTE, env }) && install());
}

checkNode();
installDependencies();
ensureBrowser();
ensureFont();
const { build } = await import('./build.mjs');
build();
