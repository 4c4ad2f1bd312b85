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

/** Blocks of a home page that each have a script of their own; more are no blocks. */
const MAX_OTHERS = 12;

/**
 * The lists that a page carries in its scripts: as data that a loop shows (`var rows = [{title: …}]`), or as markup in
 * the strings that it writes (`document.write('<li>…')`). The longest is what the page is about and comes last. Lists whose
 * items bear no dates are none.
 */
export function readScriptLists(scripts: readonly string[], base: string, today: CivilDate): ListReading[] {
  // One list may stand there as data and as markup.
  const found = new Map<string, ListReading>();
  for (const script of scripts) {
    for (const list of [...dataIn(script, base, today), writtenIn(script, base, today)]) {
      if (list === null) continue;
      const dated = list.items.filter(({ date }) => date !== null).length;
      const isList = list.items.length >= 2 && dated >= list.items.length * DATED;
      const key = list.items[0]?.url || list.items[0]?.title || '';
      if (isList && list.items.length > (found.get(key)?.items.length ?? 0)) found.set(key, list);
    }
  }
  const together = found.size === 0 ? writtenByItem(scripts, base, today) : null;
  const lists = together === null ? [...found.values()] : [together];
  const best = lists.reduce<ListReading | null>(
    (longest, list) => (list.items.length > (longest?.items.length ?? 0) ? list : longest),
    null,
  );
  const others = lists.filter((list) => list !== best).slice(0, MAX_OTHERS);
  return [...others, ...(best === null ? [] : [best])].map((list) => ({
    ...{ ...list, selector: 'script', main: list === best },
    confidence: Math.min(list.confidence, CONFIDENCE),
  }));
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
