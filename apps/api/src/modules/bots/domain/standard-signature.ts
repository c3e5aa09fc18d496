import { createHmac } from 'node:crypto';

/** `whsec_` and base64, as the vendors hand them out; any other text is the key as it stands. */
const vendorForm = /^whsec_((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/;

export function signingKey(secret: string): Buffer {
  const encoded = vendorForm.exec(secret)?.[1];
  return encoded ? Buffer.from(encoded, 'base64') : Buffer.from(secret, 'utf8');
}

/** The headers of a delivery by Standard Webhooks (standardwebhooks.com); without a secret it is not signed. */
export function standardHeaders(
  id: string,
  timestampSeconds: number,
  body: string,
  secret: string | null,
): Record<string, string> {
  const headers = { 'webhook-id': id, 'webhook-timestamp': String(timestampSeconds) };
  if (secret === null) return headers;
  const mac = createHmac('sha256', signingKey(secret)).update(`${id}.${timestampSeconds}.${body}`).digest('base64');
  return { ...headers, 'webhook-signature': `v1,${mac}` };
}
