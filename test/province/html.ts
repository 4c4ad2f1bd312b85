const SPECIAL: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for HTML bodies and double-quoted attributes. */
export function esc(text: string): string {
  return text.replace(/[&<>"]/g, (c) => SPECIAL[c] ?? c);
}

/** JSON that may stand in a script element. */
export function inScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
