import tailwind from '@tailwindcss/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import { shared } from './vite.shared.js';

/**
 * The portal, built apart from the page so that neither grows by the other: for browsers into the folder that the page
 * was built into before (`npm start` keeps that order), and as one module that renders on the server.
 */
export default defineConfig({
  ...shared,
  plugins: [vue({ features: { optionsAPI: false, prodHydrationMismatchDetails: true } }), tailwind()],
  environments: {
    client: {
      build: {
        ...shared.build,
        emptyOutDir: false,
        copyPublicDir: false,
        rolldownOptions: { ...shared.build.rolldownOptions, input: 'portal.html' },
      },
    },
    ssr: {
      define: { 'process.env.NODE_ENV': '"production"' },
      resolve: { noExternal: true, conditions: ['bothy:source', 'module', 'development|production'] },
      build: {
        ...shared.build,
        target: 'node20',
        outDir: 'dist-portal',
        copyPublicDir: false,
        rolldownOptions: { ...shared.build.rolldownOptions, input: 'src/portal/entry-server.ts' },
      },
    },
  },
  builder: {
    buildApp: async (builder) => {
      for (const name of ['client', 'ssr'] as const) {
        const environment = builder.environments[name];
        if (environment) await builder.build(environment);
      }
    },
  },
});
