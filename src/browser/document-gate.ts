import type { Page, Request, Response, Route } from 'playwright';
import type { Failure } from '../domain/exchange.ts';
import { failure, failureOf } from '../net/failure.ts';
import type { Permit } from '../net/politeness.ts';
import type { Reach } from '../net/reach.ts';

export interface DocumentGateOptions {
  reach: Reach;
  /** Images, fonts and media are left out unless somebody will look at the page. */
  withImages: boolean;
  signal: AbortSignal;
  /** Before bulk work. */
  urgent: boolean;
  /** Called when the first document asks for its host's turn: the browser works. */
  onFirstAsked: () => void;
  /** Called when the page's own document is not let through. */
  onRefused: () => void;
  /** Called when the first document may go: the page's time begins there. */
  onFirstLeave: () => void;
}

export interface DocumentGate {
  /** Why the main document was not let through; null when it was. */
  readonly refused: Failure | null;
  /** Gives back whatever is still held. */
  close(): void;
}

/** A page that asks for more is endless; the largest portals ask for some 300. */
const MAX_REQUESTS = 600;
const LEFT_OUT = new Set(['image', 'font', 'media']);

/**
 * Stands between a page and the proxy: every document, in frames too, waits for its host's turn as a request of the
 * HTTP tier does; images and scripts do not. The browser follows a redirect by itself: within its host the hop keeps the
 * turn of the request before, so that no more than the host's number are ever under way; it cannot be made to wait.
 */
export async function standAtGate(page: Page, options: DocumentGateOptions): Promise<DocumentGate> {
  const { reach, withImages, signal, urgent, onFirstAsked, onRefused, onFirstLeave } = options;
  const permits = new Map<Request, Permit>();
  let refused: Failure | null = null;
  let requests = 0;
  let isClosed = false;

  const redirecting = new Set<Request>();
  const release = (request: Request) => {
    if (redirecting.has(request)) return;
    permits.get(request)?.release();
    permits.delete(request);
  };
  const noteRedirect = (response: Response) => {
    const request = response.request();
    const { location } = response.headers();
    if (permits.has(request) && response.status() >= 300 && response.status() < 400 && location !== undefined)
      redirecting.add(request);
  };
  const handOver = (request: Request) => {
    const before = request.redirectedFrom();
    if (before === null || !redirecting.delete(before)) return;
    const permit = permits.get(before);
    const isSameHost = new URL(before.url()).hostname === new URL(request.url()).hostname;
    if (permit === undefined || !isSameHost) release(before);
    else {
      permits.delete(before);
      permits.set(request, permit);
    }
  };

  async function pass(route: Route): Promise<void> {
    const request = route.request();
    requests += 1;
    const type = request.resourceType();
    if (requests > MAX_REQUESTS || (!withImages && LEFT_OUT.has(type))) {
      await route.abort('blockedbyclient');
      return;
    }
    if (!request.isNavigationRequest()) {
      await route.continue();
      return;
    }
    onFirstAsked();
    const { protocol, hostname } = new URL(request.url());
    if (protocol === 'http:' || protocol === 'https:') {
      try {
        const { addressKey } = await reach.resolve(hostname);
        const permit = await reach.leases.enter(hostname, addressKey, signal, urgent);
        permits.set(request, permit);
        // The page was given up in this very moment: nobody would give the turn back.
        if (isClosed) release(request);
      } catch (error) {
        if (isMainFrame(request, page)) {
          refused = signal.aborted ? failure('deadline_exceeded', 'the page was given up') : failureOf(error);
          if (!isClosed) onRefused();
        }
        await route.abort('blockedbyclient');
        return;
      }
    }
    onFirstLeave();
    await route.continue();
  }

  // Of the context: windows that the page opens pass the same gate.
  const context = page.context();
  context.on('response', noteRedirect);
  context.on('request', handOver);
  context.on('requestfinished', release);
  context.on('requestfailed', release);
  await context.route('**/*', (route) => {
    // A page that is closed meanwhile takes its routes with it.
    pass(route).catch(() => undefined);
  });
  return {
    get refused() {
      return refused;
    },
    close() {
      isClosed = true;
      for (const permit of permits.values()) permit.release();
      permits.clear();
    },
  };
}

function isMainFrame(request: Request, page: Page): boolean {
  // A request of a window that is only opening has no frame yet, and asking for it throws.
  try {
    return request.frame() === page.mainFrame();
  } catch {
    return false;
  }
}
