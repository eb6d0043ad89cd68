import preact from '@preact/preset-vite';
import { defineConfig, type Plugin } from 'vite';

/** The font is asked for beside the style sheet, not after it, so that text seldom changes its face. */
const preloadFont = (): Plugin => ({
  name: 'preload-font',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle }) =>
      Object.keys(bundle ?? {})
        .filter(name => /inter-latin-(opsz|wght)-normal.*\.woff2$/.test(name))
        .map(name => ({
          tag: 'link',
          attrs: { rel: 'preload', as: 'font', type: 'font/woff2', href: `./${name}`, crossorigin: true },
          injectTo: 'head-prepend' as const,
        })),
  },
});

export default defineConfig({
  root: import.meta.dirname,
  // Below whatever path it is served.
  base: './',
  plugins: [preact(), preloadFont()],
  build: {
    outDir: '../../../dist/page',
    emptyOutDir: true,
    target: 'es2022',
    // Polyfills would be an inline script, and every asset as a data address would need a wider policy.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: true,
  },
});
