// The packages of the lockfile, and better-sqlite3 built for this Node.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { aptInstall, isOffline, MINUTE, npm, run, say, which } from './command.mjs';

/**
 * Whether node_modules holds what the lockfile asks for: npm writes down what it installed in
 * node_modules/.package-lock.json. Optional packages of other platforms may be absent.
 */
export function lockIsInstalled(root) {
  const wanted = readJson(path.join(root, 'package-lock.json'))?.packages;
  const there = readJson(path.join(root, 'node_modules/.package-lock.json'))?.packages;
  if (wanted === undefined || there === undefined) return false;
  for (const [name, { version, optional, devOptional, peer, link }] of Object.entries(wanted)) {
    if (name === '' || link) continue;
    const installed = there[name];
    if (installed === undefined ? !(optional || devOptional || peer) : installed.version !== version)
      return false;
  }
  const direct = Object.keys({ ...wanted['']?.dependencies, ...wanted['']?.devDependencies });
  return direct.every((name) => existsSync(path.join(root, 'node_modules', name, 'package.json')));
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** Installs what is missing; false when it could not. */
export function ensureDependencies(root) {
  if (!lockIsInstalled(root)) {
    say('installing the packages of package-lock.json (npm ci) …');
    // Install scripts do not run: only better-sqlite3 needs its own, and that is looked after below. Browsers are found
    // or fetched later, so no package downloads one. Development packages are needed: the checkout is compiled here.
    const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--include=dev', '--loglevel=error'];
    const ci = (more) => npm([...args, more], { cwd: root, timeoutMs: 8 * MINUTE });
    let done = ci(isOffline() ? '--offline' : '--prefer-offline');
    // A registry that stumbled once is asked once more; npm's own retries are over by then.
    if (!done.ok && !isOffline()) done = ci('--prefer-online');
    if (!done.ok) {
      say(`npm ci ${done.ending}:\n${done.tail}`);
      say(
        isOffline()
          ? 'the packages are not in the npm cache → run once with the registry in reach (without XUNJIAN_OFFLINE)'
          : 'the packages could not be installed → check that the npm registry is in reach (npm ping), then: npm run setup',
      );
      return false;
    }
    say(`packages installed in ${done.secs} s`);
  }
  return ensureSqlite(root);
}

const OPENS = "new (require('better-sqlite3'))(':memory:').close()";

/** In a process of its own: a binary of another Node can crash instead of throwing. */
function sqliteOpens(root) {
  const binary = path.join(root, 'node_modules/better-sqlite3/build/Release/better_sqlite3.node');
  if (existsSync(binary) && abortsWhenCollected(readFileSync(binary))) return false;
  return run(process.execPath, ['-e', OPENS], { cwd: root, timeoutMs: MINUTE }).ok;
}

/**
 * Compiled with the headers of Node 24.19 and later 24s, every collected statement takes off a clean-up hook that the
 * running Node may have no environment for, and the process aborts now and then (nodejs/node#65446, seen 2026-09).
 * The hook's name stands in such a binary.
 */
export function abortsWhenCollected(binary) {
  return binary.includes('RemoveEnvironmentCleanupHook');
}

function ensureSqlite(root) {
  const folder = path.join(root, 'node_modules/better-sqlite3');
  const binary = path.join(folder, 'build/Release/better_sqlite3.node');
  const seal = path.join(root, 'node_modules/.xunjian-sqlite');
  const version = readJson(path.join(folder, 'package.json'))?.version ?? 'unknown';
  const kept = path.join(cacheFolder(), `better-sqlite3-${version}-${abi()}.node`);
  // Opened once with this Node and not changed since: it need not be tried at every start.
  if (existsSync(binary) && readJson(seal)?.abi === `${version}-${abi()}`) return true;
  if (existsSync(binary) && sqliteOpens(root)) return sealed();
  if (restore(kept, binary) && sqliteOpens(root)) {
    say('better-sqlite3 taken from the cache');
    return sealed();
  }
  rmSync(path.join(folder, 'build'), { recursive: true, force: true });
  say('making better-sqlite3 for this Node: downloaded where it can be had, else compiled (60–90 s) …');
  const built = buildSqlite(root, folder);
  if (built === null) {
    keep(binary, kept);
    return sealed();
  }
  say(built);
  return false;

  function sealed() {
    writeFileSync(seal, JSON.stringify({ abi: `${version}-${abi()}` }));
    return true;
  }
}

/** Null when it opens at last; else one line that says what to do. */
function buildSqlite(root, folder) {
  const fetcher = path.join(root, 'node_modules/prebuild-install/bin.js');
  if (!isOffline() && existsSync(fetcher)) {
    // The download is tried for a moment only: where it cannot be had, its server is often not refused but silent.
    run(process.execPath, [fetcher], { cwd: folder, timeoutMs: MINUTE / 2 });
    if (sqliteOpens(root)) return null;
  }
  const tools = [
    ['python3', 'python'],
    ['make', 'gmake'],
    ['g++', 'c++', 'clang++'],
  ];
  const lacking = () =>
    tools.filter((names) => process.platform !== 'win32' && which(names) === null).map(([name]) => name);
  if (lacking().length > 0) aptInstall(['python3', 'make', 'g++']);
  if (lacking().length > 0) {
    return `better-sqlite3 has to be compiled and ${lacking().join(', ')} cannot be found → install python3, make and g++ (Debian: apt-get install python3 make g++), then: npm run setup`;
  }
  // Both mean "compile" to the package's install script; which of them is heard depends on npm's version.
  const env = { ...ownHeaders(root), npm_config_build_from_source: 'true' };
  const options = { cwd: root, timeoutMs: 8 * MINUTE, env };
  let done = npm(['rebuild', 'better-sqlite3', '--foreground-scripts'], options);
  if (sqliteOpens(root)) return null;
  // Some versions of npm skip install scripts nobody approved, and end well all the same.
  const gyp = nodeGyp();
  if (gyp !== null) {
    done = run(process.execPath, [gyp, 'rebuild', '--release'], { ...options, cwd: folder });
    if (sqliteOpens(root)) return null;
  }
  return `better-sqlite3 could not be compiled (${done.ending}):\n${done.tail}\nsetup: → install python3, make, g++ and the headers of Node ${process.versions.node}, then: npm run setup`;
}

/** Node's own headers where they are installed beside it; node-gyp would download them otherwise. */
function ownHeaders(root) {
  const prefix = path.resolve(process.execPath, '../..');
  const headers = path.join(prefix, 'include/node');
  if (!existsSync(path.join(headers, 'node.h'))) return {};
  const wrap = path.join(headers, 'node_object_wrap.h');
  const isSound = !existsSync(wrap) || !abortsWhenCollected(readFileSync(wrap));
  return { npm_config_nodedir: isSound ? prefix : soundHeaders(root, headers) };
}

/** The same headers with objects that hang no clean-up hooks, as they were before Node 24.19; links but for one file. */
export function soundHeaders(root, headers) {
  const prefix = path.join(root, '.xunjian/node-headers');
  const folder = path.join(prefix, 'include/node');
  rmSync(prefix, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(headers)) {
    if (name !== 'node_object_wrap.h') symlinkSync(path.join(headers, name), path.join(folder, name));
  }
  const wrap = readFileSync(path.join(headers, 'node_object_wrap.h'), 'utf8');
  writeFileSync(
    path.join(folder, 'node_object_wrap.h'),
    wrap.replace(/^\s*(?:Add|Remove)CleanupHook\(\);\n/gm, ''),
  );
  return prefix;
}

function nodeGyp() {
  const places = [
    process.env.npm_execpath === undefined ? '' : path.resolve(process.env.npm_execpath, '../..'),
    path.resolve(process.execPath, '../../lib/node_modules/npm'),
    path.resolve(process.execPath, '../node_modules/npm'),
  ];
  return (
    places.map((place) => path.join(place, 'node_modules/node-gyp/bin/node-gyp.js')).find(existsSync) ?? null
  );
}

/** What a compiled file depends on: Node's ABI, platform, processor, and which C library. */
function abi() {
  const libc = process.platform === 'linux' && existsSync('/etc/alpine-release') ? '-musl' : '';
  return `abi${process.versions.modules}-${process.platform}-${process.arch}${libc}`;
}

function cacheFolder() {
  return path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'xunjian');
}

function restore(kept, binary) {
  if (!existsSync(kept)) return false;
  try {
    mkdirSync(path.dirname(binary), { recursive: true });
    copyFileSync(kept, binary);
    return true;
  } catch {
    return false;
  }
}

/** Renamed into place: a set-up that runs at the same time never sees half a file. A cache that fails is no cache. */
function keep(binary, kept) {
  try {
    mkdirSync(path.dirname(kept), { recursive: true });
    copyFileSync(binary, `${kept}.${process.pid}`);
    renameSync(`${kept}.${process.pid}`, kept);
  } catch {
    // The next clone compiles again.
  }
}
