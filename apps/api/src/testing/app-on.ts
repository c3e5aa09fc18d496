import { createPostgres, type DatabaseKind } from './test-databases.js';
import { startTestApp, type TestApp } from './test-app.js';

/** A real server on a new database of the given kind; `remove` takes both away. */
export const startAppOn = async (
  { name }: Pick<DatabaseKind, 'name'>,
  overrides: Record<string, string> = {},
): Promise<{ app: TestApp; remove: () => Promise<void> }> => {
  const database = name === 'SQLite' ? null : await createPostgres();
  const app = await startTestApp({ ...overrides, ...(database && { DATABASE_URL: database.url }) });
  const remove = async () => {
    await app.remove();
    await database?.remove();
  };
  return { app, remove };
};
