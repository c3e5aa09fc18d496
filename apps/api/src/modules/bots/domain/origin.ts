/** Ports that mean nothing when written; those of http and https are dropped by `URL` itself. */
const usualPorts: Readonly<Record<string, string>> = { 'ssh:': '22' };

/**
 * Scheme, host and port of an address, in the one form in which two of them are compared; null for what has none.
 * The `origin` of `URL` knows no other schemes than the web's.
 */
export function originOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, hostname, port } = new URL(address);
  if (!['http:', 'https:', 'ssh:'].includes(protocol) || hostname === '') return null;
  const told = port === '' || port === usualPorts[protocol] ? '' : `:${port}`;
  return `${protocol}//${hostname.toLowerCase()}${told}`;
}
