/** What strangers come for: tools, their files, clones and badges. */
const visitors = /^\/(?:d|git|tools|badge)(?:[/?]|$)/;

/** A request line may hold a whole address, as for a proxy; the router looks at its path only. */
const origin = /^https?:\/\/.*?\//i;

/**
 * Whether nobody writes down from where such a request came. The address is that of the request line: the router reads
 * signs in percent as what they stand for, and so does this.
 */
export const leavesNoAddress = (url: string): boolean => {
  const path = url.replace(origin, '/');
  if (!path.includes('%')) return visitors.test(path);
  try {
    return visitors.test(decodeURI(path.split('?')[0] ?? ''));
  } catch (error) {
    // Nothing is found there either, but the address stays out all the same.
    if (error instanceof URIError) return true;
    throw error;
  }
};
