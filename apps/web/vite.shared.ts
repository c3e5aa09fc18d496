import { fileURLToPath } from 'node:url';

/** What the builds of the page and of the portal have in common. */
export const shared = {
  root: fileURLToPath(new URL('.', import.meta.url)),
  resolve: {
    conditions: ['bothy:source', 'module', 'browser', 'development|production'],
    // Theirs goes over innerHTML in browsers, which Trusted Types forbid.
    alias: {
      'decode-named-character-reference': fileURLToPath(new URL('src/ui/named-characters.ts', import.meta.url)),
    },
  },
  build: {
    // The content security policy allows no data: URLs, so nothing is inlined.
    assetsInlineLimit: 0,
    // The first browsers with light-dark(); older targets would have it rewritten.
    target: ['chrome125', 'firefox128', 'safari18'],
    modulePreload: { polyfill: false as const },
    rolldownOptions: {
      // Whoever takes a plain list from the contract must not get all its schemas with it.
      treeshake: { moduleSideEffects: [{ test: /\/packages\/contracts\/src\//, sideEffects: false }] },
    },
  },
};
