import dns from 'node:dns/promises';
import ipaddr from 'ipaddr.js';
import type { Clock } from '../clock.ts';
import { NetFailure } from './failure.ts';
import type { MappedAddress } from './resolve-map.ts';

/** Where a host is reached: checked addresses in the order to try. */
export interface ResolvedHost {
  addresses: string[];
  /** Replaces the URL's port; null keeps it. */
  port: number | null;
  /** What `perAddress` counts: the address, or the mapped name itself. */
  addressKey: string;
  dnsMs: number | null;
}

export interface HostResolverOptions {
  map: (host: string) => MappedAddress | null;
  isAllowed: (address: string) => boolean;
  rehearsal: boolean;
  timeoutMs: number;
  clock: Clock;
}

/** A name's addresses hold this long: long enough to spare the name server, short enough to follow a move. */
const KEEP_MS = 60_000;

/**
 * Turns a host into checked addresses: by the map, else by DNS, every answer through the guard. Connections use these
 * addresses and no others, so an answer that changes between check and use changes nothing. Throws NetFailure.
 */
export function createHostResolver(options: HostResolverOptions): (host: string) => Promise<ResolvedHost> {
  const { map, isAllowed, rehearsal, timeoutMs, clock } = options;
  const kept = new Map<string, { until: number; addresses: string[] }>();

  return async (host) => {
    const name = host.replace(/^\[|\]$/g, '');
    const mapped = map(name);
    if (mapped !== null) {
      return { addresses: [mapped.address], port: mapped.port, addressKey: name, dnsMs: null };
    }
    if (rehearsal)
      throw new NetFailure(
        'unmapped_in_rehearsal',
        `${host} is mapped by nothing: out of this rehearsal's sight`,
      );
    const known = kept.get(name);
    if (known !== undefined && known.until > clock.elapsed()) {
      return { addresses: known.addresses, port: null, addressKey: known.addresses[0] ?? name, dnsMs: null };
    }
    const began = clock.elapsed();
    const answers = ipaddr.isValid(name) ? [name] : await lookup(name);
    const refused = answers.find((address) => !isAllowed(address));
    if (refused !== undefined) {
      throw new NetFailure(
        'address_refused',
        `${host} is ${refused}, which network.allowPrivate does not allow`,
      );
    }
    kept.set(name, { until: clock.elapsed() + KEEP_MS, addresses: answers });
    return { addresses: answers, port: null, addressKey: answers[0] ?? name, dnsMs: clock.elapsed() - began };
  };

  async function lookup(name: string): Promise<string[]> {
    const stop = new AbortController();
    const late = clock.sleep(timeoutMs, stop.signal).then(
      () => {
        throw new NetFailure('name_timeout', `no answer for the name ${name} within ${timeoutMs} ms`);
      },
      () => [],
    );
    try {
      const found = await Promise.race([dns.lookup(name, { all: true, order: 'ipv4first' }), late]);
      if (found.length === 0) throw new NetFailure('name_not_found', `${name} has no address`);
      return found.map(({ address }) => address);
    } finally {
      stop.abort();
    }
  }
}
