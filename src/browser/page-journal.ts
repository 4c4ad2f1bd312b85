import type { Page, Request, Response } from 'playwright';
import type { Hop } from '../domain/exchange.ts';

/** What a page did while it was open. */
export interface PageJournal {
  /** Every answer to a request for the main document: redirects, reloads by script and the last one. */
  readonly hops: Hop[];
  /** The last answer for the main document. */
  readonly answer: Response | null;
  /** Where the main document was last asked for. */
  readonly lastUrl: string | null;
  /** What broke the main document off after its head, in Chromium's words; null when it came whole so far. */
  readonly brokenBy: string | null;
  readonly dialogs: string[];
  readonly consoleErrors: string[];
  /** The page opens dialogs without end. */
  readonly dialogsWithoutEnd: boolean;
  readonly crashed: boolean;
  /** What its scripts asked for and have no good answer to so far, at most twenty addresses. */
  unanswered(): string[];
}

/** A form says one or two things; what says more holds the page hostage. */
const MAX_DIALOGS = 20;
const MAX_LINES = 50;
const MAX_LINE_CHARS = 500;
const MAX_HOPS = 40;
const MAX_UNANSWERED = 20;

/** Whether a question of the page (确定提交吗？) is answered with yes. */
export type AgreesTo = (question: string) => boolean;

/** Listens to a page from its opening. Dialogs are answered: alerts and leaving confirmed, questions as `agreesTo` says. */
export function keepJournal(
  page: Page,
  onTrouble: () => void,
  agreesTo: AgreesTo = () => false,
): PageJournal {
  const hops: Hop[] = [];
  const dialogs: string[] = [];
  const consoleErrors: string[] = [];
  let answer: Response | null = null;
  let lastUrl: string | null = null;
  let brokenBy: string | null = null;
  let dialogCount = 0;
  let crashed = false;
  const unanswered = new Set<Request>();
  /** Those of them that an answer came to, and said no. */
  const refused = new WeakSet<Request>();

  const note = (lines: string[], line: string) => {
    if (lines.length < MAX_LINES) lines.push(line.slice(0, MAX_LINE_CHARS));
  };
  const isMainDocument = (request: Request) => {
    // A request of a frame that is gone throws when asked for it.
    try {
      return request.isNavigationRequest() && request.frame() === page.mainFrame();
    } catch {
      return false;
    }
  };

  /** Data, from wherever, and the site's own scripts: those of others count its visitors. */
  const isForContent = (request: Request) => {
    const type = request.resourceType();
    if (type === 'xhr' || type === 'fetch') return true;
    return type === 'script' && lastUrl !== null && hostOf(request.url()) === hostOf(lastUrl);
  };

  page.on('request', (request) => {
    if (isForContent(request) && unanswered.size < MAX_UNANSWERED) unanswered.add(request);
    if (!isMainDocument(request)) return;
    // A page that loads anew asks again.
    unanswered.clear();
    lastUrl = request.url();
    brokenBy = null;
  });
  page.on('requestfailed', (request) => {
    const said = request.failure()?.errorText ?? '';
    // A page that sends its visitor on gives up what was still coming.
    if (isMainDocument(request) && !said.includes('ERR_ABORTED')) brokenBy = said;
  });
  page.on('requestfinished', (request) => {
    if (!refused.has(request)) unanswered.delete(request);
  });
  page.on('response', (response) => {
    if (response.status() >= 400 && unanswered.has(response.request())) refused.add(response.request());
    if (!isMainDocument(response.request())) return;
    answer = response;
    if (hops.length >= MAX_HOPS) return;
    const { location = null } = response.headers();
    hops.push({ url: response.url(), status: response.status(), location, address: null });
  });
  // Of the context: windows that the page opens may hold it hostage too.
  page.context().on('dialog', (dialog) => {
    dialogCount += 1;
    note(dialogs, dialog.message());
    if (dialogCount > MAX_DIALOGS) onTrouble();
    const isTold = dialog.type() === 'alert' || dialog.type() === 'beforeunload';
    const isAgreed = dialog.type() === 'confirm' && agreesTo(dialog.message());
    (isTold || isAgreed ? dialog.accept() : dialog.dismiss()).catch(() => undefined);
  });
  page.on('console', (message) => {
    if (message.type() === 'error') note(consoleErrors, message.text());
  });
  page.on('pageerror', (error) => note(consoleErrors, error.message));
  page.on('crash', () => {
    crashed = true;
    onTrouble();
  });
  return {
    ...{ hops, dialogs, consoleErrors },
    get answer() {
      return answer;
    },
    get lastUrl() {
      return lastUrl;
    },
    get brokenBy() {
      return brokenBy;
    },
    unanswered: () => [...new Set([...unanswered].map((request) => request.url().slice(0, MAX_LINE_CHARS)))],
    get dialogsWithoutEnd() {
      return dialogCount > MAX_DIALOGS;
    },
    get crashed() {
      return crashed;
    },
  };
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}
