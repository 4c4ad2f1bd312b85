import { constants } from 'node:crypto';
import net from 'node:net';
import tls from 'node:tls';
import type { buildConnector } from 'undici';
import type { Clock } from '../clock.ts';
import type { TlsFacts } from '../domain/exchange.ts';
import { alarm } from './alarm.ts';
import { type DialOptions, dial } from './dial.ts';
import { NetFailure } from './failure.ts';
import { tlsFactsOf } from './tls-facts.ts';

/** What is known of one opened connection. */
export interface ConnectionFacts {
  address: string;
  connectMs: number;
  tlsMs: number | null;
  tls: TlsFacts | null;
}

export interface ConnectorOptions extends DialOptions {
  /** PEM of roots trusted beside the usual ones. */
  ca: string | null;
  onConnect: (facts: ConnectionFacts, socket: net.Socket) => void;
}

/**
 * Opens connections for undici: to checked addresses only, with a deadline for TCP and one for TLS. A certificate
 * that does not verify is a fact about the site, not an error: its pages are still read.
 */
export function createConnector(options: ConnectorOptions): buildConnector.connector {
  return (target, callback) => {
    open(options, target).then(
      (socket) => callback(null, socket),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
    );
  };
}

async function open(options: ConnectorOptions, target: buildConnector.Options): Promise<net.Socket> {
  const { clock, onConnect } = options;
  const isTls = target.protocol === 'https:';
  const began = clock.elapsed();
  const socket = await dial(target.hostname, Number(target.port || (isTls ? 443 : 80)), options);
  const connectMs = clock.elapsed() - began;
  const address = socket.remoteAddress ?? '';
  if (!isTls) {
    onConnect({ address, connectMs, tlsMs: null, tls: null }, socket);
    return socket;
  }
  const secured = await secure(socket, target.hostname, options);
  onConnect(
    { address, connectMs, tlsMs: clock.elapsed() - began - connectMs, tls: tlsFactsOf(secured) },
    secured,
  );
  return secured;
}

async function secure(
  socket: net.Socket,
  hostname: string,
  { timeoutMs, clock, ca }: ConnectorOptions,
): Promise<tls.TLSSocket> {
  const host = hostname.replace(/^\[|\]$/g, '');
  const secured = tls.connect({
    socket,
    // Names the host for the certificate check also where no SNI is sent.
    host,
    ...(net.isIP(host) === 0 ? { servername: host } : {}),
    rejectUnauthorized: false,
    ALPNProtocols: ['http/1.1'],
    // Old servers are read as browsers of their time would; protocol and problem are recorded as facts.
    minVersion: 'TLSv1',
    ciphers: 'DEFAULT@SECLEVEL=0',
    secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
    ...(ca === null ? {} : { ca: [...tls.rootCertificates, ca] }),
  });
  secured.on('error', () => undefined);
  try {
    await handshake(
      secured,
      timeoutMs,
      clock,
      () => new NetFailure('tls_timeout', `${hostname} did not finish TLS within ${timeoutMs} ms`),
    );
    return secured;
  } catch (error) {
    secured.destroy();
    if (error instanceof NetFailure) throw error;
    const said = error instanceof Error ? error.message : String(error);
    // A connection that breaks in the handshake may be a middlebox as well as the server.
    const isReset = error instanceof Error && 'code' in error && error.code === 'ECONNRESET';
    throw new NetFailure(
      isReset ? 'connection_reset' : 'tls_failed',
      `TLS with ${hostname} failed: ${said}`,
      error,
    );
  }
}

function handshake(socket: tls.TLSSocket, timeoutMs: number, clock: Clock, late: () => Error): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (error?: Error) => {
      socket.off('secureConnect', onDone);
      socket.off('error', done);
      socket.off('close', onClose);
      stop();
      if (error === undefined) resolve();
      else reject(error);
    };
    const onDone = () => done();
    const onClose = () =>
      done(Object.assign(new Error('connection closed in the handshake'), { code: 'ECONNRESET' }));
    const stop = alarm(clock, timeoutMs, () => done(late()));
    socket.once('secureConnect', onDone);
    socket.once('error', done);
    socket.once('close', onClose);
  });
}
