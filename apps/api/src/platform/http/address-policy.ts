import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = readonly [Address, number];

/** All that IANA has given out for use on the internet; whatever else IPv6 has, old embeddings of IPv4 among it, is not. */
const globalIpv6: Network = ipaddr.parseCIDR('2000::/3');
/** RFC 6052: a gateway takes what is sent here to the IPv4 address in the last 32 bits. */
const nat64: Network = ipaddr.parseCIDR('64:ff9b::/96');
/**
 * Where clouds tell a machine its credentials, or rule it from; some lie among public or shared addresses. A host name
 * cannot allow them, for whoever rules the name rules where it leads.
 */
const metadata: readonly string[] = [
  '169.254.169.254',
  '169.254.170.2',
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
  'fd00:ec2::254',
];

/** Decides to which addresses the server may connect on someone's word. */
export class AddressPolicy {
  private readonly names: ReadonlySet<string>;
  private readonly networks: readonly Network[];

  /** @param allowed names of hosts, and addresses or networks (CIDR), inside private networks that may be reached. */
  constructor(allowed: readonly string[]) {
    this.names = new Set(allowed.filter((entry) => networkOf(entry) === null).map(plainName));
    this.networks = allowed.map(networkOf).filter((network) => network !== null);
  }

  /** Whether the operator listed this host, by its name or, for a literal address, by its network. */
  lists(host: string): boolean {
    const address = addressOf(host);
    return this.names.has(plainName(host)) || (address !== null && this.isInListed(address));
  }

  /**
   * @param host as it stands in the URL, without brackets.
   * @param literal the very address that would be connected to.
   */
  allows(host: string, literal: string): boolean {
    const address = addressOf(literal);
    if (!address) return false;
    if (this.isInListed(address)) return true;
    const meant = meantBy(address);
    if (metadata.includes(meant.toString())) return false;
    return isPublic(meant) || this.names.has(plainName(host));
  }

  private isInListed(address: Address): boolean {
    return [address, meantBy(address)].some((one) => this.networks.some((network) => isIn(one, network)));
  }
}

const isPublic = (address: Address): boolean =>
  address.range() === 'unicast' && (address.kind() === 'ipv4' || isIn(address, globalIpv6));

/** The address that packets reach in the end. */
const meantBy = (address: Address): Address => {
  if (!(address instanceof ipaddr.IPv6)) return address;
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  return isIn(address, nat64) ? new ipaddr.IPv4(address.toByteArray().slice(-4)) : address;
};

const isIn = (address: Address, [network, bits]: Network): boolean =>
  address.kind() === network.kind() && (address as ipaddr.IPv6).match(network as ipaddr.IPv6, bits);

/** Strict: an address with leading zeros or too few parts means different things to different programs. */
const addressOf = (text: string): Address | null => {
  const plain = text.split('%')[0] ?? '';
  if (ipaddr.IPv4.isValidFourPartDecimal(plain)) return ipaddr.IPv4.parse(plain);
  return ipaddr.IPv6.isValid(plain) ? ipaddr.IPv6.parse(plain) : null;
};

const networkOf = (entry: string): Network | null => {
  const [text = '', bits] = entry.split('/');
  const address = addressOf(text);
  if (!address) return null;
  return [address, bits === undefined ? address.toByteArray().length * 8 : Number(bits)];
};

/** A trailing dot only says that the name is complete. */
const plainName = (name: string): string => name.toLowerCase().replace(/\.$/, '');
