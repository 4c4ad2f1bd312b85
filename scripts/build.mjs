// Compiles src, probes and test/province into dist when a source is newer than the last build.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const stamp = path.join(root, 'dist', '.built');
const sources = ['src', 'probes', 'test/province', 'tsconfig.json', 'tsconfig.build.json'];

function newest(file) {
  if (!existsSync(file)) return 0;
  const stat = statSync(file);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(file).reduce((max, name) => Math.max(max, newest(path.join(file, name))), stat.mtimeMs);
}

/** True when dist is at least as new as every source. */
export function isBuilt() {
  if (!existsSync(stamp)) return false;
  const built = statSync(stamp).mtimeMs;
  return sources.every((source) => newest(path.join(root, source)) <= built);
}

/** Builds when needed; two processes that start at once do not write the same files together. */
export function build() {
  if (isBuilt()) return;
  const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  if (!existsSync(tsc)) return; // an installed package carries dist; a bare checkout has not run set-up yet
  const lock = path.join(root, 'node_modules', '.xunjian-build');
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      if (Date.now() > deadline) rmdirSync(lock); // left by a build that was killed
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    }
  }
  try {
    if (isBuilt()) return;
    const began = Date.now();
    execFileSync(process.execPath, [tsc, '-p', path.join(root, 'tsconfig.build.json')], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    mkdirSync(path.dirname(stamp), { recursive: true });
    // The stamp bears the time the build began: a source saved meanwhile is built again next time.
    writeFileSync(stamp, '');
    const at = new Date(began);
    utimesSync(stamp, at, at);
  } finally {
    rmdirSync(lock);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build();
