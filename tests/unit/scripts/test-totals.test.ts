import { describe, expect, it } from 'vitest'
import { addTotals, playwrightTotals, runTotals, summaryLine, vitestTotals } from '#scripts/tasks/test-totals.ts'

describe('totals of the test runs', () => {
  it('reads the report of vitest', () => {
    const report = { numPassedTests: 7, numFailedTests: 2, numPendingTests: 1, numTodoTests: 1, numTotalTests: 11 }
    expect(vitestTotals(report)).toEqual({ passed: 7, failed: 2, skipped: 2 })
  })

  it('counts a flaky browser test as failed', () => {
    const report = { stats: { expected: 5, unexpected: 1, flaky: 2, skipped: 3, duration: 9 } }
    expect(playwrightTotals(report)).toEqual({ passed: 5, failed: 3, skipped: 3 })
  })

  it('refuses a report it does not understand', () => {
    expect(() => vitestTotals({ passed: 3 })).toThrow()
    expect(() => playwrightTotals({})).toThrow()
  })

  it('counts a run that ended badly with no failed test as one failure', () => {
    expect(runTotals({ passed: 4, failed: 0, skipped: 0 }, 1)).toEqual({ passed: 4, failed: 1, skipped: 0 })
  })

  it('counts a run that left no report as one failure, whatever its exit code', () => {
    expect(runTotals(null, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 })
    expect(runTotals(null, 137)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  })

  it('does not count twice what was named', () => {
    expect(runTotals({ passed: 4, failed: 2, skipped: 0 }, 1)).toEqual({ passed: 4, failed: 2, skipped: 0 })
    expect(runTotals({ passed: 4, failed: 2, skipped: 0 }, 0)).toEqual({ passed: 4, failed: 2, skipped: 0 })
  })

  it('adds runs up and tells of skipped tests only where there are some', () => {
    const sum = addTotals([
      { passed: 4, failed: 1, skipped: 0 },
      { passed: 10, failed: 0, skipped: 2 },
    ])
    expect(summaryLine(sum)).toBe('14 passed, 1 failed, 2 skipped')
    expect(summaryLine({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed')
  })
})
