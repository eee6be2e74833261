import { runAgreementBench } from './agreement/run-agreement-bench.ts'
import { runAnswerBench } from './answer/run-answer-bench.ts'
import type { BenchFigure } from './bench-figure.ts'
import { runImportBench } from './import/run-import-bench.ts'
import { printFigures } from './print-figures.ts'
import { runSpanBench } from './spans/run-span-bench.ts'
import { runStartBench } from './start/run-start-bench.ts'
import { writeBenchTable } from './write-bench-table.ts'

const BENCHES: Record<string, () => Promise<BenchFigure[]>> = {
  import: runImportBench,
  answer: runAnswerBench,
  spans: runSpanBench,
  start: runStartBench,
  agreement: runAgreementBench,
}

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in BENCHES))
if (unknown.length > 0) {
  console.error(`No bench ${unknown.join(', ')}: there are ${Object.keys(BENCHES).join(', ')}`)
  process.exit(1)
}

for (const [name, run] of Object.entries(BENCHES)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  console.log(`\n=== ${name} ===`)
  const started = performance.now()
  try {
    printFigures(await run())
  } catch (error) {
    // A bench that broke has met none of its goals; the others are still worth their figures.
    console.log(error)
    process.exitCode = 1
  }
  console.log(`${((performance.now() - started) / 1000).toFixed(0)} s`)
}
await writeBenchTable('docs/benchmarks.md', Object.keys(BENCHES))
