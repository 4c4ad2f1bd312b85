import { type DateInText, datesIn, wholeDate } from './dates.ts';

/** Scripts that write a date are a line or two. */
const LONGEST = 600;
const STRING = /'([^'\n]{6,60})'|"([^"\n]{6,60})"/g;

/** The text of the one date that a small script writes into the page: `document.write("2024-06-26 10:00".substring(0,10))`. */
export function writtenDate(script: string): { text: string; date: DateInText } | null {
  if (script.length > LONGEST || !/\.write(?:ln)?\s*\(|innerHTML/.test(script)) return null;
  let found: { text: string; date: DateInText } | null = null;
  for (const match of script.matchAll(STRING)) {
    const text = match[1] ?? match[2] ?? '';
    const date = wholeDate(text) ?? datesIn(text)[0] ?? null;
    if (date === null || date.year === null) continue;
    // Of two dates the script chooses one, and we do not run it.
    if (found !== null) return null;
    found = { text, date };
  }
  return found;
}
