import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { LetterDesk } from './letter-desk.ts';
import type { LetterAnswer } from './letter-kind.ts';
import { page } from './letter-pages.ts';
import { type LetterSite, letterHome, serveLetters } from './serve-letters.ts';

export interface RunningLetters {
  port: number;
  desk: LetterDesk;
  now(): number;
  setNow(ms: number): void;
  /** Requests so far, `METHOD host path`. */
  readonly asked: string[];
  close(): Promise<void>;
}

/** All letter systems behind one port, by Host header. */
export async function startLetters(sites: readonly LetterSite[], start: number): Promise<RunningLetters> {
  const desk = new LetterDesk();
  const byHost = new Map(sites.map((site) => [site.host, site]));
  const asked: string[] = [];
  let now = start;
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { host, target } = addressed(request);
      asked.push(`${request.method} ${host} ${target}`);
      const site = byHost.get(host);
      const answer =
        site === undefined
          ? null
          : (serveLetters(
              site,
              desk,
              {
                method: request.method ?? 'GET',
                target,
                cookie: request.headers.cookie ?? '',
                contentType: request.headers['content-type'] ?? '',
                body: Buffer.concat(chunks),
              },
              now,
            ) ?? (target === '/' ? letterHome(site) : null));
      send(request, response, answer ?? page('404', '<p>您访问的页面不存在</p>', 404));
    });
  });
  server.keepAliveTimeout = 30_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    ...{ desk, asked },
    now: () => now,
    setNow(ms) {
      now = ms;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function send(request: http.IncomingMessage, response: http.ServerResponse, answer: LetterAnswer): void {
  if (answer.trouble === 'reset') request.socket.resetAndDestroy();
  if (answer.trouble !== undefined) return;
  response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) });
  response.end(answer.body);
}

/** Host and path asked for; also when the whole URL stands in the request line, as proxies get it. */
function addressed(request: http.IncomingMessage): { host: string; target: string } {
  const raw = request.url ?? '/';
  if (!raw.startsWith('http://'))
    return { host: (request.headers.host ?? '').replace(/:\d+$/, ''), target: raw };
  const url = new URL(raw);
  return { host: url.hostname, target: url.pathname + url.search };
}
