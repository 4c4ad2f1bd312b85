import type { BrowserContext, Frame, Page } from 'playwright';
import type { Clock } from '../../clock.ts';
import { type Answer, answerIn, linesAsPage, type Saying, saysSuccess } from './answer-words.ts';
import type { SendGate } from './send-gate.ts';
import { shownMarkup } from './shown-markup.ts';
import { within } from './within.ts';

export type Outcome =
  | { after: 'answer'; answer: Answer }
  /** Something left, and nothing clear came back in time. */
  | { after: 'silence'; words: string }
  /** Nothing left the browser, and nothing was said. */
  | { after: 'nothing' };

export interface AnswerWatch {
  /** Waits for what comes of the click. `confirm` presses the button of a question drawn by the page, once. */
  wait(limits: AnswerLimits, confirm: () => Promise<boolean>): Promise<Outcome>;
  /** Status of the last answer to what was sent. */
  readonly status: number | null;
  /** What stood on the pages before the click, line by line. */
  readonly stood: ReadonlySet<string>;
  /** Marked markup of the documents that came up since, as they were last looked at. */
  readonly shown: ReadonlyMap<Frame, string>;
}

export interface AnswerLimits {
  /** For an answer to come. */
  answerMs: number;
  /** After which a button that sends nothing is dead. */
  deadMs: number;
  /** What was pressed leads to a page where the letter is looked over: its question comes after an answer. */
  leadsOn?: boolean;
  /** Words by which this site says that it has the letter, from its recipe. */
  accepted?: string;
}

const LOOK_MS = 100;
/** A page that does not answer a script by then waits for a document. */
const STALL_MS = 1_500;
/** Once everything is answered, words may still be drawn by script. */
const QUIET_MS = 2_000;
/** A receipt's number may follow its words. */
const LINGER_MS = 400;

/** Notes how the pages stand before the click, so that what comes up afterwards is told apart. */
export async function watchForAnswer(
  context: BrowserContext,
  gate: SendGate,
  dialogs: readonly string[],
  clock: Clock,
): Promise<AnswerWatch> {
  const before = new Map<Frame, Set<string>>();
  for (const frame of context.pages().flatMap((page) => page.frames()))
    before.set(frame, new Set(await linesOf(frame)));
  const stood = new Set([...before.values()].flatMap((lines) => [...lines]));
  const shown = new Map<Frame, string>();
  const dialogsBefore = dialogs.length;
  const moved = new Set<Frame>();
  const follow = (page: Page) => page.on('framenavigated', (frame) => moved.add(frame));
  for (const page of context.pages()) follow(page);
  context.on('page', follow);

  /** Everything said since the click. */
  async function sayings(): Promise<Saying[]> {
    shown.clear();
    const said: Saying[] = dialogs.slice(dialogsBefore).map((words) => ({ words }));
    for (const { answer, carries, request } of gate.sent)
      if (answer !== null && answer.length > 0 && (carries || request.method !== 'GET'))
        said.push(asSaying(answer));
    for (const page of context.pages()) {
      for (const frame of page.frames().slice(0, 12)) {
        const known = before.get(frame);
        const isNew = () => known === undefined || moved.has(frame);
        const lines = isNew() ? [] : await within(clock, STALL_MS, linesOf(frame), []);
        // Also one that moved on while its lines were read: they are another page's then, no message beside the form.
        if (known === undefined || isNew()) {
          const html = await within(clock, STALL_MS, shownMarkup(frame), null);
          if (html === null || /^about:blank/.test(frame.url())) continue;
          said.push({ html, known: stood });
          shown.set(frame, html);
          continue;
        }
        const news = lines.filter((line) => !known.has(line));
        if (news.length > 0) said.push(linesAsPage(news));
      }
    }
    return said;
  }

  return {
    ...{ stood, shown },
    get status() {
      return gate.sent.filter(({ status }) => status !== null).at(-1)?.status ?? null;
    },
    async wait({ answerMs, deadMs, leadsOn = false, accepted }, confirm) {
      const began = clock.elapsed();
      let quietSince: number | null = null;
      let hasConfirmed = false;
      for (;;) {
        await clock.sleep(LOOK_MS);
        const elapsed = clock.elapsed() - began;
        const said = await sayings();
        const answer = answerIn(said, accepted);
        const isPending = gate.sent.some(({ state }) => state === 'open');
        if (answer !== null && !(isPending && answer.is !== 'accepted' && elapsed < answerMs)) {
          // With number and code all is said.
          if (answer.is === 'accepted' && answer.number !== null && answer.query !== null)
            return { after: 'answer', answer: ownStatus(answer, gate) };
          await clock.sleep(LINGER_MS);
          return { after: 'answer', answer: ownStatus(answerIn(await sayings(), accepted) ?? answer, gate) };
        }
        if (gate.sent.length === 0 && elapsed >= deadMs / 4 && !hasConfirmed) hasConfirmed = await confirm();
        if (gate.sent.length === 0 && elapsed >= deadMs && !hasConfirmed) return { after: 'nothing' };
        if (gate.sent.length > 0 && !isPending) {
          quietSince ??= clock.elapsed();
          if (leadsOn && !hasConfirmed && clock.elapsed() - quietSince >= LINGER_MS) {
            hasConfirmed = await confirm();
            if (hasConfirmed) quietSince = null;
          }
          if (quietSince === null) continue;
          const failed = gate.sent.every(({ state }) => state === 'failed');
          if (clock.elapsed() - quietSince >= QUIET_MS) {
            if (failed) return { after: 'silence', words: '请求发出后连接中断' };
            const told = gate.sent.find(
              ({ answer: words, carries, status }) =>
                carries && status !== null && status < 300 && saysSuccess(words ?? ''),
            );
            if (told !== undefined)
              return {
                after: 'answer',
                answer: {
                  is: 'accepted',
                  number: null,
                  query: null,
                  text: (told.answer ?? '').slice(0, 200),
                },
              };
            return { after: 'silence', words: `没有说明是否收到（HTTP ${gate.sent.at(-1)?.status ?? '?'}）` };
          }
        } else quietSince = null;
        if (elapsed >= answerMs)
          return gate.sent.length === 0
            ? { after: 'nothing' }
            : { after: 'silence', words: `${Math.round(answerMs / 1000)} 秒内没有应答` };
      }
    },
  };
}

/** An error status outweighs words without a number: error pages thank their visitors too. */
function ownStatus(answer: Answer, { sent }: SendGate): Answer {
  const bad = sent.find(({ status }) => status !== null && status >= 500);
  if (bad === undefined || (answer.is === 'accepted' && (answer.number !== null || answer.query !== null)))
    return answer;
  return { is: 'failed', text: `HTTP ${bad.status} ${answer.text}`.trim() };
}

function asSaying(answer: string): Saying {
  return /^\s*<(!doctype|html|body|script)/i.test(answer) ? { html: answer } : { words: answer };
}

async function linesOf(frame: Frame): Promise<string[]> {
  const text = await frame.evaluate<unknown>('document.body ? document.body.innerText : ""').catch(() => '');
  return String(text)
    .slice(0, 100_000)
    .split(/\n+/)
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '');
}
