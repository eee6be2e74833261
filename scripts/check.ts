import { runChecks } from './tasks/check-steps.ts'

const started = performance.now()
const results = await runChecks(({ name, code, ms }) => {
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${(ms / 1000).toFixed(1)} s)`)
})

const failed = results.filter((result) => result.code !== 0)
for (const { name, output } of failed) console.log(`\n--- ${name} ---\n${output.trimEnd()}`)
console.log(
  `${failed.length === 0 ? 'All checks passed' : `${failed.length} of ${results.length} checks failed`} in ${((performance.now() - started) / 1000).toFixed(1)} s`,
)
process.exitCode = failed.length === 0 ? 0 : 1
