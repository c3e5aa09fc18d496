import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { SignJWT, type JWTHeaderParameters, type JWTPayload } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Keys } from '../../platform/crypto/keys.js';
import { startTestApp, type TestApp } from '../../testing/test-app.js';

let test: TestApp;
let key: KeyObject;
let good: JWTPayload;
beforeAll(async () => {
  test = await startTestApp({ BOTHY_LIMIT_ANONYMOUS: '1000' });
  key = createSecretKey(test.get(Keys).jwt);
  const { accessToken } = (await test.signIn(await test.addMember('admin'))).json;
  good = JSON.parse(Buffer.from(accessToken.split('.')[1], 'base64url').toString('utf8'));
});
afterAll(() => test.remove());

const sign = (change: JWTPayload, header: Partial<JWTHeaderParameters> = {}, signer = key) =>
  new SignJWT({ ...good, ...change }).setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', ...header }).sign(signer);
const statusOf = async (token: string) => (await test.call('GET', '/api/me', undefined, { token })).status;

// All but the last are signed with the server's own key: what refuses them is not the signature.
describe('an access token', () => {
  it('is taken as the server makes it', async () => {
    expect(await statusOf(await sign({}))).toBe(200);
  });

  it('is refused with another algorithm, the right key notwithstanding', async () => {
    expect(await statusOf(await sign({}, { alg: 'HS384' }))).toBe(401);
    expect(await statusOf(await sign({}, { alg: 'HS512' }))).toBe(401);
  });

  it.each(['JWT', 'logout+jwt', undefined])('is refused as another type: %s', async (typ) => {
    expect(await statusOf(await sign({}, { typ }))).toBe(401);
  });

  it.each([{ iss: 'someone' }, { iss: undefined }])('is refused from another issuer: %j', async (change) => {
    expect(await statusOf(await sign(change))).toBe(401);
  });

  it.each([{ aud: 'someone' }, { aud: undefined }])(
    'is refused when it is for another audience: %j',
    async (change) => {
      expect(await statusOf(await sign(change))).toBe(401);
    },
  );

  it('is refused before and after its time, and without an end', async () => {
    const now = Math.floor(test.clock.now().getTime() / 1000);
    for (const change of [{ exp: now - 1 }, { exp: undefined }, { nbf: now + 60 }]) {
      expect(await statusOf(await sign(change))).toBe(401);
    }
  });

  it('is refused without a session, or with one that is not there', async () => {
    for (const sid of [undefined, '', '0190a7c0-0000-7000-8000-000000000000']) {
      expect(await statusOf(await sign({ sid }))).toBe(401);
    }
  });

  it('does not bring its own key', async () => {
    const own = randomBytes(32);
    const jwk = { kty: 'oct', k: own.toString('base64url') };
    const header = { jwk, jku: 'http://127.0.0.1:1/keys', kid: 'mine' } as Partial<JWTHeaderParameters>;
    expect(await statusOf(await sign({}, header, createSecretKey(own)))).toBe(401);
  });
});
