import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { PACKAGE_ROOT } from '../package-root.ts';

/** Files of the console; they stand in the package as they are. */
const HTML = 'text/html; charset=utf-8';
const CSS = 'text/css; charset=utf-8';
const SCRIPT = 'text/javascript; charset=utf-8';
const SCRIPTS = ['console.js', 'accounts.js', 'desk.js', 'page.js', 'api.js', 'words.js'];
const FILES: readonly { url: string; file: string; type: string }[] = [
  { url: '/', file: 'index.html', type: HTML },
  { url: '/console.css', file: 'console.css', type: CSS },
  ...SCRIPTS.map((file) => ({ url: `/${file}`, file, type: SCRIPT })),
];

/** Nothing from elsewhere, nothing inline; pictures only of what the page itself fetched with its token. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src blob:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/**
 * The console: static files that ask the API with the token a person enters. They hold no data, so they need no token
 * themselves; there are no cookies, so no other page can act with somebody's rights.
 */
export function addConsole(server: FastifyInstance): void {
  for (const { url, file, type } of FILES) {
    const bytes = readFileSync(path.join(PACKAGE_ROOT, 'src', 'web', 'console', file));
    server.get(url, async (_request, reply) =>
      reply
        .type(type)
        .header('content-security-policy', POLICY)
        .header('referrer-policy', 'no-referrer')
        .send(bytes),
    );
  }
}
