import { expect, it } from 'vitest';
import { badgeMarkdown } from './badge-words.js';

it('writes a badge for a README', () => {
  expect(badgeMarkdown('olympus', 'clones', 'https://a.example')).toBe(
    '[![Clones](https://a.example/badge/olympus/clones.svg)](https://a.example/tools/olympus)',
  );
});
