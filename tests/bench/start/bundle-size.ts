import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { PROJECT_ROOT } from '#scripts/tasks/project-root.ts'

/** Bytes of the built renderer; packed with gzip except fonts, which are packed already. */
export type BundleSize = { startBytes: number; startGzip: number; laterGzip: number; fontBytes: number }

/** What index.html names is loaded at the start; workers and everything else later. Fonts stand apart. */
export async function bundleSize(): Promise<BundleSize> {
  const folder = join(PROJECT_ROOT, 'dist/renderer')
  const page = await readFile(join(folder, 'index.html'), 'utf8')
  const size: BundleSize = { startBytes: 0, startGzip: 0, laterGzip: 0, fontBytes: 0 }
  for (const name of await readdir(join(folder, 'assets'))) {
    const bytes = await readFile(join(folder, 'assets', name))
    if (name.endsWith('.woff2')) size.fontBytes += bytes.length
    else if (page.includes(name)) {
      size.startBytes += bytes.length
      size.startGzip += gzipSync(bytes).length
    } else if (/\.(?:js|css)$/.test(name)) size.laterGzip += gzipSync(bytes).length
  }
  return size
}
