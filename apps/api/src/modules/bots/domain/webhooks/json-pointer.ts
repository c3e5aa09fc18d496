/** What stands at a place of a JSON document (RFC 6901); undefined where there is nothing. */
export const atPointer = (document: unknown, pointer: string): unknown => {
  if (pointer === '') return document;
  let value = document;
  for (const part of pointer.slice(1).split('/')) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(value))
      value = /^(?:0|[1-9]\d{0,8})$/.test(name) ? (value as unknown[])[Number(name)] : undefined;
    else if (typeof value === 'object' && value !== null && Object.hasOwn(value, name))
      value = (value as Record<string, unknown>)[name];
    else return undefined;
  }
  return value;
};
