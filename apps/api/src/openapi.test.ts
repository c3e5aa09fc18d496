import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { routes, type Route } from '@bothy/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeApi, templateOf } from './openapi/describe-api.js';
import { startTestApp, type TestApp } from './testing/test-app.js';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.remove());

it('serves the operations of the contract, all of them and no other', () => {
  const { paths } = describeApi(test.app);
  const served = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  const agreed = Object.values<Route>(routes).map((route) => `${route.method.toLowerCase()} ${templateOf(route.path)}`);
  expect(served.toSorted()).toEqual(agreed.toSorted());
});

it('is served as it was committed', async () => {
  const committed = readFileSync(join(import.meta.dirname, '../../../openapi.json'), 'utf8');
  const answer = await test.call('GET', '/openapi.json');
  expect(answer.headers.get('content-type')).toContain('application/json');
  expect(answer.text).toBe(committed);
});
