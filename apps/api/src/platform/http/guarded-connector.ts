import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction, type OnReadOpts } from 'node:net';
import { buildConnector } from 'undici';
import type { AddressPolicy } from './address-policy.js';
import { refusedAddress } from './guarded-client.errors.js';

/** Finds all addresses of a name: the machine's own resolver, unless a test brings another. */
export type Resolver = (host: string, callback: (error: Error | null, addresses: LookupAddress[]) => void) => void;

export const systemResolver: Resolver = (host, callback) =>
  systemLookup(host, { all: true }, (error, addresses) => callback(error, addresses ?? []));

const connectTimeoutMs = 10_000;

export interface ConnectionOptions {
  /** Where all that arrives is read into, instead of being made into a stream. */
  readonly onread?: OnReadOpts;
  /** Whose certificates are believed, instead of those that Node comes with. */
  readonly ca?: string;
}

/**
 * Opens connections to addresses that the policy allows. The check is part of the one resolution whose answer is
 * connected to: a name that answers differently the next time (DNS rebinding) gains nothing by it.
 */
export const guardedConnector = (
  policy: AddressPolicy,
  resolve: Resolver,
  more: ConnectionOptions = {},
): buildConnector.connector => {
  const connect = (host: string) =>
    buildConnector({ ...more, lookup: guardedLookup(host, policy, resolve), timeout: connectTimeoutMs });
  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, '');
    // A literal address is never looked up.
    if (isIP(host) !== 0 && !policy.allows(host, host)) callback(refusedAddress(host), null);
    else connect(host)({ ...options, hostname: host }, callback);
  };
};

/** One forbidden address among several is enough: which of them gets the connection is left to the system. */
const guardedLookup =
  (host: string, policy: AddressPolicy, resolve: Resolver): LookupFunction =>
  (name, options, callback) => {
    resolve(name, (error, addresses) => {
      const first = addresses[0];
      if (error || !first) return callback(error ?? new Error('The name has no address.'), '', 0);
      if (!addresses.every(({ address }) => policy.allows(host, address))) return callback(refusedAddress(host), '', 0);
      if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
