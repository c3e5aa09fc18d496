import { describe, expect, it } from 'vitest';
import { curlOf, mostFetched, shortSum, tooLarge } from './download-words.js';

describe('downloads', () => {
  it('go through the page as long as they fit into it', () => {
    expect([null, 0, mostFetched, mostFetched + 1].map((sizeBytes) => tooLarge({ sizeBytes }))).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  it('have a command for a shell, whatever the address holds', () => {
    expect(curlOf("https://a.example/d/t/1/it's.zip")).toBe(
      `curl -fO -C - -H "Authorization: Bearer $BOTHY_TOKEN" 'https://a.example/d/t/1/it'\\''s.zip'`,
    );
  });

  it('show the beginning of their checksum', () => {
    expect(shortSum('a'.repeat(64))).toBe('aaaaaaaaaaaa…');
  });
});
