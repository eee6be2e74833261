import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build, preview } from 'vite'

export type ServedApp = { readonly url: string; close(): Promise<void> }

/** The policy of architecture.md: what breaks under it breaks here. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; " +
  "worker-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'; frame-ancestors 'none'"

/** Builds the app as it ships and serves it on loopback, under the content security policy. */
export async function serveApp(port: number): Promise<ServedApp> {
  const outDir = await mkdtemp(join(tmpdir(), 'nishan-app-'))
  const configFile = resolve(import.meta.dirname, '../../vite.config.ts')
  await build({ configFile, logLevel: 'warn', build: { outDir, emptyOutDir: true } })
  const server = await preview({
    configFile,
    logLevel: 'warn',
    build: { outDir },
    preview: { port, strictPort: true, host: '127.0.0.1', headers: { 'content-security-policy': POLICY } },
  })
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      await server.close()
      await rm(outDir, { recursive: true, force: true })
    },
  }
}
