import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from './testing/test-app.js';

let test: TestApp;
let page: string;

beforeAll(async () => {
  page = mkdtempSync(join(tmpdir(), 'bothy-page-'));
  mkdirSync(join(page, 'assets'));
  writeFileSync(join(page, 'index.html'), '<!doctype html><title>Bothy</title>');
  writeFileSync(join(page, 'assets', 'app-1a2b.js'), 'void 0;');
  test = await startTestApp({ BOTHY_PUBLIC_URL: 'https://bothy.example' }, page);
});
afterAll(async () => {
  await test.remove();
  rmSync(page, { recursive: true });
});

it('hardens every answer, page, API and problem alike', async () => {
  for (const path of ['/', '/api/setup', '/api/nope', '/health/live', '/assets/app-1a2b.js']) {
    const { headers } = await test.call('GET', path, undefined, { headers: { accept: 'text/html' } });
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).not.toContain('unsafe');
    for (const rule of [
      "default-src 'self'",
      "frame-ancestors 'none'",
      "object-src 'none'",
      "require-trusted-types-for 'script'",
    ]) {
      expect(policy).toContain(rule);
    }
    expect(headers.get('strict-transport-security')).toContain('max-age=31536000');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('x-powered-by')).toBeNull();
  }
  expect((await test.call('GET', '/api/setup')).headers.get('cache-control')).toBe('no-store');
});

it('hardens what is refused before any of our code is reached', async () => {
  for (const path of ['/api/bots/%E0%A4%A', `/api/bots/${'x'.repeat(600)}`]) {
    const { status, headers } = await test.call('GET', path);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  }
});

it('serves the page at its own addresses only, and its files for good', async () => {
  const html = { headers: { accept: 'text/html' } };
  for (const path of ['/', '/bots/x', '/setup?x=1']) {
    const answer = await test.call('GET', path, undefined, html);
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('<title>Bothy');
    expect(answer.headers.get('cache-control')).toBe('no-cache');
  }
  const file = await test.call('GET', '/assets/app-1a2b.js');
  expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  for (const path of ['/api/x', '/assets/none.js', '/health/x', '/..%2f..%2fetc/passwd', '/%2e%2e/x']) {
    expect((await test.call('GET', path, undefined, html)).text).not.toContain('root:');
  }
  expect((await test.call('GET', '/assets/none.js', undefined, html)).status).toBe(404);
});

it('sends no HSTS where there is no TLS', async () => {
  const plain = await startTestApp({}, page);
  expect((await plain.call('GET', '/')).headers.get('strict-transport-security')).toBeNull();
  await plain.remove();
});
