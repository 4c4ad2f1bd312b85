import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { createHttpClient, type NetworkOptions } from '../../src/net/http-client.ts';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()));
});

/** A server that answers with whatever bytes it likes. */
async function speaking(onRequest: (socket: net.Socket) => void): Promise<number> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => onRequest(socket));
  });
  return listening(server, () => {
    for (const socket of sockets) socket.destroy();
  });
}

async function listening(server: net.Server, drop: () => void): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(async () => {
    drop();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

async function look(port: number, url = 'http://site.gov.cn/', more: Partial<NetworkOptions> = {}) {
  const client = createHttpClient({
    userAgent: 'Xunjian-test/1 (+mailto:test@example.com)',
    resolve: { '*.gov.cn': `127.0.0.1:${port}` },
    ...{ allowPrivate: [], rehearsal: true, vantage: 'test', clock: systemClock },
    ...{ perHost: { concurrency: 4, minDelayMs: 0 }, perAddress: { concurrency: 8 }, timeoutMs: 500 },
    ...more,
  });
  open.push(() => client.close());
  return client.fetch({ url });
}

/** Writes one byte now and then, for ever: never silent for as long as a pause limit. */
function drip(socket: net.Socket, piece: string): void {
  const timer = setInterval(() => socket.write(piece), 50);
  socket.once('close', () => clearInterval(timer));
}

describe('servers that lie or dawdle', () => {
  it('ends a head that drips', async () => {
    const port = await speaking((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      drip(socket, 'x-a: b\r\n');
    });
    expect((await look(port)).exchange.failure).toMatchObject({ code: 'headers_timeout', fault: 'path' });
  });

  it('ends a body that drips inside every pause limit', async () => {
    const port = await speaking((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n');
      drip(socket, 'x');
    });
    const { exchange } = await look(port);
    expect(exchange.failure).toMatchObject({ code: 'deadline_exceeded', reason: 'timeout_ours' });
    expect(exchange.timing.totalMs).toBeLessThan(10_000);
  });

  it('reports a body shorter than announced, and keeps what came of it', async () => {
    const port = await speaking((socket) =>
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nhalf'),
    );
    const { exchange } = await look(port);
    expect(exchange.failure).toMatchObject({ code: 'connection_reset', fault: 'path' });
    expect(exchange.body).toMatchObject({ bytes: 4, truncated: true });
  });

  it('reads no more of a body than was announced', async () => {
    const port = await speaking((socket) =>
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 4\r\nconnection: close\r\n\r\npage and more'),
    );
    const { exchange, bytes } = await look(port);
    // Whether the rest is met as trouble depends on how the bytes were cut into packets; it never becomes content.
    if (exchange.failure !== null) expect(exchange.failure.code).toBe('protocol_error');
    expect(Buffer.from(bytes ?? []).toString()).toBe('page');
  });

  it('gives up on a head without end', async () => {
    const port = await speaking((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\n${`x-a: ${'y'.repeat(1000)}\r\n`.repeat(200)}`);
    });
    expect((await look(port)).exchange.failure).toMatchObject({ code: 'protocol_error', fault: 'site' });
  });

  it('ends a handshake that never comes', async () => {
    const port = await speaking(() => undefined);
    expect((await look(port, 'https://site.gov.cn/')).exchange.failure).toMatchObject({
      code: 'tls_timeout',
      fault: 'path',
    });
  });

  it('types a server that speaks no TLS where TLS was asked for', async () => {
    const port = await speaking((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect((await look(port, 'https://site.gov.cn/')).exchange.failure).toMatchObject({
      code: 'tls_failed',
      fault: 'site',
    });
  });
});

describe('certificates', () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'xunjian-cert-'));
  const read = (name: string) => readFileSync(path.join(dir, name), 'utf8');
  beforeAll(() => {
    const made = ['-newkey', 'rsa:2048', '-nodes', '-keyout', 'key.pem', '-out', 'cert.pem', '-days', '30'];
    const names = ['-subj', '/CN=site.gov.cn', '-addext', 'subjectAltName=DNS:site.gov.cn'];
    execFileSync('openssl', ['req', '-x509', ...made, ...names], { cwd: dir, stdio: 'ignore' });
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  const secure = async (more: https.ServerOptions = {}) => {
    const server = https.createServer(
      { key: read('key.pem'), cert: read('cert.pem'), ...more },
      (_, response) => response.end('page'),
    );
    server.on('tlsClientError', () => undefined);
    return listening(server, () => server.closeAllConnections());
  };

  it('that nobody vouches for are a fact, and the page is read', async () => {
    const { exchange, bytes } = await look(await secure(), 'https://site.gov.cn/');
    expect(exchange).toMatchObject({
      ...{ status: 200, failure: null },
      tls: { authorized: false, problem: 'DEPTH_ZERO_SELF_SIGNED_CERT', subject: 'site.gov.cn' },
    });
    expect(Buffer.from(bytes ?? []).toString()).toBe('page');
  });

  it('that verify are said to', async () => {
    const port = await secure();
    const { exchange } = await look(port, 'https://site.gov.cn/', { ca: read('cert.pem') });
    expect(exchange.tls).toMatchObject({ authorized: true, problem: null, names: ['DNS:site.gov.cn'] });
  });

  it('for another name do not verify', async () => {
    const port = await secure();
    const { exchange } = await look(port, 'https://other.gov.cn/', { ca: read('cert.pem') });
    expect(exchange).toMatchObject({
      ...{ status: 200, failure: null },
      tls: { authorized: false, problem: 'ERR_TLS_CERT_ALTNAME_INVALID' },
    });
  });

  it('of servers that know old TLS only are read', async () => {
    const port = await secure({ minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' });
    const { exchange } = await look(port, 'https://site.gov.cn/');
    expect(exchange).toMatchObject({ status: 200, failure: null, tls: { protocol: 'TLSv1' } });
  });
});
