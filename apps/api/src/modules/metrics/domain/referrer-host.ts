import { isIP } from 'node:net';

const longest = 253;

/**
 * The host that a `Referer` header names; null where it names none, ours, or a bare address, which might be a person's.
 *
 * @param own our host, as in a URL.
 */
export const referrerHost = (header: string | undefined, own: string): string | null => {
  if (header === undefined || !URL.canParse(header)) return null;
  const { protocol, hostname, host } = new URL(header);
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  if (host === own || hostname === '' || hostname.length > longest) return null;
  return isIP(hostname.replace(/^\[|\]$/g, '')) === 0 ? hostname : null;
};
