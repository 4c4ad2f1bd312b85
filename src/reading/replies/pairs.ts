import { attr, climb, contains, lowerBound, type MapEntry, type PageMap, textOf } from '../forms/page-map.ts';
import type { TextRun } from '../forms/text-run.ts';
import { Sign } from '../text-signs.ts';
import { leavesSlotEmpty } from './empty-slot.ts';
import {
  AFTER_ANSWER,
  KEY_IN_TEXT,
  OFFICE_ANSWERS,
  type ReplyKey,
  replyKeyOf,
  stateIn,
  TIME_LABEL,
} from './reply-words.ts';

/** A label with what stands under it. */
export interface Pair {
  key: ReplyKey;
  value: string;
  run: TextRun;
  /** Where the value links to, as written. */
  href: string;
  /** The office named in the label itself. */
  office?: string;
}

/** An answer longer than this is a document; the first part decides as well. */
const MAX_ANSWER = 8_000;
const MAX_PAIRS = 4_000;
/** `回复时间：2024年6月11日 10:30　回复单位：…` */
const MAX_META = 60;
/** Labels with their values in one line are no longer. */
const MAX_LINE = 160;

interface Mark {
  key: ReplyKey;
  run: TextRun;
  index: number;
  /** Rest of the label's own run. */
  rest: string;
  office?: string;
}

/** Labels and values of letters, in page order: `标题：…`, `<th>标题</th><td>…`, `<dt>`, headings over blocks. */
export function readPairs(map: PageMap): Pair[] {
  const marks = marksOf(map);
  const pairs: Pair[] = [];
  let past = -1;
  for (let i = 0; i < marks.length && pairs.length < MAX_PAIRS; i++) {
    const mark = marks[i];
    if (mark === undefined || mark.index < past) continue;
    const long = mark.key === 'answer' || mark.key === 'question';
    const about = long ? marksAbout(marks, i) : [];
    for (const [k, meta] of about.entries()) pairs.push(pairOf(map, meta, marks[i + k + 2]));
    if (!long) {
      pairs.push(pairOf(map, mark, marks[i + 1]));
      continue;
    }
    const { value, at, end } = longValue(map, marks, i, (about.at(-1)?.index ?? mark.index) + 1);
    // Labels inside an answer (联系电话：…, 办理时间：…) are its words.
    past = Math.max(past, end);
    pairs.push({
      key: mark.key,
      value,
      run: mark.run,
      href: hrefAt(at),
      ...(mark.office ? { office: mark.office } : {}),
    });
  }
  const answer = pairs.some(({ key }) => key === 'answer') ? null : answerUnderTime(map, marks);
  return answer === null ? pairs : [...pairs, answer];
}

/** Sentences under 回复时间 in its own block, where nothing on the page is called an answer. */
function answerUnderTime(map: PageMap, marks: readonly Mark[]): Pair | null {
  const [mark, more] = marks.filter(({ key }) => key === 'replied');
  const block = mark && climb(mark.run.within, (e) => /^(div|td|dd|li|section)$/.test(e.tag), 6);
  if (!mark || more || !block || mark.rest === '') return null;
  const end = marks.find(({ index }) => index > mark.index)?.index ?? Number.POSITIVE_INFINITY;
  const parts: string[] = [];
  for (let i = mark.index + 1; i < end; i++) {
    const run = map.runs[i];
    if (!run || !contains(block, run) || AFTER_ANSWER.test(run.text) || crossesControl(map, mark.run, run))
      break;
    parts.push(run.text);
  }
  const value = parts.join('\n').slice(0, MAX_ANSWER);
  return value.length >= 10 && /[。；，！]/.test(value)
    ? { key: 'answer', value, run: mark.run, href: '' }
    : null;
}

function marksOf(map: PageMap): Mark[] {
  const marks: Mark[] = [];
  // By number: a page has thousands of runs.
  for (let index = 0; index < map.runs.length && marks.length < MAX_PAIRS; index++) {
    const run = map.runs[index] as TextRun;
    const office = run.signs & Sign.answer ? OFFICE_ANSWERS.exec(run.text.slice(0, 60)) : null;
    if (office) {
      const rest = run.text.slice(office[0].length).trim();
      const times = timesIn(rest, run, index);
      marks.push({ key: 'answer', run, index, rest: times.length > 0 ? '' : rest, office: office[1] ?? '' });
      marks.push(...times);
      continue;
    }
    const sign = signOf(run);
    if (sign !== null) {
      marks.push({ key: sign, run, index, rest: run.text.slice(1).trim() });
      continue;
    }
    // Labels lead a line; deep inside an answer a colon follows other words.
    const text = run.signs & Sign.labelEnd ? apart(run.text) : '';
    const found = text === '' ? NONE : keysIn(text);
    if (found.length > 0) {
      if (isFoot(run)) continue;
      found.forEach((hit, i) => {
        const end = found[i + 1]?.start ?? text.length;
        marks.push({ key: hit.key, run, index, rest: text.slice(hit.end, end).trim() });
      });
      continue;
    }
    // A cell or heading that is a label and nothing else needs no colon.
    const key = run.clickable ? null : replyKeyOf(run.text);
    if (key !== null && standsAlone(run) && !isFoot(run)) marks.push({ key, run, index, rest: '' });
  }
  return marks;
}

/** The label of a time and its day right behind other words: scripts set pieces without a space between them. */
const GLUED_TIME = new RegExp(
  `(?<=[^\\s,，;；(（【])(?=${TIME_LABEL}\\s*[:：]\\s*(?:19|20)\\d\\d[-年/.])`,
  'g',
);

function apart(text: string): string {
  return text.length <= MAX_LINE && /[:：].*[:：]/.test(text) ? text.replace(GLUED_TIME, '\n') : text;
}

/** 回复时间：… where the words of an answer would begin. */
function timesIn(text: string, run: TextRun, index: number): Mark[] {
  if (text.length > MAX_META) return [];
  const [first, ...more] = keysIn(text);
  return first?.start === 0 && first.key === 'replied' && more.length === 0
    ? [{ key: 'replied', run, index, rest: text.slice(first.end).trim() }]
    : [];
}

/** 主办单位 and its like in the foot of a page say who runs the site. */
function isFoot({ text }: TextRun): boolean {
  return /^\s*(?:主\s*办|承\s*办|版\s*权)/.test(text) && /标识码|ICP备|公网安备|人民政府|版权/.test(text);
}

/** `回复时间：…` and its like right under the heading of an answer say when it was given and are no part of it. */
function marksAbout(marks: readonly Mark[], at: number): Mark[] {
  const mark = marks[at];
  if (mark === undefined || mark.rest !== '') return [];
  const about: Mark[] = [];
  for (const other of marks.slice(at + 1, at + 6)) {
    const isMeta = other.key !== 'answer' && other.key !== 'question' && other.key !== 'aside';
    if (!isMeta || other.rest === '' || other.run.text.length > MAX_META) break;
    // Each run that follows without a gap; one run may bear several.
    if (other.index > (about.at(-1)?.index ?? mark.index) + 1) break;
    about.push(other);
  }
  return about;
}

function pairOf(map: PageMap, mark: Mark, next: Mark | undefined): Pair {
  const { value, at } = shortValue(map, mark, next);
  return { key: mark.key, value, run: mark.run, href: hrefAt(at) };
}

function hrefAt(run: TextRun | null): string {
  const link = run ? climb(run.within, (e) => e.tag === 'a', 4) : null;
  return link ? attr(link, 'href') : '';
}

/** `<i>问</i>…` and `<i>答</i>…`: a sign drawn before the words, in an element of its own. */
function signOf({ text, within }: TextRun): ReplyKey | null {
  const sign = text[0];
  if ((sign !== '问' && sign !== '答') || text.length < 4 || textOf(within.el, 4) !== sign) return null;
  return sign === '问' ? 'question' : 'answer';
}

const NONE: readonly never[] = [];

interface Hit {
  key: ReplyKey;
  start: number;
  end: number;
}

function keysIn(text: string): readonly Hit[] {
  const found: Hit[] = [];
  for (const m of text.slice(0, 600).matchAll(KEY_IN_TEXT)) {
    const named = replyKeyOf(m[1] ?? m[2] ?? '');
    if (named === null) continue;
    const key = named === 'answer' && leadsState(text, m.index + m[0].length) ? 'state' : named;
    if (found.length === 0 && m.index > 40) break;
    // A long text under way is one value: its colons belong to it.
    const last = found.at(-1);
    const isBegun = last !== undefined && (key !== 'replied' || text.slice(last.end, m.index).trim() !== '');
    if (isBegun && (last.key === 'answer' || last.key === 'question')) break;
    found.push({ key, start: m.index, end: m.index + m[0].length });
    if (found.length >= 12) break;
  }
  return found;
}

/** 处理情况：已回复 | 问题类别：… states how far the letter is. */
function leadsState(text: string, from: number): boolean {
  const first = /^\s*([^\s|｜]{2,8})(?=\s*(?:[|｜]|\s[^\s:：]{2,8}[:：]))/.exec(text.slice(from, from + 40));
  return first !== null && stateIn(first[1] ?? '') !== null;
}

function standsAlone(run: TextRun): boolean {
  if (run.heading) return true;
  const around = climb(run.within, (e) => /^(th|td|dt|label|strong|b|h\d|div|span|p|em|li)$/.test(e.tag), 3);
  return around !== null;
}

interface Value {
  value: string;
  at: TextRun | null;
  /** Index of the first run after the value that may hold labels again. */
  end: number;
}

function shortValue(map: PageMap, mark: Mark, next: Mark | undefined): Value {
  const none: Value = { value: '', at: null, end: -1 };
  if (mark.rest !== '') return { value: mark.rest.slice(0, 300), at: mark.run, end: -1 };
  const run = map.runs[mark.index + 1];
  const fixed = fixedValue(map, mark.run, run);
  if (fixed !== '') return { value: fixed.slice(0, 300), at: mark.run, end: -1 };
  if (!run || (next && next.index <= mark.index + 1)) return none;
  if (crossesControl(map, mark.run, run) || !together(mark.run, run)) return none;
  // 职务：科长 behind 答复单位： is the next label with its value.
  const isFact = mark.key !== 'title' && mark.key !== 'receiver';
  if (leavesSlotEmpty(map, mark.run, run) || (isFact && /^[\u4e00-\u9fff]{2,6}[:：]\S/.test(run.text)))
    return none;
  return { value: run.text.slice(0, 300), at: run, end: -1 };
}

function longValue(map: PageMap, marks: Mark[], at: number, from: number): Value {
  const mark = marks[at];
  if (mark === undefined) return { value: '', at: null, end: -1 };
  const parts: string[] = mark.rest === '' ? [] : [mark.rest];
  let size = mark.rest.length;
  const first = map.runs[from];
  const fixed = mark.rest === '' ? fixedValue(map, mark.run, first) : '';
  if (fixed !== '') return { value: fixed.slice(0, MAX_ANSWER), at: mark.run, end: mark.index + 1 };
  const scope =
    mark.rest === '' && first && leavesSlotEmpty(map, mark.run, first) ? null : scopeOf(mark, first);
  const block = mark.rest === '' && first ? blockOf(mark.run, first) : null;
  let next = at + 1;
  let i = from;
  for (; i < map.runs.length && size < MAX_ANSWER; i++) {
    const run = map.runs[i];
    if (run === undefined || scope === null || !contains(scope, run)) break;
    while ((marks[next]?.index ?? Number.POSITIVE_INFINITY) < i) next++;
    const other = marks[next];
    const inBlock = block !== null && contains(block, run);
    if (
      other?.index === i &&
      !inBlock &&
      (other.key !== 'aside' || /评价|满意|附件|点击|浏览|来源|[上下]一/.test(run.text.slice(0, 12)))
    )
      break;
    if (AFTER_ANSWER.test(run.text) || crossesControl(map, mark.run, run)) break;
    if (parts.length === 0 && run.clickable && run.text.length < 8) break;
    parts.push(run.text);
    size += run.text.length;
  }
  // 回复时间：… at the foot of an answer's block says when it was given and is none of its words.
  for (let k = Math.min(next, marks.length - 1); k > at && parts.length > 1; k--) {
    const foot = marks[k];
    if (foot === undefined || foot.index < i - 1) break;
    if (!isFootOf(foot, i)) continue;
    parts.pop();
    i--;
  }
  return { value: parts.join('\n').slice(0, MAX_ANSWER), at: mark.run, end: i };
}

function isFootOf({ key, index, rest, run }: Mark, end: number): boolean {
  return (
    (key === 'replied' || key === 'department') &&
    index === end - 1 &&
    rest !== '' &&
    run.text.length <= MAX_META
  );
}

/** What stands in a field right behind its label that nobody can change; '' where there is none. */
function fixedValue(map: PageMap, label: TextRun, next: TextRun | undefined): string {
  const end = next?.at ?? Number.POSITIVE_INFINITY;
  for (const tag of ['textarea', 'input']) {
    const fields = map.byTag.get(tag) ?? [];
    const field = fields[lowerBound(fields, label.at)];
    if (field === undefined || field.at >= end || attr(field, 'type') === 'hidden') continue;
    if (!('disabled' in field.el.attribs || 'readonly' in field.el.attribs)) continue;
    if (climb(label.within, (e) => contains(e, field), 6) === null) continue;
    return tag === 'input' ? attr(field, 'value').trim() : textOf(field.el, MAX_ANSWER);
  }
  return '';
}

/** The widest element around the value that leaves the label out: an answer's own block. Nothing in it is a label. */
function blockOf(label: TextRun, first: TextRun): MapEntry | null {
  let block: MapEntry | null = null;
  for (let e: MapEntry | null = first.within, n = 0; e && n < 12 && !contains(e, label); e = e.parent, n++)
    block = e;
  // A next cell that is itself a label, or a lone row, is no block.
  return block &&
    /^(td|dd|div|section|article|li|blockquote|p)$/.test(block.tag) &&
    replyKeyOf(first.text) === null
    ? block
    : null;
}

/** The lowest element around label and value: what lies in it belongs to the answer. */
function scopeOf(mark: Mark, first: TextRun | undefined): MapEntry | null {
  if (mark.rest !== '') {
    const block = climb(mark.run.within, (e) => /^(p|td|dd|li|div|section|article|tr)$/.test(e.tag), 10);
    return block?.tag === 'p' ? block.parent : block;
  }
  if (!first) return null;
  return climb(mark.run.within, (e) => contains(e, first), 12);
}

/** A value stands in the label's row or right beside it, not at the other end of the page. */
function together(label: TextRun, value: TextRun): boolean {
  const common = climb(label.within, (e) => contains(e, value), 6);
  return common !== null && common.tag !== 'body' && common.tag !== 'html';
}

function crossesControl(map: PageMap, from: TextRun, to: TextRun): boolean {
  map.controls ??= ['input', 'textarea', 'select']
    .flatMap((tag) => map.byTag.get(tag) ?? [])
    .filter((e) => attr(e, 'type') !== 'hidden')
    .map((e) => ({ at: e.at }))
    .sort((a, b) => a.at - b.at);
  const next = map.controls[lowerBound(map.controls, from.at)];
  return next !== undefined && next.at < to.at;
}
