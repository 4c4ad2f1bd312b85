import http, { type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import net from 'node:net';
import { gzipSync } from 'node:zlib';

/** A server that does to a crawler what the web does. Each is usable alone; close it when done. */
export interface HostileServer {
  port: number;
  /** Requests or connections that arrived. */
  hits: number;
  close(): Promise<void>;
}

async function overHttp(listener: RequestListener): Promise<HostileServer> {
  const hostile: HostileServer = { port: 0, hits: 0, close: async () => undefined };
  const server = http.createServer((request, response) => {
    hostile.hits += 1;
    response.on('error', () => undefined);
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  hostile.port = (server.address() as AddressInfo).port;
  hostile.close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return hostile;
}

async function overTcp(onConnection: (socket: net.Socket) => void): Promise<HostileServer> {
  const open = new Set<net.Socket>();
  const hostile: HostileServer = { port: 0, hits: 0, close: async () => undefined };
  const server = net.createServer((socket) => {
    hostile.hits += 1;
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => open.delete(socket));
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  hostile.port = (server.address() as AddressInfo).port;
  hostile.close = () =>
    new Promise((resolve) => {
      for (const socket of open) socket.destroy();
      server.close(() => resolve());
    });
  return hostile;
}

/** Accepts and never answers. */
export const startSilent = () => overTcp(() => undefined);

/** Resets every connection once the request came. */
export const startReset = () => overTcp((socket) => socket.once('data', () => socket.resetAndDestroy()));

/** Sends the head and half a body, then resets. */
export const startResetInBody = () =>
  overTcp((socket) =>
    socket.once('data', () => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nhalf', () => socket.resetAndDestroy());
    }),
  );

/** Speaks no HTTP. */
export const startGibberish = () =>
  overTcp((socket) => socket.once('data', () => socket.end('SSH-2.0-hello\r\n')));

/** Sends the head and then nothing. */
export const startStalledBody = () =>
  overHttp((_, response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('start');
  });

/** A body without an end. */
export const startEndlessBody = () =>
  overHttp((_, response) => {
    const chunk = Buffer.alloc(64 * 1024, 'x');
    const more = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', more);
    more();
  });

/** 256 MiB of zeros in a quarter of a MiB of gzip. */
export const startGzipBomb = () => {
  const bomb = gzipSync(Buffer.alloc(256 * 1024 * 1024));
  return overHttp((_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'text/html' });
    response.end(bomb);
  });
};

/** Says gzip and sends none. */
export const startLyingEncoding = () =>
  overHttp((_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' });
    response.end('this is no gzip');
  });

/** Two pages that lead to each other. */
export const startRedirectLoop = () =>
  overHttp((request, response) => {
    response.writeHead(302, { location: request.url === '/a' ? '/b' : '/a' });
    response.end();
  });

/** A new address for ever. */
export const startEndlessRedirect = () =>
  overHttp((request, response) => {
    response.writeHead(302, { location: `/${Number((request.url ?? '/').slice(1)) + 1}` });
    response.end();
  });

/** Redirects to wherever it is told. */
export const startRedirectTo = (location: string) =>
  overHttp((_, response) => {
    // Raw bytes, as careless servers send them.
    response.writeHead(302, { location: Buffer.from(location, 'utf8').toString('latin1') });
    response.end();
  });

/** One answer for every request. */
export const startAnswer = (status: number, headers: Record<string, string>, body: string) =>
  overHttp((_, response) => {
    response.writeHead(status, headers);
    response.end(body);
  });

/** Pages by path; `/refused` says no, `/silent` says nothing, `/broken` breaks off, the rest is not there. */
export const startPaths = (pages: Readonly<Record<string, string>>) =>
  overHttp((request, response) => {
    const { url = '/' } = request;
    if (url === '/silent') return;
    if (url === '/broken') {
      request.socket.resetAndDestroy();
      return;
    }
    const page = pages[url];
    const status = page !== undefined ? 200 : url === '/refused' ? 500 : 404;
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' });
    response.end(page ?? '');
  });
