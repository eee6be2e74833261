import { join } from 'node:path'
import type { HubServer } from '#hub/hub-server.ts'
import { appVersion } from './tasks/app-version.ts'
import { buildApp } from './tasks/build-app.ts'
import { needsBuild } from './tasks/freshness.ts'
import { PROJECT_ROOT } from './tasks/project-root.ts'
import { runHub } from './tasks/run-hub.ts'

/** Requests under way are given so long after the first sign to stop. */
const GRACE_MS = 10_000

// Secrets lie in the data folder, which may be there already and open to others.
process.umask(0o077)

const at = (path: string) => join(PROJECT_ROOT, path)

async function builtApp(): Promise<string> {
  const sources = ['shared', 'renderer', 'assets', 'vite.config.ts', 'package.json'].map(at)
  if (needsBuild([at('dist/renderer/index.html')], sources)) await buildApp()
  return at('dist/renderer')
}

let serving: HubServer | null = null
let told = false
// Before anything is said: whoever starts the hub may stop it at once.
const stop = () => {
  told = true
  setTimeout(() => process.exit(1), GRACE_MS).unref()
  void serving?.stop().then(() => process.exit(0))
}
process.once('SIGTERM', stop)
process.once('SIGINT', stop)

const running = await runHub({
  args: process.argv.slice(2),
  env: process.env,
  version: appVersion(),
  staticDir: builtApp,
  say: (line) => console.log(line),
  // One JSON object a line, apart from what is said to whoever started it.
  log: (entry) => console.error(JSON.stringify(entry)),
})

if (typeof running === 'number') {
  process.exitCode = running
} else {
  serving = running
  if (told) stop()
}
