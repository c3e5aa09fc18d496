import tailwind from '@tailwindcss/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import { shared } from './vite.shared.js';

export default defineConfig({
  ...shared,
  plugins: [vue(), tailwind()],
  server: { proxy: { '/api': process.env['BOTHY_PUBLIC_URL'] ?? 'http://localhost:20000' } },
});
