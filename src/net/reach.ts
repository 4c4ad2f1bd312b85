import type { Clock } from '../clock.ts';
import { createGuard } from './guard.ts';
import { createHostLookup, type HostLookup } from './host-lookup.ts';
import { createHostResolver, type HostResolver } from './host-resolver.ts';
import { createPoliteness, type Leases, type PolitenessLimits } from './politeness.ts';
import { createResolveMap } from './resolve-map.ts';

/** What may be reached, how, and how often: the same for the HTTP tier and the browser. */
export interface ReachOptions extends PolitenessLimits {
  resolve: Readonly<Record<string, string>>;
  allowPrivate: readonly string[];
  /** For each of name, TCP and TLS, and what else its user gives the same time. */
  timeoutMs: number;
  /** Traffic goes to mapped hosts only. */
  rehearsal: boolean;
  clock: Clock;
  /** Shared by everything that asks hosts for pages: the browser's documents take the same slots. */
  leases?: Leases;
  /** Replaces the machine's name servers. */
  lookup?: HostLookup;
  /** 6: hosts are reached over IPv6 alone. */
  family?: 6;
}

export interface Reach {
  resolve: HostResolver;
  /** Asked of the address that answered. */
  isAllowed(address: string, host: string): boolean;
  leases: Leases;
}

/** Puts map, guard, names and politeness together. */
export function createReach(options: ReachOptions): Reach {
  const { clock, timeoutMs, rehearsal } = options;
  const map = createResolveMap(options.resolve);
  const isPublic = createGuard(options.allowPrivate);
  const lookup = options.lookup ?? createHostLookup(timeoutMs, clock);
  return {
    resolve: createHostResolver({
      ...{ map, isAllowed: isPublic, lookup, rehearsal, clock },
      ...(options.family === undefined ? {} : { family: options.family }),
    }),
    isAllowed: (address, host) => map(host) !== null || isPublic(address),
    leases: options.leases ?? createPoliteness(options, clock),
  };
}
