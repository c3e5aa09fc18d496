const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

export const isRedirect = (status: number): boolean => redirects.has(status);

/** RFC 9110, section 15.4: whether the next request is a GET without a body, as all browsers do it. */
export const turnsToGet = (method: string, status: number): boolean =>
  status === 303 ? method !== 'HEAD' : status < 307 && method === 'POST';
