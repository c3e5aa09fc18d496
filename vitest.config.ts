import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      'packages/contracts',
      'packages/ue4-codec',
      'packages/cli',
      'apps/runner',
      'apps/api',
      'apps/web',
      'ops',
      'ops/e2e',
    ],
  },
});
