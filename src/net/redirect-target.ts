import { NetFailure } from './failure.ts';

/**
 * Where a `location` header (its bytes as latin1) leads from `base`. Raw bytes where the standard wants escapes are
 * taken as UTF-8 when they are that, else escaped byte by byte (a GBK path), as browsers do. The fragment is left
 * off. Throws NetFailure `redirect_invalid` when it leads to no web page.
 */
export function redirectTarget(location: string, base: string): string {
  const text = readable(location);
  if (!URL.canParse(text, base))
    throw new NetFailure('redirect_invalid', `${base} redirects to "${text.slice(0, 200)}"`);
  const next = new URL(text, base);
  if (!/^https?:$/.test(next.protocol))
    throw new NetFailure('redirect_invalid', `${base} redirects to ${next.href.slice(0, 200)}`);
  next.hash = '';
  return next.href;
}

/** A header value whose bytes came as latin1, as text: UTF-8 when it is that, else with its high bytes escaped. */
export function readable(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: bytes above ASCII are the point
  if (!/[^\x00-\x7f]/.test(value)) return value;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(value, 'latin1'));
  } catch {
    return value.replace(/[\u0080-\u00ff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`);
  }
}
