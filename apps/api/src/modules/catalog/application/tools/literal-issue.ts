import { isIP } from 'node:net';
import type { AddressPolicy } from '../../../../platform/http/address-policy.js';
import { refusedAddress } from '../../../../platform/http/guarded-client.errors.js';

/** Where names lead is looked at when they are called; an address that stands there itself can be told now. */
export const literalIssue = (url: string, policy: AddressPolicy): string | null => {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 || policy.allows(host, host) ? null : refusedAddress(host).message;
};
