/** A request of a provider: header names in small letters, and the body as it came. */
export interface HookRequest {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

/** What is kept of a request beside its body: what its event and its id are read from, and never a signature. */
const keptNames = [
  'content-type',
  'user-agent',
  'x-github-event',
  'x-github-delivery',
  'x-github-hook-id',
  'x-gitlab-event',
  'x-gitlab-event-uuid',
  'x-gitlab-instance',
  'idempotency-key',
  'webhook-id',
  'x-event-type',
  'x-delivery-id',
] as const;

/** The headers that a replay needs; those that prove who sent it are not among them. */
export const keptHeaders = (headers: HookRequest['headers']): Record<string, string> => {
  const kept: Record<string, string> = {};
  for (const name of keptNames) {
    const value = headers[name];
    if (value !== undefined) kept[name] = value.slice(0, 500);
  }
  return kept;
};
