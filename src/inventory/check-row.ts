import { pageAddress } from '../domain/page-address.ts';

/** What became of one row: its value, or why it is refused and how to mend it. */
export type Checked<T> = { value: T } | { reason: string; remedy: string };

export const refused = (reason: string, remedy: string) => ({ reason, remedy });

/** A web address in its canonical form, or why it is none. */
export function checkUrl(column: string, cell: string): Checked<string> {
  if (cell === '') return refused(`${column} is empty`, 'fill in the address with http:// or https://');
  if (!URL.canParse(cell) || !/^https?:$/.test(new URL(cell).protocol)) {
    const guess = `http://${cell.replace(/^[a-z]*:?\/*/i, '')}`;
    const remedy = URL.canParse(guess)
      ? `write it whole, such as ${guess}`
      : 'write it whole, with http:// or https://';
    return refused(`${column} "${cell}" is no web address`, remedy);
  }
  const url = new URL(cell);
  if (url.username !== '' || url.password !== '') {
    return refused(
      `${column} carries a user name`,
      'leave user name and password out: registries are passed on',
    );
  }
  return { value: pageAddress(url) };
}

/** A word out of a closed list. */
export function checkWord<T extends string>(
  column: string,
  cell: string,
  found: T | undefined,
  known: readonly T[],
): Checked<T> {
  if (found !== undefined) return { value: found };
  const what = cell === '' ? `${column} is empty` : `${column} "${cell}" is unknown`;
  return refused(what, `use one of ${known.join(', ')}`);
}

/** Undefined for an empty cell, null for a wrong one. */
export function wholeNumber(cell: string): number | null | undefined {
  if (cell === '') return undefined;
  return /^[1-9]\d{0,4}$/.test(cell) ? Number(cell) : null;
}
