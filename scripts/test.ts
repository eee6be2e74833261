import { installBrowser } from './tasks/install-browser.ts'
import { installPostgres } from './tasks/install-postgres.ts'
import { buildRun, checkRun, playwrightRun, vitestRun } from './tasks/test-runs.ts'
import { addTotals, summaryLine } from './tasks/test-totals.ts'

await installBrowser()
await installPostgres()
const runs = [await checkRun(), await buildRun(), await vitestRun(), await playwrightRun()]
const totals = addTotals(runs.map((run) => run.totals))
const failures = runs.flatMap((run) => run.failures)

if (failures.length > 0) console.log(`\n=== failed ===\n${failures.join('\n\n')}`)
console.log(`\n${summaryLine(totals)}`)
process.exitCode = totals.failed === 0 ? 0 : 1
