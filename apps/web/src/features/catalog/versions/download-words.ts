import type { ToolFile } from '@bothy/contracts';

/** What is fetched with the session's token lies in the page's memory first: this much at most. */
export const mostFetched = 500_000_000;

/** Whether a file of a tool for members only is too large to be fetched into the page. */
export const tooLarge = ({ sizeBytes }: Pick<ToolFile, 'sizeBytes'>): boolean => (sizeBytes ?? 0) > mostFetched;

/** In single quotes, as a shell takes it. */
const quoted = (text: string): string => `'${text.replace(/'/g, `'\\''`)}'`;

/** How a file for members only is downloaded outside of the page, with an API token; it goes on where it stopped. */
export const curlOf = (url: string): string => `curl -fO -C - -H "Authorization: Bearer $BOTHY_TOKEN" ${quoted(url)}`;

/** The beginning of a checksum; the whole one is in the tooltip, and is copied. */
export const shortSum = (sha256: string): string => `${sha256.slice(0, 12)}…`;
