import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { newApiToken } from './modules/identity/domain/api-token-text.js';
import { newRecoveryCode } from './modules/identity/domain/recovery-code.js';
import { newSecret } from './modules/identity/domain/secret-text.js';
import { scrub, scrubText } from './platform/observability/scrub.js';

const jwt = await new SignJWT({ sub: 'x' }).setProtectedHeader({ alg: 'HS256' }).sign(randomBytes(32));
const code = newRecoveryCode();
const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().trim();
const apiToken = newApiToken();
const link = newSecret();
const hush = 'hush-HUSH-4711';

/** A text, and what must not be left of it. */
const texts: [text: string, secret: string][] = [
  [`The token ${apiToken} is old.`, apiToken],
  [`cut short: ${apiToken.slice(0, 20)}`, apiToken.slice(0, 20)],
  [`Cannot verify ${jwt}!`, jwt],
  [`cut short: ${jwt.slice(0, 30)}`, jwt.slice(0, 30)],
  [`https://bothy.example/join#token=${link} was opened`, link],
  [`GET /files?token=${hush}&x=1`, hush],
  [`redirect_uri=https%3A%2F%2Fa%23token%3D${hush}`, hush],
  [`/api/auth/oidc/callback?code=${hush}&state=${hush}`, hush],
  [`Authorization: Bearer ${hush}`, hush],
  [`authorization=Basic ${Buffer.from(`u:${hush}`).toString('base64')}`, Buffer.from(`u:${hush}`).toString('base64')],
  [`it sent Bearer ${hush}.`, hush],
  [`Cookie: a=b; c=${hush}; d=e`, hush],
  [`Set-Cookie: __Host-bothy_refresh=${hush}; HttpOnly`, hush],
  [`__Host-bothy_refresh=${hush}`, hush],
  [`connect postgres://bothy:${hush}@db:5432/bothy failed`, hush],
  [`postgresql://bothy:a@b/${hush}@db/bothy`, hush],
  [`redis://:${hush}@127.0.0.1:6379`, hush],
  [`smtps://me%40x.org:${hush}@mail.example.org`, hush],
  [`https://${hush}@git.example.org/x.git`, hush],
  [`host=db password=${hush} user=bothy`, hush],
  [`The code ${code} was used.`, code],
  [`typed ${code.toLowerCase().replaceAll('-', ' ')}.`, code.toLowerCase().replaceAll('-', ' ')],
  [`typed ${code.replaceAll('-', '')}.`, code.replaceAll('-', '')],
  [`key:\n${pem}\nend`, pem.split('\n')[1] ?? ''],
  [`key cut short:\n${pem.slice(0, 60)}`, pem.slice(30, 60)],
  [JSON.stringify({ deep: { password: 'a "quoted" one\\' } }), 'quoted'],
  [JSON.stringify({ body: JSON.stringify({ accessToken: 'a "quoted" one\\' }) }), 'quoted'],
  [`no row for ${link}`, link],
  ['$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2g is no hash', 'c2FsdHNhbHQ'],
];

describe('scrubbing', () => {
  it.each(texts)('takes the secret out of: %s', (text, secret) => {
    expect(text).toContain(secret);
    expect(scrubText(text)).not.toContain(secret);
    expect(scrubText(text)).toContain('[redacted]');
  });

  it.each(texts)('leaves JSON as JSON that holds: %s', (text, secret) => {
    const line = JSON.stringify({ level: 50, err: { message: text, nested: JSON.stringify({ text }) }, time: 1 });
    const scrubbed = scrubText(line);
    expect(JSON.parse(scrubbed)).toMatchObject({ level: 50, time: 1 });
    expect(scrubbed).not.toContain(secret);
  });

  it('leaves what is no secret', () => {
    for (const text of [
      'connect ECONNREFUSED 127.0.0.1:6379',
      'listening on http://localhost:20000/ as bothy@example.org',
      'at run (file:///srv/bothy/node_modules/.pnpm/ioredis@6.0.0/node_modules/ioredis/built/Redis.js:12:34)',
      'http://localhost:5173/@fs/src/main.ts',
      'postgres://bothy@db:5432/bothy',
      '0190a7c0-0000-7000-8000-000000000000',
      'error?.code=ENOENT and errno=-2',
      'no such table: api_tokens',
      `${'0123456789abcdef'.repeat(4)} is a hash`,
      'token_expired: the token of the session is too old',
      '{"tokens":3,"tokenId":"0190a7c0"}',
    ])
      expect(scrubText(text)).toBe(text);
  });

  it('goes through structures, by names and by forms, and ends', () => {
    const error = Object.assign(new Error(`Invalid URL redis://:${hush}@h`, { cause: new Error(`of ${apiToken}`) }), {
      input: `redis://:${hush}@h`,
      parameters: ['anything at all'],
      query: 'SELECT 1',
    });
    const round: Record<string, unknown> = { error, tokens: 3, clientSecret: 'short', at: new Date(0), [apiToken]: 1 };
    round['self'] = round;
    const scrubbed = scrub({ list: [round, Buffer.from(hush)], url: new URL(`https://u:${hush}@h/`) });
    const text = JSON.stringify(scrubbed);
    for (const secret of [hush, apiToken, 'short', 'anything']) expect(text).not.toContain(secret);
    expect(scrubbed).toMatchObject({
      list: [
        { error: { name: 'Error', query: 'SELECT 1' }, tokens: 3, at: '1970-01-01T00:00:00.000Z', self: '[circular]' },
        '[bytes]',
      ],
    });
  });

  it('takes time in proportion to the text, whatever it is', () => {
    const pieces = ['eyJ', 'a://b:', '\\', '\\"token\\":\\"', '-----BEGIN PRIVATE KEY-----', 'a-', 'Cookie:', 'token='];
    for (const piece of pieces) expect(scrubText(piece.repeat(20_000)).length).toBeGreaterThan(0);
  });
});
