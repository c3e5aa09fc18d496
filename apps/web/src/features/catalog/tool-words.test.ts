import type { SyncResult, ToolManagement, ToolSummary } from '@bothy/contracts';
import { describe, expect, it } from 'vitest';
import { askedWords, freshnessOf, roughly, sourcePlace, syncWords } from './tool-words.js';

const now = Date.parse('2026-11-21T12:00:00Z');
const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
const tool = (syncedAt: string | null, stale: boolean, latest = true) =>
  ({ latest: latest ? { version: '1', releasedAt: ago(0) } : null, freshness: { syncedAt, stale } }) as ToolSummary;
const management = (triedAt: string | null, nextSyncAt: string | null) => ({ triedAt, nextSyncAt }) as ToolManagement;
const result = { syncedAt: ago(0), unchanged: false, versions: 3, files: 7, added: 1, withdrawn: 0, notes: [] };

describe('the catalog in words', () => {
  it.each([
    [20_000, 'a moment'],
    [180_000, '3 min'],
    [7_300_000, '2 h'],
    [432_000_000, '5 days'],
  ])('%i ms are %s', (ms, words) => {
    expect(roughly(ms)).toBe(words);
  });

  it('says how old it is what one sees', () => {
    expect(freshnessOf(tool(ago(3), false), now)).toEqual({ state: 'succeeded', words: 'Asked 3 min ago' });
    expect(freshnessOf(tool(ago(200), true), now)).toEqual({ state: 'timed-out', words: 'As of 3 h ago' });
    expect(freshnessOf(tool(null, true), now).words).toBe('Not reached yet');
    expect(freshnessOf(tool(null, false, false), now).words).toBe('No releases yet');
  });

  it('says when a source was asked, and will be', () => {
    expect(askedWords(management(ago(3), ago(-12)), now)).toBe('Asked 3 min ago, next in 12 min.');
    expect(askedWords(management(null, ago(1)), now)).toBe('Not asked yet, next right away.');
    expect(askedWords(management(ago(60), null), now)).toBe('Asked 1 h ago.');
  });

  it('says what asking brought', () => {
    const words = (changes: Partial<SyncResult>) => syncWords({ ...result, ...changes });
    expect(words({})).toBe('3 versions with 7 files, 1 new.');
    expect(words({ added: 0 })).toBe('3 versions with 7 files, none of them new.');
    expect(words({ versions: 1, files: 1, added: 0, withdrawn: 2 })).toBe('1 version with 1 file, 2 withdrawn.');
    expect(words({ unchanged: true })).toBe('Nothing changed: 3 versions with 7 files.');
  });

  it('says where a source is', () => {
    expect(sourcePlace({ kind: 'directory', path: '/srv/tools' })).toBe('/srv/tools');
    expect(sourcePlace({ kind: 'gitlab', baseUrl: 'https://git.example/', projectId: 'a/b' })).toBe(
      'https://git.example · a/b',
    );
  });
});
