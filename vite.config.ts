import react from '@vitejs/plugin-react'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { createHash } from 'node:crypto'
import { defineConfig, type Plugin } from 'vite'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const packageJson = JSON.parse(read('./package.json')) as { version: string }

/** Names of the built files for the service worker, with a hash that changes when one of them does. */
function fileList(): Plugin {
  return {
    name: 'nishan-file-list',
    enforce: 'post',
    generateBundle: {
      // Last: scripts that held nothing but styles are dropped late, and one missing name would keep the app from being kept.
      order: 'post',
      handler(_options, bundle) {
        const files = Object.keys(bundle).filter((name) => name !== 'sw.js' && name !== 'index.html')
        const all = [...files.map((name) => `./${name}`), './pressable.css', './icon.svg'].sort()
        const version = createHash('sha256').update(all.join()).digest('hex').slice(0, 16)
        this.emitFile({ type: 'asset', fileName: 'files.json', source: JSON.stringify({ version, files: all }) })
      },
    },
  }
}

/** The renderer. Main and preload are built by scripts/build.ts. */
export default defineConfig({
  root: resolve(import.meta.dirname, 'renderer'),
  base: './',
  publicDir: resolve(import.meta.dirname, 'assets'),
  plugins: [react(), fileList()],
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
    rolldownOptions: {
      input: {
        main: resolve(import.meta.dirname, 'renderer/index.html'),
        sw: resolve(import.meta.dirname, 'renderer/service-worker/sw.ts'),
      },
      // A service worker keeps its name: the browser asks for it again by it.
      output: { entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
    // The content security policy has no data: for fonts and scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
})
