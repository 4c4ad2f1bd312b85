import type { Province, ProvinceSite } from './model.ts';

/**
 * Portals have IPv6 but where a fault takes it; of others nobody asks it. A site that refuses connections has a port of
 * its own, of IPv4 alone.
 */
export function hasIpv6({ faults }: Province, { type, siteCode }: ProvinceSite): boolean {
  const effects = faults.filter((fault) => fault.siteCode === siteCode).flatMap((fault) => fault.effects);
  const isTaken = effects.some(
    (effect) => effect.is === 'ipv6-none' || (effect.is === 'down' && effect.how === 'refused'),
  );
  return type === 'portal' && !isTaken;
}

/** Hosts that a configuration maps to the IPv6 loopback: the others have an IPv4 address alone. */
export function hostsOverIpv6(province: Province): string[] {
  return province.sites.filter((site) => hasIpv6(province, site)).map(({ host }) => host);
}
