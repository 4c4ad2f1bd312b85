import { startForwardProxy } from '../net/forward-proxy.ts';
import type { NetworkOptions } from '../net/http-client.ts';
import { createReach } from '../net/reach.ts';
import { createBrowserFleet } from './browser-fleet.ts';
import { type PageVisit, type VisitOptions, type VisitSetting, visitPage } from './page-visit.ts';
import { renderIn } from './render-page.ts';
import type { RenderedPage, RenderRequest } from './rendered-page.ts';
import { createTurns } from './turns.ts';

export interface BrowserPoolOptions {
  /** The browser's file. */
  executable: string;
  /** Pages open at once; two to four saturate two cores. */
  contexts: number;
  /** Give the HTTP client's `leases` too, so that both take the same slots. */
  network: NetworkOptions;
  timezone?: string;
  /** How long the browser may take to open a page and ask for its document. @default 30 s */
  openMs?: number;
}

export interface BrowserPool {
  /**
   * Opens a page, lets it settle and reads it. Never throws for trouble of the page: it is typed in
   * `exchange.failure`. Rejects when aborted, and with `BROWSER_UNAVAILABLE` when no browser starts.
   */
  renderPage(request: RenderRequest): Promise<RenderedPage>;
  /** Lends an empty page, for forms. Rejects as `visitPage` does; nothing is ever tried twice. */
  usePage<T>(options: VisitOptions, use: (visit: PageVisit) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Starts the proxy at once and a browser on first use. */
export async function createBrowserPool(options: BrowserPoolOptions): Promise<BrowserPool> {
  const { network, executable, contexts } = options;
  const { clock, timeoutMs, vantage } = network;
  const reach = createReach(network);
  const proxy = await startForwardProxy({ reach, timeoutMs, clock });
  const fleet = createBrowserFleet({ executable, proxyServer: proxy.server }, clock);
  const turns = createTurns(contexts);
  const setting: VisitSetting = {
    ...{ fleet, reach, clock, userAgent: network.userAgent },
    timezone: options.timezone ?? 'Asia/Shanghai',
    dropIdle: (host) => proxy.dropIdle(host),
    ...(options.openMs === undefined ? {} : { openMs: options.openMs }),
  };

  return {
    renderPage: (request) =>
      turns.take(request.urgent === true ? 'urgent' : 'bulk', request.signal, async () => {
        const once = () => renderIn({ ...setting, proxy, vantage }, request);
        const page = await once();
        // A crash may be another page's doing; reading may be repeated.
        return page.exchange.failure?.code === 'browser_crashed' ? once() : page;
      }),
    usePage: (visit, use) =>
      turns.take(visit.urgent === true ? 'urgent' : 'bulk', visit.signal, () =>
        visitPage(setting, visit, use),
      ),
    async close() {
      turns.clear();
      await fleet.close();
      await proxy.close();
    },
  };
}
