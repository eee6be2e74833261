import { startTestPostgres, whyNoPostgres } from '#tests/support/hub/private-postgres.ts'
import { printFigures } from '../print-figures.ts'
import { saveResults } from '../save-results.ts'
import { writeBenchTable } from '../write-bench-table.ts'
import { loadHubs, type LoadOutcome } from './load-hubs.ts'
import { hubFigures } from './hub-figures.ts'

/*
 * `npm run bench:hub [annotators]`: so many laptops with the real rounds over loopback, on SQLite with one hub and on
 * PostgreSQL with two. Laptops and hubs share this machine; docs/scaling.md says what the figures mean.
 */
const [annotators = '300'] = process.argv.slice(2)
const outcomes: LoadOutcome[] = []

console.log('\n=== SQLite, one hub ===')
outcomes.push(await loadHubs({ name: 'SQLite', hubs: 1, databaseUrl: null, annotators: Number(annotators) }))

const missing = whyNoPostgres()
if (missing === null) {
  console.log('\n=== PostgreSQL, two hubs ===')
  const postgres = await startTestPostgres({ flushes: true })
  try {
    const databaseUrl = await postgres.newDatabase()
    outcomes.push(await loadHubs({ name: 'PostgreSQL', hubs: 2, databaseUrl, annotators: Number(annotators) }))
  } finally {
    await postgres.stop()
  }
} else {
  console.log(`\nSKIPPED: PostgreSQL: ${missing}`)
  process.exitCode = 1
}

const figures = outcomes.flatMap(hubFigures)
console.log('')
printFigures(figures)
await saveResults('hub', { chromium: null, figures, samples: outcomes })
await writeBenchTable('docs/scaling.md', ['hub'])
