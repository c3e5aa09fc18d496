/** Nobody is kept away for longer, whatever they are told. */
const longestSeconds = 24 * 60 * 60;

/**
 * When GitLab wants to be asked again: docs.gitlab.com/administration/settings/user_and_ip_rate_limits, "Response
 * headers". `Retry-After` is seconds or a date (RFC 9110), `RateLimit-Reset` the Unix time.
 */
export const retryAfterSeconds = (headers: Headers, nowMs: number): number | undefined => {
  const after = headers.get('retry-after') ?? '';
  if (/^\d+$/.test(after)) return bounded(Number(after));
  const at = /^[A-Z][a-z]{2}, /.test(after) ? Date.parse(after) : Number.NaN;
  if (!Number.isNaN(at)) return bounded((at - nowMs) / 1000);
  const reset = headers.get('ratelimit-reset') ?? '';
  return /^\d{9,11}$/.test(reset) ? bounded(Number(reset) - nowMs / 1000) : undefined;
};

const bounded = (seconds: number): number => Math.min(longestSeconds, Math.max(1, Math.ceil(seconds)));
