import { domainToASCII } from 'node:url';

/** Where a mapped host is really reached. */
export interface MappedAddress {
  address: string;
  /** Replaces the URL's port; null keeps it. */
  port: number | null;
}

/**
 * `network.resolve`: an exact name beats a wildcard, a longer wildcard a shorter one. Names may be written in Chinese
 * or punycode; addresses may be mapped too.
 */
export function createResolveMap(
  map: Readonly<Record<string, string>>,
): (host: string) => MappedAddress | null {
  const exact = new Map<string, MappedAddress>();
  const wild: { suffix: string; to: MappedAddress }[] = [];
  for (const [pattern, target] of Object.entries(map)) {
    const to = parseTarget(target);
    if (pattern === '*') wild.push({ suffix: '', to });
    else if (pattern.startsWith('*.')) wild.push({ suffix: `.${ascii(pattern.slice(2))}`, to });
    else exact.set(ascii(pattern), to);
  }
  wild.sort((a, b) => b.suffix.length - a.suffix.length);
  const found = new Map<string, MappedAddress | null>();
  return (host) => {
    const known = found.get(host);
    if (known !== undefined) return known;
    const name = ascii(host.replace(/^\[|\]$/g, ''));
    const to = exact.get(name) ?? wild.find(({ suffix }) => name.endsWith(suffix))?.to ?? null;
    if (found.size >= KEEP_NAMES) found.clear();
    found.set(host, to);
    return to;
  };
}

/** A night meets some thousand names, each for every request; a hostile page may name millions. */
const KEEP_NAMES = 20_000;

function ascii(name: string): string {
  const lower = name.toLowerCase();
  return domainToASCII(lower) || lower;
}

function parseTarget(target: string): MappedAddress {
  const bracketed = /^\[([^\]]+)\](?::(\d+))?$/.exec(target);
  if (bracketed?.[1] !== undefined) {
    return { address: bracketed[1], port: bracketed[2] === undefined ? null : Number(bracketed[2]) };
  }
  const [address = target, port] = target.split(':');
  if (target.split(':').length > 2) return { address: target, port: null };
  return { address, port: port === undefined ? null : Number(port) };
}
