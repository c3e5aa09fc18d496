import { createPostgres, type DatabaseKind } from './test-databases.js';
import { startTestApp, type TestApp } from './test-app.js';

/** A server on a database of the given kind, with a token that outlives a clock that is put on by months. */
export interface LongLivedApp {
  readonly app: TestApp;
  readonly token: string;
  remove(): Promise<void>;
}

export const startLongLivedApp = async (
  { name }: Pick<DatabaseKind, 'name'>,
  overrides: Record<string, string> = {},
): Promise<LongLivedApp> => {
  const database = name === 'SQLite' ? null : await createPostgres();
  const app = await startTestApp({ ...overrides, ...(database && { DATABASE_URL: database.url }) });
  const token = await longLivedToken(app);
  const remove = async () => {
    await app.remove();
    await database?.remove();
  };
  return { app, token, remove };
};

/** Sets the server up; a session would be over after some days. */
export const longLivedToken = async (app: TestApp): Promise<string> => {
  const session = await app.asAdmin();
  const scopes = ['bots:read', 'bots:run', 'bots:write', 'audit:read'];
  const body = { name: 'long-lived', scopes, expiresInDays: 365 };
  return (await app.call('POST', '/api/tokens', body, { token: session })).json.token;
};
