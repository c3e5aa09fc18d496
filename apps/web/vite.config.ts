import { fileURLToPath } from 'node:url';
import tailwind from '@tailwindcss/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [vue(), tailwind()],
  resolve: { conditions: ['bothy:source', 'module', 'browser', 'development|production'] },
  build: {
    // The content security policy allows no data: URLs, so nothing is inlined.
    assetsInlineLimit: 0,
    // The first browsers with light-dark(); older targets would have it rewritten.
    target: ['chrome125', 'firefox128', 'safari18'],
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Whoever takes a plain list from the contract must not get all its schemas with it.
      treeshake: { moduleSideEffects: [{ test: /\/packages\/contracts\/src\//, sideEffects: false }] },
    },
  },
  server: { proxy: { '/api': process.env['BOTHY_PUBLIC_URL'] ?? 'http://localhost:20000' } },
});
