import {
  rolePermissions,
  roles,
  routes,
  type Permission,
  type Role,
  type Route,
  type RouteName,
} from '@bothy/contracts';
import { Controller, Get } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from './testing/test-app.js';

let test: TestApp;
let admin: string;
let byRole: Record<Role, string>;
let enrolling: string;

beforeAll(async () => {
  test = await startTestApp({ BOTHY_LIMIT_ANONYMOUS: '1000', BOTHY_LIMIT_SIGN_IN: '1000' });
  admin = await test.asAdmin();
  const tokens = await Promise.all(roles.map(async (role) => [role, await test.asRole(role)] as const));
  byRole = Object.fromEntries(tokens) as Record<Role, string>;
  enrolling = await asEnrolling();
});
afterAll(() => test.remove());

const table = Object.entries<Route>(routes) as [RouteName, Route][];
const closed = table.filter(([, { access }]) => access !== 'public' && access !== 'anyone');
/** Whoever brings a token is known; whoever brings none is a stranger, and welcome. */
const open = table.filter(([, { access }]) => access === 'anyone');
/** Those that read the bearer token. */
const bearing = [...closed.filter(([, route]) => route.access !== 'cookie'), ...open];
const isPermission = (access: string): access is Permission => access.includes(':');
const refusals = new Set(['forbidden', 'members_only', 'enrolment_needed', 'not_signed_in', 'invalid_token']);
/** Behind the door the walk may find nothing, or have to confirm: that is no refusal of the door's. */
const outcome = async (route: Route, token: string | null): Promise<string> => {
  const { status, json } = await knock(route, token);
  return refusals.has(json?.code) ? `${status} ${json.code}` : 'let in';
};
const endless = new Set<Route>([routes.events]);
const isForMembers = ({ access, membersOnly }: Route) =>
  membersOnly === true || access === 'member' || access === 'enrolling';
const addressOf = (route: Route) =>
  route.path.replace(':slug', 'none').replace(/:(id|token)/g, '0190a7c0-0000-7000-8000-000000000000');
const fromPage = { 'x-requested-with': 'bothy', 'sec-fetch-site': 'same-origin' };
const bodyOf = (route: Route) => (route.body ? {} : undefined);
const walk = (route: Route, token: string | null) =>
  test.call(route.method, addressOf(route), bodyOf(route), { token, headers: fromPage });
/** As `walk`, for streams that would go on: only whether they began. */
const knock = async (route: Route, token: string | null) => {
  if (!endless.has(route)) return walk(route, token);
  const answer = await fetch(test.url + addressOf(route), { headers: { authorization: `Bearer ${token}` } });
  await answer.body?.cancel();
  return { status: answer.status, json: null };
};
const asEnrolling = async () => {
  const { accessToken } = (await test.signIn(await test.addMember('admin'))).json;
  const made = await test.call('POST', '/api/me/recovery-codes', undefined, { token: accessToken });
  return (await test.call('POST', '/api/auth/recover', { code: made.json.codes[0] })).json.accessToken;
};
const mint = async (scopes: string[]) =>
  (await test.call('POST', '/api/tokens', { name: 'walk', scopes, expiresInDays: 1 }, { token: admin })).json.token;

describe('each route', () => {
  it.each(closed)('%s is closed to who is not signed in', async (_name, route) => {
    const answer = await walk(route, null);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect((await walk(route, 'bty_nonsense')).status).toBe(401);
  });

  it.each(open)('%s lets strangers in, and nobody with a token that is none', async (_name, route) => {
    expect(await outcome(route, null)).toBe('let in');
    const answer = await walk(route, 'bty_nonsense');
    expect([answer.status, answer.json?.code]).toEqual([401, 'invalid_token']);
  });

  it.each(roles.flatMap((role) => bearing.map(([name, route]) => [role, name, route] as const)))(
    'lets a %s in to %s exactly when its permissions say so',
    async (role, _name, route) => {
      const { access } = route;
      const mayPass = !isPermission(access) || rolePermissions[role].includes(access);
      expect(await outcome(route, byRole[role])).toBe(mayPass ? 'let in' : '403 forbidden');
    },
  );

  it.each(closed.filter(([, { stepUp }]) => stepUp !== undefined))(
    '%s asks an admin to confirm with a passkey',
    async (_name, route) => {
      expect((await walk(route, byRole.admin)).json).toMatchObject({ status: 403, code: 'passkey_required' });
    },
  );

  it.each(bearing)('%s tells a session that is enrolling no more than who it is', async (_name, route) => {
    const isOpen = ['enrolling', 'authenticated', 'anyone'].includes(route.access);
    expect(await outcome(route, enrolling)).toBe(isOpen ? 'let in' : '403 enrolment_needed');
  });

  it.each(closed.filter(([, route]) => isPermission(route.access) && !isForMembers(route)))(
    '%s is closed to a token of another scope',
    async (_name, route) => {
      const token = await mint([route.access === 'audit:read' ? 'bots:write' : 'audit:read']);
      expect((await walk(route, token)).status).toBe(403);
    },
  );

  it.each(closed.filter(([, route]) => isForMembers(route) || route.access === 'cookie'))(
    '%s is closed to every token',
    async (_name, route) => {
      const token = await mint(Object.values(rolePermissions.admin));
      expect((await walk(route, token)).status).toBe(isForMembers(route) ? 403 : 401);
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
