import { defineConfig } from 'vitest/config';

// Vitest hands these on to Node, where `import` among them would make require() load ES modules.
const conditions = ['bothy:source', 'node'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: { name: 'api', include: ['src/**/*.test.ts'], testTimeout: 30_000, hookTimeout: 30_000 },
});
