import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { configuredBrowser, hasCjkFont, playwrightShell } from '../../scripts/setup/browser.mjs';
import { aptEnvironment, run, which } from '../../scripts/setup/command.mjs';
import { abortsWhenCollected, lockIsInstalled, soundHeaders } from '../../scripts/setup/dependencies.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'xunjian-setup-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function put(name: string, content: unknown): string {
  const file = path.join(root, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

describe('what is installed', () => {
  const wanted = {
    '': { dependencies: { a: '1.0.0' } },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/other-platform': { version: '1.0.0', optional: true },
  };
  const lay = (version: string) => {
    put('package-lock.json', { packages: wanted });
    put('node_modules/.package-lock.json', { packages: { 'node_modules/a': { version } } });
  };

  it('matches the lockfile although packages of other platforms are absent', () => {
    lay('1.0.0');
    put('node_modules/a/package.json', {});
    expect(lockIsInstalled(root)).toBe(true);
  });

  it('does not match when a version differs, a package was deleted, or nothing is there', () => {
    expect(lockIsInstalled(root)).toBe(false);
    lay('1.0.0');
    expect(lockIsInstalled(root)).toBe(false);
    lay('1.0.1');
    put('node_modules/a/package.json', {});
    expect(lockIsInstalled(root)).toBe(false);
  });
});

describe('the browser', () => {
  it('is the one XUNJIAN_BROWSER names, else the one of the configuration', () => {
    put('config/xunjian.yaml', 'browser: { executable: "../bin/chrome", contexts: 2 }\n');
    expect(configuredBrowser(root, {})).toBe(path.join(root, 'bin/chrome'));
    expect(configuredBrowser(root, { XUNJIAN_BROWSER: '/opt/chrome' })).toBe('/opt/chrome');
  });

  it('is free to choose with auto or without a word', () => {
    expect(configuredBrowser(root, {})).toBeNull();
    put('config/xunjian.yaml', 'browser:\n  executable: auto\n');
    expect(configuredBrowser(root, {})).toBeNull();
  });

  it('of Playwright counts only when its download was finished', () => {
    put('node_modules/playwright-core/browsers.json', {
      browsers: [{ name: 'chromium-headless-shell', revision: '9' }],
    });
    const env = { PLAYWRIGHT_BROWSERS_PATH: path.join(root, 'browsers') };
    const shell = put('browsers/chromium_headless_shell-9/chrome-linux/headless_shell', '');
    expect(playwrightShell(root, env)).toBeNull();
    put('browsers/chromium_headless_shell-9/INSTALLATION_COMPLETE', '');
    expect(playwrightShell(root, env)).toBe(shell);
  });

  it('is looked for by name along the PATH, the first name first', () => {
    for (const name of ['xunjian-a', 'xunjian-b']) chmodSync(put(`bin/${name}`, ''), 0o755);
    const env = { PATH: path.join(root, 'bin') };
    expect(which(['xunjian-none', 'xunjian-b', 'xunjian-a'], env)).toBe(path.join(root, 'bin/xunjian-b'));
    expect(which(['xunjian-none'], env)).toBeNull();
  });
});

it('a CJK font in the person’s own folder is seen', () => {
  put('.fonts/NotoSansSC-Regular.otf', '');
  expect(hasCjkFont({ HOME: root })).toBe(true);
});

it('the distribution’s packages are installed with the system’s programs on the PATH, also from a bare shell', () => {
  expect(aptEnvironment({ PATH: '/opt/bin:/usr/bin:/bin' }).PATH).toBe(
    '/opt/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin',
  );
  expect(aptEnvironment({}).PATH).toContain('/usr/sbin');
});

it('SQLite is compiled without the clean-up hooks that abort Node 24.19 and later', () => {
  put('include/node/node.h', '// node');
  put(
    'include/node/node_object_wrap.h',
    'ObjectWrap() {\n    refs_ = 0;\n    AddCleanupHook();\n  }\n~ObjectWrap() {\n    RemoveCleanupHook();\n  }\n',
  );
  const prefix = soundHeaders(root, path.join(root, 'include/node'));
  const wrap = readFileSync(path.join(prefix, 'include/node/node_object_wrap.h'), 'utf8');
  expect(wrap).toBe('ObjectWrap() {\n    refs_ = 0;\n  }\n~ObjectWrap() {\n  }\n');
  expect(readFileSync(path.join(prefix, 'include/node/node.h'), 'utf8')).toBe('// node');
  expect(abortsWhenCollected(Buffer.from('\0_ZN4node28RemoveEnvironmentCleanupHookEPN2v8'))).toBe(true);
  expect(abortsWhenCollected(Buffer.from('\0_ZN4node25AddEnvironmentCleanupHookEPN2v8'))).toBe(false);
});

it('a program that does not end is stopped at its deadline and says so', () => {
  const stuck = run(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { cwd: root, timeoutMs: 200 });
  expect(stuck).toMatchObject({ ok: false, ending: expect.stringMatching(/^was stopped after/) });
});
