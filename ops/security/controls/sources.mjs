import { inApi } from './in-api.mjs';

const streaming = 'platform/http/upstream/streaming-client.ts';
const redirects = 'platform/http/upstream/redirects.test.ts';
const rawBody = 'platform/http/upstream/raw-body.ts';
const roots = 'modules/catalog/sources/directory/catalog-roots.ts';
const folder = 'modules/catalog/sources/directory/directory-source.ts';
const links = 'modules/catalog/sources/gitlab/link-target.ts';
const folders = 'modules/catalog/directory-sources.test.ts';
const gitlab = 'modules/catalog/gitlab-sources.test.ts';
const ofHouse =
  'if (origin === null || !origins.includes(origin)) throw secretNotForOrigin(name, notThere(name, origin));';

/** Where the bytes of tools come from, and what is said there. */
export const sourceControls = [
  inApi(
    'V15.3.2',
    'the token that stays behind at a redirect elsewhere',
    [streaming, 'secret: url.origin === hop.url.origin ? hop.secret : {},', 'secret: hop.secret,'],
    [redirects, 'to elsewhere go without the secret, also back home'],
  ),
  inApi(
    'V15.3.2',
    'one origin for requests that ask for it',
    [streaming, "(request.follow === 'anywhere' || next.origin === origin)", 'origin'],
    [redirects, 'to elsewhere are refused where only the origin is meant'],
  ),
  inApi(
    'V1.3.6',
    'the address policy of each hop of a stream',
    [
      streaming,
      'guardedConnector(this.policy, this.resolve,',
      'guardedConnector({ allows: () => true }, this.resolve,',
    ],
    [redirects, 'are held to the policy by what a name resolves to'],
  ),
  inApi(
    'V12.3.1',
    'no redirect of a stream from https to http',
    [streaming, "if (hop.url.protocol === 'https:' && next.protocol !== 'https:') return false;", ''],
    ['platform/http/upstream/streaming-tls.test.ts', 'a redirect to plain HTTP is refused'],
  ),
  inApi(
    'V4.2.1',
    'the end of a stream that came too early',
    [rawBody, 'if (!this.#isHeld) this.#fail(bodyIncomplete());', 'if (!this.#isHeld) this.#end(null);'],
    ['platform/http/upstream/streaming-client.test.ts', 'that ends too early is an error'],
  ),
  inApi(
    'V4.2.1',
    'the length that a stream was announced with',
    ['platform/bytes/readable-body.ts', 'if (left > 0 && this.lengthBytes !== null) throw bodyIncomplete();', ''],
    ['platform/bytes/bodies.test.ts', 'of fewer bytes than announced fails, and of more is cut'],
  ),
  inApi(
    'V5.3.2',
    'folders under the roots, by where they really are',
    [roots, 'root !== null && isWithin(folder, root)', 'root !== null && isWithin(path, each)'],
    [folders, 'come from under the roots alone, however the way there is written'],
  ),
  inApi(
    'V5.3.2',
    'links that lead out of the folder, when it is listed',
    [
      'modules/catalog/sources/directory/folder-listing.ts',
      'if (real === null || !isWithin(real, this.folder.root)) return null;',
      'if (real === null) return null;',
    ],
    [folders, 'leave out what hides, what leads away and what has no name fit for an address'],
  ),
  inApi(
    'V5.3.2',
    'links that lead out of the folder, when a file is read',
    [
      folder,
      'if (real === null || !isWithin(real, folder.root)) throw fileGone();',
      'if (real === null) throw fileGone();',
    ],
    [folders, 'give no file through a link that came later'],
  ),
  inApi(
    'V2.3.3',
    'files that are written over while they are read',
    [
      'modules/catalog/sources/directory/unchanged-body.ts',
      'if (!now || !isMarked(this.mark, now)) throw fileChanged();',
      '',
    ],
    [folders, 'tell of a file that is written over, before it is read and while it is'],
  ),
  inApi(
    'V13.3.2',
    'the servers that a token of the house is for',
    ['modules/bots/application/secrets/team-secrets.ts', ofHouse, "if (origin === null) throw new Error('none');"],
    ['modules/catalog/git-proxy.test.ts', 'is not the one for which the token is, it sends none'],
  ),
  inApi(
    'V13.3.2',
    'the project that its token is for',
    [links, '!ours.includes(decoded(id)) || ', ''],
    [gitlab, 'take the token along for what the project gives away, and for nothing that a link may name'],
  ),
  inApi(
    'V13.3.2',
    'what of a project a link may name',
    [links, ' || !isGivenAway.test(rest)', ''],
    [gitlab, 'take the token along for what the project gives away, and for nothing that a link may name'],
  ),
  inApi(
    'V13.3.2',
    'no way up out of what a link may name',
    [links, ' || leadsUp(rest)', ''],
    [gitlab, 'are shown the token on the way only where the project gives them away'],
  ),
  inApi(
    'V6.3.1',
    'the token of a webhook',
    ['modules/catalog/domain/webhook-token.ts', 'timingSafeEqual(given, expected)', 'timingSafeEqual(given, given)'],
    ['modules/catalog/release-hooks.test.ts', 'is not told by an answer whether a tool is there, or has a webhook'],
  ),
  inApi(
    'V6.3.1',
    'guesses at the token of a webhook, counted',
    ['modules/catalog/application/sources/release-hooks.ts', 'await this.refused.count(address);', ''],
    ['modules/catalog/release-hooks.test.ts', 'counts who guesses, and nobody else'],
  ),
];
