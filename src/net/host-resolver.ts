import type { Clock } from '../clock.ts';
import { NetFailure } from './failure.ts';
import { isPlainAddress } from './guard.ts';
import type { HostLookup } from './host-lookup.ts';
import type { MappedAddress } from './resolve-map.ts';

/** Where a host is reached: checked addresses in the order to try. */
export interface ResolvedHost {
  addresses: string[];
  /** Replaces the URL's port; null keeps it. */
  port: number | null;
  /** What `perAddress` counts: the address, or the mapped name itself. */
  addressKey: string;
  /** Null when no name server was asked. */
  dnsMs: number | null;
}

export type HostResolver = (host: string) => Promise<ResolvedHost>;

export interface HostResolverOptions {
  map: (host: string) => MappedAddress | null;
  isAllowed: (address: string) => boolean;
  lookup: HostLookup;
  rehearsal: boolean;
  clock: Clock;
  /** 6: IPv6 addresses alone. */
  family?: 6;
}

/** A name's addresses hold this long: long enough to spare the name server, short enough to follow a move. */
const KEEP_MS = 60_000;
/** A night meets some thousand names; a hostile page may name millions. */
const KEEP_NAMES = 20_000;

/**
 * Turns a host into checked addresses: by the map, else by DNS, every answer through the guard. Connections use these
 * addresses and no others, so an answer that changes between check and use changes nothing. Of an answer that mixes
 * public and inside addresses the public ones are used. Throws NetFailure.
 */
export function createHostResolver(options: HostResolverOptions): HostResolver {
  const { map, isAllowed, lookup, rehearsal, clock, family } = options;
  const fits = (address: string) => family === undefined || address.includes(':');
  const kept = new Map<string, { until: number; addresses: string[] }>();

  return async (host) => {
    const name = host.replace(/^\[|\]$/g, '').replace(/\.$/, '');
    const mapped = map(name);
    if (mapped !== null) {
      // In a rehearsal the map is all there is of a name; outside it a mapping is a way of the operator's own.
      if (!fits(mapped.address))
        throw new NetFailure(
          rehearsal ? 'name_not_found' : 'connect_unreachable',
          `${host} is mapped to ${mapped.address}, which is no IPv6 address`,
        );
      return { addresses: [mapped.address], port: mapped.port, addressKey: name, dnsMs: null };
    }
    if (rehearsal) {
      throw new NetFailure(
        'unmapped_in_rehearsal',
        `${host} is mapped by nothing: out of this rehearsal's sight`,
      );
    }
    const known = kept.get(name);
    if (known !== undefined && known.until > clock.elapsed()) {
      return { addresses: known.addresses, port: null, addressKey: known.addresses[0] ?? name, dnsMs: null };
    }
    const began = clock.elapsed();
    const isLiteral = isPlainAddress(name);
    const answers = (isLiteral ? [name] : await lookup(name)).filter(fits);
    if (answers.length === 0) throw new NetFailure('name_not_found', `${host} has no IPv6 address`);
    const dnsMs = isLiteral ? null : clock.elapsed() - began;
    const addresses = answers.filter(isAllowed);
    if (addresses.length === 0) {
      throw new NetFailure(
        'address_refused',
        `${host} is ${answers.join(', ')}, which network.allowPrivate does not allow`,
      );
    }
    if (kept.size >= KEEP_NAMES) kept.clear();
    kept.set(name, { until: clock.elapsed() + KEEP_MS, addresses });
    return { addresses, port: null, addressKey: addresses[0] ?? name, dnsMs };
  };
}
