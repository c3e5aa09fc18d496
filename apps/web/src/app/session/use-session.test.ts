import type { Me, Session } from '@bothy/contracts';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { useSession } from './use-session.js';

const member: Session['member'] = {
  id: 'm',
  name: 'Ailsa',
  email: 'a@example.org',
  role: 'admin',
  createdAt: '2026-01-01T00:00:00.000Z',
};
const opened: Session = {
  accessToken: 't',
  expiresAt: new Date(Date.now() + 300_000).toISOString(),
  member,
  enrolling: false,
};
const me: Me = { member, permissions: [], token: null, enrolling: false };

/** A server that signs anyone in, and out only while `reachable`. */
function server(reachable: boolean) {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path);
    if (path === '/api/auth/logout' && !reachable) throw new TypeError('Failed to fetch');
    if (path === '/api/auth/logout') return new Response(null, { status: 204 });
    return Response.json(path === '/api/auth/refresh' ? opened : me);
  });
  return asked;
}

describe('useSession', () => {
  afterEach(() => void vi.unstubAllGlobals());

  it('signs out, and takes nothing up again', async () => {
    const asked = server(true);
    const session = useSession();
    await session.enter(opened);
    expect(session.signedIn.value).toBe(true);
    expect(await session.leave()).toBe(true);
    expect(session.signedIn.value).toBe(false);
    expect(localStorage.getItem('bothy.signed-in')).toBeNull();
    expect(await session.resume()).toBe(false);
    expect(asked).not.toContain('/api/auth/refresh');
  });

  it('stays out when the server could not be told, and knows for the next load that a cookie is left', async () => {
    const asked = server(false);
    const session = useSession();
    await session.enter(opened);
    expect(await session.leave()).toBe(false);
    expect(session.signedIn.value).toBe(false);
    expect(localStorage.getItem('bothy.signed-in')).toBe('1');
    expect(await session.resume()).toBe(false);
    expect(asked).not.toContain('/api/auth/refresh');
    await session.enter(opened);
    expect(session.signedIn.value).toBe(true);
    server(true);
    await session.leave();
  });
});
