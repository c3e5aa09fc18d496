import { isIP } from 'node:net';
import { StartError } from '../errors/start-error.js';

/** What the address of a mail server says. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; otherwise the connection is turned into one (STARTTLS) where the server offers it. */
  readonly secure: boolean;
  readonly login: { readonly user: string; readonly pass: string } | null;
  /** Refuses to go on without TLS. */
  readonly requireTLS: boolean;
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

/**
 * Reads `smtp://user:password@host:port`, or `smtps:`; anything behind the port is no part of it, so that no option of
 * the mail library (switching off the check of certificates, for example) hides in an address.
 *
 * @throws StartError when a user or password is badly encoded.
 */
export const smtpServerOf = (text: string): SmtpServer => {
  const url = new URL(text);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const secure = url.protocol === 'smtps:';
  const login = loginIn(url);
  return {
    host,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    login,
    // A password crosses the network encrypted or not at all: whoever is in between could hide the offer of TLS.
    requireTLS: login !== null && !secure && !loopback.test(host),
  };
};

/** Certificates name hosts; an address has no name to offer. */
export const serverNameOf = (host: string): string | undefined => (isIP(host) === 0 ? host : undefined);

const loginIn = (url: URL): SmtpServer['login'] => {
  if (url.username === '') return null;
  try {
    return { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    throw new StartError('SMTP_URL: a % in the user or the password must be written as %25');
  }
};
