import { parsePage } from '../../reading/page-dom.ts';
import { type Receipt as PageReceipt, readReceipt } from '../../reading/receipt/read-receipt.ts';

/** What a site answered to the click, put together from everything that was said. */
export type Answer =
  | { is: 'accepted'; number: string | null; query: string | null; text: string }
  | { is: 'refused'; reason: string; text: string }
  | { is: 'failed'; text: string };

/** One thing that was said: a dialog, a script's answer, words that came up, a page. */
export type Saying = { words: string } | { html: string };

/** A piece of what came up on the page; long prose is no message. */
const MAX_LINES = 60;

/** Words that came up beside the form, as a page of messages: each line is one. */
export function linesAsPage(lines: readonly string[]): Saying {
  const plain = (text: string) => text.replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`);
  const body = lines.slice(0, MAX_LINES).map((line) => `<p class="message">${plain(line)}</p>`);
  return { html: `<!DOCTYPE html><body>${body.join('')}</body>` };
}

/**
 * What the sayings amount to; null while nothing clear was said. Whoever says both yes and no is not clear, and a
 * refusal as a duplicate does not say that nothing is stored.
 */
export function answerIn(sayings: readonly Saying[]): Answer | null {
  const read = sayings.map((saying) =>
    readReceipt('words' in saying ? saying.words : parsePage(saying.html)),
  );
  const accepted = read.find(isAccepted);
  const refused = read.find((one) => one.outcome === 'refused');
  const failed = read.find((one) => one.outcome === 'failed');
  const number = read.find((one) => one.number !== null)?.number ?? null;
  const query = read.find((one) => one.query !== null)?.query ?? null;
  const hasCode = number !== null || query !== null;
  if (accepted !== undefined && refused === undefined && (failed === undefined || hasCode))
    return { is: 'accepted', number, query, text: wordsOf(accepted) };
  if (accepted !== undefined) return { is: 'failed', text: wordsOf(refused ?? failed ?? accepted) };
  if (failed !== undefined) return { is: 'failed', text: wordsOf(failed) };
  if (refused === undefined || refused.outcome !== 'refused') return null;
  if (refused.reason === 'duplicate') return { is: 'failed', text: wordsOf(refused) };
  return { is: 'refused', reason: refused.reason, text: wordsOf(refused) };
}

/** A number with its query code, come up after the click, is a receipt without the words for it. */
function isAccepted(one: PageReceipt): boolean {
  if (one.outcome === 'accepted') return true;
  return one.outcome === 'unclear' && one.number !== null && one.query !== null;
}

function wordsOf({ words }: PageReceipt): string {
  return words?.text ?? '';
}
