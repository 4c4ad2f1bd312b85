import { Resolver } from 'node:dns/promises';
import type { Clock } from '../clock.ts';
import { alarm } from './alarm.ts';
import { failureOf, NetFailure } from './failure.ts';

/** Every address of a name, IPv4 first. Throws NetFailure. */
export type HostLookup = (name: string) => Promise<string[]>;

/**
 * Asks the name servers of the machine. Not `dns.lookup`: that runs in a pool of four threads, where four dead names
 * would hold up every other site, and it cannot tell "no such name" from "the name server failed". So /etc/hosts is
 * not read: `network.resolve` takes its place.
 */
export function createHostLookup(timeoutMs: number, clock: Clock): HostLookup {
  return async (name) => {
    if (name === 'localhost' || name.endsWith('.localhost')) return ['127.0.0.1', '::1'];
    const resolver = new Resolver({ timeout: Math.max(1, Math.ceil(timeoutMs / 3)), tries: 2 });
    let isLate = false;
    const stop = alarm(clock, timeoutMs, () => {
      isLate = true;
      resolver.cancel();
    });
    try {
      const [four, six] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
      const found = [four, six].flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
      if (found.length > 0) return found;
      if (isLate) throw new NetFailure('name_timeout', `no answer for ${name} within ${timeoutMs} ms`);
      // The IPv4 answer speaks for the name: many servers answer the IPv6 question badly.
      throw four.status === 'rejected' ? typed(name, four.reason) : noAddress(name);
    } finally {
      stop();
    }
  };
}

function noAddress(name: string): NetFailure {
  return new NetFailure('name_not_found', `${name} has no address`);
}

function typed(name: string, error: unknown): NetFailure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  // A refused or unreachable *name server* is ours, not the site's.
  if (code === 'ECONNREFUSED')
    return new NetFailure('local_network_down', `no name server could be reached for ${name}`, error);
  const { code: known, detail } = failureOf(error);
  return new NetFailure(known === 'internal' ? 'name_server_failed' : known, `${name}: ${detail}`, error);
}
