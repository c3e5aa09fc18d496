import { beforeEach, expect, it } from 'vitest';
import { ManualClock } from '../../../platform/clock/manual-clock.js';
import { Config } from '../../../platform/config/config.js';
import { ClientLimits } from './client-limits.js';

const minuteMs = 60_000;
const clock = new ManualClock();
let limits: ClientLimits;

beforeEach(() => {
  const config = Config.from({
    BOTHY_DATA_DIR: '/nowhere',
    BOTHY_CATALOG_CLIENT_STREAMS: '2',
    BOTHY_CATALOG_CLIENT_BYTES: '1000',
  });
  limits = new ClientLimits(config, clock);
});

const refusal = (address: string) => {
  try {
    limits.enter(address).end();
    return null;
  } catch (error) {
    return error;
  }
};

it('one network has so many answers open, and another its own', () => {
  const first = limits.enter('203.0.113.7');
  limits.enter('203.0.113.7');
  const refused = { code: 'too_many_downloads', kind: 'rate-limited', details: { retryAfterSeconds: 10 } };
  expect(refusal('203.0.113.7')).toMatchObject(refused);
  expect(refusal('::ffff:203.0.113.7')).toMatchObject(refused);
  expect(refusal('203.0.113.8')).toBeNull();
  first.end();
  first.end();
  expect(refusal('203.0.113.7')).toBeNull();
  limits.enter('203.0.113.7');
  expect(refusal('203.0.113.7')).toMatchObject(refused);
});

it('whoever holds an IPv6 network has no more of them than one address', () => {
  for (const end of ['1', '2']) limits.enter(`2001:db8:1:2::${end}`);
  expect(refusal('2001:db8:1:2:ffff::9')).toMatchObject({ code: 'too_many_downloads' });
  expect(refusal('2001:db8:1:3::1')).toBeNull();
});

it('bytes count for an hour, and who has to wait is told for how long', () => {
  const begun = limits.enter('203.0.113.9');
  begun.note(999);
  expect(refusal('203.0.113.9')).toBeNull();
  clock.advance(10 * minuteMs);
  begun.note(1);
  begun.end();
  const error = refusal('203.0.113.9') as { details: { retryAfterSeconds: number } };
  expect(error).toMatchObject({ code: 'too_many_downloads', kind: 'rate-limited' });
  const { retryAfterSeconds } = error.details;
  expect(retryAfterSeconds).toBeGreaterThan(40 * 60);
  expect(retryAfterSeconds).toBeLessThanOrEqual(50 * 60);
  clock.advance((retryAfterSeconds - 1) * 1000);
  expect(refusal('203.0.113.9')).not.toBeNull();
  clock.advance(1000);
  expect(refusal('203.0.113.9')).toBeNull();
});

it('forgets who took nothing for an hour, also behind one that goes on', () => {
  const long = limits.enter('198.51.100.1');
  for (let last = 0; last < 200; last += 1) {
    const lease = limits.enter(`203.0.113.${last}`);
    lease.note(1);
    lease.end();
  }
  expect(limits.networks).toBe(201);
  clock.advance(61 * minuteMs);
  for (let index = 0; index < 200; index += 1) limits.enter('198.51.100.2').end();
  expect(limits.networks).toBeLessThan(5);
  long.end();
});

it('remembers no more networks than fit', () => {
  for (let index = 0; index < 100_200; index += 1) {
    const lease = limits.enter(`10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`);
    lease.note(1);
    lease.end();
  }
  expect(limits.networks).toBeLessThanOrEqual(100_001);
});
