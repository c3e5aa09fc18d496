import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { name: 'ops', include: ['prepare/*.test.mjs', 'testing/*.test.mjs'] } });
