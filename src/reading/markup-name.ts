/** Names in markup, of tags and attributes. */

/** Names of tags and attributes met before, by a few of their signs: a page repeats some thirty of them. */
const names: string[] = new Array<string>(512).fill('');

/** The name from `from` to `to` in small letters. */
export function nameIn(html: string, from: number, to: number): string {
  const place = (html.charCodeAt(from) * 7 + html.charCodeAt(to - 1) * 3 + (to - from)) & 511;
  const known = names[place] as string;
  if (known.length === to - from && html.startsWith(known, from)) return known;
  const written = html.slice(from, to);
  const name = written.toLowerCase();
  if (name === written && name.length < 13) names[place] = name;
  return name;
}

/** A name begins with one. */
export function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}
