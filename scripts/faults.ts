import { join } from 'node:path'
import { buildApp } from './tasks/build-app.ts'
import { installBrowser } from './tasks/install-browser.ts'
import { PROJECT_ROOT } from './tasks/project-root.ts'
import { runNode } from './tasks/run-command.ts'

/** `npm run test:faults`: what the app shows as saved must survive what a laptop does. Bounded; minutes. */
await installBrowser()
await buildApp()
const { code } = await runNode(join(PROJECT_ROOT, 'tests/faults/run-faults.ts'), process.argv.slice(2), { live: true })
process.exitCode = code
