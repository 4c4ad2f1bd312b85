import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findBrowser } from '../../src/run/find-browser.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'xunjian-browser-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('Playwright’s headless shell of the installed revision goes before a browser of the system', () => {
  const { browsers } = JSON.parse(readFileSync('node_modules/playwright-core/browsers.json', 'utf8')) as {
    browsers: { name: string; revision: string }[];
  };
  const revision = browsers.find(({ name }) => name === 'chromium-headless-shell')?.revision;
  const shell = path.join(folder, `chromium_headless_shell-${revision}`, 'chrome-headless-shell-linux64');
  mkdirSync(shell, { recursive: true });
  writeFileSync(path.join(shell, 'chrome-headless-shell'), '');
  writeFileSync(path.join(folder, 'chromium'), '');
  const env = { PATH: folder, HOME: folder, PLAYWRIGHT_BROWSERS_PATH: folder };
  expect(findBrowser('auto', env)).toBe(path.join(shell, 'chrome-headless-shell'));
});

it('a headless shell on the PATH goes before a whole Chromium', () => {
  const env = { PATH: folder, HOME: folder, PLAYWRIGHT_BROWSERS_PATH: path.join(folder, 'none') };
  writeFileSync(path.join(folder, 'chromium'), '');
  writeFileSync(path.join(folder, 'chromium-headless-shell'), '');
  expect(findBrowser('auto', env)).toBe(path.join(folder, 'chromium-headless-shell'));
});

it('a configured browser is taken as it is, there or not', () => {
  expect(findBrowser('/nowhere/chromium', { PATH: folder })).toBe('/nowhere/chromium');
});
