import type { IncomingHttpHeaders } from 'node:http';
import { attachment } from '../../../platform/http/attachment.js';
import type { Representation } from '../../../platform/http/sending/representation.js';
import type { MeasuredFile, WantedFile } from '../application/downloads/wanted-file.js';

/** Whatever a browser makes of a file, it is no page of ours and may do nothing. */
const harmless = {
  'content-security-policy': "sandbox; default-src 'none'",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
};

/** What lies at the address of a file. */
export const representationOf = ({ release, file }: MeasuredFile): Representation => ({
  etag: `"${file.sha256}"`,
  lastModified: new Date(release.releasedAt),
  sizeBytes: file.sizeBytes,
});

/** How long others may keep it. A version stays what it is; what the newest one is may change at any time. */
export const cachingOf = ({ tool }: WantedFile, version: string): Record<string, string> => {
  if (tool.visibility !== 'public') return { 'cache-control': 'private, no-cache' };
  return { 'cache-control': version === 'latest' ? 'no-cache' : 'public, max-age=3600' };
};

/** Headers of the file itself, whole or in part. */
export const fileHeaders = ({ file }: WantedFile): Record<string, string> => ({
  ...harmless,
  'content-type': file.contentType,
  'content-disposition': attachment(file.name),
  ...(file.sha256 !== null && {
    'x-checksum-sha256': file.sha256,
    // RFC 9530: of all of the file, also where a part of it is sent.
    'repr-digest': `sha-256=:${Buffer.from(file.sha256, 'hex').toString('base64')}:`,
  }),
});

/**
 * A date tells when the version was released, and not that the file in it stayed the same: parts are never put together
 * by it.
 */
export const withoutDatedRange = (headers: IncomingHttpHeaders): IncomingHttpHeaders => {
  const { 'if-range': onlyIf } = headers;
  return typeof onlyIf === 'string' && !onlyIf.startsWith('"') ? { ...headers, 'if-range': 'W/""' } : headers;
};
