import react from '@vitejs/plugin-react'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { defineConfig } from 'vite'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const packageJson = JSON.parse(read('./package.json')) as { version: string }

/** The renderer. Main and preload are built by scripts/build.ts. */
export default defineConfig({
  root: resolve(import.meta.dirname, 'renderer'),
  base: './',
  publicDir: resolve(import.meta.dirname, 'assets'),
  plugins: [react()],
  define: {
    __APP_VERSION__: JSON.stringify(packageJson.version),
    __THIRD_PARTY_NOTICES__: JSON.stringify(read('./docs/third-party-notices.md')),
  },
  worker: { format: 'es' },
  server: { port: 47301, strictPort: true, host: '127.0.0.1' },
  build: {
    outDir: resolve(import.meta.dirname, 'dist/renderer'),
    emptyOutDir: true,
    target: 'chrome140',
    // The content security policy has no data: for fonts and scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
})
