import { describe, expect, it } from 'vitest'
import {
  addTotals,
  playwrightFailed,
  playwrightTotals,
  runTotals,
  summaryLine,
  vitestFailed,
  vitestTotals,
} from '#scripts/tasks/test-totals.ts'

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

  it('names each failed test of vitest, and a file that did not load', () => {
    const one = (fullName: string, status: string) => ({ fullName, status, failureMessages: ['came 2'] })
    const report = {
      testResults: [
        { name: 'a.test.ts', status: 'failed', assertionResults: [one('adds', 'passed'), one('takes away', 'failed')] },
        { name: 'b.test.ts', status: 'failed', message: 'no such file', assertionResults: [] },
        { name: 'c.test.ts', status: 'passed', assertionResults: [one('divides', 'passed')] },
      ],
    }
    expect(vitestFailed(report)).toEqual(['a.test.ts: takes away\ncame 2', 'b.test.ts\nno such file'])
  })

  it('names each failed browser test, in inner groups too', () => {
    const spec = (title: string, ok: boolean) => ({
      title,
      ok,
      file: 'tabs.e2e.ts',
      line: 7,
      tests: [{ results: [{ error: { message: 'not seen' } }] }],
    })
    const report = {
      suites: [{ title: '', specs: [spec('opens', true)], suites: [{ title: 'menu', specs: [spec('shuts', false)] }] }],
    }
    expect(playwrightFailed(report)).toEqual(['tabs.e2e.ts:7: shuts\nnot seen'])
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
