import type { UmamiSettings } from '../config/config.js';

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => signs[sign] ?? '');

/** Puts Umami's script into a document, where it is configured. It is deferred: a page never waits for it. */
export const withUmami = (html: string, umami: UmamiSettings | null): string => {
  if (!umami) return html;
  const { scriptUrl, websiteId } = umami;
  const tag = `<script defer src="${escaped(scriptUrl)}" data-website-id="${escaped(websiteId)}"></script>`;
  return html.replace('</head>', () => `  ${tag}\n  </head>`);
};
