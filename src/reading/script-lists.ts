import type { CivilDate } from '../domain/civil-date.ts';
import type { ListReading } from '../domain/page-reading.ts';
import { listOfData } from './list-data.ts';
import { readLists } from './lists.ts';
import { parsePage } from './page-dom.ts';
import { literalAt } from './script-literal.ts';

/** The script decides what it shows of its data; what stands in the page as such is surer. */
const CONFIDENCE = 0.75;
/** Items of which most bear a date: menus and regions are data too. */
const DATED = 0.6;
/** A page keeps its list in one literal, some keep a block in each. */
const MAX_LITERALS = 200;
const MAX_WRITTEN = 2_000;

/**
 * The list that a page carries in its scripts: as data that a loop shows (`var rows = [{title: …}]`), or as markup in
 * the strings that it writes (`document.write('<li>…')`). Null when there is none, or its items bear no dates.
 */
export function readScriptList(
  scripts: readonly string[],
  base: string,
  today: CivilDate,
): ListReading | null {
  let best: ListReading | null = null;
  for (const script of scripts) {
    for (const list of [...dataIn(script, base, today), writtenIn(script, base, today)]) {
      if (list === null || (best !== null && list.items.length <= best.items.length)) continue;
      const dated = list.items.filter(({ date }) => date !== null).length;
      if (list.items.length >= 2 && dated >= list.items.length * DATED) best = list;
    }
  }
  best ??= writtenByItem(scripts, base, today);
  return best === null
    ? null
    : { ...best, selector: 'script', main: true, confidence: Math.min(best.confidence, CONFIDENCE) };
}

/** A script of its own writes each item: what they write together is the list. */
function writtenByItem(scripts: readonly string[], base: string, today: CivilDate): ListReading | null {
  const writing = scripts.filter(
    (script) => script.length < SHORT_SCRIPT && /\.write(?:ln)?\s*\(/.test(script),
  );
  if (writing.length < 3) return null;
  const list = writtenIn(
    writing.map((script) => `${script};document.write("<br>");`).join('\n'),
    base,
    today,
  );
  const dated = list?.items.filter(({ date }) => date !== null).length ?? 0;
  return list !== null && list.items.length >= 3 && dated >= list.items.length * DATED ? list : null;
}
const SHORT_SCRIPT = 2_000;

const LITERAL = /[=(:,]\s*(?=\[\s*[[{]|\{\s*["']?[\w$]+["']?\s*:\s*\[)/g;

function* dataIn(script: string, base: string, today: CivilDate): Generator<ListReading | null> {
  // What has no date in it is no list of this kind: most scripts end here.
  if (!/(?:19|20)\d\d[-/.年]|["']?\w*(?:time|date|rq|sj)["']?\s*:\s*["']?1\d{9}/i.test(script)) return;
  LITERAL.lastIndex = 0;
  let found = 0;
  for (
    let match = LITERAL.exec(script);
    match !== null && found < MAX_LITERALS;
    match = LITERAL.exec(script)
  ) {
    found += 1;
    const literal = literalAt(script, match.index + match[0].length);
    if (literal === null) continue;
    LITERAL.lastIndex = literal.end;
    yield listOfData(literal.value, base, today);
  }
}

const STRING = /'((?:[^'\\\n]|\\.){0,4000})'|"((?:[^"\\\n]|\\.){0,4000})"/g;

/** Markup in the strings of a script that writes: read where it holds whole items, with nothing put in between. */
function writtenIn(script: string, base: string, today: CivilDate): ListReading | null {
  if (!/\.write(?:ln)?\s*\(|innerHTML|\.(?:html|append)\s*\(/.test(script)) return null;
  if (!/<(?:li|tr|dd|a)\b/i.test(script) || !/(?:19|20)\d\d/.test(script)) return null;
  const parts: string[] = [];
  for (const match of script.matchAll(STRING)) {
    const text = match[1] ?? match[2] ?? '';
    if (text.includes('<') || parts.length > 0) parts.push(text.replace(/\\(?=['"/])/g, ''));
    if (parts.length > MAX_WRITTEN) break;
  }
  const html = parts.join('');
  if (html.length < 40) return null;
  const lists = readLists(parsePage(html), base, today).map(({ list }) => list);
  const [longest] = lists.sort((a, b) => b.items.length - a.items.length);
  return longest ?? null;
}
