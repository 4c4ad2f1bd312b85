import type { Element } from 'domhandler';
import { absoluteUrl } from './absolute-url.ts';

/** `onclick="window.open('/x.html')"` is a link too; null when the script names no address. */
export function scriptTarget(element: Element, base: string): string | null {
  const { onclick = '', href = '' } = element.attribs;
  if (onclick === '' && !/^javascript:/i.test(href.trim())) return null;
  const code = `${onclick};${href}`.slice(0, 2_000);
  const target =
    /(?:open|location(?:\.href)?\s*=|replace|goto|go|jump\w*|link\w*)\s*\(?\s*['"]([^'"]{1,300})['"]/i.exec(
      code,
    )?.[1];
  return target === undefined || !/[/.]/.test(target) ? null : absoluteUrl(target, base);
}
