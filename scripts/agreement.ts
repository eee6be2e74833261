import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { bootstrap } from '#shared/agreement/bootstrap.ts'
import { intervalPolicy } from '#shared/agreement/interval-policy.ts'
import { resampledOf } from '#shared/agreement/interval-job.ts'
import { filteredItems } from '#shared/agreement/report/answer-filter.ts'
import { headlineJob, INTERVAL_SEED, SCREEN_REPLICATES } from '#shared/agreement/report/headline-job.ts'
import { makeReport } from '#shared/agreement/report/make-report.ts'
import type { QuestionReport } from '#shared/agreement/report/question-report.ts'
import { readExport, type ReadExport } from '#shared/agreement/report/read-export.ts'

const USAGE = `node scripts/agreement.ts <export.jsonl> [--json] [--labels "question=label,label"]

Prints how far people agree in a JSONL export with one row an annotation: the figures of the agreement page.
--json     everything as JSON
--labels   labels that a question offers; AC1 and Brennan-Prediger count those that nobody gave too`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    labels: { type: 'string', multiple: true, default: [] },
    help: { type: 'boolean', short: 'h', default: false },
  },
})

type Interval = { lower: number; upper: number; replicates: number } | null

function intervalOf(read: ReadExport, report: QuestionReport): Interval {
  const question = read.questions.find(({ id }) => id === report.question)
  if (question === undefined || report.headline.value.value === null) return null
  if (intervalPolicy(report.shared) === 'too-few') return null
  const job = headlineJob(read.book, question, filteredItems(read.book, {}))
  const found = bootstrap(resampledOf(job), { seed: INTERVAL_SEED, replicates: SCREEN_REPLICATES })
  return 'lower' in found ? { lower: found.lower, upper: found.upper, replicates: found.replicates } : null
}

const figure = (value: number | null) => (value === null ? '-' : value.toFixed(4))

function print(report: QuestionReport, interval: Interval): void {
  const { question, people, shared, answers, headline, beside, more, labels, pairs } = report
  console.log(`\n${question}`)
  console.log(`  people ${people.length}   answers ${answers}   shared texts ${shared}`)
  for (const { id, value } of [headline, ...beside, ...more]) {
    const why = value.value === null ? `  (${value.reason})` : ''
    const range =
      id === headline.id && interval !== null ? `  [${figure(interval.lower)}, ${figure(interval.upper)}]` : ''
    console.log(`  ${id.padEnd(18)} ${figure(value.value)}${range}${why}`)
  }
  console.log('  label: specific agreement, alpha, times given')
  for (const { label, agreement, alpha, given } of labels) {
    console.log(`    ${label}: ${figure(agreement.value)}, ${figure(alpha.value)}, ${given}`)
  }
  console.log('  pair: value, shared texts')
  for (const { people: pair, value, shared: met } of pairs)
    console.log(`    ${pair.join(' + ')}: ${figure(value.value)}, ${met}`)
}

function labelsGiven(): Record<string, string[]> {
  return Object.fromEntries(
    values.labels.map((given) => {
      const equals = given.indexOf('=')
      const names = given.slice(equals + 1).split(',')
      return [given.slice(0, equals), names.map((name) => name.trim())]
    }),
  )
}

function run(file: string): void {
  const lines = readFileSync(file, 'utf8').split('\n')
  const rows = lines.flatMap((line, index): unknown[] => {
    if (line.trim() === '') return []
    try {
      return [JSON.parse(line)]
    } catch {
      console.error(`Line ${index + 1} is not JSON and was left out.`)
      return []
    }
  })
  const read = readExport(rows, labelsGiven())
  const reports = read.questions.map((question) => makeReport(read.book, question, {}))
  if (values.json) {
    const all = reports.map((report) => ({ ...report, interval: intervalOf(read, report) }))
    console.log(JSON.stringify(all, null, 1))
    return
  }
  console.log(`${read.rows} rows, ${read.book.items.size} texts, ${read.book.people.length} people`)
  if (read.skipped > 0) console.log(`${read.skipped} rows without a person, or settled answers, are not counted`)
  for (const report of reports) print(report, intervalOf(read, report))
}

const [file] = positionals
if (values.help || file === undefined) {
  console.log(USAGE)
  process.exitCode = values.help ? 0 : 1
} else {
  try {
    run(file)
  } catch (error) {
    console.error(`${file} could not be read: ${error instanceof Error ? error.message : String(error)}`)
    process.exitCode = 1
  }
}
