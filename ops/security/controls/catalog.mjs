import { inApi } from './in-api.mjs';

const asMember = "{ permissions: new Set(['catalog:read']) }";
const sender = 'modules/catalog/http';
const badges = 'modules/catalog/tools-shown.test.ts';
const portal = 'modules/catalog/portal.test.ts';
const limits = 'modules/catalog/http/client-limits.test.ts';

/** Who may have what of tools, and how much of it. */
export const catalogControls = [
  inApi(
    'V8.2.2',
    'tools for members',
    [
      'modules/catalog/application/tools/tool-shelf.ts',
      'return this.visibilities(who).includes(visibility);',
      "return this.visibilities(who).includes('public') || visibility;",
    ],
    ['modules/catalog/tools.test.ts', 'for members are not there for strangers'],
  ),
  inApi(
    'V8.2.2',
    'badges of public tools only',
    ['modules/catalog/application/tools/badges.ts', 'this.shelf.seePublic(slug)', `this.shelf.see(slug, ${asMember})`],
    [badges, 'have badges that any page may show'],
  ),
  inApi(
    'V8.2.2',
    'feeds of public tools only',
    [
      'modules/catalog/application/portal/release-feeds.ts',
      'this.shelf.seePublic(slug)',
      `this.shelf.see(slug, ${asMember})`,
    ],
    [portal, 'tell of the releases of one tool, and of none that is for members'],
  ),
  inApi(
    'V8.2.2',
    'versions of public tools only, in feeds and the sitemap',
    ['modules/catalog/persistence/public-releases.repository.ts', "tool.visibility = 'public' AND ", ''],
    [portal, 'tell of all releases of public tools, the newest first'],
  ),
  inApi(
    'V8.2.2',
    'public tools only in the sitemap',
    [
      'modules/catalog/application/portal/site-map.ts',
      "all.filter(({ visibility }) => visibility === 'public')",
      'all',
    ],
    [portal, 'list every public page with the day it changed'],
  ),
  inApi(
    'V8.2.1',
    'a token that is none, refused where nobody needs one',
    [
      'modules/identity/http/bearer-reader.ts',
      '    const principal = await this.#identify(request, bearerForm.exec(authorization)?.[1] ?? passwordIn(authorization));\n',
      '    const bearer = bearerForm.exec(authorization)?.[1] ?? passwordIn(authorization);\n    const principal = await this.#identify(request, bearer).catch(() => ({ enrolling: true }));\n',
    ],
    ['access.test.ts', 'getTool lets strangers in, and nobody with a token that is none'],
  ),
  inApi(
    'V8.2.1',
    'no push',
    [
      `${sender}/git.controller.ts`,
      "if (service === 'git-receive-pack') return this.#refuse(pushRefused(), request, reply);\n    if (service !== 'git-upload-pack')",
      "if (service !== 'git-upload-pack' && service !== 'git-receive-pack')",
    ],
    ['modules/catalog/git-proxy.test.ts', 'refuses a push, in words that git shows'],
  ),
  inApi(
    'V15.2.2',
    'how many answers one network has at a time',
    [
      `${sender}/client-limits.ts`,
      'if (use.open >= clientStreams) throw',
      'if (use.open > 1000 * clientStreams) throw',
    ],
    [limits, 'one network has so many answers open, and another its own'],
  ),
  inApi(
    'V15.2.2',
    'how much one network has in an hour',
    [`${sender}/client-limits.ts`, 'if (waitMs > 0) throw', 'if (waitMs < 0) throw'],
    [limits, 'bytes count for an hour, and who has to wait is told for how long'],
  ),
  inApi(
    'V15.2.2',
    'one count for an IPv6 network',
    [`${sender}/client-limits.ts`, 'const network = networkOf(address);', 'const network = address;'],
    [limits, 'whoever holds an IPv6 network has no more of them than one address'],
  ),
];
