import { join } from 'node:path'
import { appVersion } from './tasks/app-version.ts'
import { buildApp } from './tasks/build-app.ts'
import { needsBuild } from './tasks/freshness.ts'
import { PROJECT_ROOT } from './tasks/project-root.ts'
import { APP_PORT, startInBrowser } from './tasks/start-browser.ts'
import { findElectron, runElectron } from './tasks/start-electron.ts'

const at = (path: string) => join(PROJECT_ROOT, path)
const built = ['dist/renderer/index.html', 'dist/electron/main.js', 'dist/electron/preload.cjs'].map(at)
const sources = ['shared', 'renderer', 'electron', 'assets', 'vite.config.ts', 'package.json'].map(at)

if (needsBuild(built, sources)) {
  console.log('Building Nishan (only when its sources have changed)')
  await buildApp()
}

const electron = process.argv.includes('--browser') ? null : await findElectron()
const exitCode = electron === null ? null : await runElectron(electron)
if (exitCode === null) {
  const outcome = await startInBrowser({
    staticDir: at('dist/renderer'),
    version: appVersion(),
    port: APP_PORT,
    say: (line) => console.log(line),
  })
  if (outcome !== 'serving') process.exitCode = outcome
} else {
  process.exitCode = exitCode
}
