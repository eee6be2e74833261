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
