import type { Browser } from 'playwright';
import { XunjianError } from '../errors.ts';

/** One running browser. */
export interface BrowserProcess {
  browser: Browser;
  /** The user agent a page of this browser would send without us, without the word "Headless". */
  userAgent: string;
  /** Ends the process at once, whatever its pages do. */
  kill(): void;
}

export interface LaunchOptions {
  executable: string;
  /** Our forward proxy: the browser's only way out. */
  proxyServer: string;
}

/** A browser that does not start by then hangs; a cold start from a slow disk takes a few seconds. */
const LAUNCH_MS = 30_000;

const FLAGS = [
  ...['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync', '--dns-prefetch-disable', '--mute-audio'],
  // What the proxy cannot carry may not go around it.
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  // A page that fills memory loses its renderer, not the machine.
  '--js-flags=--max-old-space-size=512',
];

/**
 * Starts a browser that reaches the network through the proxy alone. Sandboxed, except as root and on machines whose
 * kernel gives ordinary users no namespaces. Throws `BROWSER_UNAVAILABLE`.
 */
export async function launchBrowser({ executable, proxyServer }: LaunchOptions): Promise<BrowserProcess> {
  // Loaded here: it takes half a second, and most commands start no browser.
  const { chromium } = await import('playwright');
  const isRoot = process.getuid?.() === 0;
  const start = (sandbox: boolean) =>
    chromium.launch({
      executablePath: executable,
      args: FLAGS,
      chromiumSandbox: sandbox,
      // Without the bypass rule Chromium would reach loopback past any proxy.
      proxy: { server: proxyServer, bypass: '<-loopback>' },
      timeout: LAUNCH_MS,
      ...{ handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false },
    });
  try {
    const browser = await (isRoot ? start(false) : start(true).catch(() => start(false)));
    const pid = await pidOf(browser);
    return {
      browser,
      userAgent: `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${browser.version()} Safari/537.36`,
      kill() {
        try {
          if (pid !== null) process.kill(pid, 'SIGKILL');
        } catch {
          // It is gone already.
        }
        void browser.close().catch(() => undefined);
      },
    };
  } catch (error) {
    const said = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    throw new XunjianError(
      'BROWSER_UNAVAILABLE',
      `the browser ${executable} does not start: ${said}`,
      'run xunjian doctor; set browser.executable, or npx playwright install chromium-headless-shell',
      { cause: error },
    );
  }
}

async function pidOf(browser: Browser): Promise<number | null> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.find(({ type }) => type === 'browser')?.id ?? null;
}
