import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { buildElectron } from '#scripts/tasks/build-electron.ts'
import { JUST_BUILT } from '#scripts/tasks/just-built.ts'
import { PROJECT_ROOT } from '#scripts/tasks/project-root.ts'

/** A small page of our own: what is proven here is the shell, not the app. */
const FIXTURE_PAGE = join(import.meta.dirname, 'fixture-page')

export type BuiltApp = { appDir: string; newProfile: () => string; remove: () => void }

/** Main and preload beside the fixture page. */
export const buildAppFixture = (): Promise<BuiltApp> =>
  buildFixture(async (renderer) => cpSync(FIXTURE_PAGE, renderer, { recursive: true }))

/** Main and preload beside the app's own pages: the whole app. */
export const buildWholeApp = (): Promise<BuiltApp> =>
  buildFixture(async (renderer) => {
    if (justBuilt()) {
      cpSync(join(PROJECT_ROOT, 'dist/renderer'), renderer, { recursive: true })
      return
    }
    await build({
      configFile: join(PROJECT_ROOT, 'vite.config.ts'),
      logLevel: 'error',
      build: { outDir: renderer, emptyOutDir: true },
    })
  })

/** Whether dist/ is the build of these sources: `npm test` has made it a moment ago and says so. */
function justBuilt(): boolean {
  return process.env[JUST_BUILT] !== undefined
}

/** Builds main and preload as the package gets them, in a folder of their own, with the pages that are given. */
async function buildFixture(addRenderer: (folder: string) => Promise<void>): Promise<BuiltApp> {
  const folder = mkdtempSync(join(tmpdir(), 'nishan-double-'))
  const appDir = join(folder, 'dist')
  mkdirSync(appDir)
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'secret.txt'), 'outside')
  if (justBuilt()) cpSync(join(PROJECT_ROOT, 'dist/electron'), join(appDir, 'electron'), { recursive: true })
  else await buildElectron(join(appDir, 'electron'))
  await addRenderer(join(appDir, 'renderer'))
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
