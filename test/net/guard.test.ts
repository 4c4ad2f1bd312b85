import { describe, expect, it } from 'vitest';
import { createGuard, isPlainAddress } from '../../src/net/guard.ts';

describe('createGuard', () => {
  it.each([
    ['::7f00:1', 'IPv4-compatible loopback'],
    ['::ffff:127.0.0.1', 'IPv4-mapped loopback'],
    ['64:ff9b::a00:1', 'NAT64 of a private address'],
    ['64:ff9b:1::7f00:1', 'local NAT64'],
    ['2002:c0a8:101::1', '6to4 of a private address'],
    ['2001:4860:4860::5efe:7f00:1', 'ISATAP of loopback'],
    ['2001:0:4136:e378:8000:63bf:80ff:fffe', 'Teredo'],
    ['fec0::1', 'old site-local'],
    ['100::1', 'discard-only'],
    ['4000::1', 'not allotted'],
    ['168.63.129.16', 'Azure platform'],
    ['100.100.100.200', 'Aliyun metadata'],
    ['192.0.0.192', 'Oracle metadata'],
    ['127.1', 'short form, not an address until a URL parser wrote it out'],
    ['', 'no address'],
  ])('refuses %s (%s)', (address) => {
    expect(createGuard([])(address)).toBe(false);
  });

  it.each(['1.1.1.1', '202.100.4.15', '2400:3200::1', '::ffff:1.1.1.1', '64:ff9b::101:101'])(
    'lets the public address %s pass',
    (address) => {
      expect(createGuard([])(address)).toBe(true);
    },
  );

  it('lets a private range pass only where it is allowed, in whatever form it is written', () => {
    const isAllowed = createGuard(['10.1.0.0/16', 'fd12::/32']);
    expect(['10.1.2.3', '::ffff:10.1.2.3', 'fd12::1'].map(isAllowed)).toEqual([true, true, true]);
    expect(['10.2.0.1', 'fd13::1', '127.0.0.1'].map(isAllowed)).toEqual([false, false, false]);
  });
});

describe('isPlainAddress', () => {
  it('tells addresses from names', () => {
    expect(['1.2.3.4', '::1', '2001:db8::1'].map(isPlainAddress)).toEqual([true, true, true]);
    expect(['www.gov.cn', '127.1', '2130706433', '0x7f.1', ''].map(isPlainAddress)).not.toContain(true);
  });
});
