import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('.', import.meta.url));

// Relative addresses, so that the page does not care where it is served.
export default defineConfig({
  root,
  base: './',
  build: {
    outDir: fileURLToPath(new URL('../../../dist/invitation', import.meta.url)),
    emptyOutDir: true,
    // Styles and scripts as files: the content security policy allows neither inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
