import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Config } from './config.js';
import { environment } from './environment.js';

describe('configuration', () => {
  it('is documented in .env.example, each variable and no other', () => {
    const example = readFileSync(join(import.meta.dirname, '../../../../../.env.example'), 'utf8');
    const documented = [...example.matchAll(/^([A-Z0-9_]+)=/gm)].map(([, name]) => name);
    expect(documented.toSorted()).toEqual(Object.keys(environment.shape).toSorted());
  });

  it('has a default for everything', () => {
    const config = Config.from({ PORT: '4711' });
    expect(config).toMatchObject({
      host: '127.0.0.1',
      publicUrl: 'http://localhost:4711',
      role: 'all',
      trustProxy: [],
    });
    expect(config.isSecure).toBe(false);
  });

  it('names each variable that is bad', () => {
    const bad = { PORT: '99999', BOTHY_TRUST_PROXY: 'true', BOTHY_PUBLIC_URL: 'ftp://x', BOTHY_ROLE: 'king' };
    const message = messageOf(() => Config.from(bad));
    for (const name of Object.keys(bad)) expect(message).toContain(`${name}: `);
  });

  it('takes no address that says more or less than an address', () => {
    for (const url of ['foo', 'http://u:p@x.test', 'http://x.test/path', 'http://x.test/?q=1']) {
      expect(messageOf(() => Config.from({ BOTHY_PUBLIC_URL: url }))).toContain('BOTHY_PUBLIC_URL: expected');
    }
    expect(messageOf(() => Config.from({ BOTHY_TRUST_PROXY: '0.0.0.0/0' }))).toContain('BOTHY_TRUST_PROXY: ');
  });

  it('reads secrets from files', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bothy-config-'));
    writeFileSync(join(folder, 'url'), 'postgres://u:p@h/d\n');
    expect(Config.from({ DATABASE_URL_FILE: join(folder, 'url') }).databaseUrl).toBe('postgres://u:p@h/d');
    expect(messageOf(() => Config.from({ DATABASE_URL_FILE: join(folder, 'none') }))).toContain('DATABASE_URL_FILE');
    writeFileSync(join(folder, '.env'), 'PORT=1234\nHOST=::1\n');
    expect(Config.load({ HOST: '127.0.0.1' }, folder)).toMatchObject({ port: 1234, host: '127.0.0.1' });
    rmSync(folder, { recursive: true });
  });
});

const messageOf = (call: () => unknown): string => {
  try {
    call();
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return '';
};
