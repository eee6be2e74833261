import { z } from '#shared/base/schema.ts'

export type Totals = { passed: number; failed: number; skipped: number }

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number().default(0),
})

const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
})

export function vitestTotals(report: unknown): Totals {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = vitestReport.parse(report)
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests }
}

/** A test that passes only when tried again has failed. */
export function playwrightTotals(report: unknown): Totals {
  const { expected, unexpected, flaky, skipped } = playwrightReport.parse(report).stats
  return { passed: expected, failed: unexpected + flaky, skipped }
}

const vitestFailures = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string().default(''),
      status: z.string(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()).default([]) }),
      ),
    }),
  ),
})

/** Each failed test of a report with its first lines, so that the end of a long log tells what broke. */
export function vitestFailed(report: unknown): string[] {
  return vitestFailures.parse(report).testResults.flatMap((file) => {
    const failed = file.assertionResults.filter((one) => one.status === 'failed')
    const tests = failed.map((one) => `${file.name}: ${one.fullName}\n${firstLines(one.failureMessages.join('\n'))}`)
    return failed.length === 0 && file.status === 'failed' ? [`${file.name}\n${firstLines(file.message)}`] : tests
  })
}

type PlaywrightSuite = z.infer<typeof playwrightSuite>
const playwrightSuite = z.object({
  title: z.string(),
  specs: z
    .array(
      z.object({
        title: z.string(),
        ok: z.boolean(),
        file: z.string(),
        line: z.number(),
        tests: z.array(
          z.object({
            results: z.array(z.object({ error: z.object({ message: z.string().default('') }).optional() })),
          }),
        ),
      }),
    )
    .default([]),
  get suites(): z.ZodDefault<z.ZodArray<typeof playwrightSuite>> {
    return z.array(playwrightSuite).default([])
  },
})

const playwrightFailures = z.object({ suites: z.array(playwrightSuite) })

/** As {@link vitestFailed}. */
export function playwrightFailed(report: unknown): string[] {
  return playwrightFailures.parse(report).suites.flatMap(failedOfSuite)
}

function failedOfSuite(suite: PlaywrightSuite): string[] {
  const own = suite.specs
    .filter((spec) => !spec.ok)
    .map((spec) => {
      const errors = spec.tests.flatMap(({ results }) => results.flatMap(({ error }) => error?.message ?? []))
      return `${spec.file}:${spec.line}: ${spec.title}\n${firstLines(errors.join('\n'))}`
    })
  return [...own, ...suite.suites.flatMap(failedOfSuite)]
}

const firstLines = (text: string) => text.split('\n').slice(0, 12).join('\n').slice(0, 1500)

/**
 * The totals of one run. A run that ends badly without naming a failed test is one failure:
 * vitest reports success on an unhandled error, and a crashed run leaves no report (null).
 */
export function runTotals(reported: Totals | null, exitCode: number): Totals {
  const totals = reported ?? { passed: 0, failed: 0, skipped: 0 }
  const unnamedFailure = totals.failed === 0 && (exitCode !== 0 || reported === null)
  return unnamedFailure ? { ...totals, failed: 1 } : totals
}

export function addTotals(all: readonly Totals[]): Totals {
  return all.reduce(
    (sum, one) => ({
      passed: sum.passed + one.passed,
      failed: sum.failed + one.failed,
      skipped: sum.skipped + one.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  )
}

/** `12 passed, 0 failed`, and `, 3 skipped` only where something was. */
export function summaryLine({ passed, failed, skipped }: Totals): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
