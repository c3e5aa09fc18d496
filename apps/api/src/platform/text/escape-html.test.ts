import { expect, it } from 'vitest';
import { escapeHtml } from './escape-html.js';

it('leaves no sign that begins or ends something', () => {
  expect(escapeHtml(`<a href="x">&amp; 'y'</a>`)).toBe(`&lt;a href=&quot;x&quot;&gt;&amp;amp; 'y'&lt;/a&gt;`);
});
