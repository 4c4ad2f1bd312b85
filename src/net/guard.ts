import ipaddr from 'ipaddr.js';

/** Global unicast as allotted so far (RFC 4291 §2.5.4, IANA registry): whatever else looks public wraps something. */
const GLOBAL_UNICAST_6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** Public by number, yet the inside of a cloud: Azure's platform address (learn.microsoft.com, 2026-11). */
const PLATFORM_ADDRESSES = new Set(['168.63.129.16']);

/** Whether a host is an address as URLs write it after parsing, four decimal parts or IPv6 without brackets, and no name. */
export function isPlainAddress(host: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(host) || ipaddr.IPv6.isValid(host);
}

/**
 * Whether an address may be reached: public unicast, or inside a range the configuration allows. Private, loopback,
 * link-local, metadata, multicast and reserved addresses never are; addresses that wrap an IPv4 one (mapped, 6to4,
 * NAT64, ISATAP) are judged by what they wrap. `network.resolve` targets are not asked here: a mapping is a permission.
 */
export function createGuard(allowPrivate: readonly string[]): (address: string) => boolean {
  const allowed = allowPrivate.map((cidr) => ipaddr.parseCIDR(cidr));
  return (text) => {
    if (!ipaddr.isValid(text)) return false;
    const address = unwrap(ipaddr.parse(text));
    if (allowed.some(([range, bits]) => address.kind() === range.kind() && address.match(range, bits)))
      return true;
    if (address.range() !== 'unicast' || PLATFORM_ADDRESSES.has(address.toString())) return false;
    return address instanceof ipaddr.IPv4 || address.match(GLOBAL_UNICAST_6);
  };
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;

function unwrap(address: Address): Address {
  if (!(address instanceof ipaddr.IPv6)) return address;
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  const bytes = address.toByteArray();
  const range = address.range();
  if (range === '6to4') return new ipaddr.IPv4(bytes.slice(2, 6));
  if (range === 'rfc6052') return new ipaddr.IPv4(bytes.slice(12, 16));
  const [, , , , , , , , isatap, zero, five, efe] = bytes;
  if ((isatap === 0 || isatap === 2) && zero === 0 && five === 0x5e && efe === 0xfe)
    return new ipaddr.IPv4(bytes.slice(12, 16));
  return address;
}
