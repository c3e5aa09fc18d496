import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';
import { shared } from './vite.shared.js';

export default defineConfig({
  plugins: [vue()],
  resolve: shared.resolve,
  test: {
    name: 'web',
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
    // Read as it is built, with what stands in for a part of it.
    server: { deps: { inline: [/mdast-util|micromark|decode-named-character-reference/] } },
  },
});
