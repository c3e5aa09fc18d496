import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HealthChecks } from './health-checks.js';

const logged: string[] = [];
let health: HealthChecks;
let isThere: boolean;
beforeEach(() => {
  logged.length = 0;
  const note = (message: unknown) => void logged.push(String(message));
  Logger.overrideLogger({ log: note, warn: note, error: note });
  health = new HealthChecks();
  isThere = true;
});
afterEach(() => Logger.overrideLogger(false));

const check = () => (isThere ? Promise.resolve() : Promise.reject(new Error('It does not answer.')));

describe('readiness', () => {
  it('needs what the server cannot do without, and shows the rest', async () => {
    health.add('database', check);
    health.add('redis', check, { needed: false });
    health.add('cache', () => Promise.reject(new Error('It is cold.')), { needed: false });
    expect(await health.run()).toEqual({
      status: 'ok',
      checks: {
        database: { status: 'ok' },
        redis: { status: 'ok' },
        cache: { status: 'failing', message: 'It is cold.' },
      },
    });
    isThere = false;
    expect(await health.run()).toMatchObject({ status: 'failing', checks: { database: { status: 'failing' } } });
  });

  it('is logged once for each change, however often it is asked for', async () => {
    health.add('database', check);
    for (const state of [true, true, false, false, false, true, true, false]) {
      isThere = state;
      await health.run();
    }
    expect(logged).toEqual([
      'Not all is there. database: It does not answer.',
      'All is there again.',
      'Not all is there. database: It does not answer.',
    ]);
  });
});
