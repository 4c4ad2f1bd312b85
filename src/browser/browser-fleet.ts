import type { Clock } from '../clock.ts';
import { alarm } from '../net/alarm.ts';
import { type BrowserProcess, type LaunchOptions, launchBrowser } from './browser-process.ts';

/** A place in a running browser; give it back when its context is closed. */
export interface BrowserPlace {
  process: BrowserProcess;
  /** `isSound` false: the browser did not let go of the page and is ended. */
  leave(isSound: boolean): void;
}

export interface BrowserFleet {
  /** Starts a browser when none runs, or when the running one has served its pages. Throws `BROWSER_UNAVAILABLE`. */
  enter(): Promise<BrowserPlace>;
  close(): Promise<void>;
}

/** Browsers grow with every page (219 to 585 MB over 200 loads, measured 2026-11); a start costs 0.1 s. */
const PAGES_PER_BROWSER = 100;
/** How long a browser may take to end by itself. */
const CLOSE_MS = 3_000;

interface Generation {
  starting: Promise<BrowserProcess>;
  served: number;
  inside: number;
  isRetired: boolean;
}

/** Keeps one browser running and replaces it: after so many pages, when it crashed, when it hangs. */
export function createBrowserFleet(options: LaunchOptions, clock: Clock): BrowserFleet {
  let current: Generation | null = null;
  const all = new Set<Generation>();

  function start(): Generation {
    const generation: Generation = {
      starting: launchBrowser(options, clock),
      ...{ served: 0, inside: 0, isRetired: false },
    };
    all.add(generation);
    generation.starting.then(
      ({ browser }) => browser.once('disconnected', () => retire(generation)),
      () => {
        retire(generation);
        all.delete(generation);
      },
    );
    return generation;
  }

  function retire(generation: Generation): void {
    generation.isRetired = true;
    if (current === generation) current = null;
  }

  async function end(generation: Generation): Promise<void> {
    if (!all.delete(generation)) return;
    const running = await generation.starting.catch(() => null);
    if (running === null) return;
    const stop = alarm(clock, CLOSE_MS, () => running.kill());
    // One whose process cannot be ended is left behind: nothing waits for it.
    let stopWaiting = () => {};
    const late = new Promise<void>((resolve) => {
      stopWaiting = alarm(clock, 2 * CLOSE_MS, resolve);
    });
    await Promise.race([running.browser.close().catch(() => undefined), late]);
    stop();
    stopWaiting();
  }

  return {
    async enter() {
      current ??= start();
      const generation = current;
      generation.served += 1;
      generation.inside += 1;
      if (generation.served >= PAGES_PER_BROWSER) retire(generation);
      let left = false;
      const leave = (isSound: boolean) => {
        if (left) return;
        left = true;
        generation.inside -= 1;
        if (!isSound) {
          retire(generation);
          void generation.starting.then(
            (running) => running.kill(),
            () => undefined,
          );
        }
        if (generation.isRetired && generation.inside === 0) void end(generation);
      };
      try {
        return { process: await generation.starting, leave };
      } catch (error) {
        leave(true);
        throw error;
      }
    },
    async close() {
      current = null;
      await Promise.all([...all].map(end));
    },
  };
}
