import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_ROOT } from './project-root.ts'

const ELECTRON_FOLDER = join(PROJECT_ROOT, 'node_modules/electron')

/**
 * The Electron program, or null when only its npm package is here. Never `require('electron')`:
 * that starts a download that blocks.
 */
export function electronRuntime(): string | null {
  const pathFile = join(ELECTRON_FOLDER, 'path.txt')
  if (!existsSync(pathFile)) return null
  const program = join(ELECTRON_FOLDER, 'dist', readFileSync(pathFile, 'utf8').trim())
  return existsSync(program) ? program : null
}

/** The script of the package that downloads the runtime and writes path.txt. */
export function electronInstaller(): string {
  return join(ELECTRON_FOLDER, 'install.js')
}
