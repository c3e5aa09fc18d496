import { inApi } from './in-api.mjs';

const headers = 'platform/http/security-headers.ts';
const browser = 'browser-guards.test.ts';
const messages = 'http-messages.test.ts';
const outgoing = 'platform/http/guarded-client.test.ts';

/** What comes in over HTTP, what goes out, and what browsers are told. */
export const messageControls = [
  inApi(
    'V3.4.3',
    'object-src of the CSP',
    [headers, '    objectSrc: ["\'none\'"],\n', ''],
    [browser, "holds object-src 'none' in content-security-policy"],
  ),
  inApi(
    'V3.4.6',
    'frame-ancestors of the CSP',
    [headers, '    frameAncestors: ["\'none\'"],\n', ''],
    [browser, "holds frame-ancestors 'none' in content-security-policy"],
  ),
  inApi(
    'V3.4.3',
    'Trusted Types',
    [headers, '    requireTrustedTypesFor: ["\'script\'"],\n', ''],
    [browser, "holds require-trusted-types-for 'script' in content-security-policy"],
  ),
  inApi(
    'V3.4.1',
    'HSTS behind TLS',
    [headers, 'hsts: config.isSecure ?', 'hsts: config.isSecure && oneYearSeconds < 0 ?'],
    [browser, 'keeps all subdomains on TLS for a year'],
  ),
  inApi(
    'V14.3.2',
    'no-store of the API',
    [headers, "reply.header('cache-control', 'no-store');", ';'],
    [browser, 'holds no-store in cache-control'],
  ),
  inApi(
    'V4.1.3',
    'proxies that were named',
    [
      'platform/http/server-adapter.ts',
      'trustProxy: config.trustProxy.length > 0 ? [...config.trustProxy] : false,',
      'trustProxy: true,',
    ],
    [messages, 'is believed from no one but a trusted proxy'],
  ),
  inApi(
    'V5.2.1',
    'the bound of bodies',
    ['platform/http/server-adapter.ts', 'bodyLimit: config.bodyLimitBytes,', 'bodyLimit: 1_000_000_000,'],
    ['bad-input.test.ts', 'is refused before it is parsed when it is no JSON, too large, too deep or no UTF-8'],
  ),
  inApi(
    'V15.2.2',
    'the depth of JSON',
    ['platform/http/json-body.ts', 'if (depth > deepestJson) throw', 'if (depth > 100 * deepestJson) throw'],
    [messages, 'of JSON nests 32 levels deep, and no deeper'],
  ),
  inApi(
    'V3.5.2',
    'JSON and no other type',
    [
      'platform/http/json-body.ts',
      '  server.removeAllContentTypeParsers();\n',
      "  server.removeContentTypeParser('application/json');\n",
    ],
    [browser, 'cannot send a body without asking beforehand'],
  ),
  {
    ...inApi(
      'V15.3.3',
      'fields that no contract names',
      ['', 'export const loginBody = z.strictObject({', 'export const loginBody = z.object({'],
      ['bad-input.test.ts', 'says where it is wrong'],
    ),
    file: 'packages/contracts/src/identity.ts',
  },
  inApi(
    'V1.2.4',
    'LIKE’s own signs',
    ['modules/identity/persistence/member-listing.repository.ts', '.replace(/[\\\\%_]/g, (sign) => `\\\\${sign}`)', ''],
    ['modules/identity/members.test.ts', 'are listed with their ways in, searched, and paged'],
  ),
  inApi(
    'V2.2.1',
    'the form of a cursor',
    ['platform/paging/cursor.ts', 'if (!form.test(key)) throw', 'if (form === null) throw'],
    [messages, 'are values to the database and never words of its language'],
  ),
  inApi(
    'V1.3.6',
    'private addresses in a URL',
    [
      'platform/http/guarded-connector.ts',
      'if (isIP(host) !== 0 && !policy.allows(host, host))',
      'if (isIP(host) === -1)',
    ],
    [outgoing, 'refuses loopback in every spelling, without a connection'],
  ),
  inApi(
    'V1.3.6',
    'private addresses behind a name',
    [
      'platform/http/guarded-connector.ts',
      'if (!addresses.every(({ address }) => policy.allows(host, address)))',
      'if (addresses.length > 99)',
    ],
    [outgoing, 'connects to the very address it checked, however the name answers next'],
  ),
  inApi(
    'V15.3.2',
    'redirects to elsewhere',
    [
      'platform/http/guarded-client.ts',
      'if (next?.origin !== start.origin || hops === mostRedirects)',
      'if (next === null || hops === mostRedirects)',
    ],
    [outgoing, 'to elsewhere are refused, and nobody is called there'],
  ),
];
