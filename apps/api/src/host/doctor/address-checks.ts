import { isIP } from 'node:net';
import type { Config } from '../../platform/config/config.js';
import { ok, warning, type Finding } from './finding.js';

const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/.test(host);

export const checkPublicUrl = ({ publicUrl, isSecure }: Config): Finding => {
  const name = 'public url';
  const { hostname } = new URL(publicUrl);
  const isAddress = isIP(hostname.replace(/^\[(.*)\]$/, '$1')) !== 0;
  if (isAddress) {
    const advice = 'Set BOTHY_PUBLIC_URL to a name.';
    return warning(name, `${publicUrl}: browsers make passkeys for names only, not for addresses.`, advice);
  }
  if (isSecure) return ok(name, publicUrl);
  if (isLoopback(hostname)) return ok(name, `${publicUrl}, for this machine only`);
  return warning(
    name,
    `${publicUrl} is not https: passwords cross the network in the clear, and browsers offer no passkeys.`,
    'Put a proxy with TLS in front (the operator guide shows Caddy). Acts that ask for a passkey: bothy member, bothy keys.',
  );
};

export const checkProxy = (config: Config): Finding => {
  const name = 'trusted proxies';
  const { trustProxy, isSecure, host } = config;
  if (isSecure && trustProxy.length === 0) {
    const advice = 'Set BOTHY_TRUST_PROXY to the address of the proxy, for example 127.0.0.1/32.';
    return warning(
      name,
      'None, but the public URL is https: all callers look like the proxy, and share its limits.',
      advice,
    );
  }
  if (!isSecure && trustProxy.length > 0 && !isLoopback(host)) {
    const advice = 'Set BOTHY_PUBLIC_URL to what people type, or leave BOTHY_TRUST_PROXY out.';
    return warning(name, `${trustProxy.join(', ')}, but the public URL is not https.`, advice);
  }
  return ok(name, trustProxy.length === 0 ? 'none' : trustProxy.join(', '));
};
