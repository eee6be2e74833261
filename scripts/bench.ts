import { join } from 'node:path'
import { buildApp } from './tasks/build-app.ts'
import { installBrowser } from './tasks/install-browser.ts'
import { PROJECT_ROOT } from './tasks/project-root.ts'
import { runNode } from './tasks/run-command.ts'

/** `npm run bench` runs all benches, `npm run bench -- import` one. What is measured is built anew. */
await installBrowser()
await buildApp()
const { code } = await runNode(join(PROJECT_ROOT, 'tests/bench/run-benches.ts'), process.argv.slice(2), { live: true })
process.exitCode = code
