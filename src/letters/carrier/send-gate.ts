import type { BrowserContext, Request, Response, Route } from 'playwright';
import { carriesAny, goesTheSameWay, handsInTheSame, type OutgoingRequest } from './carries-letter.ts';

/** A request that may have taken the letter with it. */
export interface SentRequest {
  request: OutgoingRequest;
  /** The letter's own words were seen in it; an encrypted body shows none. */
  carries: boolean;
  status: number | null;
  /** What a script was answered; null for documents and while it is on its way. */
  answer: string | null;
  state: 'open' | 'answered' | 'failed';
}

export interface SendGate {
  /**
   * Right before a click of ours: from now on whatever leaves is noted; before, only what carries the letter. After `shut`
   * only where nothing had left.
   */
  open(): void;
  /** From now on nothing is handed in any more: what became of the letter is settled, and its page may not change it. */
  shut(): void;
  readonly sent: readonly SentRequest[];
  /** Requests that handed in the same letter once more and were stopped. */
  readonly stopped: number;
  /** Requests stopped because nothing may leave (blackhole), or because the intent could not be committed. */
  readonly withheld: number;
  /** Why the intent of a request that left by the page's own doing could not be committed. */
  readonly forbidden: unknown;
}

/** With the click that it came of. */
type Noted = SentRequest & { click: number };

export interface SendGateOptions {
  /** Words by which the letter is known in a request: its texts, in blackhole mode the persona's values too. */
  samples: readonly string[];
  isBlackhole: boolean;
  /** Commits the intent; rejects when the letter may not go. Asked again before each request that carries the letter. */
  commit(): Promise<void>;
  /** Sees to it that the browser cannot send the request a second time by itself. */
  freshConnection(host: string): void;
  note(words: string): void;
}

const MAX_ANSWER_CHARS = 64 * 1024;
/** A document stopped with this leaves the one that stands; any other reason puts the browser's error page over a receipt. */
const STAYS = 'aborted';
/** Requests that fetch parts of a page and hand nothing in. */
const PARTS = new Set(['image', 'font', 'media', 'stylesheet', 'manifest', 'texttrack']);

/**
 * Stands between the page and the network for as long as a letter is in it: no request carries the letter out before
 * the intent is on disk, none carries it out twice, and in blackhole mode none carries it out at all. So a form that
 * sends twice, by two handlers or by loading itself anew, is answered once.
 */
export async function standAtSendGate(context: BrowserContext, options: SendGateOptions): Promise<SendGate> {
  const { samples, isBlackhole, commit, freshConnection, note } = options;
  const sent: Noted[] = [];
  const byRequest = new Map<Request, SentRequest>();
  const before = new Set<string>();
  let clicks = 0;
  let isOpen = false;
  let isShut = false;
  let stopped = 0;
  let withheld = 0;
  let forbidden: unknown = null;

  async function pass(route: Route): Promise<void> {
    const request = route.request();
    const outgoing: OutgoingRequest = {
      method: request.method(),
      url: request.url(),
      body: request.postDataBuffer(),
    };
    const isData = request.url().startsWith('data:') || request.url().startsWith('blob:');
    const carries = !isData && carriesAny(outgoing, samples);
    if (isBlackhole) {
      const hands = carries || (isOpen && outgoing.method !== 'GET');
      if (!hands) return route.fallback();
      withheld += 1;
      note(`没有放行：${outgoing.method} ${new URL(outgoing.url).pathname}`);
      return route.abort(STAYS);
    }
    const isLate = () => isShut && (carries || outgoing.method !== 'GET');
    const stopLate = () => {
      stopped += 1;
      note('信件已有结果，网页又要提交，已拦下');
      return route.abort(STAYS);
    };
    if (isLate()) return stopLate();
    const hands = carries && (outgoing.method !== 'GET' || request.resourceType() !== 'image');
    // One click hands a letter in once; only a further click of ours may send it the same way again, with a yes added.
    const isAgain = (one: Noted) =>
      one.carries &&
      (handsInTheSame(one.request, outgoing) ||
        (one.click === clicks && (goesTheSameWay(one.request, outgoing) || endedUnknown(one))));
    if (hands && sent.some(isAgain)) {
      stopped += 1;
      note('网页再次提交同一封信，已拦下');
      return route.abort(STAYS);
    }
    if (hands && outgoing.method !== 'GET') {
      try {
        await commit();
      } catch (error) {
        forbidden ??= error;
        withheld += 1;
        return route.abort(STAYS);
      }
      // Settled while the intent was written.
      if (isLate()) return stopLate();
    }
    if (outgoing.method !== 'GET' && (hands || isOpen)) freshConnection(new URL(outgoing.url).hostname);
    const path = pathOf(outgoing.url);
    const isHandingIn = outgoing.method !== 'GET' || carries;
    const isNews =
      isOpen && !before.has(path) && !PARTS.has(request.resourceType()) && outgoing.url.includes('?');
    if (!isOpen) before.add(path);
    if (hands || (isOpen && !isData && (isHandingIn || isNews))) {
      const one: Noted = {
        request: outgoing,
        carries,
        click: clicks,
        status: null,
        answer: null,
        state: 'open',
      };
      sent.push(one);
      byRequest.set(request, one);
    }
    return route.fallback();
  }

  context.on('response', (response) => {
    const one = byRequest.get(firstOf(response.request()));
    if (one !== undefined) void noteAnswer(one, response);
  });
  context.on('requestfailed', (request) => {
    const one = byRequest.get(firstOf(request));
    if (one !== undefined && one.state === 'open') one.state = 'failed';
  });
  await context.route('**/*', (route) => {
    pass(route).catch(() => route.abort(STAYS).catch(() => undefined));
  });
  return {
    open() {
      isOpen = true;
      if (sent.length === 0) isShut = false;
      clicks += 1;
    },
    shut() {
      isShut = true;
    },
    sent,
    get stopped() {
      return stopped;
    },
    get withheld() {
      return withheld;
    },
    get forbidden() {
      return forbidden;
    },
  };
}

/** Cut off, or an error after the letter was there: a script that goes on elsewhere tries to hand it in once more. */
const endedUnknown = ({ state, status }: SentRequest) =>
  state === 'failed' || (status !== null && status >= 500);

async function noteAnswer(one: SentRequest, response: Response): Promise<void> {
  one.status = response.status();
  if (response.status() >= 300 && response.status() < 400) return;
  if (!response.request().isNavigationRequest())
    one.answer = await response.text().then(
      (text) => text.slice(0, MAX_ANSWER_CHARS),
      () => null,
    );
  one.state = 'answered';
}

/** The request that a chain of redirects began with. */
function firstOf(request: Request): Request {
  let first = request;
  for (let from = first.redirectedFrom(); from !== null; from = first.redirectedFrom()) first = from;
  return first;
}

function pathOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
