import { inApi } from './in-api.mjs';

const provider = 'modules/identity/oidc/openid-provider.ts';
const tests = 'modules/identity/oidc/oidc.test.ts';

/** The other provider, and those who collect figures. */
export const outsideControls = [
  inApi(
    'V10.1.2',
    'the browser that left for the provider',
    [
      'modules/identity/application/foreign/oidc-flows.ts',
      'flow && browser !== null && sameSecret(hashSecret(browser), flow.browserHash)',
      'flow && [browser, sameSecret]',
    ],
    [tests, 'is closed to another browser, with a cookie or without, and then to all'],
  ),
  inApi(
    'V10.2.1',
    'PKCE by SHA-256',
    [provider, "      code_challenge_method: 'S256',\n", ''],
    [tests, 'sends PKCE, state and nonce, each time others, and a cookie bound to this host'],
  ),
  inApi(
    'V10.1.2',
    'one way back for each way out',
    [
      'modules/identity/persistence/oidc-flow.repository.ts',
      'const { affected } = await manager.delete(OidcFlowEntity, { stateHash });\n    return affected === 1 ? flow : null;',
      'return flow;',
    ],
    [tests, 'is closed to another browser, with a cookie or without, and then to all'],
  ),
  inApi(
    'V3.7.2',
    'paths of the page to go on with',
    ['modules/identity/domain/page-path.ts', '!path.test(wanted) || ', "path.test('') || "],
    [tests, 'goes on with pages of this server only'],
  ),
  inApi(
    'V13.4.5',
    'the token for the figures',
    ['platform/observability/metrics.controller.ts', 'isSame(token, expected)', 'isSame(token, token)'],
    ['platform/observability/metrics.test.ts', 'are for who holds their token, and guessing is counted'],
  ),
];
