import { startAppOn } from './app-on.js';
import type { DatabaseKind } from './test-databases.js';
import type { TestApp } from './test-app.js';

/** A server on a database of the given kind, with a token that outlives a clock that is put on by months. */
export interface LongLivedApp {
  readonly app: TestApp;
  readonly token: string;
  remove(): Promise<void>;
}

export const startLongLivedApp = async (
  kind: Pick<DatabaseKind, 'name'>,
  overrides: Record<string, string> = {},
): Promise<LongLivedApp> => {
  const { app, remove } = await startAppOn(kind, overrides);
  return { app, token: await longLivedToken(app), remove };
};

/** Sets the server up; a session would be over after some days. */
export const longLivedToken = async (app: TestApp): Promise<string> => {
  const session = await app.asAdmin();
  const scopes = ['bots:read', 'bots:run', 'bots:write', 'audit:read'];
  const body = { name: 'long-lived', scopes, expiresInDays: 365 };
  return (await app.call('POST', '/api/tokens', body, { token: session })).json.token;
};
