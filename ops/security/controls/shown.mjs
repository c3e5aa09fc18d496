import { inApi } from './in-api.mjs';
import { inWeb } from './in-web.mjs';

const sender = 'modules/catalog/http';
const badges = 'modules/catalog/tools-shown.test.ts';
const portal = 'modules/catalog/portal.test.ts';
const markdown = 'ui/markdown-text.test.ts';
const csp = 'platform/http/security-headers.ts';

/** What tools look like to browsers and readers, none of which runs what somebody wrote. */
export const shownControls = [
  inApi(
    'V1.3.4',
    'the sandbox of badges',
    [`${sender}/badge.controller.ts`, "  'content-security-policy': \"sandbox; default-src 'none'\",\n", ''],
    [badges, 'have badges that any page may show'],
  ),
  inApi(
    'V3.2.1',
    'the sandbox of downloads',
    [`${sender}/download-head.ts`, "  'content-security-policy': \"sandbox; default-src 'none'\",\n", ''],
    ['modules/catalog/downloads.test.ts', 'come whole, with all that tells them from others'],
  ),
  inApi(
    'V3.2.1',
    'downloads as attachments',
    [`${sender}/download-head.ts`, "  'content-disposition': attachment(file.name),\n", ''],
    ['modules/catalog/downloads.test.ts', 'come whole, with all that tells them from others'],
  ),
  inApi(
    'V1.2.1',
    'signs of XML in feeds',
    ['platform/text/escape-html.ts', '/[&<>"]/g', '/[&]/g'],
    [portal, 'tell of all releases of public tools, the newest first'],
  ),
  inApi(
    'V3.4.3',
    'the exact origin of Umami in the CSP',
    [csp, '[new URL(umami.scriptUrl).origin]', '[new URL(umami.scriptUrl).protocol]'],
    [portal, 'is let in by its exact origin where it is configured, and nowhere else'],
  ),
  inApi(
    'V3.4.3',
    'no other origin where there is no Umami',
    [
      csp,
      'const told = umami ? [new URL(umami.scriptUrl).origin] : [];',
      "const told = [umami ? new URL(umami.scriptUrl).origin : 'https:'];",
    ],
    [portal, 'is let in by its exact origin where it is configured, and nowhere else'],
  ),
  inApi(
    'V1.2.10',
    'formulas in the table of figures',
    ['modules/metrics/http/metrics-figures.controller.ts', '.map(csvLine)', '.map((cells) => `${cells.join()}\\r\\n`)'],
    ['modules/metrics/metrics-read.test.ts', 'come as a table that no spreadsheet runs'],
  ),
  inWeb(
    'V1.2.2',
    'the schemes that a link in Markdown may have',
    [
      'ui/safe-link.ts',
      'return protocols.has(url.protocol) ? url.href : null;',
      'return protocols.size > 0 ? url.href : null;',
    ],
    [markdown, 'links to the web, to mail and within itself, and nowhere else'],
  ),
  inWeb(
    'V1.3.5',
    'raw HTML in Markdown as text',
    [
      'ui/markdown-nodes.vue',
      "if (typeof node === 'string') return node;",
      "if (typeof node === 'string') return h('span', { innerHTML: node });",
    ],
    [markdown, 'shows raw HTML as it was written, and leaves its comments out'],
  ),
  inWeb(
    'V1.2.3',
    'signs of HTML in the data of a page',
    ['portal/portal-head.ts', '/[<>&\\u2028\\u2029]/g', '/[\\u2028\\u2029]/g'],
    ['portal/portal-head.test.ts', 'is data that ends no script, and means the same'],
  ),
  inWeb(
    'V1.2.1',
    'signs of HTML in the head of a page',
    [
      'portal/portal-head.ts',
      "text.replace(/[&<>\"']/g, (mark) => marks[mark] ?? '');",
      "text.replace(/[&]/g, (mark) => marks[mark] ?? '');",
    ],
    ['portal/portal-head.test.ts', 'holds titles and words as text, wherever they stand'],
  ),
];
