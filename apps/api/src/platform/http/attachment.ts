/** All but what RFC 5987 calls `attr-char` is written in percent signs. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * The header `content-disposition` for a file that is to be saved (RFC 6266): its name without the folders, once in
 * ASCII for old programs and once in full.
 */
export function attachment(path: string): string {
  const name = (path.split('/').at(-1) ?? '').replace(/\p{Surrogate}/gu, '\uFFFD') || 'file';
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded(name)}`;
}
