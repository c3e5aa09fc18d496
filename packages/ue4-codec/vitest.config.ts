import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['bothy:source', 'node', 'import', 'default'] },
  ssr: { resolve: { conditions: ['bothy:source', 'node', 'import', 'default'] } },
  test: { name: 'ue4-codec', include: ['src/**/*.test.ts'] },
});
