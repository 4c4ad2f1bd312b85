import net from 'node:net';
import tls from 'node:tls';
import type { buildConnector } from 'undici';
import { type Clock, epochMs } from '../clock.ts';
import type { TlsFacts } from '../domain/exchange.ts';
import { NetFailure } from './failure.ts';
import type { ResolvedHost } from './host-resolver.ts';

/** What is known of the last connection opened to an origin. */
export interface ConnectionFacts {
  address: string;
  connectMs: number;
  tlsMs: number | null;
  tls: TlsFacts | null;
}

export interface ConnectorOptions {
  resolve: (host: string) => Promise<ResolvedHost>;
  /** Asked again of the address that really answered; not for mapped hosts. */
  isAllowed: (address: string, host: string) => boolean;
  timeoutMs: number;
  clock: Clock;
  ca: string | null;
  onConnect: (origin: string, facts: ConnectionFacts) => void;
}

/**
 * Opens connections for undici: to checked addresses only, with a deadline for TCP and one for TLS. A certificate
 * that does not verify is a fact about the site, not an error: its pages are still read.
 */
export function createConnector(options: ConnectorOptions): buildConnector.connector {
  return (target, callback) => {
    open(options, target).then(
      (socket) => callback(null, socket as net.Socket),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
    );
  };
}

async function open(options: ConnectorOptions, target: buildConnector.Options): Promise<net.Socket> {
  const { resolve, isAllowed, clock, onConnect } = options;
  const isTls = target.protocol === 'https:';
  const resolved = await resolve(target.hostname);
  const port = resolved.port ?? Number(target.port || (isTls ? 443 : 80));
  const began = clock.elapsed();
  const socket = await connectFirst(resolved.addresses, port, options);
  const connectMs = clock.elapsed() - began;
  const address = socket.remoteAddress ?? '';
  if (!isAllowed(address, target.hostname)) {
    socket.destroy();
    throw new NetFailure('address_refused', `${target.hostname} answered from ${address}`);
  }
  socket.setNoDelay(true);
  const origin = `${target.protocol}//${target.host ?? target.hostname}`;
  if (!isTls) {
    onConnect(origin, { address, connectMs, tlsMs: null, tls: null });
    return socket;
  }
  const secured = await secure(socket, target, options);
  const tlsMs = clock.elapsed() - began - connectMs;
  onConnect(origin, { address, connectMs, tlsMs, tls: tlsFactsOf(secured) });
  return secured;
}

/** Tries the addresses in turn; the last failure is reported. */
async function connectFirst(
  addresses: readonly string[],
  port: number,
  { timeoutMs, clock }: ConnectorOptions,
): Promise<net.Socket> {
  let last: unknown = new NetFailure('name_not_found', 'the name has no address');
  for (const host of addresses.slice(0, 3)) {
    const socket = net.connect({ host, port });
    try {
      await settled(
        socket,
        'connect',
        timeoutMs,
        clock,
        () =>
          new NetFailure(
            'connect_timeout',
            `${host}:${port} did not accept a connection within ${timeoutMs} ms`,
          ),
      );
      return socket;
    } catch (error) {
      socket.destroy();
      last = error;
    }
  }
  throw last;
}

async function secure(
  socket: net.Socket,
  target: buildConnector.Options,
  { timeoutMs, clock, ca }: ConnectorOptions,
): Promise<tls.TLSSocket> {
  const servername = net.isIP(target.hostname.replace(/^\[|\]$/g, '')) === 0 ? target.hostname : '';
  const secured = tls.connect({
    socket,
    servername,
    rejectUnauthorized: false,
    ALPNProtocols: ['http/1.1'],
    ...(ca === null ? {} : { ca }),
  });
  try {
    await settled(
      secured,
      'secureConnect',
      timeoutMs,
      clock,
      () => new NetFailure('tls_timeout', `${target.hostname} did not finish TLS within ${timeoutMs} ms`),
    );
    return secured;
  } catch (error) {
    secured.destroy();
    if (error instanceof NetFailure) throw error;
    throw new NetFailure(
      'tls_failed',
      `TLS with ${target.hostname} failed: ${error instanceof Error ? error.message : String(error)}`,
      error,
    );
  }
}

function settled(
  socket: net.Socket,
  event: 'connect' | 'secureConnect',
  timeoutMs: number,
  clock: Clock,
  late: () => Error,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = new AbortController();
    const done = (error?: Error) => {
      socket.off(event, onDone);
      socket.off('error', done);
      socket.off('close', onClose);
      stop.abort();
      if (error === undefined) resolve();
      else reject(error);
    };
    const onDone = () => done();
    const onClose = () =>
      done(Object.assign(new Error('connection closed while opening'), { code: 'ECONNRESET' }));
    socket.once(event, onDone);
    socket.once('error', done);
    socket.once('close', onClose);
    clock.sleep(timeoutMs, stop.signal).then(
      () => done(late()),
      () => undefined,
    );
    // Errors after the race is over must not end the process.
    socket.on('error', () => undefined);
  });
}

function tlsFactsOf(socket: tls.TLSSocket): TlsFacts {
  const certificate = socket.getPeerCertificate();
  const nameError = certificate.subject
    ? tls.checkServerIdentity(socket.servername || '', certificate)
    : undefined;
  const chainProblem = socket.authorizationError ? String(socket.authorizationError) : null;
  return {
    authorized: socket.authorized && nameError === undefined,
    problem: chainProblem ?? nameError?.message ?? null,
    subject: text(certificate.subject?.CN),
    issuer: text(certificate.issuer?.CN ?? certificate.issuer?.O),
    validFrom: epochMs(Date.parse(certificate.valid_from ?? '') || 0),
    validTo: epochMs(Date.parse(certificate.valid_to ?? '') || 0),
    names: (certificate.subjectaltname ?? '').split(', ').filter(Boolean),
    protocol: socket.getProtocol() ?? '',
  };
}

function text(value: string | string[] | undefined): string {
  return Array.isArray(value) ? value.join(', ') : (value ?? '');
}
