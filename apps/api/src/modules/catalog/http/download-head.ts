import { attachment } from '../../../platform/http/attachment.js';
import type { Representation } from '../../../platform/http/sending/representation.js';
import type { MeasuredFile, WantedFile } from '../application/downloads/wanted-file.js';

/** Whatever a browser makes of a file, it is no page of ours and may do nothing. */
const harmless = {
  'content-security-policy': "sandbox; default-src 'none'",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
};

/**
 * What lies at the address of a file. Without a date: that of the release does not say that the file in it stayed the
 * same, and nothing is to be decided by it.
 */
export const representationOf = ({ file }: MeasuredFile): Representation => ({
  etag: `"${file.sha256}"`,
  sizeBytes: file.sizeBytes,
});

/** How long others may keep it. A version stays what it is; what the newest one is may change at any time. */
export const cachingOf = ({ tool }: WantedFile, version: string): Record<string, string> => {
  if (tool.visibility !== 'public') return { 'cache-control': 'private, no-cache' };
  return { 'cache-control': version === 'latest' ? 'no-cache' : 'public, max-age=3600' };
};

/** Headers of the file itself, whole or in part. */
export const fileHeaders = ({ release, file }: WantedFile): Record<string, string> => ({
  ...harmless,
  'content-type': file.contentType,
  'content-disposition': attachment(file.name),
  'last-modified': new Date(release.releasedAt).toUTCString(),
  ...(file.sha256 !== null && {
    'x-checksum-sha256': file.sha256,
    // RFC 9530: of all of the file, also where a part of it is sent.
    'repr-digest': `sha-256=:${Buffer.from(file.sha256, 'hex').toString('base64')}:`,
  }),
});
