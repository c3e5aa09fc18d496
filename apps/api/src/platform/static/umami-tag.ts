import type { UmamiSettings } from '../config/config.js';
import { escapeHtml } from '../text/escape-html.js';

/** Puts Umami's script into a document, where it is configured. The page does not wait for it. */
export const withUmami = (html: string, umami: UmamiSettings | null): string => {
  if (!umami) return html;
  const { scriptUrl, websiteId } = umami;
  const tag = `<script async src="${escapeHtml(scriptUrl)}" data-website-id="${escapeHtml(websiteId)}"></script>`;
  return html.replace('</head>', () => `  ${tag}\n  </head>`);
};
