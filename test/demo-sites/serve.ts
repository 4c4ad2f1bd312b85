import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { demoPage, demoSites } from './generate.ts';

export interface DemoServer {
  port: number;
  /** Every request that arrived: host and path. */
  requests: string[];
  close(): Promise<void>;
}

/** Serves `count` generated sites by their names from one port on loopback, as they stand on `today`. */
export async function serveDemoSites(count: number, today: string): Promise<DemoServer> {
  const sites = new Map(demoSites(count).map((site) => [site.host, site]));
  const requests: string[] = [];
  const server: Server = createServer((request, response) => {
    const host = request.headers.host ?? '';
    const path = new URL(request.url ?? '/', 'http://site').pathname;
    requests.push(`${host}${path}`);
    const site = sites.get(host);
    const html = site === undefined ? null : demoPage(site, path, today);
    response.writeHead(html === null ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(html ?? '<title>404</title>404 Not Found');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [count = '12', today = '2024-06-20'] = process.argv.slice(2);
  const { port } = await serveDemoSites(Number(count), today);
  process.stdout.write(`${JSON.stringify({ port, sites: demoSites(Number(count)) })}\n`);
  // Ends with the demo that started it.
  process.on('disconnect', () => process.exit(0));
}
