import { parsePage, textOf } from '../../reading/page-dom.ts';
import { type Receipt as PageReceipt, readReceipt } from '../../reading/receipt/read-receipt.ts';

/** What a site answered to the click, put together from everything that was said. */
export type Answer =
  | { is: 'accepted'; number: string | null; query: string | null; text: string }
  | { is: 'refused'; reason: string; text: string }
  | { is: 'failed'; text: string };

/**
 * One thing that was said: a dialog, a script's answer, words that came up, a page. `known`: what stood before the click
 * where this page came up; a page that says no more than that has said nothing.
 */
export type Saying = { words: string } | { html: string; known?: ReadonlySet<string> };

/** A piece of what came up on the page; long prose is no message. */
const MAX_LINES = 60;

/** Words that came up beside the form, as a page of messages: each line is one. */
export function linesAsPage(lines: readonly string[]): Saying {
  const plain = (text: string) => text.replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`);
  const body = lines.slice(0, MAX_LINES).map((line) => `<p class="message">${plain(line)}</p>`);
  return { html: `<!DOCTYPE html><body>${body.join('')}</body>` };
}

/**
 * What the sayings amount to; null while nothing clear was said. `acceptedWords`: a recipe's words for yes. Whoever says both yes and no is not clear, and a
 * refusal as a duplicate does not say that nothing is stored.
 */
export function answerIn(sayings: readonly Saying[], acceptedWords?: string): Answer | null {
  const read = sayings.map(receiptIn);
  const accepted = read.find(isAccepted);
  const refused = read.find((one) => one.outcome === 'refused');
  const failed = read.find((one) => one.outcome === 'failed');
  const number = read.find((one) => one.number !== null)?.number ?? null;
  const query = read.find((one) => one.query !== null)?.query ?? null;
  const hasCode = number !== null || query !== null;
  if (acceptedWords !== undefined && sayings.some((saying) => saysNew(saying, acceptedWords)))
    return { is: 'accepted', number, query, text: acceptedWords };
  if (accepted !== undefined && refused === undefined && (failed === undefined || hasCode))
    return { is: 'accepted', number, query, text: wordsOf(accepted) };
  if (accepted !== undefined) return { is: 'failed', text: wordsOf(refused ?? failed ?? accepted) };
  if (failed !== undefined) return { is: 'failed', text: wordsOf(failed) };
  if (refused === undefined || refused.outcome !== 'refused') return null;
  if (refused.reason === 'duplicate' || MAY_HOLD.test(wordsOf(refused)))
    return { is: 'failed', text: wordsOf(refused) };
  return { is: 'refused', reason: refused.reason, text: wordsOf(refused) };
}

/** 内容含有敏感词，已提交人工审核: whoever says so has the letter. */
const MAY_HOLD = /已(经)?(提交|收到|受理|接收|保存|转)|待审|(等待|人工|后台).{0,4}审核|审核(后|通过)/;
/** Words that every empty form bears. */
const PROMPT = /请(您)?(正确|先)?(输入|填写|选择|填)/;
/** Rules for writers, as they stand on many pages. */
const RULE = /不(能|得|可|要)?(超过|少于|低于|多于)|以内|之内|应在|必须在|请勿|不要|不得|禁止|严禁/;
/** A page of messages says little else. */
const MESSAGE_PAGE_CHARS = 400;
const UNCLEAR: PageReceipt = { outcome: 'unclear', number: null, query: null, words: null, confidence: 0 };

/**
 * A page that came up after the click may be the home page, an empty form, a form of another kind: what stood there
 * before is no news, and 请输入… or a rule for writers refuses only where a letter can be written.
 */
function receiptIn(saying: Saying): PageReceipt {
  if ('words' in saying) return readReceipt(saying.words);
  const dom = parsePage(saying.html);
  const receipt = readReceipt(dom);
  if (saying.known === undefined || receipt.words === null || hasCode(receipt)) return receipt;
  const words = squeezed(receipt.words.text);
  if (words.length > 1 && [...saying.known].some((line) => squeezed(line).includes(words))) return UNCLEAR;
  if (receipt.outcome !== 'refused' || /<textarea|contenteditable/i.test(saying.html)) return receipt;
  const isLong =
    squeezed(textOf(dom, dom.tagged('body')[0] ?? 0, 4 * MESSAGE_PAGE_CHARS)).length > MESSAGE_PAGE_CHARS;
  return PROMPT.test(words) || (isLong && RULE.test(words)) ? UNCLEAR : receipt;
}

/** Words a person knows this site by; they must not have stood there before. */
function saysNew(saying: Saying, words: string): boolean {
  const wanted = squeezed(words);
  if ('words' in saying) return squeezed(saying.words).includes(wanted);
  if ([...(saying.known ?? [])].some((line) => squeezed(line).includes(wanted))) return false;
  return squeezed(saying.html.replace(/<[^<>]{0,2000}>/g, '')).includes(wanted);
}

const hasCode = ({ number, query }: PageReceipt) => number !== null || query !== null;

const squeezed = (text: string) => text.normalize('NFKC').replace(/\s+/g, '');

/**
 * Whether a script's own answer to the letter says success in so many words, for pages that show nothing of it. A code
 * alone (0, 200) says only that the server answered.
 */
export function saysSuccess(answer: string): boolean {
  try {
    const value: unknown = JSON.parse(answer);
    if (typeof value !== 'object' || value === null) return false;
    const entries = Object.entries(value).filter(([name]) =>
      /^(success|status|state|result|msg|message|code)$/i.test(name),
    );
    if (entries.some(([, said]) => said === false || /fail|error|invalid/i.test(String(said)))) return false;
    return entries.some(
      ([name, said]) =>
        (name === 'success' && said === true) || /^(success|succeed|successful|ok)$/i.test(String(said)),
    );
  } catch {
    return false;
  }
}

/** A number with its query code, come up after the click, is a receipt without the words for it. */
function isAccepted(one: PageReceipt): boolean {
  if (one.outcome === 'accepted') return true;
  return one.outcome === 'unclear' && one.number !== null && one.query !== null;
}

function wordsOf({ words }: PageReceipt): string {
  return words?.text ?? '';
}
