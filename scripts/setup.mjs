// Makes a fresh clone ready: packages, SQLite, browser, CJK font, build. Node built-ins only. Every step has a deadline,
// does nothing when nothing is missing, and says in one line what it could not do and how to mend it.
//   node scripts/setup.mjs [--for demo|test]
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBrowser, ensureFont } from './setup/browser.mjs';
import { MINUTE, say } from './setup/command.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

function nodeIsNewEnough() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return true;
  say(`Node ${process.versions.node} is too old → install Node 20.19 or newer`);
  return false;
}

/** Two set-ups at once would tear each other's node_modules apart: the second waits for the first. */
function whileAlone(work) {
  const lock = path.join(root, '.xunjian', 'setup.lock');
  mkdirSync(path.dirname(lock), { recursive: true });
  const deadline = Date.now() + 20 * MINUTE;
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (!isAlive(lock) || Date.now() > deadline) rmSync(lock, { force: true });
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
  try {
    return work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function isAlive(lock) {
  try {
    const owner = Number(readFileSync(lock, 'utf8'));
    // Empty while its owner is just writing it.
    if (owner > 0) process.kill(owner, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

const isReady =
  nodeIsNewEnough() &&
  whileAlone(() => {
    if (!ensureDependencies(root)) return false;
    ensureBrowser(root);
    ensureFont();
    return true;
  });
if (!isReady) process.exit(1);
const { build } = await import('./build.mjs');
build();
