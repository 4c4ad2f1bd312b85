import { ACCEPT_ENCODING } from './decode-body.ts';
import type { PageRequest } from './http-client.ts';
import type { WireRequest } from './send-request.ts';

/** One request of a chain of redirects. */
export interface Hop {
  url: URL;
  method: 'GET' | 'HEAD' | 'POST';
  body: { contentType: string; bytes: Uint8Array } | null;
}

/** What goes over the wire for a hop; `cookie` is empty where there is none. */
export function requestComposer(
  userAgent: string,
): (hop: Hop, request: PageRequest, cookie: string) => WireRequest {
  // Made once: most requests of a night say nothing else.
  const packedHeaders = headersOf(userAgent, ACCEPT_ENCODING);
  const plainHeaders = headersOf(userAgent, 'identity');
  return ({ method, url, body }, request, cookie) => {
    // The first bytes of a packed body cannot be had without the rest.
    const base = request.maxBytes === undefined ? packedHeaders : plainHeaders;
    const isPlain = body === null && request.headers === undefined && cookie === '';
    return {
      method,
      path: `${url.pathname}${url.search}`,
      body: body?.bytes ?? null,
      headers: isPlain
        ? base
        : {
            ...base,
            ...(body === null ? {} : { 'content-type': body.contentType }),
            ...request.headers,
            ...(cookie === ''
              ? {}
              : { cookie: [request.headers?.cookie, cookie].filter(Boolean).join('; ') }),
          },
    };
  };
}

/** What a form or a body of its own is sent as; null for neither. */
export function bodyOf({ form, body }: PageRequest): Hop['body'] {
  if (body) return body;
  if (!form) return null;
  return {
    contentType: 'application/x-www-form-urlencoded; charset=utf-8',
    bytes: Buffer.from(new URLSearchParams({ ...form }).toString()),
  };
}

/** What every request says; `accept-encoding` as given. */
function headersOf(userAgent: string, encoding: string): Record<string, string> {
  return {
    'user-agent': userAgent,
    accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
    'accept-language': 'zh-CN,zh;q=0.9,en;q=0.5',
    'accept-encoding': encoding,
  };
}
