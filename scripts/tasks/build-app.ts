import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'vite'
import { buildElectron } from './build-electron.ts'
import { PROJECT_ROOT } from './project-root.ts'

/** Builds the renderer, main and preload into dist/. */
export async function buildApp(): Promise<void> {
  await build({ configFile: join(PROJECT_ROOT, 'vite.config.ts'), logLevel: 'warn' })
  const electronDir = join(PROJECT_ROOT, 'dist/electron')
  await rm(electronDir, { recursive: true, force: true })
  await buildElectron(electronDir)
}
