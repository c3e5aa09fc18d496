import { expect, it } from 'vitest';
import { startTestApp } from '../../../../testing/test-app.js';
import { VisitorBook } from './visitor-book.js';

it('knows visitors by names that only the salt of a day makes', async () => {
  const app = await startTestApp();
  try {
    const book = app.get(VisitorBook);
    const visitor = { address: '203.0.113.77', userAgent: 'curl/8', referrer: '' };
    const named = (day: string) => book.nameOf(visitor, ['tool', 'a.zip'], day);
    const today = await named('2026-11-21');
    expect(await named('2026-11-21')).toBe(today);
    const tomorrow = await named('2026-11-22');
    expect(tomorrow).not.toBe(today);
    // The salt is gone, and so is the name, for the server too.
    expect([today, tomorrow]).not.toContain(await named('2026-11-21'));
  } finally {
    await app.remove();
  }
});

it('takes a network of IPv6 for one household, as counts of requests do', async () => {
  const app = await startTestApp();
  try {
    const book = app.get(VisitorBook);
    const named = (address: string) =>
      book.nameOf({ address, userAgent: 'curl/8', referrer: undefined }, ['tool'], '2026-11-21');
    expect(await named('2001:db8:1:2::1')).toBe(await named('2001:db8:1:2:ffff::14'));
    expect(await named('2001:db8:1:2::1')).not.toBe(await named('2001:db8:1:3::1'));
    expect(await named('::ffff:203.0.113.5')).toBe(await named('203.0.113.5'));
    expect(await named('203.0.113.6')).not.toBe(await named('203.0.113.5'));
  } finally {
    await app.remove();
  }
});
