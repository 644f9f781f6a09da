import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const hub = process.env.HUB ?? 'http://localhost:8080';

export default defineConfig({
  plugins: [svelte()],
  build: {
    outDir: 'target/classes/webroot',
    emptyOutDir: true,
    // The page is served under a policy without inline scripts and data: scripts.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
  server: {
    proxy: {
      '/api': { target: hub },
      '/health': { target: hub },
      '/ws': { target: hub, ws: true },
    },
  },
  test: {
    include: ['src/**/*.test.ts'],
    reporters: ['default', ['json', { outputFile: 'target/vitest.json' }]],
  },
});
