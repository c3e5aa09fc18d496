import { expect, it } from 'vitest';
import { isPrerelease } from './versions.js';

it.each([
  '2.0-rc.1',
  'v3.1-beta',
  '1.0.0-alpha.2',
  '2.0rc1',
  '2.0-rc',
  '1.2-preview-3.4',
  '1.0.0beta',
  'v7-nightly.20261121',
])('%s is a prerelease', (version) => expect(isPrerelease(version)).toBe(true));

it.each(['2.0', 'v1.2.3', 'release-5', '1.2-3', '2.0-rcx', '2.0-rc.', 'rc1'])('%s is none', (version) =>
  expect(isPrerelease(version)).toBe(false),
);

// A pattern that tries all ways to part the digits would take longer than there is time.
it.each([200, 100_000])('is found out at once, also of %i digits', (length) => {
  expect(isPrerelease(`v1rc${'1'.repeat(length)}x`)).toBe(false);
  expect(isPrerelease(`v1${'.1'.repeat(length)}x`)).toBe(false);
});
