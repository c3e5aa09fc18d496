import type { Tool } from '@bothy/contracts';
import { describe, expect, it } from 'vitest';
import { isUnderway } from './tool-queries.js';

const now = Date.parse('2026-11-21T12:00:00Z');
const tool = (sha256: string | null, minutes: number | null, source: object | null = { kind: 'bot', bot: 'nightly' }) =>
  ({
    management: { source, triedAt: minutes === null ? null : new Date(now - minutes * 60_000).toISOString() },
    versions: [{ files: [{ sha256 }] }],
  }) as unknown as Tool;

describe('whether a tool is about to change', () => {
  it('is so until its source was asked, and for a while as long as its files are not measured', () => {
    expect(isUnderway(tool('a', null), now)).toBe(true);
    expect(isUnderway(tool(null, 4), now)).toBe(true);
    expect(isUnderway(tool('a', 1), now)).toBe(false);
  });

  it('is not so for ever, where nobody will measure a file', () => {
    expect(isUnderway(tool(null, 6), now)).toBe(false);
    expect(isUnderway(tool(null, null, null), now)).toBe(false);
    expect(isUnderway({ ...tool(null, 1), management: null }, now)).toBe(false);
  });
});
