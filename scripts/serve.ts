import { join } from 'node:path'
import { startHub } from '#hub/start.ts'
import { appVersion } from './tasks/app-version.ts'
import { PROJECT_ROOT } from './tasks/project-root.ts'

/** Serves dist/renderer on a port of its own: for end-to-end tests and benchmarks, never for work. */
const port = Number(process.argv[2])
if (!Number.isInteger(port) || port < 1) throw new Error('usage: node scripts/run.mjs serve <port>')

await startHub({ staticDir: join(PROJECT_ROOT, 'dist/renderer'), port, version: appVersion() })
console.log(`Serving dist/renderer on http://127.0.0.1:${port}`)
