import react from '@vitejs/plugin-react'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build, preview } from 'vite'

export type ServedPages = { readonly url: string; close(): Promise<void> }

/** Builds a folder of test pages as the app is built: production, the same targets. Their addresses are relative. */
export async function buildPages(root: string, outDir: string, pages: readonly string[]): Promise<void> {
  await build({
    root,
    base: './',
    configFile: false,
    logLevel: 'warn',
    plugins: [react()],
    worker: { format: 'es' },
    define: { 'process.env.NODE_ENV': JSON.stringify('production') },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'chrome140',
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 5000,
      // The content security policy has no data: for scripts.
      modulePreload: { polyfill: false },
      // A peer's style sheet is no valid CSS: minifying it stops the build.
      cssMinify: false,
      rolldownOptions: { input: pages.map((page) => resolve(root, page)) },
    },
  })
}

/** Builds test pages and serves them on loopback. */
export async function servePages(root: string, port: number, pages: readonly string[]): Promise<ServedPages> {
  const outDir = await mkdtemp(join(tmpdir(), 'nishan-pages-'))
  await buildPages(root, outDir, pages)
  const server = await preview({
    root,
    configFile: false,
    logLevel: 'warn',
    build: { outDir },
    preview: { port, strictPort: true, host: '127.0.0.1' },
  })
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      await server.close()
      await rm(outDir, { recursive: true, force: true })
    },
  }
}
