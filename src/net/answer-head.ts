import type { WireAnswer } from './send-request.ts';

/** Header fields by name in lower case; what comes more than once is joined, cookies line by line. */
export function headerFields({ headers }: WireAnswer): Record<string, string> {
  // No prototype: a server may name a header "constructor".
  const result: Record<string, string> = Object.create(null);
  for (const [raw, value] of headers) {
    const name = raw.toLowerCase();
    const before = result[name];
    result[name] = before === undefined ? value : `${before}${name === 'set-cookie' ? '\n' : ', '}${value}`;
  }
  return result;
}

/** The head as evidence keeps it. */
export function headText({ status, statusText, headers }: WireAnswer): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${statusText}`, ...lines].join('\r\n');
}
