// Running other programs with a deadline, and telling the person what goes on.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

export const MINUTE = 60_000;

/** One line on stderr: stdout belongs to the command that set-up precedes. */
export const say = (line) => process.stderr.write(`setup: ${line}\n`);

/** Nothing may be fetched: `XUNJIAN_OFFLINE=1`, or npm's own setting. */
export const isOffline = (env = process.env) =>
  env.XUNJIAN_OFFLINE === '1' || env.npm_config_offline === 'true';

/**
 * Runs a program with a deadline; its output is kept back and shown only when it fails. Returns whether it ended
 * well, how it ended, and the last lines it wrote.
 */
export function run(command, args, { cwd, timeoutMs, env = {} }) {
  const began = Date.now();
  const { status, signal, error, stdout, stderr } = spawnSync(command, args, {
    cwd,
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    maxBuffer: 64 * 1024 * 1024,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const secs = Math.round((Date.now() - began) / 1000);
  const ok = status === 0;
  const ending =
    error?.code === 'ETIMEDOUT' || signal === 'SIGKILL'
      ? `was stopped after ${secs} s`
      : (error?.code ?? `ended with ${signal ?? status}`);
  const tail = `${stdout ?? ''}${stderr ?? ''}`.trim().split('\n').slice(-15).join('\n');
  return { ok, ending, secs, tail, stdout: stdout ?? '' };
}

/** The first program of `names` on the PATH or in the usual folders, or null. */
export function which(names, env = process.env) {
  const folders = [
    ...(env.PATH ?? '').split(path.delimiter),
    '/usr/bin',
    '/usr/local/bin',
    '/snap/bin',
  ].filter(Boolean);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  for (const name of names) {
    for (const folder of folders) {
      const file = path.join(folder, name + suffix);
      if (existsSync(file)) return file;
    }
  }
  return null;
}

/** Runs npm: the one that runs us, else the one beside this Node, else the one on the PATH. */
export function npm(args, options) {
  const own = process.env.npm_execpath;
  const prefix = path.resolve(process.execPath, '../..');
  const cli = [
    own !== undefined && /npm-cli\.c?js$/.test(own) ? own : null,
    path.join(prefix, 'lib/node_modules/npm/bin/npm-cli.js'),
    path.resolve(process.execPath, '../node_modules/npm/bin/npm-cli.js'),
  ].find((file) => file !== null && existsSync(file));
  return cli === undefined
    ? run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, options)
    : run(process.execPath, [cli, ...args], options);
}

/** What apt-get runs with: dpkg refuses where the system's own programs (ldconfig) are not on the PATH, as in a bare shell. */
export function aptEnvironment(env = process.env) {
  const folders = (env.PATH ?? '').split(path.delimiter).filter(Boolean);
  for (const folder of ['/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/bin', '/bin'])
    if (!folders.includes(folder)) folders.push(folder);
  return { DEBIAN_FRONTEND: 'noninteractive', PATH: folders.join(path.delimiter) };
}

/** Installs packages of the distribution where that is ours to do: root, with apt-get, not offline. */
export function aptInstall(packages) {
  if (process.getuid?.() !== 0 || which(['apt-get']) === null || isOffline())
    return { ok: false, tail: '', ending: '' };
  const env = aptEnvironment();
  const apt = (timeoutMs, ...args) => run('apt-get', ['-q', ...args], { cwd: '/', timeoutMs, env });
  const install = () => apt(5 * MINUTE, 'install', '-y', '--no-install-recommends', ...packages);
  // An old package list answers at once that it knows no such package, or a version that is gone: then it is renewed.
  const first = install();
  if (first.ok) return first;
  apt(3 * MINUTE, 'update');
  return install();
}
