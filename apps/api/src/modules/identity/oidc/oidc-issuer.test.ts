import { expect, it } from 'vitest';
import { ForeignProvider, foreignClientSecret } from '../../../testing/foreign-provider.js';
import { startTestApp } from '../../../testing/test-app.js';

it('a provider that calls itself otherwise than it was configured is not spoken to', async () => {
  const publicUrl = 'https://bothy.example';
  const provider = await ForeignProvider.start(`${publicUrl}/api/auth/oidc/callback`);
  const startWith = async (issuer: string) => {
    const test = await startTestApp({
      BOTHY_PUBLIC_URL: publicUrl,
      BOTHY_ALLOW_PRIVATE_HOSTS: 'localhost,127.0.0.1',
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: 'bothy',
      OIDC_CLIENT_SECRET: foreignClientSecret,
    });
    const { headers } = await test.call('GET', '/api/auth/oidc/start');
    await test.remove();
    return headers.get('location');
  };
  const otherName = new URL(provider.issuer);
  otherName.hostname = otherName.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
  expect(await startWith(provider.issuer)).toMatch(/[?&]state=/);
  expect(await startWith(otherName.href.replace(/\/$/, ''))).toBe('/sign-in?problem=oidc_unavailable');
  await provider.close();
});
