import ipaddr from 'ipaddr.js';

/**
 * Whether an address may be reached: public unicast, or inside a range the configuration allows. Private, loopback,
 * link-local, metadata, multicast and reserved addresses never are; addresses that wrap an IPv4 one (mapped, 6to4,
 * NAT64) are judged by what they wrap. `network.resolve` targets are not asked here: a mapping is a permission.
 */
export function createGuard(allowPrivate: readonly string[]): (address: string) => boolean {
  const allowed = allowPrivate.map((cidr) => ipaddr.parseCIDR(cidr));
  return (text) => {
    if (!ipaddr.isValid(text)) return false;
    const address = unwrap(ipaddr.parse(text));
    if (allowed.some(([range, bits]) => address.kind() === range.kind() && address.match(range, bits)))
      return true;
    return address.range() === 'unicast';
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
  return address;
}
