import type { Browser } from 'playwright';
import type { Clock } from '../clock.ts';
import { XunjianError } from '../errors.ts';
import { alarm } from '../net/alarm.ts';

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
  /** How long a browser that has started may take to say which process it is. @default 10 s */
  answerMs?: number;
}

/** A browser that does not start by then hangs; a cold start from a slow disk takes a few seconds. */
const LAUNCH_MS = 30_000;
/** It has started and answers; what it does not say by then it never says. */
const ANSWER_MS = 10_000;

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
export async function launchBrowser(options: LaunchOptions, clock: Clock): Promise<BrowserProcess> {
  const { executable, proxyServer, answerMs = ANSWER_MS } = options;
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
    const pid = await inTime(pidOf(browser), answerMs, clock).catch((error: unknown) => {
      void browser.close().catch(() => undefined);
      throw error;
    });
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

async function inTime<T>(work: Promise<T>, ms: number, clock: Clock): Promise<T> {
  let stop = () => {};
  const late = new Promise<never>((_, reject) => {
    stop = alarm(clock, ms, () => reject(new Error(`it has started and said nothing for ${ms} ms`)));
  });
  return Promise.race([work, late]).finally(() => stop());
}
