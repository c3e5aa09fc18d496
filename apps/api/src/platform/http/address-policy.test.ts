import { describe, expect, it } from 'vitest';
import { AddressPolicy } from './address-policy.js';

describe('addresses the server may call', () => {
  const none = new AddressPolicy([]);

  it.each(['1.1.1.1', '93.184.216.34', '2606:4700::1111', '::ffff:1.1.1.1', '64:ff9b::1.1.1.1'])(
    '%s is public',
    (address) => {
      expect(none.allows('example.org', address)).toBe(true);
    },
  );

  it.each([
    ['loopback', '127.0.0.1'],
    ['loopback', '127.255.255.254'],
    ['loopback', '::1'],
    ['this host', '0.0.0.0'],
    ['this host', '::'],
    ['private', '10.1.2.3'],
    ['private', '172.31.255.255'],
    ['private', '192.168.0.1'],
    ['link-local', '169.254.1.1'],
    ['link-local', 'fe80::1'],
    ['link-local', 'fe80::1%lo'],
    ['unique-local', 'fd12:3456::1'],
    ['carrier-grade NAT', '100.64.0.1'],
    ['multicast', '224.0.0.1'],
    ['multicast', 'ff02::1'],
    ['broadcast', '255.255.255.255'],
    ['reserved', '240.0.0.1'],
    ['documentation', '203.0.113.7'],
    ['documentation', '2001:db8::1'],
    ['benchmarks', '198.18.0.1'],
    ['site-local', 'fec0::1'],
    ['metadata', '169.254.169.254'],
    ['metadata', '168.63.129.16'],
    ['metadata', 'fd00:ec2::254'],
    ['IPv4-mapped', '::ffff:127.0.0.1'],
    ['IPv4-mapped', '::ffff:a00:1'],
    ['IPv4-compatible', '::7f00:1'],
    ['IPv4-translated', '::ffff:0:7f00:1'],
    ['NAT64', '64:ff9b::10.0.0.1'],
    ['NAT64 of a network of its own', '64:ff9b:1::7f00:1'],
    ['6to4', '2002:7f00:1::'],
    ['Teredo', '2001:0:7f00:1::'],
    ['octal', '0177.0.0.1'],
    ['hexadecimal', '0x7f.0.0.1'],
    ['no address', 'localhost'],
  ])('%s is not: %s', (_kind, address) => {
    expect(none.allows('example.org', address)).toBe(false);
  });

  it('are more where the operator says so', () => {
    const some = new AddressPolicy(['git.home.arpa', '10.0.0.0/8', 'fd00::/8', '192.168.1.7']);
    for (const address of ['10.9.9.9', '::ffff:10.0.0.1', 'fd12::1', '192.168.1.7']) {
      expect(some.allows('anything', address)).toBe(true);
    }
    expect(some.allows('anything', '192.168.1.8')).toBe(false);
    for (const name of ['git.home.arpa', 'GIT.home.arpa', 'git.home.arpa.']) {
      expect(some.allows(name, '192.168.1.8')).toBe(true);
    }
    expect(some.allows('x.git.home.arpa', '192.168.1.8')).toBe(false);
    expect([some.lists('git.home.arpa'), some.lists('10.0.0.1'), some.lists('example.org')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('include metadata for a listed network, never for a listed name', () => {
    expect(new AddressPolicy(['metadata.internal']).allows('metadata.internal', '169.254.169.254')).toBe(false);
    expect(new AddressPolicy(['metadata.internal']).allows('metadata.internal', '::ffff:169.254.169.254')).toBe(false);
    expect(new AddressPolicy(['169.254.169.254']).allows('metadata.internal', '169.254.169.254')).toBe(true);
  });
});
