import { rolePermissions, routes, type Permission, type Route, type RouteName } from '@bothy/contracts';
import { Controller, Get } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from './testing/test-app.js';

let test: TestApp;
let admin: string;
let viewer: string;

beforeAll(async () => {
  test = await startTestApp({ BOTHY_LIMIT_ANONYMOUS: '1000', BOTHY_LIMIT_SIGN_IN: '1000' });
  admin = await test.asAdmin();
  viewer = await test.asRole('viewer');
});
afterAll(() => test.remove());

const table = Object.entries<Route>(routes) as [RouteName, Route][];
const closed = table.filter(([, route]) => route.access !== 'public');
const isPermission = (access: string): access is Permission => access.includes(':');
const addressOf = (route: Route) =>
  route.path.replace(':slug', 'none').replace(':id', '0190a7c0-0000-7000-8000-000000000000');
const fromPage = { 'x-requested-with': 'bothy', 'sec-fetch-site': 'same-origin' };
const bodyOf = (route: Route) => (route.body ? {} : undefined);
const walk = (route: Route, token: string | null) =>
  test.call(route.method, addressOf(route), bodyOf(route), { token, headers: fromPage });
const mint = async (scopes: string[]) =>
  (await test.call('POST', '/api/tokens', { name: 'walk', scopes, expiresInDays: 1 }, { token: admin })).json.token;

describe('each route', () => {
  it.each(closed)('%s is closed to who is not signed in', async (_name, route) => {
    const answer = await walk(route, null);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect((await walk(route, 'bty_nonsense')).status).toBe(401);
  });

  it.each(closed.filter(([, { access }]) => isPermission(access) && !rolePermissions.viewer.includes(access)))(
    '%s is closed to a viewer',
    async (_name, route) => {
      expect((await walk(route, viewer)).status).toBe(403);
    },
  );

  it.each(closed.filter(([, { access }]) => isPermission(access)))(
    '%s is closed to a token of another scope',
    async (_name, route) => {
      const token = await mint([route.access === 'audit:read' ? 'bots:write' : 'audit:read']);
      expect((await walk(route, token)).status).toBe(403);
    },
  );

  it.each(closed.filter(([, { access }]) => access === 'member' || access === 'cookie'))(
    '%s is closed to every token',
    async (_name, route) => {
      const token = await mint(Object.values(rolePermissions.admin));
      expect((await walk(route, token)).status).toBe(route.access === 'member' ? 403 : 401);
    },
  );

  it.each(table.filter(([, { access }]) => access === 'cookie'))(
    '%s is closed to other sites',
    async (_name, route) => {
      const call = (headers: Record<string, string>) => test.call(route.method, route.path, undefined, { headers });
      expect((await call({})).status).toBe(403);
      expect((await call({ ...fromPage, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
      const older = { 'x-requested-with': 'bothy' };
      expect((await call(older)).status).toBe(403);
      expect((await call({ ...older, origin: 'https://evil.example' })).status).toBe(403);
      expect((await call({ ...older, origin: test.config.publicUrl })).status).toBe(401);
    },
  );
});

it('is declared, or the server does not start', async () => {
  class Stray {
    open(): string {
      return 'open';
    }
  }
  const descriptor = Object.getOwnPropertyDescriptor(Stray.prototype, 'open');
  if (!descriptor) throw new Error('The method is gone.');
  Get('stray')(Stray.prototype, 'open', descriptor);
  Controller()(Stray);
  const { Test } = await import('@nestjs/testing');
  const { DiscoveryModule } = await import('@nestjs/core');
  const { RouteCheck } = await import('./platform/http/route-check.js');
  const module = Test.createTestingModule({
    imports: [DiscoveryModule],
    controllers: [Stray],
    providers: [RouteCheck],
  });
  await expect(module.compile().then((made) => made.init())).rejects.toThrow('Stray.open declares no access');
});
