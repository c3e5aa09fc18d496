import type { Tool } from '@bothy/contracts';
import { expect, it } from 'vitest';
import { badgeMarkdown, badgePreview, publicOrigin } from './badge-words.js';

it('writes a badge for a README', () => {
  expect(badgeMarkdown('olympus', 'clones', 'https://a.example')).toBe(
    '[![Clones](https://a.example/badge/olympus/clones.svg)](https://a.example/tools/olympus)',
  );
});

it('shows the badge anew when its figures change', () => {
  const tool = { slug: 'olympus', downloads: 3, clones: 1, latest: null };
  expect(badgePreview(tool, 'downloads')).toBe('/badge/olympus/downloads.svg?n=3-1-');
  expect(badgePreview({ ...tool, downloads: 4 }, 'downloads')).not.toBe(badgePreview(tool, 'downloads'));
});

it('points to where strangers find it, not to where an operator happens to look from', () => {
  const here = 'http://10.0.0.4:20000';
  const versions = [{ files: [{ url: 'https://tools.example/d/olympus/1/a.zip' }] }] as unknown as Tool['versions'];
  expect(publicOrigin({ cloneUrl: 'https://a.example/git/olympus.git', versions }, here)).toBe('https://a.example');
  expect(publicOrigin({ cloneUrl: null, versions }, here)).toBe('https://tools.example');
  expect(publicOrigin({ cloneUrl: null, versions: [] }, here)).toBe(here);
});
