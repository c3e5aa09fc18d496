const protocols = new Set(['http:', 'https:', 'mailto:']);

/** Where a link that somebody wrote may lead, written as browsers read it; null where it may not, or is no whole address. */
export function safeLink(written: string): string | null {
  if (!URL.canParse(written)) return null;
  const url = new URL(written);
  return protocols.has(url.protocol) ? url.href : null;
}
