import net from 'node:net';
import type { Clock } from '../clock.ts';
import { alarm } from './alarm.ts';
import { NetFailure } from './failure.ts';
import type { HostResolver } from './host-resolver.ts';

export interface DialOptions {
  resolve: HostResolver;
  /** Asked again of the address that really answered; true for mapped hosts. */
  isAllowed: (address: string, host: string) => boolean;
  /** For connecting, all addresses together, and for TLS. */
  timeoutMs: number;
  clock: Clock;
}

/** More than this many addresses of one name are not tried: what is down on three is down. */
const ADDRESSES_TRIED = 3;
/**
 * The next address is tried beside the one before after so long (RFC 8305 has 250 ms, for impatient people). Sooner
 * and slow servers get connections that are never used; later and a dead first address eats the deadline.
 */
const STAGGER_MS = 2_000;

/**
 * A TCP connection to a host that the map and the guard allow; the browser's proxy dials through it too. The
 * addresses race within one deadline and the last failure is reported. Throws NetFailure and what sockets throw.
 */
export async function dial(host: string, port: number, options: DialOptions): Promise<net.Socket> {
  const resolved = await options.resolve(host);
  const addresses = resolved.addresses.slice(0, ADDRESSES_TRIED);
  const socket = await race(host, addresses, resolved.port ?? port, options);
  const answered = socket.remoteAddress ?? '';
  if (options.isAllowed(answered, host)) return socket;
  socket.destroy();
  throw new NetFailure('address_refused', `${host} answered from ${answered}`);
}

function race(
  host: string,
  addresses: readonly string[],
  port: number,
  { timeoutMs, clock }: DialOptions,
): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const trying = new Set<net.Socket>();
    let tried = 0;
    let stopStagger = () => {};

    const end = () => {
      stopDeadline();
      stopStagger();
      for (const socket of trying) socket.destroy();
      trying.clear();
    };
    const tryNext = () => {
      stopStagger();
      const address = addresses[tried];
      if (address === undefined) return;
      tried += 1;
      const socket = net.connect({ host: address, port, noDelay: true, keepAlive: true });
      trying.add(socket);
      // Stays on: trouble after the opening belongs to whoever took the socket, but must not end the process.
      socket.on('error', (error) => {
        if (!trying.delete(socket)) return;
        if (tried < addresses.length) tryNext();
        else if (trying.size === 0) {
          end();
          reject(error);
        }
      });
      socket.once('connect', () => {
        trying.delete(socket);
        end();
        resolve(socket);
      });
      if (tried < addresses.length) stopStagger = alarm(clock, STAGGER_MS, tryNext);
    };

    const stopDeadline = alarm(clock, timeoutMs, () => {
      end();
      const where = `${addresses.join(', ')} port ${port}`;
      reject(
        new NetFailure('connect_timeout', `${host} (${where}) accepted no connection within ${timeoutMs} ms`),
      );
    });
    if (addresses.length === 0) {
      end();
      reject(new NetFailure('name_not_found', `${host} has no address`));
      return;
    }
    tryNext();
  });
}
