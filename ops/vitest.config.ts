import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { name: 'ops', include: ['checking/*.test.mjs', 'prepare/*.test.mjs', 'testing/*.test.mjs'] },
});
