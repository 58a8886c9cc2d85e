/// <reference types="vitest/config" />
import { defineConfig } from 'vite';

// `npm run dev` shows the pages with what a running core (./earshot up) answers: EARSHOT=http://127.0.0.1:PORT.
const core = process.env['EARSHOT'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  build: {
    // The server adds the policy that forbids anything inline; nothing here may need it.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    // "use client" of the components: for servers that render, and there is none
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
  server: { host: '127.0.0.1', proxy: { '/v1': { target: core, changeOrigin: true } } },
  test: { include: ['src/**/*.test.{ts,tsx}'], environment: 'node' },
});
