import type { CivilDate } from '../../domain/civil-date.ts';
import type { ReplyReading, Trace } from '../../domain/page-reading.ts';
import { mapPage, type PageMap } from '../forms/page-map.ts';
import { selectorOf } from '../forms/selector-of.ts';
import type { PageDom } from '../page-dom.ts';
import { isMoment, momentIn } from './moment.ts';
import { type Pair, readPairs } from './pairs.ts';
import type { ReplyKey } from './reply-words.ts';
import { stateIn } from './reply-words.ts';
import { type Row, readRows } from './rows.ts';

/**
 * Letters a page shows: a public list, one letter with its answer, or the result of a look-up. Dates come out as
 * the page labels them, whichever stands first. No network.
 *
 * @param dom the parsed page, or its map where that was made already
 * @param url address of the page, the base of its links
 * @param today the day of the look: dates without a year are resolved against it, later ones are none
 */
export function readReplies(dom: PageDom | PageMap, url: string, today: CivilDate): ReplyReading[] {
  const map = mapPage(dom);
  const letters = letterRecords(map, url, today);
  const rows = readRows(map, today).map((row) => fromRow(map, row, url, today));
  // A letter shown whole says more than a list of others beside it; several labelled cards are a list themselves.
  if (letters.some((l) => l.answer !== null) || rows.length === 0) return letters.length > 0 ? letters : rows;
  return rows.length >= letters.length ? rows : letters;
}

function fromRow(map: PageMap, row: Row, url: string, today: CivilDate): ReplyReading {
  const value = (key: ReplyKey): string | null => row.values.get(key) || null;
  const moment = (key: ReplyKey): string | null => momentIn(value(key) ?? '', today);
  const state = value('state');
  return {
    title: unmarked(value('title') ?? ''),
    number: numberIn(value('number')),
    state: state === null ? stateOfAnswer(value('answer')) : (stateIn(state) ?? state.slice(0, 20)),
    sentAt: moment('sent') ?? moment('accepted'),
    repliedAt: moment('replied'),
    department: value('department') ?? value('receiver'),
    answer: answerText(value('answer')),
    url: absolute(row.href, url),
    trace: { selector: selectorOf(map, row.at), text: [...row.values.values()].join(' · ').slice(0, 160) },
    confidence: row.confidence,
  };
}

/** A column 回复 may hold the state only (已回复), or a link to the answer (查看). */
function stateOfAnswer(text: string | null): string | null {
  return text === null ? null : stateIn(text);
}

function answerText(text: string | null): string | null {
  if (
    text === null ||
    stateIn(text) !== null ||
    /^(查看|详情|点击查看|暂无|无|-+|—+)(回复|答复|详情)?$/.test(text.trim())
  )
    return null;
  return text;
}

/** A title without the bullet drawn before it. */
function unmarked(title: string): string {
  return title.replace(/^[·•●◆■▪○]\s*/, '');
}

function numberIn(text: string | null): string | null {
  const m = /[A-Za-z0-9][A-Za-z0-9_\-〔〕[\]()（）号第]{2,40}/.exec(text ?? '');
  return m ? m[0] : null;
}

function absolute(href: string, base: string): string | null {
  const text = href.trim();
  if (text === '' || text.startsWith('#') || /^(javascript|mailto|tel|data):/i.test(text)) return null;
  return URL.canParse(text, base) ? new URL(text, base).href : null;
}

/** Labelled values gathered into letters: a label that comes again begins the next one. */
function letterRecords(map: PageMap, url: string, today: CivilDate): ReplyReading[] {
  const records: Map<ReplyKey, Pair>[] = [];
  let open = new Map<ReplyKey, Pair>();
  for (const pair of readPairs(map)) {
    if (pair.key === 'aside') continue;
    const known = open.get(pair.key);
    const begins = (pair.key === 'title' || pair.key === 'number') && open.has('answer');
    // 信件状态 over a table of its own is a heading; the state is what one of its rows states.
    const isHeading =
      pair.key === 'state' && known && stateIn(known.value) === null && stateIn(pair.value) !== null;
    if (isHeading) open.delete('state');
    else if (begins || (known && known.value !== '' && pair.value !== '' && startsAnew(pair.key, open))) {
      records.push(open);
      open = new Map();
    }
    if (!known || isHeading || known.value === '' || records.at(-1)?.get(pair.key) === known) {
      if (pair.value !== '' || pair.key === 'answer') open.set(pair.key, pair);
    }
  }
  records.push(open);
  // The heading over several letters is none of theirs.
  const isOne = records.filter((record) => record.has('answer')).length <= 1;
  const heading = isOne ? headingOf(map, records[0]) : '';
  const found = records
    .map((record, i) => fromRecord(map, record, i === 0 && records.length <= 2 ? heading : '', url, today))
    .filter((r): r is ReplyReading => r !== null);
  return found.slice(0, 500);
}

/** A second 处理结果 under one letter is a further answer; a second title, number or date of sending is a further letter. */
function startsAnew(key: ReplyKey, open: Map<ReplyKey, Pair>): boolean {
  if (key === 'title' || key === 'number') return true;
  return (key === 'sent' || key === 'question' || key === 'state') && !open.has('title')
    ? true
    : key === 'sent' || key === 'question';
}

function fromRecord(
  map: PageMap,
  record: Map<ReplyKey, Pair>,
  heading: string,
  url: string,
  today: CivilDate,
): ReplyReading | null {
  const value = (key: ReplyKey): string | null => record.get(key)?.value || null;
  const moment = (key: ReplyKey): string | null => momentIn(value(key) ?? '', today);
  const stated = value('state');
  const answerPair = record.get('answer');
  const rawAnswer = answerPair?.value ?? null;
  const state =
    stated !== null ? (stateIn(stated) ?? (stated.length <= 12 ? stated : null)) : stateOfAnswer(rawAnswer);
  const sentAt = moment('sent') ?? moment('accepted');
  const signed = moment('replied') === null ? signedOn(rawAnswer, sentAt, today) : null;
  const answer = answerText(signed?.answer ?? (rawAnswer || null));
  const repliedAt = moment('replied') ?? signed?.day ?? null;
  const number = numberIn(value('number'));
  const title =
    value('title') ?? (heading !== '' ? heading : (value('question') ?? siteTitle(map)).slice(0, 80));
  // Guides to services bear 受理部门 and 办理时间 too; a letter has an answer, a state, or a number with its date.
  const isLetter =
    (answer !== null &&
      (value('title') !== null ||
        value('question') !== null ||
        sentAt !== null ||
        repliedAt !== null ||
        answerPair?.office !== undefined)) ||
    (stated !== null &&
      stateIn(stated) !== null &&
      (sentAt !== null || number !== null || value('title') !== null)) ||
    (answerPair !== undefined && value('question') !== null && sentAt !== null) ||
    (repliedAt !== null && (value('title') !== null || sentAt !== null)) ||
    (number !== null && sentAt !== null && value('title') !== null);
  if (!isLetter || title === '') return null;
  return {
    title: unmarked(title).slice(0, 200),
    number,
    state,
    sentAt,
    repliedAt,
    department: answerPair?.office ?? value('department') ?? signed?.office ?? value('receiver'),
    answer,
    url: absolute(record.get('title')?.href ?? '', url),
    ...traceOf(map, answerPair ?? record.get('replied') ?? record.get('state') ?? record.get('title')),
    confidence: confidenceOf(record, answer !== null),
  };
}

interface Signed {
  answer: string;
  day: string;
  office: string | null;
}

/**
 * An answer that ends with a day in a line of its own, or with its office and the day, was given on that day, unless
 * the letter came later. Several such lines belong to several answers.
 */
function signedOn(text: string | null, sentAt: string | null, today: CivilDate): Signed | null {
  const lines = text?.split('\n') ?? [];
  const signatures = lines.map(signatureOf);
  const last = signatures.at(-1) ?? null;
  if (lines.length < 2 || last === null || signatures.filter((s) => s !== null).length > 1) return null;
  const day = momentIn(last.moment, today);
  if (day === null || (sentAt !== null && day.slice(0, 10) < sentAt.slice(0, 10))) return null;
  return { answer: lines.slice(0, -1).join('\n'), day, office: last.office };
}

/** `2024-05-07` or `市城管局 2024-5-5 9:00`, and nothing else in the line. */
function signatureOf(line: string): { moment: string; office: string | null } | null {
  if (isMoment(line)) return { moment: line, office: null };
  const [, office = '', moment = ''] = /^([\u4e00-\u9fff]{2,20})\s+(\d.{5,24})$/.exec(line) ?? [];
  return office !== '' && isMoment(moment) ? { moment, office } : null;
}

/** An answer under its label is a letter's; papers in hand bear numbers, states and dates too. */
function confidenceOf(record: ReadonlyMap<ReplyKey, Pair>, isAnswered: boolean): number {
  if (isAnswered) return 0.95;
  const labels = [...record.values()].map(({ run }) => run.text).join(' ');
  return /[来发写]信|信件|留言|咨询|提问|诉求|答复|回复/.test(labels) ? 0.8 : 0.5;
}

/** Where a letter's answer stands, or the label that tells how far it is, and its words. */
function traceOf(map: PageMap, pair: Pair | undefined): { trace?: Trace } {
  if (pair === undefined) return {};
  const text = `${pair.run.text.slice(0, 40)} ${pair.value}`.trim().slice(0, 160);
  return { trace: { selector: selectorOf(map, pair.run.within), text } };
}

/** The heading above the first label, else the page's title without the site's name. */
function headingOf(map: PageMap, first: Map<ReplyKey, Pair> | undefined): string {
  const at = Math.min(...[...(first?.values() ?? [])].map((p) => p.run.at), Number.POSITIVE_INFINITY);
  const above = map.runs.findLast((r) => r.at < at && r.text.length >= 4 && r.heading && !r.clickable);
  if (
    above &&
    !/^(信件|来信|留言|咨询|答复|回复|办理)?(详情|内容|信息|查询结果|查看|公开|列表|办理|选登)$/.test(
      above.text,
    )
  )
    return above.text.slice(0, 200);
  return titleParts(map).find((part) => !NAMES_SITE.test(part)) ?? '';
}

/** 某市民政局、局长信箱、…欢迎您: the site's name or the column's, no letter's. */
const NAMES_SITE =
  /(局|委|办|厅|政府|网|网站|门户|信箱|中心|平台|热线|留言板|互动交流|详情|列表|查询结果)$|欢迎|^[\d\s]*$/;

function titleParts(map: PageMap): string[] {
  return map.title.slice(0, 200).split(/\s*[-_|—–]\s*/);
}

function siteTitle(map: PageMap): string {
  return titleParts(map)[0] ?? '';
}
