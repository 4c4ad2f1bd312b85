import type { Trace } from '../../domain/page-reading.ts';
import {
  attr,
  climb,
  type DomElement,
  type MapEntry,
  mapPage,
  type PageMap,
  textOf,
} from '../forms/page-map.ts';
import { selectorOf } from '../forms/selector-of.ts';
import type { TextRun } from '../forms/text-run.ts';
import { type HidingOf, hidingReader } from '../forms/visibility.ts';
import type { PageDom } from '../page-dom.ts';
import { ACCEPTED, codesIn, FAILED, NOT_YET, REFUSED, type RefusalReason, THANKS } from './receipt-words.ts';
import { type WallKind, wallIn, wallKind } from './wall-kind.ts';

/**
 * What a site says after a letter was sent. `refused`: a validation message, nothing was stored. `failed`: an error
 * whose effect is not known. `unclear`: neither; the letter stays ambiguous.
 */
export type Receipt = Outcome & {
  /** 0..1 that the outcome is the one named; what is not sure is `unclear`. */
  confidence: number;
};

type Outcome =
  | { outcome: 'accepted'; number: string | null; query: string | null; words: Trace }
  | { outcome: 'refused'; reason: RefusalReason; number: null; query: null; words: Trace }
  | { outcome: 'failed'; reason: 'system' | 'maintenance'; number: null; query: null; words: Trace }
  | { outcome: 'unclear'; number: string | null; query: string | null; words: Trace | null };

/** Reads a page, or the bare text of a dialog or a script's answer. */
export function readReceipt(said: string | PageDom): Receipt {
  return typeof said === 'string' ? fromText(said) : fromPage(said);
}

interface Piece {
  text: string;
  selector: string;
  /** Stands in a dialog or where messages are shown: a short prompt there is a message, elsewhere a label. */
  message: boolean;
}

function fromText(text: string): Receipt {
  const plain = wordsOfJson(text) ?? text.replace(/<[^<>]{0,500}>/g, ' ');
  const wall = plain.length <= 120 ? wallIn(plain) : null;
  const pieces = [{ text: plain.slice(0, 20_000), selector: '', message: true }];
  return weighed(decide(pieces, plain, false, wall), pieces);
}

/** A code handed over leaves no doubt; a message where messages are shown little; words on a page some. */
function weighed(outcome: Outcome, pieces: readonly Piece[]): Receipt {
  if (outcome.outcome === 'unclear') return { ...outcome, confidence: 0 };
  const isHanded = outcome.number !== null || outcome.query !== null;
  const isMessage = pieces.some(
    ({ text, message }) => message && text.startsWith(outcome.words.text.slice(0, 40)),
  );
  return { ...outcome, confidence: isHanded ? 0.95 : isMessage ? 0.9 : 0.75 };
}

/** Scripts answer with JSON: its strings are the message, its codes the receipt. */
function wordsOfJson(text: string): string | null {
  const trimmed = text.trim();
  if (!/^[[{]/.test(trimmed) || trimmed.length > 100_000) return null;
  try {
    return flatten(JSON.parse(trimmed) as unknown, 0).join('\n');
  } catch {
    return null;
  }
}

const JSON_NAMES: readonly [RegExp, string][] = [
  [
    /^(letter|mail|apply|accept|query|work|order|case|serial|reg|sl|bj)?_?-?(no|num|number|code|bh|sn|serial(no|number)?|id)$/i,
    '受理编号',
  ],
  [/^(query|search|cx|cha_?xun)_?(code|pwd|password|pass|ma|m)$|^(password|pwd|cxm|cxmm)$/i, '查询码'],
];

function flatten(value: unknown, depth: number, name = ''): string[] {
  if (depth > 6) return [];
  if (typeof value === 'string' || typeof value === 'number') {
    const text = String(value).slice(0, 2_000);
    const label = /query|cx|pwd|pass/i.test(name) ? JSON_NAMES[1] : JSON_NAMES.find(([p]) => p.test(name));
    return label?.[0].test(name) &&
      /^[A-Za-z0-9_-]{4,40}$/.test(text) &&
      !/^(200|0+|true|success|ok)$/i.test(text)
      ? [`${label[1]}：${text}`]
      : [text];
  }
  if (value === null || typeof value !== 'object')
    return value === false && /success|ok|result/i.test(name) ? ['提交失败'] : [];
  return Object.entries(value)
    .flatMap(([key, inner]) => flatten(inner, depth + 1, key))
    .slice(0, 200);
}

const MESSAGE_PLACE =
  /layer|dialog|modal|popup|toast|alert|messager|message|msg|notice|tip|error|wrong|invalid|fail|success|result|prompt|swal|help-block|feedback|warn/i;

function fromPage(dom: PageDom): Receipt {
  const map = mapPage(dom);
  const hidingOf = hidingReader(map);
  const pieces: Piece[] = [];
  const boxes = (map.byTag.get('textarea') ?? []).filter((t) => !isHidden(t, hidingOf)).length;
  for (const run of map.runs) {
    if (pieces.length >= 3_000) break;
    if (isHidden(run.within, hidingOf) || (boxes > 0 && isStep(run))) continue;
    const place = climb(
      run.within,
      (e) => MESSAGE_PLACE.test(`${attr(e, 'class')} ${attr(e, 'id')} ${attr(e, 'role')}`),
      6,
    );
    pieces.push({ text: run.text, selector: '', message: place !== null });
  }
  for (const said of scriptMessages(map, pieces))
    pieces.push({ text: said, selector: 'script', message: true });
  const whole = pieces
    .map((p) => p.text)
    .concat(filledInputs(map))
    .join('\n');
  const wall = boxes === 0 ? (wallKind(map)?.kind ?? null) : null;
  const receipt = weighed(decide(pieces, whole, boxes > 0, wall), pieces);
  if (receipt.words && receipt.words.selector === '') {
    const run = map.runs.find(
      (r) =>
        receipt.words?.text.includes(r.text.slice(0, 60)) || r.text.includes(receipt.words?.text ?? '\u0000'),
    );
    receipt.words.selector = run ? selectorOf(map, run.within) : 'body';
  }
  return receipt;
}

/** A name of a step or the whole way of a letter, as they stand over many a form: 阅读须知 → 填写信件 → 提交成功. */
function isStep({ text, within }: TextRun): boolean {
  if (text.length > MESSAGE_LENGTH || !ACCEPTED.some((pattern) => pattern.test(text))) return false;
  if (/流程|→|—>|->|=>|>>/.test(text) && STEP_BEFORE.test(text)) return true;
  if (text.length > 20) return false;
  if (/(?:^|[\s_-])steps?(?:[\s_-]|$)/i.test(attr(within, 'class'))) return true;
  const row = climb(within, ({ el }) => likeIt(el).some((c) => STEP_BEFORE.test(shortText(c))), 4);
  return row !== null;
}

/** What stands beside an element and is built like it. */
function likeIt(el: DomElement): DomElement[] {
  const kind = (c: DomElement): string =>
    /^(li|span|td|em|a)$/.test(c.name) ? c.name : `${c.name} ${c.attribs.class?.split(/\s/, 1)[0]}`;
  return (el.parent?.children ?? [])
    .slice(0, 40)
    .filter((c): c is DomElement => 'attribs' in c && c !== el && kind(c) === kind(el));
}

const STEP_BEFORE = /须知|填写|写信|阅读|登记|确认/;

/** The words of an element that says no more than the name of a step. */
function shortText(el: DomElement): string {
  const text = textOf(el, 40);
  return text.length <= 14 && !/[。！!，,]/.test(text) ? text : '';
}

function isHidden(entry: MapEntry, hidingOf: HidingOf): boolean {
  return climb(entry, (e) => hidingOf(e) !== null, 60) !== null;
}

/** `<script>alert('提交成功');location.href='…'</script>`: a page that is nothing but its message. */
function scriptMessages(map: PageMap, pieces: readonly Piece[]): string[] {
  const visible = pieces.reduce((n, p) => n + p.text.length, 0);
  if (visible > 200 || map.script.length > 4_000) return [];
  const said: string[] = [];
  for (const m of map.script.matchAll(
    /(?:alert|confirm|msg|layer\.\w+|showMsg|tips?)\s*\(\s*(["'])((?:(?!\1)[^\\]|\\.){1,300})\1/g,
  )) {
    said.push((m[2] ?? '').replace(/\\n/g, ' '));
    if (said.length >= 10) break;
  }
  return said;
}

/** Codes shown in fields that cannot be edited. */
function filledInputs(map: PageMap): string[] {
  const texts: string[] = [];
  for (const input of (map.byTag.get('input') ?? []).slice(0, 300)) {
    const fixed = 'readonly' in input.el.attribs || 'disabled' in input.el.attribs;
    if (!fixed || !attr(input, 'value')) continue;
    const before = map.runs.filter((r) => r.at < input.at).at(-1);
    texts.push(`${before?.text ?? ''} ${attr(input, 'value')}`);
  }
  return texts;
}

/** A prompt longer than this is a notice about how to write, not an answer to what was written. */
const MESSAGE_LENGTH = 120;

function decide(
  pieces: readonly Piece[],
  whole: string,
  formShown = false,
  wall: WallKind | null = null,
): Outcome {
  const codes = codesIn(whole);
  const accepted = find(
    pieces,
    (p) =>
      !NOT_YET.test(p.text) &&
      p.text.length <= 400 &&
      ACCEPTED.some((a) => a.test(p.text) && (a !== THANKS || !formShown || p.message)) &&
      (!formShown || p.message || p.text.length <= 60),
  );
  const refused = findRefusal(pieces, formShown);
  const failed = findFailure(pieces);
  const given = codes.number !== null || codes.query !== null;

  // A code handed over in so many words is a receipt, whatever else the page says.
  const handed =
    given &&
    /(您|你)的?[^。]{0,16}(编号|查询|号码|单号|回执|密码)|请(您)?(务必|妥善)?(牢记|记住|记下|保管|保存|记录|妥善)|以便(您)?查询|凭此|可凭/.test(
      whole,
    );
  if (accepted && given && !(refused && !handed))
    return { outcome: 'accepted', ...pick(codes), words: trace(accepted) };
  if (accepted && !refused && !failed) return { outcome: 'accepted', ...pick(codes), words: trace(accepted) };
  if (handed && !formShown && !refused && !failed)
    return { outcome: 'accepted', ...pick(codes), words: { selector: '', text: codes.words.slice(0, 160) } };
  if (refused && !accepted)
    return {
      outcome: 'refused',
      reason: refused.reason,
      number: null,
      query: null,
      words: trace(refused.piece),
    };
  if (wall === 'login' && !accepted)
    return {
      outcome: 'refused',
      reason: 'login',
      number: null,
      query: null,
      words: { selector: '', text: wall },
    };
  if (failed && !accepted)
    return {
      outcome: 'failed',
      reason: failed.reason,
      number: null,
      query: null,
      words: trace(failed.piece),
    };
  return {
    outcome: 'unclear',
    ...pick(codes),
    words: accepted ? trace(accepted) : refused ? trace(refused.piece) : failed ? trace(failed.piece) : null,
  };
}

function pick(codes: { number: string | null; query: string | null }): {
  number: string | null;
  query: string | null;
} {
  return { number: codes.number, query: codes.query };
}

function find(pieces: readonly Piece[], test: (p: Piece) => boolean): Piece | null {
  return pieces.find(test) ?? null;
}

function findRefusal(
  pieces: readonly Piece[],
  formShown: boolean,
): { reason: RefusalReason; piece: Piece } | null {
  for (const piece of pieces) {
    if (piece.text.length > MESSAGE_LENGTH) continue;
    // Beside a form, 请输入验证码 and 内容不能为空 are labels unless they stand where messages are shown.
    if (
      !piece.message &&
      formShown &&
      !/错误|不正确|有误|不对|失效|过期|频繁|敏感|已(经)?提交过/.test(piece.text)
    )
      continue;
    if (!piece.message && !formShown && piece.text.length > 60) continue;
    const hit = REFUSED.find(([, pattern]) => pattern.test(piece.text));
    if (!hit) continue;
    // 请勿重复提交 follows many a success.
    if (
      hit[0] === 'duplicate' &&
      /请勿重复|不要重复|不得重复/.test(piece.text) &&
      !/已(经)?提交过|过于|重复提交(了|的)/.test(piece.text) &&
      (formShown || ACCEPTED.some((a) => a.test(piece.text)))
    )
      continue;
    return { reason: hit[0], piece };
  }
  return null;
}

function findFailure(pieces: readonly Piece[]): { reason: 'system' | 'maintenance'; piece: Piece } | null {
  for (const piece of pieces) {
    // Prose about maintenance and errors is an article; a stack trace is not.
    if (piece.text.length > MESSAGE_LENGTH && !/exception|http status|ORA-\d/i.test(piece.text)) continue;
    const hit = FAILED.find(([, pattern]) => pattern.test(piece.text));
    if (hit && hit[0] !== 'refused_unsaid') return { reason: hit[0], piece };
  }
  return null;
}

function trace(piece: Piece): Trace {
  return { selector: piece.selector, text: piece.text.slice(0, 200) };
}
