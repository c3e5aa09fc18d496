import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [vue()],
  resolve: { conditions: ['bothy:source', 'module', 'browser', 'development|production'] },
  test: { name: 'web', environment: 'happy-dom', include: ['src/**/*.test.ts'] },
});
