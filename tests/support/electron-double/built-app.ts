import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildElectron } from '#scripts/tasks/build-electron.ts'

/** A small page of our own: what is proven here is the shell, not the app. */
const FIXTURE_PAGE = join(import.meta.dirname, 'fixture-page')

export type BuiltApp = { appDir: string; newProfile: () => string; remove: () => void }

/** Builds main and preload as the package gets them, beside the fixture page, in a folder of their own. */
export async function buildAppFixture(): Promise<BuiltApp> {
  const folder = mkdtempSync(join(tmpdir(), 'nishan-double-'))
  const appDir = join(folder, 'dist')
  mkdirSync(appDir)
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'secret.txt'), 'outside')
  await buildElectron(join(appDir, 'electron'))
  cpSync(FIXTURE_PAGE, join(appDir, 'renderer'), { recursive: true })
  let profiles = 0
  return {
    appDir,
    newProfile() {
      profiles += 1
      const profile = join(folder, `profile-${profiles}`)
      mkdirSync(profile)
      return profile
    },
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  }
}
